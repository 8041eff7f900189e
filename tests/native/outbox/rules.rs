//! The state machine by itself, for every intent that could be stored.

use crate::office::{ada, intent, jo};
use msi_actions::base::{ActionKind, Fault, LifeId, Millis, Move, Provider};
use msi_actions::outbox::{
    Decision, End, Held, History, Intent, Job, Mark, Next, OnRecord, OutboxState, Outcome,
    Outgoing, Step, StepKind, Wake, item, next,
};
use proptest::prelude::*;
use serde_json::json;
use std::time::Duration;

fn life(n: u8) -> LifeId {
    LifeId::new([n; 16])
}

fn moment() -> impl Strategy<Value = Millis> {
    prop_oneof![0_i64..10_000_000, any::<i64>()].prop_map(Millis)
}

fn fault() -> impl Strategy<Value = Fault> {
    let provider = Provider::Google;
    prop_oneof![
        Just(Fault::new("mailbox.offline", Move::Retry { after: None })),
        Just(Fault::new(
            "mailbox.session_expired",
            Move::SignIn { provider }
        )),
    ]
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        Just(Mark::Todo),
        (0_u8..2, moment()).prop_map(|(n, since)| Mark::Trying {
            life: life(n),
            since
        }),
        Just(Mark::Unclear),
        Just(Mark::Done { warning: None }),
        Just(Mark::Unknown),
        fault().prop_map(|fault| Mark::Failed { fault }),
    ]
}

fn outgoing() -> impl Strategy<Value = Outgoing> {
    let sending = prop_oneof![
        Just(json!(null)),
        Just(json!({ "gmail": "https://gmail.googleapis.com/x" })),
        Just(json!("outlook")),
        Just(json!({ "outlook_draft": "AAkAL=" })),
    ];
    sending.prop_map(|sending| Outgoing {
        date: None,
        sending: serde_json::from_value(sending).unwrap(),
    })
}

/// A mail on Ada's record, which is sent and then logged.
pub fn mail_intent(send: (Mark, Option<Outgoing>), log: Mark) -> Intent {
    let send_mail = StepKind::SendMail {
        outgoing: send.1,
        sent: None,
    };
    let log_mail = StepKind::LogMail {
        as_task: false,
        alone: false,
    };
    Intent {
        id: intent(),
        owner: jo(),
        job: Job::Action(OnRecord {
            files: Vec::new(),
            zones: Vec::new(),
            action: ActionKind::SendEmail,
            record: ada(),
            subject: "Engines".into(),
            recipients: "Ada".into(),
            people: Vec::new(),
            checked: None,
            came_back: false,
            part: None,
            run: None,
        }),
        submitted: Millis(0),
        due: Millis(0),
        later: None,
        waits_for_turn: false,
        attempts: 0,
        fault: None,
        held: None,
        parked: false,
        steps: vec![
            Step {
                kind: send_mail,
                mark: send.0,
            },
            Step {
                kind: log_mail,
                mark: log,
            },
        ],
        end: None,
        wake: Wake::default(),
        history: History::default(),
    }
}

fn held() -> impl Strategy<Value = Option<Held>> {
    prop_oneof![
        Just(None),
        Just(Some(Held::Late)),
        Just(Some(Held::Paused)),
        Just(Some(Held::BesideAnother))
    ]
}

prop_compose! {
    fn any_intent()(
        marks in (mark(), mark()),
        due in moment(),
        attempts in any::<u8>(),
        fault in proptest::option::of(fault()),
        held in held(),
        outgoing in proptest::option::of(outgoing()),
        end in proptest::option::weighted(0.1, (moment(), any::<bool>())),
    ) -> Intent {
        Intent {
            due, attempts, fault, held,
            end: end.map(|(at, done)| End { at, done }),
            ..mail_intent((marks.0, outgoing), marks.1)
        }
    }
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(Outcome::Done { warning: None }),
        (fault(), any::<u64>(), any::<bool>()).prop_map(|(fault, seconds, unclear)| {
            Outcome::Later {
                fault,
                after: Duration::from_secs(seconds),
                unclear,
            }
        }),
        Just(Outcome::Held),
        Just(Outcome::Unknown),
        fault().prop_map(Outcome::Failed),
    ]
}

fn decision() -> impl Strategy<Value = Decision> {
    prop_oneof![
        Just(Decision::Retry),
        Just(Decision::SendAgain),
        Just(Decision::WasSent),
        Just(Decision::Drop),
    ]
}

fn was_begun(intent: &Intent) -> bool {
    intent.outgoing().is_some_and(|mail| mail.sending.is_some())
}

