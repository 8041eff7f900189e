//! The rep's due tasks: one call of Salesforce an org, cached for the browser session.

mod asking;
mod cache;
mod error;
mod query;
mod view;

pub use asking::Asking;
pub use error::AgendaError;
pub use query::LIMIT;
pub use view::{LinkedRecord, OrgTasks, TaskView, TasksView};

use std::rc::Rc;
use std::time::Duration;

use crate::agenda::cache::Row;
use crate::base::{Fault, Millis, OrgHost, RecordId, RecordRef, json, locks::Locks};
use crate::insight::Insight;
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose, RestError, Schema, Sessions};

/// Tasks older than this are read again when the popup opens.
pub const FRESH: Duration = Duration::from_secs(3 * 60);
/// Tasks older than this are read again for the badge, while the browser is in use.
pub const QUIET: Duration = Duration::from_secs(45 * 60);
/// Tasks older than this are read again in the call of the live feed, which is made anyway.
pub const BESIDE: Duration = Duration::from_secs(30 * 60);
/// The reference of their query.
pub const STEP: &str = "due_tasks";

/// The tasks that are due, by org.
pub struct Agenda<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    insight: Rc<Insight<P>>,
    /// One lock an org, held from reading the cache to writing it.
    locks: Locks,
}

impl<P: Platform> Agenda<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>, insight: Rc<Insight<P>>) -> Self {
        Self {
            platform,
            sessions,
            insight,
            locks: Locks::default(),
        }
    }

    /// An org's cached tasks.
    pub async fn cached(&self, org: &OrgHost) -> Option<OrgTasks> {
        let user = self.sessions.user(org).await?;
        let kept = cache::get(&*self.platform, org, &user.user_id).await?;
        Some(kept.view(org))
    }

    /// The cached tasks that are still to be done and have a reminder, with its time.
    pub async fn reminders(&self, org: &OrgHost) -> Vec<(TaskView, Millis)> {
        let Some(user) = self.sessions.user(org).await else {
            return Vec::new();
        };
        let kept = cache::get(&*self.platform, org, &user.user_id).await;
        let rows = kept.map(|kept| kept.rows).unwrap_or_default().into_iter();
        let open = rows.filter(|row| !row.task.done);
        open.filter_map(|row| row.task.remind.map(|at| (row.task, at)))
            .collect()
    }

    /// When an org's cached tasks will be older than `age`; now where they are already.
    pub async fn stale_at(&self, org: &OrgHost, age: Duration) -> Millis {
        let now = self.platform.now();
        let Some(user) = self.sessions.user(org).await else {
            return now.after(age);
        };
        match cache::get(&*self.platform, org, &user.user_id).await {
            Some(kept) if kept.day == self.platform.today() => kept.asked.after(age).max(now),
            _ => now,
        }
    }

    /// Reads the tasks from Salesforce, where the cached ones are older than `age` or of another day. After a
    /// failure the cached tasks stay, with the fault, and are not read again before `age` has passed.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn refresh(&self, org: &OrgHost, age: Duration) -> Result<(), Fault> {
        let Some(asking) = self.asking(org, age).await? else {
            return Ok(());
        };
        let answer = asking.ask().await;
        asking.take(answer).await
    }

    /// Marks a task as done, or as open again: one call of Salesforce, which may be repeated.
    ///
    /// # Errors
    /// The rep was not shown this task, Salesforce refused, or nobody is signed in.
    pub async fn complete(&self, org: &OrgHost, task: &RecordId, done: bool) -> Result<(), Fault> {
        let user = self.sessions.signed_in(org).await?;
        let _held = self.locks.hold(org.as_str()).await;
        let kept = cache::get(&*self.platform, org, &user.user_id).await;
        let mut kept = kept.ok_or(AgendaError::NotListed)?;
        let row = kept.rows.iter_mut().find(|row| row.task.id == *task);
        let row = row.ok_or(AgendaError::NotListed)?;
        self.write(org, row, done).await?;
        row.task.done = done;
        let linked = [row.task.who.clone(), row.task.what.clone()];
        cache::put(&*self.platform, org, &kept).await?;
        for record in linked.into_iter().flatten() {
            // The cached view of its record still shows the task as it was.
            if let Some(object) = record.id.object() {
                let record = RecordRef {
                    org: org.clone(),
                    object,
                    id: record.id,
                };
                self.insight.outdate(&record).await?;
            }
        }
        Ok(())
    }

    /// A task was marked as done, or as open again, elsewhere than in this list. No call.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn note_done(&self, org: &OrgHost, task: &RecordId, done: bool) -> Result<(), Fault> {
        let user = self.sessions.signed_in(org).await?;
        let _held = self.locks.hold(org.as_str()).await;
        let Some(mut kept) = cache::get(&*self.platform, org, &user.user_id).await else {
            return Ok(());
        };
        let Some(row) = kept.rows.iter_mut().find(|row| row.task.id == *task) else {
            return Ok(());
        };
        row.task.done = done;
        Ok(cache::put(&*self.platform, org, &kept).await?)
    }

    async fn write(&self, org: &OrgHost, row: &Row, done: bool) -> Result<(), RestError> {
        let rest = self.sessions.rest(org).counted_as(Purpose::Tasks);
        let schema = Schema::of(&rest).await?;
        let status = match done {
            true => schema.closed_status(),
            false => &row.status,
        };
        let change = json::object([("Status".to_owned(), status.into())]);
        let change = Composite::separate().update("task", "Task", row.task.id.as_str(), change);
        let reply = rest.composite(&change).await?;
        match reply.refused().next() {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }
}
