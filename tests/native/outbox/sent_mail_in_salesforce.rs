//! A sent mail in Salesforce: as EmailMessage, as Task, found again, refused in part.

use msi_actions::base::{
    Day, IntentId, Millis, ObjectType, OrgHost, Recipient, RecordId, RecordRef,
};
use msi_actions::outbox::effects::activity::{
    LogAs, LogOutcome, LoggedEmail, find_logged, log_email, log_outcome,
};
use msi_actions::salesforce::{CompositeReply, INTENT_FIELD, Schema};
use serde_json::{Value, json};

const LEAD: &str = "00Q5w000029KTYHEA4";
const CONTACT: &str = "0035w000029KTYHAA4";
const OPPORTUNITY: &str = "0065w000029KTYHAA4";
const USER: &str = "0055w000029KTYHAA4";

fn id(text: &str) -> RecordId {
    RecordId::parse(&text.chars().take(15).collect::<String>()).unwrap()
}

fn person(address: &str, record: Option<&str>) -> Recipient {
    Recipient {
        address: address.into(),
        name: None,
        record: record.map(id),
        ..Recipient::default()
    }
}

fn mail(object: ObjectType, record: &str, to: Vec<Recipient>) -> LoggedEmail {
    LoggedEmail {
        intent: IntentId::new([7; 16]),
        record: RecordRef {
            org: OrgHost::parse("acme.my.salesforce.com").unwrap(),
            object,
            id: id(record),
        },
        user: id(USER),
        from: "jo@acme.example".into(),
        from_name: Some("Jo Devries".into()),
        to,
        cc: vec![person("boss@example.com", None)],
        bcc: Vec::new(),
        subject: "Hello".into(),
        html: "<p>Hello &amp; welcome</p>".into(),
        text: "Hello & welcome".into(),
        about: None,
        task_subject: "Email: Hello".into(),
        template: None,
        closes: None,
        run: None,
        sent_at: Millis(1_795_337_905_000),
        sent_on: Day::parse("2026-11-22").unwrap(),
    }
}

/// The org's schema: with Enhanced Email or without, with our field or without.
fn schema(enhanced_email: bool, intent_field: bool) -> Schema {
    let describe = |names: &[&str]| {
        let field = |name: &str| {
            let length = if name == "HtmlBody" { 10 } else { 0 };
            json!({ "name": name, "createable": true, "length": length,
                    "externalId": name == INTENT_FIELD })
        };
        let ours = intent_field.then_some(&INTENT_FIELD);
        let fields: Vec<Value> = names.iter().chain(ours).map(|name| field(name)).collect();
        json!({ "createable": true, "fields": fields })
    };
    let email = describe(&[
        "Status",
        "Incoming",
        "MessageDate",
        "Subject",
        "HtmlBody",
        "TextBody",
        "FromAddress",
        "FromName",
        "ToIds",
        "ToAddress",
        "CcIds",
        "CcAddress",
        "BccIds",
        "BccAddress",
        "RelatedToId",
        "MessageIdentifier",
    ]);
    let task = describe(&[
        "Subject",
        "TaskSubtype",
        "Status",
        "ActivityDate",
        "OwnerId",
        "WhoId",
        "WhatId",
        "Description",
        "CallObject",
    ]);
    let status = if enhanced_email { 200 } else { 404 };
    let email = if enhanced_email {
        email
    } else {
        json!([{ "errorCode": "NOT_FOUND", "message": "no such resource" }])
    };
    let reply: CompositeReply = serde_json::from_value(json!({ "compositeResponse": [
        { "referenceId": "task", "httpStatusCode": 200, "body": task },
        { "referenceId": "email", "httpStatusCode": status, "body": email },
    ] }))
    .unwrap();
    Schema::read(&reply).unwrap()
}

fn steps(mail: &LoggedEmail, schema: &Schema) -> Vec<Value> {
    let (composite, _) = log_email(mail, schema, LogAs::Message);
    let composite = serde_json::to_value(composite).unwrap();
    assert_eq!(composite["all_or_none"], false);
    composite["steps"].as_array().unwrap().clone()
}

