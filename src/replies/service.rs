//! Looking for what came back: asked of the mailbox for little, told apart, kept, shown, written on the record.

use sha2::{Digest, Sha256};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::came_back::{CameBack, CameBackView, RepliesView, What};
use super::classify::{Arrival, Ours, classify};
use super::relation::{By, Relation, is_report, relation};
use super::report::{Failure, Lasting};
use super::watch::Watch;
use super::{kept, opt_out};
use crate::base::{Fault, IntentId, Millis, Topic, locks::Locks};
use crate::mailbox::{Arrived, MailboxError, Mailboxes, New, RepliesRight, address_in, message_id};
use crate::outbox::{Outbox, ReplyLog, ReplyLogged, SentMail};
use crate::ports::{Area, Platform};
use crate::salesforce::Sessions;
use crate::storage;

/// Rings when the mailbox is to be looked through again; armed only while a mail of ours can be answered.
pub const ALARM: &str = "replies";
const WATCH: &str = "replies.watch";
/// A use of the extension asks whether a look is due this long after the last time: half of the shortest pause.
const SELDOM: Duration = Duration::from_secs(60);
/// So many times in a row a look goes on with what one answer of the provider could not hold.
const PAGES: usize = 8;

/// What came back to the rep's mails.
pub struct Replies<P> {
    pub(super) platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) outbox: Rc<Outbox<P>>,
    locks: Locks,
    /// When it was looked last whether a look is due.
    asked: Cell<Option<Millis>>,
    /// Hears when something came back.
    news: RefCell<Option<Box<dyn Fn()>>>,
}

