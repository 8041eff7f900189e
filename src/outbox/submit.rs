//! What reps ask of the outbox: to take a submission, to take it back, to decide.

use std::rc::Rc;

use super::files::files_of;
use super::rows::{self, Batch, Body, action_key};
use super::{
    Decision, Draft, Intent, Job, OnRecord, Outbox, OutboxError, OutboxItem, Owner, Step, StepKind,
    Undone, draft_rows, item,
};
use crate::actions::{Effect, Form, Later, NewActivity, SendEmail};
use crate::base::{Fault, IntentId, Recipient, RecordRef, Topic};
use crate::ports::Platform;

impl<P: Platform + 'static> Outbox<P> {
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
        let plan = form.plan();
        let one_each = matches!(plan.first(), Some(Effect::OneEach { .. }));
        let later = match later(&form) {
            Some(later) => Some(self.as_can_be(later, one_each).await),
            None => None,
        };
        let action = OnRecord {
            action: form.kind(),
            record: self.record_now(&id, &record).unwrap_or(record.clone()),
            subject: form.subject(),
            recipients: form.recipients(),
            people: plan.iter().flat_map(Effect::records).collect(),
            checked,
            came_back: false,
            part: None,
            run: None,
            zones: match (&later, &form) {
                (Some(_), Form::SendEmail(mail)) => mail.zones(),
                _ => Vec::new(),
            },
            files: files_of(&form),
        };
        let steps = plan.iter().map(step).collect();
        let mut intent = Intent::new(id, owner, Job::Action(action), steps, now);
        intent.due = later.as_ref().map_or(now.after(settings.undo), |later| {
            Intent::begins_by(later, now)
        });
        intent.later = later;
        form.check().map_err(OutboxError::Incomplete)?;
        let later = intent.later.as_ref();
        if let Some(fault) = later.and_then(|later| later.fault(intent.submitted)) {
            return Err(OutboxError::Incomplete(vec![fault]).into());
        }
        if let Form::SendEmail(mail) = &form {
            let mails = mail.mails();
            let left = mails.iter().map(SendEmail::fields_left);
            if let Some(left) = left.into_iter().find(|left| !left.is_empty()) {
                return Err(OutboxError::Incomplete(left).into());
            }
        }
        if let Some(error) = self.barred(&intent).await {
            return Err(OutboxError::from(error).into());
        }
        let key = action_key(&intent.id);
        self.move_over().await?;
        let held = self.locks.hold(&key).await;
        if let Some(known) = rows::get(&*self.platform, &key).await? {
            let own = rows::form(&*self.platform, &known).await?;
            return match known.is_about(own, &form) {
                true => item(&known, now).ok_or(OutboxError::TakenBack.into()),
                // Another tab sent its draft with other words: these are not thrown away.
                false => Err(OutboxError::Submitted.into()),
            };
        }
        // Only now: of a mail that was sent the files are forgotten.
        if let Form::SendEmail(mail) = &form {
            self.check_mails(&intent, mail).await?;
        }
        // Counted and stored under one lock: what is submitted side by side does not pass the limit together.
        let counting = self.locks.hold("limit").await;
        self.within_limit(&intent).await?;
        let kind = form.kind();
        let body = Body {
            form,
            activities: plan.into_iter().flat_map(activities).collect(),
        };
        let mut batch = Batch::default();
        batch.put_form(&intent, body)?;
        self.save(None, &mut intent, batch).await?;
        drop((counting, held));
        // Only now: a draft is not thrown away before what it became is safe.
        self.end_draft_of(&intent, &record, kind).await?;
        self.go_on(key);
        for topic in [Topic::Record, Topic::Outbox, Topic::Drafts] {
            self.platform.changed(topic).await;
        }
        item(&intent, now).ok_or(OutboxError::TakenBack.into())
    }

    /// Takes a submission back, as long as it is certain that nothing has left; the form is then the
    /// draft again. Where the rep is `writing` another of its kind on its record, or has kept one, it
    /// waits beside that instead: neither is lost.
    ///
    /// # Errors
    /// There is no such intent, or the storage failed.
    pub async fn undo(&self, id: &IntentId, writing: bool) -> Result<Undone, Fault> {
        let key = action_key(id);
        if self.own(&key).await?.waiting().is_some() {
            self.bring_home(&key).await?;
        }
        let held = self.locks.hold(&key).await;
        let before = self.own(&key).await?;
        let Some(action) = before.action() else {
            return Ok(Undone::TooLate);
        };
        let mut form = rows::form(&*self.platform, &before).await?;
        let now = self.platform.now();
        set_later(
            &mut form,
            before.later.clone().filter(|later| later.at > now),
        );
        let (user, record) = (&before.owner.user_id, &action.record);
        let draft = draft_rows::get(&*self.platform, user, record, action.action).await?;
        let taken_back = before.end.is_some_and(|end| !end.done);
        if taken_back {
            // Asked twice: what was written is the draft.
            form = draft.map_or(form, |draft| draft.form);
        } else {
            if !before.can_be_taken_back(&self.life) {
                return Ok(Undone::TooLate);
            }
            let mut intent = before.clone();
            if writing || draft.is_some_and(|draft| draft.form != form) {
                intent.keep_apart();
                self.save(Some(&before), &mut intent, Batch::default())
                    .await?;
                drop(held);
                self.tidy().await?;
                self.platform.changed(Topic::Outbox).await;
                return Ok(Undone::Apart);
            }
            // The intent's id is used up: what is sent next is another one.
            if let Form::SendEmail(mail) = &mut form {
                mail.forget_filled();
            }
            let draft = Draft::new(form.clone(), now, IntentId::new(self.platform.bytes()));
            draft_rows::put(&*self.platform, user, record, &draft).await?;
            intent.cancel(now);
            self.save(Some(&before), &mut intent, Batch::default())
                .await?;
        }
        drop(held);
        self.tidy().await?;
        for topic in [Topic::Record, Topic::Outbox, Topic::Drafts] {
            self.platform.changed(topic).await;
        }
        Ok(Undone::Back(Box::new(form)))
    }

    /// Does what the rep decided about an action that is stuck.
    ///
    /// # Errors
    /// The decision does not fit how it stands (any more).
    pub async fn resolve(
        self: &Rc<Self>,
        id: &IntentId,
        mut decision: Decision,
    ) -> Result<(), Fault> {
        let key = action_key(id);
        if decision == Decision::Drop && self.stop_parts(id).await? {
            self.platform.changed(Topic::Outbox).await;
            return Ok(());
        }
        if self.own(&key).await?.waiting().is_some()
            && matches!(decision, Decision::Drop | Decision::SendAgain)
        {
            // What is dropped or sent anew does not leave by Outlook as well.
            let intent = self.bring_home(&key).await?;
            if !intent.current().is_some_and(Step::is_mail) {
                self.go_on(key);
                return Err(OutboxError::NotNow.into());
            }
            if decision == Decision::SendAgain && intent.outgoing().is_none() {
                decision = Decision::Retry;
            }
        }
        let now = self.platform.now();
        let intent = self
            .change(&key, |intent| intent.decide(decision, now, &self.life))
            .await?
            .ok_or(OutboxError::NotNow)?;
        self.refresh_views(std::slice::from_ref(&intent)).await;
        self.forget_files_of(std::slice::from_ref(&intent)).await?;
        self.go_on(key);
        Ok(())
    }
}

