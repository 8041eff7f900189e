//! The log of a mail that was sent: written once, as an `EmailMessage` or as a Task, and found again
//! where its answer was lost.

use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::time::Duration;

use super::effects::{from, log_failure, logged_on_contact, not_asked};
use super::{Intent, Outbox, Outcome, StepKind};
use crate::actions::Mail;
use crate::base::{Fault, Move, Recipient, RecordId};
use crate::mailbox::without_images;
use crate::outbox::effects::activity::{
    LogAs, LogOutcome, LoggedEmail, Marker, find_logged, is_message, log_email, log_outcome,
};
use crate::outbox::effects::step_task::is_closed;
use crate::ports::Platform;
use crate::salesforce::{
    Cause, CompositeReply, Converted, Purpose, Rest, RestError, Schema, both, soql,
};
use crate::settings::SubjectParts;

impl<P: Platform + 'static> Outbox<P> {
    /// Writes the log, unless it turns out to be there. A Task takes the place of a message that the
    /// org refuses to the rep: the intent says so before the Task is written, so that never both are.
    pub(super) async fn log(&self, intent: &Intent, mail: &Mail, recover: bool) -> Outcome {
        let rest = self
            .services
            .sessions
            .rest(&intent.owner.org)
            .counted_as(Purpose::Log);
        let schema = match Schema::of(&rest).await {
            Ok(schema) => schema,
            Err(error) => return log_failure(error, recover),
        };
        let Some(mail) = self.logged(intent, mail).await else {
            return Outcome::Unknown;
        };
        let is_task = matches!(
            intent.current().map(|step| &step.kind),
            Some(StepKind::LogMail { as_task: true, .. })
        );
        let known = rest.refuses_messages(&mail.user).await;
        let as_task = Way {
            log_as: LogAs::Task,
            // Said once a day, not of every mail.
            told: (!known).then(logged_as_task),
        };
        let as_message = Way::default();
        if recover {
            let way = match is_task {
                true => &as_task,
                false => &as_message,
            };
            let Some(question) = find_logged(&mail, &schema, way.log_as) else {
                return Outcome::Unknown;
            };
            match is_there(&rest, &question).await {
                Ok(false) => {}
                Ok(true) => return way.done(&mail, &schema),
                Err(error) => return log_failure(error, true),
            }
        }
        if is_task {
            return self
                .write_log(&rest, &mail, &schema, &as_task)
                .await
                .outcome();
        }
        let may_be_message = is_message(&mail, &schema, LogAs::Message);
        let mut lasting = false;
        if !may_be_message || !known {
            let written = self.write_log(&rest, &mail, &schema, &as_message).await;
            match written {
                Written::Refused(RestError::Refused(refused))
                    if may_be_message && refused.cause().is_of_the_object() =>
                {
                    lasting = !refused.is_of_one_record();
                }
                written => return written.outcome(),
            }
        }
        let as_task_from_now = self.keep(
            intent,
            Box::new(|kind| {
                if let StepKind::LogMail { as_task, .. } = kind {
                    *as_task = true;
                }
            }),
        );
        if let Err(error) = as_task_from_now.await {
            return Outcome::Later {
                fault: error.into(),
                after: Duration::ZERO,
                unclear: false,
            };
        }
        let written = self.write_log(&rest, &mail, &schema, &as_task).await;
        if lasting && matches!(written, Written::Done(_)) {
            // Where it cannot be kept, the org says it again.
            let _ = rest.remember_refused_messages(&mail.user).await;
        }
        written.outcome()
    }

    /// Writes it once; on the contact where it was for a lead that has become one.
    async fn write_log(
        &self,
        rest: &Rest<P>,
        mail: &LoggedEmail,
        schema: &Schema,
        way: &Way,
    ) -> Written {
        let written = self.try_log(rest, mail, schema, way).await;
        let Written::Refused(RestError::Refused(refused)) = &written else {
            return written;
        };
        if refused.cause() != Cause::ConvertedLead {
            return written;
        }
        let (mail, contact) = match on_contact(rest, mail).await {
            Ok(Some(moved)) => moved,
            Ok(None) => return written,
            Err(error) => return Written::Unclear(log_failure(error, false)),
        };
        let written = self.try_log(rest, &mail, schema, way).await;
        if matches!(written, Written::Done(_)) {
            // A view that cannot be forgotten is only older than it could be.
            let _ = self.services.insight.outdate(&mail.record).await;
        }
        match written {
            Written::Done(Outcome::Done { warning }) => Written::Done(Outcome::Done {
                warning: both(Some(logged_on_contact(&contact)), warning),
            }),
            written => written,
        }
    }

    async fn try_log(
        &self,
        rest: &Rest<P>,
        mail: &LoggedEmail,
        schema: &Schema,
        way: &Way,
    ) -> Written {
        let (composite, told) = log_email(mail, schema, way.log_as);
        let told = both(way.told.clone(), told);
        let insight = &self.services.insight;
        let reply = insight.write(rest, &mail.record, schema, &composite).await;
        if let Ok(reply) = &reply {
            self.tell_closed(mail, reply);
        }
        let error = match reply.map(|reply| log_outcome(&reply, told)) {
            Ok(LogOutcome::Logged { warning, .. }) => {
                return Written::Done(Outcome::Done { warning });
            }
            Ok(LogOutcome::Refused(error)) | Err(error) => error,
        };
        // Chromium repeats a request on its own when a kept connection breaks: of an upsert, the
        // repetition may be refused although the first one was done.
        if error.cause().is_some_and(|cause| !cause.passes())
            && let Some(question) = find_logged(mail, schema, way.log_as)
        {
            match is_there(rest, &question).await {
                Ok(false) => {}
                Ok(true) => return Written::Done(way.done(mail, schema)),
                Err(error) => return Written::Unclear(not_asked(error, true)),
            }
        }
        match error {
            RestError::Refused(_) => Written::Refused(error),
            error => {
                let unclear = error.may_have_happened();
                Written::Unclear(log_failure(error, unclear))
            }
        }
    }

    /// Says that the task of a step is done, where the call that logs the mail has done it.
    pub(super) fn tell_closed(&self, mail: &LoggedEmail, reply: &CompositeReply) {
        if let Some(task) = mail.closes.as_ref().filter(|_| is_closed(reply)) {
            self.tell_task_done(&mail.record.org, task);
        }
    }

    /// The subject of a Task that logs a mail, as the administrator has it.
    async fn task_subject(&self, subject: &str) -> String {
        let settings = self.services.sessions.policies().settings().await;
        match &settings.activity_subject {
            None => format!("Email: {subject}"),
            Some(pattern) => pattern.fill(&SubjectParts {
                kind: "Email",
                subject,
                ..SubjectParts::default()
            }),
        }
    }

    pub(super) async fn logged(&self, intent: &Intent, mail: &Mail) -> Option<LoggedEmail> {
        let sent_at = intent.sent().unwrap_or(intent.submitted);
        let org = &intent.owner.org;
        Some(LoggedEmail {
            intent: intent.id.clone(),
            record: intent.action()?.record.clone(),
            user: intent.owner.user_id.clone(),
            from: from(intent),
            from_name: Some(intent.owner.name.clone()),
            to: mail.to.clone(),
            cc: mail.cc.clone(),
            bcc: mail.bcc.clone(),
            subject: mail.subject.clone(),
            // Salesforce gets no parts of the mail, so an image is its words there.
            html: without_images(&mail.html, true),
            text: mail.text.clone(),
            about: mail.about.clone(),
            task_subject: self.task_subject(&mail.subject).await,
            template: mail.template.clone(),
            closes: mail.closes.clone(),
            run: intent.action()?.run.clone(),
            sent_at,
            sent_on: self.services.sessions.day(org, sent_at).await,
        })
    }
}

