//! The calls of Microsoft Graph v1.0: the rep's account and mail.

mod call;
mod mail;
mod refusal;
mod upload;
mod user;

pub(super) use call::{IMMUTABLE, ME, done, expect, get};
pub use mail::DraftId;
pub(super) use mail::{
    Found, MAX_BYTES, MessageId, create_draft, defer, delete_draft, find, find_at, send_draft,
    send_mail, was_sent,
};
pub use upload::AttachmentUpload;
pub(super) use upload::{
    Attached, PART, SMALL_FILE, attach, begin_upload, put_part, upload_status,
};
pub(super) use user::identity;
