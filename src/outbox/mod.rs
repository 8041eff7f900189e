//! Durable intents: what is to be done, what was done.
//!
//! A submission is stored before anything happens, and every effect is stored as "under way" before it
//! begins. Whenever the worker starts, [`next`] says of each stored intent what follows; a mail
//! whose answer was lost is asked about, never sent again on a guess.

mod activities;
mod alarms;
mod check;
mod drafts;
pub mod effects;
mod error;
mod intent;
mod item;
mod mail_log;
mod owners;
mod policy;
mod rows;
mod run;
mod strip;
mod view;

pub use alarms::{ALARM, ALARM_DUE};
pub use check::{Change, Checked, What, after_changes, verb};
pub use drafts::{DraftItem, Kept, Writing};
pub use error::OutboxError;
pub use intent::{End, Intent, Mark, Next, Outcome, Outgoing, Owner, next};
pub use item::item;
pub use owners::{Expiring, Unsent, WhatOf};
pub use rows::Draft;
pub use strip::{Folded, Strip};
pub use view::{Candidate, Decision, OutboxItem, OutboxState, Undone};

use futures_util::future::join_all;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use self::alarms::Armed;
use self::check::Facts;
use self::effects::message;
use crate::actions::{Effect, Form};
use crate::base::{
    Fault, FieldFault, IntentId, LifeId, RecordRef, Topic, locks::Locks, sort::sort_by,
};
use crate::insight::Insight;
use crate::mailbox::Mailboxes;
use crate::ports::Platform;
use crate::salesforce::Sessions;

/// What is done is shown for an hour.
const SHOWN: Duration = Duration::from_secs(60 * 60);

/// What effects are done with.
pub struct Services<P> {
    /// The rep's sessions with orgs.
    pub sessions: Rc<Sessions<P>>,
    /// The rep's mailbox.
    pub mailboxes: Rc<Mailboxes<P>>,
    /// The record views, which are out of date once something is logged.
    pub insight: Rc<Insight<P>>,
}

/// The journal.
pub struct Outbox<P> {
    platform: Rc<P>,
    services: Services<P>,
    life: LifeId,
    /// One lock an intent, held while its row changes, not while its effects happen.
    locks: Locks,
    armed: Armed,
    /// What Salesforce said last of the people whom a mail is for, and which mail.
    looked: RefCell<Option<(IntentId, Rc<Facts>)>>,
    /// Hears when nothing goes on for the moment.
    rests: RefCell<Option<Box<dyn Fn()>>>,
}

