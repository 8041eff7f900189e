//! The wizard's rules, without a world.

use crate::world::World;
use msi_actions::accounts::{Connected, SetUp};
use msi_actions::base::{ConsumerKey, LifeId, Millis, OrgHost, Provider};
use msi_actions::onboarding::{
    Answer, Event, Invitation, InvitationError, SignIn, Step, StepName, Wizard,
};
use msi_actions::ports::Clock;
use proptest::prelude::*;

use crate::support::onboarding_services::{ORG, OTHER_KEY, UAT, invitation, link, proposal};

fn connected(orgs: &[&str], mailbox: Option<Provider>) -> Connected {
    Connected {
        orgs: orgs
            .iter()
            .map(|org| OrgHost::parse(org).unwrap())
            .collect(),
        mailbox,
        mailbox_elsewhere: false,
        ..Connected::default()
    }
}

fn nothing() -> Connected {
    connected(&[], None)
}

fn salesforce() -> Connected {
    connected(&[ORG], None)
}

fn all() -> Connected {
    connected(&[ORG], Some(Provider::Google))
}

fn life() -> LifeId {
    LifeId::new([1; 16])
}

fn own() -> SetUp {
    let world = World::new();
    let link = Invitation::in_url(&invitation(&world), world.now());
    link.unwrap().into()
}

/// An invitation to the same org by another app.
fn by_another_app() -> SetUp {
    let other = ConsumerKey::parse(OTHER_KEY).unwrap();
    SetUp::proposed(own().org, other, own().invited)
}

/// An invitation to another org of the same company.
fn other() -> SetUp {
    let world = World::new();
    let mut other = proposal(&world);
    other["org"] = UAT.into();
    let link = Invitation::in_text(&link(UAT, &other), world.now());
    link.unwrap().into()
}

fn invited() -> Wizard {
    Wizard::default()
        .on(Event::Invited(own()))
        .settled(&life(), &nothing())
}

fn at(step: Step) -> Wizard {
    let finished = matches!(step, Step::TourOffer | Step::Launch | Step::Home);
    Wizard {
        orgs: finished.then(own).into_iter().collect(),
        invitation: (step != Step::Home).then(own),
        step,
        mail: Some(Provider::Google),
        ..Wizard::default()
    }
}

fn home() -> Wizard {
    at(Step::Home).settled(&life(), &all())
}

fn answers() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Next),
        Just(Answer::Back),
        Just(Answer::Save {
            html: "<p>Jo</p>".into()
        }),
        Just(Answer::Skip),
        Just(Answer::LaunchSalesforce),
        Just(Answer::LaunchApp),
        Just(Answer::Decline),
    ]
}

fn sign_in(provider: Provider, life: LifeId) -> SignIn {
    SignIn {
        provider,
        org: Some(OrgHost::parse(ORG).unwrap()),
        since: Millis(0),
        life,
    }
}

#[test]
fn the_guide_from_start_to_home() {
    let mut wizard = invited().settled(&life(), &salesforce());
    let mut steps = vec![wizard.step];
    let mut connected = salesforce();
    while wizard.step != Step::Home {
        let answer = match wizard.step {
            Step::ChooseMail => {
                connected = all();
                Answer::Next
            }
            Step::Signature => Answer::Skip,
            Step::Launch => Answer::LaunchApp,
            _ => Answer::Next,
        };
        let screen = wizard.screen().unwrap();
        wizard = wizard
            .on(Event::Answered(screen, answer))
            .settled(&life(), &connected);
        steps.push(wizard.step);
    }
    let mut guide = vec![
        Step::Start,
        Step::Intro,
        Step::ChooseMail,
        Step::MailConnected,
    ];
    guide.extend([Step::Signature, Step::Finish, Step::TourOffer]);
    guide.extend([Step::Launch, Step::Home]);
    assert_eq!(steps, guide);
    assert_eq!((wizard.orgs, wizard.invitation), (vec![own()], None));
}

#[test]
fn a_stale_answer_changes_nothing() {
    let wizard = at(Step::Signature);
    for stale in [StepName::Start, StepName::Finish, StepName::Waiting] {
        let after = wizard.clone().on(Event::Answered(stale, Answer::Next));
        assert_eq!(after, wizard);
    }
}

