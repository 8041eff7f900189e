//! Moves over what releases before this one stored: actions and invitations in tables of their own, each
//! row with all that is long about it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::departures::Departures;
use super::rows::{self, Batch, Body};
use super::submit::{activities, step};
use super::{
    Candidate, Checked, End, Held, Intent, Invited, Job, Mark, OnRecord, Outbox, OutboxError,
    Outgoing, Owner, Step, StepKind, Wake, Welcome,
};
use crate::actions::{Effect, Form};
use crate::base::{
    ConsumerKey, Fault, IntentId, Language, LifeId, Millis, OrgHost, RecordId, RecordRef,
};
use crate::mailbox::Sending;
use crate::ports::{Database, Platform, Table};
use crate::storage::{Versioned, from_text};

impl<P: Platform + 'static> Outbox<P> {
    /// Moves over what an earlier release stored, before any row is looked at: once a life, a row in a
    /// transaction. What this release cannot read stays where it is.
    pub(super) async fn move_over(&self) -> Result<(), OutboxError> {
        if self.moved.get() {
            return Ok(());
        }
        let _held = self.locks.hold("move over").await;
        let database = &*self.platform;
        for (key, text) in database.rows(Table::Intents, "").await? {
            let Ok(old) = from_text::<OldIntent>(&text) else {
                continue;
            };
            let mut counted = Counted::default();
            if let (Some(mailbox), Some(at)) = (&old.owner.mailbox, old.left_at()) {
                counted.count(database, mailbox, [at], false).await?;
            }
            let mime = old.outgoing.as_ref().map(|mail| mail.mime.clone());
            let (mut intent, body) = old.split();
            let mut batch = Batch::default();
            batch.put_body(&intent, &body)?;
            batch.move_row(&mut intent, mime, counted, (Table::Intents, key))?;
            self.commit(batch, intent.wake).await?;
        }
        for (key, text) in database.rows(Table::Invitations, "").await? {
            let Ok(old) = from_text::<OldInvitation>(&text) else {
                continue;
            };
            let mut counted = Counted::default();
            let sent = old.left_at();
            counted.count(database, &old.by.mailbox, sent, true).await?;
            let mime = old.stage.mail().map(|mail| mail.mime.clone());
            let mut intent = old.intent(|| IntentId::new(self.platform.bytes()));
            let mut batch = Batch::default();
            batch.move_row(&mut intent, mime, counted, (Table::Invitations, key))?;
            self.commit(batch, intent.wake).await?;
        }
        self.moved.set(true);
        Ok(())
    }
}

impl Batch {
    fn move_row(
        &mut self,
        intent: &mut Intent,
        mime: Option<String>,
        counted: Counted,
        (table, key): (Table, String),
    ) -> Result<(), OutboxError> {
        self.put(None, intent)?;
        if let Some(mime) = mime {
            self.put_mime(intent, mime);
        }
        for (mailbox, departures) in counted.0 {
            self.put_departures(&mailbox, &departures)?;
        }
        self.delete(table, key);
        Ok(())
    }
}

/// The departures of mailboxes, with those of the row that is moved.
#[derive(Default)]
struct Counted(BTreeMap<String, Departures>);

impl Counted {
    async fn count(
        &mut self,
        database: &impl Database,
        mailbox: &str,
        times: impl IntoIterator<Item = Millis>,
        welcome: bool,
    ) -> Result<(), OutboxError> {
        let mut departures = rows::departures(database, mailbox).await?;
        let before = departures.clone();
        for at in times {
            departures.add(at, welcome);
        }
        if departures != before {
            self.0.insert(mailbox.to_owned(), departures);
        }
        Ok(())
    }
}

/// A row of [`Table::Intents`], in its second version.
#[derive(Serialize, Deserialize)]
struct OldIntent {
    id: IntentId,
    owner: Owner,
    record: RecordRef,
    form: Form,
    submitted: Millis,
    due: Millis,
    attempts: u8,
    fault: Option<Fault>,
    held: bool,
    #[serde(default)]
    beside_another: bool,
    effects: Vec<(OldEffect, Mark)>,
    outgoing: Option<OldMail>,
    sent: Option<Millis>,
    #[serde(default)]
    as_task: bool,
    #[serde(default)]
    contact: Option<RecordRef>,
    #[serde(default)]
    candidates: Vec<Candidate>,
    #[serde(default)]
    checked: Option<Checked>,
    end: Option<End>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OldEffect {
    Mail,
    LogMail,
    Activities,
}

#[derive(Serialize, Deserialize)]
struct OldMail {
    mime: String,
    #[serde(default)]
    date: Option<Millis>,
    sending: Option<Sending>,
}

impl Versioned for OldIntent {
    const VERSION: u32 = 2;

