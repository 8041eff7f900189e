//! The records that a mail's fields can be of, and of which of them a field is.

use super::query::Asked;
use super::source::{Root, Source};
use crate::base::{ObjectType, RecordId, RecordRef};

/// Whom a mail is for, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The record in view.
    pub record: RecordRef,
    /// The lead or contact whom it is for, where they have a record.
    pub person: Option<RecordId>,
    /// The opportunity that it is about, where that is not the record in view.
    pub opportunity: Option<RecordId>,
}

/// The records that a mail's fields can be of.
pub(super) struct Records {
    pub person: Option<Asked>,
    account: Option<Asked>,
    opportunity: Option<Asked>,
    sender: Asked,
}

/// A field of one of the records.
pub(super) struct Place<'a> {
    pub root: Root,
    pub record: &'a Asked,
    pub path: String,
}

impl Records {
    pub fn of(subject: &Subject, user: &RecordId) -> Self {
        let of = |id: &RecordId, objects: &[ObjectType]| {
            let object = id.object().filter(|object| objects.contains(object))?;
            Some(Asked {
                object: object.api_name(),
                id: id.clone(),
            })
        };
        let view = &subject.record.id;
        let people = [ObjectType::Lead, ObjectType::Contact];
        let opportunity = [ObjectType::Opportunity];
        let about = subject.opportunity.as_ref();
        Self {
            person: subject.person.as_ref().and_then(|id| of(id, &people)),
            account: of(view, &[ObjectType::Account]),
            opportunity: of(view, &opportunity).or_else(|| of(about?, &opportunity)),
            sender: Asked {
                object: "User",
                id: user.clone(),
            },
        }
    }

    /// Where the value of a source is; `None` where there is no such record.
    pub fn place(&self, source: &Source) -> Option<Place<'_>> {
        let place = |root, record, path: &str| Place {
            root,
            record,
            path: path.to_owned(),
        };
        match source {
            Source::Signature | Source::Nothing => None,
            Source::Record(Root::Person, path) => {
                Some(place(Root::Person, self.person.as_ref()?, path))
            }
            Source::Record(Root::Sender, path) => Some(place(Root::Sender, &self.sender, path)),
            Source::Record(Root::Opportunity, path) => {
                Some(place(Root::Opportunity, self.opportunity.as_ref()?, path))
            }
            Source::Record(Root::Account, path) => self.of_account(path),
            Source::Company | Source::FriendlyCompany => match &self.person {
                Some(lead) if lead.object == "Lead" => Some(place(Root::Person, lead, "company")),
                _ => self.of_company("name"),
            },
            Source::Website => match &self.person {
                Some(lead) if lead.object == "Lead" => Some(place(Root::Person, lead, "website")),
                _ => self.of_company("website"),
            },
        }
    }

    /// A field of the person's own account, else of the one in view.
    fn of_company(&self, path: &str) -> Option<Place<'_>> {
        match &self.person {
            Some(contact) => Some(Place {
                root: Root::Person,
                record: contact,
                path: format!("account_{path}"),
            }),
            None => self.of_account(path),
        }
    }

    fn of_account(&self, path: &str) -> Option<Place<'_>> {
        if let Some(record) = &self.account {
            return Some(Place {
                root: Root::Account,
                record,
                path: path.to_owned(),
            });
        }
        let contact = self
            .person
            .as_ref()
            .filter(|person| person.object == "Contact");
        let by_contact = contact.map(|record| (Root::Person, record));
        let by_opportunity = self
            .opportunity
            .as_ref()
            .map(|record| (Root::Opportunity, record));
        let (root, record) = by_contact.or(by_opportunity)?;
        Some(Place {
            root,
            record,
            path: format!("account_{path}"),
        })
    }
}
