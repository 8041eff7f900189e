//! Reports whose form differs from the usual.

use msi_actions::mailbox::Part;
use msi_actions::replies::{Arrival, Failure, Lasting};
use proptest::prelude::*;

use super::{SENT, judged, part};

fn report(parts: Vec<Part>) -> Part {
    Part {
        headers: vec![("From".into(), "postmaster@customer.example".into())],
        kind: "multipart/report".into(),
        parts,
        ..Part::default()
    }
}

fn failure(address: &str, lasting: Lasting) -> Failure {
    Failure {
        address: Some(address.into()),
        lasting,
    }
}

#[test]
fn each_failed_receiver_of_a_report_is_named() {
    let status = "Reporting-MTA: dns;mx\n\nOriginal-Recipient: rfc822;Ada@A.example\nFinal-Recipient: rfc822;ada@forwarded.example\n\
                  Action: failed\nStatus: 5.1.1 (bad address)\n\nFinal-Recipient: RFC822; <bob@b.example>\nAction: delayed\nStatus: 4.0.0\n\n\
                  Final-Recipient: rfc822; carl@c.example\nAction: delivered\nStatus: 2.0.0\n\n\
                  Final-Recipient: rfc822; dora@d.example\nAction: failed\nStatus: 5.2.2\n";
    let mail = report(vec![
        part("text/plain", "words"),
        part("message/delivery-status", status),
    ]);
    let failures = vec![
        failure("ada@a.example", Lasting::Permanent),
        failure("bob@b.example", Lasting::Temporary),
        failure("dora@d.example", Lasting::Temporary),
    ];
    assert_eq!(judged(&mail, false), Arrival::Bounce(failures));
}

#[test]
fn the_fields_may_be_given_as_headers_of_parts() {
    // As the Gmail API takes a report apart.
    let headers = |list: &[(&str, &str)]| Part {
        headers: list
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()))
            .collect(),
        kind: "text/plain".into(),
        ..Part::default()
    };
    let mut status = part("message/delivery-status", "");
    status.parts = vec![
        headers(&[("Reporting-MTA", "dns; googlemail.com")]),
        headers(&[
            ("Final-Recipient", "rfc822; ada@a.example"),
            ("Action", "failed"),
            ("Status", "5.4.1"),
        ]),
    ];
    assert_eq!(
        judged(&report(vec![status]), false),
        Arrival::Bounce(vec![failure("ada@a.example", Lasting::Permanent)])
    );
}

#[test]
fn a_report_without_an_address_takes_that_of_the_mail_that_came_back() {
    let status = part("message/delivery-status", "Action: failed\nStatus: 5.0.0\n");
    let returned = part(
        "message/rfc822",
        "From: rita@seller.example\nTo: \"Ada\" <ada@a.example>\n\nHello",
    );
    assert_eq!(
        judged(&report(vec![status, returned]), false),
        Arrival::Bounce(vec![failure("ada@a.example", Lasting::Permanent)])
    );
}

#[test]
fn a_person_at_the_postmaster_can_answer() {
    let mut mail = part(
        "text/plain",
        "We have set the mailbox up, please send it again.\n\n> no such user",
    );
    mail.headers = vec![
        ("From".into(), "Ada <ada@a.example>".into()),
        ("Subject".into(), "Re: Undeliverable: Your quote".into()),
        ("In-Reply-To".into(), SENT.into()),
    ];
    assert_eq!(judged(&mail, false), Arrival::Reply);
}

proptest! {
    #[test]
    fn any_mail_is_something(
        subject in "\\PC{0,60}",
        text in "(\\PC|\n){0,200}|[0-9./: -]{0,60}月[0-9]{0,3}日|return [0-9./ -]{0,30}",
        header in "[ -~]{0,40}",
    ) {
        for name in ["From", "In-Reply-To", "Auto-Submitted", "X-Failed-Recipients", "Return-Path"] {
            let mut mail = part("text/plain", &text);
            mail.headers = vec![("Subject".into(), subject.clone()), (name.into(), header.clone())];
            mail.parts = vec![part("message/delivery-status", &text), part("text/html", &text)];
            let found = judged(&mail, false);
            prop_assert!(!matches!(found, Arrival::Bounce(failures) if failures.is_empty()));
        }
    }
}