    /// Version 1 knew Gmail only: a mail on its way had the `session` of its upload.
    fn migrate(from: u32, mut stored: Value) -> Option<Value> {
        if from != 1 {
            return None;
        }
        if let Some(outgoing) = stored.get_mut("outgoing").and_then(Value::as_object_mut) {
            let session = outgoing.remove("session").filter(Value::is_string);
            let sending = session.map(|session| json!({ "gmail": session }));
            outgoing.insert("sending".into(), sending.unwrap_or_default());
        }
        Some(stored)
    }
}

impl OldIntent {
    /// When its mail left, or may have.
    fn left_at(&self) -> Option<Millis> {
        let begun = self.outgoing.as_ref().filter(|mail| mail.sending.is_some());
        self.sent
            .or_else(|| begun.map(|mail| mail.date.unwrap_or(self.submitted)))
    }

    fn split(self) -> (Intent, Body) {
        let plan = self.form.plan();
        let outgoing = self.outgoing.map(|mail| Outgoing {
            date: mail.date,
            sending: mail.sending,
        });
        let marks = self.effects;
        let mut steps: Vec<Step> = plan.iter().map(step).collect();
        for step in &mut steps {
            let own = match &mut step.kind {
                StepKind::PermissionSet => continue,
                StepKind::SendMail {
                    outgoing: mail,
                    sent,
                } => {
                    (*mail, *sent) = (outgoing.clone(), self.sent);
                    OldEffect::Mail
                }
                StepKind::LogMail { as_task } => {
                    *as_task = self.as_task;
                    OldEffect::LogMail
                }
                StepKind::Activities {
                    contact,
                    candidates,
                } => {
                    contact.clone_from(&self.contact);
                    candidates.clone_from(&self.candidates);
                    OldEffect::Activities
                }
            };
            if let Some((_, mark)) = marks.iter().find(|(kind, _)| *kind == own) {
                step.mark = mark.clone();
            }
        }
        let held = match (self.held, self.beside_another) {
            (false, _) => None,
            (true, false) => Some(Held::Late),
            (true, true) => Some(Held::BesideAnother),
        };
        let mut form = self.form;
        if self.end.is_some() {
            form.forget_words();
        }
        let action = OnRecord {
            action: form.kind(),
            record: self.record,
            subject: form.subject(),
            recipients: form.recipients(),
            people: plan.iter().flat_map(Effect::records).collect(),
            checked: self.checked,
        };
        let intent = Intent {
            id: self.id,
            owner: self.owner,
            job: Job::Action(action),
            submitted: self.submitted,
            due: self.due,
            attempts: self.attempts,
            fault: self.fault,
            held,
            parked: false,
            steps,
            end: self.end,
            wake: Wake::default(),
        };
        let activities = match intent.end {
            None => plan.into_iter().flat_map(activities).collect(),
            Some(_) => Vec::new(),
        };
        (intent, Body { form, activities })
    }
}

/// A row of [`Table::Invitations`], in its second version.
#[derive(Serialize, Deserialize)]
struct OldInvitation {
    org: OrgHost,
    key: ConsumerKey,
    user: RecordId,
    name: String,
    first_name: String,
    address: String,
    language: Language,
    #[serde(default)]
    welcome: Welcome,
    #[serde(default)]
    note: String,
    by: OldInviter,
    order: IntentId,
    asked: Millis,
    stage: OldStage,
    due: Millis,
    attempts: u8,
    fault: Option<Fault>,
    sent: Vec<Millis>,
}

#[derive(Serialize, Deserialize)]
struct OldInviter {
    user: RecordId,
    name: String,
    mailbox: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OldStage {
    Assign,
    Refused(Fault),
    Mail,
    Sending {
        life: LifeId,
        since: Millis,
        mail: OldWelcomeMail,
    },
    Unclear {
        since: Millis,
        mail: OldWelcomeMail,
    },
    Unknown,
    Failed(Fault),
    Done,
    Withdrawn,
}

#[derive(Serialize, Deserialize)]
struct OldWelcomeMail {
    id: String,
    mime: String,
    sending: Option<Sending>,
}

impl Versioned for OldInvitation {
    const VERSION: u32 = 2;

