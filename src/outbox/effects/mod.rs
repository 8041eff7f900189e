//! Where steps happen: a mail; its log and activities are in files beside this folder. What becomes of each
//! is an [`Outcome`].

pub mod activity;
pub mod links;
mod step_run;
pub mod step_task;
pub mod task;

use futures_util::{FutureExt, TryFutureExt};
use std::time::Duration;

use crate::accounts::AccountError;
use crate::actions::{AddToCampaign, Form, Mail, NewActivity};
use crate::base::{Address, Fault, Millis, Move, Recipient, RecordId};
use crate::mailbox::{
    Composed, Delivery, Earlier, MailboxError, Message, Mime, Outbound, message_id, one_line,
};
use crate::outbox::intent::{Intent, Owner};
use crate::outbox::job::Job;
use crate::outbox::rows;
use crate::outbox::service::Outbox;
use crate::outbox::step::{Step, StepKind};
use crate::outbox::{error::OutboxError, transitions::Outcome};
use crate::ports::Platform;
use crate::salesforce::{Cause, RestError, SessionError, note};
use crate::storage::StoredError;

/// What a step works with, read when it is done.
pub(super) enum Work {
    /// The mail, whose files are read when they are sent.
    SendMail(Mime),
    /// The mail that was sent.
    LogMail(Mail),
    /// All that is written on the record, and the task that is done by it.
    Activities(Vec<NewActivity>, Option<RecordId>),
    /// The lead or contact that opted out.
    OptOut(RecordId),
    /// Who is added to which campaign.
    Enrol(AddToCampaign),
}

