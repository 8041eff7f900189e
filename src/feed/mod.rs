//! The live feed: what happened on the rep's people since they last looked. One call of Salesforce an org, at the
//! pace of the rep's work.

mod event;
mod kept;
mod notices;
mod pace;
mod query;
mod view;

pub use event::FeedEvent;
pub use kept::MOST;
pub use notices::NoticeChoice;
pub use pace::SEEN;
pub use query::Beside;
pub use view::{FeedView, OrgFeed};

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::cmp::Reverse;
use std::rc::Rc;
use std::time::Duration;

use self::kept::{KEPT_FOR, Kept};
use self::query::{Asked, Responses};
use crate::base::time::days;
use crate::base::{Fault, Millis, OrgHost, RecordId, locks::Locks, sort::sort_by_key};
use crate::ports::{Area, Platform};
use crate::salesforce::{CompositeReply, Purpose, RestError, Schema, Sessions};
use crate::storage::{self, Versioned};

/// Rings when Salesforce is to be asked again. It rings once; who was here lately has it armed anew.
pub const ALARM: &str = "feed";
/// When the rep was last here; forgotten when the browser closes.
const USED: &str = "feed.used";
/// The key of what the rep chose of notifications.
const CHOICE: &str = "feed.notices";
/// That is noted at most so often.
const SELDOM: Duration = Duration::from_secs(60);
/// At first so much of the past is read. It counts as seen.
const AT_FIRST: Duration = days(7);
/// What happened so long before the last question is asked for again: Marketo writes moments later than they were,
/// and clocks differ. What is known already is told by its id.
const OVERLAP: Duration = days(1);

#[derive(Serialize, Deserialize)]
struct Used {
    at: Millis,
}

impl Versioned for Used {
    const VERSION: u32 = 1;
}

/// What Salesforce was asked.
#[derive(Debug, Default)]
pub struct Answer {
    /// The events that are new to the rep, and stored by now; nothing of what the first question of all finds.
    pub fresh: Vec<FeedEvent>,
    /// The answer to what was asked beside; `None` where that was not asked now, or Salesforce gave no answer.
    pub reply: Option<CompositeReply>,
}

/// The feeds, by org.
pub struct Feed<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    /// One lock an org, held from reading its feed to writing it.
    locks: Locks,
    /// When this life of the worker last noted that the rep is here.
    noted: Cell<Option<Millis>>,
}

