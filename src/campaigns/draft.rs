//! A campaign while it is written: as it stands in the fields, also where it cannot be saved yet.

use super::{Campaign, CampaignView, MOST_DAYS, Rules, Step, StepTask, What};
use crate::actions::StepId;
use crate::base::{Day, IntentId, Millis};

/// How many days after the last step a new one is.
const APART: u16 = 2;
/// The last minute that a field for a time can show.
const LAST_MINUTE: u16 = 24 * 60 - 1;

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignDraft {
    /// The campaign's key.
    pub key: IntentId,
    /// When it was changed last, as it was seen; `None` for a new one.
    pub seen: Option<Millis>,
    /// As in [`Campaign`].
    pub name: String,
    /// As in [`Campaign`].
    pub category: String,
    /// In order.
    pub steps: Vec<StepDraft>,
    /// What is chosen; its times and statuses are those of the fields below.
    pub rules: Rules,
    /// `09:30`.
    pub from: String,
    /// `17:00`.
    pub until: String,
    /// The lead statuses, with commas between them.
    pub statuses: String,
    /// As in [`Campaign`].
    pub archived: bool,
    /// The id of the next new step.
    next: u32,
}

/// A step that is written. What another kind of step has stays, so that nothing is lost by choosing a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct StepDraft {
    /// Its own, wherever it is moved.
    pub id: u32,
    /// Which of the campaign's it is, once it is saved.
    pub step: StepId,
    /// As in [`Step`].
    pub added: Option<Millis>,
    /// As it is typed.
    pub day: String,
    /// What it does.
    pub kind: StepKind,
    /// Of a mail or a task.
    pub subject: String,
    /// Of a mail that leaves by itself: in the thread of the one before.
    pub in_thread: bool,
    /// Of a mail.
    pub html: String,
    /// Of a task.
    pub notes: String,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A mail that leaves by itself.
    Mail,
    /// A mail that the rep looks at first.
    CheckedMail,
    /// A call.
    Call,
    /// A message on `LinkedIn`.
    InMail,
    /// Another task.
    Other,
}

impl StepKind {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 5] = [
        Self::Mail,
        Self::CheckedMail,
        Self::Call,
        Self::InMail,
        Self::Other,
    ];

    /// That of a step.
    #[must_use]
    pub const fn of(what: &What) -> Self {
        match what {
            What::Mail {
                by_itself: true, ..
            } => Self::Mail,
            What::Mail { .. } => Self::CheckedMail,
            What::Task { kind, .. } => match kind {
                StepTask::Call => Self::Call,
                StepTask::InMail => Self::InMail,
                StepTask::Other => Self::Other,
            },
        }
    }

    /// Its value in a form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::CheckedMail => "checked_mail",
            Self::Call => "call",
            Self::InMail => "in_mail",
            Self::Other => "other",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is a mail.
    #[must_use]
    pub const fn is_mail(self) -> bool {
        matches!(self, Self::Mail | Self::CheckedMail)
    }
}

impl CampaignDraft {
    /// A new one, with a mail as its first step.
    #[must_use]
    pub fn fresh(key: IntentId) -> Self {
        let mut draft = Self::written(
            &Campaign {
                key,
                name: String::new(),
                category: String::new(),
                steps: Vec::new(),
                rules: Rules::default(),
                archived: false,
            },
            None,
        );
        draft.add();
        draft
    }

    /// One that is there.
    #[must_use]
    pub fn of(view: &CampaignView) -> Self {
        Self::written(&view.campaign, Some(view.changed))
    }

    /// A new one that is like another.
    #[must_use]
    pub fn copy(view: &CampaignView, key: IntentId, name: String) -> Self {
        let campaign = Campaign {
            key,
            name,
            archived: false,
            ..view.campaign.clone()
        };
        let mut copy = Self::written(&campaign, None);
        // Its steps are others: they are counted anew.
        copy.rules.made = 0;
        for step in &mut copy.steps {
            (step.step, step.added) = (StepId::default(), None);
        }
        copy
    }

