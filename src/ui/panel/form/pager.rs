//! One person of a form after the other.

use leptos::prelude::*;

use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::{Shape, ToolButton, live};

/// Who it is, with the buttons that lead to the previous and the next person.
#[component]
pub fn Pager(
    /// The names of all of them.
    names: Signal<Vec<String>>,
    /// The place of the one who is shown, from 0.
    at: RwSignal<usize>,
    /// What is shown of them.
    label: String,
) -> impl IntoView {
    let live = live();
    let count = Memo::new(move |_| names.with(Vec::len));
    let who = move || {
        let name = names.with(|names| names.get(at.get()).cloned());
        let (nth, all) = (intl::number(at.get() + 1), intl::number(count.get()));
        text_with("each_person_of", &[&name.unwrap_or_default(), &nth, &all])
    };
    let go = move |to: usize| {
        at.set(to);
        live.say(untrack(who));
    };
    view! {
        <div class="previews" role="group" aria-label=label>
            <ToolButton
                label=text("each_previous")
                shape=Shape::Back
                disabled=Signal::derive(move || at.get() == 0)
                on_press=move |()| {
                    if let Some(to) = at.get_untracked().checked_sub(1) {
                        go(to);
                    }
                }
            />
            <span class="cut" title=who>{who}</span>
            <ToolButton
                label=text("each_next")
                shape=Shape::Next
                disabled=Signal::derive(move || at.get() + 1 >= count.get())
                on_press=move |()| {
                    let to = at.get_untracked() + 1;
                    if to < count.get_untracked() {
                        go(to);
                    }
                }
            />
        </div>
    }
}
