//! Writing activities: all of an intent's in one call of Salesforce, and found again where its answer
//! was lost.

use serde::de::IgnoredAny;
use std::time::Duration;

use super::effects::{log_failure, logged_on_contact, not_asked, step_task};
use super::{Candidate, Intent, Outbox, Outcome, StepKind};
use crate::actions::NewActivity;
use crate::base::{Fault, Move, RecordId, RecordRef, time};
use crate::outbox::effects::activity::logged_in_part;
use crate::outbox::effects::task::{
    Activities, Found, find_candidates, find_written, records, write,
};
use crate::ports::Platform;
use crate::salesforce::{
    Cause, Composite, Converted, INTENT_FIELD, Purpose, Refused, Rest, RestError, Schema, both,
};

/// What is known of activities whose answer was lost.
enum Trace {
    /// They were not written.
    None,
    /// They were.
    Written,
    /// These could be they.
    Candidates(Vec<Candidate>),
}

impl<P: Platform + 'static> Outbox<P> {
    /// Writes the activities, unless it turns out that they are there.
    pub(super) async fn write(
        &self,
        intent: &Intent,
        all: &[NewActivity],
        closes: Option<&RecordId>,
        recover: bool,
    ) -> Outcome {
        let Some(record) = intent.action().map(|action| &action.record) else {
            return Outcome::Unknown;
        };
        let known_contact = intent.current().and_then(|step| match &step.kind {
            StepKind::Activities { contact, .. } => contact.as_ref(),
            _ => None,
        });
        let rest = self
            .services
            .sessions
            .rest(&intent.owner.org)
            .counted_as(Purpose::Log);
        let schema = match Schema::of(&rest).await {
            Ok(schema) => schema,
            Err(error) => return not_asked(error, recover),
        };
        let settings = self.services.sessions.policies().settings().await;
        let activities = Activities {
            subject: settings.activity_subject.as_ref(),
            intent: &intent.id,
            record: known_contact.unwrap_or(record),
            user: &intent.owner.user_id,
            all,
        };
        let (composite, told) = write(activities, &schema);
        let moved = known_contact.map(|contact| logged_on_contact(&contact.id));
        let warning = both(moved, told);
        if recover {
            match trace(&rest, activities, intent, &schema).await {
                Ok(Trace::None) => {}
                Ok(Trace::Written) => return Outcome::Done { warning },
                Ok(Trace::Candidates(candidates)) => {
                    // Without them the rep still decides; they are on the record to be seen.
                    let kept = self.keep(
                        intent,
                        Box::new(|kind| {
                            if let StepKind::Activities {
                                candidates: place, ..
                            } = kind
                            {
                                *place = candidates;
                            }
                        }),
                    );
                    let _ = kept.await;
                    return Outcome::Unknown;
                }
                Err(error) => return not_asked(error, true),
            }
        }
        let several = activities.are_for_several();
        let tried = match several {
            true => write_each(&rest, activities, &schema).await,
            false => {
                let on = activities.record;
                self.write_and_close(&rest, on, &schema, composite, closes)
                    .await
            }
        };
        let mut error = match tried {
            Ok(refused) => {
                return Outcome::Done {
                    warning: both(refused, warning),
                };
            }
            Err(error) => error,
        };
        if !several && error.cause() == Some(Cause::ConvertedLead) && known_contact.is_none() {
            let converted = match Converted::of(&rest, &[&record.id]).await {
                Ok(converted) => converted,
                Err(error) => return log_failure(error, false),
            };
            if let Some(contact) = converted.record(record) {
                // Where it is looked for after a lost answer is kept before it is written there.
                let became = contact.clone();
                let kept = self.keep(
                    intent,
                    Box::new(|kind| {
                        if let StepKind::Activities { contact: place, .. } = kind {
                            *place = Some(became);
                        }
                    }),
                );
                if let Err(error) = kept.await {
                    return Outcome::Later {
                        fault: error.into(),
                        after: Duration::ZERO,
                        unclear: false,
                    };
                }
                let record = &contact;
                let (composite, warning) = write(
                    Activities {
                        record,
                        ..activities
                    },
                    &schema,
                );
                let reply = rest.composite(&composite).await;
                match reply.and_then(|reply| reply.all_done()) {
                    Ok(()) => {
                        let told = Some(logged_on_contact(&contact.id));
                        let warning = both(told, warning);
                        return Outcome::Done { warning };
                    }
                    Err(other) => error = other,
                }
            }
        }
        // Chromium repeats a request on its own when a kept connection breaks: of an upsert, the
        // repetition may be refused although the first one was done.
        if let (RestError::Refused(_), Some(question)) = (&error, find_written(activities, &schema))
        {
            match rest.query::<IgnoredAny>(&question).await {
                Ok(found) if found.is_empty() => {}
                Ok(_) => return Outcome::Done { warning },
                Err(error) => return not_asked(error, true),
            }
        }
        let unclear = error.may_have_happened();
        log_failure(error, unclear)
    }

    /// Writes them in one call, with the task that is done by them. Where that is refused, they are written without it,
    /// and what is answered says so.
    async fn write_and_close(
        &self,
        rest: &Rest<P>,
        on: &RecordRef,
        schema: &Schema,
        composite: Composite,
        closes: Option<&RecordId>,
    ) -> Result<Option<Fault>, RestError> {
        let insight = &self.services.insight;
        let with_task = step_task::close(composite.clone(), closes, schema);
        let reply = insight.write(rest, on, schema, &with_task).await?;
        if let Some((part, error)) = reply.at_fault().filter(|(part, _)| step_task::is(part)) {
            let told = (!step_task::is_gone(part, &error)).then(|| logged_in_part(&error));
            let reply = insight.write(rest, on, schema, &composite).await?;
            return reply.all_done().map(|()| told);
        }
        reply.all_done()?;
        if let Some(task) = closes.filter(|_| step_task::is_closed(&reply)) {
            self.tell_task_done(&on.org, task);
        }
        Ok(None)
    }
}

