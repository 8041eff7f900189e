//! Where a link to a page of Salesforce opens.

use crate::platform::sight::framed;

/// In the page around a frame of ours; else in a tab of its own, so that popup, side panel and web application
/// stay what they are.
pub fn page_target() -> &'static str {
    match framed() {
        true => "_top",
        false => "_blank",
    }
}
