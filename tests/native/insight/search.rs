//! What a rep types, against the people who are there.

use msi_actions::insight::{FoundPerson, PersonView, completion, is_searchable, only_with_address};
use serde_json::json;

fn person(name: &str, title: Option<&str>, address: Option<&str>) -> PersonView {
    let id = format!("003Ac000000{:04}", name.len());
    serde_json::from_value(json!({
        "record": id, "name": name, "title": title, "address": address, "phone": null, "role": "Evaluator",
        "primary": false, "marks": null,
    }))
    .unwrap()
}

fn found(people: &[(&str, &str)]) -> Vec<FoundPerson> {
    let found = |(name, address): &(&str, &str)| FoundPerson {
        person: person(
            name,
            None,
            Some(*address).filter(|address| !address.is_empty()),
        ),
        company: None,
    };
    people.iter().map(found).collect()
}

#[test]
fn a_person_is_found_by_name_title_or_address_in_any_case() {
    let grace = person(
        "Grace Hopper",
        Some("Rear Admiral"),
        Some("grace@Navy.example"),
    );
    for typed in ["", "  ", "hop", " GRACE h", "admiral", "@navy"] {
        assert!(grace.matches(typed), "{typed:?}");
    }
    for typed in ["ada", "hopper grace", "evaluator"] {
        assert!(!grace.matches(typed), "{typed:?}");
    }
    assert!(!person("Jean Bartik", None, None).matches("@"));
}

#[test]
fn salesforce_is_asked_for_two_characters_and_more() {
    assert!(!is_searchable(" a "));
    assert!(is_searchable("李明"));
}

#[test]
fn an_address_names_somebody_where_one_alone_has_it() {
    let all = found(&[
        ("Ada", "ada@x.example"),
        ("Grace", "desk@x.example"),
        ("Edith", "desk@x.example"),
        ("Jo", ""),
    ]);
    assert_eq!(only_with_address(&all, " ADA@x.example "), all.first());
    for none in ["desk@x.example", "da@x.example", ""] {
        assert_eq!(only_with_address(&all, none), None, "{none}");
    }
}

#[test]
fn enter_takes_the_first_for_a_name_and_only_its_owner_for_an_address() {
    let all = found(&[("Grace", "grace@x.example"), ("Ada", "ada@x.example")]);
    assert_eq!(completion(&all, "gr"), Some(0));
    assert_eq!(completion(&all, "ada@x.example"), Some(1));
    assert_eq!(
        completion(&all, "new@x.example"),
        None,
        "it stays as it was typed"
    );
    assert_eq!(completion(&[], "gr"), None);
}
