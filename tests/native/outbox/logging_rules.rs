//! How mails and calls are logged as the administrator has it: their subject, their type, Marketo Sales' own fields.

use crate::office::{Office, call, email, task};
use crate::tasks;
use crate::world::Life;
use msi_actions::actions::{Form, LogCall, SendEmail};
use serde_json::{Value, json};
use std::time::Duration;

/// Marketo Sales' fifteen fields on activities ("Logging Sales Activity Attributes to Salesforce").
const MARKETO: [&str; 15] = [
    "mktosales_call_outcome__c",
    "mktosales_call_reason__c",
    "MSE_Call_Local_Presence_ID__c",
    "MSE_Call_Recording__c",
    "MSE_Campaign__c",
    "MSE_Current_Campaign_Step__c",
    "MSE_Campaign_Details_Link__c",
    "MSE_Presentation_Viewed__c",
    "MSE_Clicked__c",
    "MSE_Replied__c",
    "MSE_Viewed__c",
    "MSE_Email_Status__c",
    "MSE_Template__c",
    "MSE_Template_Details__c",
    "MSE_Details__c",
];

/// An org whose mails are Tasks, with these fields beside the usual ones.
fn office(fields: &[&str]) -> Office {
    let office = Office::open();
    let refused = json!([{ "errorCode": "NOT_FOUND", "message": "no" }]);
    office.acme.step("EmailMessage/describe", 404, refused);
    let all: Vec<&str> = tasks::FIELDS.iter().chain(fields).copied().collect();
    tasks::describe(&office.acme, &all);
    office
}

fn logged(office: &Office, form: Form) -> Value {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form)).unwrap().unwrap();
    life.pass(Duration::from_secs(20)).unwrap();
    office.tasks.all()[0].clone()
}

fn made() -> Form {
    Form::LogCall(LogCall {
        outcome: "Answered".into(),
        reason: "Renewal".into(),
        subject: "Call with Ada".into(),
        ..call()
    })
}

fn mail() -> Form {
    Form::SendEmail(SendEmail {
        template: Some("First touch".into()),
        ..email()
    })
}

#[test]
fn the_subject_of_mails_and_calls_is_the_administrators() {
    let pattern = "{{activity_type}} · {{activity_subject}} ({{call_outcome}}, {{call_reason}})";
    let subject = |form: Form| {
        let office = office(&[]);
        let policy = json!({ "activitySubject": pattern });
        office.world.set_policy(&policy);
        logged(&office, form)["Subject"].clone()
    };
    assert_eq!(subject(made()), "Call · Call with Ada (Answered, Renewal)");
    assert_eq!(subject(Form::SendEmail(email())), "Email · Engines");
    assert_eq!(
        subject(Form::AddTask(task())),
        "Send the quote",
        "as it was written"
    );
    let plain = |form: Form| logged(&office(&[]), form)["Subject"].clone();
    assert_eq!(plain(made()), "Call with Ada");
    assert_eq!(plain(mail()), "Email: Engines");
}

#[test]
fn a_subject_that_is_too_long_is_cut_at_the_org_s_limit_with_a_notice() {
    let office = office(&[]);
    let long = format!("{{{{activity_subject}}}} {}", "x".repeat(200));
    office.world.set_policy(&json!({ "activitySubject": long }));
    let subject = logged(
        &office,
        Form::LogCall(LogCall {
            subject: "y".repeat(200),
            ..call()
        }),
    )["Subject"]
        .clone();
    assert_eq!(subject.as_str().unwrap().chars().count(), 255);
    assert_eq!(office.warning().code.as_str(), "salesforce.shortened");
}

#[test]
fn the_type_is_written_where_the_picklist_has_it() {
    for (form, kind) in [(made(), "Call"), (mail(), "Email")] {
        let with = logged(&office(&["Type"]), form.clone());
        assert_eq!(with["Type"], kind);
        assert_eq!(logged(&office(&[]), form).get("Type"), None);
    }
    assert_eq!(
        logged(&office(&["Type"]), Form::AddTask(task())).get("Type"),
        None
    );
}

/// What is not known is not written: nothing here records, tracks or lends numbers.
#[test]
fn marketo_sales_fields_are_written_where_the_rep_may_and_something_is_known() {
    let values = |form: Form, fields: &[&str]| -> Vec<(String, Value)> {
        let office = office(fields);
        let row = logged(&office, form);
        let own = MARKETO.iter().filter_map(|name| {
            let value = row.get(name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        own.collect()
    };
    let of_call = [
        ("mktosales_call_outcome__c".to_owned(), json!("Answered")),
        ("mktosales_call_reason__c".to_owned(), json!("Renewal")),
    ];
    let of_mail = [
        ("MSE_Email_Status__c".to_owned(), json!("sent")),
        ("MSE_Template__c".to_owned(), json!("First touch")),
    ];
    assert_eq!(values(made(), &MARKETO), of_call);
    assert_eq!(values(mail(), &MARKETO), of_mail);
    for (form, all) in [(made(), of_call), (mail(), of_mail)] {
        assert_eq!(values(form.clone(), &[]), []);
        for own in &all {
            assert_eq!(
                values(form.clone(), &[&own.0]),
                std::slice::from_ref(own),
                "each by itself"
            );
        }
    }
}