#[test]
fn back_and_next_meet_again() {
    for step in [Step::Intro, Step::ChooseMail, Step::Finish, Step::Launch] {
        let wizard = at(step);
        let screen = wizard.screen().unwrap();
        let back = wizard.clone().on(Event::Answered(screen, Answer::Back));
        assert_ne!(back.step, step);
        let next = if back.step == Step::Signature {
            Answer::Skip
        } else {
            Answer::Next
        };
        let screen = back.screen().unwrap();
        assert_eq!(back.on(Event::Answered(screen, next)).step, step);
    }
}

#[test]
fn an_invitation_replaces_a_proposal_but_never_a_set_up() {
    assert_eq!(invited().check_invitation(&other(), &nothing()), Ok(()));
    let replaced = invited().on(Event::Invited(other()));
    assert_eq!(replaced.invitation, Some(other()));
    let same_org = by_another_app();
    for step in [Step::Start, Step::Signature] {
        let (wizard, all) = (at(step), all());
        let under_way = Err(InvitationError::SetUpUnderWay);
        assert_eq!(wizard.check_invitation(&other(), &all), under_way);
        assert_eq!(wizard.check_invitation(&own(), &all), Ok(()));
        assert_eq!(wizard.clone().on(Event::Invited(own())), wizard);
    }
    for step in [Step::Start, Step::Launch, Step::Home] {
        let refused = at(step).check_invitation(&same_org, &all());
        assert_eq!(refused, Err(InvitationError::SetUpAlready), "{step:?}");
    }
    assert_eq!(home().check_invitation(&own(), &all()), Ok(()));
    let again = home().on(Event::Invited(own()));
    assert_eq!(again.settled(&life(), &all()), home());
}

#[test]
fn other_apps_of_an_org_replace_the_old_ones_only_after_signing_out() {
    let changed = by_another_app();
    let out = at(Step::Home).settled(&life(), &nothing());
    assert_eq!(out.check_invitation(&changed, &nothing()), Ok(()));
    let proposed = out.on(Event::Invited(changed.clone()));
    let proposed = proposed.settled(&life(), &nothing());
    assert_eq!(proposed.orgs, [own()]);
    let declined = proposed
        .clone()
        .on(Event::Answered(StepName::Activate, Answer::Decline));
    assert_eq!(declined.orgs, [own()]);
    let accepted = proposed.settled(&life(), &all());
    assert_eq!((accepted.orgs, accepted.step), (vec![changed], Step::Home));
}

#[test]
fn a_further_org_is_set_up_without_what_is_known_already() {
    let home = home();
    assert_eq!(home.check_invitation(&other(), &all()), Ok(()));
    let proposed = home.clone().on(Event::Invited(other()));
    let proposed = proposed.settled(&life(), &all());
    assert_eq!(proposed.screen(), Some(StepName::Activate));
    let declined = proposed
        .clone()
        .on(Event::Answered(StepName::Activate, Answer::Decline));
    assert_eq!(declined.settled(&life(), &all()), home);

    let both = connected(&[ORG, UAT], Some(Provider::Google));
    let finish = proposed.clone().settled(&life(), &both);
    assert_eq!((finish.step, finish.back()), (Step::Finish, None));
    let launch = finish.on(Event::Answered(StepName::Finish, Answer::Next));
    let launch = launch.settled(&life(), &both);
    assert_eq!((launch.step, launch.back()), (Step::Launch, None));
    let done = launch.on(Event::Answered(StepName::Launch, Answer::LaunchApp));
    let done = done.settled(&life(), &both);
    assert_eq!((done.step, done.orgs), (Step::Home, vec![own(), other()]));

    let without_mailbox = connected(&[ORG, UAT], None);
    let start = proposed.settled(&life(), &without_mailbox);
    assert_eq!(start.step, Step::Start);
}

