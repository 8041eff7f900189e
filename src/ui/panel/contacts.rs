//! The state of each record's list of people: whether it is unfolded, the search, and further contacts that were
//! loaded. It is kept while a form is open in place of the list.

use leptos::prelude::*;
use std::collections::HashMap;

use crate::base::{RecordId, RecordRef};
use crate::insight::{ContactsPage, PersonView};
use crate::panel::RecordView;

/// The state of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Whether it is unfolded.
    pub all: bool,
    /// The search text.
    pub text: String,
    /// The loaded contacts by search text; the empty one is without a search.
    pub pages: HashMap<String, ContactsPage>,
}

impl People {
    /// The search text in its normal form.
    pub fn search(&self) -> String {
        self.text.trim().to_lowercase()
    }
}

/// The states of the lists, by record.
#[derive(Clone, Copy)]
pub struct Contacts {
    lists: RwSignal<HashMap<String, People>>,
}

impl Contacts {
    /// Without any loaded contacts.
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

    /// Adds a page to the contacts of a search text.
    pub fn add(self, record: &RecordRef, text: &str, page: ContactsPage) {
        self.change(record, |list| {
            let known = list.pages.entry(text.to_owned()).or_default();
            known.people.extend(page.people);
            known.next = page.next;
        });
    }

    /// How many contacts come before the next page of a search text; `None` where there is none. Follows changes.
    pub fn next(self, view: &RecordView, search: &str) -> Option<usize> {
        let facts = &view.facts;
        let pages = self.of(&facts.record).pages;
        let next = match pages.get(search).map(|page| page.next) {
            Some(next) => next,
            None if search.is_empty() => Some(facts.people.len()),
            None => Some(0),
        };
        next.filter(|_| facts.more_people)
    }

    /// A loaded contact; follows changes.
    pub fn person(self, record: &RecordRef, id: &RecordId) -> Option<PersonView> {
        self.lists.with(|lists| {
            let list = lists.get(&record.key())?;
            let mut people = list.pages.values().flat_map(|page| &page.people);
            people.find(|person| person.record == *id).cloned()
        })
    }
}
