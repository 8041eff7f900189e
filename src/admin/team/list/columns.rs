//! Which columns of a table hold the addresses and the names.

use super::table::Row;
use crate::base::{ToAscii, sendable};
use crate::mailbox::addresses::{
    Found, name_among, read,
    titles::{Title, is_other, like_address},
};

/// Titles stand within the first rows; above them may be what the list is called.
const TITLES_WITHIN: usize = 20;

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Columns {
    /// How many rows stand above the first person.
    pub(super) skip: usize,
    /// Whose cells hold the address, the first that has one.
    addresses: Vec<usize>,
    /// All addresses of each; the primary one where the columns above have none.
    proxies: Option<usize>,
    /// What each signs in with; the address where nothing else is.
    sign_in: Option<usize>,
    names: Names,
    /// Whether they were found by their titles.
    pub(super) by_title: bool,
}

#[derive(Debug, Default)]
struct Names {
    whole: Option<usize>,
    any: Option<usize>,
    first: Option<usize>,
    between: Option<usize>,
    last: Option<usize>,
    /// No title was known: the cell that looks like a name.
    guess: bool,
}

impl Names {
    fn titled(place: impl Fn(Title) -> Option<usize>) -> Self {
        Self {
            whole: place(Title::Whole),
            any: place(Title::Any),
            first: place(Title::First),
            between: place(Title::Between),
            last: place(Title::Last),
            guess: false,
        }
    }
}

impl Columns {
    /// By known titles.
    pub(super) fn titled(rows: &[Row]) -> Option<Self> {
        let known = |row: &Row| {
            let titles: Vec<Option<Title>> = row.cells.iter().map(|cell| Title::of(cell)).collect();
            let filled = row.cells.iter().any(|cell| cell.contains('@'));
            let known = titles.iter().flatten().any(|title| title.is_of_addresses());
            (!filled && known).then_some(titles)
        };
        let mut first = rows.iter().take(TITLES_WITHIN).enumerate();
        let (at, titles) = first.find_map(|(at, row)| Some((at, known(row)?)))?;
        let place = |wanted: Title| titles.iter().position(|title| *title == Some(wanted));
        let mut ranked: Vec<(usize, usize)> = titles
            .iter()
            .enumerate()
            .filter_map(|(column, title)| match title {
                Some(Title::Address(rank)) => Some((*rank, column)),
                _ => None,
            })
            .collect();
        ranked.sort_unstable();
        Some(Self {
            skip: at + 1,
            addresses: ranked.into_iter().map(|(_, column)| column).collect(),
            proxies: place(Title::Proxies),
            sign_in: place(Title::SignIn),
            names: Names::titled(place),
            by_title: true,
        })
    }

    /// By what the rows hold, where no title is known: the column whose other rows hold addresses.
    pub(super) fn by_rows(rows: &[Row], to_ascii: ToAscii<'_>) -> Option<Self> {
        let first = rows.first()?;
        let titled = !first.cells.iter().any(|cell| cell.contains('@'));
        let below = rows.get(usize::from(titled)..).unwrap_or_default();
        let width = rows.iter().map(|row| row.cells.len()).max()?;
        let holds = |row: &Row, column: usize| {
            let cell = row.cells.get(column);
            cell.is_some_and(|cell| match titled {
                true => matches!(read(cell, to_ascii).as_slice(), [Ok(_)]),
                false => sendable(cell, to_ascii).is_ok(),
            })
        };
        let count = |column| below.iter().filter(|row| holds(row, column)).count();
        let counts: Vec<usize> = (0..width).map(count).collect();
        let most = *counts.iter().max()?;
        let several = counts.iter().filter(|count| **count > 0).count() > 1;
        let all = most == below.len();
        let fits = match (titled, width) {
            _ if most == 0 => false,
            // One column: its first cell is a title only above nothing but addresses.
            (true, 1) => all && (most > 1 || like_address(first.cells.first()?) > 0),
            (true, _) => !several || below.iter().any(has_words),
            (false, width) => {
                let even = rows.iter().all(|row| row.cells.len() == width);
                width > 1 && rows.len() > 1 && all && even && !several
            }
        };
        if !fits {
            return None;
        }
        let title = |column: usize| first.cells.get(column).map_or("", String::as_str);
        let weight = |column: &usize| {
            let count = counts.get(*column).copied().unwrap_or(0);
            let like = match (titled, is_other(title(*column))) {
                (true, false) => 1 + like_address(title(*column)),
                _ => 0,
            };
            // The first of equals.
            (count * 2 > most, like, count, width - column)
        };
        let column = (0..width).max_by_key(weight)?;
        let place = |wanted| {
            let mut titles = first.cells.iter().map(|cell| Title::of(cell));
            titles.position(|title| titled && title == Some(wanted))
        };
        Some(Self {
            skip: usize::from(titled),
            addresses: vec![column],
            proxies: None,
            sign_in: None,
            names: Names {
                guess: true,
                ..Names::titled(place)
            },
            by_title: false,
        })
    }

