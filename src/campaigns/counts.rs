//! How many people of a campaign stand where, and what was done by each of its steps.

use super::{Campaign, CampaignView, End, How, MemberView, Standing, Waits};
use crate::base::{IntentId, Millis, sort::sort_by_key};

/// Where somebody stands, as lists tell it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberState {
    /// Its steps happen.
    Active,
    /// Paused by the rep, or until somebody is back.
    Paused,
    /// Over: they answered.
    Replied,
    /// Over: a mail could not be delivered.
    Bounced,
    /// Over for any other reason.
    Ended,
}

impl MemberState {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::Active,
        Self::Paused,
        Self::Replied,
        Self::Bounced,
        Self::Ended,
    ];

    /// That of a member at a moment: a pause that is past is none.
    #[must_use]
    pub fn of(member: &MemberView, now: Millis) -> Self {
        match member.standing {
            Standing::Active => Self::Active,
            Standing::Paused(Some(until)) if until <= now => Self::Active,
            Standing::Paused(_) => Self::Paused,
            Standing::Ended { why, .. } => match why {
                End::Replied => Self::Replied,
                End::Bounced => Self::Bounced,
                _ => Self::Ended,
            },
        }
    }
}

/// How many people stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    active: usize,
    paused: usize,
    replied: usize,
    bounced: usize,
    ended: usize,
}

impl Counts {
    /// Those of these members.
    #[must_use]
    pub fn of<'a>(members: impl IntoIterator<Item = &'a MemberView>, now: Millis) -> Self {
        let mut counts = Self::default();
        for member in members {
            *counts.at(MemberState::of(member, now)) += 1;
        }
        counts
    }

    /// How many stand there.
    #[must_use]
    pub fn get(mut self, state: MemberState) -> usize {
        *self.at(state)
    }

    /// How many there are.
    #[must_use]
    pub const fn all(self) -> usize {
        self.active + self.paused + self.replied + self.bounced + self.ended
    }

    const fn at(&mut self, state: MemberState) -> &mut usize {
        match state {
            MemberState::Active => &mut self.active,
            MemberState::Paused => &mut self.paused,
            MemberState::Replied => &mut self.replied,
            MemberState::Bounced => &mut self.bounced,
            MemberState::Ended => &mut self.ended,
        }
    }
}

/// What was done by a step, and how it ended for those whose last step it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepCounts {
    /// Mails that were sent.
    pub mails: usize,
    /// Mails that have not left.
    pub waiting: usize,
    /// Those of the sent ones that were to go in a thread, and did not: the mail before was not found.
    pub apart: usize,
    /// Tasks that were made.
    pub tasks: usize,
    /// Those of them that are not done yet.
    pub open: usize,
    /// For how many it was left out.
    pub skipped: usize,
    /// For how many it is the next one.
    pub next: usize,
    /// How many answered after it.
    pub replied: usize,
    /// For how many a mail bounced after it.
    pub bounced: usize,
    /// For how many it was over after it for any other reason.
    pub ended: usize,
}

/// The counts of each step of a campaign, in order.
#[must_use]
pub fn by_step<'a>(
    campaign: &Campaign,
    members: impl IntoIterator<Item = &'a MemberView>,
) -> Vec<StepCounts> {
    let mut counts = vec![StepCounts::default(); campaign.steps.len()];
    let mut at = |number: Option<u16>, count: &dyn Fn(&mut StepCounts)| {
        // A step that was taken out is counted nowhere.
        let place = number.and_then(|number| usize::from(number).checked_sub(1));
        if let Some(step) = place.and_then(|place| counts.get_mut(place)) {
            count(step);
        }
    };
    for member in members {
        for done in &member.done {
            at(done.number, &|step| match done.how {
                How::Waiting => step.waiting += 1,
                How::Reply => step.mails += 1,
                How::Mail => {
                    let wanted = done.number.and_then(|number| campaign.step(number));
                    step.mails += 1;
                    step.apart += usize::from(wanted.is_some_and(|own| own.what.wants_thread()));
                }
                How::Task { open, .. } => {
                    step.tasks += 1;
                    step.open += usize::from(open);
                }
                How::Skipped | How::Passed => step.skipped += 1,
            });
        }
        at(member.next, &|step| step.next += 1);
        let mut done = member.done.iter().rev();
        let last = done.find(|done| done.how != How::Passed);
        if let (Some(last), Some(why)) = (last, member.end()) {
            at(last.number, &|step| match why {
                End::Replied => step.replied += 1,
                End::Bounced => step.bounced += 1,
                _ => step.ended += 1,
            });
        }
    }
    counts
}

