//! The order of a campaign's steps, for people who are in it while the rep changes it. Each step is done once for
//! somebody, wherever it is moved: what was done is kept under the step. A step that is put in before one that somebody
//! has had already is not made up for.

use super::{Campaign, Member, Run, Step, What};
use crate::actions::StepId;
use crate::base::Millis;

impl Campaign {
    /// Where a step stands, from 0; `None` for one that was taken out.
    fn place(&self, id: StepId) -> Option<usize> {
        self.steps.iter().position(|step| step.id == id)
    }

    /// The number of a step, from 1: where it stands now.
    #[must_use]
    pub fn number(&self, id: StepId) -> Option<u16> {
        u16::try_from(self.place(id)?.saturating_add(1)).ok()
    }

    /// The step with an id.
    #[must_use]
    pub fn step_with(&self, id: StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The email with an id; `None` where the step was taken out, or is no email any more.
    pub(super) fn mail_with(&self, id: StepId) -> Option<&Step> {
        let step = self.step_with(id);
        step.filter(|step| matches!(step.what, What::Mail { .. }))
    }

    /// The first step that somebody has not had, and gets.
    pub(super) fn next_for(&self, member: &Member) -> Option<&Step> {
        let mut open = self.steps.iter().enumerate();
        let (_, step) = open.find(|(place, step)| {
            !has_had(&member.runs, step.id) && !self.is_passed(*place, step, &member.runs)
        })?;
        Some(step)
    }

    /// The steps that somebody does not get, because they were put in before one that was done already; since when.
    pub(super) fn passed<'a>(
        &'a self,
        runs: &'a [Run],
    ) -> impl Iterator<Item = (StepId, Millis)> + 'a {
        self.steps.iter().enumerate().filter_map(|(place, step)| {
            let passed = !has_had(runs, step.id) && self.is_passed(place, step, runs);
            Some((step.id, step.added.filter(|_| passed)?))
        })
    }

    fn is_passed(&self, place: usize, step: &Step, runs: &[Run]) -> bool {
        step.added.is_some_and(|added| {
            let stands_later = |run: &Run| self.place(run.step).is_some_and(|at| at > place);
            runs.iter().any(|run| run.at < added && stands_later(run))
        })
    }

    /// The last step that was done for somebody and is still there: the next one's day is counted from it.
    pub(super) fn last_done<'a>(&'a self, member: &'a Member) -> Option<(&'a Run, &'a Step)> {
        let runs = member.runs.iter();
        let there = runs.filter_map(|run| Some((run, self.place(run.step)?)));
        let (run, place) = there.max_by_key(|(run, place)| (run.at, *place))?;
        Some((run, self.steps.get(place)?))
    }

    /// As it is saved over what is there: new steps get an id, and those before a step that was there already the moment
    /// from which on they happen.
    pub(super) fn saved_over(&self, known: Option<&Self>, now: Millis) -> Self {
        let mut saved = self.clone();
        let were = known.map_or(&[][..], |known| &known.steps);
        let made = were.iter().map(|step| step.id.get()).max();
        let made = made.max(known.map(|known| known.rules.made));
        // Also a step that somebody else took out meanwhile, and that is saved again.
        let own = saved.steps.iter().map(|step| step.id.get()).max();
        let mut made = made.max(own).unwrap_or_default();
        let mut before_another = false;
        for step in saved.steps.iter_mut().rev() {
            match step.id.is_new() {
                true => step.added = before_another.then_some(now),
                false => before_another = true,
            }
        }
        for step in saved.steps.iter_mut().filter(|step| step.id.is_new()) {
            made = made.saturating_add(1);
            step.id = StepId::nth(made);
        }
        saved.rules.made = made;
        saved
    }
}

fn has_had(runs: &[Run], id: StepId) -> bool {
    runs.iter().any(|run| run.step == id)
}
