//! What a rep types or pastes as recipients.

use crate::base::{Recipient, ToAscii};
use crate::mailbox::addresses::{once, read as read_addresses};

/// The recipients in `text`, in order, each once. Text that is no address becomes a recipient as it was typed:
/// the form's check reports it, so that nobody is left out of a mail unnoticed.
#[must_use]
pub fn read(text: &str, to_ascii: ToAscii<'_>) -> Vec<Recipient> {
    let recipient = |address, name| Recipient {
        address,
        name,
        ..Recipient::default()
    };
    once(read_addresses(text, to_ascii))
        .into_iter()
        .map(|read| match read {
            Ok(person) => recipient(person.address, person.name),
            Err(fault) => recipient(fault.text, None),
        })
        .collect()
}

/// Whether a comma that is typed after `text` ends an address: there is one, and no quote is open.
#[must_use]
pub fn ends_with_comma(text: &str) -> bool {
    text.contains('@') && text.matches('"').count().is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, Option<String>)> {
        read(text, &|_| None)
            .into_iter()
            .map(|r| (r.address, r.name))
            .collect()
    }

    fn bare(addresses: &[&str]) -> Vec<(String, Option<String>)> {
        addresses.iter().map(|a| ((*a).to_owned(), None)).collect()
    }

    #[test]
    fn lists_in_every_common_form() {
        let two = bare(&["a@x.example", "b@y.example"]);
        for text in [
            "a@x.example, b@y.example",
            "a@x.example;b@y.example;",
            "a@x.example\r\nb@y.example\n",
            "a@x.example b@y.example",
            " mailto:a@x.example,,\n; b@y.example ",
            "<a@x.example>, <b@y.example>",
            "a@x.example, A@x.example, b@y.example",
        ] {
            assert_eq!(pairs(text), two, "{text}");
        }
    }

    #[test]
    fn names_keep_their_commas() {
        let people = vec![
            ("ada@x.example".into(), Some("Lovelace, Ada".into())),
            ("grace@y.example".into(), Some("Grace Hopper".into())),
        ];
        for text in [
            "\"Lovelace, Ada\" <ada@x.example>, Grace Hopper <grace@y.example>",
            "Lovelace, Ada <ada@x.example>; Grace Hopper <grace@y.example>",
        ] {
            assert_eq!(pairs(text), people, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_stays_as_it_was_typed() {
        assert_eq!(pairs("Ada Lovelace"), bare(&["Ada Lovelace"]));
        assert_eq!(
            pairs("\"never closed, a@x.example"),
            bare(&["never closed", "a@x.example"])
        );
        assert_eq!(pairs(" ,; \n"), bare(&[]));
    }

    #[test]
    fn a_comma_ends_an_address_and_no_name() {
        assert!(ends_with_comma("ada@x.example"));
        assert!(ends_with_comma("\"Lovelace, Ada\" <ada@x.example>"));
        assert!(!ends_with_comma("Lovelace"));
        assert!(!ends_with_comma("\"ada@x.example"));
    }
}
