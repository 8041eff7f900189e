//! A sales campaign: its steps in order, and when it ends for somebody.

use serde::{Deserialize, Serialize};

use crate::actions::StepId;
use crate::base::{Day, FieldFault, IntentId, Millis};
use crate::templates::{Form, Reason, never_filled};

/// A campaign has at most so many steps: they are saved in one call, which takes 25.
pub const MOST_STEPS: usize = 20;
/// A campaign lasts at most so many days.
pub const MOST_DAYS: u16 = 365;
/// A name or category is at most so long: the length of their fields.
const LONGEST_NAME: usize = 80;
/// The length of the field for a subject.
const LONGEST_SUBJECT: usize = 255;
/// The length of the field for a text, a few tags less.
const LONGEST_TEXT: usize = 131_000;
/// A status of a lead, and how many are named.
const LONGEST_STATUS: usize = 80;
const MOST_STATUSES: usize = 15;
const MOST_HOLIDAYS: usize = 60;
const MINUTES_A_DAY: u16 = 24 * 60;
/// So many steps are made in a campaign at most: the field for what was done by one takes three digits.
const MOST_MADE: u16 = 999;

/// A sales campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Made by the page that made it: the same in Salesforce and here.
    pub key: IntentId,
    /// Not empty, at most 80 characters.
    pub name: String,
    /// Under which it stands in lists; may be empty.
    pub category: String,
    /// In the order of their days.
    pub steps: Vec<Step>,
    /// When steps happen, and when it ends for somebody.
    pub rules: Rules,
    /// It is not offered any more; who is in it goes on.
    pub archived: bool,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Which it is, wherever it stands; that of a step that is not saved yet is given when it is.
    #[serde(default)]
    pub id: StepId,
    /// When it was put in before a step that was there already: whoever had had that one does not get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Millis>,
    /// On which day of the campaign, from 1.
    pub day: u16,
    /// What is done.
    pub what: What,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A mail.
    Mail {
        /// With fields, as a template has them.
        subject: String,
        /// As HTML, with fields; the signature is added.
        html: String,
        /// It leaves by itself; else it is a task, and the rep looks at the mail and sends it.
        by_itself: bool,
        /// It goes in the thread of the mail before. The subject of one that leaves by itself may be empty then.
        #[serde(default)]
        in_thread: bool,
    },
    /// A task for the rep.
    Task {
        /// Which kind.
        kind: StepTask,
        /// What it is called; may be empty but for [`StepTask::Other`].
        subject: String,
        /// What to say or do.
        notes: String,
    },
}

/// The kinds of task that a step can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepTask {
    /// A call.
    Call,
    /// A message on `LinkedIn`.
    InMail,
    /// Anything else.
    Other,
}

/// When steps happen, and when a campaign ends for somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Saturdays and Sundays do not count, and nothing happens on them.
    pub working_days: bool,
    /// Days that do not count either.
    pub holidays: Vec<Day>,
    /// From when mails leave, in minutes after the person's midnight.
    pub from: u16,
    /// Until when, later than `from`.
    pub until: u16,
    /// It ends when somebody answers.
    pub reply: bool,
    /// It ends when a mail cannot be delivered.
    pub bounce: bool,
    /// It ends when somebody has a meeting with the rep.
    pub meeting: bool,
    /// It ends when a lead is converted.
    pub conversion: bool,
    /// It ends when somebody gets another owner.
    pub owner_change: bool,
    /// It ends when a lead has one of these statuses.
    pub statuses: Vec<String>,
    /// The highest id that a step of it ever had: no new one gets that of a step that was taken out.
    pub made: u16,
}

/// On working days, from nine to five; everything that can end it does.
impl Default for Rules {
    fn default() -> Self {
        Self {
            working_days: true,
            holidays: Vec::new(),
            from: 9 * 60,
            until: 17 * 60,
            reply: true,
            bounce: true,
            meeting: true,
            conversion: true,
            owner_change: true,
            statuses: Vec::new(),
            made: 0,
        }
    }
}

