//! The journal's promises, one story each.

use crate::acme;
use crate::google::JO;
use crate::office::{Office, ada, email, intent, jo, mail};
use crate::world::{BrowserCall, Life};
use futures_util::future::join;
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{ActionKind, IntentId, Topic};
use msi_actions::outbox::Undone;
use msi_actions::outbox::{Decision, Intent, Mark, OutboxState};
use msi_actions::ports::{Clock, Database, Table};
use serde_json::json;
use std::time::Duration;

const SECONDS: fn(u64) -> Duration = Duration::from_secs;

/// Submits and lets `seconds` pass in the same life.
pub fn submit(office: &Office, seconds: u64) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    life.pass(SECONDS(seconds)).unwrap();
}

pub fn undo(office: &Office) -> Undone {
    undo_while(office, false)
}

fn undo_while(office: &Office, writing: bool) -> Undone {
    let mut life = Life::begin(&office.world);
    life.run(office.worker().outbox.undo(&intent(), writing))
        .unwrap()
        .unwrap()
}

pub fn code(state: &OutboxState) -> &str {
    match state {
        OutboxState::Waiting { fault, .. } | OutboxState::Logging { fault } => {
            fault.as_ref().map_or("", |fault| fault.code.as_str())
        }
        OutboxState::Failed { fault } => fault.code.as_str(),
        _ => "",
    }
}

fn draft(office: &Office) -> Option<Form> {
    let mut life = Life::begin(&office.world);
    let journal = office.worker().outbox;
    let draft = life.run(journal.draft(&ada(), ActionKind::SendEmail));
    draft.unwrap().unwrap().map(|draft| draft.form)
}

#[test]
fn a_mail_leaves_after_the_undo_time_and_is_logged() {
    let office = Office::open();
    submit(&office, 4);
    assert_eq!(office.sent(), 0);
    assert!(matches!(office.state(), OutboxState::Undo { .. }));
    office.live_on();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    let mime = office.google.sent.borrow()[0].clone();
    let read = mail_parser::MessageParser::new()
        .parse(mime.as_bytes())
        .unwrap();
    assert_eq!(read.subject(), Some("Engines"));
    assert_eq!(
        read.from().unwrap().first().unwrap().name(),
        Some("Jo Devries")
    );
    assert_eq!(
        read.to().unwrap().first().unwrap().address(),
        Some("ada@analytical.example")
    );
    let logged = office.logged.borrow()[0].clone();
    assert_eq!(logged["Subject"], "Engines");
    assert_eq!(logged["ToIds"], json!([ada().id]));
}

/// A composite takes `@{x.y}` for a reference to an earlier answer, wherever it stands.
#[test]
fn what_looks_like_a_reference_is_text() {
    const TEXT: &str = "Dear @{customer.name}, @{activity.id} and @{";
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let form = SendEmail {
        subject: TEXT.into(),
        html: format!("<p>{TEXT}</p>"),
        ..email()
    };
    let submitted = life.run(office.worker().submit_form(Form::SendEmail(form)));
    submitted.unwrap().unwrap();
    life.pass(SECONDS(10)).unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert!(
        office.google.sent.borrow()[0].contains(TEXT),
        "as it was written"
    );
    let logged = office.logged.borrow()[0].clone();
    for field in ["Subject", "TextBody"] {
        let text = logged[field].as_str().unwrap();
        assert_eq!(text.replace('\u{200b}', ""), TEXT, "{field}");
    }
    let html = logged["HtmlBody"].as_str().unwrap();
    assert_eq!(html.replace("&#123;", "{"), format!("<p>{TEXT}</p>"));
}

#[test]
fn the_worker_that_stays_alive_waits_for_no_alarm() {
    let office = Office::open();
    submit(&office, 5);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn undo_gives_the_form_back_as_the_draft() {
    let office = Office::open();
    submit(&office, 4);
    assert_eq!(undo(&office), Undone::Back(Box::new(mail())));
    assert_eq!(undo(&office), Undone::Back(Box::new(mail())), "asked again");
    assert_eq!(draft(&office), Some(mail()));
    assert_eq!(office.world.next_alarm(), None);
    assert!(office.outbox().is_empty());
    office.wake().unwrap();
    assert_eq!(office.sent(), 0);
    let mut life = Life::begin(&office.world);
    let again = life.run(office.worker().submit()).unwrap();
    assert_eq!(again.unwrap_err().code.as_str(), "journal.taken_back");
}

/// Another mail that is being written on the same record.
fn another() -> Form {
    let Form::SendEmail(mail) = mail() else {
        panic!("no mail")
    };
    let subject = "Another one".into();
    Form::SendEmail(SendEmail { subject, ..mail })
}

#[test]
fn what_is_taken_back_beside_another_draft_waits_for_the_rep_and_neither_is_lost() {
    let office = Office::open();
    submit(&office, 1);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.keeps(IntentId::new([1; 16]), another()))
        .unwrap()
        .unwrap();
    assert_eq!(undo(&office), Undone::Apart);
    assert_eq!(undo(&office), Undone::Apart, "asked again");
    office.live_on();
    assert_eq!((office.state(), office.sent()), (OutboxState::TakenBack, 0));
    assert!(office.state().needs_rep());
    assert_eq!(draft(&office), Some(another()));
    life.run(worker.outbox.drop_draft(&ada(), ActionKind::SendEmail))
        .unwrap()
        .unwrap();
    assert_eq!(undo(&office), Undone::Back(Box::new(mail())));
    assert_eq!(draft(&office), Some(mail()));
    assert!(office.outbox().is_empty());
}

