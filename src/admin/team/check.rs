//! Before a mail goes out: who of a list can be invited, and what stands in the way. Pure.

use serde::{Deserialize, Serialize};

use super::directory::User;
use super::held::Held;
use super::list::{Entry, Reading};
use crate::accounts::{plain_address, same_address};
use crate::base::{Language, OrgHost, RecordId, is_address};
use crate::outbox::Intent;

/// One row of the preview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The line of the CSV file, where it came from one.
    pub line: Option<usize>,
    /// As it was written; the name of a user who was picked.
    pub written: String,
    /// Whom it means.
    pub user: Option<Candidate>,
    /// What is to be known, the gravest first.
    pub findings: Vec<Finding>,
}

/// A user who may be invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The user's id.
    pub user: RecordId,
    /// The name.
    pub name: String,
    /// Where the mail goes.
    pub address: String,
    /// The mail's language by the user's own.
    pub language: Language,
}

/// What the preview says of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It is no address.
    Malformed,
    /// The address stands further up.
    Again,
    /// No user has the address.
    NoUser,
    /// Several active users have it.
    Several,
    /// The user is inactive.
    Inactive,
    /// A user of another type than Standard, as of a portal.
    NotStandard,
    /// The licence carries no API; its name.
    NoApi(String),
    /// Mail cannot reach the address.
    Unreachable,
    /// Invited before; picked from the list, so the mail is sent again.
    Invited,
    /// Invited before; a list sends nothing again.
    InvitedBefore,
    /// An invitation is on its way, or waits for the administrator's word.
    UnderWay,
    /// The user may not make tasks: calls and tasks cannot be logged.
    NoTasks,
}

impl Finding {
    /// Whether the user cannot be invited before that is changed.
    #[must_use]
    pub const fn stops(&self) -> bool {
        !matches!(self, Self::Invited | Self::NoTasks)
    }
}

impl Checked {
    /// Whether it can be invited as it is.
    #[must_use]
    pub fn can_be_invited(&self) -> bool {
        self.user.is_some() && !self.findings.iter().any(Finding::stops)
    }
}

/// Licences without API access, whatever is assigned ("User Licenses", Salesforce Help).
const WITHOUT_API: &[&str] = &[
    "Chatter External",
    "Chatter Free",
    "Chatter Only",
    "External Identity",
    "Guest",
    "Guest User License",
    "Identity",
];

/// What is known of the org when rows are judged.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Which org.
    pub org: &'a OrgHost,
    /// The users that were found.
    pub users: &'a [User],
    /// What they have.
    pub held: &'a Held,
    /// The invitations of this browser.
    pub invitations: &'a [Intent],
}

impl Known<'_> {
    /// Judges the rows of a list. Who is invited already is not invited again by a list.
    #[must_use]
    pub fn judge_list(&self, entries: Vec<Entry>) -> Vec<Checked> {
        entries.into_iter().map(|entry| self.entry(entry)).collect()
    }

    /// Judges users who were picked, in the order of their picking.
    #[must_use]
    pub fn judge_picked(&self, picked: &[RecordId]) -> Vec<Checked> {
        let user = |id: &RecordId| self.users.iter().find(|user| user.id == *id);
        picked
            .iter()
            .map(|id| match user(id) {
                Some(user) => Checked {
                    line: None,
                    written: user.name.clone(),
                    user: Some(self.candidate(user)),
                    findings: self.findings(user),
                },
                None => Checked {
                    line: None,
                    written: id.as_str().to_owned(),
                    user: None,
                    findings: vec![Finding::NoUser],
                },
            })
            .collect()
    }

    fn entry(&self, entry: Entry) -> Checked {
        let (user, mut findings) = match &entry.reading {
            Reading::Malformed(_) => (None, vec![Finding::Malformed]),
            Reading::Again => (None, vec![Finding::Again]),
            Reading::Address(address) => self.address(address),
        };
        for finding in &mut findings {
            if *finding == Finding::Invited {
                *finding = Finding::InvitedBefore;
            }
        }
        Checked {
            line: entry.line,
            written: entry.written,
            user,
            findings,
        }
    }

    /// Whom an address means: an active user before inactive ones, an employee before others.
    fn address(&self, address: &str) -> (Option<Candidate>, Vec<Finding>) {
        let has = |user: &&User| {
            let email = user.email.as_deref();
            email.is_some_and(|email| same_address(self.org, email, address))
        };
        let all: Vec<&User> = self.users.iter().filter(has).collect();
        let active: Vec<&User> = all.iter().copied().filter(|user| user.is_active).collect();
        let employees: Vec<&User> = active.iter().copied().filter(|u| is_standard(u)).collect();
        match (employees.as_slice(), active.first().or(all.first())) {
            ([user], _) => (Some(self.candidate(user)), self.findings(user)),
            ([], Some(user)) => (Some(self.candidate(user)), self.findings(user)),
            ([], None) => (None, vec![Finding::NoUser]),
            _ => (None, vec![Finding::Several]),
        }
    }

    /// What keeps a user from working with it, or from being invited now.
    #[must_use]
    pub fn findings(&self, user: &User) -> Vec<Finding> {
        let address = self.plain(user);
        let licence = user.licence().filter(|name| WITHOUT_API.contains(name));
        let under_way = self.invitations.iter().any(|intent| {
            let same = |id: &RecordId| *id == user.id && intent.owner.org == *self.org;
            intent.end.is_none() && intent.invited().is_some_and(|invited| same(&invited.user))
        });
        let no_tasks = |held: &Held| {
            let may = held.tasks.as_ref().map(|may| may.contains(&user.id));
            may == Some(false)
        };
        [
            (!user.is_active).then_some(Finding::Inactive),
            (!is_standard(user)).then_some(Finding::NotStandard),
            licence.map(|name| Finding::NoApi(name.to_owned())),
            (!is_address(&address) || address.ends_with(".invalid"))
                .then_some(Finding::Unreachable),
            under_way.then_some(Finding::UnderWay),
            self.held
                .invited
                .contains(&user.id)
                .then_some(Finding::Invited),
            no_tasks(self.held).then_some(Finding::NoTasks),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The user, as they would be invited.
    #[must_use]
    pub fn candidate(&self, user: &User) -> Candidate {
        Candidate {
            user: user.id.clone(),
            name: user.name.clone(),
            address: self.plain(user),
            language: Language::of(user.language_locale_key.as_deref().unwrap_or_default()),
        }
    }

    fn plain(&self, user: &User) -> String {
        plain_address(self.org, user.email.as_deref().unwrap_or_default()).to_owned()
    }
}

fn is_standard(user: &User) -> bool {
    user.user_type
        .as_deref()
        .is_none_or(|kind| kind == "Standard")
}
