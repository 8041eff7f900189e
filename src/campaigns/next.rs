//! What follows for somebody in a campaign: pure, decided here and nowhere else.

use super::calendar::Calendar;
use super::{Campaign, Member, Outcome, Standing};
use crate::base::Millis;
use crate::ports::Clock;

/// What is to be done for a member now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The step of this number is due.
    Run(u16),
    /// Nothing before this moment.
    Wait(Millis),
    /// A task of theirs is done first.
    Task,
    /// The rep goes on with it.
    Rep,
    /// All steps are done.
    Finish,
    /// It is over.
    Over,
}

/// What is to be done for `member`.
pub(super) fn next<C: Clock>(
    campaign: &Campaign,
    member: &Member,
    calendar: &Calendar<'_, C>,
    now: Millis,
) -> Next {
    let resumes = match member.standing {
        Standing::Ended { .. } => return Next::Over,
        Standing::Paused(None) => return Next::Rep,
        Standing::Paused(Some(until)) => until,
        Standing::Active => Millis::default(),
    };
    let last = member.last();
    if matches!(
        last.map(|run| &run.outcome),
        Some(Outcome::Task { open: true, .. })
    ) {
        return Next::Task;
    }
    let number = member.next_number();
    let Some(step) = campaign.step(number) else {
        return Next::Finish;
    };
    let (rules, zone) = (&campaign.rules, member.zone.as_ref());
    let due = match last {
        None => calendar.first(rules, zone, member.started, step.day),
        Some(run) => {
            let before = campaign.step(run.number).map_or(step.day, |step| step.day);
            calendar.later(rules, zone, run.at, step.day.saturating_sub(before))
        }
    };
    // What is late happens in the next hours that are open, not in the night.
    let due = calendar.open(rules, zone, due.max(resumes).max(now));
    match due <= now {
        true => Next::Run(number),
        false => Next::Wait(due),
    }
}
