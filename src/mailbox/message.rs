//! A mail as bytes: MIME by `mail-builder`, with everything that a receiver could stumble over
//! taken out before.

use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address as Mailbox;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::mime::MimePart;

use crate::base::{Address, Millis};

/// The greatest mail that is sent, in bytes of MIME: Gmail's limit for what a user sends
/// ("Gmail receiving and sending limits", 25 MB).
pub const MAX_BYTES: usize = 25 * 1024 * 1024;

/// A mail to be sent. Its addresses satisfy [`super::is_address`]; its texts may be anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The sender.
    pub from: Address,
    /// At least one of `to`, `cc` and `bcc` is not empty.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Blind copies: the provider takes the header out.
    pub bcc: Vec<Address>,
    /// The subject line.
    pub subject: String,
    /// The body as HTML.
    pub html: String,
    /// The body as plain text; empty where there is none.
    pub text: String,
    /// Unique without being secret; becomes the Message-ID (which Gmail replaces) and the boundary.
    pub id: String,
    /// When it is sent: the Date header.
    pub date: Millis,
}

impl Message {
    /// The MIME text: ASCII, lines end with CRLF. The same message gives the same text.
    #[must_use]
    pub fn to_mime(&self) -> String {
        let mut builder = MessageBuilder::new()
            .from(mailbox(&self.from))
            .subject(header_text(&self.subject))
            .date(Date::new(self.date.0.div_euclid(1000)))
            .message_id(id_at(&self.id, &self.from.address));
        if !self.to.is_empty() {
            builder = builder.to(mailboxes(&self.to));
        }
        if !self.cc.is_empty() {
            builder = builder.cc(mailboxes(&self.cc));
        }
        if !self.bcc.is_empty() {
            builder = builder.bcc(mailboxes(&self.bcc));
        }
        let mut mime = Vec::new();
        builder.body(self.body()).serialize(&mut mime);
        String::from_utf8_lossy(&mime).into_owned()
    }

    fn body(&self) -> MimePart<'static> {
        let html = MimePart::new("text/html", lines(&self.html));
        if self.text.trim().is_empty() {
            return html;
        }
        let boundary = format!("msi-{}", self.id);
        MimePart::new(
            ContentType::new("multipart/alternative").attribute("boundary", boundary),
            vec![MimePart::new("text/plain", lines(&self.text)), html],
        )
    }
}

/// The Message-ID of a mail with this [`Message::id`] from this address, with angle brackets.
#[must_use]
pub fn message_id(id: &str, from: &str) -> String {
    format!("<{}>", id_at(id, from))
}

fn id_at(id: &str, from: &str) -> String {
    let domain = from.rsplit('@').next().unwrap_or_default();
    format!("{id}@{domain}")
}

fn mailboxes(list: &[Address]) -> Mailbox<'static> {
    Mailbox::new_list(list.iter().map(mailbox).collect())
}

fn mailbox(of: &Address) -> Mailbox<'static> {
    let name = of.name.as_deref().map(header_text);
    Mailbox::new_address(name.filter(|name| !name.is_empty()), of.address.clone())
}

/// A header's text. What looks like an encoded word (RFC 2047) would be decoded by the receiver: a word
/// joiner, which nobody sees, keeps it what was typed.
fn header_text(text: &str) -> String {
    one_line(text).replace("=?", "=\u{2060}?")
}

/// One line of text: white space, line ends and control characters become single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Lines that end with CRLF, without control characters, which receivers cut off at or reject.
fn lines(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = String::with_capacity(unix.len());
    for c in unix.chars() {
        match c {
            '\n' => lines.push_str("\r\n"),
            '\t' => lines.push(c),
            c if c.is_control() => {}
            c => lines.push(c),
        }
    }
    lines
}
