//! The rep's mailbox at Google or Microsoft: sign-in, tokens, sending, the signature; and addresses.

mod access;
mod account;
pub mod addresses;
mod client;
mod delivery;
mod entra;
mod error;
mod gmail;
mod google;
mod grant;
mod graph;
mod images;
mod inbox;
mod limit;
mod mailboxes;
mod message;
mod microsoft;
mod plain_text;
mod quoted;
mod request;
mod trial;
mod user;
mod window;

pub use account::Confirmation;
pub use client::MailClient;
pub(crate) use delivery::OUTLOOK_SENDS_WITHIN;
pub use delivery::{Delivery, Filling, Outbound, Sending, Waiting};
pub use error::MailboxError;
pub use gmail::UploadSession;
pub use graph::{AttachmentUpload, DraftId};
pub use images::{
    add_images, content_id, file_of, images_of, is_shown_image, shown_of, without_images,
};
pub use inbox::{
    Arrived, New, News, Part, Place, RepliesRight, Sent, SentBefore, SentHead, address_in,
};
pub use limit::MailLimit;
pub use mailboxes::{Mailboxes, Wanted};
pub(crate) use message::one_line;
pub use message::{
    Attachment, Composed, Earlier, HeaderField, MAX_BYTES, Message, MessageError, Mime, MimeError,
    Thread, answer_subject, encoded, message_id,
};
pub(crate) use microsoft::SCOPES as MICROSOFT_SCOPES;
pub use plain_text::plain_text;
pub use quoted::begins_quote;
pub use trial::TrialError;
pub use user::MailboxUser;