impl Intent {
    /// Whether it does what `form` says; `own` is its own form. Of what is finished the words are forgotten:
    /// the rest decides. Who has an address is found out when it is submitted, and is no other mail; nor is one whose
    /// time the rep has changed since.
    fn is_about(&self, own: Form, form: &Form) -> bool {
        let bare = |mut form: Form| {
            if self.end.is_some() {
                form.forget_words();
            }
            if let Form::SendEmail(mail) = &mut form {
                mail.later = None;
                mail.forget_filled();
                let lists = [&mut mail.to, &mut mail.cc, &mut mail.bcc];
                for person in lists.into_iter().flatten() {
                    *person = Recipient {
                        address: std::mem::take(&mut person.address),
                        ..Recipient::default()
                    };
                }
            }
            form
        };
        bare(own) == bare(form.clone())
    }
}

/// The time that the rep chose in a form.
fn later(form: &Form) -> Option<Later> {
    match form {
        Form::SendEmail(mail) => mail.later.clone(),
        Form::LogCall(_) | Form::AddTask(_) | Form::AddToCampaign(_) => None,
    }
}

/// Sets the time in a form that has one.
fn set_later(form: &mut Form, later: Option<Later>) {
    if let Form::SendEmail(mail) = form {
        mail.later = later;
    }
}

/// The step that has an effect.
pub(super) fn step(effect: &Effect) -> Step {
    match effect {
        Effect::Mail(_) => Step::send_mail(),
        Effect::LogMail(_) => Step::todo(StepKind::LogMail {
            as_task: false,
            alone: false,
        }),
        Effect::OneEach { people, .. } => Step::todo(StepKind::OneEach {
            mails: u32::try_from(people.len()).unwrap_or(u32::MAX),
        }),
        Effect::Enrol(_) => Step::todo(StepKind::Enrol),
        Effect::Activities(_) => Step::todo(StepKind::Activities {
            contact: None,
            candidates: Vec::new(),
        }),
    }
}

/// The activities of an effect.
pub(super) fn activities(effect: Effect) -> Vec<NewActivity> {
    match effect {
        Effect::Activities(all) => all,
        Effect::Mail(_) | Effect::LogMail(_) | Effect::OneEach { .. } | Effect::Enrol(_) => {
            Vec::new()
        }
    }
}
