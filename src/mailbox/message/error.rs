//! Why a mail cannot be sent as it is.

use std::fmt;

use crate::base::{AddressFault, FieldFault};

/// A field of a mail that ends in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderField {
    /// The sender's name or address.
    From,
    /// The name or address of a receiver, in To, Cc or Bcc.
    Recipient,
    /// The subject.
    Subject,
    /// The mail that it answers, and those before it.
    Thread,
    /// An attachment's name, type or Content-ID.
    Attachment,
    /// The mail's own id.
    Id,
}

/// Why a mail cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// There is no sender.
    #[error("nobody sends it: from has no address")]
    NoSender,
    /// There is no receiver.
    #[error("nobody receives it: to, cc and bcc are empty")]
    NoRecipient,
    /// An address that is none; what was given, and why.
    #[error("no address: {0:?}: {1}")]
    NoAddress(String, AddressFault),
    /// A line end or another control character where a header's text is.
    #[error("a control character in {0}")]
    ControlCharacter(HeaderField),
    /// What is no Message-ID.
    #[error("no Message-ID: {0:?}")]
    NoMessageId(String),
    /// What can be no Content-ID.
    #[error("no Content-ID: {0:?}")]
    NoContentId(String),
    /// Two inline images with one Content-ID.
    #[error("two inline images have the Content-ID {0:?}")]
    SameContentId(String),
    /// An inline image that the HTML does not show.
    #[error("the html does not show the inline image {0:?}")]
    NotShown(String),
    /// The HTML shows an image that does not come with it.
    #[error("the html shows cid:{0}, and no attachment has that cid")]
    NotAttached(String),
    /// A file without a name: the receiver could not open it.
    #[error("an attachment has no name")]
    NoFileName,
}

impl MessageError {
    /// Stable.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSender => "no_sender",
            Self::NoRecipient => "no_recipient",
            Self::NoAddress(..) => "no_address",
            Self::ControlCharacter(_) => "control_character",
            Self::NoMessageId(_) => "no_message_id",
            Self::NoContentId(_) => "no_content_id",
            Self::SameContentId(_) => "same_content_id",
            Self::NotShown(_) => "not_shown",
            Self::NotAttached(_) => "not_attached",
            Self::NoFileName => "no_file_name",
        }
    }
}

impl From<MessageError> for FieldFault {
    /// Beside the field of the form that has to change. What the form itself rules out is said in few words.
    fn from(error: MessageError) -> Self {
        let (field, message, value) = match error {
            MessageError::NoSender => ("to", "field_mail_no_sender", None),
            MessageError::NoRecipient => ("to", "field_recipient_missing", None),
            MessageError::NoAddress(address, _) => ("to", "field_address_invalid", Some(address)),
            MessageError::ControlCharacter(HeaderField::Subject) => {
                ("subject", "field_subject_one_line", None)
            }
            MessageError::ControlCharacter(HeaderField::Attachment) | MessageError::NoFileName => {
                ("attachments", "field_file_name", None)
            }
            MessageError::NoContentId(_)
            | MessageError::SameContentId(_)
            | MessageError::NotShown(_)
            | MessageError::NotAttached(_) => ("html", "field_image_broken", None),
            MessageError::ControlCharacter(_) | MessageError::NoMessageId(_) => {
                ("to", "field_mail_broken", None)
            }
        };
        Self {
            field: field.into(),
            message: message.into(),
            value,
        }
    }
}

impl fmt::Display for HeaderField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::From => "from",
            Self::Recipient => "a recipient",
            Self::Subject => "the subject",
            Self::Thread => "the ids of the thread",
            Self::Attachment => "an attachment's name, type or cid",
            Self::Id => "the id",
        })
    }
}
