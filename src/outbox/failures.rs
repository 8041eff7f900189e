//! What failed, by kind: one explanation and one move for all that failed for the same reason.

use serde::{Deserialize, Serialize};
use std::rc::Rc;

use super::kept::{Kept, What, kept};
use super::rows::INVITATIONS;
use super::{Decision, Intent, Outbox, OutboxError, OutboxState};
use crate::base::{ActionKind, Code, Fault, OrgHost, sort::sort_by_key};
use crate::ports::Platform;

/// All that failed for one reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The reason, and where.
    pub kind: FailureKind,
    /// What is told of it, and whose move it is. It names nobody.
    pub fault: Fault,
    /// So many pieces of work.
    pub count: usize,
    /// So many of them are tried again by *Try all again*.
    pub retries: usize,
}

/// A reason in an org: a sign-in and a right are those of one org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureKind {
    /// The fault's code.
    pub code: Code,
    /// The org.
    pub org: OrgHost,
}

/// What failed of this work, by kind: the kind with the most first.
#[must_use]
pub fn failures(all: &[Kept]) -> Vec<Failure> {
    let mut found: Vec<Failure> = Vec::new();
    for one in all {
        let Some((kind, fault)) = failed(one) else {
            continue;
        };
        let retries = usize::from(one.retries);
        match found.iter_mut().find(|failure| failure.kind == kind) {
            Some(failure) => {
                failure.count += 1;
                failure.retries += retries;
            }
            None => found.push(Failure {
                kind,
                fault,
                count: 1,
                retries,
            }),
        }
    }
    sort_by_key(&mut found, |failure| {
        let code = failure.kind.code.as_str().to_owned();
        (
            std::cmp::Reverse(failure.count),
            code,
            failure.kind.org.clone(),
        )
    });
    found
}

/// Why a piece of work failed.
fn failed(one: &Kept) -> Option<(FailureKind, Fault)> {
    let state = one.state()?;
    let mut fault = match state {
        OutboxState::Unconfirmed if writes(one.what) => OutboxError::Unconfirmed.into(),
        OutboxState::Unconfirmed => OutboxError::MayBeSent.into(),
        state => state.in_the_way()?.clone(),
    };
    // Those are about one piece of work, which says them itself.
    fault.fields.clear();
    let kind = FailureKind {
        code: fault.code.clone(),
        org: one.org.clone(),
    };
    Some((kind, fault))
}

/// Whether it writes to Salesforce and sends nothing.
const fn writes(what: What) -> bool {
    match what {
        What::Action(action) => !matches!(action, ActionKind::SendEmail),
        What::CameBack => true,
        What::CampaignMail | What::Invitation => false,
    }
}

impl<P: Platform + 'static> Outbox<P> {
    /// Tries all again that failed for this reason, as far as it waits for nobody: what needs a sign-in, another input
    /// or a decision is left alone. All in one transaction; says how many there were.
    ///
    /// # Errors
    /// The storage failed; nothing has changed.
    pub async fn retry_all(self: &Rc<Self>, kind: &FailureKind) -> Result<usize, Fault> {
        let now = self.platform.now();
        let is_of_kind = |intent: &Intent| {
            let one = kept(intent, now);
            one.retries && failed(&one).is_some_and(|(of, _)| of == *kind)
        };
        let mut own = self.own_actions().await?;
        own.extend(self.own_of(INVITATIONS).await?);
        own.retain(is_of_kind);
        let mut tried = 0;
        self.change_all(own, |intent| {
            let again = is_of_kind(intent) && intent.decide(Decision::Retry, now, &self.life);
            tried += usize::from(again);
            again
        })
        .await?;
        self.tidy().await?;
        self.go_on_with_all();
        Ok(tried)
    }
}
