//! Links to pages of Salesforce.

use leptos::prelude::*;

use crate::platform::sight::framed;

/// The page around a frame of ours; else a new tab, so that popup, side panel and web application stay open.
pub fn page_target() -> &'static str {
    match framed() {
        true => "_top",
        false => "_blank",
    }
}

/// A link to a record of a list.
#[component]
pub fn RecordLink(
    /// The address of the record.
    there: String,
    /// What a plain press does in place of that; the browser's own ways to open a link stay.
    #[prop(optional_no_strip)]
    on_open: Option<Callback<()>>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        let chord = event.ctrl_key() || event.meta_key() || event.shift_key();
        if let Some(on_open) = on_open.filter(|_| !chord) {
            event.prevent_default();
            on_open.try_run(());
        }
    };
    view! {
        <a href=there target=page_target() rel="noopener" data-open="" on:click=press>
            {children()}
        </a>
    }
}
