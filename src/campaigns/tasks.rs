//! Steps for the rep: real tasks in Salesforce, each made together with the claim of its step.

use super::due::Due;
use super::place::{Kept, Place};
use super::{CampaignError, Campaigns, Outcome, StepTask, What, write};
use crate::actions::{NewTask, TaskKind};
use crate::base::{Day, RecordId, Topic};
use crate::mailbox::plain_text;
use crate::outbox::task_fields;
use crate::ports::Platform;
use crate::salesforce::{Cause, Graphs, RestError, Schema};

impl<P: Platform + 'static> Campaigns<P> {
    /// Makes tasks, each with the claim of its step.
    pub(super) async fn make_tasks(
        &self,
        at: Place<'_>,
        due: Vec<Due>,
    ) -> Result<(), CampaignError> {
        let org = at.org;
        let rest = self.rest(org);
        let schema = Schema::of(&rest).await?;
        let user = self.sessions.signed_in(org).await?.user_id;
        let now = self.platform.now();
        let today = self.platform.day(now);
        let mails = self.mails(org, &due.iter().collect::<Vec<_>>(), None).await;
        let mut graphs = Graphs::default();
        let (mut made, mut begun) = (Vec::new(), Vec::new());
        for (due, mail) in due.into_iter().zip(mails) {
            let step = due.campaign.step_with(due.step);
            let Some((step, record)) = step.zip(due.member.record(org)) else {
                continue;
            };
            let mut task = new_task(&due, &step.what, today);
            // A mail that the rep sends: with its fields filled, where they have values.
            if let Ok(mail) = mail {
                task.subject = mail.subject;
                task.notes = plain_text(&mail.html);
            }
            let task = task_fields(&record, &user, &task, &schema);
            if at.kept == Kept::Here {
                begun.push(due.begun(now, record.id, &task));
            }
            graphs.add(write::task(at, &due, task, now));
            made.push(due);
        }
        // What is claimed by nobody else could be made again by the next life of this browser.
        self.change(at, |entry| {
            begun.iter().cloned().for_each(|one| entry.begin(one))
        })
        .await?;
        let reply = match rest.graphs(&graphs).await {
            Ok(reply) => reply,
            Err(error) => {
                self.forget(at).await?;
                return Err(error.into());
            }
        };
        let (mut done, mut refused, mut taken) = (Vec::new(), None, false);
        for (nth, due) in made.into_iter().enumerate() {
            let Some(one) = reply.graph(nth) else {
                continue;
            };
            match one.saved("task").and_then(|id| {
                if at.kept == Kept::Salesforce {
                    one.saved("run")?;
                }
                RecordId::parse(&id).map_err(|_| RestError::Unexpected("id of a task"))
            }) {
                Ok(id) => done.push((due, id)),
                // Another browser made it meanwhile, or is making it.
                Err(_) if one.refused().any(|(_, error)| is_taken(&error)) => taken = true,
                Err(error) => refused = Some(error),
            }
        }
        self.change(at, |entry| {
            begun.iter().for_each(|one| entry.give_up(one));
            for (due, id) in done {
                entry.note_run(&due, now, Outcome::Task { id, open: true });
            }
            if taken || refused.is_some() {
                entry.asked = None;
            }
        })
        .await?;
        for topic in [Topic::Tasks, Topic::Record] {
            self.platform.changed(topic).await;
        }
        refused.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// Whether a step is another browser's.
fn is_taken(error: &RestError) -> bool {
    error.is_duplicate() || error.cause() == Some(Cause::RecordLocked)
}

/// The task that a step is for the rep.
fn new_task(due: &Due, what: &What, today: Day) -> NewTask {
    let member = &due.member;
    let (kind, notes) = match what {
        What::Mail { html, .. } => (TaskKind::Email, plain_text(html)),
        What::Task { kind, notes, .. } => {
            let kind = match kind {
                StepTask::Call => TaskKind::Call,
                StepTask::InMail => TaskKind::InMail,
                StepTask::Other => TaskKind::Custom,
            };
            (kind, notes.clone())
        }
    };
    let subject = match due.campaign.subject_of(due.step) {
        none if none.trim().is_empty() => member.known.name.clone(),
        subject => subject.to_owned(),
    };
    NewTask {
        who: member.person.clone(),
        about: None,
        also: Vec::new(),
        kind,
        subject,
        due: Some(today),
        priority: String::new(),
        reminder: None,
        assignee: None,
        notes,
    }
}
