//! Whose word counts: what anybody may write leads to the org's own sign-in page and no further. Mail
//! clients come from the org's own record or the policy; what was granted to others is revoked.

use crate::support::microsoft::{APP, Microsoft, TENANT};
use crate::support::salesforce_org::{APPS, key, org};
use crate::support::worker::{Asked, set_up};
use crate::world::{AuthAnswer, World};
use msi_actions::accounts::Standing;
use msi_actions::base::Provider;
use msi_actions::onboarding::{Answer, PopupView, Screen, StepName};
use msi_actions::ports::{Area, AuthWindowError};
use msi_actions::protocol::{GetPopup, Sender};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;
use url::Url;

use crate::support::onboarding_rep::{Rep, at, code, on};
use crate::support::onboarding_services::{
    GOOGLE, KEY, ORG, OTHER_KEY, REP, UAT, consent, link, on_record, proposal, record, with_rep,
};

/// A rep who opened a link that says `said`.
fn opened(world: &Rc<World>, said: &Value) -> Rep {
    let mut rep = Rep::new(world);
    let page = Url::parse(&link(ORG, said)).unwrap();
    let taken = rep.life.run(rep.onboarding.invited_by_page(&page));
    taken.unwrap().unwrap();
    rep
}

fn sessions(world: &World) -> usize {
    let stored = world.stored(Area::Local);
    let session = |key: &&String| key.starts_with("salesforce.session/");
    stored.keys().filter(session).count()
}

fn asked_at(world: &World, path: &str) -> usize {
    let requests = world.requests();
    requests.iter().filter(|r| r.uri().path() == path).count()
}

/// The client ids of the authorization requests at a host.
fn clients(world: &World, host: &str) -> Vec<String> {
    let asked = world.sign_ins().into_iter().map(|(url, _)| url);
    let id = |url: Url| {
        let pair = url.query_pairs().find(|(name, _)| name == "client_id");
        pair.map(|(_, value)| value.into_owned())
    };
    let at = |url: &Url| url.host_str() == Some(host);
    asked.filter(at).filter_map(id).collect()
}

