//! Writes a field where the rep wrote last: in the subject or the text of a step.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::merge::LISTED;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Caret, field_label, live};

/// The signature, which each mail of a campaign has below its text.
const SIGNATURE: &str = "my_signature";

#[component]
pub fn FieldMenu(id: u32, caret: Caret) -> impl IntoView {
    let live = live();
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        let menu = event
            .target()
            .and_then(|menu| menu.dyn_into::<web_sys::HtmlSelectElement>().ok());
        if let Some(menu) = menu {
            menu.set_selected_index(0);
        }
        if !name.is_empty() {
            caret.keep();
            caret.insert_text(&format!("{{{{{name}}}}}"));
            live.say(text_with("fields_inserted", &[&field_label(&name)]));
        }
    };
    let option = |name: &str| {
        view! { <option value=name.to_owned()>{field_label(name)}</option> }
    };
    let names = LISTED.into_iter().filter(|name| *name != SIGNATURE);
    let own = format!("campaign-step-{id}-field");
    view! {
        <div class="field">
            <label for=own.clone()>{text("campaigns_field")}</label>
            <select id=own class="input" on:change=choose>
                <option value="">{text("fields_button")}</option>
                {names.map(option).collect_view()}
            </select>
        </div>
    }
}
