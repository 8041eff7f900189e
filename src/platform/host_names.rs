//! Host names in ASCII: the browser's own URL parser has the tables for it.

use super::Chrome;
use crate::ports::HostNames;

/// The ASCII form of a host name.
#[must_use]
pub fn to_ascii(host: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("https://{host}/")).ok()?;
    Some(url.hostname())
}

impl HostNames for Chrome {
    fn to_ascii(&self, host: &str) -> Option<String> {
        to_ascii(host)
    }
}
