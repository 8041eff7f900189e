//! The answers to the requests of `src/protocol/replies.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::ports::Platform;
use crate::protocol::{Accepted, AgreeToReplies, GetReplies, RepliesHandler, SeeReplies, Sender};
use crate::replies::RepliesView;
use crate::worker::Worker;

impl<P: Platform + 'static> RepliesHandler for Worker<P> {
    async fn get_replies(&self, _: &Sender, _: GetReplies) -> Result<RepliesView, Fault> {
        self.replies.view().await
    }

    async fn see_replies(&self, _: &Sender, request: SeeReplies) -> Result<Accepted, Fault> {
        self.replies.mark_seen(&request.ids).await?;
        Ok(ACCEPTED)
    }

    async fn agree_to_replies(
        &self,
        _: &Sender,
        request: AgreeToReplies,
    ) -> Result<Accepted, Fault> {
        self.agree_to_replies(request.agreed).await?;
        Ok(ACCEPTED)
    }
}
