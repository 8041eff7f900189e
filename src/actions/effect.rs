//! What actions do outside of the browser: small and closed, so that the journal and its crash tests
//! know all of it.

use serde::{Deserialize, Serialize};

use super::Recipient;

/// One thing that an action does, in the order of its plan, each at most once.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Sends a mail from the rep's mailbox.
    Mail(Mail),
    /// Writes the mail that was sent on the record.
    LogMail(Mail),
}

/// [`Effect`] without its data, as the journal marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the variants are those of Effect")]
pub enum EffectKind {
    Mail,
    LogMail,
}

impl Effect {
    /// Which.
    #[must_use]
    pub const fn kind(&self) -> EffectKind {
        match self {
            Self::Mail(_) => EffectKind::Mail,
            Self::LogMail(_) => EffectKind::LogMail,
        }
    }
}

/// The content of a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// At least one.
    pub to: Vec<Recipient>,
    /// Copies.
    pub cc: Vec<Recipient>,
    /// Blind copies.
    pub bcc: Vec<Recipient>,
    /// One line.
    pub subject: String,
    /// The body as HTML.
    pub html: String,
    /// The body as plain text.
    pub text: String,
}