#[test]
fn what_is_taken_back_while_the_next_is_being_written_waits_and_may_still_be_sent() {
    let office = Office::open();
    submit(&office, 1);
    assert_eq!(undo_while(&office, true), Undone::Apart);
    assert_eq!(draft(&office), None, "the place is that of what is written");
    assert_eq!(office.state(), OutboxState::TakenBack);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.resolve(&intent(), Decision::Retry))
        .unwrap()
        .unwrap();
    life.settle().unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!(office.sent(), 1);
}

#[test]
fn every_surface_hears_of_a_submission_and_of_its_undo() {
    let office = Office::open();
    let heard = || {
        let calls = office.world.take_calls();
        calls.contains(&BrowserCall::Changed(Topic::Outbox))
    };
    submit(&office, 1);
    assert!(heard(), "it can be taken back anywhere");
    undo(&office);
    assert!(heard(), "and is, everywhere");
}

#[test]
fn undo_after_the_mail_left_is_too_late() {
    let office = Office::open();
    submit(&office, 6);
    assert_eq!(undo(&office), Undone::TooLate);
    assert_eq!(draft(&office), None);
}

#[test]
fn send_now_does_without_the_undo_time() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    life.run(worker.outbox.send_now(&intent()))
        .unwrap()
        .unwrap();
    life.settle().unwrap();
    assert_eq!(office.sent(), 1);
    life.pass(SECONDS(10)).unwrap();
    assert_eq!(office.sent(), 1);
}

#[test]
fn asked_twice_is_done_once() {
    let office = Office::open();
    submit(&office, 10);
    submit(&office, 10);
    office.live_on();
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn a_submission_that_could_not_be_stored_leaves_the_draft() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.keeps(intent(), mail())).unwrap().unwrap();
    office.world.break_storage(true);
    let refused = life.run(worker.submit()).unwrap().unwrap_err();
    assert_eq!(refused.code.as_str(), "storage.failed");
    office.world.break_storage(false);
    drop(life);
    assert_eq!(draft(&office), Some(mail()));
    submit(&office, 0);
    assert_eq!(draft(&office), None);
}

#[test]
fn an_incomplete_or_too_large_form_names_its_fields() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let large = SendEmail {
        html: "x".repeat(26 * 1024 * 1024),
        ..email()
    };
    for (form, message) in [
        (SendEmail::default(), "field_recipient_missing"),
        (large, "field_mail_too_large"),
    ] {
        let form = Form::SendEmail(form);
        let refused = life.run(worker.outbox.submit(intent(), jo(), ada(), form));
        let fault = refused.unwrap().unwrap_err();
        assert_eq!(fault.code.as_str(), "journal.incomplete");
        assert_eq!(fault.fields[0].message, message);
    }
    assert!(office.world.kept(Table::Outbox).is_empty());
}

#[test]
fn offline_it_waits_longer_each_time_and_goes_on_by_itself() {
    let office = Office::open();
    office.world.set_offline(true);
    submit(&office, 10);
    // Before it leaves, Salesforce is asked about those whom it is for.
    assert_eq!(code(&office.state()), "journal.unchecked");
    let mut waits = Vec::new();
    for _ in 0..4 {
        let OutboxState::Waiting { next, .. } = office.state() else {
            panic!("{:?}", office.state());
        };
        let wait = next.unwrap().since(office.world.now());
        waits.push(wait);
        office.world.pass(wait);
        office.wake().unwrap();
    }
    assert!(waits.is_sorted(), "{waits:?}");
    assert!(waits[3] > SECONDS(200), "{waits:?}");
    office.world.set_offline(false);
    office.live_on();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
}

#[test]
fn what_waits_can_be_taken_back() {
    let office = Office::open();
    office.world.set_offline(true);
    submit(&office, 10);
    assert_eq!(undo(&office), Undone::Back(Box::new(mail())));
    office.world.set_offline(false);
    office.wake().unwrap();
    assert_eq!(office.sent(), 0);
}

