//! How the list of each record's people stands: folded or not, what is searched for, and the contacts that were
//! asked for beyond the view. It outlives the list, which goes while a form is open.

use leptos::prelude::*;
use std::collections::HashMap;

use crate::base::{RecordId, RecordRef};
use crate::insight::{ContactsPage, PersonView};

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// All of them are shown.
    pub all: bool,
    /// What is searched for.
    pub text: String,
    /// What was asked for, by the text it was asked with; the empty one is of no search.
    pub pages: HashMap<String, ContactsPage>,
}

impl People {
    /// The text as it is compared and asked.
    pub fn search(&self) -> String {
        self.text.trim().to_lowercase()
    }
}

/// The lists, by record.
#[derive(Clone, Copy)]
pub struct Contacts {
    lists: RwSignal<HashMap<String, People>>,
}

impl Contacts {
    /// None asked for yet.
    pub fn new() -> Self {
        Self {
            lists: RwSignal::new(HashMap::new()),
        }
    }

    /// The list of a record; follows its changes.
    pub fn of(self, record: &RecordRef) -> People {
        let list = self.lists.with(|lists| lists.get(&record.key()).cloned());
        list.unwrap_or_default()
    }

    /// Changes the list of a record.
    pub fn change(self, record: &RecordRef, change: impl FnOnce(&mut People)) {
        self.lists
            .try_update(|lists| change(lists.entry(record.key()).or_default()));
    }

    /// Adds a page to what was asked with a text.
    pub fn add(self, record: &RecordRef, text: &str, page: ContactsPage) {
        self.change(record, |list| {
            let known = list.pages.entry(text.to_owned()).or_default();
            known.people.extend(page.people);
            known.next = page.next;
        });
    }

    /// Somebody beyond the view; follows what is asked for.
    pub fn person(self, record: &RecordRef, id: &RecordId) -> Option<PersonView> {
        self.lists.with(|lists| {
            let list = lists.get(&record.key())?;
            let mut people = list.pages.values().flat_map(|page| &page.people);
            people.find(|person| person.record == *id).cloned()
        })
    }
}
