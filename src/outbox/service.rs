//! The outbox's side of the worker: what its parts share, and how a row is changed.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::{Rc, Weak};

use super::check::Facts;
use super::invitations::Invitations;
use super::rows::{self, Batch};
use super::view::Progress;
use super::{AskCampaigns, CampaignMail, Intent, Job, OutboxError};
use crate::base::{IntentId, LifeId, OrgHost, RecordId, Topic, locks::Locks};
use crate::insight::Insight;
use crate::mailbox::Mailboxes;
use crate::ports::Platform;
use crate::salesforce::Sessions;

/// What changes a row, and what belongs together with that; says whether anything is written.
type Edit<'a> = Box<dyn FnOnce(&mut Intent, &mut Batch) -> Result<bool, OutboxError> + 'a>;

/// What steps are done with.
pub struct Services<P> {
    /// The rep's sessions with orgs.
    pub sessions: Rc<Sessions<P>>,
    /// The rep's mailbox.
    pub mailboxes: Rc<Mailboxes<P>>,
    /// The record views, which are out of date once something is logged.
    pub insight: Rc<Insight<P>>,
}

/// The outbox.
pub struct Outbox<P> {
    pub(super) platform: Rc<P>,
    pub(super) services: Services<P>,
    pub(super) life: LifeId,
    /// One lock a row, held while the row changes, not while its steps happen; one a mailbox, and a few
    /// of their own. Who needs more than one takes the mailbox's first.
    pub(super) locks: Locks,
    /// How often the periodic alarm rings, in minutes; 0 before this life armed it.
    pub(super) armed: Cell<u32>,
    /// What Salesforce said last of the people whom a mail is for, and which mail.
    pub(super) last_facts: RefCell<Option<(IntentId, Rc<Facts>)>>,
    /// The rows that a run of this life goes on with, which another run leaves alone.
    pub(super) running: RefCell<HashSet<String>>,
    /// Whether what earlier releases stored was moved over.
    pub(super) moved: Cell<bool>,
    /// Whether something came to be due since rows were last gone through.
    pub(super) more_is_due: Cell<bool>,
    /// How far the mails are that this life sends.
    pub(super) progress: RefCell<HashMap<IntentId, Progress>>,
    invitations: RefCell<Option<Weak<dyn Invitations>>>,
    campaigns: RefCell<Option<Weak<dyn AskCampaigns>>>,
    /// Hears when nothing goes on for the moment.
    idle: RefCell<Option<Box<dyn Fn()>>>,
    /// Hears which task was done by an email or a call.
    task_done: RefCell<Option<Box<TaskDone>>>,
}

/// Hears of a task, in which org.
type TaskDone = dyn Fn(&OrgHost, &RecordId);

