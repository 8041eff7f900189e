//! A mail's HTML, read only. It stays in a frame without scripts and with an origin of its own; the
//! extension's content security policy, which such a frame inherits, keeps remote pictures out.

use leptos::prelude::*;

use super::editor::sanitizer;

/// A mail as its recipient reads it.
#[component]
pub fn MailFrame(
    /// What the frame is called.
    title: String,
    /// The mail's HTML, in which only what a mail of ours may hold.
    html: String,
) -> impl IntoView {
    view! {
        <iframe
            class="mail"
            sandbox=""
            referrerpolicy="no-referrer"
            title=title
            srcdoc=page(&html)
        ></iframe>
    }
}

/// HTML in which only that is left which a mail of ours may hold.
pub async fn cleaned(html: &str) -> String {
    sanitizer::prepare().await;
    sanitizer::clean(html)
}

/// The frame's page. Styles are not allowed in it, so that its attributes say what a mail program
/// does to a mail without styles; a link has nowhere to open.
fn page(html: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><base target=_blank>\
         <body leftmargin=16 topmargin=12 rightmargin=16 bottommargin=12 bgcolor=#ffffff text=#1c1b22 link=#5a3fc0><font face='Arial, sans-serif' size=2>{html}</font>"
    )
}
