//! An intent as the surfaces see it.

use crate::actions::EffectKind;
use crate::base::Millis;
use crate::outbox::{Intent, Mark, OutboxError, OutboxItem, OutboxState};

/// What is shown of `intent`; `None` for one that was taken back or dropped.
#[must_use]
pub fn item(intent: &Intent, now: Millis) -> Option<OutboxItem> {
    Some(OutboxItem {
        intent: intent.id.clone(),
        action: intent.form.kind(),
        record: intent.record.clone(),
        subject: intent.form.subject(),
        recipients: intent.form.recipients(),
        submitted: intent.submitted,
        state: state(intent, now)?,
        candidates: match intent.current() {
            Some((_, _, Mark::Unknown)) => intent.candidates.clone(),
            _ => Vec::new(),
        },
        notes: intent
            .checked
            .as_ref()
            .map(|checked| checked.notes.clone())
            .unwrap_or_default(),
    })
}

fn state(intent: &Intent, now: Millis) -> Option<OutboxState> {
    if intent.end.is_some_and(|end| !end.done) {
        return None;
    }
    let Some((_, kind, mark)) = intent.current() else {
        let warning = intent.effects.iter().find_map(|(_, mark)| match mark {
            Mark::Done { warning } => warning.clone(),
            _ => None,
        });
        return Some(OutboxState::Done { warning });
    };
    Some(match kind {
        EffectKind::Mail | EffectKind::Activities => first(intent, mark, now),
        EffectKind::LogMail => log(intent, mark),
    })
}

/// What the action is about: the mail, the activities.
fn first(intent: &Intent, mark: &Mark, now: Millis) -> OutboxState {
    match mark {
        Mark::Unknown => OutboxState::Unconfirmed,
        Mark::Failed { fault } => OutboxState::Failed {
            fault: fault.clone(),
        },
        _ if intent.held && intent.beside_another => OutboxState::TakenBack,
        _ if intent.held => OutboxState::Held,
        // Begun in an earlier life of the worker: what keeps it from going on is told.
        Mark::Trying { .. } if intent.fault.is_none() => OutboxState::Sending,
        Mark::Todo if intent.fault.is_none() && now < intent.due => {
            OutboxState::Undo { until: intent.due }
        }
        _ => OutboxState::Waiting {
            fault: intent.fault.clone(),
            next: (!intent.waits_for_sign_in()).then_some(intent.due),
        },
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
