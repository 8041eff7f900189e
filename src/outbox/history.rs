//! What happened to a piece of work, in a few moments with their times. Codes of faults are kept, nothing of what was
//! written and nobody's name.

use serde::{Deserialize, Serialize};

use super::Held;
use crate::base::{Code, Millis};

/// So many moments are kept of one piece of work: the first, and the last of the others.
const MOST: usize = 20;

/// The moments of one piece of work, oldest first. Empty where an earlier release wrote the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct History(Vec<Moment>);

/// A moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When it happened; the last time where it happened several times in a row.
    pub at: Millis,
    /// What happened.
    pub what: Happened,
    /// How often in a row.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub times: u16,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It was submitted.
    Queued,
    /// A step of a sales campaign submitted it.
    QueuedByCampaign,
    /// The people whom it is for were looked at in Salesforce.
    Checked,
    /// A step began.
    Begun(Does),
    /// The other side was asked what became of a step.
    Asked(Does),
    /// A step took effect, perhaps with a warning.
    Done(Does, Option<Code>),
    /// It could not go on, and waits.
    PutOff(Code),
    /// The answer was lost: it may have taken effect.
    Lost(Code),
    /// Nothing says what became of a step.
    Unknown(Does),
    /// A step was refused for good.
    Refused(Does, Code),
    /// Outlook has it, for its time.
    AtOutlook,
    /// It waits in this browser for its time.
    Here,
    /// It waits for the rep's decision.
    Held(Held),
    /// The rep had it go on.
    Resumed,
    /// The rep had it tried again.
    Retried,
    /// The rep chose another time.
    Moved,
    /// Its owner is signed out, or the policy forbids it.
    Parked,
    /// Its owner is signed in and the policy lets it.
    Unparked,
    /// The rep took it back or discarded it.
    Dropped,
}

/// What a step does, as the history names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Gives access to who is invited.
    Access,
    /// Sends a mail.
    Mail,
    /// Makes a mail for each person.
    Each,
    /// Logs a mail.
    Log,
    /// Writes activities.
    Write,
    /// Adds people to a sales campaign.
    Enrol,
    /// Writes that somebody opted out.
    OptOut,
}

impl History {
    /// Of a mail that a step of a sales campaign submitted.
    #[must_use]
    pub fn of_campaign(at: Millis) -> Self {
        let mut history = Self::default();
        history.add(Happened::QueuedByCampaign, at);
        history
    }

    /// The moments, oldest first.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.0
    }

    /// Whether moments between the first and the last ones are not kept any more.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.len() >= MOST
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a step of a sales campaign submitted it.
    #[must_use]
    pub fn is_of_campaign(&self) -> bool {
        let first = self.0.first().map(|first| &first.what);
        first == Some(&Happened::QueuedByCampaign)
    }

    /// Adds a moment. What begins is told by how it ended, and the same ending again and again is one moment.
    pub fn add(&mut self, what: Happened, at: Millis) {
        if !what.is_passing() {
            let before = self.0.iter().rposition(|moment| !moment.what.is_passing());
            if let Some(same) = before.and_then(|before| self.0.get_mut(before))
                && same.what == what
            {
                same.times = same.times.saturating_add(1);
                same.at = at;
                self.0.truncate(before.map_or(0, |before| before + 1));
                return;
            }
            let begun = |moment: &mut Moment| matches!(moment.what, Happened::Begun(_));
            self.0.pop_if(begun);
        }
        let moment = Moment { at, what, times: 1 };
        match self.0.last_mut().filter(|last| last.what == moment.what) {
            Some(last) => *last = moment,
            None => self.0.push(moment),
        }
        if self.0.len() > MOST {
            self.0.remove(1);
        }
    }
}

impl Happened {
    /// Whether something else follows by itself.
    const fn is_passing(&self) -> bool {
        matches!(self, Self::Checked | Self::Begun(_) | Self::Asked(_))
    }
}

const fn once() -> u16 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_once(times: &u16) -> bool {
    *times == 1
}
