//! The theme: every surface follows the rep's choice.

use leptos::prelude::*;

use super::{Command, FaultView, Query, ask_and_follow};
use crate::base::Topic;
use crate::platform::{i18n::text, theme};
use crate::protocol::{GetTheme, SetTheme, Theme};

const THEMES: [(Theme, &str); 3] = [
    (Theme::Browser, "theme_browser"),
    (Theme::Light, "theme_light"),
    (Theme::Dark, "theme_dark"),
];

#[derive(Clone, Copy)]
struct Chosen(Query<Theme>);

/// Follows the choice, once in a surface.
pub(super) fn follow() {
    let asked = ask_and_follow(GetTheme {}, Topic::Setup);
    provide_context(Chosen(asked));
    Effect::new(move |_| {
        // Without an answer the page keeps its theme.
        if let Some(chosen) = asked.value.get() {
            theme::show(chosen);
        }
    });
}

/// The choice: as the browser, light, or dark.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let doing = Command::new();
    let Chosen(asked) = expect_context();
    let choose = move |name: String| {
        let chosen = THEMES.iter().find(|(_, key)| *key == name);
        if let Some((theme, _)) = chosen.copied() {
            doing.run(SetTheme { theme }, move |_| asked.put(theme));
        }
    };
    let option = move |(theme, key): (Theme, &'static str)| {
        let selected = move || asked.value.get().unwrap_or_default() == theme;
        view! {
            <option value=key prop:selected=selected>
                {text(key)}
            </option>
        }
    };
    view! {
        <div class="theme-choice">
            <label for="theme">{text("theme")}</label>
            <select id="theme" class="input" on:change=move |event| choose(event_target_value(&event))>
                {THEMES.into_iter().map(option).collect_view()}
            </select>
        </div>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}
