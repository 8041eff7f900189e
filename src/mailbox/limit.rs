//! How large a mail a mailbox sends.

use serde::{Deserialize, Serialize};

use super::graph;
use super::message::{Attachment, MAX_BYTES, Mime, encoded};
use crate::base::Provider;

/// What a part of a mail has beside the bytes of its file, at most: its headers and boundary, with a long name.
const AROUND: u64 = 1_000;
/// What a mail has beside its text and its files: its headers.
const HEAD: u64 = 4_000;

/// How large a mail a mailbox sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLimit {
    /// Whose limit it is.
    pub provider: Provider,
    /// The greatest mail, in bytes of MIME: its files are a good third larger there.
    pub bytes: u64,
}

impl MailLimit {
    /// The limit of a mailbox at this provider; `drafts`: its large files can be added to a draft, one by one.
    pub(super) const fn of(provider: Provider, drafts: bool) -> Self {
        let bytes = match (provider, drafts) {
            (Provider::Microsoft, false) => graph::MAX_BYTES,
            // Exchange Online's own limit is 35 MB by default, which an organisation may lower; what most receivers
            // take is Gmail's.
            (Provider::Microsoft, true) | (Provider::Google | Provider::Salesforce, _) => MAX_BYTES,
        };
        Self { provider, bytes }
    }

    /// Whether the mailbox sends this mail. All but its files goes to Outlook in one request.
    #[must_use]
    pub fn takes(self, mime: &Mime) -> bool {
        let fits = mime.len() <= self.bytes;
        match self.provider {
            Provider::Microsoft => fits && mime.text_len() <= graph::MAX_BYTES,
            Provider::Google | Provider::Salesforce => fits,
        }
    }

    /// Whether the mailbox sends a mail at a later time by itself: Outlook does where drafts can be made in it.
    #[must_use]
    pub const fn holds_mails(self) -> bool {
        matches!(self.provider, Provider::Microsoft) && !self.is_small()
    }

    /// Whether more could be sent if the administrator of the mailbox allowed it.
    #[must_use]
    pub const fn is_small(self) -> bool {
        self.bytes < MAX_BYTES
    }

    /// Whether a mail with a text of `text` bytes of HTML carries these files. In doubt it does not: the text may need
    /// three times its bytes, and is sent twice.
    #[must_use]
    pub fn holds(self, text: usize, files: &[Attachment]) -> bool {
        let files = files.iter().map(|file| encoded(file.size) + AROUND);
        HEAD + 4 * text as u64 + files.sum::<u64>() <= self.bytes
    }

    /// The greatest file that a mail with little text carries, in bytes.
    #[must_use]
    pub const fn of_files(self) -> u64 {
        // Three bytes need four characters, and 76 characters a line end.
        self.bytes.saturating_sub(50_000) / 78 * 57
    }
}