impl<P: Platform + 'static> Outbox<P> {
    /// Made once by the worker, which then calls [`Self::run`].
    #[must_use]
    pub fn new(platform: Rc<P>, services: Services<P>) -> Rc<Self> {
        Rc::new(Self {
            life: LifeId::new(platform.bytes()),
            platform,
            services,
            locks: Locks::default(),
            armed: Cell::new(0),
            last_facts: RefCell::default(),
            running: RefCell::default(),
            moved: Cell::new(false),
            more_is_due: Cell::new(false),
            progress: RefCell::default(),
            invitations: RefCell::default(),
            campaigns: RefCell::default(),
            idle: RefCell::default(),
            task_done: RefCell::default(),
        })
    }

    /// Who knows how users are invited; invitations wait until this was called.
    pub fn invite_by<I: Invitations + 'static>(&self, invitations: &Rc<I>) {
        let invitations: Weak<I> = Rc::downgrade(invitations);
        *self.invitations.borrow_mut() = Some(invitations);
    }

    pub(super) fn invitations(&self) -> Option<Rc<dyn Invitations>> {
        self.invitations.borrow().as_ref()?.upgrade()
    }

    /// The campaigns; their mails, and who is added to one of this browser's, wait until this was called.
    pub fn ask_by<C: AskCampaigns + 'static>(&self, campaigns: &Rc<C>) {
        let campaigns: Weak<C> = Rc::downgrade(campaigns);
        *self.campaigns.borrow_mut() = Some(campaigns);
    }

    pub(super) fn campaigns(&self) -> Option<Rc<dyn AskCampaigns>> {
        self.campaigns.borrow().as_ref()?.upgrade()
    }

    /// Calls `then` whenever what was begun is finished, waits for long, or needs the rep.
    pub fn when_idle(&self, then: impl Fn() + 'static) {
        *self.idle.borrow_mut() = Some(Box::new(then));
    }

    pub(super) fn tell_idle(&self) {
        if let Some(then) = &*self.idle.borrow() {
            then();
        }
    }

    /// Calls `then` whenever the task of a step was done by the email or the call that was written.
    pub fn when_task_done(&self, then: impl Fn(&OrgHost, &RecordId) + 'static) {
        *self.task_done.borrow_mut() = Some(Box::new(then));
    }

    pub(super) fn tell_task_done(&self, org: &OrgHost, task: &RecordId) {
        if let Some(then) = &*self.task_done.borrow() {
            then(org, task);
        }
    }

    pub(super) async fn get(&self, key: &str) -> Result<Intent, OutboxError> {
        let row = rows::get(&*self.platform, key).await?;
        row.ok_or(OutboxError::NotFound)
    }

    /// Changes one row under its lock, and gives it as it is then; where `edit` says no, nothing is written.
    pub(super) fn change<'a>(
        &'a self,
        key: &'a str,
        edit: impl FnOnce(&mut Intent) -> bool + 'a,
    ) -> impl Future<Output = Result<Option<Intent>, OutboxError>> + 'a {
        self.change_with(key, |intent, _| Ok(edit(intent)))
    }

    /// As [`Self::change`], together with other changes.
    pub(super) fn change_with<'a>(
        &'a self,
        key: &'a str,
        edit: impl FnOnce(&mut Intent, &mut Batch) -> Result<bool, OutboxError> + 'a,
    ) -> impl Future<Output = Result<Option<Intent>, OutboxError>> + 'a {
        // In a box: one function for all edits, in place of a copy for each.
        self.change_by(key, Box::new(edit))
    }

    async fn change_by(&self, key: &str, edit: Edit<'_>) -> Result<Option<Intent>, OutboxError> {
        let held = self.locks.hold(key).await;
        let before = self.get(key).await?;
        let (mut intent, mut batch) = (before.clone(), Batch::default());
        if !edit(&mut intent, &mut batch)? {
            return Ok(None);
        }
        self.save(Some(&before), &mut intent, batch).await?;
        drop(held);
        self.tell_changed(&intent).await;
        let (was, is) = (CampaignMail::of(&before), CampaignMail::of(&intent));
        if intent.history.is_of_campaign() && was != is {
            self.platform.changed(Topic::Campaigns).await;
        }
        Ok(Some(intent))
    }

    /// Changes rows as they are now, all in one transaction; where `edit` says no, one stays as it is.
    pub(super) async fn change_all(
        &self,
        rows: Vec<Intent>,
        mut edit: impl FnMut(&mut Intent) -> bool,
    ) -> Result<(), OutboxError> {
        let (mut held, mut batch) = (Vec::new(), Batch::default());
        let (mut wake, now) = (None, self.platform.now());
        for intent in rows {
            let key = rows::key_of(&intent);
            held.push(self.locks.hold(&key).await);
            let Some(before) = rows::get(&*self.platform, &key).await? else {
                continue;
            };
            let mut intent = before.clone();
            if edit(&mut intent) {
                batch.put(Some(&before), &mut intent, now)?;
                wake = Some(intent.wake);
            }
        }
        if let Some(wake) = wake {
            self.commit(batch, wake).await?;
            self.platform.changed(Topic::Outbox).await;
            self.platform.changed(Topic::Team).await;
        }
        Ok(())
    }

    /// Puts a row in place of what was `before`, together with what else is in `batch`.
    pub(super) async fn save(
        &self,
        before: Option<&Intent>,
        intent: &mut Intent,
        mut batch: Batch,
    ) -> Result<(), OutboxError> {
        batch.put(before, intent, self.platform.now())?;
        self.commit(batch, intent.wake).await
    }

    /// Tells the surfaces that show this work.
    pub(super) async fn tell_changed(&self, intent: &Intent) {
        let topic = match intent.job {
            Job::Action(_) => Topic::Outbox,
            Job::Invitation(_) => Topic::Team,
        };
        self.platform.changed(topic).await;
    }
}
