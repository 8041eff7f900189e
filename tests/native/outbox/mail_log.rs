//! A mail's log: its day, what has no room in it, and the Task that takes a message's place.

use crate::office::{Office, describe, email};
use crate::support::salesforce_org::Acme;
use crate::support::salesforce_tasks;
use crate::world::Life;
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{Fault, Millis, Recipient};
use msi_actions::outbox::{OutboxItem, OutboxState};
use msi_actions::ports::Clock;
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: u64 = 3_600;
const COMPOSITE: &str = "/services/data/v67.0/composite";

/// Submits a form of its own and lets ten seconds pass.
fn send(office: &Office, form: SendEmail) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submitted = life.run(worker.submit_form(Form::SendEmail(form)));
    submitted.unwrap().unwrap();
    life.pass(Duration::from_secs(10)).unwrap();
}

/// What a warning says of this case.
fn notes(fault: &Fault) -> Vec<(&str, &str)> {
    fault
        .fields
        .iter()
        .map(|note| (note.message.as_ref(), note.value.as_deref().unwrap_or("")))
        .collect()
}

fn without_messages(acme: &Acme) {
    let missing = json!([{ "errorCode": "NOT_FOUND", "message": "no such resource" }]);
    acme.step("EmailMessage/describe", 404, missing);
}

/// Jo, whose user has a time zone, in an org without messages.
fn in_zone(zone: Option<&'static str>) -> Office {
    let office = Office::open();
    without_messages(&office.acme);
    office.acme.zone.set(zone);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.sign_in_to_salesforce()).unwrap().unwrap();
    drop(life);
    office
}

#[test]
fn the_day_is_the_rep_s() {
    // The world begins on 15 January 2027 at 08:00 UTC.
    for (zone, hours, minutes, day) in [
        (Some("America/Los_Angeles"), 17, 30, "2027-01-15"), // 17:30 there, tomorrow in UTC
        (Some("America/Los_Angeles"), 23, 59, "2027-01-15"),
        (Some("America/Los_Angeles"), 24, 1, "2027-01-16"),
        (Some("America/Los_Angeles"), 166 * 24 + 22, 30, "2027-06-30"), // summer: 23:30
        (Some("America/Los_Angeles"), 166 * 24 + 23, 30, "2027-07-01"),
        (Some("Asia/Kolkata"), 10, 25, "2027-01-15"), // 23:55
        (Some("Asia/Kolkata"), 10, 35, "2027-01-16"),
        (Some("America/St_Johns"), 19, 15, "2027-01-15"), // 23:45
        (Some("Pacific/Kiritimati"), 2, 30, "2027-01-16"), // 00:30
        (Some("Mars/Olympus"), 17, 30, "2027-01-16"),     // the machine's day
        (None, 17, 30, "2027-01-16"),
    ] {
        let office = in_zone(zone);
        office
            .world
            .pass(Duration::from_secs(hours * HOUR + minutes * 60));
        send(&office, email());
        let task = office.tasks.all()[0].clone();
        assert_eq!(task["ActivityDate"], day, "{zone:?} {hours}:{minutes}");
    }
}

#[test]
fn a_late_log_has_the_day_of_its_mail() {
    let office = in_zone(Some("Asia/Kolkata"));
    let limit = json!([{ "errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded." }]);
    for _ in 0..3 {
        office
            .tasks
            .refusals
            .borrow_mut()
            .push_back((403, limit.clone()));
    }
    send(&office, email());
    assert!(office.tasks.all().is_empty());
    office.world.pass(Duration::from_secs(48 * HOUR));
    office.live_on();
    assert_eq!(office.tasks.all()[0]["ActivityDate"], "2027-01-15");
    assert!(office.world.now() > Millis(1_800_000_000_000 + 47 * 3_600_000));
}

fn people(count: usize) -> Vec<Recipient> {
    let address = |n| format!("somebody.with.a.long.name.{n:03}@subsidiary.example");
    let person = |n| Recipient {
        address: address(n),
        name: None,
        record: None,
        ..Recipient::default()
    };
    (0..count).map(person).collect()
}

