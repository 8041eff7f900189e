//! What follows for somebody in a campaign: pure, decided here and nowhere else.

use super::calendar::Calendar;
use super::{Campaign, Member, Outcome, Standing};
use crate::actions::StepId;
use crate::base::Millis;
use crate::ports::Clock;

/// What is to be done for a member now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// This step is due.
    Run(StepId),
    /// Nothing before this moment.
    Wait(Millis),
    /// A task of theirs is done first.
    Task,
    /// A mail of theirs leaves first; that of another browser is waited for until this moment.
    Mail(Option<Millis>),
    /// The rep goes on with it.
    Rep,
    /// All steps are done.
    Finish,
    /// It is over.
    Over,
}

/// What is to be done for `member`, in this `browser`.
pub(super) fn next<C: Clock>(
    campaign: &Campaign,
    member: &Member,
    calendar: &Calendar<'_, C>,
    browser: &str,
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
    let Some(step) = campaign.next_for(member) else {
        return before(member, browser, now).unwrap_or(Next::Finish);
    };
    let (rules, zone) = (&campaign.rules, member.zone.as_ref());
    let due = match campaign.last_done(member) {
        None => calendar.first(rules, zone, member.started, step.day),
        Some((run, before)) => {
            let days = step.day.saturating_sub(before.day);
            calendar.later(rules, zone, run.at, days)
        }
    };
    // What is late happens in the next hours that are open, not in the night.
    let due = calendar.open(rules, zone, due.max(resumes).max(now));
    match due <= now {
        true => before(member, browser, now).unwrap_or(Next::Run(step.id)),
        false => Next::Wait(due),
    }
}

/// The mail that leaves before anything else happens, where there is one.
fn before(member: &Member, browser: &str, now: Millis) -> Option<Next> {
    let unsent = member.runs.iter().filter(|run| run.is_unsent());
    let mut waits = unsent.filter_map(|run| match run.is_of(browser) {
        true => Some(Next::Mail(None)),
        false => (run.is_waited_for(now)).then(|| Next::Mail(Some(run.given_up()))),
    });
    waits.next()
}
