//! The schema that Chrome checks a policy by, and the reference page, both generated from the catalogue.

use serde_json::{Map, Value, json};
use std::fmt::Write;

use super::catalogue::{CATALOGUE, Kind, Setting};
use super::org;

/// The schema for Chrome (`storage.managed_schema`). Chrome drops a value that does not fit without a message,
/// so the schema is as loose as Chrome allows: one type a setting, and a number need not be whole. We check
/// the rest ourselves and show it in Diagnostics.
#[must_use]
pub fn schema() -> Value {
    let properties: Map<String, Value> = CATALOGUE
        .iter()
        .map(|setting| (setting.name.to_owned(), type_of(setting)))
        .collect();
    json!({
        "$schema": "http://json-schema.org/draft-03/schema#",
        "type": "object",
        "properties": properties,
    })
}

fn type_of(setting: &Setting) -> Value {
    let mut written = match setting.kind {
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Number { .. } => json!({ "type": "number" }),
        Kind::Word(_) | Kind::Text => json!({ "type": "string" }),
        Kind::Words(_) | Kind::Fields | Kind::Domains | Kind::Choices => {
            json!({ "type": "array", "items": { "type": "string" } })
        }
        Kind::Orgs => {
            let fields: Map<String, Value> = org::PARTS
                .iter()
                .map(|(name, ..)| ((*name).to_owned(), json!({ "type": "string" })))
                .collect();
            json!({ "type": "array", "items": { "type": "object", "properties": fields } })
        }
    };
    if let Some(fields) = written.as_object_mut() {
        fields.insert("title".into(), setting.name.into());
        fields.insert("description".into(), setting.text.into());
    }
    written
}

/// The reference page, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    for setting in CATALOGUE {
        let Setting {
            name,
            kind,
            default,
            text,
            strictest,
            ..
        } = setting;
        let values = values(*kind);
        let unread = strictest.unwrap_or("as without it");
        // Writing to a String cannot fail.
        let _ = write!(
            page,
            "\n## {name}\n\n{text}\n\n| | |\n|---|---|\n| Value | {values} |\n| Without it | {default} |\n\
             | Where it cannot be read | {unread} |\n"
        );
        if *kind == Kind::Orgs {
            page.push_str("\nEach org is an object:\n\n| Part | | |\n|---|---|---|\n");
            for (part, required, text) in org::PARTS {
                let required = if *required { "required" } else { "" };
                let _ = writeln!(page, "| `{part}` | {required} | {text} |");
            }
        }
    }
    page
}

fn values(kind: Kind) -> String {
    let listed = |words: &[&str]| {
        let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
        quoted.join(", ")
    };
    match kind {
        Kind::Switch => "`true` or `false`".into(),
        Kind::Number { least, most } => format!("a whole number from {least} to {most}"),
        Kind::Word(words) => format!("one of {}", listed(words)),
        Kind::Words(words) => format!("a list of {}", listed(words)),
        Kind::Fields => "a list of at most 20 API names".into(),
        Kind::Domains => "a list of at most 500 domains".into(),
        Kind::Choices => "a list of at most 15 texts of at most 50 characters".into(),
        Kind::Text => "a text of at most 200 characters".into(),
        Kind::Orgs => "a list of at most 100 orgs".into(),
    }
}

const HEAD: &str = "\
# Managed policy

Written from the catalogue in `src/settings/catalogue.rs` by
`MSI_WRITE_POLICY=1 cargo test --test native policy_reference`; a test fails when it is out of date.

How to deploy a policy is in [administer.md](administer.md). Every setting is optional. What a policy
says beats everything that a person or an invitation says, and takes effect without a restart of the
browser; nobody is signed out.

**A value that cannot be read.** A setting that restricts then takes its strictest value (the last line
of each table below); any other holds as without it. The popup, the Set-up page and Diagnostics in the web
application (`#/diagnostics`) say which setting, what was written and what holds.

**What Chrome drops.** Chrome hands over only what has the right type. It drops a text in place of a
switch (`\"sessionOnly\": \"true\"`), a word in place of a list, a list with one wrong type in it, and a
setting of another name (`mailclients`), before any extension can see them. Name the settings that you
rely on in [`required`](#required): one that is named there and does not arrive takes its strictest value.
`chrome://policy` (`edge://policy`) shows what was dropped.
";
