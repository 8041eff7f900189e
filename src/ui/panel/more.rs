//! The menu for the panel itself: its place, its width, help.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keys::Shortcuts;
use super::menu::{Item, Menu};
use super::state::PanelState;
use super::tour::Tour;
use super::width::own_width;
use crate::base::RecordRef;
use crate::panel::PanelView;
use crate::platform::i18n::text;
use crate::platform::side_panel;
use crate::protocol::{OpenApp, SetPanel, WatchPerson};
use crate::ui::components::{Command, Shape, live};

/// The step of the width in CSS pixels; the worker keeps the width within its bounds.
const WIDER: u16 = 80;

/// The menu at the right of the head.
#[component]
pub fn More() -> impl IntoView {
    let doing = Command::new();
    let tour = use_context::<Tour>();
    let shortcuts = use_context::<Shortcuts>();
    let item = |icon, label: &str, on_choose: Callback<()>| Item {
        icon,
        label: text(label),
        key: (label == "help_keys").then_some("?"),
        reason: None,
        note: None,
        on_choose,
    };
    let resize = move |width: u16| {
        let collapsed = false;
        Callback::new(move |()| doing.run(SetPanel { collapsed, width }, |_| ()))
    };
    let live = live();
    let to_side = Callback::new(move |()| {
        let opening = side_panel::open();
        spawn_local(async move {
            if !opening.await {
                live.say(text("panel_side_failed"));
            }
        });
    });
    let help = Callback::new(move |()| {
        let route = "#/help".to_owned();
        doing.run(OpenApp { route }, |_| ());
    });
    let view = PanelState::get().view.value;
    let watched = Memo::new(move |_| view.with(watched_person).map(|(_, watched)| watched));
    let watch = move |watched: bool| {
        Callback::new(move |()| {
            if let Some((record, _)) = view.with_untracked(watched_person) {
                let key = match watched {
                    true => "panel_watched",
                    false => "panel_unwatched",
                };
                doing.run(WatchPerson { record, watched }, move |_| {
                    live.say(text(key));
                });
            }
        })
    };
    let items = Signal::derive(move || {
        let width = own_width();
        let mut items = Vec::new();
        // While it is not known, it is not offered.
        if let Some(watched) = watched.get() {
            let label = match watched {
                true => "panel_unwatch",
                false => "panel_watch",
            };
            items.push(item(Shape::Watch, label, watch(!watched)));
        }
        // The width of the side panel is changed by the browser's own controls.
        if !side_panel::in_side_panel() {
            items.push(item(Shape::Side, "panel_to_side", to_side));
            items.push(item(
                Shape::Wider,
                "panel_wider",
                resize(width.saturating_add(WIDER)),
            ));
            items.push(item(
                Shape::Narrower,
                "panel_narrower",
                resize(width.saturating_sub(WIDER)),
            ));
        }
        if let Some(tour) = tour.filter(|tour| tour.has_record()) {
            items.push(item(
                Shape::FocusTarget,
                "panel_tour",
                Callback::new(move |()| tour.start()),
            ));
        }
        if let Some(shortcuts) = shortcuts {
            items.push(item(
                Shape::Keyboard,
                "help_keys",
                Callback::new(move |()| shortcuts.show()),
            ));
        }
        items.push(item(Shape::Help, "app_help", help));
        items
    });
    view! {
        <span data-tour="more">
            <Menu label=text("panel_more") items shape=Shape::More />
        </span>
    }
}

/// The lead or contact in view, and whether the rep watches them.
fn watched_person(view: &Option<PanelView>) -> Option<(RecordRef, bool)> {
    match view {
        Some(PanelView::Record(view)) => Some((view.facts.record.clone(), view.watched?)),
        _ => None,
    }
}
