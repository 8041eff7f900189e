//! A link that saves a text as a file.

use leptos::prelude::*;

/// The link; the text is in its address, so no request is made.
#[component]
pub fn Download(
    /// The file's name.
    name: String,
    /// Its media type.
    kind: &'static str,
    /// Its text.
    content: String,
    /// The label of the link.
    label: String,
) -> impl IntoView {
    let address = format!(
        "data:{kind};charset=utf-8,{}",
        js_sys::encode_uri_component(&content)
    );
    view! {
        <a class="button small" download=name href=address>
            {label}
        </a>
    }
}