    fn written(campaign: &Campaign, seen: Option<Millis>) -> Self {
        let mut draft = Self {
            key: campaign.key.clone(),
            seen,
            name: campaign.name.clone(),
            category: campaign.category.clone(),
            steps: Vec::new(),
            rules: campaign.rules.clone(),
            from: time_of(campaign.rules.from),
            until: time_of(campaign.rules.until),
            statuses: campaign.rules.statuses.join(", "),
            archived: campaign.archived,
            next: 0,
        };
        for step in &campaign.steps {
            let kind = StepKind::of(&step.what);
            let id = draft.push(step.day.to_string(), kind);
            draft.edit(id, |written| {
                (written.step, written.added) = (step.id, step.added)
            });
            draft.edit(id, |written| match &step.what {
                What::Mail {
                    subject,
                    html,
                    in_thread,
                    ..
                } => {
                    written.in_thread = *in_thread;
                    written.subject.clone_from(subject);
                    written.html.clone_from(html);
                }
                What::Task { subject, notes, .. } => {
                    written.subject.clone_from(subject);
                    written.notes.clone_from(notes);
                }
            });
        }
        draft
    }

    /// The campaign that it makes; [`Campaign::check`] says what has to change.
    #[must_use]
    pub fn campaign(&self) -> Campaign {
        let statuses = self.statuses.split(',').map(str::trim);
        let statuses = statuses.filter(|status| !status.is_empty());
        // A time that is not written is none that can be saved.
        let minutes = |time: &str| minutes_of(time).unwrap_or(u16::MAX);
        Campaign {
            key: self.key.clone(),
            name: self.name.trim().to_owned(),
            category: self.category.trim().to_owned(),
            steps: self.steps.iter().map(StepDraft::step).collect(),
            rules: Rules {
                from: minutes(&self.from),
                until: minutes(&self.until),
                statuses: statuses.map(str::to_owned).collect(),
                ..self.rules.clone()
            },
            archived: self.archived,
        }
    }

    /// A mail is added at the end, some days after the last step; its id.
    pub fn add(&mut self) -> u32 {
        let last = self.steps.last().map(StepDraft::day);
        let day = last.map_or(1, |day| day.saturating_add(APART).min(MOST_DAYS));
        self.push(day.to_string(), StepKind::Mail)
    }

    fn push(&mut self, day: String, kind: StepKind) -> u32 {
        let id = self.next;
        self.next = id.wrapping_add(1);
        self.steps.push(StepDraft {
            id,
            step: StepId::default(),
            added: None,
            day,
            kind,
            subject: String::new(),
            in_thread: false,
            html: String::new(),
            notes: String::new(),
        });
        id
    }

    /// Takes a step out; the id of the one that stands in its place now, or else before it.
    pub fn remove(&mut self, id: u32) -> Option<u32> {
        let at = self.place(id)?;
        self.steps.remove(at);
        let beside = self.steps.get(at).or_else(|| self.steps.last());
        beside.map(|step| step.id)
    }

    /// Moves a step one place up, or down. The days stay where they are, so that they remain in order.
    pub fn shift(&mut self, id: u32, up: bool) {
        let Some(at) = self.place(id) else { return };
        let first = if up { at.checked_sub(1) } else { Some(at) };
        let Some(first) = first else { return };
        if let Some([one, other]) = self.steps.get_mut(first..first.saturating_add(2)) {
            std::mem::swap(one, other);
            std::mem::swap(&mut one.day, &mut other.day);
        }
    }

    /// Changes a step.
    pub fn edit(&mut self, id: u32, change: impl FnOnce(&mut StepDraft)) {
        let step = self.steps.iter_mut().find(|step| step.id == id);
        step.map(change).unwrap_or_default();
    }

    /// The step of an id.
    #[must_use]
    pub fn step(&self, id: u32) -> Option<&StepDraft> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Whether a mail stands before it.
    #[must_use]
    pub fn has_mail_before(&self, id: u32) -> bool {
        let before = self.steps.iter().take_while(|step| step.id != id);
        let mut kinds = before.map(|step| step.kind);
        kinds.any(StepKind::is_mail)
    }

