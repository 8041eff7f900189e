//! The text about a fault for the administrator: what happened, to whom, and the setting to change.

use leptos::prelude::*;

use super::CopyButton;
use super::fault_words::texts_for;
use crate::base::{Fault, Reader};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::BUILD;

/// The org and the account of a fault.
#[derive(Clone, Default)]
pub struct Whose {
    /// The org's host.
    pub org: Option<String>,
    /// The account's user name or address.
    pub account: Option<String>,
}

/// Copies the text.
#[component]
pub fn CopyForAdmin(
    /// What went wrong.
    fault: Fault,
    /// The org and the account.
    #[prop(optional)]
    whose: Whose,
) -> impl IntoView {
    view! {
        <CopyButton
            label=text("move_copy_admin")
            content=move |()| admin_text(&fault, &whose)
        />
    }
}

/// The text, without formatting, so that it can be pasted anywhere.
pub fn admin_text(fault: &Fault, whose: &Whose) -> String {
    let (title, setting) = texts_for(fault, Reader::Administrator);
    let line = |key: &str, value: &Option<String>| {
        let value = value.as_ref().filter(|value| !value.is_empty())?;
        Some(text_with(key, &[value]))
    };
    let lines = [
        Some(text_with("admin_intro", &[&title])),
        Some(String::new()),
        Some(text_with("admin_change", &[&setting])),
        Some(String::new()),
        line("admin_org", &whose.org),
        line("admin_account", &whose.account),
        Some(text_with("fault_code", &[fault.code.as_str()])),
        line("admin_detail", &fault.detail),
        Some(text_with("admin_time", &[&intl::date_time(now())])),
        Some(text_with("admin_version", &[BUILD])),
    ];
    let lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.join("\n")
}
