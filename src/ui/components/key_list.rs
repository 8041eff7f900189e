//! The list of keyboard shortcuts.

use leptos::prelude::*;

use super::{Button, Command, FaultView, ask_and_follow};
use crate::base::{BrowserCommand, BrowserKey, Topic};
use crate::platform::i18n::{text, text_with};
use crate::protocol::{GetBrowserKeys, OpenBrowserKeys};

/// The page where the browser's own keys are set; Edge redirects it to its own page.
const WHERE: &str = "chrome://extensions/shortcuts";

/// The keys of every surface, and those of the panel.
#[component]
pub fn KeyList(
    /// Whether the keys that only the panel has are listed, too.
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
    const IN_PANEL: [(&[&str], &str); 7] = [
        (&["E"], "action_send_email"),
        (&["C"], "action_log_call"),
        (&["T"], "action_add_task"),
        (&["S"], "action_add_to_campaign"),
        (&["U"], "help_key_undo"),
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
    view! {
        <dl class="keys">{EVERYWHERE.iter().chain(own).map(row).collect_view()}</dl>
        {in_panel.then(|| view! { <BrowserKeys /> })}
    }
}

/// The keys that the browser listens for on every page, as they are set now.
#[component]
fn BrowserKeys() -> impl IntoView {
    let asked = ask_and_follow(GetBrowserKeys {}, Topic::Setup);
    let doing = Command::new();
    let row = |key: BrowserKey| {
        let does = match key.does {
            BrowserCommand::TogglePanel => "command_toggle_panel",
            BrowserCommand::OpenSidePanel => "command_open_side_panel",
            BrowserCommand::OpenPopup => "help_key_popup",
        };
        let keys = match key.keys {
            Some(keys) => view! { <kbd>{keys.replace('+', " + ")}</kbd> }.into_any(),
            None => {
                view! { <span class="small soft">{text("help_browser_key_none")}</span> }.into_any()
            }
        };
        view! {
            <dt>{keys}</dt>
            <dd>{text(does)}</dd>
        }
    };
    let rows = move || {
        asked
            .value
            .get()
            .unwrap_or_default()
            .into_iter()
            .map(row)
            .collect_view()
    };
    view! {
        <h3>{text("help_browser_keys")}</h3>
        <dl class="keys browser-keys">{rows}</dl>
        <p class="small soft">{text_with("help_browser_keys_text", &[WHERE])}</p>
        <div class="buttons start">
            <Button small=true disabled=doing.busy on_press=move |()| doing.run(OpenBrowserKeys {}, |_| ())>
                {text("help_browser_keys_set")}
            </Button>
        </div>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}
