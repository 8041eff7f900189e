//! Opening a form, and who submits it.

use serde::{Deserialize, Serialize};

use super::last_about;
use super::{Panel, PanelError};
use crate::actions::about::{self, Last};
use crate::actions::{Choices, Doubt, Effect, Form, Fresh, Part};
use crate::base::{About, ActionKind, Day, Fault, IntentId, Millis, RecordId, RecordRef};
use crate::insight::{Age, Found, PersonView, Record};
use crate::outbox::Owner;
use crate::ports::Platform;
use crate::salesforce::{Purpose, Schema};
use crate::settings::Settings;

/// A stored draft, or a fresh form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// The form as it was last stored.
    pub form: Form,
    /// When it was stored; `None` for a fresh form.
    pub saved_at: Option<Millis>,
    /// The draft's id and edition; `None` for a fresh form.
    #[serde(default)]
    pub draft: Option<(IntentId, u32)>,
    /// The signed-in user, who will own the draft.
    #[serde(default)]
    pub user: Option<RecordId>,
    /// The choices for the form's lists.
    pub choices: Choices,
}

impl<P: Platform + 'static> Panel<P> {
    /// The stored draft of an action, else a fresh form for the person that the rep chose.
    ///
    /// # Errors
    /// Where the record cannot be read, or storage fails.
    pub async fn open_form(
        &self,
        record: &RecordRef,
        action: ActionKind,
        with: Option<&RecordId>,
        today: Day,
    ) -> Result<DraftView, Fault> {
        self.form_on(record, action, with, today, &[]).await
    }

    /// As [`Self::open_form`]. Where several `people` are given, a fresh form is for the first of them, and a lead or
    /// contact, which is one of them, is not read.
    pub(super) async fn form_on(
        &self,
        record: &RecordRef,
        action: ActionKind,
        with: Option<&RecordId>,
        today: Day,
        people: &[PersonView],
    ) -> Result<DraftView, Fault> {
        let settings = self.sessions.policies().settings().await;
        let choices = self.choices(record, &settings).await;
        if action == ActionKind::SendEmail {
            self.accounts.renew_mailbox();
        }
        let user = self.sessions.user(&record.org).await;
        let user = user.map(|user| user.user_id);
        if let Some(draft) = self.outbox.draft(record, action).await? {
            return Ok(DraftView {
                form: draft.form,
                saved_at: Some(draft.saved_at),
                draft: draft.id.map(|id| (id, draft.edition)),
                user,
                choices,
            });
        }
        let of_list = record.object.is_person() && !people.is_empty();
        let view = match of_list {
            true => Box::new(Record::of_people(
                record.clone(),
                people.to_vec(),
                self.platform.now(),
            )),
            false => match self.insight.view(record, Age::Any).await? {
                Found::Record(view) => view,
                Found::Gone(_) => return Err(PanelError::NoRecord.into()),
            },
        };
        let signature = self.mailboxes.signature().await?;
        let own = |id: &RecordId| view.people.iter().find(|person| person.record == *id);
        // A contact from a further page of the account's contacts.
        let other = match with {
            Some(id) if own(id).is_none() => self.insight.contact(record, id).await?,
            _ => None,
        };
        let chosen = other.as_ref().or(with.and_then(own));
        let about = match of_list {
            _ if choices.limits.bars(Part::About) => About::None,
            // An opportunity of one of them is nothing to the others.
            true => About::None,
            false => {
                let last = last_about::read(&*self.platform, record).await;
                about::at_start(&view, last.as_ref(), settings.opportunity_rule)
            }
        };
        let start = Fresh {
            about: &about,
            on: &view,
            with: chosen.or(people.first()).or(view.people.first()),
            signature: &signature,
            today,
            choices: &choices,
        };
        let form = match action.fresh(&start) {
            Form::SendEmail(mail) => Form::SendEmail(self.with_images(mail).await?),
            form => form,
        };
        Ok(DraftView {
            form,
            saved_at: None,
            draft: None,
            user,
            choices,
        })
    }

    /// The org's choices; the defaults where it cannot be asked now, so that the form still opens.
    async fn choices(&self, record: &RecordRef, settings: &Settings) -> Choices {
        let schema = Schema::of(&self.sessions.rest(&record.org).counted_as(Purpose::Record)).await;
        schema.map_or_else(
            |_| Choices::default(),
            |schema| Choices::of(&schema, settings),
        )
    }

    /// The rep's signature as HTML; empty where there is none, or it cannot be read.
    pub async fn signature(&self) -> String {
        self.mailboxes.signature().await.unwrap_or_default()
    }

    /// What the rep is to be asked about before a form is submitted; nothing where the form has faults.
    pub async fn doubts(&self, record: &RecordRef, form: &Form, sure: &[Doubt]) -> Vec<Doubt> {
        if form.check().is_err() {
            return Vec::new();
        }
        let mut doubts = match form {
            Form::SendEmail(mail) => mail.doubts(&self.signature().await),
            Form::LogCall(_) | Form::AddTask(_) | Form::AddToCampaign(_) => Vec::new(),
        };
        // A campaign is about no opportunity.
        let on = match form {
            Form::AddToCampaign(_) => None,
            _ => self.insight.cached(record).await.ok().flatten(),
        };
        if on.is_some_and(|on| about::is_asked(form.about(), &on)) {
            doubts.push(Doubt::AboutWhat);
        }
        doubts.retain(|doubt| !sure.contains(doubt));
        doubts
    }

    /// Remembers what a form that was submitted is about, for the next one on its record. Where it cannot be
    /// remembered the rep is asked again.
    pub async fn remember_about(&self, record: &RecordRef, form: &Form) {
        if let Some(choice) = Last::of(form.about()) {
            let _ = last_about::keep(&*self.platform, record, choice).await;
        }
    }

    /// The owner of a submission: the org's rep, with the connected mailbox for a mail.
    ///
    /// # Errors
    /// Where nobody is signed in, or no mailbox is connected for a mail.
    pub async fn owner(&self, record: &RecordRef, form: &Form) -> Result<Owner, Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        let sends = form
            .plan()
            .iter()
            .any(|each| matches!(each, Effect::Mail(_) | Effect::OneEach { .. }));
        let mailbox = match self.accounts.mailbox_for(&record.org).await {
            Ok(mailbox) => Some(mailbox.address),
            Err(fault) if sends => return Err(fault),
            Err(_) => None,
        };
        Ok(Owner {
            org: user.org,
            user_id: user.user_id,
            name: user.name,
            mailbox,
        })
    }
}
