//! A section of the text that is read, with its position.

use super::name;
use super::tokens::Token;
use crate::base::AddressFault;

/// A part of a text that is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address: {text}: {reason}")]
pub struct NotAddress {
    /// The part, as it was written.
    pub text: String,
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Why it is no address.
    pub reason: AddressFault,
}

/// The whole text, and the ends of its lines.
pub(super) struct Text<'a> {
    pub text: &'a str,
    pub ends: Vec<usize>,
}

impl<'a> Text<'a> {
    /// What stands between two places.
    fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The part between two positions as a fault.
    pub fn fault(&self, from: usize, to: usize, reason: AddressFault) -> NotAddress {
        let words: Vec<&str> = self.between(from, to).split_whitespace().collect();
        NotAddress {
            text: words.join(" "),
            line: self.ends.partition_point(|end| *end < from) + 1,
            reason,
        }
    }
}

/// Tokens, with their text.
#[derive(Clone, Copy)]
pub(super) struct Span<'a> {
    pub text: &'a Text<'a>,
    pub tokens: &'a [Token],
}

impl<'a> Span<'a> {
    pub fn of(self, tokens: &'a [Token]) -> Self {
        Self { tokens, ..self }
    }

    pub fn from(self) -> usize {
        self.tokens.first().map_or(0, |token| token.from)
    }

    pub fn to(self) -> usize {
        self.tokens.last().map_or(0, |token| token.to)
    }

    /// Its words as they were written.
    pub fn written(self) -> &'a str {
        self.text.between(self.from(), self.to()).trim()
    }

    pub fn no_address(self) -> NotAddress {
        let reason = AddressFault::NoAddress;
        self.text.fault(self.from(), self.to(), reason)
    }

    /// The words as a name.
    pub fn name(self) -> Option<String> {
        name::name(&self.tokens.iter().collect::<Vec<_>>())
    }
}
