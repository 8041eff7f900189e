//! What a mail that leaves says of how to opt out, in its bytes and in its log.

use crate::google::JO;
use crate::office::{Mailbox, Office, email, intent};
use crate::world::Life;
use mail_parser::{HeaderValue, MessageParser};
use msi_actions::actions::{Form, SendEmail};
use serde_json::{Value, json};
use std::time::Duration;

/// Sends the form, and gives the mail as it left.
fn sent(office: &Office, form: SendEmail) -> String {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submit = worker.submit_form(Form::SendEmail(form));
    life.run(submit).unwrap().unwrap();
    life.pass(Duration::from_secs(30)).unwrap();
    let sent = office.google.sent.borrow();
    let sent = sent
        .first()
        .cloned()
        .or_else(|| office.microsoft.sent.borrow().first().cloned());
    sent.expect("a mail left")
}

/// A header's value, unfolded.
fn header(mime: &str, name: &str) -> Option<String> {
    let mail = MessageParser::default().parse(mime).unwrap();
    let raw = mail.header_raw(name)?;
    Some(raw.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn texts(mime: &str) -> (String, String) {
    let mail = MessageParser::default().parse(mime).unwrap();
    let html = mail.body_html(0).unwrap().into_owned();
    let text = mail.body_text(0).unwrap().into_owned();
    (html, text)
}

#[test]
fn mail_programs_can_offer_to_unsubscribe_by_a_mail_to_the_sender() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook, Mailbox::OutlookDrafts] {
        let mime = sent(&Office::with(mailbox), email());
        let id = intent();
        let expected = format!("<mailto:{JO}?subject=unsubscribe%20{id}>");
        assert_eq!(header(&mime, "List-Unsubscribe"), Some(expected));
        // One click needs an address on the web (RFC 8058).
        assert_eq!(header(&mime, "List-Unsubscribe-Post"), None);
        let mail = MessageParser::default().parse(&mime).unwrap();
        let read = mail.header("List-Unsubscribe").unwrap();
        assert!(matches!(read, HeaderValue::Address(_)), "{read:?}");
    }
}

#[test]
fn the_policy_can_do_without_the_header() {
    let office = Office::open();
    office
        .world
        .set_policy(&json!({ "unsubscribeHeader": false }));
    assert_eq!(header(&sent(&office, email()), "List-Unsubscribe"), None);
}

#[test]
fn without_the_policys_word_a_mail_is_as_it_was_written() {
    let (html, text) = texts(&sent(&Office::open(), email()));
    assert_eq!(html.trim(), "<p>Dear Ada</p>");
    assert_eq!(text.trim(), "Dear Ada");
}

#[test]
fn the_policys_line_is_below_the_mail_in_the_language_of_the_sender() {
    for (language, begins) in [
        ("en_US", "If you do not want"),
        ("nl_NL", "Wilt u geen"),
        ("de", "Wenn Sie keine"),
        ("fr", "Si vous ne"),
        ("es_MX", "Si no desea"),
        ("pt_BR", "Se não quiser"),
        ("ja", "今後メール"),
        ("tlh", "If you do not want"),
    ] {
        let office = Office::open();
        office
            .world
            .set_policy(&json!({ "optOutLine": "standard" }));
        office.acme.language.set(language);
        let mut life = Life::begin(&office.world);
        life.run(office.worker().sign_in_to_salesforce())
            .unwrap()
            .unwrap();
        drop(life);
        let (html, text) = texts(&sent(&office, email()));
        let below = html.trim().strip_prefix("<p>Dear Ada</p><p>").unwrap();
        assert!(
            below.starts_with(begins) && below.ends_with("</p>"),
            "{html}"
        );
        assert!(below.contains("STOP"), "{html}");
        let below = text.replace("\r\n", "\n");
        let below = below.strip_prefix("Dear Ada\n\n").unwrap();
        assert!(
            below.starts_with(begins) && below.contains("STOP"),
            "{text}"
        );
        // What is on the record is what was sent.
        let logged: Vec<Value> = office.logged.borrow().clone();
        let body = logged[0]["TextBody"].as_str().unwrap();
        assert!(body.contains(begins), "{body}");
    }
}

#[test]
fn the_administrators_own_line_is_text_and_no_html() {
    let office = Office::open();
    let line = "Answer <no more> & we stop";
    office.world.set_policy(&json!({ "optOutLine": line }));
    let (html, text) = texts(&sent(&office, email()));
    assert!(
        html.contains("<p>Answer &lt;no more&gt; &amp; we stop</p>"),
        "{html}"
    );
    assert!(text.contains(line), "{text}");
}
