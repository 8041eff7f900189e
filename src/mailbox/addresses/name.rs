//! The name beside an address.

use super::tokens::{Kind, Token};
use crate::mailbox::message::one_line;

/// Words between two people that belong to neither name.
const BETWEEN: &[&str] = &[
    "and", "or", "und", "oder", "en", "of", "et", "ou", "&", "+", "/", "|",
];

/// The name in `tokens`, without the quotes around it and without a word before it that ends with a colon (`To:`,
/// the name of a group). `None` where it has no letter.
pub(super) fn name(tokens: &[&Token]) -> Option<String> {
    let label = |token: &&Token| matches!(&token.kind, Kind::Word(word) if word.ends_with(':'));
    let start = tokens.iter().rposition(label).map_or(0, |at| at + 1);
    let tokens = tokens.get(start..).unwrap_or_default();
    if let [
        Token {
            kind: Kind::Round(comment),
            ..
        },
    ] = tokens
    {
        return tidy(comment);
    }
    let is_word = |token: &&Token| matches!(token.kind, Kind::Word(_) | Kind::Encoded(_));
    let mut words = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = tokens.get(..at).unwrap_or_default();
        let after = tokens.get(at + 1..).unwrap_or_default();
        let inside = before.last().is_some_and(is_word) && after.first().is_some_and(is_word);
        words.push(match &token.kind {
            Kind::Quoted(name) if inside => format!("\"{name}\""),
            Kind::Round(comment) => format!("({comment})"),
            kind => written(kind),
        });
    }
    tidy(&words.join(" "))
}

/// As [`name`] for words after an address, without an `and`.
pub(super) fn name_after(tokens: &[&Token]) -> Option<String> {
    let between = |token: &&&Token| match &token.kind {
        Kind::Word(word) => BETWEEN.contains(&word.to_lowercase().as_str()),
        _ => false,
    };
    let start = tokens.iter().take_while(between).count();
    let end = tokens.iter().rev().take_while(between).count();
    name(
        tokens
            .get(start..tokens.len().saturating_sub(end))
            .unwrap_or_default(),
    )
}

fn written(kind: &Kind) -> String {
    match kind {
        Kind::Quoted(text)
        | Kind::Angle(text)
        | Kind::Round(text)
        | Kind::Mailto(text)
        | Kind::Word(text) => text.clone(),
        Kind::Encoded(word) => word.text(),
        Kind::End | Kind::Line | Kind::Comma | Kind::Tab => String::new(),
    }
}

/// The name in one line, without quotes, dashes, bullets and the number of a list around it.
pub(super) fn tidy(name: &str) -> Option<String> {
    let visible: String = name
        .chars()
        .filter(|c| *c == '\u{200d}' || *c == '\u{200c}' || !super::is_invisible(*c))
        .collect();
    let line = one_line(&visible);
    let mut name = line.trim_matches([' ', '-', '–', '—', ':', '•', '·', '|', '*', ',']);
    for (open, close) in [('\'', '\''), ('‘', '’'), ('"', '"'), ('«', '»'), ('[', ']')] {
        let inner = name
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        name = inner.map_or(name, str::trim);
    }
    name = without_number(name);
    name.contains(char::is_alphabetic).then(|| name.to_owned())
}

/// Without the number of a list's line: `1. Ada`, `2) Grace`.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = name.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')']);
    match rest {
        Some(rest) if (1..=3).contains(&digits) && !rest.starts_with(char::is_alphanumeric) => {
            rest.trim_start()
        }
        _ => name,
    }
}
