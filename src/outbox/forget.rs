//! What is due, and what is forgotten in time.

use std::time::Duration;

use super::advance::SHORT;
use super::next::{UNDECIDED, is_over};
use super::rows::{self, Batch};
use super::{Intent, Outbox, OutboxError, draft_rows, wake};
use crate::base::time::days;
use crate::base::{Millis, OrgHost};
use crate::ports::{Platform, Table, Write};

/// What the key begins with that says when drafts are looked through next.
const DRAFTS: &str = "drafts/";
/// How often drafts are looked through for what is too old.
const DRAFTS_EVERY: Duration = days(1);

impl<P: Platform + 'static> Outbox<P> {
    /// The rows that are due now or in a moment, or that may be: nothing else is read. Those that this life
    /// goes on with already are left out.
    pub(super) async fn due(&self) -> Result<Vec<Intent>, OutboxError> {
        let now = self.platform.now();
        let database = &*self.platform;
        let mut keys = rows::due(database, wake::AT, Some(now.after(SHORT))).await?;
        keys.extend(rows::due(database, wake::SIGN_IN, None).await?);
        keys.extend(rows::due(database, wake::PARKED, None).await?);
        let mut due = Vec::new();
        for key in keys.iter().filter_map(|key| wake::row_of(key)) {
            if self.running.borrow().contains(key) {
                continue;
            }
            // A row of a newer release is left alone.
            let Ok(Some(intent)) = rows::get(database, key).await else {
                continue;
            };
            if is_over(&intent, now) {
                self.forget(key, now).await?;
            } else if self.may_go_on(&intent).await? {
                due.push(intent);
            } else if intent.waits_at_outlook(now) && self.barred(&intent).await.is_some() {
                // What the policy forbids does not leave by Outlook either, where that can be asked.
                let _ = self.bring_home(key).await;
            }
        }
        Ok(due)
    }

    /// Whether its owner is here and the policy lets it; what may not go on is parked until it may.
    pub(super) async fn may_go_on(&self, intent: &Intent) -> Result<bool, OutboxError> {
        let may = self.barred(intent).await.is_none() && self.owner_is_signed_in(intent).await;
        if may == intent.parked {
            self.change(&rows::key_of(intent), |intent| {
                let waits = intent.end.is_none() && intent.parked == may;
                intent.parked = if waits { !may } else { intent.parked };
                waits
            })
            .await?;
        }
        Ok(may)
    }

    /// Forgets what is done for long, and what nobody decided about.
    pub(super) async fn forget_old(&self) -> Result<(), OutboxError> {
        let now = self.platform.now();
        for key in rows::due(&*self.platform, wake::FORGET, Some(now)).await? {
            if let Some(row) = wake::row_of(&key) {
                self.forget(row, now).await?;
            }
        }
        Ok(())
    }

    async fn forget(&self, key: &str, now: Millis) -> Result<(), OutboxError> {
        let _held = self.locks.hold(key).await;
        let Ok(Some(intent)) = rows::get(&*self.platform, key).await else {
            return Ok(());
        };
        if !is_over(&intent, now) {
            return Ok(());
        }
        let mut batch = Batch::default();
        batch.delete_row(&intent);
        batch.commit(&*self.platform).await?;
        self.forget_files(intent.files().to_vec()).await
    }

    /// Once a day: forgets drafts that nobody goes on with and files that nothing names for a day, and gives what
    /// earlier releases kept without a user to the one who is signed in.
    pub(super) async fn tidy_drafts(&self) -> Result<(), OutboxError> {
        let now = self.platform.now();
        let database = &*self.platform;
        let keys = database
            .row_keys(Table::Due, DRAFTS, &wake::end_of(DRAFTS), 1)
            .await?;
        let known = keys.into_iter().next();
        let due = known.as_ref().and_then(|key| wake::time_of(key));
        if due.is_some_and(|due| now < due && due <= now.after(DRAFTS_EVERY)) {
            return Ok(());
        }
        let sessions = &self.services.sessions;
        let user_of = async |org: &OrgHost| sessions.user(org).await.map(|user| user.user_id);
        draft_rows::give_to_users(database, user_of).await?;
        let mut any = false;
        for row in draft_rows::all(database).await? {
            match now.since(row.draft.saved_at) > UNDECIDED {
                true => draft_rows::delete_row(database, &row.key).await?,
                false => any = true,
            }
        }
        any |= self.forget_files_before(now.before(DRAFTS_EVERY)).await?;
        let table = Table::Due;
        let next = any.then(|| Write::Put {
            table,
            key: wake::from(DRAFTS, now.after(DRAFTS_EVERY)),
            value: String::new(),
        });
        let before = known.map(|key| Write::Delete { table, key });
        let writes: Vec<Write> = before.into_iter().chain(next).collect();
        match writes.is_empty() {
            true => Ok(()),
            false => Ok(database.commit(writes).await?),
        }
    }
}
