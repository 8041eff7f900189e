//! Reads off each change of a row what happened, so that the history is written with the change and costs no write of
//! its own.

use super::{Does, Happened, Intent, Mark, Step, StepKind};
use crate::base::{Fault, Millis};

/// Adds to the history of `after` what the change from `before` was.
pub(super) fn note(before: Option<&Intent>, after: &mut Intent, now: Millis) {
    let Some(before) = before.filter(|before| before.id == after.id) else {
        if after.history.is_empty() {
            after.history.add(Happened::Queued, after.submitted);
        }
        return;
    };
    for what in changes(before, after) {
        after.history.add(what, now);
    }
}

fn changes(before: &Intent, after: &Intent) -> Vec<Happened> {
    let mut all = Vec::new();
    let looked_at = |intent: &Intent| Some(intent.action()?.checked.as_ref()?.at);
    if looked_at(after).is_some() && looked_at(before) != looked_at(after) {
        all.push(Happened::Checked);
    }
    let steps = before.steps.iter().zip(&after.steps);
    let marks: Vec<Happened> = steps
        .filter(|(before, after)| before.mark != after.mark)
        .filter_map(|(before, step)| of_step(&before.mark, step, after))
        .collect();
    let no_step = marks.is_empty();
    all.extend(marks);
    match (before.held, after.held) {
        (_, Some(held)) if before.held != after.held => all.push(Happened::Held(held)),
        (Some(_), None) if no_step && after.end.is_none() => all.push(Happened::Resumed),
        _ if no_step => all.extend(of_waiting(before, after)),
        _ => {}
    }
    if before.parked != after.parked && after.end.is_none() {
        all.push(match after.parked {
            true => Happened::Parked,
            false => Happened::Unparked,
        });
    }
    if before.end.is_none() && after.end.is_some_and(|end| !end.done) {
        all.push(Happened::Dropped);
    }
    all
}

/// How a step got on from `before`; `intent` is as it is now.
fn of_step(before: &Mark, step: &Step, intent: &Intent) -> Option<Happened> {
    let does = of_kind(&step.kind);
    let code = |fault: &Fault| fault.code.clone();
    let fault = intent.fault.as_ref().map(code);
    let was_stuck = matches!(before, Mark::Unknown | Mark::Failed { .. });
    Some(match &step.mark {
        Mark::Trying { .. } if *before == Mark::Todo => Happened::Begun(does),
        Mark::Trying { .. } => Happened::Asked(does),
        Mark::Done { warning } => Happened::Done(does, warning.as_ref().map(code)),
        Mark::Unknown => Happened::Unknown(does),
        Mark::Failed { fault } => Happened::Refused(does, code(fault)),
        Mark::Todo | Mark::Unclear if was_stuck => Happened::Retried,
        Mark::Todo => fault.map_or(Happened::Here, Happened::PutOff),
        Mark::Unclear if intent.held.is_some() => return None,
        Mark::Unclear => fault.map_or(Happened::AtOutlook, Happened::Lost),
    })
}

/// How the waiting changed, where no step got on.
fn of_waiting(before: &Intent, after: &Intent) -> Option<Happened> {
    let again = after.attempts > before.attempts;
    match &after.fault {
        Some(fault) if again || before.fault != after.fault => {
            Some(Happened::PutOff(fault.code.clone()))
        }
        None if before.fault.is_some() && after.attempts == 0 && !after.waits_for_turn => {
            Some(Happened::Retried)
        }
        _ if after.later.is_some() && before.later != after.later => Some(Happened::Moved),
        _ => None,
    }
}

/// What a step does, as the history names it.
const fn of_kind(kind: &StepKind) -> Does {
    match kind {
        StepKind::PermissionSet => Does::Access,
        StepKind::SendMail { .. } => Does::Mail,
        StepKind::OneEach { .. } => Does::Each,
        StepKind::LogMail { .. } => Does::Log,
        StepKind::Activities { .. } => Does::Write,
        StepKind::Enrol => Does::Enrol,
        StepKind::OptOut { .. } => Does::OptOut,
    }
}
