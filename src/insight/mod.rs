//! What the panel shows of a record.

mod cache;
mod question;
mod reading;
mod view;
mod when;

pub use view::{
    Acting, ActivityKind, ActivityView, Freshness, Line, MailboxState, Marks, Moment, PageUser,
    PanelView, PersonView, RecordView,
};
pub use when::{Part, Weeks, When};

use std::rc::Rc;

use crate::locks::Locks;
use crate::ports::Platform;
use crate::protocol::Fault;
use crate::salesforce::{Cause, RecordRef, RestError, SalesforceUser, Schema, Sessions};

/// Record views: one call of Salesforce cold, none warm.
pub struct Insight<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    /// One lock a record, so that two tabs on it make one call.
    locks: Locks,
}

impl<P: Platform> Insight<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>) -> Self {
        Self {
            platform,
            sessions,
            locks: Locks::default(),
        }
    }

    /// The view of `record`: the kept one, or with `refresh` (and where none is kept) a new one. Its
    /// mailbox is not connected; the worker, which knows, says so by [`RecordView::with_mailbox`].
    ///
    /// # Errors
    /// Where Salesforce cannot be asked and nothing is kept. A kept view is given with the fault,
    /// unless Salesforce says that the rep may not see the record (any more).
    pub async fn view(&self, record: &RecordRef, refresh: bool) -> Result<RecordView, Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        let asked = self.platform.now();
        let kept = cache::get(&*self.platform, record, &user.user_id).await;
        if let (Some(view), false) = (kept, refresh) {
            return Ok(view);
        }
        let _held = self.locks.hold(&record.key()).await;
        let kept = cache::get(&*self.platform, record, &user.user_id).await;
        if let Some(view) = &kept
            && (!refresh || view.freshness.at > asked)
        {
            return Ok(view.clone());
        }
        match self.ask(record, &user).await {
            Ok(view) => {
                cache::put(&*self.platform, &user.user_id, &view).await?;
                Ok(view)
            }
            Err(error) if is_gone(&error) => {
                self.forget(record).await?;
                Err(error.into())
            }
            Err(error) => {
                let mut view = kept.ok_or_else(|| Fault::from(error.clone()))?;
                view.freshness.fault = Some(error.into());
                Ok(view)
            }
        }
    }

    /// Forgets the view of `record`, after something was written to it.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn forget(&self, record: &RecordRef) -> Result<(), Fault> {
        Ok(cache::forget(&*self.platform, record).await?)
    }

    async fn ask(
        &self,
        record: &RecordRef,
        user: &SalesforceUser,
    ) -> Result<RecordView, RestError> {
        let rest = self.sessions.rest(&record.org);
        let schema = Schema::of(&rest).await?;
        let question = question::question(record, &schema);
        let reply = rest.composite(&question).await?;
        let day_of = |at| self.platform.day(at);
        reading::view(record, user, self.platform.now(), &reply, day_of)
    }
}

fn is_gone(error: &RestError) -> bool {
    matches!(
        error.cause(),
        Some(Cause::NoRight | Cause::NotThere | Cause::RecordDeleted)
    )
}