    /// Version 1 kept the mail clients too, which a link does not carry any more.
    fn migrate(from: u32, mut stored: Value) -> Option<Value> {
        if from == 1 {
            let row = stored.as_object_mut()?;
            let key = row.remove("config")?.get("consumer_key")?.clone();
            row.insert("key".into(), key);
        }
        Some(stored)
    }
}

impl OldStage {
    const fn mail(&self) -> Option<&OldWelcomeMail> {
        match self {
            Self::Sending { mail, .. } | Self::Unclear { mail, .. } => Some(mail),
            _ => None,
        }
    }
}

impl OldInvitation {
    /// When mails of it left, or may have.
    fn left_at(&self) -> Vec<Millis> {
        let leaving = match &self.stage {
            OldStage::Sending { since, mail, .. } | OldStage::Unclear { since, mail } => {
                mail.sending.as_ref().map(|_| *since)
            }
            _ => None,
        };
        self.sent.iter().copied().chain(leaving).collect()
    }

    /// A mail that may have left goes on under its own id, by which the provider knows it.
    fn intent(self, fresh_id: impl FnOnce() -> IntentId) -> Intent {
        const DONE: Mark = Mark::Done { warning: None };
        let last_sent = self.sent.last().copied();
        let mail_id = self.stage.mail().map(|mail| mail.id.clone());
        let id = mail_id.and_then(|id| IntentId::try_from(id).ok());
        let on_its_way = |since: Millis, mail: &OldWelcomeMail| Outgoing {
            date: Some(since),
            sending: mail.sending.clone(),
        };
        let mut outgoing = None;
        let (assigned, mail, ended) = match self.stage {
            OldStage::Assign => (Mark::Todo, Mark::Todo, None),
            OldStage::Refused(fault) => (Mark::Failed { fault }, Mark::Todo, None),
            OldStage::Mail => (DONE, Mark::Todo, None),
            OldStage::Sending { life, since, mail } => {
                outgoing = Some(on_its_way(since, &mail));
                (DONE, Mark::Trying { life, since }, None)
            }
            OldStage::Unclear { since, mail } => {
                outgoing = Some(on_its_way(since, &mail));
                (DONE, Mark::Unclear, None)
            }
            OldStage::Unknown => {
                outgoing = last_sent.map(|date| Outgoing {
                    date: Some(date),
                    sending: None,
                });
                (DONE, Mark::Unknown, None)
            }
            OldStage::Failed(fault) => (DONE, Mark::Failed { fault }, None),
            OldStage::Done => (DONE, DONE, Some(true)),
            OldStage::Withdrawn => (DONE, Mark::Todo, Some(false)),
        };
        let mut steps = vec![Step {
            kind: StepKind::PermissionSet,
            mark: assigned,
        }];
        if self.welcome == Welcome::ByMail {
            let sent = last_sent.filter(|_| mail == DONE);
            let kind = StepKind::SendMail { outgoing, sent };
            steps.push(Step { kind, mark: mail });
        }
        let at = last_sent.unwrap_or(self.asked);
        let mailbox = Some(self.by.mailbox).filter(|mailbox| !mailbox.is_empty());
        Intent {
            id: id.unwrap_or_else(fresh_id),
            owner: Owner {
                org: self.org,
                user_id: self.by.user,
                name: self.by.name,
                mailbox,
            },
            job: Job::Invitation(Invited {
                key: self.key,
                user: self.user,
                name: self.name,
                first_name: self.first_name,
                address: self.address,
                language: self.language,
                welcome: self.welcome,
                note: self.note,
                order: self.order,
            }),
            submitted: self.asked,
            due: self.due,
            attempts: self.attempts,
            fault: self.fault,
            held: None,
            parked: false,
            steps,
            end: ended.map(|done| End { at, done }),
            wake: Wake::default(),
        }
    }
}
