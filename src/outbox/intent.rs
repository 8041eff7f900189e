//! A piece of durable work as it is stored: what it is about in few words, and how far each of its steps
//! has come. What is long about it is stored apart ([`super::rows`]).

use serde::{Deserialize, Serialize};

use super::job::{Invited, Job, OnRecord, Part};
use super::step::{Mark, Outgoing, Step, StepKind};
use super::{Held, History, Wake};
use crate::actions::Later;
use crate::base::{Fault, IntentId, LifeId, Millis, Move, OrgHost, RecordId, RecordRef};

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    /// Made by the surface. The mail's Message-ID and the log's external id carry it.
    pub id: IntentId,
    /// Who does it.
    pub owner: Owner,
    /// What it is.
    pub job: Job,
    /// When it was submitted.
    pub submitted: Millis,
    /// Nothing is done before: the end of the undo time or the time that the rep chose, then of the waiting after each
    /// failure.
    pub due: Millis,
    /// The time that the rep chose for it, where they chose one.
    #[serde(default)]
    pub later: Option<Later>,
    /// `due` is the moment of its turn: others leave by the same mailbox before it.
    #[serde(default)]
    pub waits_for_turn: bool,
    /// How often something failed since it last got on.
    pub attempts: u8,
    /// What failed last.
    pub fault: Option<Fault>,
    /// Why it waits for the rep's decision, although nothing of it failed.
    pub held: Option<Held>,
    /// Its owner is not signed in, or the policy forbids it: it waits for that to change.
    pub parked: bool,
    /// In order. Each is stored with what it needs to be found out after a lost answer.
    pub steps: Vec<Step>,
    /// Nothing is left to be done.
    pub end: Option<End>,
    /// When it is looked at next, as the index of due times has it.
    pub wake: Wake,
    /// What happened to it so far.
    #[serde(default, skip_serializing_if = "History::is_empty")]
    pub history: History,
}

/// Who does it: an intent never leaves by another user's session or another mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The org.
    pub org: OrgHost,
    /// The Salesforce user.
    pub user_id: RecordId,
    /// The user's name, which the mail goes out with.
    pub name: String,
    /// The mailbox's address, where one is connected: calls and tasks need none.
    pub mailbox: Option<String>,
}

/// How it ended. The row stays for a while, so that a submission that is asked twice is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When it ended.
    pub at: Millis,
    /// Whether everything was done; else the rep took it back or dropped it.
    pub done: bool,
}

impl Intent {
    /// Work that is submitted at `now`, and to be done at once.
    #[must_use]
    pub fn new(id: IntentId, owner: Owner, job: Job, steps: Vec<Step>, now: Millis) -> Self {
        Self {
            id,
            owner,
            job,
            submitted: now,
            due: now,
            later: None,
            waits_for_turn: false,
            attempts: 0,
            fault: None,
            held: None,
            parked: false,
            steps,
            end: None,
            wake: Wake::default(),
            history: History::default(),
        }
    }

    /// The first step that is not done.
    #[must_use]
    pub fn current(&self) -> Option<&Step> {
        let open = |step: &&Step| !matches!(step.mark, Mark::Done { .. });
        self.steps.iter().find(open)
    }

    /// Whether the current step is the first one.
    #[must_use]
    pub fn is_at_first_step(&self) -> bool {
        let first = self.steps.first();
        first.is_some_and(|step| !matches!(step.mark, Mark::Done { .. }))
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut Step> {
        let open = |step: &&mut Step| !matches!(step.mark, Mark::Done { .. });
        self.steps.iter_mut().find(open)
    }

    /// The action, where it is one.
    #[must_use]
    pub const fn action(&self) -> Option<&OnRecord> {
        match &self.job {
            Job::Action(action) => Some(action),
            Job::Invitation(_) => None,
        }
    }

    /// Who is invited, where it is an invitation.
    #[must_use]
    pub const fn invited(&self) -> Option<&Invited> {
        match &self.job {
            Job::Action(_) => None,
            Job::Invitation(invited) => Some(invited),
        }
    }

    /// Whether it is this user's of this org.
    #[must_use]
    pub fn is_of(&self, org: &OrgHost, user: &RecordId) -> bool {
        self.owner.org == *org && self.owner.user_id == *user
    }

    /// Whether a mail comes of it.
    #[must_use]
    pub fn has_mail(&self) -> bool {
        self.steps.iter().any(Step::leads_to_mail)
    }

    /// How many mails its current step sends.
    #[must_use]
    pub fn mails(&self) -> usize {
        match self.current().map(|step| &step.kind) {
            Some(StepKind::SendMail { .. }) => 1,
            Some(StepKind::OneEach { mails }) => usize::try_from(*mails).unwrap_or(usize::MAX),
            _ => 0,
        }
    }

    /// Its place among mails that were submitted together.
    #[must_use]
    pub fn part(&self) -> Option<&Part> {
        self.action()?.part.as_deref()
    }

    /// Whether its log waits to be written together with those of other mails.
    #[must_use]
    pub fn logs_with_others(&self) -> bool {
        let step = self.current().filter(|_| self.part().is_some());
        step.is_some_and(|step| matches!(step.kind, StepKind::LogMail { alone: false, .. }))
    }

    /// When its mail was sent, by its own date.
    #[must_use]
    pub fn sent(&self) -> Option<Millis> {
        self.steps.iter().find_map(|step| match step.kind {
            StepKind::SendMail { sent, .. } => sent,
            _ => None,
        })
    }

    /// Its mail that is on its way.
    #[must_use]
    pub fn outgoing(&self) -> Option<&Outgoing> {
        self.steps.iter().find_map(|step| match &step.kind {
            StepKind::SendMail { outgoing, .. } => outgoing.as_ref(),
            _ => None,
        })
    }

    /// The provider was asked to send the mail, or is about to be.
    #[must_use]
    pub fn may_have_left(&self) -> bool {
        self.outgoing().is_some_and(|mail| mail.sending.is_some())
    }

    /// Whether something is under way with it in this life of the worker.
    pub(super) fn is_tried_in(&self, life: &LifeId) -> bool {
        let mark = self.current().map(|step| &step.mark);
        matches!(mark, Some(Mark::Trying { life: whose, .. }) if whose == life)
    }

    /// Whether only a sign-in keeps it from going on.
    #[must_use]
    pub fn waits_for_sign_in(&self) -> bool {
        let whose_move = self.fault.as_ref().map(|fault| &fault.whose_move);
        matches!(whose_move, Some(Move::SignIn { .. }))
    }

    /// The records on which it shows once it is done: its own, and its people's.
    #[must_use]
    pub fn shows_on(&self) -> Vec<RecordRef> {
        let Job::Action(OnRecord { record, people, .. }) = &self.job else {
            return Vec::new();
        };
        let mut records = vec![record.clone()];
        let contacts = self.steps.iter().filter_map(|step| match &step.kind {
            StepKind::Activities { contact, .. } => contact.clone(),
            _ => None,
        });
        records.extend(contacts);
        for person in people.iter().filter_map(|id| record.beside(id)) {
            if !records.contains(&person) {
                records.push(person);
            }
        }
        records
    }
}
