//! The wizard's rules, without a world.

use msi_actions::journal::LifeId;
use msi_actions::onboarding::{
    Answer, Connected, Event, Invitation, InvitationError, SignIn, Step, StepName, Wizard,
};
use msi_actions::ports::{Clock, Millis};
use msi_actions::protocol::Provider;
use proptest::prelude::*;

use super::providers::{invitation, link, proposal};
use crate::world::World;

const NOTHING: Connected = Connected {
    salesforce: false,
    mailbox: None,
};
const SALESFORCE: Connected = Connected {
    salesforce: true,
    mailbox: None,
};
const ALL: Connected = Connected {
    salesforce: true,
    mailbox: Some(Provider::Google),
};

fn life() -> LifeId {
    LifeId::new([1; 16])
}

fn invited() -> Wizard {
    let world = World::new();
    let invitation = Invitation::in_url(&invitation(&world), world.now()).unwrap();
    Wizard::default()
        .on(Event::Invited(invitation))
        .settled(&life(), NOTHING)
}

fn at(step: Step) -> Wizard {
    let finished = matches!(
        step,
        Step::TourOffer | Step::Tour(_) | Step::Launch | Step::Home
    );
    Wizard {
        step,
        finished,
        mail: Some(Provider::Google),
        ..invited()
    }
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
        since: Millis(0),
        life,
    }
}

#[test]
fn the_guide_from_start_to_home() {
    let mut wizard = invited().settled(&life(), SALESFORCE);
    let mut steps = vec![wizard.step];
    let mut connected = SALESFORCE;
    while wizard.step != Step::Home {
        let answer = match wizard.step {
            Step::ChooseMail => {
                connected = ALL;
                Answer::Next
            }
            Step::Signature => Answer::Skip,
            Step::Launch => Answer::LaunchApp,
            _ => Answer::Next,
        };
        let screen = wizard.screen().unwrap();
        wizard = wizard
            .on(Event::Answered(screen, answer))
            .settled(&life(), connected);
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
    assert!(wizard.ready());
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
    let world = World::new();
    let mut other = proposal(&world);
    other["org"] = "other.my.salesforce.com".into();
    let text = link("other.my.salesforce.com", &other);
    let other = Invitation::in_text(&text, world.now()).unwrap();
    assert_eq!(invited().takes(&other), Ok(()));
    let replaced = invited().on(Event::Invited(other.clone()));
    assert_eq!(replaced.invitation.as_ref(), Some(&other));
    for step in [Step::Start, Step::Signature, Step::Home] {
        let wizard = at(step);
        assert_eq!(wizard.takes(&other), Err(InvitationError::SetUpAlready));
        let own = wizard.invitation.clone().unwrap();
        assert_eq!(wizard.takes(&own), Ok(()));
        assert_eq!(wizard.clone().on(Event::Invited(own)), wizard);
    }
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
        waiting.clone().settled(&life(), NOTHING).screen(),
        Some(StepName::Waiting)
    );
    let lost = waiting.clone().settled(&LifeId::new([2; 16]), NOTHING);
    assert_eq!(lost.screen(), Some(StepName::Activate));
    let fault = lost.trouble_at(Provider::Salesforce).unwrap();
    assert_eq!(fault.code.as_str(), "onboarding.sign_in_not_finished");
    let granted = waiting.settled(&LifeId::new([2; 16]), SALESFORCE);
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
    let out = at(Step::Home).settled(&life(), NOTHING);
    assert_eq!(out.screen(), Some(StepName::Activate));
    assert!(!out.ready());
    let again = out.settled(&life(), ALL);
    assert_eq!(again.step, Step::Home);
    assert!(again.ready());
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
            let connected = [NOTHING, SALESFORCE, ALL][connected];
            if let Some(screen) = wizard.screen() {
                wizard = wizard.on(Event::Answered(screen, answer));
            }
            wizard = wizard.settled(&life(), connected);
            let (step, again) = (wizard.step, wizard.clone().settled(&life(), connected));
            prop_assert_eq!(&again, &wizard);
            prop_assert_eq!(connected.salesforce, !matches!(step, Step::Activate | Step::NotInvited)
                || wizard.invitation.is_none() && connected.salesforce);
            if step == Step::ChooseMail {
                prop_assert_eq!(connected.mailbox, None);
            }
            if matches!(step, Step::MailConnected | Step::Signature | Step::Finish) {
                prop_assert!(connected.mailbox.is_some());
            }
            prop_assert!(!wizard.ready() || wizard.finished);
        }
    }

    #[test]
    fn it_is_kept_as_it_is(step in 0..3_u8) {
        let wizard = at(Step::Tour(step));
        let text = serde_json::to_string(&wizard).unwrap();
        prop_assert_eq!(serde_json::from_str::<Wizard>(&text).unwrap(), wizard);
    }
}