impl<P: Platform + 'static> Outbox<P> {
    /// Whether the intent's owner is who is signed in, and the step could be done now. Asked before
    /// it begins, so that what only waits for a sign-in can still be taken back.
    pub(super) async fn ready(&self, intent: &Intent, step: &Step) -> Result<(), Obstacle> {
        let Owner { org, user_id, .. } = &intent.owner;
        let user = self.services.sessions.user(org).await;
        if user.as_ref().is_some_and(|user| user.user_id != *user_id) {
            return Err(Fault::from(OutboxError::OtherUser).into());
        }
        let is_action = intent.action().is_some();
        if is_action && !self.services.sessions.invited(org).await.may_work() {
            return Err(Fault::from(AccountError::NotInTeam).into());
        }
        if step.is_mail() {
            self.offered_mailbox().await?;
            return Ok(self.services.mailboxes.ready(mailbox(intent)?).await?);
        }
        match self.services.sessions.fault(org).await {
            Some(fault) => Err(fault.into()),
            None if user.is_none() => Err(Fault::from(SessionError::NotSignedIn).into()),
            None => Ok(()),
        }
    }

    /// What the current step works with: of a mail that was begun the same bytes, of another one those
    /// that it has now.
    pub(super) async fn work(&self, intent: &Intent, now: Millis) -> Result<Work, OutboxError> {
        let database = &*self.platform;
        let Some(step) = intent.current() else {
            return Err(OutboxError::NotNow);
        };
        Ok(match (&step.kind, &intent.job) {
            (StepKind::PermissionSet | StepKind::OneEach { .. }, _) => {
                return Err(OutboxError::NotNow);
            }
            (StepKind::SendMail { .. }, _) if intent.may_have_left() => {
                Work::SendMail(rows::mime(database, intent).await?)
            }
            (StepKind::SendMail { .. }, Job::Action(_)) => {
                let mail = self.mail(intent).await?;
                let header = self.way_out(&intent.owner.org).await.header;
                Work::SendMail(composed(intent, &mail, header, now).to_mime())
            }
            (StepKind::SendMail { .. }, Job::Invitation(invited)) => {
                let invitations = self.invitations().ok_or(OutboxError::NotNow)?;
                let mail = invitations.welcome_mail(invited, &intent.owner, now);
                let message = Message {
                    from: sender(intent),
                    to: vec![Address {
                        address: invited.address.clone(),
                        name: Some(invited.name.clone()),
                    }],
                    cc: Vec::new(),
                    bcc: Vec::new(),
                    subject: mail.subject,
                    html: mail.html,
                    text: mail.text,
                    id: intent.id.to_string(),
                    date: now,
                    unsubscribe: false,
                };
                Work::SendMail(Composed::plain(message).to_mime())
            }
            (StepKind::LogMail { .. }, _) => Work::LogMail(self.mail(intent).await?),
            (StepKind::OptOut { person }, _) => Work::OptOut(person.clone()),
            (StepKind::Enrol, _) => match rows::body(database, intent).await?.form {
                Form::AddToCampaign(form) => Work::Enrol(form),
                _ => return Err(StoredError::Damaged.into()),
            },
            (StepKind::Activities { .. }, _) => {
                let body = rows::body(database, intent).await?;
                let closes = match &body.form {
                    Form::LogCall(call) => call.closes(),
                    _ => None,
                };
                Work::Activities(body.activities, closes)
            }
        })
    }

    /// The mail that an action's form says, with what the policy adds to it.
    async fn mail(&self, intent: &Intent) -> Result<Mail, OutboxError> {
        let form = rows::body(&*self.platform, intent).await?.form;
        let mut mail = form.mail().ok_or(StoredError::Damaged)?;
        self.way_out(&intent.owner.org).await.add_to(&mut mail);
        Ok(mail)
    }

    /// Does the step. `recover`: it may have been done already; `late`: a mail that has not left
    /// yet must not leave now.
    pub(super) async fn perform(
        &self,
        intent: &Intent,
        work: &Work,
        recover: bool,
        late: bool,
    ) -> Outcome {
        match work {
            Work::SendMail(mime) => self.send(intent, mime, late).await,
            Work::LogMail(mail) => self.log(intent, mail, recover).await,
            Work::Activities(all, closes) => {
                self.write(intent, all, closes.as_ref(), recover).await
            }
            Work::OptOut(person) => self.opt_out(intent, person).await,
            Work::Enrol(form) => self.enrol(intent, form, recover).await,
        }
    }

    /// Sends the mail, or finds out what became of it.
    async fn send(&self, intent: &Intent, mime: &Mime, late: bool) -> Outcome {
        let from = match mailbox(intent) {
            Ok(from) => from,
            Err(error) => return mail_failure(error, true),
        };
        let conversation = self.conversation(intent).await;
        let mail = Outbound {
            from,
            mime,
            message_id: &message_id(intent.id.as_str(), from),
            conversation: conversation.as_deref(),
            sending: intent.outgoing().and_then(|mail| mail.sending.as_ref()),
            late,
            until: intent.wished_until(self.platform.now()),
            arrived: &|bytes| self.note_progress(intent, bytes, mime.len()),
        };
        let keep = |how_far| {
            let kept = self.keep(
                intent,
                Box::new(|kind| {
                    if let StepKind::SendMail {
                        outgoing: Some(outgoing),
                        ..
                    } = kind
                    {
                        outgoing.sending = Some(how_far);
                    }
                }),
            );
            let kept = kept.map_err(|error| match error {
                OutboxError::Stored(error) => error,
                _ => StoredError::Damaged,
            });
            kept.boxed_local()
        };
        let delivery = self.services.mailboxes.send(mail, &keep).await;
        self.forget_progress(intent);
        outcome(delivery)
    }

    /// The thread of Gmail's in which a mail goes.
    async fn conversation(&self, intent: &Intent) -> Option<String> {
        intent.action()?;
        let body = rows::body(&*self.platform, intent).await.ok()?;
        body.form.mail()?.earlier?.conversation
    }

    /// Takes back a mail that waits at Outlook.
    pub(super) async fn take_back(&self, intent: &Intent) -> Outcome {
        let (Ok(from), Some(waiting)) = (mailbox(intent), intent.waiting()) else {
            return Outcome::Unknown;
        };
        let id = message_id(intent.id.as_str(), from);
        outcome(self.services.mailboxes.take_back(from, &id, waiting).await)
    }
}

