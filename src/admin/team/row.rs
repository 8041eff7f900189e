//! One invitation as it is kept, and what follows for all of them: pure, and total.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::mail::{Language, Letter, Written};
use crate::base::{Address, ConsumerKey, Fault, IntentId, LifeId, Millis, Move, OrgHost, RecordId};
use crate::mailbox::{Message, Sending, message_id};
use crate::onboarding::Invitation;

/// The most permission sets that one call assigns ("sObject Collections", REST API Developer Guide).
pub const BATCH: usize = 200;
/// The most welcome mails in 24 hours: a tenth of what Google Workspace lets a person send, and far
/// below Exchange's limit, so that the administrator's own mail is never held up.
pub const A_DAY: usize = 200;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Between two mails: Exchange takes 30 a minute from a mailbox, whoever sends them.
pub const PACE: Duration = Duration::from_secs(3);
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(60 * 60);

/// An invitation of a user.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// To which org.
    pub org: OrgHost,
    /// Its app, as the mail's link names it.
    pub key: ConsumerKey,
    /// Who is invited.
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
    #[serde(default)]
    pub welcome: Welcome,
    /// The administrator's own words in the mail.
    #[serde(default)]
    pub note: String,
    /// Who invites, by whose session and mailbox alone it is done.
    pub by: Inviter,
    /// The surface's order, so that one whose answer was lost can be given again.
    pub order: IntentId,
    /// When the administrator said so.
    pub asked: Millis,
    /// How far it has come.
    pub stage: Stage,
    /// Nothing is tried before.
    pub due: Millis,
    /// Failures in a row.
    pub attempts: u8,
    /// Why it waits.
    pub fault: Option<Fault>,
    /// When mails of it left, or may have.
    pub sent: Vec<Millis>,
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

/// The administrator who invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inviter {
    /// Their id in the org.
    pub user: RecordId,
    /// Their name.
    pub name: String,
    /// The address of their mailbox.
    pub mailbox: String,
}

/// How far an invitation has come. Every change is stored before what it says begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The permission set is to be assigned. (To assign it twice changes nothing: Salesforce says so.)
    Assign,
    /// Salesforce refused; the administrator decides.
    Refused(Fault),
    /// The mail is to be sent.
    Mail,
    /// A life of the worker sends it.
    Sending {
        /// The life of the worker that sends it.
        life: LifeId,
        /// Since when.
        since: Millis,
        /// The mail.
        mail: Outgoing,
    },
    /// The mail may have left, and the provider can say: to be asked.
    Unclear {
        /// Since when.
        since: Millis,
        /// The mail.
        mail: Outgoing,
    },
    /// The mail may have left, and nobody can say: the administrator decides.
    Unknown,
    /// The mail was refused for good; the administrator decides.
    Failed(Fault),
    /// The mail was sent, or the permission set is assigned and no mail was wanted.
    Done,
    /// Taken back.
    Withdrawn,
}

/// A mail on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its [`Message::id`].
    pub id: String,
    /// All of it.
    pub mime: String,
    /// How far it has come.
    pub sending: Option<Sending>,
}

/// What the administrator says of an invitation that needs them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Try what was refused once more.
    Retry,
    /// Send a mail whose fate is unknown once more.
    SendAgain,
    /// It was sent.
    WasSent,
    /// Leave it at that.
    Drop,
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Assign the permission set to these, all of one org and one administrator.
    Assign(Vec<usize>),
    /// Send the mail of this one, or find out what became of it.
    Send(usize),
    /// Nothing before then.
    Wait(Millis),
    /// Nothing.
    Rest,
}