/// Whatever a forger may put into a link for the genuine host.
fn forged() -> impl Strategy<Value = Value> {
    let google = "[0-9]{12}-[a-z0-9]{12}".prop_map(|id| format!("{id}.apps.googleusercontent.com"));
    let uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}";
    let name = prop_oneof![
        Just("google"),
        Just("googleClientId"),
        Just("microsoft"),
        Just("microsoftClientId"),
        Just("tenant"),
        Just("config"),
        Just("apps"),
        "[a-z]{3,12}".prop_map(|name| &*name.leak()),
    ];
    let value = prop_oneof![
        google.prop_map(Value::from),
        uuid.prop_map(Value::from),
        Just(json!("evil.example")),
        "3MVG9[A-Za-z0-9._]{40}".prop_map(Value::from),
    ];
    prop::collection::vec((name, value), 1..6).prop_map(|fields| {
        let mut said = proposal(&World::new());
        // In capitals, so that it is told apart from what Salesforce says.
        said["to"] = json!(REP.to_uppercase());
        for (name, value) in fields {
            said[name] = value;
        }
        said
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// No field of a link but the host reaches an authorization request at Google or Microsoft.
    #[test]
    fn nothing_of_a_link_reaches_a_mail_provider(said in forged()) {
        let world = World::new();
        with_rep(&world);
        let microsoft = Microsoft::on(&world);
        world.on_sign_in(move |world, url, how| match url.host_str() {
            Some("login.microsoftonline.com") => microsoft.sign_in(url, how),
            _ => consent(world, url, how),
        });
        let mut both = record();
        both["Microsoft_Client_Id__c"] = json!(APP);
        both["Microsoft_Tenant__c"] = json!(TENANT);
        on_record(&world, Some(both));
        for provider in [Provider::Google, Provider::Microsoft] {
            let mut rep = opened(&world, &said);
            if rep.screen().0 == Some(StepName::Activate) {
                prop_assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
            }
            prop_assert_eq!(rep.signs_in(provider), Ok(true));
            let out = rep.life.run(rep.onboarding.sign_out(provider, None));
            out.unwrap().unwrap();
        }
        prop_assert_eq!(clients(&world, "accounts.google.com"), [GOOGLE]);
        prop_assert_eq!(clients(&world, "login.microsoftonline.com"), [APP]);
        let of_link = said.as_object().unwrap().values();
        let of_link: Vec<String> = of_link
            .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            .filter(|value| value.len() > 3 && value != ORG)
            .collect();
        for (url, _) in world.sign_ins() {
            if url.host_str() != Some(ORG) {
                let asked: Vec<_> = url.query_pairs().map(|(_, value)| value.into_owned()).collect();
                for value in asked.iter().chain([&url.path().to_owned()]) {
                    let leaked = of_link.iter().find(|own| value.contains(own.as_str()));
                    prop_assert_eq!(leaked, None, "{}", url);
                }
            }
        }
    }
}

/// Everything but a browser in which nothing was ever begun stays as it is, whatever a page opens.
#[test]
fn a_page_never_takes_over() {
    let steps: [fn(&mut Rep); 7] = [
        |rep| drop(rep.pastes(UAT)),
        |rep| {
            rep.pastes(UAT).unwrap();
            rep.answers(StepName::ConsumerKey, Answer::Key { key: KEY.into() });
        },
        |rep| drop(rep.pastes(&link(ORG, &proposal(&rep.world)))),
        |rep| {
            rep.pastes(&link(ORG, &proposal(&rep.world))).unwrap();
            rep.opens_window(Provider::Salesforce);
        },
        |rep| {
            rep.pastes(&link(ORG, &proposal(&rep.world))).unwrap();
            rep.world
                .on_sign_in(|_, _, _| AuthAnswer::Fails(AuthWindowError::Closed));
            rep.signs_in(Provider::Salesforce).unwrap();
        },
        |rep| {
            rep.pastes(&link(ORG, &proposal(&rep.world))).unwrap();
            rep.signs_in(Provider::Salesforce).unwrap();
        },
        |rep| {
            rep.pastes(&link(ORG, &proposal(&rep.world))).unwrap();
            rep.sets_up();
        },
    ];
    for (nth, begun) in steps.into_iter().enumerate() {
        for (host, said) in [
            (ORG, json!({ "consumerKey": OTHER_KEY })),
            (UAT, json!({ "org": UAT })),
            (ORG, json!({ "v": 1 })),
        ] {
            let world = World::new();
            with_rep(&world);
            let mut rep = Rep::new(&world);
            begun(&mut rep);
            let before = (rep.sees(), world.stored(Area::Local));
            let mut forged = proposal(&world);
            forged
                .as_object_mut()
                .unwrap()
                .extend(said.as_object().unwrap().clone());
            let page = Url::parse(&link(host, &forged)).unwrap();
            let taken = rep.life.run(rep.onboarding.invited_by_page(&page));
            assert_eq!(taken.unwrap(), Ok(false), "{nth}");
            assert_eq!((rep.sees(), world.stored(Area::Local)), before, "{nth}");
        }
    }
}

#[test]
fn a_swapped_key_is_revoked_and_refused() {
    let world = World::new();
    with_rep(&world);
    let mut said = proposal(&world);
    said["consumerKey"] = json!(OTHER_KEY);
    let mut rep = opened(&world, &said);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(false));
    assert_eq!(rep.screen(), (None, Some("onboarding.other_app".into())));
    assert_eq!(sessions(&world), 0, "nothing of it is kept");
    assert_eq!(asked_at(&world, "/services/oauth2/revoke"), 1);
    let again = rep.signs_in(Provider::Salesforce);
    assert_eq!(
        code(again),
        "onboarding.not_invited",
        "the proposal is gone"
    );

    let mut rep = opened(&world, &proposal(&world));
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), at(StepName::Start));
    assert_eq!(clients(&world, ORG), [OTHER_KEY, KEY]);
}

#[test]
fn a_typed_key_is_compared_likewise() {
    for (typed, code) in [(KEY, None), (OTHER_KEY, Some("onboarding.other_app"))] {
        let world = World::new();
        with_rep(&world);
        let mut rep = Rep::new(&world);
        rep.pastes(ORG).unwrap();
        rep.answers(StepName::ConsumerKey, Answer::Key { key: typed.into() });
        assert_eq!(rep.signs_in(Provider::Salesforce), Ok(code.is_none()));
        assert_eq!(rep.screen().1.as_deref(), code);
        assert_eq!(sessions(&world), usize::from(code.is_none()));
    }
}

