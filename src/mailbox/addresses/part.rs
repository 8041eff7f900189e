//! One part of a list: a person, several with spaces between them, or words without an address.

use super::clean::narrow;
use super::mailto::without_scheme;
use super::name::{name, name_after};
use super::tokens::{Kind, Token};

/// A possible address, with its name.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The address as it was written, or a text with several addresses.
    pub(super) address: String,
    pub(super) name: Option<String>,
    /// Whether words before the comma before this part may belong to the name.
    pub(super) takes_words: bool,
    /// Where it begins, its name included, in bytes.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The content of a part.
#[derive(Debug)]
pub(super) enum Part {
    /// Nothing.
    Nothing,
    /// Words without an address.
    Words,
    /// People, and words that belong to none of them.
    People(Vec<Candidate>, Vec<(usize, usize)>),
}

impl Part {
    /// Reads `tokens`; `further` says whether people come before them in the same list.
    pub(super) fn of(tokens: &[Token], further: bool) -> Self {
        let tokens = joined(tokens);
        let tokens: Vec<&Token> = tokens.iter().collect();
        let angled =
            |token: &&Token| matches!(&token.kind, Kind::Angle(inside) if inside.contains('@'));
        if tokens.iter().any(&angled) {
            return in_angles(&tokens, further, |token| angled(&token));
        }
        let any = tokens.iter().any(|token| is_address(token));
        match any {
            true => Self::People(bare(&tokens, further), Vec::new()),
            false
                if tokens
                    .iter()
                    .any(|token| matches!(token.kind, Kind::Angle(_))) =>
            {
                Self::Words
            }
            false if name(&tokens).is_none() => Self::Nothing,
            false => Self::Words,
        }
    }
}

/// `Ada <ada@x.example>`, once or several times.
fn in_angles(tokens: &[&Token], further: bool, angled: impl Fn(&Token) -> bool) -> Part {
    let mut people: Vec<Candidate> = Vec::new();
    let mut words: Vec<&Token> = Vec::new();
    for token in tokens {
        if !angled(token) {
            words.push(token);
            continue;
        }
        // Several addresses before the one in brackets are not its name.
        if words.len() > 1 && words.iter().all(|word| is_address(word)) {
            people.extend(bare(&std::mem::take(&mut words), further));
        }
        let name = match people.is_empty() && !further {
            true => name(&words),
            false => name_after(&words),
        };
        people.push(Candidate {
            address: text(token).to_owned(),
            name,
            takes_words: true,
            from: words.first().unwrap_or(token).from,
            to: token.to,
        });
        words.clear();
    }
    words.retain(|word| !matches!(word.kind, Kind::Angle(_)));
    let comments = words.iter().all(|word| matches!(word.kind, Kind::Round(_)));
    let mut lost = Vec::new();
    match (people.as_mut_slice(), name_after(&words)) {
        (_, None) => {}
        _ if words.iter().any(|word| is_address(word)) => people.extend(bare(&words, true)),
        ([.., last], Some(comment)) if comments && last.name.is_some() => {
            let name = last.name.take().unwrap_or_default();
            last.name = Some(format!("{name} ({comment})"));
        }
        ([only], Some(name)) if only.name.is_none() => only.name = Some(name),
        _ => lost.extend(span(&words)),
    }
    Part::People(people, lost)
}

/// Addresses without brackets. Words before an address are its name; words after it are, where the part begins with
/// an address and ends with words.
fn bare(tokens: &[&Token], further: bool) -> Vec<Candidate> {
    let first = tokens.first().is_some_and(|token| is_address(token));
    let last = tokens.last().is_some_and(|token| is_address(token));
    let names_follow = first && !last;
    let mut people: Vec<Candidate> = Vec::new();
    let mut words: Vec<&Token> = Vec::new();
    for token in tokens {
        if !is_address(token) {
            words.push(token);
            continue;
        }
        let mut person = Candidate {
            address: text(token).to_owned(),
            name: None,
            takes_words: false,
            from: token.from,
            to: token.to,
        };
        if names_follow {
            name_last(&mut people, &words);
        } else if let Some(name) = match people.is_empty() && !further {
            true => name(&words),
            false => name_after(&words),
        } {
            person.name = Some(name);
            person.takes_words = true;
            person.from = words.first().unwrap_or(token).from;
        }
        words.clear();
        people.push(person);
    }
    name_last(&mut people, &words);
    people
}

fn name_last(people: &mut [Candidate], words: &[&Token]) {
    if let (Some(last), Some(name)) = (people.last_mut(), name_after(words)) {
        last.name = last.name.take().or(Some(name));
        last.to = words.last().map_or(last.to, |word| word.to);
    }
}