fn outcome(delivery: Delivery) -> Outcome {
    match delivery {
        Delivery::Sent => Outcome::Done { warning: None },
        Delivery::Waits => Outcome::Waits,
        Delivery::CannotWait => Outcome::CannotWait,
        Delivery::TakenBack => Outcome::TakenBack,
        Delivery::Held => Outcome::Held,
        Delivery::Unknown => Outcome::Unknown,
        Delivery::NotSent(error) => mail_failure(error, false),
        Delivery::Unfinished(error) => mail_failure(error, true),
    }
}

/// The mailbox that the mail of `intent` leaves by.
fn mailbox(intent: &Intent) -> Result<&str, MailboxError> {
    let mailbox = intent.owner.mailbox.as_deref();
    mailbox.ok_or(MailboxError::Unexpected("intent without its mailbox"))
}

/// The sender's address; empty only in an intent that has no mailbox, whose mail is never begun.
pub(super) fn from(intent: &Intent) -> String {
    intent.owner.mailbox.clone().unwrap_or_default()
}

fn sender(intent: &Intent) -> Address {
    Address {
        address: from(intent),
        name: Some(intent.owner.name.clone()),
    }
}

/// The mail of `intent` as it goes out.
pub(super) fn composed(intent: &Intent, mail: &Mail, unsubscribe: bool, date: Millis) -> Composed {
    let addresses = |people: &[Recipient]| people.iter().map(address).collect();
    let message = Message {
        from: sender(intent),
        to: addresses(&mail.to),
        cc: addresses(&mail.cc),
        bcc: addresses(&mail.bcc),
        subject: mail.subject.clone(),
        html: mail.html.clone(),
        text: mail.text.clone(),
        id: intent.id.to_string(),
        date,
        unsubscribe,
    };
    Composed {
        thread: mail
            .earlier
            .as_deref()
            .map(Earlier::thread)
            .unwrap_or_default(),
        attachments: mail.attachments.clone(),
        ..Composed::plain(message)
    }
}

fn address(person: &Recipient) -> Address {
    Address {
        address: person.address.clone(),
        name: person.name.as_deref().map(one_line),
    }
}

/// Why a step cannot begin, and how long to wait at least before it is asked again.
#[derive(Clone)]
pub(super) struct Obstacle {
    pub fault: Fault,
    pub after: Duration,
}

impl From<MailboxError> for Obstacle {
    fn from(error: MailboxError) -> Self {
        Self {
            after: error.retry().unwrap_or_default(),
            fault: error.into(),
        }
    }
}

impl From<Fault> for Obstacle {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            after: Duration::ZERO,
        }
    }
}

fn mail_failure(error: MailboxError, unclear: bool) -> Outcome {
    if error.is_final() {
        return Outcome::Failed(error.into());
    }
    let Obstacle { fault, after } = error.into();
    Outcome::Later {
        fault,
        after,
        unclear,
    }
}

pub(super) fn log_failure(error: RestError, unclear: bool) -> Outcome {
    let passes = error.cause().is_none_or(Cause::passes);
    let after = match &error {
        RestError::Unavailable {
            after: Some(after), ..
        } => *after,
        _ => Duration::ZERO,
    };
    let fault = error.into();
    if passes {
        Outcome::Later {
            fault,
            after,
            unclear,
        }
    } else {
        Outcome::Failed(fault)
    }
}

/// Salesforce could not be asked. What may have been written is not refused for that.
pub(super) fn not_asked(error: RestError, unclear: bool) -> Outcome {
    match log_failure(error, unclear) {
        Outcome::Failed(_) if unclear => Outcome::Unknown,
        outcome => outcome,
    }
}

/// What is told of a log that is on the contact in place of the lead.
pub(super) fn logged_on_contact(contact: &RecordId) -> Fault {
    let mut fault = Fault::new("salesforce.logged_on_contact", Move::FixInput);
    fault.fields = vec![note("note_open_contact", contact.to_string())];
    fault
}