#[test]
fn a_worker_that_died_before_the_check_makes_it_in_its_next_life() {
    let world = World::new();
    with_rep(&world);
    world.on_http(|_, request| {
        let composite = request.uri().path().ends_with("/composite");
        composite.then(|| Ok(crate::world::json(503, json!([]))))
    });
    let mut said = proposal(&world);
    said["consumerKey"] = json!(OTHER_KEY);
    let mut rep = opened(&world, &said);
    rep.signs_in(Provider::Salesforce).unwrap();
    assert_eq!(
        rep.screen(),
        at(StepName::Start),
        "the org could not be asked"
    );
    drop(rep);
    on_record(&world, Some(record()));
    let mut rep = Rep::new(&world);
    let asked = rep.life.run(rep.onboarding.ask_teams(false)).unwrap();
    assert!(asked.is_ok());
    assert_eq!(rep.screen(), (None, Some("onboarding.other_app".into())));
    assert_eq!(sessions(&world), 0);
}

#[test]
fn an_org_without_a_record_works_and_no_mail_client_is_offered_before_it_has_one() {
    let world = World::new();
    with_rep(&world);
    on_record(&world, None);
    let mut rep = opened(&world, &proposal(&world));
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    rep.answers(StepName::Start, Answer::Next);
    rep.answers(StepName::Intro, Answer::Next);
    let told = on(StepName::ChooseMail, "onboarding.mail_not_offered");
    assert_eq!(rep.screen(), told);
    let PopupView::Wizard(wizard) = rep.sees() else {
        panic!("the guide");
    };
    let Screen::ChooseMail { choices, .. } = wizard.screen else {
        panic!("the choice");
    };
    assert!(choices.iter().all(|choice| !choice.available));
    assert_eq!(
        code(rep.signs_in(Provider::Google)),
        "onboarding.mail_not_offered"
    );
    rep.answers(StepName::ChooseMail, Answer::Skip);
    rep.answers(StepName::Finish, Answer::Next);
    rep.answers(StepName::TourOffer, Answer::Skip);
    rep.answers(StepName::Launch, Answer::LaunchApp);
    assert_eq!(rep.screen(), (None, None));
    let standing = rep.life.run(rep.accounts.standing(&org())).unwrap();
    assert_eq!(standing, Ok(Standing::Works));

    on_record(&world, Some(record()));
    rep.life.pass(Duration::from_secs(24 * 3600)).unwrap();
    rep.life
        .run(rep.onboarding.ask_teams(false))
        .unwrap()
        .unwrap();
    let profile = rep.life.run(rep.onboarding.profile()).unwrap().unwrap();
    assert_eq!(profile.choices, [Provider::Google]);
    assert_eq!(rep.signs_in(Provider::Google), Ok(true));
    assert_eq!(clients(&world, "accounts.google.com"), [GOOGLE]);
}

#[test]
fn an_app_that_the_org_replaced_is_signed_in_to_anew() {
    let world = World::new();
    with_rep(&world);
    let mut rep = opened(&world, &proposal(&world));
    rep.sets_up();
    let mut replaced = record();
    replaced["Consumer_Key__c"] = json!(OTHER_KEY);
    on_record(&world, Some(replaced));
    rep.life
        .run(rep.onboarding.ask_teams(true))
        .unwrap()
        .unwrap();
    assert_eq!(sessions(&world), 0);
    assert_eq!(
        rep.screen(),
        on(StepName::SignInFailed, "onboarding.other_app")
    );
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(
        rep.screen(),
        (None, None),
        "home, with the mailbox as it was"
    );
    assert_eq!(clients(&world, ORG), [KEY, OTHER_KEY]);
}

