//! An intent as the surfaces see it.

use super::{Held, Intent, Mark, OutboxError, OutboxItem, OutboxState, StepKind};
use crate::base::Millis;

/// What is shown of an action; `None` for one that was taken back or dropped, and for an invitation.
#[must_use]
pub fn item(intent: &Intent, now: Millis) -> Option<OutboxItem> {
    intent.action().filter(|action| !action.came_back)?;
    any_item(intent, now)
}

/// As [`item`], also of what writes down what came back to a mail.
pub(super) fn any_item(intent: &Intent, now: Millis) -> Option<OutboxItem> {
    let action = intent.action()?;
    let checked = action.checked.as_ref();
    Some(OutboxItem {
        intent: intent.id.clone(),
        action: action.action,
        record: action.record.clone(),
        subject: action.subject.clone(),
        recipients: action.recipients.clone(),
        zones: action.zones.clone(),
        submitted: intent.submitted,
        state: state(intent, now)?,
        candidates: match intent.current().map(|step| (&step.kind, &step.mark)) {
            Some((StepKind::Activities { candidates, .. }, Mark::Unknown)) => candidates.clone(),
            _ => Vec::new(),
        },
        notes: checked.map_or_else(Vec::new, |checked| checked.notes.clone()),
        progress: None,
    })
}

/// Where it stands; `None` for what was taken back or dropped.
pub(super) fn state(intent: &Intent, now: Millis) -> Option<OutboxState> {
    if intent.end.is_some_and(|end| !end.done) {
        return None;
    }
    let Some(step) = intent.current() else {
        let warning = intent.steps.iter().find_map(|step| match &step.mark {
            Mark::Done { warning } => warning.clone(),
            _ => None,
        });
        return Some(OutboxState::Done { warning });
    };
    Some(match step.kind {
        StepKind::LogMail { .. } => log(intent, &step.mark),
        _ => first(intent, &step.mark, now),
    })
}

/// What the action is about: the mail, the activities.
fn first(intent: &Intent, mark: &Mark, now: Millis) -> OutboxState {
    match mark {
        Mark::Unknown => OutboxState::Unconfirmed,
        Mark::Failed { fault } => OutboxState::Failed {
            fault: fault.clone(),
        },
        _ if let Some(held) = intent.held => match held {
            Held::BesideAnother => OutboxState::TakenBack,
            Held::Late => OutboxState::Held,
            Held::Paused => OutboxState::Paused,
        },
        _ if let Some(scheduled) = scheduled(intent, now) => scheduled,
        // Its time has come at Outlook: told once it is in Sent Items.
        _ if intent.waiting().is_some() && intent.fault.is_none() => OutboxState::Sending,
        // Begun in an earlier life of the worker: what keeps it from going on is told.
        Mark::Trying { .. } if intent.fault.is_none() => OutboxState::Sending,
        Mark::Todo if intent.fault.is_none() && now < intent.due => before_due(intent),
        _ => OutboxState::Waiting {
            fault: intent.fault.clone(),
            next: (!intent.waits_for_sign_in()).then_some(intent.due),
        },
    }
}

/// The state of a mail that Outlook sends at its time: it has it already, or is given it.
fn scheduled(intent: &Intent, now: Millis) -> Option<OutboxState> {
    let at_outlook = intent.waits_at_outlook(now);
    let to_outlook = intent.fault.is_none() && intent.held_by_outlook_until(now).is_some();
    let later = intent.later.clone().filter(|_| !intent.waits_for_turn)?;
    (at_outlook || to_outlook).then_some(OutboxState::Scheduled { later, at_outlook })
}

/// What it waits for, although nothing failed.
fn before_due(intent: &Intent) -> OutboxState {
    match &intent.later {
        _ if intent.waits_for_turn => OutboxState::Turn { at: intent.due },
        Some(later) => OutboxState::Scheduled {
            later: later.clone(),
            at_outlook: false,
        },
        None => OutboxState::Undo { until: intent.due },
    }
}

fn log(intent: &Intent, mark: &Mark) -> OutboxState {
    OutboxState::Logging {
        fault: match mark {
            Mark::Unknown => Some(OutboxError::Unconfirmed.into()),
            Mark::Failed { fault } => Some(fault.clone()),
            _ => intent.fault.clone(),
        },
    }
}
