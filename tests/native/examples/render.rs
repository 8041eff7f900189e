//! Reads `{"template": "…", "fields": {…}}` on standard input and prints the filled text, or what is not
//! filled and where: `cargo run --quiet --example render < template.json`. `"html": true` for a template
//! that is HTML, `"locale"` for how numbers are written.

use msi_actions::templates::{FieldName, FieldValue, Form, Number, Style, fill};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::{Read, stdin};

#[derive(Deserialize)]
struct Asked {
    template: String,
    #[serde(default)]
    fields: Map<String, Value>,
    #[serde(default)]
    html: bool,
    #[serde(default)]
    locale: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut text = String::new();
    stdin().read_to_string(&mut text)?;
    let asked: Asked = serde_json::from_str(&text)?;
    let value = |name: &FieldName| {
        let named = |key: &str| FieldName::read(key).or(FieldName::of_merge_field(key));
        let mut fields = asked.fields.iter();
        let (_, value) = fields.find(|(key, _)| named(key).as_ref() == Some(name))?;
        Some(match value {
            Value::Null => FieldValue::Text(String::new()),
            Value::String(text) => FieldValue::Text(text.clone()),
            Value::Number(number) if !asked.locale.is_empty() => {
                match Number::read(&number.to_string()) {
                    Some(number) => FieldValue::Number(number),
                    None => FieldValue::Text(number.to_string()),
                }
            }
            other => FieldValue::Text(other.to_string()),
        })
    };
    let form = if asked.html { Form::Html } else { Form::Text };
    let printed = match fill(&asked.template, form, &Style::of(&asked.locale), &value) {
        Ok(text) => json!({ "text": text }),
        Err(unfilled) => {
            let each = unfilled.iter();
            let each = each.map(
                |each| json!({ "field": each.field, "at": each.at, "reason": each.reason.code() }),
            );
            json!({ "unfilled": each.collect::<Vec<_>>() })
        }
    };
    println!("{printed}");
    Ok(())
}
