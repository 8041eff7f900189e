//! A notice while there is no network.

use leptos::prelude::*;

use super::{Notice, Tone};
use crate::platform::i18n::text;

/// A notice while the browser reports that it is offline.
#[component]
pub fn Offline() -> impl IntoView {
    let offline = RwSignal::new(!window().navigator().on_line());
    for (event, is_offline) in [("offline", true), ("online", false)] {
        let listener = window_event_listener_untyped(event, move |_| {
            offline.try_set(is_offline);
        });
        on_cleanup(move || listener.remove());
    }
    view! {
        <Show when=move || offline.get()>
            <div class="offline">
                <Notice tone=Tone::Warn title=text("offline_title")>
                    <p>{text("offline_text")}</p>
                </Notice>
            </div>
        </Show>
    }
}
