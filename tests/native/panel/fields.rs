//! Fields of mails: filled from Salesforce before anything is queued, or the mail stays where it is.

use crate::support::salesforce_org::Acme;
use crate::support::worker::{
    ADA, Asked, ada, lightning, mail, panel, set_up, set_up_with_gmail, taken,
};
use mail_parser::MessageParser;
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{Fault, IntentId, Recipient};
use msi_actions::ports::Random;
use msi_actions::protocol::{FillMail, ListFields, SaveSignature, Sender, Submit, Submitted};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";

/// What Salesforce has of Ada and of Jo, and the fields that Jo may read.
pub fn knows(acme: &Rc<Acme>) {
    let field = |(name, kind): &(&str, &str)| json!({ "name": name, "type": kind, "createable": true, "length": 80 });
    let described = |fields: &[(&str, &str)]| {
        let fields: Vec<Value> = fields.iter().map(field).collect();
        json!({ "createable": true, "fields": fields })
    };
    let lead = described(&[
        ("FirstName", "string"),
        ("LastName", "string"),
        ("Title", "string"),
        ("Company", "string"),
        ("Email", "email"),
        ("OwnerId", "reference"),
        ("AnnualRevenue", "currency"),
        ("CurrencyIsoCode", "picklist"),
        ("ConvertedDate", "date"),
        ("Notes__c", "string"),
        ("Address", "address"),
    ]);
    acme.step("Lead/describe", 200, lead);
    let logged = json!({ "id": "00TAc0000000001MAA", "success": true, "errors": [] });
    acme.step("sobjects/Task", 201, logged);
    let user = described(&[("Name", "string"), ("Title", "string")]);
    acme.step("User/describe", 200, user);
    acme.rows(
        "FROM Organization",
        json!([{ "DefaultLocaleSidKey": "de_DE" }]),
    );
    acme.rows(
        "FROM Lead WHERE Id = ",
        json!([{
            "Id": ADA,
            "FirstName": "Ada", "LastName": "Lovelace", "Title": null, "Company": "Analytical Engines, Inc.",
            "Email": "ada@analytical.example", "AnnualRevenue": 12500.5, "CurrencyIsoCode": "EUR",
            "ConvertedDate": "2026-12-31", "Notes__c": "a {{ b", "Owner": { "Name": "Jo Devries" },
        }]),
    );
    acme.rows(
        "FROM User WHERE Id = ",
        json!([{ "Id": crate::acme::JO, "Name": "Jo Devries", "Title": "Account Executive" }]),
    );
}

pub fn written(subject: &str, html: &str) -> SendEmail {
    let Form::SendEmail(mail) = mail() else {
        panic!("no mail")
    };
    SendEmail {
        subject: subject.into(),
        html: html.into(),
        ..mail
    }
}

pub fn submit(asked: &mut Asked, mail: SendEmail) -> Result<Submitted, Fault> {
    let submit = Submit {
        intent: IntentId::new(asked.world.bytes()),
        record: ada(),
        form: Form::SendEmail(mail),
        sure: Vec::new(),
    };
    asked.ask(panel(&lightning(ADA)), submit)
}

/// The faults of a mail that stays: field, message, place.
fn faults(asked: &mut Asked, mail: SendEmail) -> Vec<(String, String, String)> {
    let fault = submit(asked, mail).unwrap_err();
    assert_eq!(fault.code.as_str(), "journal.incomplete");
    let line = |fault: msi_actions::base::FieldFault| {
        let value = fault.value.unwrap_or_default();
        (fault.field.into_owned(), fault.message.into_owned(), value)
    };
    fault.fields.into_iter().map(line).collect()
}

