//! Experience Cloud sites: `/s/…`, below a site prefix or not.

use url::Url;

use super::path::segments;
use super::shown::{Found, Mode, is_api_name};

/// What a page of a site shows.
pub fn route(url: &Url) -> Found {
    let parts = segments(url.path());
    let parts = match parts.as_slice() {
        ["s", rest @ ..] | [_, "s", rest @ ..] => rest,
        _ => return Found::NOTHING,
    };
    match parts {
        ["relatedlist", id, ..] => Found::record(id, Mode::Related),
        ["recordlist", object, ..] => Some(Found::object(object, Mode::List)),
        [_, object, "Default"] if is_api_name(object) => Some(Found::object(object, Mode::List)),
        [_, id, rest @ ..] if rest.len() <= 1 => Found::record(id, Mode::View),
        _ => None,
    }
    .unwrap_or(Found::NOTHING)
}
