//! One mail for each of several people: submitted and taken back as one, then each by itself and all in few calls.

use super::crash_mail::every_mishap;
use crate::office::{Mailbox, Office, ada, email, intent, jo};
use crate::support::salesforce_org::{self, JO, SAM};
use crate::world::Life;
use mail_parser::MessageParser;
use msi_actions::actions::{Form, OneEach, Personal, SendEmail};
use msi_actions::base::{IntentId, Recipient, RecordId};
use msi_actions::outbox::{Change, Decision, LeftOut, OutboxState, PACE, Undone, What};
use msi_actions::ports::{Clock, HttpRequest, Table};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// Asks for the last mails to people.
const MAILS: &str = "FROM Task WHERE WhoId IN";
const SECONDS: fn(u64) -> Duration = Duration::from_secs;

fn id(nth: usize) -> RecordId {
    RecordId::parse(&format!("00QAc0000000{nth:03}")).unwrap()
}

fn address(nth: usize) -> String {
    format!("p{nth}@x{nth}.example")
}

fn person(nth: usize) -> Recipient {
    Recipient {
        address: address(nth),
        name: Some(format!("Person {nth}")),
        record: Some(id(nth)),
        ..Recipient::default()
    }
}

/// The person's lead, as Salesforce has it.
fn lead(nth: usize, fields: &Value) -> (&'static str, Value) {
    let mut row = salesforce_org::ada();
    row["Id"] = id(nth).to_string().into();
    row["Email"] = address(nth).into();
    row["Name"] = format!("Person {nth}").into();
    for (name, value) in fields.as_object().unwrap() {
        row[name] = value.clone();
    }
    ("Lead", row)
}

/// An office whose org has Ada and so many others.
fn office(mailbox: Mailbox, count: usize) -> Office {
    let office = Office::with(mailbox);
    let mut people = vec![("Lead", salesforce_org::ada())];
    people.extend((2..count + 2).map(|nth| lead(nth, &json!({}))));
    *office.acme.people.borrow_mut() = people;
    office.acme.rows(MAILS, json!([]));
    office
}

/// A form for so many, the second of whom has a text of their own.
fn form(count: usize) -> SendEmail {
    let mut form = SendEmail {
        to: (2..count + 2).map(person).collect(),
        each: Some(OneEach::default()),
        ..email()
    };
    form.write_personal(Personal {
        address: address(3),
        subject: "Yours".into(),
        html: "<p>You alone</p>".into(),
    });
    form
}

/// Asks for what there is to know, as the form does, and submits.
fn submit(office: &Office, form: &SendEmail) -> Life {
    for _ in 0..4 {
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let asked = async {
            let _ = worker.outbox.run().await;
            let _ = worker
                .outbox
                .check_people(&intent(), &ada(), &form.to)
                .await;
            let whole = Form::SendEmail(form.clone());
            let changes = worker.outbox.review(&intent(), &ada(), &whole).await;
            assert_eq!(changes, []);
            worker.outbox.submit(intent(), jo(), ada(), whole).await
        };
        if let Ok(Ok(_)) = life.run(asked) {
            return life;
        }
    }
    panic!("the submission is never answered");
}

fn send(office: &Office, form: &SendEmail) {
    let mut life = submit(office, form);
    let _ = life.pass(SECONDS(10));
    drop(life);
    office.live_on();
}

/// What each address got: the subjects and texts.
fn got(office: &Office) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for mail in office.google.sent.borrow().iter() {
        let mail = MessageParser::default().parse(mail.as_bytes()).unwrap();
        let to: Vec<_> = mail
            .to()
            .unwrap()
            .iter()
            .filter_map(|to| to.address())
            .collect();
        let [to] = to[..] else { panic!("{to:?}") };
        let text = mail.body_text(0).unwrap().trim().to_owned();
        let subject = mail.subject().unwrap().to_owned();
        all.entry(to.to_owned()).or_default().push((subject, text));
    }
    all
}

/// How many logs each person has.
fn logs(office: &Office) -> BTreeMap<String, usize> {
    let mut all = BTreeMap::new();
    for log in office.logged.borrow().iter() {
        let who = log["ToIds"][0].as_str().unwrap().to_owned();
        *all.entry(who).or_default() += 1;
    }
    all
}

fn calls(office: &Office) -> usize {
    let of_salesforce = |request: &&HttpRequest| {
        let uri = request.uri();
        uri.host() == Some("acme.my.salesforce.com") && uri.path().starts_with("/services/data/v")
    };
    office.world.requests().iter().filter(of_salesforce).count()
}

