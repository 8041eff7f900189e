//! A drop-down menu: the menu button pattern of the ARIA practices guide.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use crate::ui::components::{Icon, Shape};

/// One entry.
#[derive(Clone)]
pub struct Item {
    /// Its icon.
    pub icon: Shape,
    /// Its label.
    pub label: String,
    /// Its shortcut.
    pub key: Option<&'static str>,
    /// Why it cannot be chosen; it can still get the focus, so that the reason is read.
    pub reason: Option<String>,
    /// A note about it.
    pub note: Option<String>,
    /// Called when it is chosen.
    pub on_choose: Callback<()>,
}

/// The entry that gets the focus when the menu opens.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

/// A button that opens a menu.
#[component]
pub fn Menu(
    /// The button's label.
    #[prop(into)]
    label: String,
    /// The entries.
    items: Signal<Vec<Item>>,
    /// The icon of a button without a visible label, which is then its name for screen readers.
    #[prop(optional)]
    shape: Option<Shape>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<Edge>);
    let is_open = Memo::new(move |_| opened.with(Option::is_some));
    let button = NodeRef::<html::Button>::new();
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move |_| {
        if let (Some(edge), Some(list)) = (opened.get(), list.get()) {
            focus_entry(
                &list,
                match edge {
                    Edge::First => 0,
                    Edge::Last => -1,
                },
            );
        }
    });
    let close = move || {
        opened.set(None);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let button_key = move |event: ev::KeyboardEvent| {
        let edge = match event.key().as_str() {
            "ArrowDown" => Edge::First,
            "ArrowUp" => Edge::Last,
            _ => return,
        };
        event.prevent_default();
        opened.set(Some(edge));
    };
    let menu_key = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let at = focused_entry(&list);
        match event.key().as_str() {
            "ArrowDown" => focus_entry(&list, at + 1),
            "ArrowUp" => focus_entry(&list, at - 1),
            "Home" => focus_entry(&list, 0),
            "End" => focus_entry(&list, -1),
            "Escape" => close(),
            "Tab" => return opened.set(None),
            key if key.chars().count() == 1
                && key != " "
                && !event.ctrl_key()
                && !event.meta_key() =>
            {
                let found = items.with_untracked(|items| starting_with(items, key, at));
                if let Some(found) = found {
                    focus_entry(&list, found);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    // The menu closes when the focus leaves it.
    let focus_out = move |event: ev::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Node>().ok());
        let here = event
            .current_target()
            .and_then(|here| here.dyn_into::<Node>().ok());
        if !here.is_some_and(|here| to.is_some() && here.contains(to.as_ref())) {
            // The menu itself may be gone by now.
            opened.try_set(None);
        }
    };
    let entry = move |item: Item| {
        let Item {
            icon,
            label,
            key,
            reason,
            note,
            on_choose,
        } = item;
        let disabled = reason.is_some();
        let choose = move || {
            if !disabled {
                opened.set(None);
                on_choose.run(());
            }
        };
        view! {
            <li
                role="menuitem"
                tabindex="-1"
                aria-disabled=disabled.then_some("true")
                aria-keyshortcuts=key
                on:click=move |_| choose()
                on:keydown=move |event: ev::KeyboardEvent| {
                    if matches!(event.key().as_str(), "Enter" | " ") {
                        event.prevent_default();
                        choose();
                    }
                }
            >
                <Icon shape=icon />
                <span class="grow">
                    {label}
                    {reason
                        .or(note)
                        .map(|words| view! { <span class="small soft reason">{words}</span> })}
                </span>
                {key.map(|key| view! { <kbd aria-hidden="true">{key}</kbd> })}
            </li>
        }
    };
    view! {
        <div class="menu-button" on:focusout=focus_out>
            <button
                type="button"
                class=if shape.is_some() { "tool" } else { "button" }
                node_ref=button
                aria-label=label.clone()
                title=label.clone()
                aria-haspopup="menu"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| {
                    opened.update(|opened| *opened = if opened.is_some() { None } else { Some(Edge::First) });
                }
                on:keydown=button_key
            >
                {shape.is_none().then(|| view! { <span class="button-words">{label.clone()}</span> })}
                <Icon shape=shape.unwrap_or(Shape::Down) />
            </button>
            <Show when=move || is_open.get()>
                <ul class="menu" role="menu" aria-label=label.clone() node_ref=list on:keydown=menu_key>
                    // The entries do not change while it is open, because a redrawn entry would lose the focus.
                    {items.get_untracked().into_iter().map(entry).collect_view()}
                </ul>
            </Show>
        </div>
    }
}

/// The next entry whose label begins with `letter`, after the one at `at` and then from the top.
fn starting_with(items: &[Item], letter: &str, at: i32) -> Option<i32> {
    let letter = letter.to_lowercase();
    let begins = |item: &Item| item.label.to_lowercase().starts_with(&letter);
    let matching = || {
        items
            .iter()
            .enumerate()
            .filter(|(_, item)| begins(item))
            .filter_map(|(n, _)| i32::try_from(n).ok())
    };
    matching().find(|n| *n > at).or_else(|| matching().next())
}

/// Moves the focus to the entry at `n`, around both ends.
fn focus_entry(list: &HtmlElement, n: i32) {
    let entries = list.children();
    let count = i32::try_from(entries.length()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let entry = u32::try_from(n.rem_euclid(count))
        .ok()
        .and_then(|n| entries.item(n));
    if let Some(entry) = entry.and_then(|entry| entry.dyn_into::<HtmlElement>().ok()) {
        let _ = entry.focus();
    }
}

fn focused_entry(list: &HtmlElement) -> i32 {
    let entries = list.children();
    let focused = document().active_element();
    (0..entries.length())
        .find(|n| focused.is_some() && entries.item(*n) == focused)
        .and_then(|n| i32::try_from(n).ok())
        .unwrap_or(-1)
}