impl Campaign {
    /// What has to change before it can be saved; a field is called by its name here, that of a step by its number from
    /// 0: `steps.2.subject`.
    ///
    /// # Errors
    /// One entry a field.
    pub fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, key: &'static str| {
            faults.push(FieldFault::new(field.to_owned(), key));
        };
        let length = |text: &str| text.trim().chars().count();
        match length(&self.name) {
            0 => fault("name", "field_campaign_name_missing"),
            n if n > LONGEST_NAME => fault("name", "field_campaign_name_long"),
            _ => {}
        }
        if length(&self.category) > LONGEST_NAME {
            fault("category", "field_campaign_name_long");
        }
        if self.steps.is_empty() {
            fault("steps", "field_campaign_no_steps");
        }
        let new = self.steps.iter().filter(|step| step.id.is_new()).count();
        let made = usize::from(self.rules.made).saturating_add(new);
        if self.steps.len() > MOST_STEPS || made > usize::from(MOST_MADE) {
            fault("steps", "field_campaign_many_steps");
        }
        let rules = &self.rules;
        if rules.from >= rules.until || rules.until > MINUTES_A_DAY {
            fault("until", "field_campaign_window");
        }
        let long = |status: &String| status.trim().is_empty() || length(status) > LONGEST_STATUS;
        if rules.statuses.len() > MOST_STATUSES || rules.statuses.iter().any(long) {
            fault("statuses", "field_campaign_statuses");
        }
        if rules.holidays.len() > MOST_HOLIDAYS {
            fault("holidays", "field_campaign_holidays");
        }
        let mut last = 1;
        for (n, step) in self.steps.iter().enumerate() {
            let field = |name: &str| format!("steps.{n}.{name}");
            if step.day < last || step.day > MOST_DAYS {
                fault(&field("day"), "field_campaign_day");
            }
            last = step.day.max(last);
            match &step.what {
                What::Mail {
                    subject,
                    html,
                    by_itself,
                    ..
                } => {
                    match length(subject) {
                        0 if *by_itself && self.goes_in_thread(n) => {}
                        0 => fault(&field("subject"), "field_campaign_subject_missing"),
                        n if n > LONGEST_SUBJECT => {
                            fault(&field("subject"), "field_campaign_subject_long");
                        }
                        _ => {}
                    }
                    if html.trim().is_empty() {
                        fault(&field("html"), "field_body_missing");
                    } else if html.chars().count() > LONGEST_TEXT {
                        fault(&field("html"), "field_campaign_text_long");
                    }
                    let places = [("subject", subject, Form::Line), ("html", html, Form::Html)];
                    for (name, text, form) in places {
                        if let Some(left) = never_filled(text, form).first() {
                            match left.reason {
                                Reason::Prompt if !by_itself => {}
                                Reason::Prompt => fault(&field(name), "field_campaign_prompt"),
                                _ => fault(&field(name), "field_campaign_braces"),
                            }
                        }
                    }
                }
                What::Task {
                    kind,
                    subject,
                    notes,
                } => {
                    if length(subject) == 0 && *kind == StepTask::Other {
                        fault(&field("subject"), "field_campaign_subject_missing");
                    }
                    if length(subject) > LONGEST_SUBJECT {
                        fault(&field("subject"), "field_campaign_subject_long");
                    }
                    if notes.chars().count() > LONGEST_TEXT / 4 {
                        fault(&field("notes"), "field_campaign_text_long");
                    }
                }
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(faults),
        }
    }

    /// The step of a number, from 1.
    #[must_use]
    pub fn step(&self, number: u16) -> Option<&Step> {
        self.steps.get(usize::from(number).checked_sub(1)?)
    }

    /// Whether the step at a place, from 0, goes in the thread of a mail before it.
    pub(super) fn goes_in_thread(&self, place: usize) -> bool {
        let what = self.steps.get(place).map(|step| &step.what);
        what.is_some_and(What::wants_thread) && self.subjects(place).next().is_some()
    }

    /// The subjects of the mails before a place, from 0, the last first.
    fn subjects(&self, place: usize) -> impl Iterator<Item = &str> {
        let before = self.steps.iter().take(place).rev();
        before.filter_map(|step| match &step.what {
            What::Mail { subject, .. } if !subject.trim().is_empty() => Some(subject.as_str()),
            _ => None,
        })
    }

    /// The subjects, with their fields, that a mail of the step of this number, from 1, may have been sent with: its own,
    /// or in a thread also those before it.
    pub(super) fn sent_subjects(&self, number: u16) -> Vec<&str> {
        let place = usize::from(number);
        let in_thread = self
            .step(number)
            .is_some_and(|step| step.what.wants_thread());
        let own = self.subject(number);
        let before = self.subjects(place).filter(|_| in_thread);
        std::iter::once(own).chain(before).collect()
    }

    /// The subject of the step of a number, from 1; in a thread without its own, that of the mail before.
    pub(super) fn subject(&self, number: u16) -> &str {
        let place = usize::from(number).saturating_sub(1);
        match self.step(number).map(|step| &step.what) {
            Some(what @ What::Mail { subject, .. })
                if subject.trim().is_empty() && what.wants_thread() =>
            {
                self.subjects(place).next().unwrap_or_default()
            }
            Some(What::Mail { subject, .. } | What::Task { subject, .. }) => subject,
            None => "",
        }
    }

    /// The subject of the step with an id.
    pub(super) fn subject_of(&self, id: StepId) -> &str {
        self.number(id).map_or("", |number| self.subject(number))
    }

    /// How many steps it has.
    #[must_use]
    pub fn len(&self) -> u16 {
        u16::try_from(self.steps.len()).unwrap_or(u16::MAX)
    }

    /// Whether it has no steps.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}

impl What {
    /// Whether it is a mail that is to go in the thread of the one before.
    #[must_use]
    pub const fn wants_thread(&self) -> bool {
        matches!(
            self,
            Self::Mail {
                in_thread: true,
                ..
            }
        )
    }
}
