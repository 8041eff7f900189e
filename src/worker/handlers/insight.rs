//! The answers to the requests of `src/protocol/insight.rs`.

use super::ACCEPTED;
use crate::base::{Fault, RecordId, Topic};
use crate::insight::{
    ActivityDetail, ActivityPage, ContactsPage, DayCount, ScoreChange, TaskChanged,
};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, ChangeTask, CountDays, GetActivity, GetOlder, GetScoreHistory, InsightHandler,
    KeepTask, ListContacts, MakeRole, Sender,
};
use crate::worker::Worker;

impl<P: Platform + 'static> InsightHandler for Worker<P> {
    async fn list_contacts(
        &self,
        from: &Sender,
        request: ListContacts,
    ) -> Result<ContactsPage, Fault> {
        let record = self.in_view(from, request.record).await?;
        let ListContacts { text, start, .. } = request;
        self.insight.contacts(&record, &text, &start).await
    }

    async fn get_older(&self, from: &Sender, request: GetOlder) -> Result<ActivityPage, Fault> {
        let GetOlder {
            record,
            account,
            week,
            of,
        } = request;
        let record = self.in_view(from, record).await?;
        self.insight.older(&record, account, week, &of).await
    }

    async fn count_days(&self, from: &Sender, request: CountDays) -> Result<Vec<DayCount>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.count_days(&record, request.account).await
    }

    async fn get_score_history(
        &self,
        from: &Sender,
        request: GetScoreHistory,
    ) -> Result<Vec<ScoreChange>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.score_history(&record).await
    }

    async fn get_activity(
        &self,
        from: &Sender,
        request: GetActivity,
    ) -> Result<ActivityDetail, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.activity(&record, &request.id).await
    }

    async fn change_task(&self, from: &Sender, request: ChangeTask) -> Result<TaskChanged, Fault> {
        let ChangeTask { record, id, change } = request;
        let record = self.to_write(from, record).await?;
        let changed = self.insight.change_task(&record, &id, &change).await;
        // Its view is to be read again, whether or not the answer arrived.
        self.platform.changed(Topic::Record).await;
        let changed = changed?;
        let done = !matches!(changed, TaskChanged::Kept | TaskChanged::Conflict(_));
        if done {
            self.home.task_changed(&record.org, &id, &change).await?;
        }
        if let (true, Some(closed), Ok(task)) = (done, change.closes(), RecordId::parse(&id)) {
            self.campaign_task(&record.org, &task, closed).await?;
        }
        Ok(changed)
    }

    async fn keep_task(&self, from: &Sender, request: KeepTask) -> Result<Accepted, Fault> {
        self.in_view(from, request.record).await?;
        self.insight.keep_task(&request.id);
        Ok(ACCEPTED)
    }

    async fn make_role(&self, from: &Sender, request: MakeRole) -> Result<Accepted, Fault> {
        let record = self.to_write(from, request.record).await?;
        self.panel.add_role(&record, &request.contact).await?;
        Ok(ACCEPTED)
    }
}