    /// Where it stands, from 0.
    #[must_use]
    pub fn place(&self, id: u32) -> Option<usize> {
        self.steps.iter().position(|step| step.id == id)
    }

    /// Adds a day that does not count, in order and once; whether it was none yet.
    pub fn add_holiday(&mut self, day: Day) -> bool {
        let holidays = &mut self.rules.holidays;
        match holidays.binary_search(&day) {
            Ok(_) => false,
            Err(at) => {
                holidays.insert(at, day);
                true
            }
        }
    }
}

impl StepDraft {
    fn day(&self) -> u16 {
        // None is no day of a campaign.
        self.day.trim().parse().unwrap_or(0)
    }

    /// Whether nothing is written in it that could be lost.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        let written = [&self.subject, &self.html, &self.notes];
        written.into_iter().all(|text| text.trim().is_empty())
    }

    fn step(&self) -> Step {
        let subject = self.subject.trim().to_owned();
        let task = |kind| What::Task {
            kind,
            subject: subject.clone(),
            notes: self.notes.trim().to_owned(),
        };
        Step {
            id: self.step,
            added: self.added,
            day: self.day(),
            what: match self.kind {
                StepKind::Mail | StepKind::CheckedMail => What::Mail {
                    subject,
                    html: self.html.clone(),
                    by_itself: self.kind == StepKind::Mail,
                    in_thread: self.in_thread,
                },
                StepKind::Call => task(StepTask::Call),
                StepKind::InMail => task(StepTask::InMail),
                StepKind::Other => task(StepTask::Other),
            },
        }
    }
}

