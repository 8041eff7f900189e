//! Whatever strings come, each stays in its own header.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::read::{by_mail_parser, meant};
use super::*;

/// Text with what could break out of a header or a parameter.
fn any_text() -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("\r\nBcc: evil@evil.example\r\n".to_owned()),
        Just("\r\n\r\n<b>body</b>".to_owned()),
        Just("\n X: y".to_owned()),
        Just("\"; filename=\"evil.exe".to_owned()),
        Just("=?utf-8?q?=0D=0ABcc:_evil@evil.example?=".to_owned()),
        Just("\u{2028}Bcc: x\u{85}".to_owned()),
        "[\\x00-\\x7f]{0,20}",
        "\\PC{0,60}",
        any::<String>(),
    ];
    // Half of them without a control character, so that half of the mails can be sent.
    (vec(parts, 0..4), any::<bool>()).prop_map(|(parts, keeps)| {
        let text: String = parts
            .concat()
            .chars()
            .take(300)
            .filter(|c| keeps || !c.is_control())
            .collect();
        text.split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn clean_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| {
        let text = text.replace(|c: char| c.is_control() || c.is_whitespace(), " ");
        text.split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn composed(text: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = Composed> {
    let files = vec((text.clone(), text.clone(), vec(any::<u8>(), 0..100)), 0..3);
    let ids = vec(
        prop_oneof!["<[a-z.]{1,20}@[a-z.]{1,20}>", text.clone()],
        0..3,
    );
    let plain = || "<[a-z.]{1,20}@[a-z.]{1,20}>";
    let thread = (option::of(plain()), prop_oneof![vec(plain(), 0..4), ids]);
    (text.clone(), text.clone(), text.clone(), files, thread).prop_map(
        |(subject, sender, name, files, (in_reply_to, references))| {
            let mut mail = mail();
            mail.message.subject = subject;
            mail.message.from.name = Some(sender).filter(|name| !name.is_empty());
            mail.message.to[0].name = Some(name).filter(|name| !name.is_empty());
            mail.thread = Thread {
                in_reply_to,
                references,
            };
            mail.attachments = files
                .into_iter()
                .map(|(name, kind, bytes)| file(&name, &kind, bytes))
                .collect();
            mail
        },
    )
}

/// The names of the headers, of the mail and of each part.
fn header_names(mime: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(mime).unwrap();
    let (mut names, mut in_head) = (Vec::new(), true);
    for line in text.split("\r\n") {
        in_head =
            (in_head && !line.is_empty()) || (line.starts_with("--msi-") && !line.ends_with("--"));
        if in_head && !line.starts_with([' ', '\t']) && !line.starts_with("--") {
            names.push(line.split(": ").next().unwrap().to_owned());
        }
    }
    names
}

const NAMES: [&str; 13] = [
    "List-Unsubscribe",
    "From",
    "Subject",
    "Date",
    "Message-ID",
    "To",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "Content-ID",
];

proptest! {
    #[test]
    fn no_text_reaches_another_header(mail in composed(any_text().boxed())) {
        // What is refused is not written, but would be harmless, too.
        let written = mail.to_mime();
        let bytes = part(&written, 0..written.len());
        let names = header_names(&bytes);
        prop_assert!(names.iter().all(|name| NAMES.contains(&name.as_str())), "{names:?}");
        let once = |name: &str| names.iter().filter(|each| *each == name).count();
        prop_assert_eq!(once("Subject") + once("To") + once("From") + once("MIME-Version"), 4);
        prop_assert_eq!(once("Content-Disposition"), mail.attachments.len());
        prop_assert!(!by_mail_parser(&bytes).to.iter().any(|person| person.1.contains("evil")));
    }

    #[test]
    fn what_is_sent_is_read_as_it_was_meant(mut mail in composed(clean_text().boxed())) {
        for file in &mut mail.attachments {
            file.kind.clear();
        }
        // Readers differ in what they make of an id that is none by RFC 5322.
        mail.thread.references.retain(|id| id.starts_with('<') && id.ends_with('>'));
        if mail.check().is_ok() {
            prop_assert_eq!(by_mail_parser(&mime(&mail)), meant(&mail));
        }
    }
}
