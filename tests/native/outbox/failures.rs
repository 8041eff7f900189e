//! What failed, by kind; all of a kind tried again at once, but for what waits for somebody; and what is discarded stays
//! discarded.

use crate::office::{Office, ada, email, intent, jo};
use crate::outbox::history::kept;
use crate::outbox::rules::mail_intent;
use crate::outbox::submissions::submit as submit_one;
use crate::world::Life;
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{Code, Fault, IntentId, Millis, Move, Provider};
use msi_actions::outbox::{
    Decision, FailureKind, Held, Intent, Kept, Mark, OutboxState, failures, kept as kept_of,
};
use std::time::Duration;

const SECONDS: fn(u64) -> Duration = Duration::from_secs;
const RETRY: Move = Move::Retry { after: None };

/// So many mails, each of which Gmail refuses by that reason.
fn refused(count: u8, reason: &'static str) -> Office {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    for n in 1..=count {
        office.google.refuse("start", 403, reason);
        let form = Form::SendEmail(SendEmail {
            subject: format!("Number {n}"),
            ..email()
        });
        let submitted = worker
            .outbox
            .submit(IntentId::new([n; 16]), jo(), ada(), form);
        life.run(submitted).unwrap().unwrap();
    }
    drop(life);
    office.world.pass(SECONDS(6));
    office.wake().unwrap();
    office.live_on();
    office
}

fn retry_all(office: &Office, code: &'static str) -> usize {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let kind = FailureKind {
        code: Code::of(code),
        org: jo().org,
    };
    let tried = life.run(worker.outbox.retry_all(&kind)).unwrap().unwrap();
    life.settle().unwrap();
    drop(life);
    office.live_on();
    tried
}

fn with_fault(n: u8, mark: Mark, code: &'static str, whose_move: Move) -> Intent {
    Intent {
        id: IntentId::new([n; 16]),
        fault: Some(Fault::new(code, whose_move)),
        ..mail_intent((mark, None), Mark::Todo)
    }
}

fn shown(intents: &[Intent]) -> Vec<Kept> {
    intents
        .iter()
        .map(|intent| kept_of(intent, Millis(0)))
        .collect()
}

#[test]
fn all_of_a_kind_are_tried_again_at_once_and_each_is_sent_once() {
    let office = refused(3, "domainPolicy");
    let before = failures(&kept(&office));
    let [one] = &before[..] else {
        panic!("{before:?}")
    };
    assert_eq!((one.count, one.retries), (3, 3));
    assert_eq!(one.kind.code.as_str(), "mailbox.app_blocked");
    assert_eq!(retry_all(&office, "salesforce.busy"), 0, "another kind");
    assert_eq!(office.sent(), 0);
    assert_eq!(retry_all(&office, "mailbox.app_blocked"), 3);
    assert_eq!(office.sent(), 3);
    assert_eq!(failures(&kept(&office)), []);
    assert_eq!(retry_all(&office, "mailbox.app_blocked"), 0);
    assert_eq!(office.sent(), 3);
}

#[test]
fn what_is_discarded_is_never_sent_whatever_is_tried_again() {
    let office = refused(2, "domainPolicy");
    let dropped = IntentId::new([1; 16]);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.resolve(&dropped, Decision::Drop))
        .unwrap()
        .unwrap();
    assert_eq!(failures(&kept(&office))[0].count, 1);
    drop(life);
    assert_eq!(retry_all(&office, "mailbox.app_blocked"), 1);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let again = life.run(worker.outbox.resolve(&dropped, Decision::Retry));
    assert_eq!(again.unwrap().unwrap_err().code.as_str(), "journal.not_now");
    drop(life);
    office.world.pass(SECONDS(3600));
    office.live_on();
    assert_eq!(office.sent(), 1);
}

