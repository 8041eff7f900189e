//! What a rep's day costs of the org's API calls: eight hours, 60 records, 40 mails, 20 calls, 10 tasks; by the clock.
//! The rep stays a while on each record after writing, and the panel asks for it again.

use crate::feed::{Browser, quiet};
use crate::office;
use crate::support::salesforce_org;
use crate::support::worker::{Asked, lightning, mail, panel, popup_today, taken};
use msi_actions::actions::{AddTask, Form, LogCall, SendEmail};
use msi_actions::base::{IntentId, ObjectType, RecordId, RecordRef};
use msi_actions::protocol::{GetDiagnostics, GetFeed, GetPopup, GetRecord, Look, Sender, Submit};
use msi_actions::salesforce::Purpose;
use serde_json::{Value, json};

const RECORDS: u32 = 60;
/// Minutes for a record: 60 of them are eight hours.
const FOR_EACH: u32 = 8;

fn lead(n: u32) -> RecordRef {
    RecordRef {
        org: salesforce_org::org(),
        object: ObjectType::Lead,
        id: RecordId::parse(&format!("00QAc00000005{n:02}")).unwrap(),
    }
}

fn address(n: u32) -> String {
    format!("lead{n}@example.com")
}

/// What the rep does at the record: a mail at two of three, a call at the third, at each sixth a task, too.
fn forms(n: u32) -> Vec<Form> {
    let id = lead(n).id;
    let mut forms = Vec::new();
    if n % 3 == 2 {
        forms.push(Form::LogCall(LogCall {
            who: Some(id.clone()),
            on: today(),
            follow_up: None,
            ..office::call()
        }));
    } else {
        let Form::SendEmail(mut form) = mail() else {
            panic!("a mail")
        };
        for to in &mut form.to {
            (to.address, to.record) = (address(n), Some(id.clone()));
        }
        forms.push(Form::SendEmail(SendEmail { ..form }));
    }
    if n % 6 == 3 {
        forms.push(Form::AddTask(AddTask {
            who: Some(id),
            due: Some(today()),
            ..office::task()
        }));
    }
    forms
}

fn today() -> msi_actions::base::Day {
    office::today()
}

fn day(browser: &mut Browser) -> (Vec<(Purpose, u32)>, [usize; 3]) {
    let mut done = [0; 3];
    browser.minutes(RECORDS * FOR_EACH, |minute, asked: &mut Asked| {
        let (n, at) = (minute / FOR_EACH, minute % FOR_EACH);
        let url = lightning(lead(n).id.as_str());
        match at {
            0 => {
                let page = crate::support::worker::page(&url);
                asked.ask(page, Look { seen: true }).unwrap();
                let shown = GetRecord { refresh: false };
                asked.ask(panel(&url), shown).unwrap();
            }
            6 => {
                for (nth, form) in forms(n).into_iter().enumerate() {
                    let kind = match &form {
                        Form::SendEmail(_) => 0,
                        Form::LogCall(_) => 1,
                        _ => 2,
                    };
                    if let Some(of_kind) = done.get_mut(kind) {
                        *of_kind += 1;
                    }
                    let mut intent = [0; 16];
                    intent[..3].copy_from_slice(&[1, u8::try_from(n).unwrap(), nth as u8]);
                    let submit = Submit {
                        intent: IntentId::new(intent),
                        record: lead(n),
                        form,
                        sure: Vec::new(),
                    };
                    taken(asked.ask(panel(&url), submit).unwrap()).unwrap();
                }
            }
            // What was written changed the record: its panel asks, as at each change.
            7 => {
                let shown = GetRecord { refresh: false };
                asked.ask(panel(&url), shown).unwrap();
            }
            _ => {}
        }
        // Now and then a look at the popup.
        if minute % 120 == 50 {
            asked.ask(Sender::Popup, GetPopup {}).unwrap();
            popup_today(asked, false);
            let feed = GetFeed { refresh: false };
            asked.ask(Sender::Popup, feed).unwrap();
        }
    });
    let view = browser.asked.ask(Sender::App, GetDiagnostics {}).unwrap();
    let counts = view.calls.into_iter().flat_map(|(_, counts)| counts);
    let counts = counts.map(|count| (count.purpose, count.today)).collect();
    (counts, done)
}

#[test]
fn a_working_day_costs_at_most_200_calls() {
    let (asked, acme) = quiet();
    let rows = (0..RECORDS).map(|n| {
        let mut row = salesforce_org::ada();
        row["Id"] = json!(lead(n).id.as_str());
        row["Email"] = json!(address(n));
        ("Lead", row)
    });
    *acme.people.borrow_mut() = rows.collect();
    let logged: Value = json!({ "id": "00TAc0000000099MAA", "success": true, "errors": [] });
    acme.step("POST /services/data/v67.0/sobjects/Task", 201, logged);
    let mut browser = Browser { asked, acme };
    let (counts, done) = day(&mut browser);
    println!("{:?}", browser.acme.asked.borrow());
    let total: u32 = counts.iter().map(|(_, calls)| calls).sum();
    println!("calls of Salesforce for a working day: {total}: {counts:?}");
    assert_eq!(done, [40, 20, 10], "mails, calls, tasks");
    let of = |purpose| {
        let found = counts.iter().find(|(of, _)| *of == purpose);
        found.map_or(0, |(_, calls)| *calls)
    };
    assert_eq!(of(Purpose::Check), 40, "one look before each mail");
    assert_eq!(of(Purpose::Log), 70, "one for each that is written");
    assert!(total <= 200, "{total}: {counts:?}");
}
