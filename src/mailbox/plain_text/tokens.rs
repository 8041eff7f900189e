//! HTML as words and tags, one after the other. It is read as it comes: what is badly written loses no word.

use crate::base::characters;
use crate::base::html::end_of_tag;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Its characters still have references such as `&amp;`.
    Words(&'a str),
    /// `<name …>`.
    Start(Tag<'a>),
    /// `</name>`.
    End(String),
}

/// A tag: its name in lower case, and what stands behind it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::mailbox) struct Tag<'a> {
    pub name: String,
    attributes: &'a str,
}

/// Elements whose content is nobody's words.
const SILENT: [&str; 5] = ["script", "style", "title", "template", "noframes"];

/// The pieces of `html`, without comments and without what is not shown.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html }
}

/// See [`tokens`].
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Skips to the end tag of `name`, or to the end.
    fn skip_to_end_of(&mut self, name: &str) {
        let end = self.rest.match_indices("</").find(|(at, _)| {
            let after = self.rest.get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name))
        });
        self.take(end.map_or(self.rest.len(), |(at, _)| at));
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let words = self.rest.find('<').unwrap_or(self.rest.len());
            if words > 0 {
                return Some(Token::Words(self.take(words)));
            }
            if self.rest.is_empty() {
                return None;
            }
            // A tag that never ends is not shown either; a `<` that begins none is.
            let length = end_of_tag(self.rest).unwrap_or(self.rest.len());
            let raw = self.take(length);
            if length == 1 {
                return Some(Token::Words(raw));
            }
            let (end, tag) = match raw.strip_prefix("</") {
                Some(end) => (true, Tag::read(end)),
                None => (false, Tag::read(raw.strip_prefix('<').unwrap_or(raw))),
            };
            let Some(tag) = tag else {
                continue;
            };
            if end {
                return Some(Token::End(tag.name));
            }
            if SILENT.contains(&tag.name.as_str()) {
                self.skip_to_end_of(&tag.name);
                continue;
            }
            return Some(Token::Start(tag));
        }
    }
}

impl<'a> Tag<'a> {
    /// What stands behind `<` or `</`; `None` where that is no name.
    pub fn read(inner: &'a str) -> Option<Self> {
        let inner = inner.strip_suffix('>').unwrap_or(inner);
        let ends = inner.find(|c: char| c.is_ascii_whitespace() || c == '/');
        let (name, attributes) = inner
            .split_at_checked(ends.unwrap_or(inner.len()))
            .unwrap_or((inner, ""));
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        is_name.then(|| Self {
            name: name.to_ascii_lowercase(),
            attributes,
        })
    }

    /// The value of an attribute, its references read.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            // A first `=` belongs to a name, as the HTML standard reads it.
            let ends = |(at, c): (usize, char)| {
                (c.is_ascii_whitespace() || c == '/' || (c == '=' && at > 0)).then_some(at)
            };
            let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
            let (key, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let after = after.trim_start();
            let Some(value) = after.strip_prefix('=') else {
                if key.eq_ignore_ascii_case(name) {
                    return Some(String::new());
                }
                rest = after;
                continue;
            };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, after) = match quote {
                Some(quote) => {
                    let value = value.strip_prefix(quote).unwrap_or(value);
                    value.split_once(quote).unwrap_or((value, ""))
                }
                None => {
                    let end = value
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(value.len());
                    value.split_at_checked(end).unwrap_or((value, ""))
                }
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(characters::read(value));
            }
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_any_form() {
        let html = "<a  HREF = 'x y' b c=d/e title=\"1 > 0 &amp; &quot;\"/>";
        let value = |name| match tokens(html).next() {
            Some(Token::Start(tag)) => tag.attribute(name),
            _ => None,
        };
        for (name, expected) in [
            ("href", Some("x y")),
            ("b", Some("")),
            ("c", Some("d/e")),
            ("title", Some("1 > 0 & \"")),
            ("e", None),
        ] {
            assert_eq!(value(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn what_is_not_shown_is_passed_over() {
        let html = "a<!-- <b>no</b> --><script>if (a < b) no()</SCRIPT>b<style>no</style> c < d<e";
        let words: String = tokens(html)
            .filter_map(|token| match token {
                Token::Words(words) => Some(words),
                _ => None,
            })
            .collect();
        assert_eq!(words, "ab c < d");
    }
}
