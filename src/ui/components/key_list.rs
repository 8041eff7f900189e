//! The keys and what they do.

use leptos::prelude::*;

use crate::platform::i18n::text;

/// The keys of every surface; those of the panel, too.
#[component]
pub fn KeyList(
    /// With the keys that only the panel has.
    #[prop(optional)]
    in_panel: bool,
) -> impl IntoView {
    const EVERYWHERE: [(&[&str], &str); 5] = [
        (&["Enter"], "help_key_enter"),
        (&["Esc"], "help_key_escape"),
        (&["Ctrl + Enter"], "help_key_send"),
        (&["Ctrl + B", "Ctrl + I", "Ctrl + K"], "help_key_bold"),
        (&["Alt + F10"], "help_key_toolbar"),
    ];
    const IN_PANEL: [(&[&str], &str); 5] = [
        (&["E"], "action_send_email"),
        (&["C"], "action_log_call"),
        (&["T"], "action_add_task"),
        (&["↑", "↓"], "help_key_arrows"),
        (&["?"], "help_key_help"),
    ];
    let row = |(keys, does): &(&'static [&'static str], &'static str)| {
        let keys = keys
            .iter()
            .map(|key| view! { <kbd>{*key}</kbd> " " })
            .collect_view();
        view! {
            <dt>{keys}</dt>
            <dd>{text(does)}</dd>
        }
    };
    let own = if in_panel { IN_PANEL.as_slice() } else { &[] };
    view! { <dl class="keys">{EVERYWHERE.iter().chain(own).map(row).collect_view()}</dl> }
}
