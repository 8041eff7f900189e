//! Where campaigns are kept in this browser alone: that nobody else sees them.

use leptos::prelude::*;

use super::Notice;
use crate::platform::i18n::text;

/// The notice, while it is so.
#[component]
pub fn HereOnly(
    /// Whether what is shown is kept in this browser alone.
    #[prop(into)]
    is_so: Signal<bool>,
    /// What follows from it here.
    #[prop(optional)]
    more: Option<&'static str>,
) -> impl IntoView {
    move || {
        is_so.get().then(|| {
            view! {
                <Notice title=text("campaigns_here_title")>
                    <p>{text("campaigns_here_text")}</p>
                    {more.map(|more| view! { <p>{text(more)}</p> })}
                </Notice>
            }
        })
    }
}
