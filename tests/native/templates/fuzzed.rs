//! Whatever the template and the values are: what is filled holds no field.

use msi_actions::mailbox::plain_text;
use msi_actions::templates::{FieldName, FieldValue, Form, Style, fill};
use proptest::collection::vec;
use proptest::prelude::*;

const PIECES: [&str; 40] = [
    "{",
    "{{",
    "{{{",
    "}",
    "}}",
    "}}}",
    "{!",
    "!",
    "{{first_name}}",
    "{{a}}",
    "{{b}}",
    "{{ a | default: \"{\" }}",
    "{{x | default: ''}}",
    "{{x|default:“}}”}}",
    "{{! prompt }}",
    "{!Contact.FirstName}",
    "{!Contact.X__c}",
    "{{{Recipient.FirstName}}}",
    "{{#if a}}",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<a href=\"{{a}}\">",
    "<a href='x{{b}}'>",
    "<i title={{a}}>",
    "<!-- {{a}} -->",
    "<!--",
    "-->",
    "<",
    ">",
    "&lcub;",
    "&#123;",
    "&#x7B;&excl;",
    "\u{200b}",
    "&shy;",
    " ",
    "\n",
    "Grüße 🦀",
    "first_name",
];
const VALUES: [&str; 12] = [
    "Ada",
    "{",
    "{{",
    "!",
    "}}",
    "",
    "<b>{</b>",
    "&#123;",
    "{\u{200b}{a}}",
    "https://x.example/{",
    "{{a}}",
    "\r\n{!",
];

fn template() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => "\\PC{0,10}",
    ];
    vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

/// What a reader of the filled text sees, in every way in which they may read it.
fn readings(filled: &str, form: Form) -> Vec<String> {
    let mut readings = vec![filled.to_owned()];
    if form == Form::Html {
        readings.push(plain_text(filled));
    }
    readings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_field_ever_leaves(
        template in template(),
        form in prop::sample::select(vec![Form::Line, Form::Text, Form::Html]),
        a in prop::sample::select(VALUES.as_slice()),
        b in prop::sample::select(VALUES.as_slice()),
        is_html in any::<bool>(),
    ) {
        let values = |name: &FieldName| match name.as_str() {
            "first_name" => Some(FieldValue::Text("Ada".into())),
            "a" if is_html => Some(FieldValue::Html(a.into())),
            "a" => Some(FieldValue::Text(a.into())),
            "b" => Some(FieldValue::Text(b.into())),
            _ => None,
        };
        match fill(&template, form, &Style::of("en_US"), &values) {
            Ok(filled) => {
                for text in readings(&filled, form) {
                    prop_assert!(!text.contains("{{") && !text.contains("{!"), "{template:?} -> {text:?}");
                }
            }
            Err(unfilled) => {
                prop_assert!(!unfilled.is_empty());
                for each in unfilled {
                    prop_assert!(template.is_char_boundary(each.at), "{template:?}: {each:?}");
                    prop_assert!(each.at < template.len());
                }
            }
        }
    }

    #[test]
    fn text_without_fields_stays_as_it_is(text in "\\PC{0,100}") {
        let text = text.replace('{', "(");
        for form in [Form::Text, Form::Html, Form::Line] {
            prop_assert_eq!(fill(&text, form, &Style::of("en_US"), &|_| None), Ok(text.clone()));
        }
    }

    #[test]
    fn values_stay_words_in_html(value in "x\\PC{0,60}") {
        let value = value.replace('{', "(");
        let values = |_: &FieldName| Some(FieldValue::Text(value.clone()));
        let filled = fill("<p>[{{a}}]</p>", Form::Html, &Style::of("en_US"), &values).unwrap();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&plain_text(&filled)), words(&format!("[{value}]")));
        prop_assert_eq!(filled.matches('<').count(), 2);
    }
}