#[test]
fn two_hundred_people_get_one_mail_each_in_ten_calls_of_salesforce() {
    let office = office(Mailbox::Gmail, 200);
    let first = calls(&office);
    let requests = office.world.requests().len();
    let before = office.world.now();
    send(&office, &form(200));
    let all = got(&office);
    assert_eq!(all.len(), 200);
    assert!(all.values().all(|mails| mails.len() == 1));
    assert_eq!(all[&address(3)], [("Yours".into(), "You alone".into())]);
    assert_eq!(all[&address(4)], [("Engines".into(), "Dear Ada".into())]);
    let logs = logs(&office);
    assert!(logs.len() == 200 && logs.values().all(|logs| *logs == 1));
    for request in office.world.requests().iter().skip(requests) {
        let uri = request.uri();
        if uri.host() == Some("acme.my.salesforce.com") {
            println!("call {}", uri.path());
        }
    }
    let calls = calls(&office) - first;
    let span = office.world.now().since(before);
    println!(
        "200 people, one mail each: {calls} calls of Salesforce, {} s",
        span.as_secs()
    );
    assert!(calls <= 10, "{calls}");
    assert!(span >= 199 * PACE && span < 280 * PACE, "{span:?}");
    assert!(office.world.armed_alarms().is_empty());
    assert_eq!(office_state(&office), OutboxState::Done { warning: None });
}

#[test]
fn what_was_submitted_together_is_one_item_until_something_of_it_needs_the_rep() {
    let office = office(Mailbox::Gmail, 30);
    drop(submit(&office, &form(30)));
    assert!(matches!(office_state(&office), OutboxState::Undo { .. }));
    office.world.pass(SECONDS(5));
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(async {
        let _ = futures_util::future::select(
            std::pin::pin!(worker.outbox.run()),
            std::pin::pin!(office.world.sleep(SECONDS(15))),
        )
        .await;
    })
    .unwrap();
    drop(life);
    let OutboxState::Several { sent, all, until } = office_state(&office) else {
        panic!("{:?}", states(&office))
    };
    assert!((3..=8).contains(&sent) && all == 30, "{sent} of {all}");
    let left = until.unwrap().since(office.world.now());
    assert!(left > 20 * PACE && left < 31 * PACE, "{left:?}");
}

fn states(office: &Office) -> Vec<OutboxState> {
    office.outbox().into_iter().map(|item| item.state).collect()
}

fn office_state(office: &Office) -> OutboxState {
    let [item] = &office.outbox()[..] else {
        panic!("{:?}", states(office))
    };
    assert_eq!(item.intent, intent());
    item.state.clone()
}

#[test]
fn an_undo_gives_the_form_back_as_it_was_written() {
    let office = office(Mailbox::Gmail, 3);
    let life = submit(&office, &form(3));
    drop(life);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let undone = life
        .run(worker.outbox.undo(&intent(), false))
        .unwrap()
        .unwrap();
    assert_eq!(undone, Undone::Back(Box::new(Form::SendEmail(form(3)))));
    drop(life);
    office.live_on();
    assert_eq!(office.sent(), 0);
}

#[test]
fn one_mishap_at_any_moment_of_three_mails() {
    let story = |office: &Office| {
        let mut people = vec![("Lead", salesforce_org::ada())];
        people.extend((2..5).map(|nth| lead(nth, &json!({}))));
        *office.acme.people.borrow_mut() = people;
        office.acme.rows(MAILS, json!([]));
        send(office, &form(3));
    };
    let runs = every_mishap(Mailbox::Gmail, story, |office| {
        let all = got(office);
        assert_eq!(all.len(), 3, "{:?}", office.outbox());
        assert!(all.values().all(|mails| mails.len() == 1), "{all:?}");
        let logs = logs(office);
        assert_eq!(logs.values().copied().collect::<Vec<_>>(), [1, 1, 1]);
        assert!(office.world.armed_alarms().is_empty());
        assert!(office.world.kept(Table::Drafts).is_empty());
    });
    assert!(runs > 150, "{runs}");
}

#[test]
fn who_opts_out_while_the_queue_waits_gets_nothing_and_keeps_nobody_else_waiting() {
    let office = office(Mailbox::Gmail, 150);
    let mut life = submit(&office, &form(150));
    life.pass(SECONDS(30)).unwrap();
    drop(life);
    office.acme.people.borrow_mut()[149] = lead(150, &json!({ "HasOptedOutOfEmail": true }));
    office.live_on();
    assert_eq!(got(&office).len(), 149);
    assert!(!got(&office).contains_key(&address(150)));
    let items = office.outbox();
    let stopped: Vec<_> = items.iter().filter(|item| item.state.needs_rep()).collect();
    assert_eq!((items.len(), stopped.len()), (2, 1));
    assert_eq!(stopped[0].recipients, "Person 150");
}