#[test]
fn policy_beats_the_org_s_own_record() {
    let world = World::new();
    with_rep(&world);
    let own = "700000000002-policy.apps.googleusercontent.com";
    let policy = json!({ "host": ORG, "consumerKey": OTHER_KEY, "googleClientId": own });
    world.set_policy(&json!({ "orgs": [policy] }));
    let mut rep = Rep::new(&world);
    rep.sets_up();
    assert_eq!(clients(&world, ORG), [OTHER_KEY]);
    assert_eq!(clients(&world, "accounts.google.com"), [own]);
    rep.life
        .run(rep.onboarding.ask_teams(true))
        .unwrap()
        .unwrap();
    assert_eq!(rep.screen(), (None, None));
}

const OWN: &str = crate::support::google::CLIENT;
const OTHER: &str = "1-a.apps.googleusercontent.com";

/// A rep of the release before: what a link said about mail clients was believed, and a mailbox is
/// connected by one of them. The org's record is `record`.
fn of_before(record: Option<Value>) -> (Asked, Rc<crate::support::salesforce_org::Acme>) {
    let (asked, acme) = set_up();
    let world = Rc::clone(&asked.world);
    drop(asked);
    acme.says(APPS, Value::Array(record.into_iter().collect()));
    let wizard = json!({ "v": 2, "orgs": [{ "org": org().as_str(), "invited": "jo@acme.example",
        "config": { "consumer_key": key().as_str(), "google": OWN, "microsoft": null, "tenant": null } }],
        "invitation": null, "step": "home", "mail": "google", "sign_in": null, "trouble": null,
        "typed": null, "by_policy": false, "without_mail": false });
    let invited = json!({ "v": 1, "invited": "yes", "asked": 0 });
    let mailbox = json!({ "v": 1, "provider": "google", "client_id": OWN, "tenant": null,
        "sub": "sub-jo", "address": "jo@acme.example", "name": "Jo Devries", "expired": false,
        "claims": null });
    for (key, value) in [
        ("onboarding.wizard", wizard),
        (&*format!("salesforce.invited/{}", org()), invited),
        ("mailbox", mailbox),
    ] {
        world.plant(Area::Local, key, &value.to_string());
    }
    (Asked::new(&world), acme)
}

/// The faults of home's connections, once what goes on beside has ended.
fn faults(asked: &mut Asked) -> Vec<String> {
    asked.ask(Sender::Popup, GetPopup {}).unwrap();
    asked.life.settle().unwrap();
    let PopupView::Home(home) = asked.ask(Sender::Popup, GetPopup {}).unwrap() else {
        panic!("at home");
    };
    let faults = home.connections.iter().filter_map(|own| own.fault.as_ref());
    faults.map(|fault| fault.code.as_str().to_owned()).collect()
}

fn named(google: &str) -> Value {
    json!({ "Consumer_Key__c": key().as_str(), "Google_Client_Id__c": google })
}

#[test]
fn a_mailbox_from_before_works_on_where_the_org_names_its_client() {
    let (mut asked, _) = of_before(Some(named(OWN)));
    assert_eq!(faults(&mut asked), [""; 0]);
    assert!(asked.world.sign_ins().len() <= 1, "no second consent");
}

#[test]
fn a_mailbox_from_before_is_kept_and_not_used_until_somebody_names_its_client() {
    let (mut asked, acme) = of_before(None);
    assert_eq!(faults(&mut asked), ["mailbox.unconfirmed"]);
    assert!(asked.world.stored(Area::Local).contains_key("mailbox"));
    acme.says(APPS, json!([named(OWN)]));
    asked.world.pass(Duration::from_secs(24 * 3600));
    assert_eq!(faults(&mut asked), [""; 0], "without signing in again");

    let (asked, _) = of_before(None);
    asked.world.set_policy(&json!({ "orgs": [
        { "host": org().as_str(), "consumerKey": key().as_str(), "googleClientId": OWN },
    ] }));
    let mut asked = Asked::new(&asked.world);
    assert_eq!(faults(&mut asked), [""; 0], "or the policy does");
}

#[test]
fn a_mailbox_by_another_client_than_the_org_s_is_revoked() {
    let (mut asked, _) = of_before(Some(named(OTHER)));
    assert_eq!(faults(&mut asked), ["onboarding.other_mail_app"]);
    assert!(!asked.world.stored(Area::Local).contains_key("mailbox"));
    assert_eq!(asked_at(&asked.world, "/revoke"), 1);
}
