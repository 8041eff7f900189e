//! Searches people, and caches the results while the view of the record is the same.

use leptos::prelude::*;
use std::collections::HashMap;

use super::contacts::Contacts;
use crate::base::{Fault, Millis, RecordId};
use crate::insight::{FoundPerson, PersonView, Whom, is_searchable};
use crate::panel::RecordView;
use crate::platform::{i18n::text_with, messages::ask};
use crate::protocol::FindPeople;
use crate::ui::panel::opt_outs::OptOuts;

/// The search with its cache.
#[derive(Clone, Copy)]
pub struct Directory {
    of: StoredValue<Option<(String, Millis)>>,
    answers: StoredValue<HashMap<(Whom, String), Vec<FoundPerson>>>,
    known: RwSignal<HashMap<RecordId, FoundPerson>>,
    contacts: Contacts,
}

impl Directory {
    /// Provides it to the components below.
    pub fn provide(contacts: Contacts) {
        provide_context(Self {
            contacts,
            of: StoredValue::new(None),
            answers: StoredValue::new(HashMap::new()),
            known: RwSignal::new(HashMap::new()),
        });
    }

    /// The search of this panel.
    pub fn get() -> Self {
        expect_context()
    }

    /// A person who is not among the people of the view, but was found or loaded with further contacts; follows changes.
    pub fn person(self, record: RwSignal<RecordView>, id: &RecordId) -> Option<PersonView> {
        let found = self.known.with(|known| known.get(id).cloned());
        let contacts = self.contacts;
        let beyond = move || record.with(|record| contacts.person(&record.facts.record, id));
        found.map(|found| found.person).or_else(beyond)
    }

    /// The people found by a text; none where it is too short.
    pub async fn find(
        self,
        record: RwSignal<RecordView>,
        text: String,
        whom: Whom,
    ) -> Result<Vec<FoundPerson>, Fault> {
        let text = text.trim().to_lowercase();
        let seen = record.try_with_untracked(|record| {
            let at = (record.facts.record.key(), record.facts.freshness.at);
            (record.facts.record.clone(), at)
        });
        let Some((record, at)) = seen.filter(|_| is_searchable(&text)) else {
            return Ok(Vec::new());
        };
        if self.of.get_value().as_ref() != Some(&at) {
            self.of.set_value(Some(at));
            self.answers.set_value(HashMap::new());
        }
        let key = (whom, text.clone());
        if let Some(found) = self.answers.with_value(|all| all.get(&key).cloned()) {
            return Ok(found);
        }
        let found = ask(FindPeople { record, text, whom }).await?;
        self.known.try_update(|known| {
            let each = found.iter().cloned();
            known.extend(each.map(|one| (one.person.record.clone(), one)));
        });
        self.answers.try_update_value(|all| {
            all.insert(key, found.clone());
        });
        Ok(found)
    }
}

/// A person as an entry of a list: name, title and company, address, opt-outs.
pub fn entry(found: &FoundPerson) -> AnyView {
    let FoundPerson { person, company } = found;
    let parts = [person.title.as_ref(), company.as_ref()];
    let line: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    let line = line.join(" · ");
    let soft = |words: String| view! { <span class="small soft">{words}</span> };
    view! {
        <span class="strong">{person.name.clone()}</span>
        {person.address.clone().map(soft)}
        {(!line.is_empty()).then(|| soft(line))}
        <OptOuts of=person.opt_out.clone() />
    }
    .into_any()
}

/// The message to screen readers that a recipient was added.
pub fn added(name: &str) -> String {
    text_with("compose_added", &[name])
}
