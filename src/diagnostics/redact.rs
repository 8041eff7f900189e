//! What stands in the report in place of names and values.

use serde::Serialize;
use serde_json::Value;

use crate::base::OrgHost;
use crate::settings::{CATALOGUE, Kind};

/// Numbers in place of the orgs' names, in the order in which they are first named.
#[derive(Default)]
pub(super) struct Orgs(Vec<String>);

impl Orgs {
    /// `org 2 (sandbox)`.
    pub fn label(&mut self, host: &str) -> String {
        let known = self.0.iter().position(|known| known == host);
        let at = known.unwrap_or_else(|| {
            self.0.push(host.to_owned());
            self.0.len() - 1
        });
        let kind = match OrgHost::parse(host) {
            Ok(org) if org.is_sandbox() => " (sandbox)",
            _ => "",
        };
        format!("org {}{kind}", at + 1)
    }
}

/// The name of a setting, where it is one of ours.
pub(super) fn setting(name: &str) -> &'static str {
    let own = CATALOGUE.iter().find(|setting| setting.name == name);
    own.map_or("(a setting that is not known)", |own| own.name)
}

/// A value of the policy: switches, numbers and words to choose from as they are, of the others what they are.
pub(super) fn value(name: &str, json: &str) -> String {
    let own = CATALOGUE.iter().find(|setting| setting.name == name);
    let kind = own.map(|own| own.kind);
    match (kind, serde_json::from_str(json)) {
        (Some(Kind::Switch), Ok(Value::Bool(on))) => on.to_string(),
        (Some(Kind::Number { .. }), Ok(Value::Number(number))) => number.to_string(),
        (Some(Kind::Word(offered)), Ok(Value::String(word))) if is_offered(offered, &word) => word,
        (Some(Kind::Words(offered)), Ok(Value::Array(words))) => {
            let known = |word: &Value| word.as_str().is_some_and(|word| is_offered(offered, word));
            let of = words.iter().filter(|word| known(word));
            let of: Vec<&str> = of.filter_map(Value::as_str).collect();
            format!("list of {}: {}", words.len(), of.join(" "))
        }
        (_, Ok(Value::Array(all))) => format!("list of {}", all.len()),
        (_, Ok(Value::Object(_))) => "an object".to_owned(),
        (_, Ok(Value::String(text))) => format!("text of {} characters", text.chars().count()),
        (_, Ok(Value::Bool(_))) => "a switch".to_owned(),
        (_, Ok(Value::Number(_))) => "a number".to_owned(),
        (_, Ok(Value::Null) | Err(_)) => "nothing that can be read".to_owned(),
    }
}

/// The places in lists that a part of a value names, such as `[2]`; the rest of it may be a policy's own words.
pub(super) fn place(at: &str) -> String {
    at.chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '[' | ']'))
        .take(12)
        .collect()
}

/// The name of a variant on the wire, without its data.
pub(super) fn name(of: &impl Serialize) -> String {
    match serde_json::to_value(of) {
        Ok(Value::String(name)) => name,
        Ok(Value::Object(variant)) => variant.into_iter().next().map_or_else(String::new, first),
        _ => String::new(),
    }
}

fn first((name, _): (String, Value)) -> String {
    name
}

fn is_offered(offered: &[&str], word: &str) -> bool {
    offered.contains(&word)
}