#[test]
fn a_mail_is_filled_before_it_is_queued() {
    let (mut asked, acme, google) = set_up_with_gmail();
    knows(&acme);
    let signature = SaveSignature {
        html: "<b>Jo</b>".into(),
    };
    asked.ask(Sender::App, signature).unwrap();
    let mail = written(
        "For {{company_friendly}}",
        "<p>Dear {{first_name}} {!Lead.LastName}, {{title | default: \"colleague\"}}: {{sfdc_lead_annual_revenue}} by \
         {{sfdc_lead_converteddate}}, {{sfdc_owner_name}}, {{my_title}}</p>{{my_signature}}",
    );
    let item = taken(submit(&mut asked, mail).unwrap()).unwrap();
    assert_eq!(item.subject, "For Analytical Engines");
    asked.life.pass(Duration::from_secs(30)).unwrap();
    let sent = google.sent.borrow();
    let parsed = MessageParser::default().parse(sent[0].as_bytes()).unwrap();
    assert_eq!(
        parsed.body_html(0).unwrap().trim(),
        "<p>Dear Ada Lovelace, colleague: 12.500,50\u{a0}€ by 31.12.2026, Jo Devries, Account Executive</p><b>Jo</b>"
    );
    assert!(
        parsed
            .body_text(0)
            .unwrap()
            .starts_with("Dear Ada Lovelace, colleague")
    );
}

#[test]
fn what_is_not_filled_is_named_with_its_place_and_nothing_leaves() {
    let (mut asked, acme, google) = set_up_with_gmail();
    knows(&acme);
    for (html, message, place) in [
        ("<p>Hi</p><p>Dear {{title}},</p>", "empty", "Dear {{title}}"),
        (
            "<p>{{favourite_colour}}</p>",
            "unknown",
            "{{favourite_colour}}",
        ),
        (
            "<p>{{sfdc_lead_secret__c}}</p>",
            "unknown",
            "{{sfdc_lead_secret__c}}",
        ),
        (
            "<p>{{sfdc_lead_address}}</p>",
            "unknown",
            "{{sfdc_lead_address}}",
        ),
        (
            "<p>{!Contact.FirstName}</p>",
            "empty",
            "{!Contact.FirstName}",
        ),
        (
            "<p>{{sfdc_opportunity_name}}</p>",
            "empty",
            "{{sfdc_opportunity_name}}",
        ),
        ("<p>A: {{! why now }}</p>", "prompt", "A: {{! why now }}"),
        ("<p>{{#if x}}</p>", "not_understood", "{{#if x}}"),
        ("<p>{{first_name</p>", "not_closed", "{{"),
        ("<p>{{first_<b>name</b>}}</p>", "split", "{{first_name}}"),
        (
            "<p>{{sfdc_lead_notes__c}}</p>",
            "braces",
            "{{sfdc_lead_notes__c}}",
        ),
        (
            "<a href='{{first_name}}'>x</a>",
            "no_link",
            "<a href='{{first_name}}",
        ),
    ] {
        let message = if message == "empty" && html.contains("Contact.FirstName") {
            // Ours by name: first_name, whoever it is of.
            continue;
        } else {
            format!("field_unfilled_{message}")
        };
        let expected = [("html".to_owned(), message, place.to_owned())];
        assert_eq!(
            faults(&mut asked, written("Hello", html)),
            expected,
            "{html}"
        );
    }
    let both = faults(&mut asked, written("{{title}} {{x}}", "<p>{{x}}</p>"));
    let places = both
        .iter()
        .map(|(field, _, at)| (field.as_str(), at.as_str()));
    assert_eq!(
        places.collect::<Vec<_>>(),
        [("subject", "{{title}}"), ("html", "{{x}}")]
    );
    asked.life.pass(Duration::from_secs(60)).unwrap();
    assert_eq!(google.sent.borrow().len(), 0);
}

#[test]
fn the_values_of_a_form_cost_one_call_and_one_more_a_day() {
    let (mut asked, acme) = set_up();
    knows(&acme);
    let fill = |asked: &mut Asked, html: &str| {
        let before = acme.count(COMPOSITE);
        let (record, mail) = (ada(), written("{{first_name}}", html));
        let filled = asked.ask(panel(&lightning(ADA)), FillMail { record, mail });
        (filled.unwrap(), acme.count(COMPOSITE) - before)
    };
    let (filled, calls) = fill(&mut asked, "<p>{{title}} {{last_name}} {{my_name}}</p>");
    assert_eq!(filled.subject, "Ada");
    assert_eq!(
        filled.html,
        "<p><span style=\"background-color: #ffe08a\">{{title}}</span> Lovelace Jo Devries</p>"
    );
    assert_eq!(filled.unfilled, ["title"]);
    assert_eq!(calls, 2, "the types of the day, and the values");
    assert_eq!(fill(&mut asked, "<p>{{my_name}} {{title}}</p>").1, 0);
    assert_eq!(fill(&mut asked, "<p>{{company}}</p>").1, 1, "a new field");
    assert_eq!(fill(&mut asked, "<p>none</p>").1, 0);
    asked.life.pass(Duration::from_secs(6 * 60)).unwrap();
    assert_eq!(
        fill(&mut asked, "<p>{{company}}</p>").1,
        1,
        "what is old is asked for again"
    );
    // A field that was there this morning is not there any more.
    asked.life.pass(Duration::from_secs(6 * 60)).unwrap();
    let gone = json!([{ "errorCode": "INVALID_FIELD", "message": "No such column 'Company' on entity 'Lead'." }]);
    acme.step("FROM Lead WHERE Id = ", 400, gone);
    let (record, mail) = (ada(), written("{{company}}", ""));
    let refused = asked.ask(panel(&lightning(ADA)), FillMail { record, mail });
    assert_eq!(refused.unwrap_err().code.as_str(), "salesforce.not_there");
}