#[test]
fn a_log_that_is_refused_is_tried_by_itself_and_the_others_stand() {
    let office = office(Mailbox::Gmail, 4);
    let refused = json!([{ "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "no" }]);
    office.log_refusals.borrow_mut().push_back((400, refused));
    send(&office, &form(4));
    assert_eq!(
        logs(&office).values().copied().collect::<Vec<_>>(),
        [1, 1, 1, 1]
    );
}

#[test]
fn an_org_that_refuses_messages_gets_a_task_for_each() {
    let office = office(Mailbox::Gmail, 4);
    office.refuses_messages.set(true);
    send(&office, &form(4));
    assert_eq!(
        (
            office.sent(),
            office.tasks.all().len(),
            office.logged.borrow().len()
        ),
        (4, 4, 0)
    );
}

#[test]
fn sending_can_be_stopped_and_what_left_stays() {
    let office = office(Mailbox::Gmail, 30);
    let mut life = submit(&office, &form(30));
    life.pass(SECONDS(20)).unwrap();
    drop(life);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.resolve(&intent(), Decision::Drop))
        .unwrap()
        .unwrap();
    drop(life);
    let before = office.sent();
    office.live_on();
    assert_eq!(office.sent(), before);
    assert_eq!(logs(&office).len(), before);
    assert!(before < 10, "{before}");
}

#[test]
fn the_day_s_number_counts_each_of_them() {
    let office = office(Mailbox::Gmail, 5);
    office.world.set_policy(&json!({ "dailySendLimit": 4 }));
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let five = worker
        .outbox
        .submit(intent(), jo(), ada(), Form::SendEmail(form(5)));
    let refused = life.run(five).unwrap().unwrap_err();
    assert_eq!(refused.code.as_str(), "policy.send_limit");
    let id = IntentId::new([8; 16]);
    let four = worker
        .outbox
        .submit(id, jo(), ada(), Form::SendEmail(form(4)));
    life.run(four).unwrap().unwrap();
    assert_eq!(
        life.run(worker.outbox.left_today()).unwrap().unwrap(),
        Some(0)
    );
    life.pass(SECONDS(10)).unwrap();
    assert_eq!(
        life.run(worker.outbox.left_today()).unwrap().unwrap(),
        Some(0)
    );
}

/// What is found of each, by their number.
fn found(office: &Office, people: &[Recipient]) -> Vec<(String, What, LeftOut)> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let (intent, ada) = (intent(), ada());
    let asked = worker.outbox.check_people(&intent, &ada, people);
    let found: Vec<Change> = life.run(asked).unwrap().unwrap();
    let line = |change: Change| {
        let left_out = change.left_out();
        (change.who.shown().to_owned(), change.what, left_out)
    };
    found.into_iter().map(line).collect()
}

#[test]
fn each_is_told_why_they_are_left_out_in_one_call() {
    let office = office(Mailbox::Gmail, 0);
    office
        .world
        .set_policy(&json!({ "blockedDomains": ["x6.example"] }));
    office.acme.people.borrow_mut().extend([
        lead(2, &json!({})),
        lead(3, &json!({ "HasOptedOutOfEmail": true })),
        lead(4, &json!({ "Email": "" })),
        lead(5, &json!({ "Email": "p2@x2.example" })),
        lead(6, &json!({})),
        lead(7, &json!({ "Email": "p7@acme.example" })),
        lead(8, &json!({})),
        lead(9, &json!({})),
    ]);
    let mails = [(8, SAM, "Sam Okafor"), (9, JO, "Jo Devries")].map(|(nth, by, name)| {
        json!({ "WhoId": id(nth).to_string(), "CreatedDate": "2027-01-14T09:00:00.000+0000",
            "CreatedById": by, "CreatedBy": { "Name": name } })
    });
    office.acme.rows(MAILS, json!(mails));
    let mut people: Vec<Recipient> = (2..10).map(person).collect();
    people[2].address.clear();
    people[3].address = address(2);
    people[5].address = "p7@acme.example".into();
    let before = calls(&office);
    let found = found(&office, &people);
    let read: Vec<_> = found
        .iter()
        .map(|(who, what, left_out)| {
            let what = serde_json::to_value(what).unwrap();
            let name = what.as_str().map(str::to_owned);
            let name = name.or_else(|| what.as_object()?.keys().next().cloned());
            (who.as_str(), name.unwrap(), *left_out)
        })
        .collect();
    let expected = [
        ("Person 3", "opted_out", LeftOut::Always),
        ("Person 4", "no_address", LeftOut::Always),
        ("Person 6", "blocked_domain", LeftOut::Always),
        ("Person 5", "same_address", LeftOut::Always),
        ("Person 7", "own_domain", LeftOut::UntilIncluded),
        ("Person 8", "written_to", LeftOut::UntilIncluded),
        ("Person 9", "written_to", LeftOut::UntilIncluded),
    ];
    let expected = expected.map(|(who, what, out)| (who, what.to_owned(), out));
    assert_eq!(read, expected);
    let by: Vec<_> = found
        .iter()
        .filter_map(|(_, what, _)| match what {
            What::WrittenTo { by, .. } => Some(by.as_deref()),
            _ => None,
        })
        .collect();
    assert_eq!(by, [Some("Sam Okafor"), None]);
    // The types of the day beside it.
    assert!(calls(&office) - before <= 2, "{}", calls(&office) - before);
}