fn span(tokens: &[&Token]) -> Option<(usize, usize)> {
    Some((tokens.first()?.from, tokens.last()?.to))
}

fn text(token: &Token) -> &str {
    match &token.kind {
        Kind::Angle(text) | Kind::Round(text) | Kind::Mailto(text) => text,
        Kind::Word(text) | Kind::Quoted(text) => text,
        _ => "",
    }
}

/// Whether a token outside of angle brackets is meant as an address.
fn is_address(token: &Token) -> bool {
    match &token.kind {
        Kind::Mailto(_) => true,
        Kind::Word(word) => word.contains('@'),
        Kind::Round(word) | Kind::Quoted(word) => word.contains('@') && !word.contains(' '),
        _ => false,
    }
}

/// The tokens with `ada @ x.example` as one word, and `a@x.example/b@y.example` as two.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens.iter().filter(|token| token.kind != Kind::Tab) {
        let Kind::Word(word) = &token.kind else {
            joined.push(token.clone());
            continue;
        };
        if let Some(last) = joined.last_mut()
            && let Kind::Word(before) = &mut last.kind
            && are_one(before, word)
        {
            before.push_str(word);
            last.to = token.to;
            continue;
        }
        joined.extend(parted(word, token));
    }
    joined
}

fn are_one(before: &str, word: &str) -> bool {
    match (before.contains('@'), word.contains('@')) {
        (true, false) => before.ends_with('@') && (before == "@" || word.contains('.')),
        (false, true) => {
            word == "@" || (word.starts_with('@') && word.contains('.') && !before.ends_with(':'))
        }
        _ => false,
    }
}

/// Splits a word with several addresses at characters that no domain has. A word that was written differently (with
/// quotes in it) is not split, because its parts could not be found again in the text.
fn parted(word: &str, token: &Token) -> Vec<Token> {
    let as_written = token.to.checked_sub(token.from) == Some(word.len());
    if !as_written || word.matches('@').nth(1).is_none() {
        return vec![token.clone()];
    }
    let mut parts = Vec::new();
    let mut rest = word;
    let mut from = token.from;
    while let Some((local, after)) = rest.split_once('@') {
        let in_domain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "-.".contains(c);
        let end = after.find(|c| !in_domain(c)).unwrap_or(after.len());
        let (domain, next) = after.split_at(end);
        let mut next_chars = next.chars();
        let sign = next_chars.next();
        if sign == Some('@') || domain.is_empty() {
            return vec![token.clone()];
        }
        let length = local.len() + 1 + domain.len();
        parts.push(Token {
            kind: Kind::Word(format!("{local}@{domain}")),
            from,
            to: from + length,
        });
        from += length + sign.map_or(0, char::len_utf8);
        rest = next_chars.as_str();
        if !rest.contains('@') {
            break;
        }
    }
    parts
}

/// The address alone, without a scheme, a label, quotes and punctuation.
pub(super) fn bare_address(written: &str) -> String {
    if written.starts_with('"') && written.contains("\"@") {
        return written.to_owned(); // a local part with what only quotes allow
    }
    let narrow = narrow(written).replace('\n', "");
    let mut words = narrow.split_whitespace().filter(|word| word.contains('@'));
    let text = match (words.next(), words.next()) {
        (Some(word), None) if is_whole(word) => word.to_owned(),
        _ => narrow.split_whitespace().collect(),
    };
    let text = without_scheme(text.trim_start_matches(['"', '\'', ' ']));
    let (before, after) = text.split_once('@').unwrap_or((text, ""));
    if after.is_empty() && !text.contains('@') {
        return text.to_owned();
    }
    let local = before.rsplit(':').next().unwrap_or(before);
    let paired = ['*', '_', '~', '`', '\''].into_iter().find(|sign| {
        local.starts_with(*sign)
            && after
                .trim_end_matches(['.', ',', '!', ':'])
                .ends_with(*sign)
    });
    let local = paired.map_or(local, |sign| local.trim_start_matches(sign));
    let local = local.trim_start_matches(|c: char| "\"“”„‘’'«»‹›•·–—([{<¡¿".contains(c));
    let local = local.trim_end_matches(['"', '“', '”']);
    let after = after.split(['?', '|']).next().unwrap_or(after);
    let ends =
        |c: char| (c.is_ascii_punctuation() && c != ']') || "…。．’”»›·•–—！？）".contains(c);
    let literal = after.starts_with('[');
    let domain = match literal {
        true => after.trim_end_matches(['.', ',', ':']),
        false => after.trim_end_matches(|c| ends(c) || c == ']'),
    };
    format!("{local}@{domain}")
}

fn is_whole(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.trim_matches('.').contains('.'))
}
