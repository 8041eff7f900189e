//! Who can use a template of the rep's own: a choice, or why there is none.

use leptos::prelude::*;

use crate::library::{Audience, Sharing, Template};
use crate::platform::i18n::{text, text_with};

/// The choice between the rep alone and colleagues, too.
#[component]
pub fn AudienceChoice(
    /// Whether the rep can share templates.
    sharing: Sharing,
    /// Who is chosen.
    audience: RwSignal<Audience>,
) -> impl IntoView {
    let why_not = match sharing {
        Sharing::Folder => None,
        Sharing::NoFolder => Some("templates_no_folder"),
        Sharing::ReadOnly => Some("templates_folder_read_only"),
        Sharing::NotInSalesforce => return None,
    };
    if let Some(why_not) = why_not {
        return Some(view! { <p class="small soft">{text(why_not)}</p> }.into_any());
    }
    let option = move |value: Audience, label: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="template-audience"
                    prop:checked=move || audience.get() == value
                    on:change=move |_| audience.set(value)
                />
                {text(label)}
            </label>
        }
    };
    let choice = view! {
        <fieldset class="audience">
            <legend>{text("templates_who")}</legend>
            {option(Audience::Rep, "templates_only_me")}
            {option(Audience::Colleagues, "templates_colleagues")}
        </fieldset>
    };
    Some(choice.into_any())
}

/// Where a template is from, and its category: "Shared by Sam Okafor · Renewals".
pub fn origin(template: &Template) -> String {
    let from = match &template.shared_by {
        Some(_) if template.own => Some(text("templates_shared_by_you")),
        Some(who) => Some(text_with("templates_shared_by", &[who])),
        None => (!template.own).then(|| text("templates_of_org")),
    };
    let category = Some(template.text.category.clone()).filter(|category| !category.is_empty());
    let parts: Vec<String> = from.into_iter().chain(category).collect();
    parts.join(" · ")
}