#[test]
fn what_is_unconfirmed_is_told_and_not_tried_with_others() {
    let office = Office::open();
    office.google.refuse("bytes 0-", 503, "backendError");
    submit_one(&office, 10);
    office.google.forget_uploads();
    office.live_on();
    assert_eq!(office.state(), OutboxState::Unconfirmed);
    let all = failures(&kept(&office));
    let [one] = &all[..] else { panic!("{all:?}") };
    assert_eq!((one.count, one.retries), (1, 0));
    assert_eq!(one.kind.code.as_str(), "journal.may_be_sent");
    assert_eq!(retry_all(&office, "journal.may_be_sent"), 0);
    assert_eq!(
        (office.state(), office.sent()),
        (OutboxState::Unconfirmed, 0)
    );
    assert_eq!(kept(&office)[0].intent, intent());
}

#[test]
fn nothing_is_tried_with_others_that_waits_for_somebody() {
    let provider = Provider::Google;
    let failed = |n, code, whose: Move| {
        let fault = Fault::new(code, whose);
        Intent {
            fault: None,
            ..with_fault(n, Mark::Failed { fault }, code, RETRY)
        }
    };
    let todo = |n, whose| with_fault(n, Mark::Todo, "salesforce.busy", whose);
    let cases = [
        (todo(1, RETRY), true),
        (todo(2, Move::AskAdmin), true),
        (todo(3, Move::Bug), true),
        (failed(4, "salesforce.org_rule", Move::AskAdmin), true),
        (todo(5, Move::SignIn { provider }), false),
        (
            failed(6, "journal.recipients_changed", Move::FixInput),
            false,
        ),
        (
            with_fault(7, Mark::Unknown, "salesforce.busy", RETRY),
            false,
        ),
        (
            Intent {
                held: Some(Held::Late),
                ..todo(8, RETRY)
            },
            false,
        ),
        (
            Intent {
                held: Some(Held::Paused),
                ..todo(9, RETRY)
            },
            false,
        ),
        (
            Intent {
                held: Some(Held::BesideAnother),
                ..todo(10, RETRY)
            },
            false,
        ),
        (
            Intent {
                parked: true,
                ..todo(11, RETRY)
            },
            false,
        ),
        (
            Intent {
                fault: None,
                ..todo(12, RETRY)
            },
            false,
        ),
        (
            Intent {
                end: Some(msi_actions::outbox::End {
                    at: Millis(0),
                    done: false,
                }),
                ..todo(13, RETRY)
            },
            false,
        ),
    ];
    for (intent, retries) in cases {
        let kept = kept_of(&intent, Millis(0));
        assert_eq!(kept.retries, retries, "{intent:?}");
    }
}

#[test]
fn failures_are_grouped_by_reason_and_org_the_most_frequent_first() {
    let busy = |n| with_fault(n, Mark::Todo, "salesforce.busy", RETRY);
    let offline = |n| with_fault(n, Mark::Todo, "mailbox.offline", RETRY);
    let mut other = busy(6);
    other.owner.org = msi_actions::base::OrgHost::parse("other.my.salesforce.com").unwrap();
    let told = Intent {
        fault: Some(Fault {
            fields: vec![msi_actions::base::FieldFault {
                field: "".into(),
                message: "change_address".into(),
                value: Some("Ada".into()),
            }],
            ..Fault::new("mailbox.offline", RETRY)
        }),
        ..offline(7)
    };
    let well = Intent {
        fault: None,
        ..busy(8)
    };
    let all = shown(&[busy(1), offline(2), offline(3), busy(4), other, told, well]);
    let found = failures(&all);
    let of = |at: usize| {
        let failure = &found[at];
        (
            failure.kind.code.as_str(),
            failure.kind.org.as_str().len(),
            failure.count,
        )
    };
    let acme = jo().org.as_str().len();
    assert_eq!(of(0), ("mailbox.offline", acme, 3));
    assert_eq!(of(1), ("salesforce.busy", acme, 2));
    assert_eq!((of(2).0, of(2).2, found.len()), ("salesforce.busy", 1, 3));
    assert!(found.iter().all(|failure| failure.fault.fields.is_empty()));
}
