//! Mails and addresses whatever is typed into them.

use crate::world::World;
use futures_util::FutureExt;
use mail_parser::{Addr, MessageParser};
use msi_actions::base::{Address, Millis};
use msi_actions::mailbox::{Composed, Message};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The message as it is sent.
fn mime(message: &Message) -> String {
    let mime = Composed::plain(message.clone()).to_mime();
    let nothing = World::new();
    let bytes = mime.part(&*nothing, 0..mime.len()).now_or_never();
    String::from_utf8(bytes.unwrap().unwrap()).unwrap()
}

fn address() -> impl Strategy<Value = Address> {
    (
        "[a-z]{1,9}([.+-][a-z0-9]{1,9}){0,2}",
        "[a-z]{1,12}",
        option::of(any_text(90)),
    )
        .prop_map(|(local, domain, name)| Address {
            address: format!("{local}@{domain}.example"),
            name,
        })
}

prop_compose! {
    fn message()(
        from in address(),
        to in vec(address(), 1..8),
        cc in vec(address(), 0..4),
        bcc in vec(address(), 0..4),
        subject in any_text(300),
        html in any_text(2000).prop_map(|text| format!("<p>{text}")),
        text in any_text(2000),
        seconds in 0_i64..4_000_000_000,
    ) -> Message {
        Message {
            from, to, cc, bcc, subject, html, text,
            id: "07070707-0707-4707-8707-070707070707".into(),
            date: Millis(seconds * 1000),
            unsubscribe: seconds % 2 == 0,
        }
    }
}

/// Text with what could break a header or a line: control characters, line ends, other scripts.
fn any_text(most: usize) -> impl Strategy<Value = String> {
    let parts = prop_oneof![
        Just("\r\nBcc: evil@evil.example\r\n".to_owned()),
        Just("\r\n\r\n<b>body</b>".to_owned()),
        Just("=?utf-8?q?encoded?=".to_owned()),
        Just("\r\n--msi-07070707-0707-4707-8707\r\n".to_owned()),
        Just("\r\n.\r\n".to_owned()),
        "\\PC{0,40}",
        "[\\x00-\\x7f]{0,40}",
        any::<String>(),
    ];
    vec(parts, 0..6).prop_map(move |parts| parts.concat().chars().take(most).collect())
}

/// What a header shows: words, one space between.
fn shown(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn pairs(list: Option<&mail_parser::Address<'_>>) -> Vec<(Option<String>, String)> {
    let own = |text: &Option<std::borrow::Cow<'_, str>>| text.as_ref().map(ToString::to_string);
    let pair = |addr: &Addr<'_>| (own(&addr.name), own(&addr.address).unwrap_or_default());
    list.map(|list| list.iter().map(pair).collect())
        .unwrap_or_default()
}

fn given(list: &[Address], text: fn(&str) -> String) -> Vec<(Option<String>, String)> {
    let name = |of: &Address| of.name.as_deref().map(text).filter(|name| !name.is_empty());
    list.iter()
        .map(|each| (name(each), each.address.clone()))
        .collect()
}

/// Line ends as CRLF, without control characters.
fn body(text: &str) -> String {
    let unix = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{c}', '\u{85}'], "\n");
    let kept = unix
        .chars()
        .filter(|c| *c == '\n' || *c == '\t' || !c.is_control());
    kept.collect::<String>().replace('\n', "\r\n")
}

proptest! {
    #[test]
    fn a_mail_reads_back_as_it_was_written(message in message()) {
        let mime = mime(&message);
        let read = MessageParser::new().parse(mime.as_bytes()).unwrap();
        prop_assert_eq!(read.subject().unwrap_or_default(), shown(&message.subject));
        prop_assert_eq!(pairs(read.from()), given(std::slice::from_ref(&message.from), shown));
        prop_assert_eq!(pairs(read.to()), given(&message.to, shown));
        prop_assert_eq!(pairs(read.cc()), given(&message.cc, shown));
        prop_assert_eq!(pairs(read.bcc()), given(&message.bcc, shown));
        prop_assert_eq!(read.date().unwrap().to_timestamp() * 1000, message.date.0);
        prop_assert_eq!(read.body_html(0).unwrap_or_default().replace("\r\n", "\n"),
            body(&message.html).replace("\r\n", "\n"));
        if !message.text.trim().is_empty() {
            prop_assert_eq!(read.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
                body(&message.text).replace("\r\n", "\n"));
        }
    }

    #[test]
    fn no_field_reaches_another_header(message in message()) {
        let mime = mime(&message);
        let (head, _) = mime.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split_once(": ").map_or(line, |(name, _)| name))
            .collect();
        let mut expected = vec!["From", "Subject", "Date", "Message-ID", "To"];
        if !message.cc.is_empty() { expected.push("Cc"); }
        if !message.bcc.is_empty() { expected.push("Bcc"); }
        if message.unsubscribe { expected.push("List-Unsubscribe"); }
        expected.extend(["MIME-Version", "Content-Type"]);
        if message.text.trim().is_empty() { expected.push("Content-Transfer-Encoding"); }
        prop_assert_eq!(names, expected);
    }

    #[test]
    fn a_mail_keeps_the_rules_that_receivers_punish(message in message()) {
        let mime = mime(&message);
        prop_assert!(mime.is_ascii());
        prop_assert!(!mime.contains('\0'));
        let bare = mime.replace("\r\n", "");
        prop_assert!(!bare.contains('\r') && !bare.contains('\n'));
        prop_assert!(mime.split("\r\n").all(|line| line.len() <= 998));
        prop_assert_eq!(mime, self::mime(&message), "the same message gives the same bytes");
    }
}