#[test]
fn a_mailbox_that_another_org_needs_is_not_asked_for() {
    let proposed = home().on(Event::Invited(other()));
    let elsewhere = Connected {
        mailbox_elsewhere: true,
        ..connected(&[ORG, UAT], None)
    };
    let finish = proposed.settled(&life(), &elsewhere);
    assert_eq!(finish.step, Step::Finish);
    assert_eq!(finish.clone().settled(&life(), &elsewhere), finish);
}

#[test]
fn one_lost_session_of_two_leaves_the_other_at_home() {
    let mut both = home();
    both.orgs.push(other());
    for left in [ORG, UAT] {
        let wizard = both.clone().settled(&life(), &connected(&[left], None));
        assert_eq!(wizard.screen(), None, "{left}");
        assert_eq!(wizard.orgs.len(), 2);
    }
    let out = both.settled(&life(), &nothing());
    assert_eq!(out.screen(), Some(StepName::Activate));
    assert_eq!(out.invitation, Some(own()));
    let back = out.settled(&life(), &connected(&[UAT], None));
    assert_eq!(back.screen(), None);
}

#[test]
fn declining_forgets_the_proposal() {
    let wizard = invited().on(Event::Answered(StepName::Activate, Answer::Decline));
    assert_eq!(wizard, Wizard::default());
}

#[test]
fn a_sign_in_of_a_dead_life_has_ended() {
    let waiting = invited().on(Event::SignInBegan(sign_in(Provider::Salesforce, life())));
    assert_eq!(
        waiting.clone().settled(&life(), &nothing()).screen(),
        Some(StepName::Waiting)
    );
    let lost = waiting.clone().settled(&LifeId::new([2; 16]), &nothing());
    assert_eq!(lost.screen(), Some(StepName::SignInFailed));
    let fault = lost.trouble_at(Provider::Salesforce).unwrap();
    assert_eq!(fault.code.as_str(), "onboarding.sign_in_not_finished");
    let granted = waiting.settled(&LifeId::new([2; 16]), &salesforce());
    assert_eq!(granted.screen(), Some(StepName::Start));
    assert_eq!(granted.trouble, None);
}

#[test]
fn an_end_of_a_sign_in_that_was_given_up_changes_nothing() {
    let given_up = sign_in(Provider::Salesforce, life());
    let wizard = invited()
        .on(Event::SignInBegan(given_up.clone()))
        .on(Event::SignInCancelled);
    assert_eq!(wizard.screen(), Some(StepName::Activate));
    let fault = Some(InvitationError::Host.into());
    assert_eq!(
        wizard.clone().on(Event::SignInEnded(given_up, fault)),
        wizard
    );
}

#[test]
fn signing_out_after_the_set_up_leads_back_home_without_the_guide() {
    let out = at(Step::Home).settled(&life(), &nothing());
    assert_eq!(out.screen(), Some(StepName::Activate));
    let again = out.settled(&life(), &all());
    assert_eq!(again.step, Step::Home);
}

proptest! {
    /// Whatever is answered, no screen is shown whose grant is missing, and no grant is asked for
    /// that is there.
    #[test]
    fn the_screen_fits_what_is_connected(
        moves in prop::collection::vec((answers(), 0..3_usize), 0..60),
    ) {
        let mut wizard = invited();
        for (answer, connected) in moves {
            let connected = [nothing(), salesforce(), all()][connected].clone();
            if let Some(screen) = wizard.screen() {
                wizard = wizard.on(Event::Answered(screen, answer));
            }
            wizard = wizard.settled(&life(), &connected);
            let (step, again) = (wizard.step, wizard.clone().settled(&life(), &connected));
            prop_assert_eq!(&again, &wizard);
            let signed_in = !connected.orgs.is_empty();
            prop_assert_eq!(signed_in, !matches!(step, Step::Activate | Step::NotInvited)
                || step == Step::NotInvited && signed_in);
            if step == Step::ChooseMail {
                prop_assert_eq!(connected.mailbox, None);
            }
            if matches!(step, Step::MailConnected | Step::Signature | Step::Finish) {
                prop_assert!(connected.mailbox.is_some());
            }
            let finished = matches!(step, Step::TourOffer | Step::Launch | Step::Home);
            prop_assert!(!finished || wizard.orgs.len() == 1);
        }
    }
}
