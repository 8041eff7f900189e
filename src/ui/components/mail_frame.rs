//! A mail's HTML, read only. It is in a frame without scripts; the extension's content security policy, which the
//! frame inherits, blocks remote pictures.

use leptos::task::spawn_local;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Url};

use super::editor::sanitizer;
use crate::platform::files;

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
    // Of the images that are shown, for as long as they are.
    let addresses = StoredValue::new(Vec::<String>::new());
    on_cleanup(move || {
        for address in addresses.get_value() {
            let _ = Url::revoke_object_url(&address);
        }
    });
    let fill = move |_| {
        spawn_local(async move {
            sanitizer::prepare().await;
            let page = frame
                .get_untracked()
                .and_then(|frame| frame.content_document());
            let place = page.and_then(|page| page.query_selector("font").ok().flatten());
            if let Some(place) = place {
                html.with_value(|html| sanitizer::fill(&place, html));
                for address in show_images(&place).await {
                    let kept = addresses.try_update_value(|all| all.push(address.clone()));
                    if kept.is_none() {
                        let _ = Url::revoke_object_url(&address);
                    }
                }
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

/// Shows the images that are parts of the mail, as far as they are stored here; the addresses that they have now.
async fn show_images(place: &Element) -> Vec<String> {
    let mut addresses = Vec::new();
    let Ok(images) = place.query_selector_all("img[data-address^='cid:']") else {
        return addresses;
    };
    for at in 0..images.length() {
        let image = images
            .item(at)
            .and_then(|image| image.dyn_into::<Element>().ok());
        let Some(image) = image else { continue };
        let address = image.get_attribute("data-address").unwrap_or_default();
        let cid = address.strip_prefix("cid:").unwrap_or_default();
        let Some(blob) = files::image_of(cid).await else {
            continue;
        };
        if let Ok(address) = Url::create_object_url_with_blob(&blob) {
            let _ = image.set_attribute("src", &address);
            addresses.push(address);
        }
    }
    addresses
}
