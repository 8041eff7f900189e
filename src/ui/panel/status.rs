//! The cards of submissions from this record, with the decisions that they need.

use leptos::{ev, html, prelude::*};
use std::collections::HashMap;
use std::time::Duration;

use super::composing::Start;
use super::state::PanelState;
use crate::actions::Form;
use crate::base::IntentId;
use crate::outbox::{OutboxItem, OutboxState};
use crate::panel::RecordView;
use crate::ui::components::{OutboxRow, Stage, last_known_row, live, outbox_words};

/// How long the card of a finished submission stays.
const LINGERS: Duration = Duration::from_secs(6);

/// One card for each unfinished submission from this record, and for one that has just finished.
#[component]
pub fn Statuses(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let shown = Shown::new();
    let live = live();
    let items = Memo::new(move |_| {
        let here = record.with(|record| record.facts.record.clone());
        state.outbox.value.with(|items| {
            let items = items.iter().flatten().filter(|item| item.record == here);
            items.cloned().collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        items.with(|items| {
            for item in items.iter().filter(|item| shown.is_news(item)) {
                if let Some(words) = outbox_words(&item.state, item.action) {
                    live.say(format!("{}: {words}", item.subject));
                }
            }
            shown.remember(items);
        });
    });
    // Of all cards: the one that was taken back may be gone before its form comes.
    let edit = Callback::new(move |form: Form| {
        let record = record.with_untracked(|record| record.facts.record.clone());
        state.compose(record, form.kind(), Start::With(Box::new(form)));
    });
    view! {
        <div class="statuses">
            <For
                each={move || items.get().into_iter().filter(|item| shown.wants(item)).collect::<Vec<_>>()}
                key=|item| item.intent.clone()
                children={move |item: OutboxItem| {
                    let intent = item.intent.clone();
                    let of_this = move |items: &Vec<OutboxItem>| {
                        items.iter().find(|other| other.intent == intent).cloned()
                    };
                    let item = last_known_row(move || items.with(&of_this))?;
                    Some(view! { <Status item edit /> })
                }}
            />
        </div>
    }
}

/// One submission.
#[component]
fn Status(item: Memo<OutboxItem>, edit: Callback<Form>) -> impl IntoView {
    let card = NodeRef::<html::Ul>::new();
    // When a button that has the focus is removed, the card takes the focus, unless the rep has moved on.
    let had_focus = StoredValue::new(false);
    let left = move |event: ev::FocusEvent| had_focus.set_value(event.related_target().is_none());
    Effect::new(move |_| {
        item.track();
        request_animation_frame(move || {
            let at = document().active_element();
            let nowhere = at.is_none_or(|at| at.tag_name() == "BODY");
            if let Some(card) = card.try_get_untracked().flatten()
                && nowhere
                && had_focus.try_get_value() == Some(true)
            {
                let _ = card.focus();
            }
        });
    });
    view! {
        <ul
            class="status"
            tabindex="-1"
            node_ref=card
            on:focusin=move |_| had_focus.set_value(true)
            on:focusout=left
        >
            {move || view! { <OutboxRow item=item.get() on_undone=edit /> }}
        </ul>
    }
}

/// The finished submissions that still have a card: those that were unfinished in this panel a short time ago.
#[derive(Clone, Copy)]
struct Shown {
    states: StoredValue<HashMap<IntentId, OutboxState>>,
    over: RwSignal<Vec<IntentId>>,
}

impl Shown {
    fn new() -> Self {
        Self {
            states: StoredValue::new(HashMap::new()),
            over: RwSignal::new(Vec::new()),
        }
    }

    fn wants(self, item: &OutboxItem) -> bool {
        match item.state {
            OutboxState::Done { warning: Some(_) } => true,
            OutboxState::Done { warning: None } => {
                self.states
                    .with_value(|states| states.contains_key(&item.intent))
                    && !self.over.with(|over| over.contains(&item.intent))
            }
            _ => true,
        }
    }

    /// Whether it is announced to screen readers: only if it came after the panel was opened.
    fn is_news(self, item: &OutboxItem) -> bool {
        self.states.with_value(|states| {
            states
                .get(&item.intent)
                .is_some_and(|state| *state != item.state)
        })
    }

    fn remember(self, items: &[OutboxItem]) {
        for item in items {
            let seen = self
                .states
                .with_value(|states| states.contains_key(&item.intent));
            let done = Stage::of(&item.state) == Stage::Done;
            if !seen && done {
                continue;
            }
            let before = self
                .states
                .try_update_value(|states| states.insert(item.intent.clone(), item.state.clone()));
            let just_done = done
                && before
                    .flatten()
                    .is_some_and(|state| Stage::of(&state) != Stage::Done);
            if just_done {
                let intent = item.intent.clone();
                set_timeout(
                    move || {
                        self.over.try_update(|over| over.push(intent));
                    },
                    LINGERS,
                );
            }
        }
    }
}
