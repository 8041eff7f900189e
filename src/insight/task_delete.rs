//! Deleting a task in its card. The rep can take it back for as long as anything else: only then Salesforce is asked, by
//! one call, which reads the record in view again, and only for the task that the rep saw.

use serde_json::Map;

use super::detail::{detail, is_task, question};
use super::{ActivityError, Insight, TaskChanged};
use crate::base::{Fault, Millis, RecordId, RecordRef};
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose};

/// The references of the composite's steps.
const UNCHANGED: &str = "unchanged";
const DELETED: &str = "deleted";

impl<P: Platform + 'static> Insight<P> {
    /// Deletes a task that the cached view of `record` lists, once the time for Undo is over. A task that was changed
    /// after `seen` stays: an update of nothing that is refused then takes the deletion with it.
    ///
    /// # Errors
    /// [`ActivityError`], and where Salesforce refuses or could not be asked.
    pub async fn delete_task(
        &self,
        record: &RecordRef,
        id: &str,
        seen: Option<Millis>,
    ) -> Result<TaskChanged, Fault> {
        let id = self.listed(record, id).await?;
        if !is_task(&id) {
            return Err(ActivityError::Gone.into());
        }
        let undo = self.sessions.policies().settings().await.undo;
        self.deleting.borrow_mut().insert(id.clone());
        self.platform.sleep(undo).await;
        if !self.deleting.borrow_mut().remove(&id) {
            return Ok(TaskChanged::Kept);
        }
        let (rest, schema, _) = self.query_context(&record.org).await?;
        let rest = rest.counted_as(Purpose::Activity);
        let together = Composite::together();
        let together = match seen {
            Some(seen) => {
                together.update_unless_changed(UNCHANGED, "Task", id.as_str(), Map::new(), seen)
            }
            None => together,
        };
        let together = together.delete_record(DELETED, "Task", id.as_str());
        let reply = self.write(&rest, record, &schema, &together).await;
        self.outdate(record).await?;
        let reply = reply?;
        if reply.was_changed(UNCHANGED) {
            let now = rest.composite(&question(&id)?).await?;
            return Ok(TaskChanged::Conflict(Box::new(detail(&now, &id, &schema)?)));
        }
        reply.all_done()?;
        Ok(TaskChanged::Deleted)
    }

    /// The rep takes it back. Says nothing where it is too late.
    pub fn keep_task(&self, id: &str) {
        if let Ok(id) = RecordId::parse(id) {
            self.deleting.borrow_mut().remove(&id);
        }
    }
}
