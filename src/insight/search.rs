//! What a rep types to find somebody, against the people who are known already.

use super::{FoundPerson, PersonView};

impl PersonView {
    /// Whether the text is part of their name, title or address, as in the search of an account's contacts;
    /// everybody has the empty one.
    #[must_use]
    pub fn matches(&self, typed: &str) -> bool {
        let typed = typed.trim().to_lowercase();
        let parts = [Some(&self.name), self.title.as_ref(), self.address.as_ref()];
        let mut parts = parts.into_iter().flatten();
        parts.any(|part| part.to_lowercase().contains(&typed))
    }
}

/// The one who has this address; `None` where nobody has it, or several.
#[must_use]
pub fn only_with_address<'a>(found: &'a [FoundPerson], address: &str) -> Option<&'a FoundPerson> {
    let has = |found: &&FoundPerson| {
        let own = found.person.address.as_deref();
        own.is_some_and(|own| own.eq_ignore_ascii_case(address.trim()))
    };
    let mut all = found.iter().filter(has);
    all.next().filter(|_| all.next().is_none())
}

/// The place of whom Enter takes: the only one with the address that was typed, else the first for a name. An
/// address of nobody, or of several, stays as it was typed.
#[must_use]
pub fn completion(found: &[FoundPerson], typed: &str) -> Option<usize> {
    match only_with_address(found, typed) {
        Some(one) => found.iter().position(|each| each == one),
        None => (!typed.contains('@') && !found.is_empty()).then_some(0),
    }
}