impl<P: Platform> Feed<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>) -> Self {
        Self {
            platform,
            sessions,
            locks: Locks::default(),
            noted: Cell::default(),
        }
    }

    /// An org's feed as it is kept. No call.
    pub async fn kept(&self, org: &OrgHost, watched: &[RecordId]) -> Option<OrgFeed> {
        let user = self.sessions.user(org).await?;
        let Kept {
            mut events,
            at,
            fault,
            ..
        } = kept::get(&*self.platform, org, &user.user_id).await?;
        for event in &mut events {
            event.watched = watched.contains(&event.record);
        }
        sort_by_key(&mut events, |event| {
            (!event.watched, Reverse(event.at), event.id.clone())
        });
        Some(OrgFeed {
            org: org.clone(),
            events,
            at,
            fault,
        })
    }

    /// Asks Salesforce, where it was last asked longer than `age` ago: one call, in which `beside` is asked, too, where
    /// it is not the turn of the campaign responses. After a failure the events stay, with the fault.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn refresh(
        &self,
        org: &OrgHost,
        watched: &[RecordId],
        age: Duration,
        beside: Option<&Beside>,
    ) -> Result<Answer, Fault> {
        let began = self.platform.now();
        let user = self.sessions.signed_in(org).await?.user_id;
        let _held = self.locks.hold(&kept::key(org)).await;
        let mut kept = self.of(org, &user).await;
        let is_fresh = |asked: Millis| asked > began || began.since(asked) < age;
        let was_asked = kept.at.is_some() || kept.fault.is_some();
        if was_asked && kept.asked.is_some_and(is_fresh) {
            return Ok(Answer::default());
        }
        let first = began.before(AT_FIRST);
        let since = kept.at.map_or(first, |at| at.before(OVERLAP));
        let since = since.max(began.before(KEPT_FOR));
        let responses = kept.responses_since.unwrap_or(since).min(since);
        let responses = responses.max(began.before(KEPT_FOR));
        let asked = Asked {
            user: &user,
            watched,
            since,
            responses: Responses {
                since: responses,
                day: self.platform.day(responses),
                first: kept.at.is_none() || kept.responses_since.is_some(),
            },
        };
        let mut answer = Answer::default();
        let read = match self.ask(org, &asked, beside).await {
            Ok((schema, reply)) => {
                let read = asked.read(&reply);
                let left = asked.responses_left(&schema, &reply);
                // What was asked beside is answered also where a query of the feed is refused.
                answer.reply = beside.is_some_and(|of| reply.has(of.step)).then_some(reply);
                read.map(|found| (found, left))
            }
            Err(error) => Err(error),
        };
        match read {
            Ok((mut found, left)) => {
                for event in &mut found {
                    event.seen = kept.at.is_none();
                }
                answer.fresh = kept.add(found, self.platform.now());
                (kept.at, kept.fault, kept.responses_since) = (Some(began), None, left);
            }
            Err(error) => kept.fault = Some(error.into()),
        }
        kept.asked = Some(self.platform.now());
        kept::put(&*self.platform, org, &kept).await?;
        Ok(answer)
    }

    /// Adds what this browser knows itself. Gives what is new to the rep and stored by then; nothing where the feed
    /// has only begun.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn add(&self, org: &OrgHost, found: Vec<FeedEvent>) -> Result<Vec<FeedEvent>, Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let _held = self.locks.hold(&kept::key(org)).await;
        let mut kept = self.of(org, &user).await;
        let before = kept.events.clone();
        let fresh = kept.add(found, self.platform.now());
        if kept.events != before {
            kept::put(&*self.platform, org, &kept).await?;
        }
        let has_begun = kept.at.is_some();
        Ok(if has_begun { fresh } else { Vec::new() })
    }

    /// The rep has looked at these events.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn see(&self, org: &OrgHost, ids: &[String]) -> Result<(), Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let _held = self.locks.hold(&kept::key(org)).await;
        let mut kept = self.of(org, &user).await;
        for event in &mut kept.events {
            event.seen |= ids.contains(&event.id);
        }
        Ok(kept::put(&*self.platform, org, &kept).await?)
    }

    /// The rep is here. Says whether that was not noted in the last minute: then [`ALARM`] is to be armed.
    pub async fn used(&self) -> bool {
        let now = self.platform.now();
        let soon = |noted: Millis| now.since(noted) < SELDOM && noted <= now;
        if self.noted.get().is_some_and(soon) {
            return false;
        }
        self.noted.set(Some(now));
        // Where the storage fails, the rep's next use notes it.
        let _ = storage::write(&*self.platform, Area::Session, USED, &Used { at: now }).await;
        true
    }

    /// How long after an answer Salesforce is to be asked again now; `None` while nobody is here.
    pub async fn pace(&self) -> Option<Duration> {
        let used = storage::read::<Used>(&*self.platform, Area::Session, USED).await;
        let used = used.ok().flatten().map(|used| used.at);
        pace::pace(used, self.platform.now())
    }

    /// Arms [`ALARM`] for the org that is due first at this pace. An org that was never asked is due as if it had
    /// been asked now: nothing of the first answer is new, so it has time.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn arm(&self, orgs: &[OrgHost], pace: Duration) -> Result<(), Fault> {
        let now = self.platform.now();
        let mut next: Option<Millis> = None;
        for org in orgs {
            let Some(user) = self.sessions.user(org).await else {
                continue;
            };
            let _held = self.locks.hold(&kept::key(org)).await;
            let mut kept = self.of(org, &user.user_id).await;
            if kept.asked.is_none() {
                kept.asked = Some(now);
                kept::put(&*self.platform, org, &kept).await?;
            }
            let due = kept.asked.unwrap_or(now).after(pace).max(now);
            next = Some(next.map_or(due, |next| next.min(due)));
        }
        if let Some(at) = next {
            self.platform.wake_at(ALARM, at).await;
        }
        Ok(())
    }

    /// What the rep chose of notifications.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn choice(&self) -> Result<NoticeChoice, Fault> {
        Ok(storage::read_or_default(&*self.platform, Area::Local, CHOICE).await?)
    }

    /// The rep chooses.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn choose(&self, choice: &NoticeChoice) -> Result<(), Fault> {
        Ok(storage::write(&*self.platform, Area::Local, CHOICE, choice).await?)
    }

    /// Tells the rep of new events on the desktop, as they chose. They are stored as known before, so that nobody is
    /// told twice.
    pub async fn tell(&self, org: &OrgHost, fresh: &[FeedEvent], watched: &[RecordId]) {
        let allowed = self.sessions.policies().settings().await.notifications;
        if fresh.is_empty() || !allowed {
            return;
        }
        // Without storage nobody knows what the rep wants.
        let choice = self.choice().await.unwrap_or_default();
        for notice in choice.notices(org, fresh, watched) {
            self.platform.notify(notice).await;
        }
    }

    /// The event of a notification; `None` where it was one for several, or the event is not kept any more.
    pub async fn of_notice(&self, org: &OrgHost, id: &str) -> Option<FeedEvent> {
        let user = self.sessions.user(org).await?;
        let mut events = self.of(org, &user.user_id).await.events.into_iter();
        events.find(|event| notices::notice_id(org, event) == id)
    }

    async fn of(&self, org: &OrgHost, user: &RecordId) -> Kept {
        let kept = kept::get(&*self.platform, org, user).await;
        kept.unwrap_or_else(|| Kept::new(user.clone()))
    }

    async fn ask(
        &self,
        org: &OrgHost,
        asked: &Asked<'_>,
        beside: Option<&Beside>,
    ) -> Result<(Schema, CompositeReply), RestError> {
        let rest = self.sessions.rest(org).counted_as(Purpose::Feed);
        let schema = Schema::of(&rest).await?;
        let reply = rest.composite(&asked.question(&schema, beside)).await?;
        Ok((schema, reply))
    }
}
