//! How well the labelled mails are told apart.

use msi_actions::replies::{Arrival, Lasting};
use std::collections::BTreeMap;

use super::mails::{Labelled, all};
use super::{GONE, judged};

/// As the data writes it.
pub(super) fn label(arrival: &Arrival) -> String {
    match arrival {
        Arrival::Reply => "reply".into(),
        Arrival::OutOfOffice(None) => "away".into(),
        Arrival::OutOfOffice(Some(day)) => format!("away:{day}"),
        Arrival::AutomaticOther => "other".into(),
        Arrival::Unrelated => "none".into(),
        Arrival::Bounce(failures) => {
            let all = failures.iter().map(|failure| {
                let lasting = match failure.lasting {
                    Lasting::Permanent => "permanent",
                    Lasting::Temporary => "temporary",
                };
                match failure.address.as_deref() {
                    Some(GONE) => format!("bounce:{lasting}"),
                    other => format!("bounce:{lasting}:{other:?}"),
                }
            });
            all.collect::<Vec<_>>().join("+")
        }
    }
}

pub(super) fn kind(label: &str) -> &str {
    label.split(':').next().unwrap()
}

#[test]
fn the_labelled_mails_are_told_apart() {
    let mails = all();
    assert!(mails.len() >= 300);
    let (mut right, mut told, mut wrong) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let mut languages = BTreeMap::new();
    for Labelled {
        language,
        label: expected,
        subject,
        mail,
        same_conversation,
    } in &mails
    {
        let found = label(&judged(mail, *same_conversation));
        *languages.entry(*language).or_insert(0) += 1;
        *told.entry(kind(&found).to_owned()).or_insert(0) += 1;
        if kind(&found) == kind(expected) {
            *right.entry(kind(expected).to_owned()).or_insert(0) += 1;
        }
        if found != *expected {
            wrong.push(format!("{language} {subject}: {found}, not {expected}"));
        }
        if kind(&found) == "reply" {
            assert_eq!(kind(expected), "reply", "counted as a reply: {subject}");
        }
    }
    assert_eq!(languages.len(), 7, "{languages:?}");
    for (kind, told) in &told {
        let right = right.get(kind).copied().unwrap_or(0);
        assert!(
            f64::from(right) >= 0.99 * f64::from(*told),
            "{kind}: {right} of {told}\n{}",
            wrong.join("\n")
        );
    }
    assert!(
        wrong.len() * 100 <= mails.len(),
        "{} of {}:\n{}",
        wrong.len(),
        mails.len(),
        wrong.join("\n")
    );
    println!(
        "{} mails, {} wrong; told {told:?}",
        mails.len(),
        wrong.len()
    );
}

#[test]
fn no_mail_with_a_programs_mark_is_a_reply_whatever_it_says() {
    let marks = [
        ("Auto-Submitted", "auto-replied"),
        (
            "Auto-Submitted",
            "AUTO-GENERATED; owner-email=\"a@b.example\"",
        ),
        ("X-Autoreply", "yes"),
        ("X-Autorespond", "Out"),
        ("Precedence", "Auto_Reply"),
        ("Precedence", "junk"),
        ("Return-Path", "<>"),
        ("From", "<noreply@customer.example>"),
        ("From", "do-not-reply@customer.example"),
    ];
    for Labelled {
        label,
        mail,
        subject,
        ..
    } in all()
    {
        for (name, value) in marks {
            let mut mail = mail.clone();
            mail.headers.retain(|(of, _)| of != name);
            mail.headers.push((name.to_owned(), value.to_owned()));
            let found = judged(&mail, true);
            assert_ne!(
                found,
                Arrival::Reply,
                "{label} {subject} with {name}: {value}"
            );
        }
    }
}
