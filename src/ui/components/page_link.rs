//! The target of links to pages of Salesforce.

use crate::platform::sight::framed;

/// The page around a frame of ours; else a new tab, so that popup, side panel and web application stay open.
pub fn page_target() -> &'static str {
    match framed() {
        true => "_top",
        false => "_blank",
    }
}
