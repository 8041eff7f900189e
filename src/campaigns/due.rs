//! A step that is due for somebody, and what is kept of it while it is done.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Campaign, Member, What, keys};
use crate::actions::StepId;
use crate::base::{IntentId, Millis, RecordId};

/// A step that is due for somebody.
pub(super) struct Due {
    pub member: Member,
    /// As this person gets it.
    pub campaign: Campaign,
    pub step: StepId,
}

/// A step that this browser claims, or has claimed, for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    /// The key of the membership.
    pub member: String,
    /// The step.
    #[serde(rename = "number")]
    pub step: StepId,
    /// In this browser alone: the task that it becomes, while it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Begun>,
}

impl Pending {
    /// The mail that it sends, where it sends one.
    pub fn id(&self) -> IntentId {
        keys::mail_id(&self.member, self.step)
    }
}

/// A task that may have been made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Begun {
    pub at: Millis,
    pub person: RecordId,
    pub subject: String,
}

impl Pending {
    /// Whether it is the same step of the same member.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.member == other.member && self.step == other.step
    }
}

impl Due {
    /// What is to be done.
    pub(super) fn what(&self) -> Option<&What> {
        Some(&self.campaign.step_with(self.step)?.what)
    }

    /// Whether it is a mail that leaves by itself.
    pub(super) fn leaves_by_itself(&self) -> bool {
        matches!(
            self.what(),
            Some(What::Mail {
                by_itself: true,
                ..
            })
        )
    }

    /// The step, as it is begun in this browser alone with a task of these fields.
    pub(super) fn begun(&self, at: Millis, person: RecordId, task: &Map<String, Value>) -> Pending {
        let subject = task.get("Subject").and_then(Value::as_str);
        let subject = subject.unwrap_or_default().to_owned();
        Pending {
            task: Some(Begun {
                at,
                person,
                subject,
            }),
            ..self.pending()
        }
    }

    /// The step, as it is begun.
    pub(super) fn pending(&self) -> Pending {
        Pending {
            member: self.member.key.clone(),
            step: self.step,
            task: None,
        }
    }
}
