//! The list of shortcuts, opened by `?`.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::platform::i18n::text;
use crate::ui::components::{Button, KeyList, modal};

/// Whether the list of shortcuts is shown; in the context of the panel.
#[derive(Clone, Copy)]
pub struct Shortcuts(RwSignal<bool>);

impl Shortcuts {
    /// Provides the state; `?` shows the list, unless the focus is in a text field.
    pub fn provide() -> Self {
        let shortcuts = Self(RwSignal::new(false));
        provide_context(shortcuts);
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() == "?" && is_command(&event) {
                event.prevent_default();
                shortcuts.show();
            }
        });
        on_cleanup(move || listener.remove());
        shortcuts
    }

    /// Shows the list.
    pub fn show(self) {
        self.0.set(true);
    }
}

/// Whether a key can be a shortcut of ours: it is neither text nor a shortcut of the browser.
pub fn is_command(event: &ev::KeyboardEvent) -> bool {
    let chord = event.ctrl_key() || event.meta_key() || event.alt_key();
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    let typing = element.and_then(|element| {
        let text = "input, textarea, select, [contenteditable], dialog, [role=menu]";
        element.closest(text).ok().flatten()
    });
    !event.default_prevented() && !chord && typing.is_none()
}

/// The list, in a dialog.
#[component]
pub fn ShortcutsDialog(
    /// Whether it is shown.
    shortcuts: Shortcuts,
) -> impl IntoView {
    let (dialog, close) = modal();
    view! {
        <Show when=move || shortcuts.0.get()>
            <dialog class="dialog" node_ref=dialog aria-label=text("help_keys") on:close=move |_| shortcuts.0.set(false)>
                // The heading gets the focus, because the first button is below the list.
                <h2 tabindex="-1" autofocus=true>
                    {text("help_keys")}
                </h2>
                <KeyList in_panel=true />
                <div class="buttons">
                    <Button on_press=move |()| close()>{text("close")}</Button>
                </div>
            </dialog>
        </Show>
    }
}
