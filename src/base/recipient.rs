//! A recipient of a mail.

use serde::{Deserialize, Serialize};

use crate::base::{RecordId, Zone};

/// A recipient of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// The name to show, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The lead or contact it belongs to, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<RecordId>,
    /// The owner of that lead or contact when it was chosen, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<RecordId>,
    /// The time zone of their address when they were chosen, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// They opted out of e-mail, and the rep confirmed that this mail is sent to them all the same. Counts only
    /// where the policy lets the rep decide.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agreed: bool,
}

impl Recipient {
    /// The name, else the address.
    #[must_use]
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.address)
    }

    /// Whether it is the same person with the same address.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.record == other.record && self.has_address_of(other)
    }

    /// Whether a mail to one of them is a mail to the other.
    #[must_use]
    pub fn has_address_of(&self, other: &Self) -> bool {
        self.address.eq_ignore_ascii_case(&other.address)
    }

    /// Links a typed address to the lead or contact that it belongs to, so that the mail is in their history. An
    /// address that is linked already stays as it is.
    pub fn become_known(&mut self, person: &Self) {
        if self.record.is_none() && self.has_address_of(person) {
            self.record.clone_from(&person.record);
            self.owner.clone_from(&person.owner);
            self.zone.clone_from(&person.zone);
            if self.name.is_none() {
                self.name.clone_from(&person.name);
            }
        }
    }

    /// Adds them to a list, unless their address is in it.
    pub fn join(self, list: &mut Vec<Self>) {
        if !list.iter().any(|other| other.has_address_of(&self)) {
            list.push(self);
        }
    }
}
