//! A modal dialog of the browser's own: it opens once it is drawn, and whoever draws it can close it.

use leptos::{html, prelude::*};

/// The dialog that a view draws with this reference, and what closes it. Closing gives the focus back;
/// the close event then takes the dialog away.
pub fn modal() -> (NodeRef<html::Dialog>, impl Fn() + Copy + 'static) {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // It fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    (dialog, close)
}
