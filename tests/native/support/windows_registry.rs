//! The Windows registry as far as a browser reads its policies from it, in Chromium's order
//! (`RegistryDict::ConvertToJSON`): the values of a key first, then its subkeys, which take the place of values
//! of the same name.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A key. Names are compared without regard to case, as Windows does.
#[derive(Clone, Debug, Default)]
pub struct Key {
    values: BTreeMap<String, (String, Data)>,
    keys: BTreeMap<String, (String, Key)>,
}

/// What a value holds.
#[derive(Clone, Debug)]
pub enum Data {
    Text(String),
    Number(u32),
}

impl Key {
    pub fn set(&mut self, name: &str, data: Data) {
        self.values.insert(name.to_lowercase(), (name.into(), data));
    }

    /// The key at a path, made where it is not there.
    pub fn key(&mut self, path: &str) -> &mut Self {
        path.split('\\').fold(self, |key, name| {
            let made = || (name.to_owned(), Self::default());
            &mut key.keys.entry(name.to_lowercase()).or_insert_with(made).1
        })
    }

    pub fn at(&self, path: &str) -> Option<&Self> {
        let mut names = path.split('\\');
        names.try_fold(self, |key, name| {
            Some(&key.keys.get(&name.to_lowercase())?.1)
        })
    }

    /// With what another registry has, too.
    pub fn merged(mut self, other: Self) -> Self {
        self.values.extend(other.values);
        for (lower, (name, key)) in other.keys {
            let own = self
                .keys
                .remove(&lower)
                .map(|(_, own)| own)
                .unwrap_or_default();
            self.keys.insert(lower, (name, own.merged(key)));
        }
        self
    }

    /// After a file for the registry editor was imported.
    pub fn with_reg(mut self, text: &str) -> Self {
        let mut lines = text.split("\r\n");
        assert_eq!(lines.next(), Some("Windows Registry Editor Version 5.00"));
        let mut path = String::new();
        for line in lines.filter(|line| !line.is_empty()) {
            if let Some(name) = line.strip_prefix('[') {
                let whole = name.trim_end_matches(']');
                path = whole
                    .strip_prefix(r"HKEY_LOCAL_MACHINE\")
                    .unwrap()
                    .to_owned();
                self.key(&path);
                continue;
            }
            let (name, data) = line.split_once('=').unwrap();
            let data = match data
                .strip_prefix('"')
                .and_then(|data| data.strip_suffix('"'))
            {
                Some(text) => Data::Text(text.replace("\\\"", "\"").replace(r"\\", "\\")),
                None => {
                    let hex = data.strip_prefix("dword:").unwrap();
                    Data::Number(u32::from_str_radix(hex, 16).unwrap())
                }
            };
            self.key(&path).set(name.trim_matches('"'), data);
        }
        self
    }

    /// As Chromium makes JSON of it by a schema; what cannot be converted is left out.
    pub fn to_json(&self, schema: &Value) -> Value {
        if schema["type"] == "array" {
            let numbered = self
                .values
                .values()
                .filter(|(name, _)| name.parse::<i32>().is_ok());
            return numbered
                .filter_map(|(_, data)| converted(data, &schema["items"]))
                .collect();
        }
        let part = |name: &str| schema["properties"].get(name).cloned().unwrap_or_default();
        let mut all = Map::new();
        for (name, data) in self.values.values() {
            if let Some(value) = converted(data, &part(name)) {
                all.insert(name.clone(), value);
            }
        }
        for (name, key) in self.keys.values() {
            all.insert(name.clone(), key.to_json(&part(name)));
        }
        Value::Object(all)
    }
}

fn converted(data: &Data, schema: &Value) -> Option<Value> {
    let number = |text: &str| text.parse::<i64>().ok();
    match (schema["type"].as_str(), data) {
        (Some("boolean"), Data::Number(number)) => Some((*number != 0).into()),
        (Some("boolean"), Data::Text(text)) => Some((number(text)? != 0).into()),
        (Some("integer" | "number"), Data::Number(number)) => Some((*number).into()),
        (Some("integer" | "number"), Data::Text(text)) => Some(number(text)?.into()),
        (Some(kind @ ("array" | "object")), Data::Text(text)) => {
            let value: Value = serde_json::from_str(text).ok()?;
            let fits = if kind == "array" {
                value.is_array()
            } else {
                value.is_object()
            };
            fits.then_some(value)
        }
        (Some("string") | None, Data::Text(text)) => Some(text.clone().into()),
        (None, Data::Number(number)) => Some((*number).into()),
        _ => None,
    }
}