/// Minutes after midnight as a field for a time shows them: `09:30`.
#[must_use]
pub fn time_of(minutes: u16) -> String {
    let minutes = minutes.min(LAST_MINUTE);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The minutes after midnight of [`time_of`].
fn minutes_of(time: &str) -> Option<u16> {
    let (hours, minutes) = time.trim().split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::actions::CampaignId;
    use crate::base::RecordId;

    fn key(n: u8) -> IntentId {
        IntentId::new([n; 16])
    }

    fn faults(draft: &CampaignDraft) -> Vec<String> {
        let faults = draft.campaign().check().err().unwrap_or_default();
        faults
            .into_iter()
            .map(|fault| fault.field.into_owned())
            .collect()
    }

    fn written() -> CampaignDraft {
        let mut draft = CampaignDraft::fresh(key(1));
        draft.name = " Trial ".to_owned();
        for (kind, day) in [(StepKind::Call, "3"), (StepKind::Other, "8")] {
            let id = draft.add();
            draft.edit(id, |step| {
                step.kind = kind;
                step.day = day.to_owned();
                step.subject = format!("Do {day}");
                step.notes = "Notes".to_owned();
            });
        }
        let first = draft.steps.first().unwrap().id;
        draft.edit(first, |step| {
            step.subject = "Hello {{first_name}}".to_owned();
            step.html = "<p>Dear {{first_name}}</p>".to_owned();
        });
        draft
    }

    fn view(campaign: Campaign) -> CampaignView {
        CampaignView {
            id: CampaignId::Salesforce(RecordId::parse("a0XAc0000000001").unwrap()),
            campaign,
            own: true,
            owner: "Jo Devries".to_owned(),
            changed: Millis(7),
        }
    }

    #[test]
    fn what_is_written_makes_the_same_campaign_again() {
        let mut draft = written();
        draft.statuses = "Closed - Not Converted, , Unqualified ,".to_owned();
        draft.until = "16:45".to_owned();
        let campaign = draft.campaign();
        assert_eq!(campaign.check(), Ok(()));
        assert_eq!(campaign.name, "Trial");
        assert_eq!(
            campaign.rules.statuses,
            ["Closed - Not Converted", "Unqualified"]
        );
        assert_eq!(campaign.rules.until, 16 * 60 + 45);
        let again = CampaignDraft::of(&view(campaign.clone()));
        assert_eq!(again.campaign(), campaign);
        assert_eq!(again.seen, Some(Millis(7)));
    }

    #[test]
    fn a_copy_is_a_new_campaign_that_is_in_use() {
        let mut campaign = written().campaign();
        campaign.archived = true;
        let copy = CampaignDraft::copy(&view(campaign.clone()), key(2), "Trial (copy)".to_owned());
        let made = copy.campaign();
        assert_eq!(
            (copy.seen, made.archived, &made.key),
            (None, false, &key(2))
        );
        assert_eq!((made.steps, made.rules), (campaign.steps, campaign.rules));
    }

    #[test]
    fn a_step_is_moved_without_the_days() {
        let mut draft = written();
        let ids: Vec<u32> = draft.steps.iter().map(|step| step.id).collect();
        let (mail, call, other) = (&ids[0], &ids[1], &ids[2]);
        draft.shift(*other, true);
        draft.shift(*mail, true);
        draft.shift(*call, false);
        let order = |draft: &CampaignDraft| -> Vec<(u32, String)> {
            let steps = draft.steps.iter();
            steps.map(|step| (step.id, step.day.clone())).collect()
        };
        let days = |a, b, c| {
            [
                (a, "1".to_owned()),
                (b, "3".to_owned()),
                (c, "8".to_owned()),
            ]
        };
        assert_eq!(order(&draft), days(*mail, *other, *call));
        draft.shift(*mail, false);
        assert_eq!(order(&draft), days(*other, *mail, *call));
        assert!(faults(&draft).is_empty());
    }

    #[test]
    fn another_kind_loses_nothing() {
        let mut draft = written();
        let id = draft.steps.first().unwrap().id;
        let before = draft.campaign();
        draft.edit(id, |step| step.kind = StepKind::Call);
        let call = draft.campaign();
        assert_eq!(call.check(), Ok(()));
        assert_ne!(call, before);
        draft.edit(id, |step| step.kind = StepKind::Mail);
        assert_eq!(draft.campaign(), before);
    }

    #[test]
    fn the_step_beside_a_removed_one_is_told() {
        let mut draft = written();
        let ids: Vec<u32> = draft.steps.iter().map(|step| step.id).collect();
        assert_eq!(draft.remove(99), None);
        assert_eq!(draft.remove(ids[1]), Some(ids[2]));
        assert_eq!(draft.remove(ids[2]), Some(ids[0]));
        assert_eq!(draft.remove(ids[0]), None);
        assert_eq!(faults(&draft), ["steps"]);
        // Its id is not given again.
        assert!(!ids.contains(&draft.add()));
    }

    #[test]
    fn what_is_half_written_is_said_at_its_field() {
        let mut draft = written();
        let id = draft.steps.get(1).unwrap().id;
        draft.edit(id, |step| step.day = "soon".to_owned());
        draft.from = String::new();
        assert_eq!(faults(&draft), ["until", "steps.1.day"]);
        draft.from = "09:00".to_owned();
        draft.until = String::new();
        assert_eq!(faults(&draft), ["until", "steps.1.day"]);
    }

    #[test]
    fn a_holiday_is_there_once_and_in_order() {
        let mut draft = written();
        let day = |text: &str| Day::parse(text).unwrap();
        assert!(draft.add_holiday(day("2027-01-01")));
        assert!(draft.add_holiday(day("2026-12-25")));
        assert!(!draft.add_holiday(day("2027-01-01")));
        assert_eq!(draft.rules.holidays, [day("2026-12-25"), day("2027-01-01")]);
    }

    #[test]
    fn times_are_read_as_they_are_shown() {
        for minutes in [0, 1, 59, 60, 9 * 60 + 30, LAST_MINUTE] {
            assert_eq!(minutes_of(&time_of(minutes)), Some(minutes));
        }
        assert_eq!(time_of(24 * 60), "23:59");
        for none in ["", "9", "24:00", "12:60", "12:5", "a:bc"] {
            assert_eq!(minutes_of(none), None, "{none}");
        }
    }
}
