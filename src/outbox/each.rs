//! A submission of one mail for each of several people: taken back as one as long as its undo time lasts, then a mail
//! of its own for each, all made in one transaction.

use super::job::Part;
use super::rows::{self, ACTIONS, Batch, Body};
use super::submit::step;
use super::{Checked, Intent, Job, Next, OnRecord, Outbox, OutboxError, Outcome, PACE, next};
use crate::actions::{Action, Effect, Form, SendEmail};
use crate::base::{
    IntentId, Millis, ObjectType, Recipient, RecordId, RecordRef, sort::sort_by_key,
};
use crate::ports::Platform;

impl<P: Platform + 'static> Outbox<P> {
    /// Makes the mails of a submission; a mail of each waits for its turn.
    pub(super) async fn make_mails(&self, key: &str) -> Result<(), OutboxError> {
        let held = self.locks.hold(key).await;
        let now = self.platform.now();
        let before = self.get(key).await?;
        if next(&before, now, &self.life) != Next::Begin || before.parked {
            return Ok(());
        }
        let Form::SendEmail(form) = rows::body(&*self.platform, &before).await?.form else {
            return Ok(());
        };
        let mut batch = Batch::default();
        for (mut intent, form) in parts(&before, &form, now) {
            let body = Body {
                form: Form::SendEmail(form),
                activities: Vec::new(),
            };
            batch.put_form(&intent, body)?;
            batch.put(None, &mut intent, now)?;
        }
        let mut intent = before.clone();
        intent.settle(Outcome::Done { warning: None }, now, 0);
        self.save(Some(&before), &mut intent, batch).await?;
        drop(held);
        self.tell_changed(&intent).await;
        self.more_is_due.set(true);
        Ok(())
    }

    /// The mails that were made of a submission and are not over.
    pub(super) async fn open_parts(&self, of: &IntentId) -> Result<Vec<Intent>, OutboxError> {
        let mut parts = rows::all(&*self.platform, ACTIONS).await?;
        parts.retain(|intent| intent.end.is_none() && intent.is_part_of(of));
        sort_by_key(&mut parts, |intent| intent.part().map(|part| part.nth));
        Ok(parts)
    }

    /// Sends nothing more of a submission: what waits for its turn is taken back. Says whether there was anything.
    pub(super) async fn stop_parts(&self, of: &IntentId) -> Result<bool, OutboxError> {
        let mut waiting = self.open_parts(of).await?;
        waiting.retain(Intent::is_queued);
        let (now, some) = (self.platform.now(), !waiting.is_empty());
        let files: Vec<_> = waiting
            .iter()
            .flat_map(|intent| intent.files().to_vec())
            .collect();
        self.change_all(waiting, |intent| {
            let queued = intent.is_queued();
            if queued {
                intent.cancel(now);
            }
            queued
        })
        .await?;
        self.forget_files(files).await?;
        Ok(some)
    }
}

impl Intent {
    /// Whether it is one of the mails that were made of a submission.
    #[must_use]
    pub fn is_part_of(&self, of: &IntentId) -> bool {
        self.part().is_some_and(|part| part.of == *of)
    }
}

/// The record that one of the mails is written on: on an account or opportunity that they are all about, else on the
/// person's own, where they have one.
fn own_record(on: &RecordRef, person: &Recipient) -> RecordRef {
    let is_person = matches!(on.object, ObjectType::Lead | ObjectType::Contact);
    let own = person.record.as_ref().filter(|_| is_person);
    own.and_then(|id| on.beside(id))
        .unwrap_or_else(|| on.clone())
}

/// The pieces of work that a submission becomes, each with its form.
fn parts(order: &Intent, form: &SendEmail, now: Millis) -> Vec<(Intent, SendEmail)> {
    let Job::Action(action) = &order.job else {
        return Vec::new();
    };
    let all = u32::try_from(form.to.len()).unwrap_or(u32::MAX);
    let mut turn = now;
    let mut parts = Vec::with_capacity(form.to.len());
    for (nth, person) in (0..all).zip(&form.to) {
        let own = SendEmail {
            later: None,
            ..form.mail_for(person)
        };
        let plan = own.plan();
        let people: Vec<RecordId> = plan.iter().flat_map(Effect::records).collect();
        let job = Job::Action(OnRecord {
            record: own_record(&action.record, person),
            subject: own.subject(),
            recipients: own.recipients(),
            people,
            zones: Vec::new(),
            checked: action.checked.as_ref().map(|checked| Checked {
                at: checked.at,
                // Told of the submission as a whole.
                notes: Vec::new(),
            }),
            part: Some(Box::new(Part {
                of: order.id.clone(),
                nth,
                all,
                person: person.clone(),
            })),
            ..action.clone()
        });
        let steps = plan.iter().map(step).collect();
        let mut intent = Intent::new(order.id.part(nth), order.owner.clone(), job, steps, now);
        intent.wait_for_turn(turn, None);
        turn = turn.after(PACE);
        parts.push((intent, own));
    }
    parts
}
