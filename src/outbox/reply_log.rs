//! Writing on the record that somebody answered, and what they opted out of, by the same engine as everything else.

use std::rc::Rc;

use super::effects::log_failure;
use super::rows::{self, Batch, Body, action_key};
use super::{Intent, Job, Mark, OnRecord, Outbox, OutboxError, Outcome, Owner, Step, StepKind};
use crate::actions::{Form, NewActivity, NewReply, SendEmail};
use crate::base::{ActionKind, Day, Fault, IntentId, Move, Recipient, RecordId, RecordRef};
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose, RestError, opt_out::NO_EMAIL};
use serde_json::{Map, Value};

/// An answer that is to be on the record.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplyLog {
    /// Made of the answer's Message-ID, so that it is written once, whoever finds it.
    pub id: IntentId,
    /// Who sent the mail that was answered.
    pub owner: Owner,
    /// The record that it was written on.
    pub record: RecordRef,
    /// Who answered.
    pub who: Recipient,
    /// The opportunity that it is about.
    pub about: Option<RecordId>,
    /// The answer's subject.
    pub subject: String,
    /// On which day it arrived.
    pub on: Day,
    /// The lead or contact that opted out by it.
    pub opted_out: Option<RecordId>,
}

/// How far that is.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyLogged {
    /// Not yet; why, where something failed.
    Waits(Option<Fault>),
    /// It is there; what was refused beside it.
    Done(Option<Fault>),
}

impl<P: Platform + 'static> Outbox<P> {
    /// Takes it; asking again changes nothing.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn log_reply(self: &Rc<Self>, log: ReplyLog) -> Result<(), Fault> {
        let now = self.platform.now();
        let key = action_key(&log.id);
        let held = self.locks.hold(&key).await;
        if rows::get(&*self.platform, &key).await?.is_some() {
            return Ok(());
        }
        let activity = NewActivity::Reply(NewReply {
            who: log.who.record.clone(),
            about: log.about,
            subject: log.subject.clone(),
            on: log.on,
        });
        let written = Step::todo(StepKind::Activities {
            contact: None,
            candidates: Vec::new(),
        });
        let opted_out = log.opted_out.map(|person| StepKind::OptOut { person });
        let steps = std::iter::once(written).chain(opted_out.map(Step::todo));
        let job = Job::Action(OnRecord {
            files: Vec::new(),
            zones: Vec::new(),
            action: ActionKind::SendEmail,
            record: log.record,
            subject: log.subject,
            recipients: log.who.shown().to_owned(),
            people: log.who.record.iter().cloned().collect(),
            checked: None,
            came_back: true,
            part: None,
            run: None,
        });
        let mut intent = Intent::new(log.id, log.owner, job, steps.collect(), now);
        let body = Body {
            form: Form::SendEmail(SendEmail {
                to: vec![log.who],
                ..SendEmail::default()
            }),
            activities: vec![activity],
        };
        let mut batch = Batch::default();
        batch.put_form(&intent, body)?;
        self.save(None, &mut intent, batch).await?;
        drop(held);
        self.go_on(key);
        Ok(())
    }

    /// How far the log of an answer is; what is not known any more was done.
    pub async fn reply_logged(&self, id: &IntentId) -> ReplyLogged {
        let Ok(Some(intent)) = rows::get(&*self.platform, &action_key(id)).await else {
            return ReplyLogged::Done(None);
        };
        let failed = intent.current().and_then(|step| match &step.mark {
            Mark::Failed { fault } => Some(fault.clone()),
            Mark::Unknown => Some(OutboxError::Unconfirmed.into()),
            _ => None,
        });
        if intent.current().is_some() {
            return ReplyLogged::Waits(failed.or(intent.fault));
        }
        let warning = intent.steps.into_iter().find_map(|step| match step.mark {
            Mark::Done { warning } => warning,
            _ => None,
        });
        ReplyLogged::Done(warning)
    }

    /// Writes *Email Opt Out* of a lead or contact. Where the rep may not, that is told: the log stands.
    pub(super) async fn opt_out(&self, intent: &Intent, person: &RecordId) -> Outcome {
        let refused = |error: &RestError| {
            Fault::new("salesforce.opt_out_refused", Move::AskAdmin).with_detail(error.to_string())
        };
        let Some(object) = person.object() else {
            return Outcome::Done { warning: None };
        };
        let rest = self
            .services
            .sessions
            .rest(&intent.owner.org)
            .counted_as(Purpose::Log);
        let fields: Map<String, Value> =
            std::iter::once((NO_EMAIL.to_owned(), Value::Bool(true))).collect();
        let composite =
            Composite::separate().update("person", object.api_name(), person.as_str(), fields);
        let reply = rest.composite(&composite).await;
        let error = match reply {
            Ok(reply) => reply.refused().map(|(_, error)| error).next(),
            Err(error) => Some(error),
        };
        match error {
            None => Outcome::Done { warning: None },
            Some(error) if error.cause().is_some_and(|cause| !cause.passes()) => Outcome::Done {
                warning: Some(refused(&error)),
            },
            Some(error) => log_failure(error, false),
        }
    }
}
