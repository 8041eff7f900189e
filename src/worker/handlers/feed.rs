//! The answers to the requests of `src/protocol/feed.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::feed::FeedView;
use crate::ports::Platform;
use crate::protocol::{Accepted, ChooseNotices, FeedHandler, GetFeed, SeeFeed, Sender};
use crate::worker::Worker;

impl<P: Platform + 'static> FeedHandler for Worker<P> {
    async fn get_feed(&self, from: &Sender, request: GetFeed) -> Result<FeedView, Fault> {
        let renew = *from == Sender::App;
        self.home.feed(request.refresh, renew).await
    }

    async fn see_feed(&self, _: &Sender, request: SeeFeed) -> Result<Accepted, Fault> {
        self.home.see_feed(&request.org, &request.ids).await?;
        Ok(ACCEPTED)
    }

    async fn choose_notices(&self, _: &Sender, request: ChooseNotices) -> Result<Accepted, Fault> {
        self.home.choose_notices(&request.choice).await?;
        Ok(ACCEPTED)
    }
}
