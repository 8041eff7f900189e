//! The theme of this page. `theme.js` applies it before the module runs, from the value that is remembered here.

use crate::protocol::Theme;

/// The key that `theme.js` reads; the worker stores the theme that counts.
const REMEMBERED: &str = "theme";

/// Applies a theme, and remembers it for the first paint of our pages.
pub fn show(theme: Theme) {
    let Some(page) = web_sys::window() else {
        return;
    };
    let name = match theme {
        Theme::Browser => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    if let Some(html) = page
        .document()
        .and_then(|document| document.document_element())
    {
        // Setting these attributes cannot fail.
        let _ = match name {
            Some(name) => html.set_attribute("data-theme", name),
            None => html.remove_attribute("data-theme"),
        };
    }
    // In a frame the browser may refuse storage; there `content.js` hands the theme over.
    if let Ok(Some(remembered)) = page.local_storage() {
        let _ = match name {
            Some(name) => remembered.set_item(REMEMBERED, name),
            None => remembered.remove_item(REMEMBERED),
        };
    }
}
