//! Text with fields: filled for one receiver, or not sent.

mod filled;
mod fuzzed;

use msi_actions::templates::{FieldName, FieldValue, Form, Number, Reason, Style, fill};

/// What is known of Ada.
fn ada(name: &FieldName) -> Option<FieldValue> {
    let text = |text: &str| Some(FieldValue::Text(text.into()));
    match name.as_str() {
        "first_name" => text("Ada"),
        "last_name" => text("King & <Lovelace>"),
        "title" => text(""),
        "work_website" => text("https://analytical.example/?a=1&b=\"2\""),
        "company" => text("Analytical Engines, Inc."),
        "lines" => text("one\r\ntwo"),
        "evil" => text("{{first_name}}"),
        "open" => text("{"),
        "bang" => text("!x"),
        "script" => text("javascript:alert(1)"),
        "my_signature" => Some(FieldValue::Html("<b>Rita</b><br>Rep".into())),
        "sfdc_opportunity_amount" => {
            Number::read("12500.5").map(|amount| FieldValue::Money(amount, "EUR".into()))
        }
        "sfdc_opportunity_close_date" => FieldValue::day("2026-12-31"),
        _ => None,
    }
}

fn filled(template: &str, form: Form) -> Result<String, Vec<(String, usize, Reason)>> {
    let filled = fill(template, form, &Style::of("de_DE"), &ada);
    let short =
        |each: &msi_actions::templates::Unfilled| (each.field.clone(), each.at, each.reason);
    filled.map_err(|unfilled| unfilled.iter().map(short).collect())
}
