//! The reading of the tasks: by a call of their own, or in one that is made anyway.

use std::time::Duration;

use super::cache::{self, CacheEntry};
use super::query::{Task, question};
use super::{Agenda, STEP};
use crate::base::time::days;
use crate::base::{Day, Fault, Millis, OrgHost, locks::Held};
use crate::ports::Platform;
use crate::salesforce::{Composite, CompositeReply, Purpose, RestError, SalesforceUser};

/// Reminders are known so long before.
const A_DAY: Duration = days(1);

/// The tasks of an org are about to be read. Until this is dropped nobody changes what is known of them.
pub struct Asking<'a, P> {
    agenda: &'a Agenda<P>,
    org: &'a OrgHost,
    user: SalesforceUser,
    asked: Millis,
    today: Day,
    kept: Option<CacheEntry>,
    _held: Held,
}

impl<P: Platform> Agenda<P> {
    /// Begins to read the tasks, where the cached ones are older than `age` or of another day.
    ///
    /// # Errors
    /// Nobody is signed in to the org.
    pub async fn asking<'a>(
        &'a self,
        org: &'a OrgHost,
        age: Duration,
    ) -> Result<Option<Asking<'a, P>>, Fault> {
        let asked = self.platform.now();
        let user = self.sessions.signed_in(org).await?;
        let held = self.locks.hold(org.as_str()).await;
        let kept = cache::get(&*self.platform, org, &user.user_id).await;
        let today = self.platform.today();
        let is_fresh = |kept: &CacheEntry| {
            let waited = kept.asked > asked;
            kept.day == today && (waited || asked.since(kept.asked) < age)
        };
        if kept.as_ref().is_some_and(is_fresh) {
            return Ok(None);
        }
        Ok(Some(Asking {
            agenda: self,
            org,
            user,
            asked,
            today,
            kept,
            _held: held,
        }))
    }
}

impl<P: Platform> Asking<'_, P> {
    /// The query.
    #[must_use]
    pub fn soql(&self) -> String {
        question(&self.user.user_id, self.today, self.asked.after(A_DAY))
    }

    /// Asks it in a call of its own.
    pub(super) async fn ask(&self) -> Result<CompositeReply, RestError> {
        let question = Composite::separate().query(STEP, &self.soql());
        let rest = self.agenda.sessions.rest(self.org);
        rest.counted_as(Purpose::Tasks).composite(&question).await
    }

    /// Takes the answer. After a failure the cached tasks stay, with the fault.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn take(self, answer: Result<CompositeReply, RestError>) -> Result<(), Fault> {
        let platform = &self.agenda.platform;
        let now = platform.now();
        let (rows, at, fault) = match answer.and_then(|reply| reply.rows::<Task>(STEP)) {
            Ok(tasks) => (tasks.into_iter().map(Task::row).collect(), Some(now), None),
            Err(error) => {
                let at = self.kept.as_ref().and_then(|kept| kept.at);
                let rows = self.kept.map(|kept| kept.rows).unwrap_or_default();
                (rows, at, Some(error.into()))
            }
        };
        let kept = CacheEntry {
            user: self.user.user_id,
            day: self.today,
            asked: now,
            at,
            rows,
            fault,
        };
        Ok(cache::put(&**platform, self.org, &kept).await?)
    }
}
