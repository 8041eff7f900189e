//! Reads addresses as mail programs, spreadsheets and people write them: the one reader for what a
//! rep types as recipients and what an administrator pastes as a list.

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
pub use reader::{Found, once, read};
pub(crate) use row::name_among;
pub use span::NotAddress;
