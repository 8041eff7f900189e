//! Lightning Experience's routes. The path names the record in view; `ws=` is only the workspace
//! tab that holds it in a console app.

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Deserialize;
use url::Url;

use super::classic;
use super::path::{decoded, is_under, query_value, segments};
use super::shown::{Found, Mode, Subject, Ui};
use crate::base::RecordId;

/// `/lightning/…`, app-scoped or not.
pub fn route(url: &Url) -> Found {
    let parts = segments(url.path());
    let parts = match parts.as_slice() {
        ["lightning", "app", _, rest @ ..] | ["lightning", rest @ ..] => rest,
        _ => return Found::NOTHING,
    };
    match parts {
        ["r", rest @ ..] => record(rest),
        ["o", rest @ ..] => object(rest),
        ["action", "quick", _] => quick_action(url),
        ["_classic", address] => Some(classic::relative(url, &decoded(address))),
        _ => None,
    }
    .unwrap_or(Found::NOTHING)
}

/// `/one/one.app#…`, from before the routes of Spring '18 and still produced.
/// `at` recognises another address, which may be part of it.
pub fn one_app(url: &Url, at: impl Fn(&Url) -> Found) -> (Ui, Found) {
    let fragment = url.fragment().unwrap_or_default();
    // A link that was a parameter of another page is percent-encoded as a whole.
    let whole = match fragment.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("%2f") => decoded(fragment),
        _ => fragment.to_owned(),
    };
    let path = format!("/{}", whole.trim_start_matches('/'));
    if is_under(&path, &["/setup"]) {
        return (Ui::Setup, Found::NOTHING);
    }
    let route = path.split('?').next().unwrap_or_default();
    let found = match segments(route).as_slice() {
        ["sObject", rest @ ..] => former_record(rest).or_else(|| object(rest)),
        ["alohaRedirect", ..] => {
            let address = path.strip_prefix("/alohaRedirect").unwrap_or_default();
            let address = decoded(address);
            let address = format!("/{}", address.trim_start_matches('/'));
            Some(classic::relative(url, &address))
        }
        _ => component(url, fragment, at),
    };
    (Ui::Lightning, found.unwrap_or(Found::NOTHING))
}

/// `<Object>/<id>/<action>` or `<id>/<action>`. An object's name may have 15 or 18 letters, so a
/// second id decides which segment is the record.
fn record(parts: &[&str]) -> Option<Found> {
    let (id, action) = match parts {
        [_, id, action @ ..] if RecordId::parse(id).is_ok() => (id, action),
        [id, action @ ..] => (id, action),
        [] => return None,
    };
    let mode = match action {
        ["view"] => Mode::View,
        ["edit" | "clone"] => Mode::Edit,
        ["related", _list, "view"] => Mode::Related,
        _ => return None,
    };
    Found::record(id, mode)
}

/// As [`record`], with two forms that only the older routes have: an id alone, and a related list as `rlName`.
fn former_record(parts: &[&str]) -> Option<Found> {
    match parts {
        [id] | [_, id] if RecordId::parse(id).is_ok() => Found::record(id, Mode::View),
        [id, "rlName", _list, "view"] => Found::record(id, Mode::Related),
        _ => record(parts),
    }
}

/// `<Object>/list`, `/home`, `/new` and other views of an object.
fn object(parts: &[&str]) -> Option<Found> {
    match parts {
        [object, "new"] => Some(Found::object(object, Mode::Edit)),
        [object] => Some(Found::object(object, Mode::List)),
        [object, view] if RecordId::parse(view).is_err() => Some(Found::object(object, Mode::List)),
        _ => None,
    }
}

/// A quick action opens over a record: the one that both `recordId` and `backgroundContext` name.
fn quick_action(url: &Url) -> Option<Found> {
    let id = query_value(url, "recordId")?;
    let behind = url.join(&query_value(url, "backgroundContext")?).ok()?;
    if behind.host() != url.host() {
        return None;
    }
    let found = route(&behind);
    match &found.subject {
        Subject::Record { id: shown, .. } if RecordId::parse(&id).as_ref() == Ok(shown) => {
            Some(found)
        }
        _ => None,
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    component_def: String,
    #[serde(default)]
    attributes: Attributes,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes {
    address: Option<String>,
    record_id: Option<String>,
}

/// `#eyJ…`: a component and its attributes as base64 JSON. Only those of Salesforce that put a record
/// on screen count; a custom component's `recordId` proves nothing.
fn component(url: &Url, fragment: &str, at: impl Fn(&Url) -> Found) -> Option<Found> {
    let bytes = from_base64(&decoded(fragment))?;
    let component: Component = crate::base::json::read(&bytes).ok()?;
    match component.component_def.as_str() {
        "one:alohaPage" => {
            let address = url.join(&component.attributes.address?).ok()?;
            // A component within another one is no page.
            (address.path() != "/one/one.app").then(|| at(&address))
        }
        "sfa:hierarchyFullView" => Found::record(&component.attributes.record_id?, Mode::Related),
        _ => None,
    }
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    [STANDARD, URL_SAFE]
        .iter()
        .find_map(|alphabet| GeneralPurpose::new(alphabet, lenient).decode(text).ok())
}
