//! The skeleton of a view while it is loading.

use leptos::prelude::*;

use crate::platform::i18n::text;

/// A heading, two lines and blocks, as in the HTML pages.
#[component]
pub fn Skeleton(
    /// How many blocks below the lines.
    #[prop(default = 1)]
    blocks: u8,
) -> impl IntoView {
    let block = |_| view! { <div class="bone block"></div> };
    view! {
        <div class="skeleton">
            <span class="hidden-text">{text("loading")}</span>
            <div class="bone heading"></div>
            <div class="bone long"></div>
            <div class="bone middle"></div>
            {(0..blocks).map(block).collect_view()}
        </div>
    }
}
