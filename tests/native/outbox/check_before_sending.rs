//! What is looked at before a mail leaves, and what becomes of it: everybody whom it is for, in one call.

use crate::office::{Office, Worker, ada, email, intent, jo};
use crate::support::salesforce_org::{self, SAM};
use crate::world::Life;
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{Fault, Recipient, RecordId};
use msi_actions::outbox::{Change, Decision, OutboxState, Undone, What, after_changes};
use msi_actions::ports::{Database, Table};
use serde_json::{Value, json};
use std::time::Duration;

const GRACE: &str = "003Ac0000000001";
const CORRECTED: &str = "ada@corrected.example";

/// Grace's contact, as Salesforce has it.
fn grace() -> Value {
    json!({ "Id": id(GRACE), "Name": "Grace Hopper", "Email": "grace@navy.example",
        "IsDeleted": false, "MasterRecordId": null, "HasOptedOutOfEmail": false,
        "OwnerId": salesforce_org::JO, "Owner": { "Name": "Jo Devries" } })
}

fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap()
}

/// Ada's lead with these fields.
fn ada_with(fields: &Value) -> Value {
    let mut row = salesforce_org::ada();
    for (name, value) in fields.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

fn typed(address: &str) -> Recipient {
    Recipient {
        address: address.into(),
        ..Recipient::default()
    }
}

fn ada_as_recipient() -> Recipient {
    Recipient {
        owner: Some(id(salesforce_org::JO)),
        ..email().to.remove(0)
    }
}

/// An office whose org has these leads and contacts.
fn office(people: Vec<(&'static str, Value)>) -> Office {
    let office = Office::open();
    *office.acme.people.borrow_mut() = people;
    office
}

/// The form, with its people looked at as at Send.
fn review(office: &Office, form: &SendEmail) -> Vec<Change> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(look(&worker, form)).unwrap()
}

async fn look(worker: &Worker, form: &SendEmail) -> Vec<Change> {
    let form = Form::SendEmail(form.clone());
    worker.outbox.review(&intent(), &ada(), &form).await
}

/// Presses Send as the worker does it: a look, and then the submission; and waits for its rest.
fn send(office: &Office, form: &SendEmail) -> Result<(), Vec<Change>> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let changes = life.run(look(&worker, form)).unwrap();
    if !changes.is_empty() {
        return Err(changes);
    }
    let submit = worker.submit_form(Form::SendEmail(form.clone()));
    life.run(submit).unwrap().unwrap();
    life.pass(Duration::from_secs(30)).unwrap();
    Ok(())
}

/// Submits while nobody can look, so that the look comes before the mail leaves.
fn queue(office: &Office, form: &SendEmail) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submit = worker.submit_form(Form::SendEmail(form.clone()));
    life.run(submit).unwrap().unwrap();
    life.pass(Duration::from_secs(30)).unwrap();
}

fn failed(office: &Office) -> Fault {
    match office.state() {
        OutboxState::Failed { fault } => fault,
        state => panic!("{state:?}"),
    }
}

/// What has changed, and whom the mail goes to after the rep has agreed; `None` for nobody.
fn table() -> Vec<(&'static str, Value, &'static str, Option<&'static str>)> {
    let survivor = "00QAc0000000009";
    vec![
        (
            "corrected",
            json!({ "Email": CORRECTED }),
            "change_address",
            Some(CORRECTED),
        ),
        (
            "without an address",
            json!({ "Email": null }),
            "change_no_address",
            None,
        ),
        (
            "opted out",
            json!({ "HasOptedOutOfEmail": true }),
            "change_opted_out",
            None,
        ),
        ("deleted", json!({ "IsDeleted": true }), "change_gone", None),
        (
            "merged",
            json!({ "IsDeleted": true, "MasterRecordId": id(survivor),
                "MasterRecord": { "Name": "Ada King", "Email": "king@analytical.example" } }),
            "change_merged",
            Some("king@analytical.example"),
        ),
        (
            "converted",
            json!({ "IsConverted": true, "ConvertedContactId": id(GRACE),
                "ConvertedContact": { "Name": "Ada Lovelace", "Email": CORRECTED } }),
            "change_converted",
            Some(CORRECTED),
        ),
        (
            "converted to a contact without an address",
            json!({ "IsConverted": true, "ConvertedContactId": id(GRACE),
                "ConvertedContact": { "Name": "Ada Lovelace", "Email": null } }),
            "change_no_address",
            None,
        ),
        (
            "converted to a contact that the rep may not see",
            json!({ "IsConverted": true, "ConvertedContactId": id(GRACE), "ConvertedContact": null }),
            "change_gone",
            None,
        ),
    ]
}

