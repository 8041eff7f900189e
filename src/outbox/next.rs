//! What follows from a stored piece of work: pure, total, decided here and nowhere else.

use std::time::Duration;

use super::{Intent, Job, Mark, Step, StepKind, Wake};
use crate::base::time::days;
use crate::base::{LifeId, Millis};
use crate::mailbox::Sending;

/// A mail whose time passed longer ago than this is not sent without asking.
const LATE: Duration = Duration::from_secs(2 * 60);
/// A request of Salesforce whose answer was lost may be under way for as long as this.
const IN_FLIGHT: Duration = Duration::from_secs(30);
/// What is done is known for a day, so that a submission that is asked twice is done once.
const KNOWN: Duration = days(1);
/// What nobody decides about is kept as long, and so is a draft that nobody goes on with.
pub(super) const UNDECIDED: Duration = days(30);

/// What is to be done with an intent now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Begin the current step.
    Begin,
    /// Find out what became of the current step, then go on with it.
    Recover {
        /// So long ago that it must not go on without asking the rep.
        late: bool,
    },
    /// Nothing before this moment.
    Wait(Millis),
    /// Its time passed while the browser slept: mark it as held.
    Hold,
    /// Somebody in this life is at it.
    Busy,
    /// The rep decides.
    AskRep,
    /// Nothing is left.
    Rest,
}

/// What is to be done with `intent`, in the life of the worker that asks.
#[must_use]
pub fn next(intent: &Intent, now: Millis, life: &LifeId) -> Next {
    if intent.end.is_some() {
        return Next::Rest;
    }
    let Some(step) = intent.current() else {
        return Next::Rest;
    };
    let begun = match &step.mark {
        Mark::Unknown | Mark::Failed { .. } => return Next::AskRep,
        Mark::Trying { life: whose, .. } if whose == life => return Next::Busy,
        _ if intent.held.is_some() => return Next::AskRep,
        Mark::Trying { .. } => true,
        _ => false,
    };
    let waits_for_sign_in = intent.waits_for_sign_in();
    let begin = match step.mark {
        // It cannot be handed over any more: this browser sends it at its time.
        Mark::Todo if intent.missed_outlook(now) => intent.leaves_at(),
        _ => begins_at(intent, step),
    };
    if now < begin && (begun || !waits_for_sign_in) {
        return Next::Wait(begin);
    }
    // A welcome mail is for another day as well.
    let can_be_late = step.leads_to_mail() && matches!(intent.job, Job::Action(_));
    let has_time = step.mark == Mark::Todo && intent.held_by_outlook_until(now).is_some();
    let late = can_be_late && !waits_for_sign_in && !has_time && now.since(begin) > LATE;
    match step.mark {
        Mark::Todo if late => Next::Hold,
        Mark::Todo => Next::Begin,
        _ if step.is_mail() && !intent.may_have_left() && late => Next::Hold,
        _ => Next::Recover { late },
    }
}

/// When a life to come is to look at `intent` again.
#[must_use]
pub(super) fn wake(intent: &Intent) -> Wake {
    if let Some(end) = intent.end {
        return Wake::Forget(end.at.after(KNOWN));
    }
    let undecided = Wake::Forget(undecided_until(intent));
    let Some(step) = intent.current() else {
        return undecided;
    };
    match step.mark {
        Mark::Unknown | Mark::Failed { .. } => undecided,
        _ if intent.held.is_some() => undecided,
        _ if intent.parked => Wake::Parked,
        _ if intent.waits_for_sign_in() => Wake::SignIn(begins_at(intent, step)),
        _ => Wake::At(begins_at(intent, step)),
    }
}

/// Whether it is to be forgotten: done for long, or nobody decided about it.
#[must_use]
pub(super) fn is_over(intent: &Intent, now: Millis) -> bool {
    match intent.end {
        Some(end) => now.since(end.at) > KNOWN,
        None => now > undecided_until(intent),
    }
}

/// How long it is kept although nobody decides about it: a month from the time at which it was to be done.
pub(super) fn undecided_until(intent: &Intent) -> Millis {
    let chosen = intent.later.as_ref().map(|later| later.at);
    intent
        .submitted
        .max(chosen.unwrap_or_default())
        .after(UNDECIDED)
}

/// For how long a request of a step may still take effect although no answer came.
pub(super) fn in_flight(intent: &Intent, kind: &StepKind) -> Duration {
    let sending = || intent.outgoing()?.sending.as_ref();
    match kind {
        StepKind::PermissionSet | StepKind::OptOut { .. } | StepKind::OneEach { .. } => {
            Duration::ZERO
        }
        StepKind::SendMail { .. } => sending().map_or(Duration::ZERO, Sending::settles_within),
        StepKind::LogMail { .. } | StepKind::Activities { .. } | StepKind::Enrol => IN_FLIGHT,
    }
}

fn begins_at(intent: &Intent, step: &Step) -> Millis {
    let settled = match step.mark {
        Mark::Trying { since, .. } => since.after(in_flight(intent, &step.kind)),
        _ => Millis::default(),
    };
    intent.due.max(settled)
}
