//! Writes a mail as MIME, its parts nested as Gmail and Outlook nest theirs:
//! `mixed( related( alternative( text, html ), images… ), files… )`, each level only where it is needed.

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::attachment::Attachment;
use super::composed::Composed;
use super::content::{Message, bare, id_at, unsubscribe_subject};
use super::header;
use super::mime::{Mime, Piece};
use crate::base::Address;

/// What does not stand for itself in a `mailto:` (RFC 6068).
const MAILTO: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'@')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_');

/// Stands where the bytes of a file go. No text of a mail holds it: it is a control character, and those are taken
/// out of texts and headers.
const PLACE: char = '\0';

impl Composed {
    /// All of it as MIME: ASCII in lines of at most 998 characters (76 where the text allows) that end with CRLF. The
    /// same mail gives the same bytes. What cannot stand in a header is taken out of it; [`Self::check`] refuses it
    /// instead.
    #[must_use]
    pub fn to_mime(&self) -> Mime {
        let (inline, files): (Vec<_>, Vec<_>) =
            self.attachments.iter().partition(|each| each.is_inline());
        let mut mime = Vec::new();
        // Writing to memory does not fail.
        let _written = builder(self)
            .body(body(&self.message, &inline, &files))
            .write_to(&mut mime);
        let mime = String::from_utf8_lossy(&mime);
        let mut texts = mime.split(PLACE);
        let mut pieces: Vec<Piece> = texts.next().map(text).into_iter().collect();
        for (file, after) in inline.into_iter().chain(files).zip(texts) {
            pieces.push(Piece::File(file.clone()));
            pieces.push(text(after));
        }
        Mime::of(pieces)
    }
}

fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

fn builder(composed: &Composed) -> MessageBuilder<'_> {
    let Composed {
        message, thread, ..
    } = composed;
    let mut builder = MessageBuilder::new()
        .header("From", addresses(std::slice::from_ref(&message.from)))
        .header("Subject", Raw::new(header::text(&message.subject)))
        .date(Date::new(message.date.0.div_euclid(1000)))
        .message_id(id_at(&message.id, &message.from.address));
    for (name, list) in [
        ("To", &message.to),
        ("Cc", &message.cc),
        ("Bcc", &message.bcc),
    ] {
        if !list.is_empty() {
            builder = builder.header(name, addresses(list));
        }
    }
    if let Some(id) = &thread.in_reply_to {
        builder = builder.in_reply_to(bare(id));
    }
    if !thread.references.is_empty() {
        let ids = thread.references.iter().map(|id| bare(id));
        builder = builder.references(MessageId::new_list(ids));
    }
    if message.unsubscribe {
        builder = builder.header("List-Unsubscribe", Raw::new(unsubscribe(message)));
    }
    builder
}

fn body<'a>(
    message: &'a Message,
    inline: &[&'a Attachment],
    files: &[&'a Attachment],
) -> MimePart<'a> {
    let (kind, words) = words(message);
    let shown = if inline.is_empty() {
        words
    } else {
        let related = ContentType::new("multipart/related").attribute("type", kind);
        nested(message, related, words, inline)
    };
    if files.is_empty() {
        return shown;
    }
    nested(message, ContentType::new("multipart/mixed"), shown, files)
}

/// What is read, as HTML, as plain text, or as both for the receiver to choose; and its type.
fn words(message: &Message) -> (&'static str, MimePart<'_>) {
    let part = |kind, text| (kind, MimePart::new(kind, lines(text)));
    let html = part("text/html", &message.html);
    if message.text.trim().is_empty() {
        return html;
    }
    let text = part("text/plain", &message.text);
    if message.html.trim().is_empty() {
        return text;
    }
    let kind = "multipart/alternative";
    let both = ContentType::new(kind).attribute("boundary", boundary(message, "alternative"));
    (kind, MimePart::new(both, vec![text.1, html.1]))
}

fn nested<'a>(
    message: &Message,
    kind: ContentType<'a>,
    first: MimePart<'a>,
    further: &[&'a Attachment],
) -> MimePart<'a> {
    let name = kind.c_type.rsplit('/').next().unwrap_or_default();
    let boundary = boundary(message, name);
    let parts = std::iter::once(first).chain(further.iter().map(|file| file.part(PLACE)));
    MimePart::new(
        kind.attribute("boundary", boundary),
        parts.collect::<Vec<_>>(),
    )
}

/// What no text of the mail holds; base64, as attachments are written, has no hyphen anyway.
fn boundary(message: &Message, kind: &str) -> String {
    let mut boundary = format!("msi-{kind}-{}", message.id);
    while message.text.contains(&boundary) || message.html.contains(&boundary) {
        boundary.push('x');
    }
    boundary
}

/// By mail alone (RFC 2369): RFC 8058's one click needs a server that takes it.
fn unsubscribe(message: &Message) -> String {
    let address = utf8_percent_encode(&message.from.address, MAILTO);
    let subject = unsubscribe_subject(&message.id);
    let subject = utf8_percent_encode(&subject, MAILTO);
    format!("<mailto:{address}?subject={subject}>")
}

fn addresses(list: &[Address]) -> Raw<'static> {
    let each = list.iter().map(header::address);
    Raw::new(each.collect::<Vec<_>>().join(", "))
}

/// Lines that end with CRLF, without control characters, which receivers cut off at or reject. A vertical
/// tab or form feed, as Word writes them, ends a line too.
fn lines(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let mut lines = String::with_capacity(unix.len());
    for c in unix.chars() {
        match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => lines.push_str("\r\n"),
            '\t' => lines.push(c),
            c if c.is_control() => {}
            c => lines.push(c),
        }
    }
    lines
}