#[test]
fn without_a_session_it_waits_and_goes_on_after_the_sign_in() {
    let office = Office::open();
    office.google.expire_tokens();
    office.google.signed_in.set(false);
    submit(&office, 10);
    assert_eq!(code(&office.state()), "mailbox.session_expired");
    let windows = office.world.sign_ins().len();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    for _ in 0..200 {
        life.pass(SECONDS(60)).unwrap();
        life.run(worker.outbox.run()).unwrap().unwrap();
    }
    assert_eq!(
        office.world.sign_ins().len(),
        windows,
        "nobody is asked meanwhile"
    );
    assert_eq!(office.sent(), 0);
    life.run(worker.sign_in_to_google()).unwrap().unwrap();
    life.run(worker.outbox.run()).unwrap().unwrap();
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn nothing_leaves_by_another_owners_mailbox_or_session() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    life.run(worker.mailboxes.sign_out()).unwrap().unwrap();
    *office.google.account.borrow_mut() = ("sub-sam", "sam@acme.example");
    let client = crate::google::client();
    let sam = worker.mailboxes.sign_in(&client, "sam@acme.example");
    life.run(sam).unwrap().unwrap();
    life.pass(SECONDS(60)).unwrap();
    assert_eq!(code(&office.state()), "mailbox.other_mailbox");
    assert_eq!(office.sent(), 0);
}

#[test]
fn nothing_is_done_for_another_user_of_the_org() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    life.run(worker.sessions.sign_out(&acme::org()))
        .unwrap()
        .unwrap();
    *office.acme.user.borrow_mut() = acme::SAM;
    life.run(worker.sign_in_to_salesforce()).unwrap().unwrap();
    life.pass(SECONDS(60)).unwrap();
    assert_eq!((office.sent(), office.logged.borrow().len()), (0, 0));
    assert!(office.outbox().is_empty(), "Sam is not shown what is Jo's");
    assert!(office.world.next_alarm().is_none(), "nothing wakes for it");
    assert_ne!(JO, acme::SAM);

    *office.acme.user.borrow_mut() = acme::JO;
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let (org, key) = (acme::org(), acme::key());
    let back = worker.sessions.sign_in_as_another(&org, &key);
    life.run(back).unwrap().unwrap();
    life.run(worker.outbox.run()).unwrap().unwrap();
    drop(life);
    office.live_on();
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn a_large_mail_goes_on_where_it_stopped() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let form = Form::SendEmail(SendEmail {
        html: "x".repeat(5 * 1024 * 1024),
        ..email()
    });
    office.google.refuse("bytes 2097152-", 503, "backendError");
    let submitted = worker.outbox.submit(intent(), jo(), ada(), form);
    life.run(submitted).unwrap().unwrap();
    life.pass(SECONDS(10)).unwrap();
    drop(life);
    office.live_on();
    assert_eq!(office.sent(), 1);
    let asked = office.google.asked.borrow();
    let begun = asked
        .iter()
        .filter(|range| range.starts_with("bytes 0-"))
        .count();
    assert_eq!(begun, 1, "{asked:?}");
}

#[test]
fn a_row_of_a_newer_release_is_left_alone() {
    let office = Office::open();
    submit(&office, 0);
    let row = office.row(&intent()).replacen("\"v\":1", "\"v\":9", 1);
    assert!(row.contains("\"v\":9"));
    let due = format!("at/{:019}/action/x", 1);
    let mut life = Life::begin(&office.world);
    let put = office.world.put(Table::Outbox, "action/x", row.clone());
    life.run(put).unwrap().unwrap();
    let put = office.world.put(Table::Due, &due, String::new());
    life.run(put).unwrap().unwrap();
    drop(life);
    office.wake().unwrap();
    assert_eq!(office.world.kept(Table::Outbox)["action/x"], row);
    assert!(office.world.kept(Table::Due).contains_key(&due));
    let mut life = Life::begin(&office.world);
    let delete = office.world.delete(Table::Due, &due);
    life.run(delete).unwrap().unwrap();
    drop(life);
    office.live_on();
    assert_eq!(office.sent(), 1);
}

#[test]
fn what_is_done_is_known_for_a_day_and_then_forgotten() {
    let office = Office::open();
    submit(&office, 10);
    let kept: Intent = serde_json::from_str(&office.row(&intent())).unwrap();
    let done = Mark::Done { warning: None };
    assert!(kept.steps.iter().all(|step| step.mark == done));
    assert_eq!(kept.outgoing(), None);
    let bodies = office.world.kept(Table::Bodies);
    assert_eq!(bodies.len(), 1, "the mail is not kept twice");
    assert!(!bodies.values().any(|body| body.contains("<p>Hello</p>")));
    office.world.pass(SECONDS(25 * 3600));
    office.wake().unwrap();
    for table in [Table::Outbox, Table::Bodies] {
        assert!(office.world.kept(table).is_empty(), "{table:?}");
    }
}

/// Each is far enough to be counted before the other is kept.
#[test]
fn mails_that_are_submitted_side_by_side_do_not_pass_the_day_s_limit_together() {
    let office = Office::open();
    office.world.set_policy(&json!({ "dailySendLimit": 1 }));
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submit = |n: u8| {
        let id = IntentId::new([n; 16]);
        worker.outbox.submit(id, jo(), ada(), mail())
    };
    let (one, other) = life.run(join(submit(1), submit(2))).unwrap();
    let taken = [one, other].into_iter().filter(Result::is_ok).count();
    assert_eq!((taken, office.world.kept(Table::Outbox).len()), (1, 1));
}
