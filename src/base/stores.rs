//! The stores that offer the extension, and its id in each, from `stores.json`. The id of the extension that
//! is running comes from the browser instead (`chrome.identity.getRedirectURL`).

use serde::Deserialize;
use std::sync::LazyLock;

/// The extension in one store.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Listing {
    /// The id that the store gave it.
    pub id: String,
}

/// The Chrome Web Store, from which Edge installs, too.
const CHROME_PAGE: &str = "https://chromewebstore.google.com/detail/";
/// The update address of the Chrome Web Store, for policies.
pub const CHROME_UPDATES: &str = "https://clients2.google.com/service/update2/crx";
/// The update address of Edge Add-ons.
pub const EDGE_UPDATES: &str = "https://edge.microsoft.com/extensionwebstorebase/v1/crx";

/// Both stores.
#[derive(Deserialize)]
struct Stores {
    chrome: Listing,
    edge: Option<Listing>,
}

static STORES: LazyLock<Option<Stores>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../stores.json")).ok());

/// The id in the Chrome Web Store.
#[must_use]
pub fn chrome_id() -> &'static str {
    let stores = STORES.as_ref();
    stores
        .map(|stores| stores.chrome.id.as_str())
        .unwrap_or_default()
}

/// The id in Edge Add-ons; `None` until that store has the extension.
#[must_use]
pub fn edge_id() -> Option<&'static str> {
    let edge = STORES.as_ref()?.edge.as_ref()?;
    Some(&edge.id)
}

/// The page of the Chrome Web Store.
#[must_use]
pub fn page() -> String {
    format!("{CHROME_PAGE}{}", chrome_id())
}