/// What is to do in campaigns today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Steps that are due today, or are late, and open tasks.
    pub due: usize,
    /// People for whom it goes on.
    pub active: usize,
}

/// What is to do today for these members.
#[must_use]
pub fn today<'a>(
    members: impl IntoIterator<Item = &'a MemberView>,
    now: Millis,
    is_today: impl Fn(Millis) -> bool,
) -> Today {
    let mut today = Today::default();
    for member in members {
        today.active += usize::from(MemberState::of(member, now) == MemberState::Active);
        let due = match member.waits {
            Waits::Due | Waits::Task => true,
            Waits::Until(at) => at <= now || is_today(at),
            Waits::Mail | Waits::Rep | Waits::Nothing => false,
        };
        today.due += usize::from(due);
    }
    today
}

/// The keys of campaigns by category, in alphabetical order; those without one come last.
#[must_use]
pub fn by_category<'a>(
    campaigns: impl IntoIterator<Item = &'a CampaignView>,
) -> Vec<(String, Vec<IntentId>)> {
    let mut groups: Vec<(String, Vec<IntentId>)> = Vec::new();
    for view in campaigns {
        let (category, key) = (view.campaign.category.trim(), view.campaign.key.clone());
        let group = groups.iter_mut().find(|(name, _)| name == category);
        match group {
            Some((_, keys)) => keys.push(key),
            None => groups.push((category.to_owned(), vec![key])),
        }
    }
    sort_by_key(&mut groups, |(name, _)| {
        (name.is_empty(), name.to_lowercase())
    });
    groups
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::actions::{CampaignId, StepId};
    use crate::base::{IntentId, RecordId};
    use crate::campaigns::{DoneStep, Rules, Step, StepTask, What};

    const NOW: Millis = Millis(1_000_000);

    fn member(standing: Standing, waits: Waits, next: Option<u16>, done: &[How]) -> MemberView {
        let done = done.iter().zip(1..).map(|(how, number)| DoneStep {
            number: Some(number),
            at: NOW,
            how: how.clone(),
        });
        MemberView {
            key: "k".to_owned(),
            campaign: IntentId::new([0; 16]),
            record: None,
            name: "Ada Lovelace".to_owned(),
            address: "ada@analytical.example".to_owned(),
            started: NOW,
            own: Vec::new(),
            standing,
            next,
            waits,
            done: done.collect(),
        }
    }

    const fn ended(why: End) -> Standing {
        Standing::Ended { why, at: NOW }
    }

    fn task(open: bool) -> How {
        let id = RecordId::parse("00TAc0000000001").unwrap();
        How::Task { id, open }
    }

    fn of_three_steps() -> Campaign {
        let step = Step {
            id: StepId::nth(1),
            added: None,
            day: 1,
            what: What::Task {
                kind: StepTask::Call,
                subject: String::new(),
                notes: String::new(),
            },
        };
        Campaign {
            key: IntentId::new([0; 16]),
            name: "Trial".to_owned(),
            category: String::new(),
            steps: vec![step; 3],
            rules: Rules::default(),
            archived: false,
        }
    }

    #[test]
    fn everybody_is_counted_once() {
        let standings = [
            Standing::Active,
            Standing::Paused(None),
            Standing::Paused(Some(Millis(NOW.0 + 1))),
            Standing::Paused(Some(NOW)),
            ended(End::Replied),
            ended(End::Bounced),
            ended(End::Finished),
            ended(End::OptedOut),
        ];
        let members = standings.map(|standing| member(standing, Waits::Nothing, None, &[]));
        let counts = Counts::of(&members, NOW);
        assert_eq!(counts.all(), members.len());
        let each = MemberState::ALL.map(|state| counts.get(state));
        assert_eq!(each, [2, 2, 1, 1, 2]);
    }

    #[test]
    fn an_end_counts_at_the_last_step_that_was_done() {
        let members = [
            member(
                Standing::Active,
                Waits::Task,
                Some(3),
                &[How::Mail, task(true)],
            ),
            member(ended(End::Replied), Waits::Nothing, None, &[How::Mail]),
            member(ended(End::Bounced), Waits::Nothing, None, &[How::Mail]),
            member(
                ended(End::Finished),
                Waits::Nothing,
                None,
                &[How::Mail, task(false), How::Skipped],
            ),
            // Over before its first step: at none.
            member(ended(End::Removed), Waits::Nothing, None, &[]),
        ];
        let [first, second, third] = by_step(&of_three_steps(), &members).try_into().unwrap();
        let none = StepCounts::default();
        assert_eq!(
            first,
            StepCounts {
                mails: 4,
                replied: 1,
                bounced: 1,
                ..none
            }
        );
        assert_eq!(
            second,
            StepCounts {
                tasks: 2,
                open: 1,
                ..none
            }
        );
        assert_eq!(
            third,
            StepCounts {
                skipped: 1,
                next: 1,
                ended: 1,
                ..none
            }
        );
    }

    #[test]
    fn a_step_that_the_campaign_has_no_more_is_not_counted() {
        let mut campaign = of_three_steps();
        campaign.steps.truncate(1);
        let members = [member(
            ended(End::Finished),
            Waits::Nothing,
            Some(9),
            &[How::Mail, How::Mail],
        )];
        let counts = by_step(&campaign, &members);
        assert_eq!(counts.len(), 1);
        assert_eq!(
            counts.first().map(|step| (step.mails, step.ended)),
            Some((1, 0))
        );
    }

    #[test]
    fn campaigns_stand_by_category() {
        let named = [("", 1), ("renewals", 2), ("Events", 3), ("renewals ", 4)];
        let views = named.map(|(category, n)| CampaignView {
            id: CampaignId::Salesforce(RecordId::parse("a0XAc0000000001").unwrap()),
            campaign: Campaign {
                key: IntentId::new([n; 16]),
                category: category.to_owned(),
                ..of_three_steps()
            },
            own: true,
            owner: String::new(),
            changed: NOW,
        });
        let groups = by_category(&views);
        let names: Vec<_> = groups
            .iter()
            .map(|(name, keys)| (name.as_str(), keys.len()))
            .collect();
        assert_eq!(names, [("Events", 1), ("renewals", 2), ("", 1)]);
    }

    #[test]
    fn due_today_is_what_is_late_and_what_comes_today() {
        let later = Millis(NOW.0 + 10);
        let tomorrow = Millis(NOW.0 + 1_000);
        let members = [
            (Standing::Active, Waits::Due),
            (Standing::Active, Waits::Task),
            (Standing::Active, Waits::Until(later)),
            (Standing::Active, Waits::Until(tomorrow)),
            (Standing::Paused(None), Waits::Rep),
            (ended(End::Replied), Waits::Nothing),
        ]
        .map(|(standing, waits)| member(standing, waits, Some(1), &[]));
        let found = today(&members, NOW, |at| at < tomorrow);
        assert_eq!(found, Today { due: 3, active: 4 });
    }
}
