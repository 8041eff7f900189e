//! Reads what a rep types or pastes as recipients, as mail programs write them:
//! `Ada Lovelace <ada@analytical.example>, grace@navysystems.example`.

use super::Recipient;

/// The recipients in `text`, in order: between commas, semicolons and line breaks, outside of quotes
/// and angle brackets. Whether an address is well-formed is for the form's check to say.
#[must_use]
pub fn read(text: &str) -> Vec<Recipient> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let (mut quoted, mut angled) = (false, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '<' if !quoted => angled = true,
            '>' if !quoted => angled = false,
            _ => {}
        }
        let ends = match c {
            '\n' | '\r' => true,
            ',' | ';' => !quoted && !angled,
            _ => false,
        };
        if ends {
            parts.push(std::mem::take(&mut part));
            (quoted, angled) = (false, false);
        } else {
            part.push(c);
        }
    }
    parts.push(part);
    parts.iter().flat_map(|part| recipients(part)).collect()
}

/// One part: a name with its address in angle brackets, or one or more bare addresses.
fn recipients(part: &str) -> Vec<Recipient> {
    let part = part.trim();
    if let Some((name, rest)) = part.split_once('<') {
        let address = rest.split('>').next().unwrap_or(rest);
        let name = name.trim().trim_matches('"').replace("\\\"", "\"");
        return one(address, Some(name.trim()).filter(|name| !name.is_empty()));
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.contains('@')) {
        return words.iter().flat_map(|word| one(word, None)).collect();
    }
    one(part, None)
}

fn one(address: &str, name: Option<&str>) -> Vec<Recipient> {
    let address = address.trim();
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    if address.is_empty() {
        return Vec::new();
    }
    vec![Recipient {
        address: address.to_owned(),
        name: name.map(str::to_owned),
        record: None,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, Option<String>)> {
        read(text)
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
        ] {
            assert_eq!(pairs(text), two, "{text}");
        }
    }

    #[test]
    fn names_keep_their_commas_inside_quotes() {
        assert_eq!(
            pairs("\"Lovelace, Ada\" <ada@x.example>, Grace Hopper <grace@y.example>"),
            vec![
                ("ada@x.example".into(), Some("Lovelace, Ada".into())),
                ("grace@y.example".into(), Some("Grace Hopper".into())),
            ]
        );
    }

    #[test]
    fn what_is_no_address_stays_as_it_was_typed() {
        assert_eq!(pairs("Ada Lovelace"), bare(&["Ada Lovelace"]));
        assert_eq!(
            pairs("\"never closed, a@x.example"),
            bare(&["\"never closed, a@x.example"])
        );
        assert_eq!(pairs(" ,; \n"), bare(&[]));
    }
}