/// What follows for all invitations. Those that have begun come first, then rights, then mails.
#[must_use]
pub fn next(rows: &[Row], now: Millis, life: &LifeId) -> Next {
    let mut first_due: Option<Millis> = None;
    let mut wait = |at: Millis| first_due = Some(first_due.map_or(at, |first| first.min(at)));
    for (at, row) in rows.iter().enumerate() {
        match row.resumes(life) {
            Some(due) if due <= now => return Next::Send(at),
            Some(due) => wait(due),
            None => {}
        }
    }
    let assigns = |row: &Row| row.stage == Stage::Assign && row.due <= now;
    if let Some(first) = rows.iter().find(|row| assigns(row)) {
        let together = |row: &Row| assigns(row) && row.org == first.org && row.by == first.by;
        let batch = rows.iter().enumerate().filter(|(_, row)| together(row));
        return Next::Assign(batch.map(|(at, _)| at).take(BATCH).collect());
    }
    for (at, row) in rows.iter().enumerate() {
        match row.stage {
            Stage::Assign => wait(row.due),
            Stage::Mail => {
                let due = row.due.max(mails_from(rows, &row.by.mailbox, now));
                if due <= now {
                    return Next::Send(at);
                }
                wait(due);
            }
            _ => {}
        }
    }
    first_due.map_or(Next::Rest, Next::Wait)
}

/// When the next mail may leave a mailbox: not too soon after the last one, nor too many a day.
#[must_use]
pub fn mails_from(rows: &[Row], mailbox: &str, now: Millis) -> Millis {
    let sent = sent_in_a_day(rows, mailbox, now);
    let pace = sent.last().map_or(Millis(0), |last| last.after(PACE));
    match sent
        .len()
        .checked_sub(A_DAY)
        .and_then(|over| sent.get(over))
    {
        Some(first) => first.after(DAY).max(pace),
        None => pace,
    }
}

/// When mails left a mailbox in the last 24 hours, or may have; oldest first.
#[must_use]
pub fn sent_in_a_day(rows: &[Row], mailbox: &str, now: Millis) -> Vec<Millis> {
    let own = rows.iter().filter(|row| row.by.mailbox == mailbox);
    let mut sent: Vec<Millis> = own
        .flat_map(|row| row.sent.iter().copied().chain(row.may_be_leaving()))
        .filter(|at| now.since(*at) < DAY)
        .collect();
    sent.sort_unstable();
    sent
}

impl Row {
    /// Whether something is still to be done without the administrator.
    #[must_use]
    pub const fn goes_on(&self) -> bool {
        matches!(
            self.stage,
            Stage::Assign | Stage::Mail | Stage::Sending { .. } | Stage::Unclear { .. }
        )
    }

    /// Whether the administrator has to say something.
    #[must_use]
    pub const fn needs_a_word(&self) -> bool {
        matches!(
            self.stage,
            Stage::Refused(_) | Stage::Unknown | Stage::Failed(_)
        )
    }

    /// When a mail that was begun is gone on with; `None` where none was, or this life is at it.
    fn resumes(&self, life: &LifeId) -> Option<Millis> {
        let (since, mail) = match &self.stage {
            Stage::Sending {
                life: whose,
                since,
                mail,
            } if whose != life => (since, mail),
            Stage::Unclear { since, mail } => (since, mail),
            _ => return None,
        };
        let settled = mail.sending.as_ref().map(Sending::settles_within);
        Some(since.after(settled.unwrap_or_default()).max(self.due))
    }

