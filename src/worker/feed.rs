//! The live feed of every org in which the rep can work: when Salesforce is asked, what of the mailbox is added.

use futures_util::future::join_all;
use std::rc::Rc;
use std::time::Duration;

use super::home::{Home, of_these};
use crate::agenda::{BESIDE, STEP};
use crate::base::{Fault, FeedKind, OrgHost, RecordId, Topic};
use crate::feed::{Beside, FeedEvent, FeedView, NoticeChoice, SEEN};
use crate::ports::Platform;
use crate::protocol::{Call, Look, Request, SaveDraft, Sender, is_command};
use crate::replies::{CameBack, What};

/// Whether a message shows that the rep is here: a press, another page of Salesforce, a form that is written, the
/// popup. What surfaces ask by themselves shows nothing: a page that is open follows every change.
pub(super) fn shows_rep(from: &Sender, call: &Call) -> bool {
    let name = call.name.as_str();
    *from == Sender::Popup || is_command(call) || [Look::NAME, SaveDraft::NAME].contains(&name)
}

impl<P: Platform + 'static> Home<P> {
    /// The kept feed at once; with `renew`, one that is older than ten minutes is renewed in the background, or read
    /// now where there is none.
    pub async fn feed(self: &Rc<Self>, refresh: bool, renew: bool) -> Result<FeedView, Fault> {
        let orgs = self.orgs().await?;
        self.take_replies(&orgs).await;
        let view = self.kept_feed(&orgs).await?;
        let unread = view.orgs.len() < orgs.len() || view.orgs.iter().any(|org| org.at.is_none());
        if refresh || renew && unread {
            // Who refreshes the feed wants all of its events: no task takes the room of some.
            let (age, tasks) = match refresh {
                true => (Duration::ZERO, None),
                false => (SEEN, Some(BESIDE)),
            };
            self.poll(&orgs, age, tasks).await?;
            return self.kept_feed(&orgs).await;
        }
        if renew {
            let home = Rc::clone(self);
            self.platform.spawn(async move {
                // Where the storage fails, the feed stays as old as it is.
                let _ = home.poll(&orgs, SEEN, Some(BESIDE)).await;
            });
        }
        Ok(view)
    }

    /// The rep has looked at these events.
    pub async fn see_feed(&self, org: &OrgHost, ids: &[String]) -> Result<(), Fault> {
        self.feed
            .see(of_these(&self.orgs().await?, org)?, ids)
            .await?;
        self.platform.changed(Topic::Feed).await;
        self.show_badge().await;
        Ok(())
    }

    /// The rep chooses of what they are told on the desktop.
    pub async fn choose_notices(&self, choice: &NoticeChoice) -> Result<(), Fault> {
        self.feed.choose(choice).await?;
        self.platform.changed(Topic::Feed).await;
        Ok(())
    }

    /// The rep clicked a notification: opens the record of its event, else the page of the feed.
    pub async fn open_notice(&self, id: &str) -> Result<(), Fault> {
        for org in self.orgs().await? {
            if let Some(event) = self.feed.of_notice(&org, id).await {
                let address = format!("https://{org}/{}", event.record);
                self.platform.open_tab(&address).await;
                return self.see_feed(&org, &[event.id]).await;
            }
        }
        self.platform.open_app("#/feed").await;
        Ok(())
    }

    /// The rep is here: arms the alarm for the feed.
    pub async fn rep_is_here(&self) {
        if self.feed.used().await {
            self.arm_feed().await;
        }
    }

    /// The feed's alarm rang.
    pub async fn feed_alarm(&self) {
        if self.is_off().await {
            return;
        }
        let (Some(pace), Ok(orgs)) = (self.feed.pace().await, self.orgs().await) else {
            return;
        };
        // Where the storage fails, the alarm rings again for another attempt.
        let _ = self.poll(&orgs, pace, Some(BESIDE)).await;
        self.arm_feed().await;
    }

    /// Something came back to the rep's mailbox.
    pub async fn came_back(&self) {
        if let Ok(orgs) = self.orgs().await {
            self.take_replies(&orgs).await;
        }
    }

    /// How many events the rep has not looked at.
    pub(super) async fn news(&self, orgs: &[OrgHost]) -> usize {
        let feed = self.kept_feed(orgs).await.unwrap_or_default();
        feed.orgs.iter().map(|org| org.unseen()).sum()
    }

    async fn arm_feed(&self) {
        if let (Some(pace), Ok(orgs)) = (self.feed.pace().await, self.orgs().await) {
            // Where the storage fails, the rep's next use arms it.
            let _ = self.feed.arm(&orgs, pace).await;
        }
    }

    /// Asks each org that was last asked longer than `age` ago, and tells the surfaces if anything changed. Due tasks
    /// that are older than `tasks` are read in the same call where it has room; none are without it.
    pub(super) async fn poll(
        &self,
        orgs: &[OrgHost],
        age: Duration,
        tasks: Option<Duration>,
    ) -> Result<(), Fault> {
        let before = self.kept_feed(orgs).await?;
        let known = self.cached(orgs).await?;
        let polled = join_all(orgs.iter().map(|org| self.poll_org(org, age, tasks)));
        let polled: Result<Vec<()>, Fault> = polled.await.into_iter().collect();
        if self.cached(orgs).await? != known {
            self.arm_reminders().await;
            self.platform.changed(Topic::Tasks).await;
            self.show_badge().await;
        }
        if self.kept_feed(orgs).await? != before {
            self.platform.changed(Topic::Feed).await;
            self.show_badge().await;
        }
        polled.map(|_| ())
    }

    async fn poll_org(
        &self,
        org: &OrgHost,
        age: Duration,
        tasks: Option<Duration>,
    ) -> Result<(), Fault> {
        let watched = self.people.watched(org).await?;
        let tasks = match tasks {
            Some(age) => self.agenda.asking(org, age).await?,
            None => None,
        };
        let beside = tasks.as_ref().map(|tasks| Beside {
            step: STEP,
            soql: tasks.soql(),
        });
        let asked = self.feed.refresh(org, &watched, age, beside.as_ref());
        let answer = asked.await?;
        if let (Some(tasks), Some(reply)) = (tasks, answer.reply) {
            tasks.take(Ok(reply)).await?;
        }
        self.feed.tell(org, &answer.fresh, &watched).await;
        Ok(())
    }

    /// Adds what came back to the rep's mails, which this browser knows.
    async fn take_replies(&self, orgs: &[OrgHost]) {
        let came_back = self.replies.own().await.unwrap_or_default();
        let mut changed = false;
        for org in orgs {
            let here = came_back.iter().filter(|one| one.org == *org);
            let found: Vec<FeedEvent> = here.filter_map(event).collect();
            if !found.is_empty() {
                // Where the storage fails, the next look adds them.
                let fresh = self.feed.add(org, found).await.unwrap_or_default();
                let watched = self.people.watched(org).await.unwrap_or_default();
                self.feed.tell(org, &fresh, &watched).await;
                changed |= !fresh.is_empty();
            }
        }
        if changed {
            self.platform.changed(Topic::Feed).await;
        }
    }

    async fn kept_feed(&self, orgs: &[OrgHost]) -> Result<FeedView, Fault> {
        let kept = join_all(orgs.iter().map(|org| async move {
            let watched: Vec<RecordId> = self.people.watched(org).await?;
            Ok::<_, Fault>(self.feed.kept(org, &watched).await)
        }));
        let kept: Vec<_> = kept.await.into_iter().collect::<Result<_, _>>()?;
        let settings = self.sessions.policies().settings().await;
        Ok(FeedView {
            orgs: kept.into_iter().flatten().collect(),
            actions: settings.actions(),
            notices: match settings.notifications {
                true => Some(self.feed.choice().await?),
                false => None,
            },
        })
    }
}

/// What came back as an event; an absence is none.
fn event(one: &CameBack) -> Option<FeedEvent> {
    let kind = match one.what {
        What::Reply => FeedKind::Reply,
        What::OptedOut { .. } => FeedKind::OptOut,
        What::Bounce { .. } => FeedKind::Bounce,
        What::Away(_) => return None,
    };
    Some(FeedEvent {
        name: one.name.clone(),
        what: one.subject.clone(),
        seen: one.seen,
        ..FeedEvent::new(kind, one.id.as_str(), one.record.id.clone(), one.at)
    })
}