proptest! {
    #[test]
    fn what_follows_is_never_a_guess(intent in any_intent(), now in moment()) {
        let (step, current) = (next(&intent, now, &life(0)), intent.current());
        match (&step, current) {
            (Next::Rest, current) => prop_assert!(intent.end.is_some() || current.is_none()),
            (Next::AskRep, Some(Step { mark, .. })) => {
                let stuck = matches!(mark, Mark::Unknown | Mark::Failed { .. });
                prop_assert!(intent.held.is_some() || stuck);
            }
            (Next::Busy, Some(Step { mark, .. })) => {
                let ours = matches!(mark, Mark::Trying { life: whose, .. } if *whose == life(0));
                prop_assert!(ours);
            }
            // What may have happened is asked about, not begun.
            (Next::Begin, Some(Step { mark, .. })) => prop_assert_eq!(mark, &Mark::Todo),
            (Next::Recover { .. }, Some(Step { mark, .. })) => {
                let interrupted = matches!(mark, Mark::Unclear | Mark::Trying { .. });
                prop_assert!(interrupted);
            }
            (Next::Hold, Some(step)) => prop_assert!(step.is_mail()),
            (Next::Wait(until), Some(_)) => prop_assert!(*until > now),
            (step, None) => prop_assert!(false, "{:?} without a step", step),
        }
        if matches!(step, Next::Begin | Next::Recover { .. }) {
            prop_assert!(intent.held.is_none() && intent.end.is_none());
            prop_assert!(now >= intent.due || intent.waits_for_sign_in());
        }
    }

    #[test]
    fn a_mail_that_left_is_never_to_be_sent_again(
        mut intent in any_intent(), outcome in outcome(), decision in decision(), now in moment(),
    ) {
        intent.steps[0].mark = Mark::Done { warning: None };
        intent.settle(outcome, now, 255);
        let _ = intent.decide(decision, now, &life(0));
        prop_assert_eq!(&intent.steps[0].mark, &Mark::Done { warning: None });
        prop_assert!(!intent.can_be_taken_back(&life(0)));
    }

    #[test]
    fn a_log_does_not_wait_for_its_mails_delay(
        mut intent in any_intent(), fault in fault(), after in 0_u64..100_000, now in 0_i64..10_000_000,
    ) {
        let now = Millis(now);
        (intent.end, intent.held) = (None, None);
        for step in &mut intent.steps {
            step.mark = Mark::Todo;
        }
        intent.put_off(fault, Duration::from_secs(after), now, 255);
        prop_assert!(intent.due > now);
        intent.settle(Outcome::Done { warning: None }, now, 255);
        prop_assert_eq!(next(&intent, now, &life(0)), Next::Begin);
        prop_assert!(!intent.is_at_first_step());
    }

    #[test]
    fn only_the_rep_sends_again_what_may_have_left(
        mut intent in any_intent(), decision in decision(), now in moment(),
    ) {
        intent.end = None;
        intent.steps[0].mark = Mark::Unknown;
        let before = intent.clone();
        let _ = intent.decide(decision, now, &life(0));
        if intent.steps[0].mark == Mark::Todo {
            prop_assert_eq!(decision, Decision::SendAgain);
        }
        prop_assert!(!before.can_be_taken_back(&life(0)));
    }

    #[test]
    fn what_is_taken_back_has_not_left(intent in any_intent()) {
        if intent.can_be_taken_back(&life(0)) {
            prop_assert!(intent.is_at_first_step());
            let refused = matches!(intent.steps[0].mark, Mark::Todo | Mark::Failed { .. });
            prop_assert!(intent.held.is_some() || !was_begun(&intent) || refused);
        }
    }

    #[test]
    fn trying_again_waits_at_least_half_a_minute_and_what_the_other_side_asks(
        mut intent in any_intent(), fault in fault(), after in 0_u64..100_000, jitter in any::<u8>(),
    ) {
        let after = Duration::from_secs(after);
        intent.put_off(fault, after, Millis(0), jitter);
        let wait = intent.due.since(Millis(0));
        let least = after.max(Duration::from_secs(30));
        prop_assert!(wait >= least);
        prop_assert!(wait <= least.max(Duration::from_secs(1800)) * 5 / 4);
    }

    #[test]
    fn every_intent_is_shown_unless_it_was_taken_back(intent in any_intent(), now in moment()) {
        let shown = item(&intent, now);
        prop_assert_eq!(shown.is_none(), intent.end.is_some_and(|end| !end.done));
        let asks = next(&intent, now, &life(0)) == Next::AskRep;
        if let (true, Some(shown)) = (asks, shown) {
            let visible = matches!(shown.state, OutboxState::Held | OutboxState::Paused | OutboxState::TakenBack | OutboxState::Unconfirmed
                | OutboxState::Failed { .. } | OutboxState::Logging { .. });
            prop_assert!(visible, "{:?}", shown.state);
        }
    }

    #[test]
    fn it_reads_back_as_it_was_stored(intent in any_intent()) {
        let text = serde_json::to_string(&intent).unwrap();
        prop_assert_eq!(serde_json::from_str::<Intent>(&text).unwrap(), intent);
    }
}

/// However late it is found out that a mail was sent, it was sent when it was begun.
#[test]
fn a_mail_was_sent_on_its_own_date() {
    let day = 86_400_000;
    let life = LifeId::new([1; 16]);
    let mut intent = mail_intent((Mark::Todo, None), Mark::Todo);
    intent.begin(&life, Millis(day));
    intent.settle(Outcome::Unknown, Millis(day + 5), 0);
    assert!(intent.decide(Decision::WasSent, Millis(3 * day), &life));
    assert_eq!(intent.sent(), Some(Millis(day)));
}
