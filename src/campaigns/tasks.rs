//! Steps for the rep: real tasks in Salesforce, each made together with the claim of its step.

use super::calendar::Calendar;
use super::mail::mail;
use super::running::Due;
use super::service::is_duplicate;
use super::{CampaignError, Campaigns, Member, Outcome, StepTask, What, write};
use crate::actions::{NewTask, TaskKind};
use crate::base::{Day, OrgHost, RecordId, RecordRef, Topic};
use crate::mailbox::plain_text;
use crate::outbox::task_fields;
use crate::ports::Platform;
use crate::salesforce::{Graphs, RestError, Schema};

impl<P: Platform + 'static> Campaigns<P> {
    /// Makes tasks, each with the claim of its step.
    pub(super) async fn make_tasks(
        &self,
        org: &OrgHost,
        due: Vec<Due>,
    ) -> Result<(), CampaignError> {
        let rest = self.rest(org);
        let schema = Schema::of(&rest).await?;
        let user = self.sessions.signed_in(org).await?.user_id;
        let now = self.platform.now();
        let mut graphs = Graphs::default();
        let mut made = Vec::new();
        for due in due {
            let Some((step, person)) = due.campaign.step(due.number).zip(due.member.person.clone())
            else {
                continue;
            };
            let Some(object) = person.object() else {
                continue;
            };
            let record = RecordRef {
                org: org.clone(),
                object,
                id: person,
            };
            let today = Calendar::new(&*self.platform).day(None, now);
            let mut task = new_task(&step.what, &due.member, today);
            // A mail that the rep sends: with its fields filled, as far as they can be.
            if let Ok(mail) = mail(self, org, &due.campaign, &due.member, due.number).await {
                task.subject = mail.subject;
                task.notes = plain_text(&mail.html);
            }
            graphs.add(write::task(
                &due.member,
                due.number,
                task_fields(&record, &user, &task, &schema),
                now,
            ));
            made.push(due);
        }
        let reply = match rest.graphs(&graphs).await {
            Ok(reply) => reply,
            Err(error) => {
                self.forget(org).await?;
                return Err(error.into());
            }
        };
        let mut refused = None;
        for (nth, due) in made.into_iter().enumerate() {
            let Some(one) = reply.graph(nth) else {
                continue;
            };
            match one.saved("task").and_then(|id| {
                one.saved("run")?;
                RecordId::parse(&id).map_err(|_| RestError::Unexpected("id of a task"))
            }) {
                Ok(id) => {
                    self.note_run(org, &user, &due, Outcome::Task { id, open: true })
                        .await?;
                }
                Err(error) => {
                    self.forget(org).await?;
                    let all = one.refused().map(|(_, error)| error);
                    let taken = all.into_iter().any(|error| is_duplicate(&error));
                    if !taken {
                        refused = Some(error);
                    }
                }
            }
        }
        for topic in [Topic::Tasks, Topic::Record] {
            self.platform.changed(topic).await;
        }
        refused.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// The task that a step is for the rep.
fn new_task(what: &What, member: &Member, today: Day) -> NewTask {
    let (kind, subject, notes) = match what {
        What::Mail { subject, html, .. } => (TaskKind::Email, subject.clone(), plain_text(html)),
        What::Task {
            kind,
            subject,
            notes,
        } => {
            let kind = match kind {
                StepTask::Call => TaskKind::Call,
                StepTask::InMail => TaskKind::InMail,
                StepTask::Other => TaskKind::Custom,
            };
            (kind, subject.clone(), notes.clone())
        }
    };
    let subject = match subject.trim().is_empty() {
        true => member.known.name.clone(),
        false => subject,
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