/// Of each kind of recipient: To, Cc, Bcc, beside Grace in To.
#[test]
fn whatever_changed_is_told_before_anything_leaves_and_the_rep_decides() {
    for (what, fields, message, goes_to) in table() {
        for list in 0..3 {
            let office = office(vec![("Lead", ada_with(&fields)), ("Contact", grace())]);
            let mut form = email();
            let to_grace = Recipient {
                address: "grace@navy.example".into(),
                record: Some(id(GRACE)),
                ..Recipient::default()
            };
            form.to = vec![to_grace];
            let lists = [&mut form.to, &mut form.cc, &mut form.bcc];
            lists
                .into_iter()
                .nth(list)
                .unwrap()
                .push(ada_as_recipient());

            let calls = office.acme_composites();
            let changes = send(&office, &form).unwrap_err();
            assert_eq!(office.sent(), 0, "{what}");
            let told: Vec<_> = changes.iter().map(|change| change.line().message).collect();
            assert_eq!(told, [message], "{what}");

            let after = after_changes(&form, &changes).unwrap();
            let mut expected = vec!["grace@navy.example".to_owned()];
            expected.extend(goes_to.map(str::to_owned));
            let everybody = after.to.iter().chain(&after.cc).chain(&after.bcc);
            let addresses: Vec<_> = everybody.map(|person| person.address.clone()).collect();
            assert_eq!(addresses, expected, "{what}");
            assert_eq!((after.html, after.subject), (form.html, form.subject));
            let schema_and_look = 2;
            assert_eq!(office.acme_composites() - calls, schema_and_look, "{what}");
        }
    }
}

#[test]
fn a_mail_to_nobody_else_is_left_with_nobody() {
    for (what, fields, _, goes_to) in table() {
        let office = office(vec![("Lead", ada_with(&fields))]);
        let changes = review(&office, &email());
        let after = after_changes(&email(), &changes);
        assert_eq!(after.is_some(), goes_to.is_some(), "{what}");
    }
}

#[test]
fn a_mail_to_the_new_address_needs_no_second_look() {
    let office = office(vec![("Lead", ada_with(&json!({ "Email": CORRECTED })))]);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let changes = life.run(look(&worker, &email())).unwrap();
    let calls = office.acme_composites();
    let after = after_changes(&email(), &changes).unwrap();
    assert!(life.run(look(&worker, &after)).unwrap().is_empty());
    life.run(worker.submit_form(Form::SendEmail(after)))
        .unwrap()
        .unwrap();
    life.pass(Duration::from_secs(30)).unwrap();
    assert_eq!(office.acme_composites() - calls, 1, "its log");
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert!(office.google.sent.borrow()[0].contains(CORRECTED));
}

#[test]
fn nothing_changed_costs_one_call_and_asks_nothing() {
    let office = office(vec![("Lead", salesforce_org::ada())]);
    assert!(review(&office, &email()).is_empty());
    let calls = office.acme_composites();
    send(&office, &email()).unwrap();
    assert_eq!(office.acme_composites() - calls, 2, "the look and the log");
    assert_eq!(office.sent(), 1);
}

/// An address in other letters is the same one.
#[test]
fn an_address_in_capitals_is_no_other_address() {
    let office = office(vec![(
        "Lead",
        ada_with(&json!({ "Email": "ADA@Analytical.example" })),
    )]);
    assert!(review(&office, &email()).is_empty());
}

#[test]
fn another_owner_is_told_and_keeps_nothing_from_being_sent() {
    let fields = json!({ "OwnerId": SAM, "Owner": { "Name": "Sam Visser" } });
    let office = office(vec![("Lead", ada_with(&fields))]);
    let form = SendEmail {
        to: vec![ada_as_recipient()],
        ..email()
    };
    send(&office, &form).unwrap();
    let [item] = &office.outbox()[..] else {
        panic!()
    };
    assert_eq!(item.notes[0].message, "change_owner");
    let value = item.notes[0].value.as_deref();
    assert_eq!(value, Some("Ada Lovelace: Sam Visser"));
    assert_eq!(office.sent(), 1);
}

/// Several people have a typed address: that one of them opted out counts.
#[test]
fn a_typed_address_of_somebody_who_opted_out_is_theirs() {
    let mut other = grace();
    other["Email"] = json!("ADA@analytical.example");
    other["HasOptedOutOfEmail"] = json!(true);
    let office = office(vec![("Lead", salesforce_org::ada()), ("Contact", other)]);
    let form = SendEmail {
        to: vec![typed("ada@analytical.example")],
        ..email()
    };
    let changes = send(&office, &form).unwrap_err();
    let What::OptedOut {
        name,
        blocked: true,
    } = &changes[0].what
    else {
        panic!("{changes:?}")
    };
    assert_eq!(name, "Grace Hopper");
    let nobody = SendEmail {
        to: vec![typed("nobody@nowhere.example")],
        ..email()
    };
    assert!(review(&office, &nobody).is_empty());
}

