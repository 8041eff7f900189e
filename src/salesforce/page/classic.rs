//! Salesforce Classic's paths, and Visualforce pages.

use url::Url;

use super::path::{decoded, query_value, segments};
use super::shown::{Found, Mode, Subject};
use crate::base::ObjectType;

/// What a Classic page on an org's host shows.
pub fn route(url: &Url) -> Found {
    let parts = segments(url.path());
    match parts.as_slice() {
        ["console"] => console(url),
        ["apex", _] => visualforce(url),
        [prefix] if is_key_prefix(prefix) && query_value(url, "rlid").is_some() => {
            related(url).unwrap_or(Found::NOTHING)
        }
        parts => path(parts),
    }
}

/// `/apex/<Page>?id=<id>`: only `id` counts.
pub fn visualforce(url: &Url) -> Found {
    match segments(url.path()).as_slice() {
        ["apex", _] => query_value(url, "id").and_then(|id| Found::record(&id, Mode::View)),
        _ => None,
    }
    .unwrap_or(Found::NOTHING)
}

/// A path of Classic within another URL: `/<id>`, `/003/o`, `/apex/X?id=…`.
pub fn relative(base: &Url, address: &str) -> Found {
    base.join(address)
        .ok()
        .filter(|url| url.host() == base.host())
        .map_or(Found::NOTHING, |mut url| {
            url.set_fragment(None);
            route(&url)
        })
}

fn path(parts: &[&str]) -> Found {
    let found = match parts {
        [prefix] | [prefix, "o"] if is_key_prefix(prefix) => Some(list(prefix, Mode::List)),
        [prefix, "e"] if is_key_prefix(prefix) => Some(list(prefix, Mode::Edit)),
        [id] | [id, "p"] => Found::record(id, Mode::View),
        [id, "e"] => Found::record(id, Mode::Edit),
        _ => None,
    };
    found.unwrap_or(Found::NOTHING)
}

/// `/003?rlid=RelatedContactList&id=<account>`: a related list in full, of the record in `id`.
fn related(url: &Url) -> Option<Found> {
    Found::record(&query_value(url, "id")?, Mode::Related)
}

/// `/console#%2F<id>…`: the tab in front; a trailing `|` separates further tabs.
fn console(url: &Url) -> Found {
    let fragment = decoded(url.fragment().unwrap_or_default());
    let address = fragment.split('|').next().unwrap_or_default();
    if address.starts_with('/') && !address.starts_with("/console") {
        relative(url, address)
    } else {
        Found::NOTHING
    }
}

fn list(prefix: &str, mode: Mode) -> Found {
    Found {
        subject: Subject::Object(ObjectType::of_prefix(prefix)),
        mode,
    }
}

/// Three base-62 characters with a digit, as all key prefixes of records have.
fn is_key_prefix(text: &str) -> bool {
    text.len() == 3
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.bytes().any(|b| b.is_ascii_digit())
}