#[test]
fn the_fields_are_listed_with_their_values() {
    let (mut asked, acme) = set_up();
    knows(&acme);
    let (record, mail) = (ada(), written("", ""));
    let listed = asked.ask(panel(&lightning(ADA)), ListFields { record, mail });
    let listed = listed.unwrap();
    let value = |name: &str| {
        let found = listed.iter().find(|field| field.name == name);
        found.map(|field| field.value.clone())
    };
    assert_eq!(value("first_name").as_deref(), Some("Ada"));
    assert_eq!(value("title").as_deref(), Some(""), "empty for this person");
    assert_eq!(
        value("company_friendly").as_deref(),
        Some("Analytical Engines")
    );
    assert_eq!(value("my_name").as_deref(), Some("Jo Devries"));
    assert_eq!(value("work_website"), None, "a field that Jo may not read");
}

#[test]
fn without_salesforce_a_mail_with_fields_waits_in_its_form() {
    let (mut asked, acme, google) = set_up_with_gmail();
    knows(&acme);
    let down = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "down" }]);
    *acme.refusal.borrow_mut() = Some((503, down));
    let refused = submit(&mut asked, written("Hi", "<p>{{first_name}}</p>"));
    assert_ne!(refused.unwrap_err().code.as_str(), "journal.incomplete");
    asked.life.pass(Duration::from_secs(60)).unwrap();
    assert_eq!(google.sent.borrow().len(), 0);
}

/// Pieces that templates are put together from.
const PIECES: [&str; 34] = [
    "{",
    "{{",
    "{{{",
    "}",
    "}}",
    "{!",
    "!",
    "{{first_name}}",
    "{{title}}",
    "{{ company | default: \"{\" }}",
    "{{title | default: ''}}",
    "{{sfdc_lead_notes__c}}",
    "{{! prompt }}",
    "{!Lead.FirstName}",
    "{{{Recipient.LastName}}}",
    "{{#if a}}",
    "{{my_name}}",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<a href=\"{{first_name}}\">",
    "<a href='https://x.example/{{last_name}}'>",
    "<i title={{title}}>",
    "<!-- {{x}} -->",
    "<!--",
    "&lcub;",
    "&#123;",
    "&#x7B;&excl;",
    "\u{200b}",
    "&shy;",
    " ",
    "Grüße 🦀",
    "first_name",
];

