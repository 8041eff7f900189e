//! Reads the people from a text.

use std::collections::HashMap;

use super::clean::clean;
use super::part::{Candidate, Part, bare_address};
use super::row::name_among;
use super::span::{NotAddress, Span, Text};
use super::tokens::{Kind, tokens};
use super::{mailto, name, row, titles};
use crate::base::{Address, AddressFault, ToAscii, sendable};

/// The people in a text and the parts that are no address, in order.
pub type Found = Vec<Result<Address, NotAddress>>;

/// The people in `text`: separated by semicolons, commas, line ends or spaces, with or without names, in the rows of
/// a spreadsheet, in `mailto:` links. A comma in a name that is followed by an address is part of the name. It never
/// fails: a part that is no address is returned as [`NotAddress`], in its place.
#[must_use]
pub fn read(text: &str, to_ascii: ToAscii<'_>) -> Found {
    Reader {
        to_ascii,
        nested: false,
    }
    .read(text)
}

/// Each person once, with the first name that is given.
#[must_use]
pub fn once(found: Found) -> Found {
    let mut places = HashMap::new();
    let mut kept: Found = Vec::with_capacity(found.len());
    for read in found {
        let Ok(person) = &read else {
            kept.push(read);
            continue;
        };
        let next = kept.len();
        let place = *places
            .entry(person.address.to_ascii_lowercase())
            .or_insert(next);
        match kept.get_mut(place) {
            Some(Ok(first)) if first.name.is_none() => first.name.clone_from(&person.name),
            Some(_) => {}
            None => kept.push(read),
        }
    }
    kept
}

struct Reader<'a> {
    to_ascii: ToAscii<'a>,
    /// Whether the text is the content of a link or of brackets, within which none are read again.
    nested: bool,
}

impl Reader<'_> {
    fn read(&self, text: &str) -> Found {
        let text = clean(text);
        let tokens = tokens(&text);
        let text = Text {
            text: &text,
            ends: text.match_indices('\n').map(|(at, _)| at).collect(),
        };
        let commas_in_names = tokens.iter().any(|token| token.kind == Kind::End);
        let whole = Span {
            text: &text,
            tokens: &tokens,
        };
        let mut found = Vec::new();
        for segment in tokens.split(|token| matches!(token.kind, Kind::End | Kind::Line)) {
            let segment = whole.of(segment);
            match row::cells(segment) {
                Some(cells) => self.row(&cells, &mut found),
                None => self.list(segment, commas_in_names, &mut found),
            }
        }
        found
    }

    /// The people between commas. Words without an address become the front of the next address's name.
    fn list(&self, segment: Span<'_>, commas_in_names: bool, found: &mut Found) {
        let mut waiting: Vec<Span<'_>> = Vec::new();
        let before = found.len();
        for tokens in segment.tokens.split(|token| token.kind == Kind::Comma) {
            let span = segment.of(tokens);
            let (people, lost) = match Part::of(tokens, found.len() > before) {
                Part::Nothing => continue,
                Part::Words => {
                    waiting.push(span);
                    continue;
                }
                Part::People(people, lost) => (people, lost),
            };
            for (at, mut person) in people.into_iter().enumerate() {
                if at == 0 && person.takes_words && !waiting.is_empty() {
                    takes(&mut person, &waiting);
                    waiting.clear();
                }
                found.extend(waiting.drain(..).map(|words| Err(words.no_address())));
                self.person(person, segment.text, at > 0, found);
            }
            let lost = lost.into_iter();
            found.extend(
                lost.map(|(from, to)| Err(segment.text.fault(from, to, AddressFault::NoAddress))),
            );
        }
        let nobody = found.len() == before;
        match waiting.as_slice() {
            [] => {}
            [_, _, ..] if nobody && commas_in_names => found.push(Err(segment.no_address())),
            _ => found.extend(waiting.iter().map(|words| Err(words.no_address()))),
        }
    }

    /// The people in the cells of a row, with a name from another cell.
    fn row(&self, cells: &[Span<'_>], found: &mut Found) {
        let mut people: Found = Vec::new();
        let mut words = Vec::new();
        for cell in cells {
            let mut inside = Vec::new();
            self.list(*cell, true, &mut inside);
            if inside.iter().any(Result::is_ok) || cell.written().contains('@') {
                people.append(&mut inside);
            } else {
                words.push(row::cell_text(*cell));
            }
        }
        if people.is_empty() {
            if let (Some(first), Some(last), false) =
                (cells.first(), cells.last(), titles::is_header(&words))
            {
                let reason = AddressFault::NoAddress;
                found.push(Err(first.text.fault(first.from(), last.to(), reason)));
            }
            return;
        }
        let name = name_among(&words);
        for person in people.iter_mut().flatten() {
            person.name = person.name.take().or_else(|| name.clone());
        }
        found.append(&mut people);
    }

    /// Reads one candidate; a `further` one of the same part may be a link whose text is its own address.
    fn person(&self, person: Candidate, text: &Text<'_>, further: bool, found: &mut Found) {
        let several = person.address.matches('@').nth(1).is_some()
            && person.address.contains([',', ';', ' ', '\n']);
        let link = mailto::without_scheme(&person.address) != person.address;
        if !self.nested && (several || link) {
            let inner = Reader {
                nested: true,
                ..*self
            };
            let inside: Found = match link {
                true => mailto::people(&person.address)
                    .iter()
                    .flat_map(|one| inner.read(one))
                    .collect(),
                false => inner.read(&person.address),
            };
            if !inside.is_empty() {
                let only = inside.len() == 1;
                found.extend(inside.into_iter().map(|read| {
                    read.map(|one| match one.name.is_none() && only {
                        true => named(one.address, person.name.clone()),
                        false => one,
                    })
                }));
                return;
            }
        }
        let address = bare_address(&person.address);
        let read = sendable(&address, self.to_ascii);
        if let (true, Some(Ok(last)), Ok(address)) = (further, found.last_mut(), &read)
            && last.address.eq_ignore_ascii_case(address)
        {
            last.name = last.name.take().or(person.name);
            return;
        }
        found.push(match read {
            Ok(address) => Ok(named(address, person.name)),
            Err(reason) => Err(text.fault(person.from, person.to, reason)),
        });
    }
}

/// The address with the name, unless the name only repeats the address.
fn named(address: String, name: Option<String>) -> Address {
    let says_more = |name: &String| !bare_address(name).eq_ignore_ascii_case(&address);
    let name = name.filter(says_more);
    Address { address, name }
}

/// Puts the words before a comma in front of the name.
fn takes(person: &mut Candidate, waiting: &[Span<'_>]) {
    let mut words: Vec<String> = waiting.iter().filter_map(|span| span.name()).collect();
    words.extend(person.name.take());
    person.name = name::tidy(&words.join(", "));
    person.from = waiting.first().map_or(person.from, |span| span.from());
}