fn opted_out() -> Value {
    ada_with(&json!({ "HasOptedOutOfEmail": true }))
}

#[test]
fn policy_can_let_the_rep_confirm_once_and_block_wins_over_what_was_confirmed() {
    let office = office(vec![("Lead", opted_out())]);
    office.world.set_policy(&json!({ "optOut": "confirm" }));
    let changes = review(&office, &email());
    let agreed = after_changes(&email(), &changes).unwrap();
    assert!(agreed.to[0].agreed);
    send(&office, &agreed).unwrap();
    assert_eq!(office.sent(), 1);

    let office = self::office(vec![("Lead", opted_out())]);
    office.world.set_policy(&json!({ "optOut": "block" }));
    assert!(after_changes(&agreed, &review(&office, &agreed)).is_none());
}

#[test]
fn a_field_that_policy_names_counts_and_one_that_cannot_be_seen_is_told() {
    let office = office(vec![("Lead", ada_with(&json!({ "No_Mail__c": true })))]);
    office
        .world
        .set_policy(&json!({ "optOutFields": ["No_Mail__c"] }));
    send(&office, &email()).unwrap();
    let notes = office.outbox().remove(0).notes;
    assert_eq!(notes[0].message, "change_unread");
    let told = notes[0].value.as_deref();
    assert_eq!(
        told,
        Some("Ada Lovelace: No_Mail__c"),
        "describe has no such field"
    );

    let office = self::office(vec![("Lead", ada_with(&json!({ "No_Mail__c": true })))]);
    office
        .world
        .set_policy(&json!({ "optOutFields": ["Lead.No_Mail__c"] }));
    let seen = json!({ "createable": true, "fields": [
        { "name": "Email", "createable": true, "length": 80 },
        { "name": "No_Mail__c", "createable": true, "length": 0, "type": "boolean" }] });
    office.acme.step("Lead/describe", 200, seen);
    let changes = review(&office, &email());
    assert_eq!(changes[0].line().message, "change_opted_out");
}

/// An org without the fields, or without leads for the rep.
#[test]
fn what_cannot_be_read_is_told_and_not_assumed() {
    for (status, describe) in [
        (200, json!({ "createable": true, "fields": [] })),
        (
            404,
            json!([{ "errorCode": "NOT_FOUND", "message": "no such resource" }]),
        ),
    ] {
        let office = office(vec![("Lead", salesforce_org::ada())]);
        office.acme.step("Lead/describe", status, describe);
        send(&office, &email()).unwrap();
        assert_eq!(office.sent(), 1);
        let notes = office.outbox().remove(0).notes;
        assert_eq!(notes[0].message, "change_unread", "{status}");
    }
}

/// The schema is up to a day old: a field that is hidden since is found out by a second call.
#[test]
fn a_field_that_was_hidden_since_does_not_hide_the_rest() {
    let office = office(vec![("Lead", ada_with(&json!({ "Email": CORRECTED })))]);
    review(&office, &email());
    let refusal = json!([{ "errorCode": "INVALID_FIELD", "message": "No such column" }]);
    office.acme.step("HasOptedOutOfEmail", 400, refusal);
    let less = json!({ "createable": true, "fields": [
        { "name": "Email", "createable": true, "length": 80 }] });
    office.acme.step("Lead/describe", 200, less.clone());
    office.acme.step("Contact/describe", 200, less);
    let told: Vec<_> = review(&office, &email())
        .iter()
        .map(|change| change.line().message)
        .collect();
    assert_eq!(told, ["change_address", "change_unread"]);
}

#[test]
fn a_queued_mail_whose_person_changed_stops_and_its_text_comes_back() {
    for (what, fields, message, _) in table() {
        let office = office(vec![("Lead", ada_with(&fields))]);
        queue(&office, &email());
        let fault = failed(&office);
        assert_eq!(fault.code.as_str(), "journal.recipients_changed", "{what}");
        assert_eq!(fault.fields[0].message, message, "{what}");
        assert!(office.outbox()[0].state.needs_rep());
        assert_eq!(office.sent(), 0, "{what}");

        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let Undone::Back(form) = life
            .run(worker.outbox.undo(&intent(), false))
            .unwrap()
            .unwrap()
        else {
            panic!("{what}")
        };
        assert_eq!(*form, Form::SendEmail(email()), "{what}");
    }
}

