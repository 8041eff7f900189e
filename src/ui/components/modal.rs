//! The browser's own modal dialog, which opens when it is drawn.

use leptos::{html, prelude::*};

/// The reference for a view's dialog, and the function that closes it. Closing returns the focus; the view has to
/// remove the dialog on its close event.
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
