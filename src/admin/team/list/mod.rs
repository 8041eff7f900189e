//! A list of addresses as administrators have it: pasted, or the text of a file.

mod columns;
mod file;
mod left_out;
mod table;

pub use file::{FileFault, text_of};

use std::collections::HashSet;

pub use self::left_out::csv;

use self::columns::Columns;
use self::table::{Row, named_separator, rows};
use crate::base::{Address, AddressFault, ToAscii};
use crate::mailbox::addresses::{NotAddress, is_invisible, read as read_addresses};

/// The most addresses that one list may have.
const MOST: usize = 10_000;
/// Longer than any list of so many, with all that a directory exports of each.
const LONGEST: usize = 8_000_000;

/// One address of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of the text, from 1; `None` where it was not a table.
    pub line: Option<usize>,
    /// As it was written.
    pub written: String,
    /// The name beside it, if there is one.
    pub name: Option<String>,
    /// What it is.
    pub reading: Reading,
}

/// What an entry of a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// An address, in the form in which it is sent.
    Address(String),
    /// No address.
    Malformed(AddressFault),
    /// An address that stands further up.
    Again,
}

/// The list has more than 10,000 addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than {MOST} addresses")]
pub struct TooMany;

/// Reads a list: a table with a column of addresses (comma, semicolon, tab or bar; with or without a
/// line of titles, in any language), else addresses as people write them.
///
/// # Errors
/// [`TooMany`].
pub fn read(text: &str, to_ascii: ToAscii<'_>) -> Result<Vec<Entry>, TooMany> {
    if text.len() > LONGEST {
        return Err(TooMany);
    }
    let text = plain(text);
    let (separator, text, first) = match named_separator(&text) {
        Some((separator, rest)) => (Some(separator), rest, 2),
        None => (None, text.as_str(), 1),
    };
    let found = table(text, first, separator, to_ascii);
    let found = found.unwrap_or_else(|| pasted(text, first, to_ascii));
    if found.len() > MOST {
        return Err(TooMany);
    }
    let mut seen = HashSet::new();
    let entry = |found: Found| {
        let (name, reading) = match found.read {
            Err(reason) => (None, Reading::Malformed(reason)),
            Ok(person) if seen.insert(person.address.to_ascii_lowercase()) => {
                (person.name, Reading::Address(person.address))
            }
            Ok(person) => (person.name, Reading::Again),
        };
        Entry {
            line: found.line,
            written: found.written,
            name,
            reading,
        }
    };
    Ok(found.into_iter().map(entry).collect())
}

/// The text without invisible characters, with one kind of line end.
fn plain(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !is_invisible(*c)).collect()
}

struct Found {
    line: Option<usize>,
    written: String,
    read: Result<Address, AddressFault>,
}

fn pasted(text: &str, first: usize, to_ascii: ToAscii<'_>) -> Vec<Found> {
    let several = text.trim().contains('\n');
    let found = |read: Result<Address, NotAddress>| match read {
        Ok(person) => Found {
            line: None,
            written: person.to_string(),
            read: Ok(person),
        },
        Err(fault) => Found {
            line: several.then_some(fault.line + first - 1),
            written: fault.text,
            read: Err(fault.reason),
        },
    };
    read_addresses(text, to_ascii)
        .into_iter()
        .map(found)
        .collect()
}

/// What the rows of a table hold, where the text is one; its first line is line `first`.
fn table(
    text: &str,
    first: usize,
    separator: Option<u8>,
    to_ascii: ToAscii<'_>,
) -> Option<Vec<Found>> {
    let separators = separator.map_or(vec![b';', b',', b'\t', b'|'], |named| vec![named]);
    let tables = separators.into_iter().filter_map(|separator| {
        let rows = rows(text, separator, first);
        let columns = Columns::titled(&rows).or_else(|| Columns::by_rows(&rows, to_ascii))?;
        Some((columns, rows))
    });
    let mut tables: Vec<(Columns, Vec<Row>)> = tables.collect();
    // The separator by which most is found; of equals the first.
    tables.reverse();
    let (columns, mut rows) = tables
        .into_iter()
        .max_by_key(|(columns, rows)| (columns.by_title, columns.weight(rows, to_ascii)))?;
    rows.truncate(rows.len() - footer(&rows));
    let rows = rows.iter().skip(columns.skip);
    Some(
        rows.flat_map(|row| people(&columns, row, to_ascii))
            .collect(),
    )
}

fn people(columns: &Columns, row: &Row, to_ascii: ToAscii<'_>) -> Vec<Found> {
    let name = columns.name(row);
    let (written, read) = columns.read(row, to_ascii);
    let found = |read: Result<Address, NotAddress>| Found {
        line: Some(row.line),
        written: written.clone(),
        read: read.map_err(|fault| fault.reason).map(|person| Address {
            name: name.clone().or(person.name),
            address: person.address,
        }),
    };
    if read.is_empty() {
        return vec![Found {
            line: Some(row.line),
            written: row.words(),
            read: Err(AddressFault::NoAddress),
        }];
    }
    read.into_iter().map(found).collect()
}

