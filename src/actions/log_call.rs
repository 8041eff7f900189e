//! Log a Call: a call that was made, with its outcome and a follow-up task.

use serde::{Deserialize, Serialize};

use super::activity::{CallDirection, NewActivity, NewCall, NewTask, TaskKind};
use super::checks::Checks;
use super::{Action, CalledStep, Effect, Fresh, Offer, activity::ids};
use crate::base::{About, Day, FieldFault, Millis, RecordId, Related};
use crate::insight::{PersonView, Record};
use crate::mailbox::one_line;

/// The length of `Task.CallDisposition` (Object Reference).
const MAX_OUTCOME: usize = 255;
/// The longest call that is accepted: a day.
const MAX_MINUTES: u16 = 24 * 60;
const MAX_SECONDS: u32 = 24 * 60 * 60;

/// The form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogCall {
    /// The lead or contact; `None` where it is for no record of a person.
    pub who: Option<RecordId>,
    /// Their name, because they may not be among the people of the record in view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_name: Option<String>,
    /// Further contacts who took part, where the org relates an activity to several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Related>,
    /// The opportunity that it is about, from a contact.
    #[serde(default, skip_serializing_if = "About::is_undecided")]
    pub about: About,
    /// Not empty, at most 255 characters, no line break.
    pub subject: String,
    /// How it ended; may be empty.
    pub outcome: String,
    /// Who called whom.
    pub direction: CallDirection,
    /// Why it was made, of the administrator's list; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// How long it took, where that is known.
    pub minutes: Option<u16>,
    /// The same in seconds, where the timer measured it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// Since when the timer runs. It goes on while the panel is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timer: Option<Millis>,
    /// What was said.
    pub notes: String,
    /// The day of the call.
    pub on: Day,
    /// What is to be done next.
    pub follow_up: Option<FollowUp>,
    /// The step of a campaign that it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Box<CalledStep>>,
}

/// A follow-up task of the rep after a call, for the same person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Not empty, at most 255 characters, no line break.
    pub subject: String,
    /// When it is due.
    pub due: Option<Day>,
    /// A value of the org's picklist; empty for the org's default.
    pub priority: String,
    /// When Salesforce reminds of it.
    pub reminder: Option<Millis>,
}

impl LogCall {
    /// The step that it can do: none with somebody else.
    #[must_use]
    pub fn own_step(&self) -> Option<&CalledStep> {
        let step = self.step.as_deref();
        step.filter(|step| self.who.as_ref() == Some(&step.person))
    }

    /// The task that is marked as done with it.
    #[must_use]
    pub fn closes(&self) -> Option<RecordId> {
        let step = self.own_step().filter(|step| step.done)?;
        Some(step.task.clone())
    }

    /// Starts the timer anew.
    pub const fn start_timer(&mut self, now: Millis) {
        (self.minutes, self.seconds, self.timer) = (None, None, Some(now));
    }

    /// Stops the timer where it runs: a begun minute counts as one on the form, Salesforce gets the seconds.
    pub fn stop_timer(&mut self, now: Millis) {
        if let Some(since) = self.timer.take() {
            let seconds = u32::try_from(now.since(since).as_secs()).unwrap_or(MAX_SECONDS);
            let seconds = seconds.min(MAX_SECONDS);
            self.seconds = Some(seconds);
            self.minutes = u16::try_from(seconds.div_ceil(60)).ok();
        }
    }

    /// Takes over what the rep wrote, whatever the timer says.
    pub const fn write_minutes(&mut self, minutes: Option<u16>) {
        (self.minutes, self.seconds, self.timer) = (minutes, None, None);
    }
}

impl Action for LogCall {
    fn offered(_on: &Record, _with: Option<&PersonView>) -> Offer {
        Offer::Yes
    }

    /// An outbound call of today. Its subject is the one of Salesforce's own Log a Call.
    fn fresh(start: &Fresh<'_>) -> Self {
        Self {
            who: start.with.map(|person| person.record.clone()),
            who_name: start.with.map(|person| person.name.clone()),
            also: Vec::new(),
            about: start.about.clone(),
            subject: "Call".into(),
            outcome: String::new(),
            direction: CallDirection::Outbound,
            reason: String::new(),
            minutes: None,
            seconds: None,
            timer: None,
            notes: String::new(),
            on: start.today,
            follow_up: None,
            step: None,
        }
    }

    fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut checks = Checks::default();
        checks.subject("subject", &self.subject);
        if self.outcome.chars().count() > MAX_OUTCOME {
            checks.fault("outcome", "field_outcome_too_long");
        }
        if self.minutes.is_some_and(|minutes| minutes > MAX_MINUTES) {
            checks.fault("minutes", "field_minutes_too_many");
        }
        checks.notes("notes", &self.notes);
        if let Some(follow_up) = &self.follow_up {
            checks.subject("follow_up.subject", &follow_up.subject);
        }
        checks.result()
    }

    fn plan(&self) -> Vec<Effect> {
        let call = NewActivity::Call(NewCall {
            who: self.who.clone(),
            also: ids(&self.also),
            about: self.about.id(),
            subject: one_line(&self.subject),
            outcome: one_line(&self.outcome),
            direction: self.direction,
            reason: one_line(&self.reason),
            minutes: self.minutes,
            seconds: self.seconds,
            notes: self.notes.trim().to_owned(),
            on: self.on,
        });
        let follow_up = self.follow_up.as_ref().map(|follow_up| {
            NewActivity::Task(NewTask {
                who: self.who.clone(),
                also: ids(&self.also),
                about: self.about.id(),
                kind: TaskKind::Custom,
                subject: one_line(&follow_up.subject),
                due: follow_up.due,
                priority: follow_up.priority.clone(),
                reminder: follow_up.reminder,
                assignee: None,
                notes: String::new(),
            })
        });
        vec![Effect::Activities(
            [call].into_iter().chain(follow_up).collect(),
        )]
    }

    fn subject(&self) -> String {
        one_line(&self.subject)
    }

    fn about_mut(&mut self) -> &mut About {
        &mut self.about
    }

    fn recipients(&self) -> String {
        String::new()
    }

    fn known_people(&self) -> Vec<String> {
        let known = self.who.is_some().then(|| self.who_name.clone());
        let also = self.also.iter().map(|other| other.name.clone());
        known.flatten().into_iter().chain(also).collect()
    }

    fn forget_words(&mut self) {
        self.notes.clear();
    }
}
