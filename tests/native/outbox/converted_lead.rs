//! A lead that is converted while something waits to be written on it: that goes to its contact.

use crate::office::{Mailbox, Office, ada, call, mail, task};
use crate::world::{Life, Mishap, json as answer};
use msi_actions::actions::{Form, LogCall};
use msi_actions::base::RecordId;
use msi_actions::outbox::OutboxState;
use serde_json::{Value, json};
use std::time::Duration;

fn contact() -> RecordId {
    RecordId::parse("003Ac0000000001").unwrap()
}

/// Ada the lead has become a contact, which the org says or does not.
pub fn convert(office: &Office, says: bool) {
    office.refuses_lead.set(true);
    office.world.on_http(move |_, request| {
        let query = request.uri().query()?;
        let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
        if !soql.contains(" FROM Lead ") {
            return None;
        }
        assert!(soql.contains("IsConverted = true"), "{soql}");
        let rows = match says {
            true => vec![json!({ "Id": ada().id, "ConvertedContactId": contact() })],
            false => Vec::<Value>::new(),
        };
        Some(Ok(answer(200, json!({ "done": true, "records": rows }))))
    });
}

fn submit(office: &Office, form: Form) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form)).unwrap().unwrap();
    life.pass(Duration::from_secs(10)).unwrap();
}

fn assert_leads_to_the_contact(office: &Office) {
    let warning = office.warning();
    assert_eq!(warning.code.as_str(), "salesforce.logged_on_contact");
    assert_eq!(warning.fields[0].message, "note_open_contact");
    assert_eq!(warning.fields[0].value.as_deref(), Some(contact().as_str()));
}

#[test]
fn a_mail_to_a_converted_lead_is_on_its_contact() {
    let office = Office::open();
    convert(&office, true);
    submit(&office, mail());
    assert_eq!(office.logged.borrow()[0]["ToIds"], json!([contact()]));
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
    assert_leads_to_the_contact(&office);
}

#[test]
fn a_call_with_a_converted_lead_is_on_its_contact() {
    let office = Office::open();
    convert(&office, true);
    submit(&office, Form::LogCall(call()));
    let who: Vec<_> = office
        .tasks
        .all()
        .iter()
        .map(|task| task["WhoId"].clone())
        .collect();
    assert_eq!(who, [json!(contact()), json!(contact())]);
    assert_leads_to_the_contact(&office);
}

#[test]
fn where_the_org_names_no_contact_the_rep_is_told() {
    let office = Office::open();
    convert(&office, false);
    submit(&office, Form::LogCall(call()));
    assert!(office.tasks.all().is_empty());
    let OutboxState::Failed { fault } = office.state() else {
        panic!("{:?}", office.state())
    };
    assert_eq!(fault.code.as_str(), "salesforce.converted_lead");
}

/// Without a field that it could be found by, too.
#[test]
fn one_mishap_at_any_moment_of_it() {
    let forms = [
        mail(),
        Form::AddTask(task()),
        Form::LogCall(LogCall {
            follow_up: None,
            ..call()
        }),
    ];
    for form in forms {
        for mishap in Mishap::ALL {
            for at in 1.. {
                let office = Office::with(Mailbox::Gmail);
                convert(&office, true);
                office.world.doom(mishap, at);
                let _life = crate::outbox::crash_mail::submit(&office, form.clone());
                drop(_life);
                office.live_on();
                let happened = !office.world.doomed();
                office.world.pardon();
                let written = office.logged.borrow().len() + office.tasks.all().len();
                assert_eq!(written, 1, "{mishap:?} at {at}: {:?}", office.outbox());
                if !happened {
                    break;
                }
            }
        }
    }
}
