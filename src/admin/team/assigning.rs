//! What the outbox's engine asks of an invitation: the permission set, and the welcome mail.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use serde_json::json;
use std::time::Duration;

use super::held::{self, Which};
use super::mail::{Letter, Written};
use super::service::Team;
use super::{TeamError, directory};
use crate::base::{Fault, Millis, OrgHost, RecordId};
use crate::onboarding::Invitation;
use crate::outbox::{Invitations, Invited, Outcome, Owner, WelcomeMail};
use crate::ports::Platform;
use crate::salesforce::{Purpose, Saved};

impl<P: Platform + 'static> Invitations for Team<P> {
    fn assign<'a>(
        &'a self,
        org: &'a OrgHost,
        users: &'a [RecordId],
    ) -> LocalBoxFuture<'a, Vec<Outcome>> {
        let assigned = async move {
            let outcome = |result| match result {
                Ok(_) => Outcome::Done { warning: None },
                Err(error) => Outcome::Failed(Fault::from(error)),
            };
            match self.ask_to_assign(org, users).await {
                Ok(results) => results.into_iter().map(outcome).collect(),
                Err(error) => users.iter().map(|_| of_all(error.clone())).collect(),
            }
        };
        assigned.boxed_local()
    }

    fn welcome_mail(&self, invited: &Invited, owner: &Owner, now: Millis) -> WelcomeMail {
        let Written {
            subject,
            html,
            text,
        } = letter(invited, owner, now);
        WelcomeMail {
            subject,
            html,
            text,
        }
    }
}

/// The welcome mail of an invitation as it is written now.
pub(super) fn letter(invited: &Invited, owner: &Owner, now: Millis) -> Written {
    let invitation = Invitation {
        org: owner.org.clone(),
        key: invited.key.clone(),
        invited: Some(invited.address.clone()),
    };
    Letter {
        language: invited.language,
        first_name: &invited.first_name,
        sender: &owner.name,
        note: &invited.note,
        invitation: &invitation,
        now,
    }
    .write()
}

impl<P: Platform + 'static> Team<P> {
    /// What became of each.
    async fn ask_to_assign(
        &self,
        org: &OrgHost,
        users: &[RecordId],
    ) -> Result<Vec<Result<Assigned, TeamError>>, TeamError> {
        let rest = self.sessions.rest(org).counted_as(Purpose::SetUp);
        let set = directory::permission_set(&rest).await?;
        let record = |user: &RecordId| json!({ "PermissionSetId": set.as_str(), "AssigneeId": user.as_str() });
        let create = async |users: &[&RecordId]| {
            let records = users.iter().copied().map(record);
            rest.create_all("PermissionSetAssignment", records).await
        };
        let all: Vec<&RecordId> = users.iter().collect();
        let mut results: Vec<_> = create(&all).await?.into_iter().map(assigned).collect();
        // An assignment that ran out or was revoked stands in the way of a new one, and gives nothing.
        let there = |at: &usize| matches!(results.get(*at), Some(Ok(Assigned::Before)));
        let there: Vec<usize> = (0..users.len()).filter(there).collect();
        let before: Vec<RecordId> = there
            .iter()
            .filter_map(|at| users.get(*at).cloned())
            .collect();
        if before.is_empty() {
            return Ok(results);
        }
        let ended = held::assignments(&rest, &before, Which::NotInForce).await?;
        if !ended.is_empty() {
            let ids: Vec<RecordId> = ended.iter().map(|(id, _)| id.clone()).collect();
            rest.delete_all(&ids).await?;
            let again = |at: &usize| {
                let user = users.get(*at);
                user.is_some_and(|user| ended.iter().any(|(_, ended)| ended == user))
            };
            let again: Vec<usize> = there.into_iter().filter(again).collect();
            let of: Vec<&RecordId> = again.iter().filter_map(|at| users.get(*at)).collect();
            for (at, saved) in again.into_iter().zip(create(&of).await?) {
                if let Some(result) = results.get_mut(at) {
                    *result = assigned(saved);
                }
            }
        }
        Ok(results)
    }
}

/// Whether this call made an assignment.
enum Assigned {
    Now,
    Before,
}

fn assigned(saved: Saved) -> Result<Assigned, TeamError> {
    match saved {
        Ok(()) => Ok(Assigned::Now),
        Err(refused) => match TeamError::of_assignment(refused) {
            None => Ok(Assigned::Before),
            Some(error) => Err(error),
        },
    }
}

/// What becomes of everybody where the call itself failed.
fn of_all(error: TeamError) -> Outcome {
    let lasting = matches!(error, TeamError::NoPermissionSet);
    let fault = Fault::from(error);
    match lasting {
        true => Outcome::Failed(fault),
        false => Outcome::Later {
            fault,
            after: Duration::ZERO,
            unclear: false,
        },
    }
}
