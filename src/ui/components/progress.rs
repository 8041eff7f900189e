//! Progress: the dots of a wizard, and a sign that something is under way.

use leptos::prelude::*;

use crate::platform::i18n::text_with;

/// The dots of a wizard.
#[component]
pub fn Dots(
    /// The current step, from 1.
    #[prop(into)]
    at: Signal<u8>,
    /// The number of steps.
    #[prop(into)]
    of: Signal<u8>,
) -> impl IntoView {
    let label = move || text_with("steps_of", &[&at.get().to_string(), &of.get().to_string()]);
    let dots = move || {
        (1..=of.get())
            .map(|n| {
                let class = match n.cmp(&at.get()) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "",
                };
                view! { <i class=class></i> }
            })
            .collect_view()
    };
    view! {
        <span class="dots" role="img" aria-label=label title=label>
            {dots}
        </span>
    }
}

/// A sign that something is under way, for an unknown time.
#[component]
pub fn UnderWay() -> impl IntoView {
    view! { <div class="under-way" aria-hidden="true"></div> }
}