    fn may_be_leaving(&self) -> Option<Millis> {
        match &self.stage {
            Stage::Sending { since, .. } | Stage::Unclear { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// Marks the mail as under way in this life: a new one, or the one that was begun.
    pub fn begin(&mut self, life: &LifeId, now: Millis, id: impl FnOnce() -> String) {
        let (since, mail) = match &self.stage {
            Stage::Sending { since, mail, .. } | Stage::Unclear { since, mail }
                if mail.sending.is_some() =>
            {
                (*since, mail.clone())
            }
            _ => (now, self.outgoing(id(), now)),
        };
        let life = life.clone();
        self.stage = Stage::Sending { life, since, mail };
    }

    /// The permission set is assigned.
    pub fn assigned(&mut self) {
        self.stage = match self.welcome {
            Welcome::ByMail => Stage::Mail,
            Welcome::InBrowser => Stage::Done,
        };
        self.calm_down();
    }

    /// The mail is done with.
    pub fn sent(&mut self, now: Millis) {
        self.sent.push(now);
        self.stage = Stage::Done;
        self.calm_down();
    }

    /// Nothing says what became of the mail.
    pub fn lost(&mut self, now: Millis) {
        let since = self.may_be_leaving().unwrap_or(now);
        self.sent.push(since);
        self.stage = Stage::Unknown;
        self.calm_down();
    }

    /// Waits after a failure: twice as long each time, at least `after`. A mail that may have left
    /// (`unclear`) keeps what was begun.
    pub fn put_off(&mut self, fault: Fault, after: Duration, unclear: bool, now: Millis) {
        self.stage = match &self.stage {
            Stage::Sending { since, mail, .. } if unclear && mail.sending.is_some() => {
                Stage::Unclear {
                    since: *since,
                    mail: mail.clone(),
                }
            }
            Stage::Sending { .. } => Stage::Mail,
            other => other.clone(),
        };
        let doubled = FIRST_WAIT.saturating_mul(1 << self.attempts.min(7));
        self.due = now.after(doubled.min(LONGEST_WAIT).max(after));
        self.attempts = self.attempts.saturating_add(1);
        self.fault = Some(fault);
    }

    /// Whether only a sign-in keeps it from going on.
    #[must_use]
    pub fn waits_for_sign_in(&self) -> bool {
        let whose_move = self.fault.as_ref().map(|fault| &fault.whose_move);
        self.goes_on() && matches!(whose_move, Some(Move::SignIn { .. }))
    }

    /// Takes the administrator's word; false where it does not fit how it stands.
    #[must_use]
    pub fn take(&mut self, word: Word, now: Millis) -> bool {
        self.stage = match (word, &self.stage) {
            (Word::Retry, Stage::Refused(_)) => Stage::Assign,
            (Word::Retry, Stage::Failed(_)) | (Word::SendAgain, Stage::Unknown) => Stage::Mail,
            (Word::Retry, Stage::Assign | Stage::Mail | Stage::Unclear { .. }) => {
                self.stage.clone()
            }
            (Word::WasSent, Stage::Unknown) => Stage::Done,
            (
                Word::Drop,
                Stage::Assign | Stage::Refused(_) | Stage::Mail | Stage::Unknown | Stage::Failed(_),
            ) => Stage::Withdrawn,
            _ => return false,
        };
        self.calm_down();
        self.due = now;
        true
    }

    /// As it was before anything failed.
    pub fn calm_down(&mut self) {
        self.attempts = 0;
        self.fault = None;
    }

    /// What the mail says.
    #[must_use]
    pub fn letter(&self, now: Millis) -> Written {
        let invitation = Invitation {
            org: self.org.clone(),
            key: self.key.clone(),
            invited: Some(self.address.clone()),
        };
        Letter {
            language: self.language,
            first_name: &self.first_name,
            sender: &self.by.name,
            note: &self.note,
            invitation: &invitation,
            now,
        }
        .write()
    }

    fn outgoing(&self, id: String, now: Millis) -> Outgoing {
        let written = self.letter(now);
        let person = |address: &str, name: &str| Address {
            address: address.to_owned(),
            name: Some(name.to_owned()),
        };
        let message = Message {
            from: person(&self.by.mailbox, &self.by.name),
            to: vec![person(&self.address, &self.name)],
            cc: Vec::new(),
            bcc: Vec::new(),
            subject: written.subject,
            html: written.html,
            text: written.text,
            id: id.clone(),
            date: now,
        };
        Outgoing {
            id,
            mime: message.to_mime(),
            sending: None,
        }
    }

    /// The Message-ID of a mail of this invitation.
    #[must_use]
    pub fn message_id(&self, mail: &Outgoing) -> String {
        message_id(&mail.id, &self.by.mailbox)
    }
}
