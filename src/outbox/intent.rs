//! A piece of durable work as it is stored: what it is about in few words, and how far each of its steps
//! has come. What is long about it is stored apart ([`super::rows`]).

use serde::{Deserialize, Serialize};

use super::{Candidate, Held, History, Wake};
use crate::actions::{Later, PersonZone};
use crate::base::{
    ActionKind, ConsumerKey, Fault, FieldFault, FileId, IntentId, Language, LifeId, Millis, Move,
    OrgHost, Recipient, RecordId, RecordRef,
};
use crate::mailbox::Sending;

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

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// An action on a record.
    Action(OnRecord),
    /// Inviting a user of the org.
    Invitation(Invited),
}

/// An action on a record, as lists show it; its form is stored apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnRecord {
    /// Which action.
    pub action: ActionKind,
    /// The record.
    pub record: RecordRef,
    /// The subject line.
    pub subject: String,
    /// To whom, as shown.
    pub recipients: String,
    /// The records of its people, and of what it is about.
    pub people: Vec<RecordId>,
    /// The last look at the people whom the mail is for; none before it.
    pub checked: Option<Checked>,
    /// It writes down what came back to a mail: shown with that, not among what the rep does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub came_back: bool,
    /// Where it is one of several mails that were submitted together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Box<Part>>,
    /// The key of the record that says that a campaign's step is done by it, where Salesforce has that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Those of them whose time zone is known, of a mail that waits for its time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<PersonZone>,
    /// The files of its mail, which stay as long as it is not done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileId>,
}

/// A mail's place among several that were submitted together, one for each person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The submission that it was made of.
    pub of: IntentId,
    /// Its number there, from 0.
    pub nth: u32,
    /// How many there are.
    pub all: u32,
    /// Whom it is for.
    pub person: Recipient,
}

/// That the people whom a mail is for were looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// When they were looked at.
    pub at: Millis,
    /// What is told of it, and keeps nothing from being sent.
    pub notes: Vec<FieldFault>,
}

/// A user who is invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    /// The org's app, as the mail's link names it.
    pub key: ConsumerKey,
    /// The user.
    pub user: RecordId,
    /// Their name.
    pub name: String,
    /// Their first name; may be empty.
    pub first_name: String,
    /// Their plain address.
    pub address: String,
    /// The language of the mail.
    pub language: Language,
    /// How they hear of it.
    pub welcome: Welcome,
    /// The administrator's own words in the mail.
    pub note: String,
    /// The surface's order, so that one whose answer was lost can be given again.
    pub order: IntentId,
}

/// How a user hears of the invitation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Welcome {
    /// By the welcome mail.
    #[default]
    ByMail,
    /// By the extension itself, which the administrator's policy has installed: no mail is sent.
    InBrowser,
}

/// One step of the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What it does, with what is stored of doing it.
    pub kind: StepKind,
    /// How far it has come.
    pub mark: Mark,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Assigns the permission set to who is invited. (To assign it twice changes nothing: Salesforce
    /// says so.)
    PermissionSet,
    /// Sends the mail from the owner's mailbox.
    SendMail {
        /// The mail on its way, from its first try until it is sent.
        outgoing: Option<Outgoing>,
        /// When it was sent, by its own date.
        sent: Option<Millis>,
    },
    /// Makes a mail for each person, which is then a piece of work of its own.
    OneEach {
        /// As many as there are people.
        mails: u32,
    },
    /// Writes the mail that was sent on the record.
    LogMail {
        /// It is written as a Task, for the org refuses messages to the rep.
        as_task: bool,
        /// It was refused among others that were written with it, and is tried by itself.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
    },
    /// Writes activities on the record: all of them or none, in one call of Salesforce.
    Activities {
        /// The contact that the record, a lead, became before this could be written on it.
        contact: Option<RecordRef>,
        /// Where it is unknown whether they were written: Tasks on the record that could be they.
        candidates: Vec<Candidate>,
    },
    /// Adds people to a sales campaign or to a cadence of Salesforce's. (Who was added by it already is found by their
    /// key; in a cadence, by asking who is in it.)
    Enrol,
    /// Writes that a lead or contact opted out of email. (To write it twice changes nothing.)
    OptOut {
        /// Who did.
        person: RecordId,
    },
}

/// How far a step has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Not begun, or begun and certain to have done nothing.
    Todo,
    /// Under way in a life of the worker; once that life is over, like [`Mark::Unclear`].
    Trying {
        /// Which life.
        life: LifeId,
        /// Since when.
        since: Millis,
    },
    /// It may have taken effect: the other side is asked before anything else.
    Unclear,
    /// It took effect.
    Done {
        /// What was refused beside it.
        warning: Option<Fault>,
    },
    /// The other side cannot say either: the rep decides.
    Unknown,
    /// Refused for good: it did not take effect.
    Failed {
        /// What was refused, and whose move it is.
        fault: Fault,
    },
}

/// A mail on its way; its bytes are stored apart, because an upload can only go on with the same ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its date, which is when it was sent, however late that is found out; unknown where an earlier
    /// release began it.
    pub date: Option<Millis>,
    /// How far it has come on its way. Without it nothing was sent.
    pub sending: Option<Sending>,
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

impl Step {
    /// A step that is not begun.
    #[must_use]
    pub const fn todo(kind: StepKind) -> Self {
        let mark = Mark::Todo;
        Self { kind, mark }
    }

    /// A mail that is to be sent.
    #[must_use]
    pub const fn send_mail() -> Self {
        Self::todo(StepKind::SendMail {
            outgoing: None,
            sent: None,
        })
    }

    /// Whether a mail comes of it, at once or by work that it makes.
    #[must_use]
    pub const fn leads_to_mail(&self) -> bool {
        self.is_mail() || matches!(self.kind, StepKind::OneEach { .. })
    }

    /// Whether it sends a mail.
    #[must_use]
    pub const fn is_mail(&self) -> bool {
        matches!(self.kind, StepKind::SendMail { .. })
    }
}
