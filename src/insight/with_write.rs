//! The record in view is read again in the very call that writes to it: what the rep did is shown as the org has it, and
//! costs no call beside.

use std::rc::Rc;

use super::{Found, Insight, cache, query};
use crate::base::{Fault, Millis, RecordId, RecordRef};
use crate::ports::Platform;
use crate::salesforce::{Composite, CompositeReply, Rest, RestError, Schema};
use crate::settings::OptOutField;

/// A record's view is about to be read in a call that writes to the record.
struct Reading {
    user: RecordId,
    asked: Millis,
    more: Vec<OptOutField>,
    /// How many changes were reported before.
    changes: u32,
}

impl<P: Platform + 'static> Insight<P> {
    /// The rep has this record before them.
    pub fn is_in_view(&self, record: &RecordRef) {
        if self.in_view.borrow().as_deref() != Some(record) {
            *self.in_view.borrow_mut() = Some(Rc::new(record.clone()));
        }
    }

    /// Makes a call that writes to `record` by its first step; where the record is in view and there is room, the call
    /// also reads it again. The writer has to [`outdate`](Self::outdate) the record afterwards, as without that: of
    /// this one change the new view knows.
    ///
    /// # Errors
    /// As the call.
    pub async fn write(
        &self,
        rest: &Rest<P>,
        record: &RecordRef,
        schema: &Schema,
        composite: &Composite,
    ) -> Result<CompositeReply, RestError> {
        let Some(reading) = self.reading(record).await else {
            return rest.composite(composite).await;
        };
        let question = query::question(record, schema, &reading.more);
        let Some(both) = composite.then_reads(&question) else {
            return rest.composite(composite).await;
        };
        let (written, read) = rest.composite(&both).await?.split(composite);
        if both.takes_effect_together() && read.is_refused_itself() {
            // It took the writing back, which is done without it.
            return rest.composite(composite).await;
        }
        if written.began() {
            // What cannot be read or kept is read again as ever.
            let _ = self.take(record, reading, schema, &read).await;
        }
        Ok(written)
    }

    /// `None` where the record is not in view, or was never read: then it may not be readable.
    async fn reading(&self, record: &RecordRef) -> Option<Reading> {
        if self.in_view.borrow().as_deref() != Some(record) {
            return None;
        }
        let user = self.sessions.signed_in(&record.org).await.ok()?;
        let (_, changes) = self.cached_for(record, &user).await?;
        let settings = self.sessions.policies().settings().await;
        Some(Reading {
            user: user.user_id,
            asked: self.platform.now(),
            more: settings.opt_out_fields.clone(),
            changes,
        })
    }

    async fn take(
        &self,
        record: &RecordRef,
        reading: Reading,
        schema: &Schema,
        reply: &CompositeReply,
    ) -> Result<(), Fault> {
        let Reading {
            user,
            asked,
            more,
            changes,
        } = reading;
        let read = self.read(record, schema, &more, (&user, asked), reply)?;
        let Found::Record(view) = read else {
            return Ok(());
        };
        self.failed.borrow_mut().remove(&record.key());
        let _row = self.unstored.rows.hold(&record.key()).await;
        // The change that the writer will report is in it.
        let shown = changes.wrapping_add(1);
        Ok(cache::put(&*self.platform, &user, &view, shown).await?)
    }
}
