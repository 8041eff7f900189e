//! A mail's HTML, read only. It is in a frame without scripts; the extension's content security policy, which the
//! frame inherits, blocks remote pictures.

use leptos::task::spawn_local;
use leptos::{html, prelude::*};

use super::editor::sanitizer;

/// The frame's page, which looks like a mail program's default. Style sheets are not allowed in it, so it uses
/// attributes; links do not open.
const PAGE: &str = "<!doctype html><meta charset=utf-8><base target=_blank>\
    <body leftmargin=16 topmargin=12 rightmargin=16 bottommargin=12 bgcolor=#ffffff text=#1c1b22 link=#5a3fc0>\
    <font face='Arial, sans-serif' size=2></font>";

/// HTML of any origin, reduced to what a mail may have in it.
pub async fn cleaned(html: &str) -> String {
    sanitizer::prepare().await;
    let Ok(place) = document().create_element("div") else {
        return String::new();
    };
    sanitizer::fill(&place, html);
    place.inner_html()
}

/// A mail as its recipient reads it.
#[component]
pub fn MailFrame(
    /// The frame's title.
    title: String,
    /// The mail's HTML; it is sanitised here.
    html: String,
) -> impl IntoView {
    let frame = NodeRef::<html::Iframe>::new();
    let html = StoredValue::new(html);
    let fill = move |_| {
        spawn_local(async move {
            sanitizer::prepare().await;
            let page = frame
                .get_untracked()
                .and_then(|frame| frame.content_document());
            let place = page.and_then(|page| page.query_selector("font").ok().flatten());
            if let Some(place) = place {
                html.with_value(|html| sanitizer::fill(&place, html));
            }
        });
    };
    view! {
        // With our origin its styles can be set by script of ours; without `allow-scripts` none runs in it.
        <iframe
            class="mail"
            sandbox="allow-same-origin"
            referrerpolicy="no-referrer"
            title=title
            srcdoc=PAGE
            node_ref=frame
            on:load=fill
        ></iframe>
    }
}
