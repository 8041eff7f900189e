//! The state of each record's list of people: whether it is unfolded, the search, and further contacts that were
//! loaded. It is kept while a form is open in place of the list.

use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::base::{RecordId, RecordRef};
use crate::insight::{ContactsPage, LastContact, PageStart, PersonView};
use crate::panel::RecordView;

/// The state of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// Whether it is unfolded.
    pub all: bool,
    /// The search text.
    pub text: String,
    /// The loaded contacts by search text; the empty one is without a search.
    pub pages: HashMap<String, Loaded>,
}

/// Loaded contacts: copied at little cost, since an account can have thousands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// All that were loaded.
    pub people: Vec<Arc<PersonView>>,
    /// After whom the next page begins; `None` after the last page.
    next: Option<LastContact>,
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
    picked: RwSignal<HashMap<String, Vec<PersonView>>>,
}

impl Contacts {
    /// Without any loaded contacts.
    pub fn new() -> Self {
        Self {
            lists: RwSignal::new(HashMap::new()),
            picked: RwSignal::new(HashMap::new()),
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

    /// Whom the rep picked among a record's people; `None` where they do not choose several. Follows changes.
    pub fn picked(self, record: &RecordRef) -> Option<Vec<PersonView>> {
        self.picked.with(|all| all.get(&record.key()).cloned())
    }

    /// Begins or ends choosing several of a record's people.
    pub fn pick_several(self, record: &RecordRef, several: bool) {
        self.picked.update(|all| {
            match several {
                true => all.insert(record.key(), Vec::new()),
                false => all.remove(&record.key()),
            };
        });
    }

    /// Picks these of a record's people, or leaves them out again.
    pub fn pick(self, record: &RecordRef, people: &[PersonView], yes: bool) {
        self.picked.update(|all| {
            let Some(picked) = all.get_mut(&record.key()) else {
                return;
            };
            let these: HashSet<&RecordId> = people.iter().map(|one| &one.record).collect();
            picked.retain(|one| !these.contains(&one.record));
            if yes {
                picked.extend_from_slice(people);
            }
        });
    }

    /// Adds a page to the contacts of a search text.
    pub fn add(self, record: &RecordRef, text: &str, page: ContactsPage) {
        self.change(record, |list| {
            let known = list.pages.entry(text.to_owned()).or_default();
            known.people.extend(page.people.into_iter().map(Arc::new));
            known.next = page.next;
        });
    }

    /// Where the next page of a search text begins; `None` where there is none. Follows changes.
    pub fn next(self, view: &RecordView, search: &str) -> Option<PageStart> {
        let facts = &view.facts;
        let last = self.lists.with(|lists| {
            let page = lists.get(&facts.record.key())?.pages.get(search)?;
            Some(page.next.clone())
        });
        let next = match last {
            Some(last) => last.map(PageStart::After),
            None if search.is_empty() => {
                let last = facts.last_contact.clone();
                Some(last.map_or(PageStart::First, PageStart::After))
            }
            None => Some(PageStart::First),
        };
        next.filter(|_| facts.more_people)
    }

    /// A loaded contact; follows changes.
    pub fn person(self, record: &RecordRef, id: &RecordId) -> Option<PersonView> {
        self.lists.with(|lists| {
            let list = lists.get(&record.key())?;
            let mut people = list.pages.values().flat_map(|page| &page.people);
            let found = people.find(|person| person.record == *id);
            found.map(|person| (**person).clone())
        })
    }
}
