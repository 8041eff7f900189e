//! The live region of a surface, for messages to screen readers.

use leptos::prelude::*;

/// The surface's live region. Created while a component is made, for use at any time.
#[derive(Clone, Copy)]
pub struct Live(Option<RwSignal<String>>);

#[derive(Clone, Copy)]
struct Region(RwSignal<String>);

pub(super) fn provide() {
    provide_context(Region(RwSignal::new(String::new())));
}

/// The live region of this surface.
pub fn live() -> Live {
    Live(use_context::<Region>().map(|Region(words)| words))
}

impl Live {
    /// Says `words` to a screen reader, without moving the focus.
    pub fn say(self, words: impl Into<String>) {
        if let Some(region) = self.0 {
            region.try_set(words.into());
        }
    }
}

/// The element of the live region.
#[component]
pub(super) fn LiveRegion() -> impl IntoView {
    let Live(region) = live();
    view! {
        <div class="hidden-text" role="status" aria-live="polite">
            {move || region.map(|words| words.get())}
        </div>
    }
}
