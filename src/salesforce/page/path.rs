//! Helpers to read the path and the query of a URL.

use url::Url;

/// Whether `path` is one of `folders` or below it.
pub(super) fn is_under(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The path's segments; empty ones (a trailing slash) left out.
pub(super) fn segments(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .collect()
}

/// Decodes `%2F` and the like once.
pub(super) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// The first value of a query key, in any case: Salesforce ignores the case of a page's parameters ("PageReference
/// Class", Apex Reference Guide), and orgs' own buttons and links write them in any.
pub(super) fn query_value(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.into_owned())
}
