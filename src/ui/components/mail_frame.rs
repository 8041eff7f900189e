//! A mail's HTML, read only. It is in a frame without scripts and with an origin of its own; the extension's content
//! security policy, which the frame inherits, blocks remote pictures.

use leptos::prelude::*;

use super::editor::sanitizer;

/// A mail as its recipient reads it.
#[component]
pub fn MailFrame(
    /// The frame's title.
    title: String,
    /// The mail's sanitised HTML.
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

/// The HTML, sanitised.
pub async fn cleaned(html: &str) -> String {
    sanitizer::prepare().await;
    sanitizer::clean(html)
}

/// The frame's page. Style sheets are not allowed in it, so it uses attributes to look like a mail program's default;
/// links do not open.
fn page(html: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><base target=_blank>\
         <body leftmargin=16 topmargin=12 rightmargin=16 bottommargin=12 bgcolor=#ffffff text=#1c1b22 link=#5a3fc0><font face='Arial, sans-serif' size=2>{html}</font>"
    )
}
