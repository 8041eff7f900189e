//! Reads addresses as mail programs, spreadsheets and people write them: the recipients that a rep types, and the
//! lists that an administrator pastes.

mod clean;
mod encoded_word;
mod mailto;
mod name;
mod part;
mod reader;
mod row;
mod span;
pub mod titles;
mod tokens;

pub use clean::is_invisible;
pub(super) use encoded_word::decoded;
pub use reader::{Found, once, read};
pub(crate) use row::name_among;
pub use span::NotAddress;
