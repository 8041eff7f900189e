//! Which mail of the rep's own is looked for, to write the next one in its thread.

use crate::base::Millis;

/// A mail that was sent to somebody.
#[derive(Clone, Copy, Debug)]
pub struct SentBefore<'a> {
    /// The address it went to.
    pub to: &'a str,
    /// It was sent after this.
    pub since: Millis,
    /// It has one of these subjects. Gmail knows it by them, since it replaces Message-IDs.
    pub subjects: &'a [String],
    /// The Message-ID that it was given, where it left by itself. Outlook knows it by that.
    pub message_id: Option<&'a str>,
    /// Since when the rep may have sent one after it, whose Message-ID nobody knows.
    pub by_rep: Option<Millis>,
}