    /// How many rows hold an address: the separator that gives most is the right one.
    pub(super) fn weight(&self, rows: &[Row], to_ascii: ToAscii<'_>) -> usize {
        let people = rows.get(self.skip..).unwrap_or_default();
        people
            .iter()
            .filter(|row| self.read(row, to_ascii).1.iter().any(Result::is_ok))
            .count()
    }

    /// What stands in the cell of the address, and what it is.
    pub(super) fn read(&self, row: &Row, to_ascii: ToAscii<'_>) -> (String, Found) {
        let cell = |column: usize| row.cells.get(column).map_or("", String::as_str);
        let filled = |cell: &&str| !cell.is_empty();
        let mut own = self.addresses.iter().map(|column| cell(*column));
        let sign_in = self.sign_in.map(cell).filter(filled);
        let written = own
            .find(filled)
            .map(|own| primary_proxy(own).unwrap_or(own))
            .and_then(|own| own.split(" ::: ").next()) // as Google writes several
            .or_else(|| self.proxies.and_then(|column| primary_proxy(cell(column))))
            .map(str::to_owned)
            .or_else(|| sign_in.map(of_guest));
        let Some(written) = written else {
            return (String::new(), Vec::new());
        };
        let found = read(&written, to_ascii);
        let found = match found.iter().any(Result::is_ok) {
            false => found.into_iter().take(1).collect(),
            true => found.into_iter().filter(Result::is_ok).collect(),
        };
        (written, found)
    }

    /// The name in the other cells.
    pub(super) fn name(&self, row: &Row) -> Option<String> {
        let cell = |column: Option<usize>| {
            let cell = row.cells.get(column?)?.trim();
            (!cell.is_empty() && !cell.contains('@')).then(|| cell.to_owned())
        };
        let names = &self.names;
        if let Some(whole) = cell(names.whole) {
            return Some(one_line(&whole));
        }
        let any = cell(names.any);
        let (first, last) = match (names.first, names.last) {
            (None, None) => (None, None),
            (None, Some(_)) => (any.clone(), cell(names.last)),
            (Some(_), None) => (cell(names.first), any.clone()),
            (Some(_), Some(_)) => (cell(names.first), cell(names.last)),
        };
        if let (Some(first), Some(last)) = (&first, &last) {
            if last.contains(first.as_str()) {
                return Some(one_line(last)); // the whole name beside the first one
            }
            let parts = match is_east_asian(last) {
                true => vec![last.clone(), first.clone()],
                false => [Some(first.clone()), cell(names.between), Some(last.clone())]
                    .into_iter()
                    .flatten()
                    .collect(),
            };
            return Some(one_line(&parts.join(" ")));
        }
        if let Some(one) = any.or(first).or(last) {
            return Some(one_line(&one));
        }
        if !names.guess {
            return None;
        }
        let others: Vec<&String> = row
            .cells
            .iter()
            .enumerate()
            .filter(|(column, _)| !self.addresses.contains(column))
            .map(|(_, cell)| cell)
            .filter(|cell| !cell.is_empty())
            .collect();
        name_among(&others)
    }
}

fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a row holds anything but addresses.
fn has_words(row: &Row) -> bool {
    row.cells
        .iter()
        .any(|cell| !cell.is_empty() && !cell.contains('@'))
}

/// The primary address among all of a mailbox: `SMTP:a@x.example+smtp:b@y.example`, whose capitals
/// mark it.
fn primary_proxy(cell: &str) -> Option<&str> {
    let starts = |at: &usize| {
        let before = cell.get(..*at).unwrap_or_default();
        before
            .chars()
            .next_back()
            .is_none_or(|c| "+;, |\n".contains(c))
    };
    let at = cell.match_indices("SMTP:").map(|(at, _)| at).find(starts)?;
    let rest = cell.get(at + "SMTP:".len()..)?;
    let further = |(at, _): &(usize, &str)| {
        let next = rest.get(at + 1..).unwrap_or_default();
        let scheme = next.trim_start().split_once(':').map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
        })
    };
    let mut ends = rest.match_indices(['+', ';', ',', ' ', '|', '\n']);
    let end = ends.find(further).map_or(rest.len(), |(at, _)| at);
    rest.get(..end).map(str::trim)
}

/// What somebody signs in with, as an address: that of a guest is written
/// `ada_x.example#EXT#@acme.onmicrosoft.com`.
fn of_guest(name: &str) -> String {
    let guest = name.split_once("#EXT#@");
    match guest.and_then(|(guest, _)| guest.rsplit_once('_')) {
        Some((local, domain)) => format!("{local}@{domain}"),
        None => name.to_owned(),
    }
}

/// Written in the letters of languages whose family name comes first.
fn is_east_asian(name: &str) -> bool {
    let letter = |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    name.chars().any(letter)
}
