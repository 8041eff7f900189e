//! The welcome email: what an invited user gets, as text and as HTML.

mod html;
mod letter;
mod note;
mod sentences;
mod text;
mod words;
mod written;

pub use letter::Letter;
pub use note::{LONGEST_NOTE, note_of};
pub use written::Written;