impl<P: Platform + 'static> Replies<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
        outbox: Rc<Outbox<P>>,
    ) -> Rc<Self> {
        Rc::new(Self {
            platform,
            sessions,
            mailboxes,
            outbox,
            locks: Locks::default(),
            asked: Cell::default(),
            news: RefCell::default(),
        })
    }

    /// Calls `then` whenever something came back.
    pub fn when_news(&self, then: impl Fn() + 'static) {
        *self.news.borrow_mut() = Some(Box::new(then));
    }

    /// The extension is used: as [`Self::look`], but for the uses soon after a look, which are many.
    pub async fn used(&self) {
        let now = self.platform.now();
        let soon = |asked: Millis| now.since(asked) < SELDOM && asked <= now;
        if !self.asked.get().is_some_and(soon) {
            self.look().await;
        }
    }

    /// Looks through the mailbox if that is due, and arms the alarm for the next time. To be called at every start of
    /// the worker, when [`ALARM`] rings, and after a mail left.
    pub async fn look(&self) {
        self.asked.set(Some(self.platform.now()));
        let _held = self.locks.hold("look").await;
        // Where the storage fails, the next look notes it.
        let _ = self.note_answered().await;
        // Where the storage fails, the next start of the worker looks again.
        if let Ok(None) | Err(_) = self.look_if_due().await {
            self.platform.clear_alarm(ALARM).await;
        }
    }

    /// `None` where there is nothing to look for.
    async fn look_if_due(&self) -> Result<Option<()>, Fault> {
        let platform = &*self.platform;
        let off = self.sessions.policies().settings().await.off;
        if off || self.mailboxes.replies_right().await != RepliesRight::Granted {
            return Ok(None);
        }
        let Some(mailbox) = self.mailboxes.user().await.map(|user| user.address) else {
            return Ok(None);
        };
        let Some(newest) = self.outbox.newest_sent(&mailbox).await? else {
            return Ok(None);
        };
        let now = platform.now();
        let kept: Option<Watch> = storage::read_or_none(platform, Area::Local, WATCH).await?;
        let kept = kept.filter(|watch| watch.mailbox.eq_ignore_ascii_case(&mailbox));
        let is_first = kept.is_none();
        let mut watch = kept.unwrap_or_else(|| Watch::begin(&mailbox, newest));
        let Some(due) = watch.due(newest, now) else {
            return Ok(None);
        };
        if now < due && !is_first {
            platform.wake_at(ALARM, due).await;
            return Ok(Some(()));
        }
        let looked = self.go_through(&mut watch).await;
        watch.looked = now;
        match &looked {
            Ok(()) => (watch.failures, watch.after) = (0, Duration::ZERO),
            Err(error) => {
                watch.failures = watch.failures.saturating_add(1);
                watch.after = error.retry().unwrap_or_default();
            }
        }
        storage::write(platform, Area::Local, WATCH, &watch).await?;
        if matches!(looked, Err(MailboxError::NoRight(..))) {
            platform.changed(Topic::Setup).await;
            return Ok(None);
        }
        let next = watch.due(newest, now).unwrap_or(now);
        platform.wake_at(ALARM, next).await;
        Ok(Some(()))
    }

    /// Asks for what is new, and takes it. The place is given on only once all before it is kept.
    async fn go_through(&self, watch: &mut Watch) -> Result<(), MailboxError> {
        let (mut any, since) = (false, watch.since());
        for _ in 0..PAGES {
            let news = self
                .mailboxes
                .news(&watch.mailbox, watch.place.as_ref(), since)
                .await?;
            for mail in &news.mails {
                match mail {
                    New::Arrived(mail) => any |= self.take(&watch.mailbox, mail).await?,
                    New::Sent(mail) => self.take_own(&watch.mailbox, mail).await?,
                }
            }
            watch.place = Some(news.place);
            if !news.more {
                break;
            }
        }
        let now = self.platform.now();
        // What cannot be forgotten now is forgotten another time.
        let _ = self.outbox.forget_sent().await;
        let _ = kept::forget_old(&*self.platform, now).await;
        if any {
            for topic in [Topic::Replies, Topic::Record] {
                self.platform.changed(topic).await;
            }
            if let Some(then) = &*self.news.borrow() {
                then();
            }
        }
        Ok(())
    }

    /// Takes one mail; says whether it came back to one of ours. A mail whose headers have nothing to do with ours is
    /// not read.
    async fn take(&self, mailbox: &str, mail: &Arrived) -> Result<bool, MailboxError> {
        let broken = MailboxError::Unexpected("storage of what came back");
        let related = relation(&self.outbox, mailbox, mail).await;
        let related = match related.map_err(|_| broken.clone())? {
            None if is_report(mail) => self.of_report(mailbox, mail).await?,
            related => related,
        };
        let Some(related) = related else {
            return Ok(false);
        };
        let id = id_of(&related, mail);
        let database = &*self.platform;
        if kept::has(database, &id).await.map_err(|_| broken.clone())? {
            return Ok(false);
        }
        let Some(what) = self.what(mailbox, mail, &related).await? else {
            return Ok(false);
        };
        let person = match &what {
            What::Bounce { address, .. } => related.person(address),
            _ => related.person(&address_in(mail.header("From"))),
        };
        let subject = match &what {
            What::Bounce { .. } | What::OptedOut { .. } => related.sent.subject.clone(),
            _ => mail.header("Subject").to_owned(),
        };
        let sent = &related.sent;
        let one = CameBack {
            id: id.clone(),
            org: sent.owner.org.clone(),
            user: sent.owner.user_id.clone(),
            record: sent.record.clone(),
            name: person.shown().to_owned(),
            from: address_in(mail.header("From")),
            conversation: mail.conversation.clone(),
            subject: subject.chars().take(255).collect(),
            at: mail.at,
            found: Some(self.platform.now()),
            what,
            seen: false,
        };
        if let What::Bounce {
            address,
            lasting: Lasting::Permanent,
        } = &one.what
        {
            self.outbox
                .note_bounce(address, mail.at)
                .await
                .map_err(|_| broken.clone())?;
        }
        if one.what.is_logged() {
            let opted_out = match one.what {
                What::OptedOut { .. } => person.record.clone(),
                _ => None,
            };
            let log = ReplyLog {
                id,
                owner: sent.owner.clone(),
                record: sent.record.clone(),
                who: person,
                about: sent.about.clone(),
                subject: one.subject.clone(),
                on: self.sessions.day(&sent.owner.org, mail.at).await,
                opted_out,
            };
            self.outbox
                .log_reply(log)
                .await
                .map_err(|_| broken.clone())?;
        }
        kept::keep(database, &one)
            .await
            .map_err(|_| broken.clone())?;
        Ok(true)
    }

    /// The mail of ours that a delivery report is about, where its headers do not say it.
    async fn of_report(
        &self,
        mailbox: &str,
        mail: &Arrived,
    ) -> Result<Option<Relation>, MailboxError> {
        let part = self.mailboxes.read_mail(mailbox, mail).await?;
        let ours = Ours {
            addresses: &[mailbox.to_lowercase()],
            is_sent: &|_| false,
            same_conversation: false,
            today: self.platform.day(mail.at),
        };
        let Arrival::Bounce(failures) = classify(&part, ours) else {
            return Ok(None);
        };
        for address in failures.into_iter().filter_map(|failure| failure.address) {
            let sent = self.outbox.sent_to(&address).await;
            let sent = sent.map_err(|_| MailboxError::Unexpected("storage of sent mails"))?;
            let from_here = |sent: &SentMail| {
                let from = sent.owner.mailbox.as_deref();
                from.is_some_and(|from| from.eq_ignore_ascii_case(mailbox))
            };
            if let Some(sent) = sent.filter(from_here) {
                let by = By::Address;
                return Ok(Some(Relation { sent, by }));
            }
        }
        Ok(None)
    }

    /// What a mail that has to do with one of ours is; `None` for nothing that matters.
    async fn what(
        &self,
        mailbox: &str,
        mail: &Arrived,
        related: &Relation,
    ) -> Result<Option<What>, MailboxError> {
        let from = address_in(mail.header("From"));
        let known = related.person(&from).record.is_some();
        if related.by == By::OptOut {
            return Ok(Some(What::OptedOut { known }));
        }
        let part = self.mailboxes.read_mail(mailbox, mail).await?;
        let own = message_id(related.sent.intent.as_str(), mailbox);
        let ours = Ours {
            addresses: &[mailbox.to_lowercase()],
            is_sent: &|id| id.eq_ignore_ascii_case(&own),
            same_conversation: related.by == By::Conversation,
            today: self.platform.day(mail.at),
        };
        Ok(match classify(&part, ours) {
            Arrival::Reply if opt_out::by_word(&part) => Some(What::OptedOut { known }),
            Arrival::Reply => Some(What::Reply),
            Arrival::OutOfOffice(until) => Some(What::Away(until)),
            Arrival::Bounce(failures) => bounce(failures, related),
            Arrival::AutomaticOther | Arrival::Unrelated => None,
        })
    }

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
    async fn note_answered(&self) -> Result<(), Fault> {
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

/// The failure that has to do with a person of ours.
fn bounce(failures: Vec<Failure>, related: &Relation) -> Option<What> {
    let ours = |failure: &&Failure| {
        let address = failure.address.as_deref();
        address.is_some_and(|address| related.sent.person(address).is_some())
    };
    let failure = failures.iter().find(ours).or(failures.first())?.clone();
    // A report that names nobody is about the one whom the mail was for.
    let only = || match related.sent.people.as_slice() {
        [only] => Some(only.address.clone()),
        _ => None,
    };
    Some(What::Bounce {
        address: failure.address.or_else(only).unwrap_or_default(),
        lasting: failure.lasting,
    })
}

/// An id that everybody makes of the same answer to the same mail.
fn id_of(related: &Relation, mail: &Arrived) -> IntentId {
    let message = match mail.header("Message-ID") {
        "" => mail.id.as_str(),
        id => id,
    };
    let digest = Sha256::digest(format!("reply {} {message}", related.sent.intent));
    let mut bytes = [0; 16];
    for (byte, of) in bytes.iter_mut().zip(digest) {
        *byte = of;
    }
    IntentId::new(bytes)
}