#[test]
fn a_mail_to_a_lead_is_a_message_with_its_recipients() {
    let to = vec![
        person("ada@analytical.example", Some(LEAD)),
        person("other@example.com", None),
    ];
    let steps = steps(&mail(ObjectType::Lead, LEAD, to), &schema(true, false));
    assert_eq!(
        steps,
        [
            json!({ "reference": "activity", "method": "POST", "path": "sobjects/EmailMessage",
                "body": {
                    "Status": "3", "Incoming": false, "MessageDate": "2026-11-22T08:58:25.000Z",
                    "Subject": "Hello", "HtmlBody": "<p>Hello ", "TextBody": "Hello & welcome",
                    "FromAddress": "jo@acme.example", "FromName": "Jo Devries",
                    "ToIds": [LEAD], "ToAddress": "other@example.com",
                    "CcAddress": "boss@example.com",
                    "MessageIdentifier": "<07070707-0707-4707-8707-070707070707@msi-actions>",
                } }),
            json!({ "reference": "sender", "method": "POST",
                "path": "sobjects/EmailMessageRelation",
                "body": {
                    "EmailMessageId": "@{activity.id}", "RelationId": USER,
                    "RelationType": "FromAddress", "RelationAddress": "jo@acme.example",
                } }),
        ]
    );
}

proptest::proptest! {
    #[test]
    fn nothing_that_was_written_is_a_reference(
        parts in proptest::collection::vec("[@{}a-c. ]{0,6}", 8), message: bool, ours: bool
    ) {
        let to = vec![person("ada@analytical.example", Some(LEAD)), person(&parts[0], None)];
        let mut mail = mail(ObjectType::Lead, LEAD, to);
        mail.from = parts[1].clone();
        mail.from_name = Some(parts[2].clone());
        mail.cc = vec![person(&parts[3], None)];
        mail.bcc = vec![person(&parts[4], None)];
        mail.subject = parts[5].clone();
        mail.html = parts[6].clone();
        mail.text = parts[7].clone();
        for step in steps(&mail, &schema(message, ours)) {
            let sent = step.to_string().replace("\"@{activity.id}\"", "");
            proptest::prop_assert!(!sent.contains("@{"), "{sent}");
        }
    }
}

#[test]
fn our_own_field_makes_it_an_upsert() {
    let to = vec![person("ada@analytical.example", Some(LEAD))];
    let mail = mail(ObjectType::Lead, LEAD, to);
    for (enhanced_email, object) in [(true, "EmailMessage"), (false, "Task")] {
        let step = &steps(&mail, &schema(enhanced_email, true))[0];
        let path = format!("sobjects/{object}/{INTENT_FIELD}/{}", mail.intent);
        assert_eq!(
            (&step["method"], &step["path"]),
            (&json!("PATCH"), &json!(path))
        );
        assert_eq!(step["body"]["MessageIdentifier"], Value::Null);
        assert_eq!(step["body"]["CallObject"], Value::Null);
    }
}

#[test]
fn a_lead_is_no_relation_of_a_message_about_something_else() {
    let to = vec![
        person("grace@navysystems.example", Some(CONTACT)),
        person("ada@analytical.example", Some(LEAD)),
    ];
    let mail = mail(ObjectType::Opportunity, OPPORTUNITY, to);
    let message = &steps(&mail, &schema(true, false))[0]["body"];
    assert_eq!(message["RelatedToId"], OPPORTUNITY);
    assert_eq!(message["ToIds"], json!([CONTACT]));
    assert_eq!(message["ToAddress"], "ada@analytical.example");
    let task = &steps(&mail, &schema(false, false))[0]["body"];
    assert_eq!(
        (&task["WhoId"], &task["WhatId"]),
        (&json!(CONTACT), &json!(OPPORTUNITY))
    );
}

#[test]
fn a_mail_to_a_contact_is_about_the_chosen_opportunity() {
    let to = vec![person("grace@navysystems.example", Some(CONTACT))];
    let mut mail = mail(ObjectType::Contact, CONTACT, to);
    let related = |mail: &LoggedEmail| {
        let message = &steps(mail, &schema(true, false))[0]["body"];
        let task = &steps(mail, &schema(false, false))[0]["body"];
        assert_eq!(
            (&message["ToIds"], &task["WhoId"]),
            (&json!([CONTACT]), &json!(CONTACT))
        );
        (message["RelatedToId"].clone(), task["WhatId"].clone())
    };
    assert_eq!(related(&mail), (Value::Null, Value::Null));
    mail.about = Some(id(OPPORTUNITY));
    assert_eq!(related(&mail), (json!(OPPORTUNITY), json!(OPPORTUNITY)));
}