/// Writes activities for several people, each by itself: one call. Says what was refused, if only some were.
async fn write_each<P: Platform>(
    rest: &Rest<P>,
    activities: Activities<'_>,
    schema: &Schema,
) -> Result<Option<Fault>, RestError> {
    let (records, _) = records(activities, schema);
    let all = records.len();
    let saved = match schema.task.has_intent_field() {
        true => rest.upsert_all("Task", INTENT_FIELD, records).await?,
        false => rest.create_all("Task", records).await?,
    };
    let refused: Vec<Refused> = saved.into_iter().filter_map(Result::err).collect();
    let count = refused.len();
    let Some(first) = refused.into_iter().next() else {
        return Ok(None);
    };
    let error = RestError::Refused(first);
    if count == all {
        return Err(error);
    }
    let fault = Fault::new("salesforce.written_in_part", Move::AskAdmin);
    Ok(Some(fault.with_detail(format!("{count}/{all}: {error}"))))
}

/// Looks for the activities by what they carry, else for anything that could be they.
async fn trace<P: Platform>(
    rest: &Rest<P>,
    activities: Activities<'_>,
    intent: &Intent,
    schema: &Schema,
) -> Result<Trace, RestError> {
    if let Some(question) = find_written(activities, schema) {
        let found: Vec<IgnoredAny> = rest.query(&question).await?;
        return Ok(match found.is_empty() {
            true => Trace::None,
            false => Trace::Written,
        });
    }
    let question = find_candidates(activities, intent.submitted, schema);
    let found: Vec<Found> = rest.query(&question).await?;
    if found.is_empty() {
        return Ok(Trace::None);
    }
    let candidates = found.into_iter().map(|found| Candidate {
        id: found.id,
        subject: found.subject.unwrap_or_default(),
        at: time::parse_datetime(&found.created_date),
    });
    Ok(Trace::Candidates(candidates.collect()))
}