impl<P: Platform + 'static> Outbox<P> {
    /// Made once by the worker, which then calls [`Self::run`].
    #[must_use]
    pub fn new(platform: Rc<P>, services: Services<P>) -> Rc<Self> {
        Rc::new(Self {
            life: LifeId::new(platform.bytes()),
            platform,
            services,
            locks: Locks::default(),
            armed: Armed::default(),
            looked: RefCell::default(),
            rests: RefCell::default(),
        })
    }

    /// Calls `then` whenever what was begun is finished, waits for long, or needs the rep.
    pub fn when_it_rests(&self, then: impl Fn() + 'static) {
        *self.rests.borrow_mut() = Some(Box::new(then));
    }

    fn tell_rest(&self) {
        if let Some(then) = &*self.rests.borrow() {
            then();
        }
    }

    /// Takes a submission: once this answers, it is stored and will be done. Asking again with the
    /// same id changes nothing.
    ///
    /// # Errors
    /// What has to change in the form; or the storage failed, and nothing will be done.
    pub async fn submit(
        self: &Rc<Self>,
        id: IntentId,
        owner: Owner,
        record: RecordRef,
        form: Form,
    ) -> Result<OutboxItem, Fault> {
        let now = self.platform.now();
        let settings = self.services.sessions.policies().settings().await;
        let checked = match &form {
            Form::SendEmail(mail) => self.checked(&id, &record, mail).await,
            _ => None,
        };
        let written_on = record.clone();
        let record = self.record_now(&id, &record).unwrap_or(record);
        let intent = Intent {
            checked,
            effects: form
                .plan()
                .iter()
                .map(|each| (each.kind(), Mark::Todo))
                .collect(),
            id,
            owner,
            record,
            form,
            submitted: now,
            due: now.after(settings.undo),
            attempts: 0,
            fault: None,
            held: false,
            beside_another: false,
            outgoing: None,
            sent: None,
            as_task: false,
            contact: None,
            candidates: Vec::new(),
            end: None,
        };
        let most = self.services.mailboxes.max_bytes().await;
        check(&intent, most).map_err(OutboxError::Incomplete)?;
        if let Some(error) = self.barred(&intent).await {
            return Err(OutboxError::from(error).into());
        }
        let held = self.locks.hold(intent.id.as_str()).await;
        if let Some(known) = rows::get(&*self.platform, &intent.id).await? {
            return match known.is_about(&intent.form) {
                true => item(&known, now).ok_or(OutboxError::TakenBack.into()),
                // Another tab sent its draft with other words: these are not thrown away.
                false => Err(OutboxError::Submitted.into()),
            };
        }
        // Counted and kept under one lock: what is submitted side by side does not pass the limit together.
        let counting = self.locks.hold("limit").await;
        self.within_limit(&intent).await?;
        self.save(&intent).await?;
        drop((counting, held));
        // Only now: a draft is not thrown away before what it became is safe.
        self.end_draft_of(&intent, &written_on).await?;
        self.go_on(intent.id.clone());
        self.platform.changed(Topic::Record).await;
        self.platform.changed(Topic::Outbox).await;
        self.platform.changed(Topic::Drafts).await;
        item(&intent, now).ok_or(OutboxError::TakenBack.into())
    }

    /// Takes a submission back, as long as it is certain that nothing has left; the form is then the
    /// draft again. Where the rep is `writing` another of its kind on its record, or has kept one, it
    /// waits beside that instead: neither is lost.
    ///
    /// # Errors
    /// There is no such intent, or the storage failed.
    pub async fn undo(&self, id: &IntentId, writing: bool) -> Result<Undone, Fault> {
        let held = self.locks.hold(id.as_str()).await;
        let mut intent = self.own(id).await?;
        let mut form = intent.form.clone();
        let taken_back = intent.end.is_some_and(|end| !end.done);
        if taken_back {
            // Asked twice: what was written is the draft.
            let (user, kind) = (&intent.owner.user_id, form.kind());
            let draft = rows::draft(&*self.platform, user, &intent.record, kind).await?;
            form = draft.map_or(form, |draft| draft.form);
        } else {
            if !intent.can_be_taken_back(&self.life) {
                return Ok(Undone::TooLate);
            }
            let now = self.platform.now();
            let user = &intent.owner.user_id;
            let kept = rows::draft(&*self.platform, user, &intent.record, form.kind()).await?;
            if writing || kept.is_some_and(|kept| kept.form != form) {
                intent.keep_apart();
                self.save(&intent).await?;
                drop(held);
                self.tidy().await?;
                self.platform.changed(Topic::Outbox).await;
                return Ok(Undone::Apart);
            }
            // The intent's id is used up: what is sent next is another one.
            let draft = Draft::new(form.clone(), now, IntentId::new(self.platform.bytes()));
            rows::put_draft(&*self.platform, user, &intent.record, &draft).await?;
            intent.drop_it(now);
            self.save(&intent).await?;
        }
        drop(held);
        self.tidy().await?;
        self.platform.changed(Topic::Record).await;
        self.platform.changed(Topic::Outbox).await;
        self.platform.changed(Topic::Drafts).await;
        Ok(Undone::Back(Box::new(form)))
    }

    /// Does without the rest of the undo time.
    ///
    /// # Errors
    /// There is no such intent, or the storage failed.
    pub async fn send_now(self: &Rc<Self>, id: &IntentId) -> Result<(), Fault> {
        self.own(id).await?;
        let now = self.platform.now();
        self.change(id, |intent| {
            let waits = intent.fault.is_none() && intent.due > now;
            waits.then(|| intent.due = now)
        })
        .await?;
        self.go_on(id.clone());
        Ok(())
    }

    /// Does what the rep decided about an intent that is stuck.
    ///
    /// # Errors
    /// The decision does not fit how it stands (any more).
    pub async fn resolve(self: &Rc<Self>, id: &IntentId, decision: Decision) -> Result<(), Fault> {
        self.own(id).await?;
        let now = self.platform.now();
        let intent = self
            .change(id, |intent| {
                let fits = intent.decide(decision, now, &self.life);
                fits.then(|| intent.clone())
            })
            .await?
            .ok_or(OutboxError::NotNow)?;
        self.show_news(&intent).await;
        self.go_on(id.clone());
        Ok(())
    }

    /// What is being done of those who are signed in, what needs them, and what was done within the last
    /// hour; oldest first.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn outbox(&self) -> Result<Vec<OutboxItem>, Fault> {
        let now = self.platform.now();
        let mut intents = self.of_who_is_here(rows::all(&*self.platform).await?).await;
        intents.retain(|intent| intent.end.is_none_or(|end| now.since(end.at) < SHOWN));
        sort_by(&mut intents, |a, b| {
            (a.submitted, &a.id).cmp(&(b.submitted, &b.id))
        });
        let settings = self.services.sessions.policies().settings().await;
        Ok(intents
            .iter()
            .filter_map(|intent| Some(Self::shown(item(intent, now)?, intent, &settings)))
            .collect())
    }

    /// Goes on with everything that is unfinished. To be called at every start of the worker, when
    /// [`ALARM`] or [`ALARM_DUE`] rings, and after a sign-in. Ends when nothing more can be done now,
    /// which may take minutes: nobody should wait for it.
    ///
    /// # Errors
    /// The storage failed; the alarm is still armed.
    pub async fn run(&self) -> Result<(), Fault> {
        self.tidy().await?;
        self.forget_old().await?;
        let rest = rows::all(&*self.platform).await?;
        let all = join_all(rest.iter().map(|intent| self.advance(&intent.id))).await;
        self.tidy().await?;
        self.tell_rest();
        Ok(all.into_iter().collect::<Result<(), OutboxError>>()?)
    }

    /// Changes one row under its lock; where `edit` gives `None`, nothing is written.
    async fn change<T>(
        &self,
        id: &IntentId,
        edit: impl FnOnce(&mut Intent) -> Option<T>,
    ) -> Result<Option<T>, OutboxError> {
        let held = self.locks.hold(id.as_str()).await;
        let mut intent = self.get(id).await?;
        let Some(answer) = edit(&mut intent) else {
            return Ok(None);
        };
        self.save(&intent).await?;
        drop(held);
        self.platform.changed(Topic::Outbox).await;
        Ok(Some(answer))
    }

    async fn get(&self, id: &IntentId) -> Result<Intent, OutboxError> {
        let row = rows::get(&*self.platform, id).await?;
        row.ok_or(OutboxError::NotFound)
    }
}

/// What has to change in the form before it can be done; a mail has at most `most` bytes.
fn check(intent: &Intent, most: usize) -> Result<(), Vec<FieldFault>> {
    intent.form.check()?;
    let too_large = intent.form.plan().iter().any(|effect| match effect {
        Effect::Mail(mail) => message(intent, mail, intent.submitted).to_mime().len() > most,
        Effect::LogMail(_) | Effect::Activities(_) => false,
    });
    if too_large {
        return Err(vec![FieldFault {
            field: "html".into(),
            message: "field_mail_too_large".into(),
            value: Some(format!("{} kB", most / 1000)),
        }]);
    }
    Ok(())
}
