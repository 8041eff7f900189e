//! A mail as bytes: MIME by `mail-builder`, with everything that a receiver could stumble over
//! taken out before.

mod attachment;
mod composed;
mod content;
mod content_id;
mod earlier;
mod error;
mod header;
mod mime;
mod write;

pub use attachment::Attachment;
pub use composed::Composed;
pub(crate) use content::one_line;
pub use content::{MAX_BYTES, Message, Thread, message_id};
pub(super) use content_id::used;
pub use earlier::{Earlier, answer_subject};
pub use error::{HeaderField, MessageError};
pub use mime::{Mime, MimeError, encoded};