#[test]
fn without_enhanced_email_it_is_a_task() {
    let to = vec![person("ada@analytical.example", Some(LEAD))];
    let steps = steps(&mail(ObjectType::Lead, LEAD, to), &schema(false, false));
    assert_eq!(
        steps,
        [
            json!({ "reference": "activity", "method": "POST", "path": "sobjects/Task",
            "body": {
                "Subject": "Email: Hello", "TaskSubtype": "Email", "Status": "Completed",
                "ActivityDate": "2026-11-22", "OwnerId": USER, "WhoId": LEAD,
                "Description": "To: ada@analytical.example\nCC: boss@example.com\nBCC: \n\n\
                                Subject: Hello\nBody:\nHello & welcome",
                "CallObject": "<07070707-0707-4707-8707-070707070707@msi-actions>",
            } })
        ]
    );
}

#[test]
fn a_mail_to_nobody_that_salesforce_knows_is_still_on_the_record() {
    let to = vec![person("new@example.com", None)];
    let steps = steps(
        &mail(ObjectType::Contact, CONTACT, to),
        &schema(true, false),
    );
    assert_eq!(steps[0]["path"], "sobjects/Task");
    assert_eq!(steps[0]["body"]["WhoId"], CONTACT);
}

#[test]
fn it_is_found_by_what_it_carries() {
    let to = vec![person("ada@analytical.example", Some(LEAD))];
    let mail = mail(ObjectType::Lead, LEAD, to);
    let found = |enhanced_email, intent_field| {
        find_logged(&mail, &schema(enhanced_email, intent_field), LogAs::Message).unwrap()
    };
    let id = "07070707-0707-4707-8707-070707070707";
    for (soql, object, condition) in [
        (
            found(true, true),
            "EmailMessage",
            format!("{INTENT_FIELD} = '{id}'"),
        ),
        (
            found(true, false),
            "EmailMessage",
            format!("MessageIdentifier = '<{id}@msi-actions>'"),
        ),
        (
            found(false, true),
            "Task",
            format!("{INTENT_FIELD} = '{id}'"),
        ),
        (
            found(false, false),
            "Task",
            format!("CallObject = '<{id}@msi-actions>'"),
        ),
    ] {
        assert_eq!(
            soql,
            format!("SELECT Id FROM {object} WHERE {condition} LIMIT 1")
        );
    }
    assert_eq!(find_logged(&mail, &Schema::default(), LogAs::Message), None);
}

#[test]
fn what_is_refused_beside_the_message_is_a_warning_save_for_the_right_to_name_the_sender() {
    const NO_RIGHT: &str = "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY";
    let reply = |activity: Value, status: u16, sender: &str| -> CompositeReply {
        let refused = json!([{ "errorCode": sender, "message": "refused" }]);
        serde_json::from_value(json!({ "compositeResponse": [
            { "referenceId": "activity", "httpStatusCode": status, "body": activity },
            { "referenceId": "sender", "httpStatusCode": 403, "body": refused },
        ] }))
        .unwrap()
    };
    let saved = json!({ "id": "02s", "success": true, "errors": [] });
    let refused = reply(saved.clone(), 201, "FIELD_CUSTOM_VALIDATION_EXCEPTION");
    let logged = log_outcome(&refused, None);
    assert!(
        matches!(logged, LogOutcome::Logged { id, warning: Some(warning) }
        if id == "02s" && warning.code.as_str() == "salesforce.logged_in_part")
    );
    let logged = log_outcome(&reply(saved, 201, NO_RIGHT), None);
    assert!(matches!(logged, LogOutcome::Logged { warning: None, .. }));

    let rule = json!([{ "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "No" }]);
    let refused = log_outcome(&reply(rule, 400, NO_RIGHT), None);
    assert!(matches!(refused, LogOutcome::Refused(error) if error.cause().is_some()));
}
