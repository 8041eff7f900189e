//! Opens a surface: replaces the skeleton by the view, and provides what every view needs.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{guard, live, policy, query, sign_in_button, theme};
use crate::platform::i18n::text;
use crate::platform::sight;

/// Draws `view` in the page's `#root`, in place of the skeleton.
pub fn open<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) {
    let Some(root) = document()
        .get_element_by_id("root")
        .and_then(|root| root.dyn_into().ok())
    else {
        return;
    };
    let root: web_sys::HtmlElement = root;
    root.set_text_content(None);
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("lang", &text("language")); // no element refuses it
    }
    sight::watch();
    mount_to(root, move || {
        query::follow_changes();
        live::provide();
        guard::provide();
        sign_in_button::provide();
        policy::provide();
        theme::follow();
        view! {
            {view()}
            <live::LiveRegion />
        }
    })
    .forget();
}
