//! Which records a Task belongs to: the person, others who took part, and what it is about.

use serde_json::json;

use crate::actions::MOST_ALSO;
use crate::base::{ObjectType, RecordId, RecordRef};
use crate::salesforce::{PEOPLE_FIELD, fields::Fields};

/// The records that a Task belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The lead or contact (`WhoId`).
    pub who: Option<RecordId>,
    /// Contacts beside them, for an org with Shared Activities (`TaskWhoIds`).
    pub others: Vec<RecordId>,
    /// The opportunity or account (`WhatId`).
    pub what: Option<RecordId>,
}

impl Links {
    /// Of an activity on `record` with `people`, the most important first, about the opportunity that the rep chose.
    /// A lead stands alone: a Task with a lead has nothing that it is about, and nobody else ("Task", Object Reference).
    #[must_use]
    pub fn of<'a>(
        record: &RecordRef,
        people: impl IntoIterator<Item = &'a RecordId>,
        about: Option<&RecordId>,
    ) -> Self {
        let mut contacts: Vec<RecordId> = Vec::new();
        for person in people {
            let counts = person.object() == Some(ObjectType::Contact) && *person != record.id;
            if counts && !contacts.contains(person) {
                contacts.push(person.clone());
            }
        }
        match record.object {
            ObjectType::Lead => Self {
                who: Some(record.id.clone()),
                others: Vec::new(),
                what: None,
            },
            ObjectType::Contact => Self {
                who: Some(record.id.clone()),
                others: contacts,
                what: about.cloned(),
            },
            ObjectType::Account | ObjectType::Opportunity => {
                let mut contacts = contacts.into_iter();
                Self {
                    who: contacts.next(),
                    others: contacts.collect(),
                    what: Some(about.unwrap_or(&record.id).clone()),
                }
            }
        }
    }

    /// Sets them. Where the rep may not relate a Task to an opportunity or account, the person alone has it, and a
    /// notice says so; without a person Salesforce refuses it, which is better than a Task that nobody finds.
    pub(crate) fn set(&self, fields: &mut Fields<'_>) {
        if let Some(who) = &self.who {
            fields.must_set("WhoId", who.as_str());
        }
        match (&self.what, &self.who) {
            (Some(what), Some(_)) => fields.fill_in("WhatId", what.as_str()),
            (Some(what), None) => fields.must_set("WhatId", what.as_str()),
            (None, _) => {}
        }
        if !self.others.is_empty() {
            let others = self.others.iter().take(MOST_ALSO);
            let all = self.who.iter().chain(others);
            fields.set(PEOPLE_FIELD, json!(all.collect::<Vec<_>>()));
        }
    }
}
