//! Light or dark on this page. `theme.js` paints it before the module runs, from what is remembered here.

use crate::protocol::Theme;

/// Read by `theme.js`; the worker keeps what counts.
const REMEMBERED: &str = "theme";

/// Shows a theme, and remembers it for the next first paint of any of our pages.
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
        // No element refuses them.
        let _ = match name {
            Some(name) => html.set_attribute("data-theme", name),
            None => html.remove_attribute("data-theme"),
        };
    }
    // In a frame the browser may refuse it: there the page around tells (`content.js`).
    if let Ok(Some(remembered)) = page.local_storage() {
        let _ = match name {
            Some(name) => remembered.set_item(REMEMBERED, name),
            None => remembered.remove_item(REMEMBERED),
        };
    }
}
