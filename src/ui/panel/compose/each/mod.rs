//! One mail each: the choice, the list of people with what is known of them, and the text for one of them alone.

mod check;
mod choice;
mod list;
mod only_for;
mod previews;
mod reason;
mod whose;

pub use check::PeopleCheck;
pub use choice::OneOrEach;
pub use list::PeopleList;
pub use only_for::OnlyFor;
pub use previews::Previews;
pub use whose::{Whose, edit_of, words_of};