/// How a mail is logged, and what is told of that.
#[derive(Default)]
struct Way {
    log_as: LogAs,
    told: Option<Fault>,
}

impl Way {
    /// It is there already: what is told is what is told of a log that was written now.
    fn done(&self, mail: &LoggedEmail, schema: &Schema) -> Outcome {
        let (_, told) = log_email(mail, schema, self.log_as);
        let warning = both(self.told.clone(), told);
        Outcome::Done { warning }
    }
}

fn logged_as_task() -> Fault {
    Fault::new("salesforce.logged_as_task", Move::AskAdmin)
}

/// What became of one try.
enum Written {
    Done(Outcome),
    /// Certainly not written.
    Refused(RestError),
    /// Not known, or not asked.
    Unclear(Outcome),
}

impl Written {
    fn outcome(self) -> Outcome {
        match self {
            Self::Done(outcome) | Self::Unclear(outcome) => outcome,
            Self::Refused(error) => log_failure(error, false),
        }
    }
}

/// The mail with the contacts that its leads have become, and the first of them; `None` where none
/// has.
async fn on_contact<P: Platform>(
    rest: &Rest<P>,
    mail: &LoggedEmail,
) -> Result<Option<(LoggedEmail, RecordId)>, RestError> {
    let mut moved = mail.clone();
    let mut people: Vec<&mut Recipient> = [&mut moved.to, &mut moved.cc, &mut moved.bcc]
        .into_iter()
        .flatten()
        .collect();
    let mut leads: Vec<&RecordId> = vec![&mail.record.id];
    leads.extend(
        [&mail.to, &mail.cc, &mail.bcc]
            .into_iter()
            .flatten()
            .filter_map(|person| person.record.as_ref()),
    );
    let converted = Converted::of(rest, &leads).await?;
    let Some(contact) = leads
        .iter()
        .find_map(|lead| converted.contact(lead))
        .cloned()
    else {
        return Ok(None);
    };
    for person in &mut people {
        let became = person
            .record
            .as_ref()
            .and_then(|lead| converted.contact(lead));
        if let Some(contact) = became.cloned() {
            person.record = Some(contact);
        }
    }
    if let Some(record) = converted.record(&mail.record) {
        moved.record = record;
    }
    Ok(Some((moved, contact)))
}

/// Which of these logs are there, by the values of their markers: a call for each object that they are of.
pub(super) async fn are_there<P: Platform>(
    rest: &Rest<P>,
    marks: &[Marker],
) -> Result<BTreeSet<String>, RestError> {
    let mut there = BTreeSet::new();
    for (object, field) in marks
        .iter()
        .map(|mark| (mark.object, mark.field))
        .collect::<BTreeSet<_>>()
    {
        let own = marks.iter().filter(|mark| mark.object == object);
        let values: Vec<String> = own.map(|mark| soql::literal(&mark.value)).collect();
        let values = values.join(", ");
        let question = format!("SELECT {field} FROM {object} WHERE {field} IN ({values})");
        for row in rest.query::<Map<String, Value>>(&question).await? {
            there.extend(row.get(field).and_then(Value::as_str).map(str::to_owned));
        }
    }
    Ok(there)
}

async fn is_there<P: Platform>(rest: &Rest<P>, question: &str) -> Result<bool, RestError> {
    let found = rest.query::<IgnoredAny>(question).await?;
    Ok(!found.is_empty())
}