/// How many rows at the end are no rows of the table: what a report ends with, after an empty line
/// (`Copyright (c)`, `Generated By`), in one cell each.
fn footer(rows: &[Row]) -> usize {
    let wide = rows.iter().any(|row| row.cells.len() > 1);
    let alone = |row: &&Row| wide && row.cells.len() == 1 && !row.words().contains('@');
    let last = rows.iter().rev().take_while(alone).count();
    let end = rows.get(rows.len() - last..).unwrap_or_default();
    let start = end.iter().position(|row| row.after_gap);
    start.map_or(0, |start| last - start)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(text: &str) -> Vec<Entry> {
        read(text, &|_| None).unwrap()
    }

    fn addresses(text: &str) -> Vec<String> {
        let of = |entry: Entry| match entry.reading {
            Reading::Address(address) => address,
            other => format!("{other:?}:{}", entry.written),
        };
        list(text).into_iter().map(of).collect()
    }

    const BOTH: [&str; 2] = ["jo@acme.example", "sam@acme.example"];

    #[test]
    fn tables_of_every_origin_are_read() {
        for text in [
            "Name,Email\nJo,jo@acme.example\nSam,sam@acme.example\n",
            "\u{feff}Naam;E-mailadres\r\nJo;jo@acme.example\r\nSam;sam@acme.example\r\n",
            "E-mail\tName\njo@acme.example\tJo\nsam@acme.example\tSam",
            "EMAIL\njo@acme.example\nsam@acme.example",
            "\"Name\",\"Email\"\n\"Devries, Jo\",\"jo@acme.example\"\n\"O\"\"K\",sam@acme.example",
            "Jo,Devries,jo@acme.example\nSam,Okafor,sam@acme.example",
            "Name;Email;\n;;\n\nJo;Jo Devries <jo@acme.example>;\nSam; sam@acme.example ;",
            "Name,Email\n\"Jo\nDevries\",jo@acme.example\nSam,sam@acme.example",
        ] {
            assert_eq!(addresses(text), BOTH, "{text}");
        }
    }

    #[test]
    fn what_is_no_table_is_a_list_of_addresses() {
        for text in [
            "jo@acme.example, sam@acme.example",
            "jo@acme.example\nsam@acme.example\n",
            "Jo Devries <jo@acme.example>; \"Okafor, Sam\" <sam@acme.example>",
            " jo@acme.example,sam@acme.example\r\n",
        ] {
            assert_eq!(addresses(text), BOTH, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let text = "Email,Name\njo@acme.example,Jo\nnonsense,Sam\nJO@acme.example,Jo\n,Mia\n";
        let list = list(text);
        let told: Vec<_> = list
            .iter()
            .map(|e| (e.line.unwrap(), e.written.as_str(), &e.reading))
            .collect();
        let jo = Reading::Address("jo@acme.example".into());
        let none = Reading::Malformed(AddressFault::NoAddress);
        assert_eq!(
            told,
            [
                (2, "jo@acme.example", &jo),
                (3, "nonsense", &none),
                (4, "JO@acme.example", &Reading::Again),
                (5, "Mia", &none),
            ]
        );
    }

    #[test]
    fn a_list_has_its_limit() {
        let read = |text: &str| read(text, &|_| None);
        let list = |n: usize| {
            (0..n)
                .map(|i| format!("u{i}@a.example\n"))
                .collect::<String>()
        };
        assert_eq!(read(&list(MOST)).unwrap().len(), MOST);
        assert_eq!(read(&list(MOST + 1)), Err(TooMany));
        assert_eq!(read(&"x".repeat(LONGEST + 1)), Err(TooMany));
    }

    /// A cell as a spreadsheet writes it.
    fn quoted(cell: &str) -> String {
        format!("\"{}\"", cell.replace('"', "\"\""))
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC*|[a-z@.,;\"\\r\\n\\t ]{0,200}") {
            let _ = read(&text, &|_| None);
        }

        #[test]
        fn what_a_spreadsheet_writes_comes_back(
            people in prop::collection::vec(("[^\\x00]{0,12}", "[a-z]{1,8}"), 1..20),
            delimiter in prop::sample::select(vec![',', ';', '\t']),
            end in prop::sample::select(vec!["\n", "\r\n"]),
            bom in any::<bool>(),
        ) {
            let mut text = format!("{}Naam{delimiter}E-mail{end}", if bom { "\u{feff}" } else { "" });
            for (at, (name, local)) in people.iter().enumerate() {
                text += &format!("{}{delimiter}{local}{at}@acme.example{end}", quoted(name));
            }
            let wanted: Vec<_> = people.iter().enumerate()
                .map(|(at, (_, local))| format!("{local}{at}@acme.example")).collect();
            prop_assert_eq!(addresses(&text), wanted);
        }
    }
}
