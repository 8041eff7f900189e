//! A mail that a step of a sales campaign sends by itself, by the same engine as everything else.

use std::rc::Rc;

use super::files::files_of;
use super::rows::{self, Batch, Body, action_key};
use super::submit::step;
use super::{CampaignMail, Checked, History, Intent, Job, OnRecord, Outbox, OutboxError, Owner};
use crate::actions::Effect;
use crate::actions::{Form, SendEmail};
use crate::base::{ActionKind, Fault, IntentId, Millis, RecordRef, Topic};
use crate::ports::Platform;

impl<P: Platform + 'static> Outbox<P> {
    /// Takes a mail whose receiver was looked at in Salesforce at `checked`; asking again changes nothing. It leaves in its
    /// turn once [`Self::go_on_with_all`] is called: many at once would wait for one another until they are late. Its log
    /// says so in the record of the step's `run`.
    ///
    /// # Errors
    /// The mail has a mistake, the policy forbids it, its day is full, or the storage failed.
    pub async fn send_for_campaign(
        self: &Rc<Self>,
        id: IntentId,
        owner: Owner,
        record: RecordRef,
        mail: SendEmail,
        run: Option<String>,
        checked: Millis,
    ) -> Result<(), Fault> {
        let now = self.platform.now();
        let form = Form::SendEmail(mail);
        form.check().map_err(OutboxError::Incomplete)?;
        let plan = form.plan();
        let job = Job::Action(OnRecord {
            action: ActionKind::SendEmail,
            record,
            subject: form.subject(),
            recipients: form.recipients(),
            people: plan.iter().flat_map(Effect::records).collect(),
            checked: Some(Checked {
                at: checked,
                notes: Vec::new(),
            }),
            came_back: false,
            part: None,
            run,
            zones: Vec::new(),
            files: files_of(&form),
        });
        let steps = plan.iter().map(step).collect();
        let mut intent = Intent::new(id, owner, job, steps, now);
        intent.history = History::of_campaign(now);
        if let Some(error) = self.barred(&intent).await {
            return Err(OutboxError::from(error).into());
        }
        let key = action_key(&intent.id);
        self.move_over().await?;
        let held = self.locks.hold(&key).await;
        if self.has_mail(&intent.id).await? {
            return Ok(());
        }
        let counting = self.locks.hold("limit").await;
        self.within_limit(&intent).await?;
        let body = Body {
            form,
            activities: Vec::new(),
        };
        let mut batch = Batch::default();
        batch.put_form(&intent, body)?;
        self.save(None, &mut intent, batch).await?;
        drop((counting, held));
        self.platform.changed(Topic::Outbox).await;
        Ok(())
    }

    /// Takes back a mail that has not begun to leave; says whether it was there.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn withdraw(&self, id: &IntentId) -> Result<bool, OutboxError> {
        if self.campaign_mail(id).await? != CampaignMail::Waits {
            return Ok(false);
        }
        let now = self.platform.now();
        // An earlier life may have begun it: nothing has left as long as the provider was not asked.
        let waits = |intent: &Intent| {
            let is_begun = intent.may_have_left() || intent.is_tried_in(&self.life);
            CampaignMail::of(intent) == CampaignMail::Waits && !is_begun
        };
        let key = action_key(id);
        let withdrawn = self.change(&key, |intent| {
            let waits = waits(intent);
            if waits {
                intent.cancel(now);
            }
            waits
        });
        let Some(intent) = withdrawn.await? else {
            return Ok(false);
        };
        self.forget_files_of(std::slice::from_ref(&intent)).await?;
        Ok(true)
    }

    /// Whether a mail with this id was submitted here, or is known to have been sent.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn has_mail(&self, id: &IntentId) -> Result<bool, OutboxError> {
        let row = rows::get(&*self.platform, &action_key(id)).await?;
        Ok(row.is_some() || self.sent_mail(id.as_str()).await?.is_some())
    }

    /// How far the mail with this id has come.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn campaign_mail(&self, id: &IntentId) -> Result<CampaignMail, OutboxError> {
        let row = rows::get(&*self.platform, &action_key(id)).await?;
        Ok(row.map_or(CampaignMail::Forgotten, |intent| CampaignMail::of(&intent)))
    }
}
