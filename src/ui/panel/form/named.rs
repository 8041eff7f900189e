//! Somebody in the list of a form's people.

use leptos::prelude::*;

use crate::base::Recipient;
use crate::platform::i18n::text;
use crate::ui::components::{Icon, Shape};

/// Their name, and the address below it; where there is no name, the address alone.
#[component]
pub fn Named(who: Recipient) -> impl IntoView {
    let name = who.shown().to_owned();
    let address = who.name.is_some().then_some(who.address);
    view! {
        <span class="cut" title=name.clone()>
            {name.clone()}
        </span>
        {address
            .map(|address| {
                view! {
                    <span class="small soft cut" title=address.clone()>
                        {address.clone()}
                    </span>
                }
            })}
    }
}

/// The mark of a text that is written for them alone.
#[component]
pub fn OwnTextMark() -> impl IntoView {
    view! {
        <span class="small several-own">
            <Icon shape=Shape::Pen />
            {text("each_own_text")}
        </span>
    }
}