/// Trying again looks again.
#[test]
fn what_was_put_right_in_salesforce_is_sent_after_retry() {
    let office = office(vec![(
        "Lead",
        ada_with(&json!({ "HasOptedOutOfEmail": true })),
    )]);
    queue(&office, &email());
    failed(&office);
    let retry = |office: &Office| {
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let id = intent();
        let decided = worker.outbox.resolve(&id, Decision::Retry);
        life.run(decided).unwrap().unwrap();
        life.pass(Duration::from_secs(30)).unwrap();
    };
    retry(&office);
    failed(&office);
    *office.acme.people.borrow_mut() = vec![("Lead", salesforce_org::ada())];
    retry(&office);
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!(office.sent(), 1);
}

/// Salesforce cannot be asked at Send: the mail is taken, waits and says why, and is looked at before it
/// leaves.
#[test]
fn a_mail_waits_for_the_look_while_salesforce_cannot_be_reached() {
    let office = office(vec![("Lead", salesforce_org::ada())]);
    review(&office, &email());
    *office.acme.refusal.borrow_mut() = Some((503, json!([])));
    send(&office, &email()).unwrap();
    let OutboxState::Waiting {
        fault: Some(fault), ..
    } = office.state()
    else {
        panic!("{:?}", office.state())
    };
    assert_eq!(fault.code.as_str(), "journal.unchecked");
    assert_eq!(office.sent(), 0);

    *office.acme.people.borrow_mut() = vec![("Lead", ada_with(&json!({ "Email": CORRECTED })))];
    *office.acme.refusal.borrow_mut() = None;
    office.world.pass(Duration::from_secs(35));
    office.live_on();
    assert_eq!(failed(&office).fields[0].message, "change_address");
    assert_eq!(office.sent(), 0);
}

/// A look holds for two minutes, not longer.
#[test]
fn a_mail_that_waited_is_looked_at_again() {
    for what in ["IsDeleted", "HasOptedOutOfEmail"] {
        let office = office(vec![("Lead", salesforce_org::ada())]);
        office.google.refuse("bytes 0-", 503, "backendError");
        queue(&office, &email());
        assert_eq!(office.sent(), 0);
        *office.acme.people.borrow_mut() = vec![("Lead", ada_with(&json!({ what: true })))];
        office.world.pass(Duration::from_secs(100));
        office.live_on();
        let state = office.state();
        assert!(state.needs_rep(), "{what}: {state:?}");
        assert_eq!(office.sent(), 0, "{what}");
    }
}

/// What an earlier release kept has no look: there is one before it leaves.
#[test]
fn a_mail_of_an_earlier_release_is_looked_at() {
    let office = office(vec![("Lead", salesforce_org::ada())]);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(look(&worker, &email())).unwrap();
    let form = Form::SendEmail(email());
    let submit = worker.outbox.submit(intent(), jo(), ada(), form);
    life.run(submit).unwrap().unwrap();
    drop(life);
    let mut row: Value = serde_json::from_str(&office.row(&intent())).unwrap();
    let checked = &mut row["job"]["action"]["checked"];
    assert!(checked.is_object(), "looked at already");
    *checked = Value::Null;
    let mut life = Life::begin(&office.world);
    let id = intent();
    let key = format!("action/{id}");
    let put = office.world.put(Table::Outbox, &key, row.to_string());
    life.run(put).unwrap().unwrap();
    drop(life);
    *office.acme.people.borrow_mut() = Vec::new();
    office.world.pass(Duration::from_secs(10));
    office.live_on();
    assert_eq!(failed(&office).fields[0].message, "change_gone");
}

/// A person whose record is gone has the log where they are now: nothing is written on what was merged away.
#[test]
fn who_became_another_record_has_the_mail_in_that_ones_history() {
    for (what, fields, _, goes_to) in table() {
        let Some(address) = goes_to.filter(|_| ["merged", "converted"].contains(&what)) else {
            continue;
        };
        let now = match what {
            "merged" => id("00QAc0000000009"),
            _ => id(GRACE),
        };
        let office = office(vec![
            ("Lead", ada_with(&fields)),
            (
                "Lead",
                json!({ "Id": now, "Name": "Ada King", "Email": address, "IsDeleted": false }),
            ),
            (
                "Contact",
                json!({ "Id": now, "Name": "Ada Lovelace", "Email": address, "IsDeleted": false }),
            ),
        ]);
        let changes = send(&office, &email()).unwrap_err();
        let after = after_changes(&email(), &changes).unwrap();
        send(&office, &after).unwrap();
        let [item] = &office.outbox()[..] else {
            panic!("{what}")
        };
        assert_eq!(item.record.id, now, "{what}");
        assert_eq!(item.state, OutboxState::Done { warning: None }, "{what}");
        assert_eq!(office.logged.borrow()[0]["ToIds"], json!([now]), "{what}");
        assert_eq!(office.sent(), 1, "{what}");
    }
}
