//! The answers to the requests of `src/protocol/today.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::ports::Platform;
use crate::protocol::{Accepted, CompleteTask, GetToday, OpenRecord, Sender, TodayHandler};
use crate::today::TodayView;
use crate::worker::Worker;

impl<P: Platform + 'static> TodayHandler for Worker<P> {
    async fn complete_task(&self, _: &Sender, request: CompleteTask) -> Result<Accepted, Fault> {
        let CompleteTask { org, task, done } = request;
        self.home.complete(&org, &task, done).await?;
        self.campaign_task(&org, &task, done).await?;
        Ok(ACCEPTED)
    }

    async fn get_today(&self, from: &Sender, request: GetToday) -> Result<TodayView, Fault> {
        let view = self.today(request.tasks).await?;
        if *from == Sender::Popup && !view.unread {
            self.home.freshen();
        }
        Ok(view)
    }

    async fn open_record(&self, _: &Sender, request: OpenRecord) -> Result<Accepted, Fault> {
        let OpenRecord {
            org,
            record,
            action,
        } = request;
        self.open_beside(org, record, action).await?;
        Ok(ACCEPTED)
    }
}
