//! Mails that were submitted together, as the surfaces see them: one item for all that goes well.

use super::{Intent, OutboxItem, OutboxState, item};
use crate::base::{IntentId, Millis};

/// What is shown of these actions: each by itself, or as one item where they are parts of one submission. `shown` makes
/// the item of one.
pub(super) fn items(
    intents: &[Intent],
    now: Millis,
    shown: impl Fn(&Intent) -> Option<OutboxItem>,
) -> Vec<OutboxItem> {
    let mut orders: Vec<&IntentId> = Vec::new();
    let mut items = Vec::new();
    for intent in intents {
        let order = intent.part().map_or(&intent.id, |part| &part.of);
        if orders.contains(&order) {
            continue;
        }
        let parts: Vec<&Intent> = intents
            .iter()
            .filter(|each| each.is_part_of(order))
            .collect();
        if parts.is_empty() {
            items.extend(shown(intent));
            continue;
        }
        orders.push(order);
        let own = intents.iter().find(|each| each.id == *order);
        items.extend(one_for_all(order, own, &parts, now));
        items.extend(parts.into_iter().filter_map(&shown).filter(stands_alone));
    }
    items
}

/// Whether a part is to be seen by itself: it needs the rep, or something is in its way.
fn stands_alone(item: &OutboxItem) -> bool {
    item.state.needs_rep() || item.state.fault().is_some()
}

/// The item for all parts of a submission; `own` is the submission itself, as long as it is known.
fn one_for_all(
    order: &IntentId,
    own: Option<&Intent>,
    parts: &[&Intent],
    now: Millis,
) -> Option<OutboxItem> {
    let first = parts.first()?;
    let base = item(own.unwrap_or(first), now).or_else(|| item(first, now))?;
    let all = first.part().map_or(parts.len(), |part| {
        usize::try_from(part.all).unwrap_or(usize::MAX)
    });
    let open = |intent: &&&Intent| intent.end.is_none() && intent.sent().is_none();
    let not_sent = |intent: &&&Intent| intent.sent().is_none();
    // Parts that are over for long are not known any more: they were sent.
    let sent = all.saturating_sub(parts.iter().filter(not_sent).count());
    let waiting: Vec<_> = parts.iter().filter(open).collect();
    let leaves = waiting
        .iter()
        .filter(|intent| intent.held.is_none() && !intent.parked);
    let until = leaves.map(|intent| intent.due).max();
    let logged = parts.iter().all(|intent| intent.end.is_some());
    let state = match waiting.is_empty() && logged {
        true => OutboxState::Done { warning: None },
        false => OutboxState::Several { sent, all, until },
    };
    Some(OutboxItem {
        intent: order.clone(),
        state,
        ..base
    })
}
