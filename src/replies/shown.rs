//! What came back to who is signed in, as lists show it, and what of it the rep has seen.

use super::came_back::{CameBack, CameBackView, RepliesView, What};
use super::look::WATCH;
use super::watch::Watch;
use super::{Replies, kept};
use crate::base::{Fault, IntentId, Topic};
use crate::outbox::ReplyLogged;
use crate::ports::{Area, Platform};
use crate::storage;

impl<P: Platform + 'static> Replies<P> {
    /// As [`Self::all`], with whether it can be looked for.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn view(&self) -> Result<RepliesView, Fault> {
        let kept: Result<Option<Watch>, _> =
            storage::read_or_none(&*self.platform, Area::Local, WATCH).await;
        Ok(RepliesView {
            all: self.all().await?,
            right: Some(self.mailboxes.replies_right().await),
            provider: self.mailboxes.user().await.map(|user| user.provider),
            looked: kept?
                .filter(|watch| watch.place.is_some())
                .map(|watch| watch.looked),
        })
    }

    /// What came back to who is signed in, the newest first, with how far its log is.
    async fn all(&self) -> Result<Vec<CameBackView>, Fault> {
        let mut view = Vec::new();
        for came_back in self.own().await? {
            let (logged, fault) = match came_back.what.is_logged() {
                false => (false, None),
                true => match self.outbox.reply_logged(&came_back.id).await {
                    ReplyLogged::Done(warning) => (true, warning),
                    ReplyLogged::Waits(fault) => (false, fault),
                },
            };
            view.push(CameBackView {
                came_back,
                logged,
                fault,
            });
        }
        Ok(view)
    }

    /// What came back to who is signed in, the newest first.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn own(&self) -> Result<Vec<CameBack>, Fault> {
        let mut own = Vec::new();
        for came_back in self.kept().await? {
            let user = self.sessions.user(&came_back.org).await;
            if user.is_some_and(|user| user.user_id == came_back.user) {
                own.push(came_back);
            }
        }
        Ok(own)
    }

    async fn kept(&self) -> Result<Vec<CameBack>, Fault> {
        let all = kept::all(&*self.platform).await;
        Ok(all.map_err(storage::StoredError::from)?)
    }

    /// How many things came back that the rep has not seen and has something to do about.
    pub async fn unseen(&self) -> usize {
        let own = self.own().await.unwrap_or_default().into_iter();
        own.filter(|one| !one.seen && one.what.asks()).count()
    }

    /// Who has answered a reply since it was found has seen it.
    pub(super) async fn note_answered(&self) -> Result<(), Fault> {
        let mut answered = Vec::new();
        for one in self.kept().await? {
            if one.seen || one.what != What::Reply {
                continue;
            }
            if let Some(begun) = self.outbox.last_begun(&one.record, &one.user).await?
                && one.is_answered_by(&one.record, begun)
            {
                answered.push(one.id);
            }
        }
        match answered.is_empty() {
            true => Ok(()),
            false => self.mark_seen(&answered).await,
        }
    }

    /// The rep has seen these.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn mark_seen(&self, ids: &[IntentId]) -> Result<(), Fault> {
        for mut one in self.kept().await? {
            if ids.contains(&one.id) && !one.seen {
                one.seen = true;
                kept::keep(&*self.platform, &one).await?;
            }
        }
        self.platform.changed(Topic::Replies).await;
        if let Some(then) = &*self.news.borrow() {
            then();
        }
        Ok(())
    }
}
