//! Values to copy, and settings to make elsewhere.

use leptos::prelude::*;

use crate::platform::i18n::{text, text_with};
use crate::ui::components::CopyButton;

/// A setting to make in another service.
#[component]
pub fn Setting(
    /// The locale key of its name.
    name: &'static str,
    /// Its value, in words.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! {
        <div class="setting">
            <dt>{text(name)}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// Values to copy, each by itself.
#[component]
pub fn ToCopy(
    /// The locale key of their name.
    name: &'static str,
    /// The values.
    values: Vec<String>,
) -> impl IntoView {
    let label = text(name);
    let each = |value: String| {
        let content = value.clone();
        view! {
            <dd class="to-copy">
                <code>{value}</code>
                <CopyButton
                    name=text_with("copy_named", &[&label])
                    content=move |()| content.clone()
                />
            </dd>
        }
    };
    view! {
        <div class="setting">
            <dt>{label.clone()}</dt>
            {values.into_iter().map(each).collect_view()}
        </div>
    }
}