#[test]
fn what_has_no_room_is_told() {
    let office = Office::open();
    let html = format!("<p>{}</p><p>end</p>", "<b>word</b> ".repeat(500));
    let form = SendEmail {
        cc: people(120),
        html,
        ..email()
    };
    send(&office, form);
    let logged = office.logged.borrow()[0].clone();
    let list = logged["CcAddress"].as_str().unwrap();
    assert!(
        list.len() <= 4000 && list.ends_with("@subsidiary.example"),
        "{list}"
    );
    let fit = list.split("; ").count();
    let html = logged["HtmlBody"].as_str().unwrap();
    assert!(html.len() <= 4000 && !html.ends_with('<'));
    let missing = (120 - fit).to_string();
    let warning = office.warning();
    assert_eq!(warning.code.as_str(), "salesforce.shortened");
    assert_eq!(
        notes(&warning),
        [
            ("note_addresses_missing", missing.as_str()),
            ("note_shortened", "EmailMessage.HtmlBody"),
        ]
    );
}

#[test]
fn a_task_s_lists_leave_room_for_the_mail() {
    let office = Office::open();
    without_messages(&office.acme);
    let form = SendEmail {
        bcc: people(450),
        html: "<p>The mail itself</p>".into(),
        ..email()
    };
    send(&office, form);
    let description = office.tasks.all()[0]["Description"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(description.ends_with("The mail itself"), "{description}");
    let warning = office.warning();
    let [("note_addresses_missing", missing)] = notes(&warning)[..] else {
        panic!("{warning:?}")
    };
    assert!(
        description.contains(&format!("; … (+{missing})\n")),
        "{description}"
    );
}

#[test]
fn a_call_s_long_notes_are_told_of() {
    let office = Office::open();
    let call = msi_actions::actions::LogCall {
        notes: "x".repeat(31_999),
        outcome: "y".repeat(300),
        ..crate::office::call()
    };
    let mut life = Life::begin(&office.world);
    let submitted = life.run(office.worker().submit_form(Form::LogCall(call)));
    if submitted.unwrap().is_err() {
        return; // The form itself says so.
    }
    life.pass(Duration::from_secs(10)).unwrap();
    assert_eq!(
        notes(&office.warning()),
        [("note_shortened", "Task.CallDisposition")]
    );
}

/// Describe with more fields.
fn describe_with(acme: &Acme, more: &[&str]) {
    let mut described = describe();
    let fields = described["fields"].as_array_mut().unwrap();
    for name in more {
        fields.push(json!({ "name": name, "createable": true, "length": 18 }));
    }
    acme.step("EmailMessage/describe", 200, described);
}

/// The references of the last composite.
fn steps(office: &Office) -> Vec<Value> {
    let requests = office.world.requests();
    let last = requests
        .iter()
        .rfind(|request| request.uri().path() == COMPOSITE);
    let body: Value = serde_json::from_slice(last.unwrap().body()).unwrap();
    body["compositeRequest"].as_array().unwrap().clone()
}

#[test]
fn the_message_says_who_sent_it_where_it_can() {
    let office = Office::open();
    send(&office, email());
    let names = |office: &Office| -> Vec<String> {
        let steps = steps(office);
        steps
            .iter()
            .map(|step| step["referenceId"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&office), ["activity", "sender"]);
    let office = Office::open();
    describe_with(&office.acme, &["FromId"]);
    send(&office, email());
    assert_eq!(names(&office), ["activity"], "no step that is refused");
    assert_eq!(
        office.logged.borrow()[0]["FromId"],
        crate::support::salesforce_org::JO
    );
    assert_eq!(office.logged.borrow()[0]["FromAddress"], "jo@acme.example");
    assert_eq!(office.state(), OutboxState::Done { warning: None });
}

#[test]
fn a_message_that_is_refused_becomes_a_task_once() {
    let office = Office::open();
    office.refuses_messages.set(true);
    send(&office, email());
    let task = office.tasks.all()[0].clone();
    assert_eq!(task["TaskSubtype"], "Email");
    assert!(task["Description"].as_str().unwrap().contains("Dear Ada"));
    assert_eq!(
        (office.tasks.all().len(), office.logged.borrow().len()),
        (1, 0)
    );
    assert_eq!(office.warning().code.as_str(), "salesforce.logged_as_task");
}

/// Sends another mail; gives how many composites that cost.
fn another(office: &Office, id: u8) -> usize {
    let before = office.acme_composites();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let intent = msi_actions::base::IntentId::new([id; 16]);
    let (jo, ada) = (crate::office::jo(), crate::office::ada());
    let submitted = life.run(worker.outbox.submit(intent, jo, ada, crate::office::mail()));
    submitted.unwrap().unwrap();
    life.pass(Duration::from_secs(10)).unwrap();
    office.acme_composites() - before
}

#[test]
fn for_a_day_the_next_mails_are_tasks_at_once() {
    let office = Office::open();
    office.refuses_messages.set(true);
    send(&office, email());
    assert_eq!(
        another(&office, 8),
        2,
        "the look before it, and one call, as ever"
    );
    let quiet = |item: &OutboxItem| item.state == OutboxState::Done { warning: None };
    assert_eq!(
        office.outbox().iter().filter(|item| quiet(item)).count(),
        1,
        "told once a day"
    );
    office.world.pass(Duration::from_secs(23 * HOUR));
    assert_eq!(another(&office, 9), 2);
    assert_eq!(office.tasks.all().len(), 3);
    office.world.pass(Duration::from_secs(2 * HOUR));
    office.refuses_messages.set(false);
    // The schema is a day old, too.
    assert_eq!(another(&office, 10), 3);
    assert_eq!(
        (office.tasks.all().len(), office.logged.borrow().len()),
        (3, 1)
    );
}

/// What another user may do is another matter.
#[test]
fn it_is_remembered_of_the_user() {
    let office = Office::open();
    office.refuses_messages.set(true);
    send(&office, email());
    let mut life = Life::begin(&office.world);
    let rest = office
        .worker()
        .sessions
        .rest(&crate::support::salesforce_org::org());
    let id = |text: &str| msi_actions::base::RecordId::parse(&text[..15]).unwrap();
    assert!(
        life.run(rest.refuses_messages(&id(crate::support::salesforce_org::JO)))
            .unwrap()
    );
    assert!(
        !life
            .run(rest.refuses_messages(&id(crate::support::salesforce_org::SAM)))
            .unwrap()
    );
}

#[test]
fn where_the_task_is_refused_too_nothing_is_remembered() {
    let office = Office::open();
    office.refuses_messages.set(true);
    let deleted = json!([{ "errorCode": "ENTITY_IS_DELETED", "message": "entity is deleted" }]);
    office.tasks.refusals.borrow_mut().push_back((404, deleted));
    send(&office, email());
    assert!(matches!(
        office.state(),
        OutboxState::Logging { fault: Some(_) }
    ));
    office.refuses_messages.set(false);
    another(&office, 8);
    assert_eq!(office.logged.borrow().len(), 1);
}

/// One record that the rep may not use says nothing of the next mail.
#[test]
fn a_refusal_for_one_record_is_not_remembered() {
    let office = Office::open();
    let refusal =
        json!([{ "errorCode": "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "message": "no" }]);
    office.log_refusals.borrow_mut().push_back((403, refusal));
    send(&office, email());
    assert_eq!(office.tasks.all().len(), 1);
    another(&office, 8);
    assert_eq!(
        (office.tasks.all().len(), office.logged.borrow().len()),
        (1, 1)
    );
}

/// What passes, or is the org's rule for this one mail, makes no Task.
#[test]
fn other_refusals_make_no_task() {
    for code in [
        "UNABLE_TO_LOCK_ROW",
        "REQUEST_LIMIT_EXCEEDED",
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
    ] {
        let office = Office::open();
        salesforce_tasks::describe_with_intent_field(&office.acme);
        let refusal = json!([{ "errorCode": code, "message": "no" }]);
        office.log_refusals.borrow_mut().push_back((400, refusal));
        send(&office, email());
        assert!(office.tasks.all().is_empty(), "{code}");
        assert!(
            matches!(office.state(), OutboxState::Logging { fault: Some(_) }),
            "{code}"
        );
    }
}
