//! Which mail clients are offered, and changing from one to the other.

use crate::support::microsoft::{APP, Microsoft, TENANT};
use crate::world::{Life, World};
use msi_actions::base::Provider;
use msi_actions::onboarding::{Onboarding, ProfileView};
use serde_json::json;
use std::rc::Rc;

use crate::support::onboarding_rep::services;
use crate::support::onboarding_services::{consent, invitation, on_record, record, with_rep};

/// A rep of an org that has set up Gmail and Outlook, connected to Salesforce.
struct Rep {
    life: Life,
    onboarding: Onboarding<World>,
}

impl Rep {
    fn of(world: &Rc<World>) -> Self {
        with_rep(world);
        let microsoft = Microsoft::on(world);
        world.on_sign_in(move |world, url, how| match url.host_str() {
            Some("login.microsoftonline.com") => microsoft.sign_in(url, how),
            _ => consent(world, url, how),
        });
        let mut both = record();
        both["Microsoft_Client_Id__c"] = json!(APP);
        both["Microsoft_Tenant__c"] = json!(TENANT);
        on_record(world, Some(both));
        let page = invitation(world);
        let mut rep = Self {
            life: Life::begin(world),
            onboarding: services(world).0,
        };
        let invited = rep.onboarding.invited_by_page(&page);
        rep.life.run(invited).unwrap().unwrap();
        assert!(rep.signs_in(Provider::Salesforce));
        rep
    }

    fn signs_in(&mut self, provider: Provider) -> bool {
        let begun = self.life.run(self.onboarding.begin_sign_in(provider, None));
        let attempt = begun.unwrap().unwrap().expect("a sign-in to begin");
        self.life.run(self.onboarding.sign_in(attempt)).unwrap()
    }

    fn signs_out(&mut self, provider: Provider) {
        let out = self.life.run(self.onboarding.sign_out(provider, None));
        out.unwrap().unwrap();
    }

    fn profile(&mut self) -> ProfileView {
        self.life.run(self.onboarding.profile()).unwrap().unwrap()
    }

    /// The connected mailbox, and what is offered beside it.
    fn mail(&mut self) -> (Option<Provider>, Vec<Provider>) {
        let profile = self.profile();
        let mail = profile.connections.iter().find(|connection| {
            connection.fault.is_none() && connection.provider != Provider::Salesforce
        });
        (mail.map(|mail| mail.provider), profile.choices)
    }
}

#[test]
fn one_mailbox_at_a_time_and_the_other_once_it_is_signed_out() {
    let world = World::new();
    let mut rep = Rep::of(&world);
    let both = vec![Provider::Google, Provider::Microsoft];
    assert_eq!(rep.mail(), (None, both.clone()));
    assert!(rep.signs_in(Provider::Google));
    assert_eq!(rep.mail(), (Some(Provider::Google), vec![]));
    rep.signs_out(Provider::Google);
    assert_eq!(rep.mail(), (None, both.clone()));
    assert!(rep.signs_in(Provider::Microsoft));
    assert_eq!(rep.mail(), (Some(Provider::Microsoft), vec![]));
    rep.signs_out(Provider::Microsoft);
    assert_eq!(rep.mail(), (None, both));
}

#[test]
fn a_failed_sign_in_is_told_and_the_other_client_still_offered() {
    let world = World::new();
    let mut rep = Rep::of(&world);
    let closed = msi_actions::ports::AuthWindowError::Closed;
    world.on_sign_in(move |_, _, _| crate::world::AuthAnswer::Fails(closed.clone()));
    assert!(!rep.signs_in(Provider::Microsoft));
    let profile = rep.profile();
    let told = profile.connections.iter().find_map(|each| {
        let fault = each.fault.as_ref()?;
        Some((each.provider, fault.code.as_str()))
    });
    let unfinished = "mailbox.microsoft_unfinished";
    assert_eq!(told, Some((Provider::Microsoft, unfinished)));
    assert_eq!(profile.choices, [Provider::Google]);
}

#[test]
fn only_what_the_administrator_set_up_is_offered() {
    let world = World::new();
    let mut rep = Rep::of(&world);
    on_record(&world, Some(record()));
    let asked = rep.life.run(rep.onboarding.ask_teams(true));
    asked.unwrap().unwrap();
    assert_eq!(rep.mail(), (None, vec![Provider::Google]));
    let refused = rep
        .life
        .run(rep.onboarding.begin_sign_in(Provider::Microsoft, None));
    assert!(refused.unwrap().is_err());
}
