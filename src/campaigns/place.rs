//! Where campaigns are kept, with who is in them and what was done for whom: in Salesforce, or in this browser alone where
//! the org has no objects for them. In both places an entry of [`super::cache`] says it; in Salesforce it is a copy, and what
//! changes is written there first. What is really Salesforce's is there either way: the people and the rep's tasks.

use crate::base::{OrgHost, RecordId};

/// Where campaigns of an org are kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub org: &'a OrgHost,
    pub kept: Kept,
}

/// In which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// In the org's own objects.
    Salesforce,
    /// In this browser alone.
    Here,
}

impl<'a> Place<'a> {
    /// In the org's own objects.
    pub const fn salesforce(org: &'a OrgHost) -> Self {
        Self {
            org,
            kept: Kept::Salesforce,
        }
    }

    /// In this browser.
    pub const fn here(org: &'a OrgHost) -> Self {
        Self {
            org,
            kept: Kept::Here,
        }
    }

    /// Both: an org that gets the objects keeps new campaigns in them, and those of this browser go on.
    pub const fn both(org: &'a OrgHost) -> [Self; 2] {
        [Self::salesforce(org), Self::here(org)]
    }

    /// Under which key a user's entry is stored, which is that of its lock, too.
    pub fn key(self, user: &RecordId) -> String {
        let folder = match self.kept {
            Kept::Salesforce => "campaigns",
            Kept::Here => "campaigns-here",
        };
        format!("{folder}/{}/{user}", self.org)
    }
}