#[test]
fn of_a_thousand_fuzzed_templates_no_field_leaves() {
    let (mut asked, acme, google) = set_up_with_gmail();
    knows(&acme);
    let seed = 20_261_129_u64;
    let mut state = seed;
    // Knuth's linear congruential generator: the same templates in every run.
    let mut draw = |most: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % most
    };
    let (mut queued, mut refused) = (0, 0);
    for n in 0..1000 {
        let mut text = |most: usize| {
            let count = draw(most);
            (0..count)
                .map(|_| PIECES[draw(PIECES.len())])
                .collect::<String>()
        };
        let subject = format!("{n} {}", text(3));
        let html = format!("<p>Hello</p>{}", text(9));
        let to = Recipient {
            address: "ada@analytical.example".into(),
            record: Some(ada().id),
            ..Recipient::default()
        };
        let mail = SendEmail {
            to: vec![to],
            ..written(&subject, &html)
        };
        match submit(&mut asked, mail) {
            Ok(Submitted::Taken(_)) => queued += 1,
            Ok(other) => panic!("{other:?}"),
            Err(fault) => {
                assert!(!fault.fields.is_empty(), "{fault:?}");
                refused += 1;
            }
        }
    }
    for _ in 0..40 {
        let rang = asked.life.pass(Duration::from_secs(60)).unwrap();
        for alarm in rang {
            asked.worker.alarm(&alarm);
        }
    }
    println!("seed {seed}: {queued} sent, {refused} refused");
    let sent = google.sent.borrow();
    assert_eq!(sent.len(), queued);
    assert!(queued > 100 && refused > 100, "{queued} {refused}");
    for mime in sent.iter() {
        let parsed = MessageParser::default().parse(mime.as_bytes()).unwrap();
        let subject = parsed.subject().unwrap_or_default();
        let html = parsed.body_html(0).unwrap_or_default();
        let text = parsed.body_text(0).unwrap_or_default();
        for part in [
            subject,
            &html,
            &text,
            &msi_actions::mailbox::plain_text(&html),
        ] {
            assert!(!part.contains("{{") && !part.contains("{!"), "{part}");
        }
    }
}

#[test]
fn a_mail_for_each_is_filled_with_what_is_of_each_in_one_call() {
    use msi_actions::actions::{OneEach, Personal};
    let (mut asked, acme, google) = set_up_with_gmail();
    knows(&acme);
    acme.rows("FROM Task WHERE WhoId IN", json!([]));
    const BOB: &str = "00QAc0000000002";
    let bob = Recipient {
        address: "bob@x.example".into(),
        name: Some("Bob Boole".into()),
        record: Some(msi_actions::base::RecordId::parse(BOB).unwrap()),
        ..Recipient::default()
    };
    let mut people = acme.people.borrow().clone();
    let mut row = crate::acme::ada();
    row["Id"] = bob.record.clone().unwrap().to_string().into();
    row["Email"] = "bob@x.example".into();
    row["Name"] = "Bob Boole".into();
    people.push(("Lead", row));
    *acme.people.borrow_mut() = people;
    // A query of several people's own fields; the check before a mail asks for other ones.
    acme.rows(
        "Title FROM Lead WHERE Id IN",
        json!([
            { "Id": ADA, "FirstName": "Ada", "Title": "Countess" },
            { "Id": BOB, "FirstName": "Bob", "Title": null },
        ]),
    );
    let mut form = written("For {{first_name}}", "<p>Dear {{first_name}} {{title}}</p>");
    form.to.push(bob.clone());
    form.each = Some(OneEach::default());
    let missing = faults(&mut asked, form.clone());
    let expected = (
        "html",
        "field_unfilled_empty",
        "Bob Boole: Dear Bob {{title}}",
    );
    let read: Vec<_> = missing
        .iter()
        .map(|(field, message, value)| (field.as_str(), message.as_str(), value.as_str()))
        .collect();
    assert_eq!(read.len(), 1, "{read:?}");
    assert_eq!((read[0].0, read[0].1), (expected.0, expected.1));
    assert!(read[0].2.starts_with("Bob Boole: "), "{read:?}");

    form.write_personal(Personal {
        address: "bob@x.example".into(),
        subject: "Bob".into(),
        html: "<p>Dear {{first_name}}, hello</p>".into(),
    });
    let before = acme.count(COMPOSITE);
    taken(submit(&mut asked, form).unwrap()).unwrap();
    let calls = acme.count(COMPOSITE) - before;
    assert_eq!(
        calls, 1,
        "the look at the people: what was read of them is known"
    );
    asked.life.pass(Duration::from_secs(30)).unwrap();
    let texts: Vec<_> = google
        .sent
        .borrow()
        .iter()
        .map(|mail| {
            let mail = MessageParser::default().parse(mail.as_bytes()).unwrap();
            (
                mail.subject().unwrap().to_owned(),
                mail.body_text(0).unwrap().trim().to_owned(),
            )
        })
        .collect();
    let expected = [
        ("For Ada".to_owned(), "Dear Ada Countess".to_owned()),
        ("Bob".to_owned(), "Dear Bob, hello".to_owned()),
    ];
    assert_eq!(texts, expected);
}
