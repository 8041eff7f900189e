//! A list of addresses as administrators have it: pasted, or the text of a CSV file.

use csv_core::{ReadRecordResult, ReaderBuilder};
use std::collections::HashSet;

use crate::mailbox::{is_address, parse_list};

/// The most addresses that one list may have.
pub const MOST: usize = 1_000;
/// Longer than any list of so many.
const LONGEST: usize = 1_000_000;

/// What column of a table holds the addresses: names in English and Dutch, lower case.
const COLUMNS: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "email address",
    "e-mail address",
    "emailaddress",
    "e-mailadres",
    "emailadres",
    "mailadres",
    "work email",
    "user email",
];

/// One address of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of the text, from 1; `None` where it was not a table.
    pub line: Option<usize>,
    /// As it was written.
    pub written: String,
    /// What it is.
    pub reading: Reading,
}

/// What an entry of a list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// An address, as written.
    Address(String),
    /// No address.
    Malformed,
    /// An address that stands further up.
    Again,
}

/// The list has more than [`MOST`] addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than {MOST} addresses")]
pub struct TooMany;

/// Reads a list: a table with a column of addresses (comma, semicolon or tab; with or without a line
/// of names), else addresses between commas, semicolons and line ends.
///
/// # Errors
/// [`TooMany`].
pub fn read(text: &str) -> Result<Vec<Entry>, TooMany> {
    if text.len() > LONGEST {
        return Err(TooMany);
    }
    let found = table(text).unwrap_or_else(|| pasted(text));
    if found.len() > MOST {
        return Err(TooMany);
    }
    let mut seen = HashSet::new();
    let read = |(line, written, address): (Option<usize>, String, Option<String>)| {
        let reading = match address {
            None => Reading::Malformed,
            Some(address) if seen.insert(address.to_ascii_lowercase()) => Reading::Address(address),
            Some(_) => Reading::Again,
        };
        Entry {
            line,
            written,
            reading,
        }
    };
    Ok(found.into_iter().map(read).collect())
}

/// Line, what was written, and the address in it.
type Found = (Option<usize>, String, Option<String>);

fn pasted(text: &str) -> Vec<Found> {
    parse_list(text.trim_start_matches('\u{feff}'))
        .into_iter()
        .map(|read| match read {
            Ok(address) => (None, address.to_string(), Some(address.address)),
            Err(invalid) => (None, invalid.0, None),
        })
        .collect()
}

/// A row of a table: its line and its cells.
struct Row {
    line: usize,
    cells: Vec<String>,
}

/// The column of addresses, where the text is a table with one.
fn table(text: &str) -> Option<Vec<Found>> {
    let (mut rows, column) = [b';', b',', b'\t'].into_iter().find_map(|delimiter| {
        let rows = rows(text, delimiter);
        let column = column(&rows)?;
        Some((rows, column))
    })?;
    if rows.first().is_some_and(|first| named(first).is_some()) {
        rows.remove(0);
    }
    let found = |row: Row| {
        let written = row.cells.get(column).cloned().unwrap_or_default();
        let address = address(&written);
        let written = match written.is_empty() {
            true => row.cells.join(" ").trim().to_owned(),
            false => written,
        };
        (Some(row.line), written, address)
    };
    Some(rows.into_iter().map(found).collect())
}

/// Which column holds the addresses: the one so named, else, where there are several rows of as many
/// cells, the only one of at least two that holds nothing else.
fn column(rows: &[Row]) -> Option<usize> {
    let first = rows.first()?;
    if let Some(column) = named(first) {
        return Some(column);
    }
    let width = first.cells.len();
    if width < 2 || rows.len() < 2 || rows.iter().any(|row| row.cells.len() != width) {
        return None;
    }
    let holds = |column: &usize| {
        let cell = |row: &Row| row.cells.get(*column).is_some_and(|c| is_address(c));
        rows.iter().all(cell)
    };
    let mut fitting = (0..width).filter(holds);
    fitting.next().filter(|_| fitting.next().is_none())
}

fn named(row: &Row) -> Option<usize> {
    let is_name = |cell: &String| COLUMNS.contains(&cell.to_lowercase().as_str());
    row.cells.iter().position(is_name)
}

/// The address in a cell, which may have a name before it.
fn address(cell: &str) -> Option<String> {
    let own = is_address(cell).then(|| cell.to_owned());
    own.or_else(|| match parse_list(cell).as_slice() {
        [Ok(one)] => Some(one.address.clone()),
        _ => None,
    })
}

/// The rows of a CSV text with anything in them (RFC 4180; a BOM is passed over).
fn rows(text: &str, delimiter: u8) -> Vec<Row> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut input = text.trim_start_matches('\u{feff}').as_bytes();
    let mut output = vec![0; input.len() + 1];
    let mut ends = vec![0; input.len() + 1];
    let (mut written, mut ended) = (0, 0);
    let mut rows = Vec::new();
    loop {
        let line = usize::try_from(reader.line()).unwrap_or(usize::MAX);
        let (Some(room), Some(room_for_ends)) = (output.get_mut(written..), ends.get_mut(ended..))
        else {
            return rows;
        };
        let (result, read, wrote, cells) = reader.read_record(input, room, room_for_ends);
        input = input.get(read..).unwrap_or_default();
        written += wrote;
        ended += cells;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::Record => {
                let cells = cells_of(&output, ends.get(..ended).unwrap_or_default());
                if cells.iter().any(|cell| !cell.is_empty()) {
                    rows.push(Row { line, cells });
                }
                (written, ended) = (0, 0);
            }
            // Both are as long as the whole text: they cannot be full.
            ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull
            | ReadRecordResult::End => return rows,
        }
    }
}

fn cells_of(output: &[u8], ends: &[usize]) -> Vec<String> {
    let mut from = 0;
    ends.iter()
        .map(|end| {
            let cell = output.get(from..*end).unwrap_or_default();
            from = *end;
            String::from_utf8_lossy(cell).trim().to_owned()
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn addresses(text: &str) -> Vec<String> {
        let of = |entry: Entry| match entry.reading {
            Reading::Address(address) => address,
            other => format!("{other:?}:{}", entry.written),
        };
        read(text).unwrap().into_iter().map(of).collect()
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
        let list = read(text).unwrap();
        let told: Vec<_> = list
            .iter()
            .map(|e| (e.line.unwrap(), e.written.as_str(), &e.reading))
            .collect();
        let jo = Reading::Address("jo@acme.example".into());
        assert_eq!(
            told,
            [
                (2, "jo@acme.example", &jo),
                (3, "nonsense", &Reading::Malformed),
                (4, "JO@acme.example", &Reading::Again),
                (5, "Mia", &Reading::Malformed),
            ]
        );
    }

    #[test]
    fn a_list_has_its_limit() {
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
            let _ = read(&text);
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
