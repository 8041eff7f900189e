//! Who is in the team and who can be invited, as the page lists and checks them.

use super::check::{Checked, Known};
use super::directory::{self, User};
use super::groups::{self, Everybody, Groups};
use super::held::{self, Held};
use super::service::Team;
use super::view::{Person, PersonState, TeamPage, Who};
use super::{TeamError, Within, list};
use crate::base::{Fault, Millis, OrgHost, RecordId, Topic};
use crate::ports::Platform;
use crate::salesforce::{Purpose, Rest, RestError};

/// As many addresses of a list are looked up in one call.
const PART: usize = 500;

impl<P: Platform + 'static> Team<P> {
    /// A page of the org's active users: two calls.
    ///
    /// # Errors
    /// What Salesforce refuses.
    pub async fn page(
        &self,
        org: &OrgHost,
        search: &str,
        within: &Within,
        offset: usize,
    ) -> Result<TeamPage, Fault> {
        let rest = self.sessions.rest(org).counted_as(Purpose::SetUp);
        let page = directory::page(&rest, search, within, offset).await?;
        let ids: Vec<RecordId> = page.users.iter().map(|user| user.id.clone()).collect();
        let held = held::held(&rest, &ids).await?;
        let known = Known {
            org,
            users: &page.users,
            held: &held,
            invitations: &[],
        };
        let person = |user: &User| Person {
            who: known.candidate(user),
            title: user.title.clone(),
            state: state(&held, &user.id),
        };
        Ok(TeamPage {
            people: page.users.iter().map(person).collect(),
            next: page.next,
            beyond: page.beyond,
            missing: page
                .permission_set
                .is_none()
                .then(|| TeamError::NoPermissionSet.into()),
        })
    }

    /// What the list can be narrowed to: one call.
    ///
    /// # Errors
    /// What Salesforce refuses.
    pub async fn groups(&self, org: &OrgHost) -> Result<Groups, Fault> {
        Ok(groups::groups(&self.sessions.rest(org).counted_as(Purpose::SetUp)).await?)
    }

    /// Everybody of a list, to select them all: one call, and one for each further 2,000 users.
    ///
    /// # Errors
    /// What Salesforce refuses.
    pub async fn everybody(
        &self,
        org: &OrgHost,
        search: &str,
        within: &Within,
    ) -> Result<Everybody, Fault> {
        let condition = directory::condition(search, within);
        Ok(groups::everybody(
            &self.sessions.rest(org).counted_as(Purpose::SetUp),
            &condition,
        )
        .await?)
    }

    /// Looks at users before they are invited: two calls for up to a hundred.
    ///
    /// # Errors
    /// What Salesforce refuses, and a list that is too long.
    pub async fn check(&self, org: &OrgHost, who: &Who) -> Result<Vec<Checked>, Fault> {
        let rest = self.sessions.rest(org).counted_as(Purpose::SetUp);
        let (entries, users) = match who {
            Who::Users(ids) => (Vec::new(), directory::by_id(&rest, ids).await?),
            Who::List(text) => {
                let to_ascii = |host: &str| self.platform.to_ascii(host);
                let entries = list::read(text, &to_ascii);
                let entries = entries.map_err(|list::TooMany| TeamError::TooMany)?;
                let addresses: Vec<String> = entries.iter().filter_map(address).collect();
                let users = self.look_up(&rest, &addresses).await;
                self.looked_up.set(None);
                (entries, users?)
            }
        };
        let ids: Vec<RecordId> = users.iter().map(|user| user.id.clone()).collect();
        let held = held::held(&rest, &ids).await?;
        let invitations = self.outbox.invited().await?;
        let known = Known {
            org,
            users: &users,
            held: &held,
            invitations: &invitations,
        };
        Ok(match who {
            Who::Users(ids) => known.judge_picked(ids),
            Who::List(_) => known.judge_list(entries),
        })
    }

    /// The users of a list's addresses, a part after the other: a list of thousands says how far it is.
    async fn look_up(&self, rest: &Rest<P>, addresses: &[String]) -> Result<Vec<User>, RestError> {
        let mut users = Vec::new();
        for (done, part) in (0..).step_by(PART).zip(addresses.chunks(PART)) {
            if addresses.len() > PART {
                self.looked_up.set(Some((done, addresses.len())));
                self.platform.changed(Topic::Team).await;
            }
            users.extend(directory::by_address(rest, part).await?);
        }
        Ok(users)
    }
}

fn address(entry: &list::Entry) -> Option<String> {
    match &entry.reading {
        list::Reading::Address(address) => Some(address.clone()),
        _ => None,
    }
}

fn state(held: &Held, user: &RecordId) -> PersonState {
    if !held.invited.contains(user) {
        return PersonState::NotInvited;
    }
    match &held.used {
        None => PersonState::InvitedNotKnown,
        Some(used) => match used.get(user) {
            None => PersonState::Invited,
            Some(at) => PersonState::Active {
                used: (*at > Millis(0)).then_some(*at),
            },
        },
    }
}
