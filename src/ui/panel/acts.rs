//! The actions: buttons for the first ones, and a menu with all of them.

use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use super::action::{icon, key, title};
use super::composing::Start;
use super::keys::is_command;
use super::menu::{Item, Menu};
use super::people::ActingOn;
use super::phones::PhoneLine;
use super::state::PanelState;
use crate::actions::Offer;
use crate::base::ActionKind;
use crate::panel::{MailboxState, RecordView};
use crate::platform::{i18n::text, messages::ask};
use crate::protocol::{OpenPopup, TakeAction};
use crate::ui::components::{Button, ButtonKind, Command, Icon};

/// How many actions are buttons, the first of the list. Their order never changes.
const BUTTONS: usize = 3;

/// "Send Sales Email", "Log a Call", "Add Task" and "Actions". In a narrow panel all but the first show
/// their icon, and their name as a tooltip.
#[component]
pub fn Acts(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let person = state.person(record);
    let offered = Memo::new(move |_| {
        person.with(|person| {
            record.with(|record| {
                // Computed for the chosen person; the worker's offers are for the first.
                let offers = record.actions.iter().map(|(action, _)| {
                    let offer = action.offered(&record.facts, person.as_ref());
                    (*action, offer)
                });
                offers
                    .filter(|(_, offer)| *offer != Offer::No)
                    .collect::<Vec<_>>()
            })
        })
    });
    let open = Callback::new(move |action: ActionKind| {
        let record = record.with_untracked(|record| record.facts.record.clone());
        state.compose(record, action, Start::Kept);
    });
    let by_key = window_event_listener(ev::keydown, move |event| {
        let pressed = event.key().to_uppercase();
        let wanted = offered.with_untracked(|offered| {
            let mut offers = offered.iter();
            offers
                .find(|(action, offer)| *offer == Offer::Yes && key(*action) == pressed)
                .map(|(action, _)| *action)
        });
        if let Some(action) = wanted.filter(|_| is_command(&event)) {
            event.prevent_default();
            open.run(action);
        }
    });
    on_cleanup(move || by_key.remove());
    // The rep may have chosen an action in Best Bets, which opened this page.
    if !document().hidden() {
        let record = record.with_untracked(|record| record.facts.record.clone());
        spawn_local(async move {
            let Ok(Some(action)) = ask(TakeAction { record }).await else {
                return;
            };
            let offers =
                |offered: &Vec<(ActionKind, Offer)>| offered.contains(&(action, Offer::Yes));
            if offered.try_with_untracked(offers) == Some(true) {
                open.try_run(action);
            }
        });
    }
    let waits = move |action: ActionKind| {
        let record = record.with(|record| record.facts.record.clone());
        state.drafts.value.with(|drafts| {
            let mut drafts = drafts.iter().flatten();
            drafts.any(|draft| draft.record == record && draft.action == action)
        })
    };
    let button = move |at: usize, (action, offer): (ActionKind, Offer)| {
        let waits = Memo::new(move |_| waits(action));
        let about = format!("draft-of-{}", action.name());
        let name = text(&title(action));
        let (look, role_in_view) = match at {
            0 => (ButtonKind::Primary, "primary"),
            _ => (ButtonKind::Secondary, action.name()),
        };
        view! {
            <Button
                look
                role_in_view
                title=format!("{name} ({})", key(action))
                name=name.clone()
                described_by=about.clone()
                disabled=matches!(offer, Offer::Needs(_))
                on_press=move |()| open.run(action)
            >
                <Icon shape=icon(action) />
                <span class="button-words">{name}</span>
                {move || waits.get().then(|| view! { <span class="draft-mark"></span> })}
                <span class="hidden-text" id=about>
                    {move || waits.get().then(|| text("draft_waits"))}
                </span>
            </Button>
        }
    };
    let primary =
        move || offered.with(|offered| offered.first().cloned().map(|one| button(0, one)));
    let others = move || {
        let others = offered.get().into_iter().enumerate().take(BUTTONS).skip(1);
        others.map(|(at, offer)| button(at, offer)).collect_view()
    };
    let items = Signal::derive(move || {
        offered.with(|offered| {
            let item = |(action, offer): &(ActionKind, Offer)| Item {
                icon: icon(*action),
                label: text(&title(*action)),
                key: Some(key(*action)),
                reason: reason(offer),
                note: waits(*action).then(|| text("draft_waits")),
                on_choose: {
                    let action = *action;
                    Callback::new(move |()| open.run(action))
                },
            };
            offered.iter().map(item).collect::<Vec<_>>()
        })
    });
    // Where a person can be chosen, the reason is shown beside the chosen one.
    let why_not = Memo::new(move |_| {
        let alone = record.with(|record| record.facts.record.object.is_person())
            || person.with(Option::is_none);
        let first = offered.with(|offered| offered.first().and_then(|(_, offer)| reason(offer)));
        first.filter(|_| alone)
    });
    let unconnected =
        Memo::new(move |_| record.with(|record| record.mailbox == MailboxState::NotConnected));
    view! {
        <ActingOn record />
        <PhoneLine record />
        <div class="acts" data-tour="acts">
            {primary}
            // They wrap together, beside the first or below it.
            <div class="others">
                {others}
                <Menu label=text("panel_actions") items />
            </div>
        </div>
        {move || {
            why_not
                .get()
                .map(|words| {
                    view! {
                        <p class="small why-not">
                            <span class="soft">{words}</span>
                            {move || unconnected.get().then(|| view! { <Connect /> })}
                        </p>
                    }
                })
        }}
    }
}

/// Opens the popup, where a mailbox is connected.
#[component]
pub fn Connect() -> impl IntoView {
    let doing = Command::new();
    view! {
        <Button
            look=ButtonKind::Quiet
            small=true
            disabled=doing.busy
            on_press=move |()| doing.run(OpenPopup {}, |_| ())
        >
            {text("home_connect_mailbox")}
        </Button>
    }
}

fn reason(offer: &Offer) -> Option<String> {
    match offer {
        Offer::Needs(key) => Some(text(key)),
        Offer::Yes | Offer::No => None,
    }
}
