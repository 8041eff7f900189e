//! The keys of the list, which work while the focus is in it: from row to row, done, Undo. Enter opens the record, because
//! the focus is on the link to it.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html::Ul,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::platform::i18n::text;

/// The rows that are still to be done.
const ROWS: &str = ":scope > li:not([data-gone])";
/// What of a row has the focus.
const LINK: &str = "[data-open]";
/// The button by which a row is done: its first.
const DONE: &str = ".row button";

/// The keys and what they do, as the rep reads them.
#[component]
pub fn Legend() -> impl IntoView {
    const KEYS: [(&[&str], &str); 4] = [
        (&["J", "K"], "today_key_move"),
        (&["Enter"], "today_key_open"),
        (&["D"], "today_key_done"),
        (&["U"], "today_key_undo"),
    ];
    let one = |(keys, does): (&'static [&'static str], &'static str)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " });
        view! { <li>{keys.collect_view()} {text(does)}</li> }
    };
    view! {
        <ul class="key-line small soft" aria-label=text("help_keys")>
            {KEYS.map(one).collect_view()}
        </ul>
    }
}

/// A key was pressed in the list, or in what is above it.
pub fn pressed(event: &KeyboardEvent, list: NodeRef<Ul>, undo: impl Fn()) {
    let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
    let typing = |at: &Element| {
        at.closest("input, textarea, select, dialog")
            .ok()
            .flatten()
            .is_some()
    };
    let Some(target) = target(event).filter(|at| !typing(at) && !chord && !event.is_composing())
    else {
        return;
    };
    let rows = rows(list);
    let here = place_of(&rows, &target);
    match (event.key().as_str(), here) {
        ("ArrowDown" | "j" | "J", here) => focus(&rows, here.map_or(0, |here| here + 1)),
        ("ArrowUp" | "k" | "K", Some(here)) => focus(&rows, here.saturating_sub(1)),
        // A key that is held down counts once.
        ("d" | "D", Some(_)) if event.repeat() => {}
        ("d" | "D", Some(here)) => {
            // The row may leave while it is pressed: the focus is on the next one by then.
            let row = rows.get(here);
            let next = if here + 1 < rows.len() {
                here + 1
            } else {
                here.saturating_sub(1)
            };
            focus(&rows, next);
            if let Some(done) = row.and_then(|row| found(row, DONE)) {
                done.click();
            }
        }
        ("u" | "U", _) if !event.repeat() => undo(),
        _ => return,
    }
    event.prevent_default();
}

/// The first row has the focus once there is one, unless the rep is elsewhere; where the row with the focus left, the one
/// in its place; after the last one Undo, or the heading.
pub fn keep_focus(list: NodeRef<Ul>, keys: Signal<Vec<String>>, place: StoredValue<usize>) {
    Effect::new(move |before: Option<bool>| {
        let were_none = before.unwrap_or(true);
        let are_none = keys.with(Vec::is_empty);
        // Once the rows are drawn.
        request_animation_frame(move || {
            let active = document().active_element();
            let is = |tag: &str| active.as_ref().is_some_and(|at| at.tag_name() == tag);
            let nowhere = is("BODY") || were_none && is("H1");
            let rows = list.try_get_untracked().flatten();
            let rows = rows.map_or_else(Vec::new, |list| rows_of(&list));
            if nowhere && are_none && !were_none {
                focus_after_the_last();
            } else if nowhere {
                let at = place.try_get_value().unwrap_or(0);
                let at = at.min(rows.len().saturating_sub(1));
                // At first, what stands above the list stays in view.
                focus_in(&rows, at, were_none);
            }
        });
        are_none
    });
}

/// Notes in which row the focus is.
pub fn note(event: &FocusEvent, list: NodeRef<Ul>, place: StoredValue<usize>) {
    if let Some(here) = target(event).and_then(|at| place_of(&rows(list), &at)) {
        place.try_set_value(here);
    }
}

fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn focus_after_the_last() {
    let page = document();
    let found = |what: &str| page.query_selector(what).ok().flatten();
    let at = found(".today [role=status] button").or_else(|| found("h1"));
    if let Some(at) = at.and_then(|at| at.dyn_into::<HtmlElement>().ok()) {
        // It fails only for an element without layout.
        let _ = at.focus();
    }
}

/// The row that holds an element.
fn place_of(rows: &[Element], at: &Element) -> Option<usize> {
    rows.iter().position(|row| row.contains(Some(at)))
}

fn rows(list: NodeRef<Ul>) -> Vec<Element> {
    list.get_untracked()
        .map_or_else(Vec::new, |list| rows_of(&list))
}

fn rows_of(list: &Element) -> Vec<Element> {
    let Ok(found) = list.query_selector_all(ROWS) else {
        return Vec::new();
    };
    let rows = (0..found.length()).filter_map(|n| found.item(n)?.dyn_into().ok());
    rows.collect()
}

fn focus(rows: &[Element], at: usize) {
    focus_in(rows, at, false);
}

fn focus_in(rows: &[Element], at: usize, stay: bool) {
    let how = FocusOptions::new();
    how.set_prevent_scroll(stay);
    if let Some(link) = rows.get(at).and_then(|row| found(row, LINK)) {
        // It fails only for an element without layout.
        let _ = link.focus_with_options(&how);
    }
}

fn found(row: &Element, what: &str) -> Option<HtmlElement> {
    row.query_selector(what).ok()??.dyn_into().ok()
}
