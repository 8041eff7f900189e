//! Before a mail leaves, the people whom it is for are read once more: their addresses, whether they
//! opted out, whether they are still there, whose they are. What changed is the rep's to decide.

mod changes;
mod parts;
mod people;
mod query;

use futures_util::future::{Either, select};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

pub use self::changes::{Change, LeftOut, What, after_changes, verb};
pub(super) use self::query::Facts;
use self::query::PeopleQuery;
use super::effects::Obstacle;
use super::rows::{self, action_key, key_of};
use super::{Checked, Intent, Job, Outbox, OutboxError, Step};
use crate::actions::{Form, SendEmail};
use crate::base::{Fault, IntentId, Millis, Move, Recipient, RecordRef};
use crate::ports::Platform;
use crate::salesforce::{Cause, Purpose, RestError, Schema};
use crate::settings::Settings;
use crate::storage::StoredError;

/// For so long a check holds.
const HOLDS: Duration = Duration::from_secs(2 * 60);
/// Whoever presses Send does not wait longer for Salesforce; the check is then done before the mail leaves.
const PATIENCE: Duration = Duration::from_secs(6);

impl<P: Platform + 'static> Outbox<P> {
    /// What the rep has to decide before a form can be submitted: nothing for a form that sends no mail,
    /// that is submitted already, or while Salesforce cannot be asked.
    pub async fn review(&self, id: &IntentId, record: &RecordRef, form: &Form) -> Vec<Change> {
        let Form::SendEmail(mail) = form else {
            return Vec::new();
        };
        let known = matches!(
            rows::get(&*self.platform, &action_key(id)).await,
            Ok(Some(_))
        );
        if known || form.check().is_err() {
            return Vec::new();
        }
        if self.checked(id, record, mail).await.is_some() {
            return Vec::new();
        }
        let asked = pin!(self.look(record, PeopleQuery::of_mail(record, mail)));
        let facts = match select(asked, pin!(self.platform.sleep(PATIENCE))).await {
            Either::Left((Ok(facts), _)) => facts,
            Either::Left((Err(_), _)) | Either::Right(((), _)) => return Vec::new(),
        };
        let mut changes = self.changes(mail, &facts).await;
        *self.last_facts.borrow_mut() = Some((id.clone(), Rc::new(facts)));
        let stops = changes.iter().any(Change::stops);
        changes.retain(|_| stops);
        changes
    }

    /// The form with each typed address as the person to whom the review found it to belong.
    #[must_use]
    pub fn recognise(&self, id: &IntentId, mut form: Form) -> Form {
        if let Form::SendEmail(mail) = &mut form
            && let Some(facts) = self.facts(id)
        {
            facts.recognise(mail);
        }
        form
    }

    /// The check of a form that was just looked at, where nothing keeps it from being sent.
    pub(super) async fn checked(
        &self,
        id: &IntentId,
        record: &RecordRef,
        mail: &SendEmail,
    ) -> Option<Checked> {
        let facts = self.facts(id)?;
        let holds = self.platform.now().since(facts.at) < HOLDS;
        if !holds || !facts.covers(&PeopleQuery::of_mail(record, mail)) {
            return None;
        }
        let changes = self.changes(mail, &facts).await;
        is_clear(&changes).then(|| checked(facts.at, &changes))
    }

    /// The record that a mail is for by what was just seen: who was merged into another record or converted
    /// gets nothing written on the record that is gone.
    pub(super) fn record_now(&self, id: &IntentId, record: &RecordRef) -> Option<RecordRef> {
        self.facts(id)?.successor(record)
    }

    fn facts(&self, id: &IntentId) -> Option<Rc<Facts>> {
        let last = self.last_facts.borrow();
        let (_, facts) = last.as_ref().filter(|(of, _)| of == id)?;
        Some(Rc::clone(facts))
    }

    /// Looks at the people of a mail that is about to leave, unless they were just looked at.
    pub(super) async fn check_before_sending(&self, intent: &Intent) -> Result<(), Stop> {
        let Some(action) = intent.action() else {
            return Ok(());
        };
        if !intent.current().is_some_and(Step::leads_to_mail) {
            return Ok(());
        }
        if let Some(part) = &action.part {
            return self.check_part(intent, action, part).await;
        }
        let now = self.platform.now();
        let holds = |checked: &Checked| now.since(checked.at) < HOLDS;
        if action.checked.as_ref().is_some_and(holds) {
            return Ok(());
        }
        let not_now = |error: OutboxError| Stop::NotNow(Fault::from(error).into());
        if intent.history.is_of_campaign() {
            let campaigns = self.campaigns().ok_or(OutboxError::NotNow);
            let campaigns = campaigns.map_err(not_now)?;
            let may_leave = campaigns.may_leave(&intent.owner, &intent.id).await;
            if !may_leave.map_err(|fault| Stop::NotNow(fault.into()))? {
                return Err(Stop::Over);
            }
        }
        let mut body = match rows::body(&*self.platform, intent).await {
            // Told when it would begin.
            Err(OutboxError::Stored(StoredError::Damaged)) => return Ok(()),
            body => body.map_err(not_now)?,
        };
        let Form::SendEmail(mail) = &mut body.form else {
            return Ok(());
        };
        let facts = match self
            .look(&action.record, PeopleQuery::of_mail(&action.record, mail))
            .await
        {
            Ok(facts) => facts,
            Err(error) => return Err(Stop::NotNow(obstacle(error))),
        };
        let changes = self.changes(mail, &facts).await;
        if !is_clear(&changes) {
            let fields = changes.iter().map(Change::line).collect();
            return Err(Stop::Changed(OutboxError::Changed(fields).into()));
        }
        let checked = checked(facts.at, &changes);
        let before = [&mail.to, &mail.cc, &mail.bcc].map(Clone::clone);
        facts.recognise(mail);
        let recognised = [&mail.to, &mail.cc, &mail.bcc] != before.each_ref();
        let key = key_of(intent);
        let stored = self.change_with(&key, |intent, batch| {
            // A mail that was begun goes on as it is.
            if recognised && !intent.may_have_left() && intent.end.is_none() {
                batch.put_body(intent, &body)?;
            }
            if let Job::Action(action) = &mut intent.job {
                action.checked = Some(checked);
            }
            Ok(true)
        });
        stored.await.map(drop).map_err(not_now)
    }

    async fn changes(&self, mail: &SendEmail, facts: &Facts) -> Vec<Change> {
        let settings = self.services.sessions.policies().settings().await;
        let mut changes = changes::changes(mail, facts, &settings);
        changes.extend(self.bounces(query::everybody(mail), &settings).await);
        changes
    }

    /// Whose mail came back for good, where answers are looked for.
    async fn bounces(
        &self,
        people: impl Iterator<Item = &Recipient>,
        settings: &Settings,
    ) -> Vec<Change> {
        let mut found = Vec::new();
        for who in people.filter(|_| settings.replies) {
            if self.bounced(&who.address).await.is_some() {
                found.push(Change {
                    who: who.clone(),
                    what: What::Bounced,
                });
            }
        }
        found
    }

    /// One call. A second one only where the schema of the day names a field that is not there any more.
    async fn look(&self, record: &RecordRef, asked: PeopleQuery) -> Result<Facts, RestError> {
        let settings = self.services.sessions.policies().settings().await;
        let more = &settings.opt_out_fields;
        let rest = self
            .services
            .sessions
            .rest(&record.org)
            .counted_as(Purpose::Check);
        let mut again = true;
        loop {
            let schema = Schema::of(&rest).await?;
            let composite = asked.composite(&schema, more);
            let at = self.platform.now();
            let reply = match composite.is_empty() {
                true => None,
                false => Some(rest.composite(&composite).await?),
            };
            let stale = |(_, error): (&str, RestError)| error.cause() == Some(Cause::NotThere);
            if again
                && reply
                    .as_ref()
                    .is_some_and(|reply| reply.refused().any(stale))
            {
                again = false;
                Schema::forget(&rest).await?;
                continue;
            }
            return Facts::read(asked, reply.as_ref(), more, at);
        }
    }
}

/// Why a mail does not leave now.
pub(super) enum Stop {
    /// Something has changed: the rep decides.
    Changed(Fault),
    /// The sales campaign that it is of is over for whom it is for.
    Over,
    /// Salesforce could not be asked.
    NotNow(Obstacle),
}

fn is_clear(changes: &[Change]) -> bool {
    !changes.iter().any(Change::stops)
}

fn checked(at: Millis, changes: &[Change]) -> Checked {
    let notes = changes.iter().map(Change::line).collect();
    Checked { at, notes }
}

/// What passes by itself is told as what it keeps from happening; else as what Salesforce said.
fn obstacle(error: RestError) -> Obstacle {
    let after = match &error {
        RestError::Unavailable { after, .. } => after.unwrap_or_default(),
        _ => Duration::ZERO,
    };
    let fault = Fault::from(error);
    let fault = match fault.whose_move {
        Move::Retry { .. } => {
            let detail = fault.detail.unwrap_or(fault.code.as_str().to_owned());
            Fault::from(OutboxError::Unchecked).with_detail(detail)
        }
        _ => fault,
    };
    Obstacle { fault, after }
}
