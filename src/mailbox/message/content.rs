//! What a mail says, and whom it goes to.

use crate::base::{Address, Millis};

/// The greatest mail that is sent, in bytes of MIME: Gmail's limit for what a user sends
/// ("Gmail receiving and sending limits", 25 MB).
pub const MAX_BYTES: u64 = 25 * 1024 * 1024;

/// The text of a mail and whom it goes to. Its addresses satisfy [`super::is_address`]; its texts may be
/// anything.
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
    /// Whether mail programs offer to unsubscribe, by a mail to the sender.
    pub unsubscribe: bool,
}

/// The mail that is answered: receivers and Gmail keep both together by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// The Message-ID of the mail that is answered, with or without angle brackets.
    pub in_reply_to: Option<String>,
    /// The Message-IDs of the mails before, oldest first, that of the answered one last.
    pub references: Vec<String>,
}

/// The Message-ID of a mail with this [`Message::id`] from this address, with angle brackets.
#[must_use]
pub fn message_id(id: &str, from: &str) -> String {
    format!("<{}>", id_at(id, from))
}

pub(super) fn id_at(id: &str, from: &str) -> String {
    let domain = from.rsplit('@').next().unwrap_or_default();
    format!("{id}@{domain}")
}

/// The subject of a mail that opts out of all further ones: it names the mail that it was pressed in, by its
/// [`Message::id`], because a receiver may answer from another address.
pub(super) fn unsubscribe_subject(id: &str) -> String {
    format!("unsubscribe {id}")
}

/// An id without its angle brackets, which `mail-builder` writes itself, and without what no id may hold.
pub(super) fn bare(id: &str) -> String {
    let within = |c: &char| c.is_ascii_graphic() && !matches!(c, '<' | '>');
    id.chars().filter(within).collect()
}

/// One line of text: white space, line ends and control characters become single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
