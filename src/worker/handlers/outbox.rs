//! The answers to the requests of `src/protocol/outbox.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::outbox::{Expiring, Kept, OutboxItem, Undone};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, DecideLate, GetExpiring, GetKept, GetLeftToday, GetOutbox, OutboxHandler, Reschedule,
    Resolve, RetryAll, SendNow, Sender, SteerQueue, Undo,
};
use crate::worker::Worker;

impl<P: Platform + 'static> OutboxHandler for Worker<P> {
    async fn undo(&self, _: &Sender, request: Undo) -> Result<Undone, Fault> {
        self.outbox.undo(&request.intent, request.writing).await
    }

    async fn send_now(&self, _: &Sender, request: SendNow) -> Result<Accepted, Fault> {
        self.outbox.send_now(&request.intent).await?;
        Ok(ACCEPTED)
    }

    async fn reschedule(&self, _: &Sender, request: Reschedule) -> Result<Accepted, Fault> {
        let Reschedule { intent, later } = request;
        self.outbox.reschedule(&intent, later).await?;
        Ok(ACCEPTED)
    }

    async fn decide_late(&self, _: &Sender, request: DecideLate) -> Result<Accepted, Fault> {
        self.outbox.decide_late(request.what).await?;
        Ok(ACCEPTED)
    }

    async fn steer_queue(&self, _: &Sender, request: SteerQueue) -> Result<Accepted, Fault> {
        self.outbox.steer(request.how).await?;
        Ok(ACCEPTED)
    }

    async fn get_left_today(&self, _: &Sender, _: GetLeftToday) -> Result<Option<usize>, Fault> {
        self.outbox.left_today().await
    }

    async fn get_outbox(&self, _: &Sender, _: GetOutbox) -> Result<Vec<OutboxItem>, Fault> {
        self.outbox.outbox().await
    }

    async fn resolve(&self, _: &Sender, request: Resolve) -> Result<Accepted, Fault> {
        let Resolve { intent, decision } = request;
        self.outbox.resolve(&intent, decision).await?;
        Ok(ACCEPTED)
    }

    async fn get_kept(&self, _: &Sender, _: GetKept) -> Result<Vec<Kept>, Fault> {
        self.outbox.kept().await
    }

    async fn retry_all(&self, _: &Sender, request: RetryAll) -> Result<usize, Fault> {
        self.outbox.retry_all(&request.kind).await
    }

    async fn get_expiring(&self, _: &Sender, _: GetExpiring) -> Result<Vec<Expiring>, Fault> {
        self.outbox.expiring().await
    }
}
