//! A template as its reader sees it: characters, each with the place where it is written.

use crate::base::characters::reference;
use crate::base::html::end_of_tag;

/// What kind of text a template is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line, such as a subject.
    Line,
    /// Plain text.
    Text,
    /// HTML: values are escaped.
    Html,
}

/// A run of characters: all words of the template, or one tag of it.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// What is read.
    pub text: String,
    /// Whether it is a tag or comment.
    pub is_tag: bool,
    /// For each character: where it stands in `text`, and from where to where in the template.
    places: Vec<(usize, usize, usize)>,
}

/// The runs of a template. What HTML writes as references is read; what nobody sees is left out.
pub(super) fn runs(template: &str, form: Form) -> Vec<Run> {
    let mut words = Run::default();
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(rest) = template.get(at..).filter(|rest| !rest.is_empty()) {
        let tag = (form == Form::Html && rest.starts_with('<'))
            .then(|| end_of_tag(rest).unwrap_or(rest.len()));
        if let Some(length) = tag.filter(|length| *length > 1) {
            let mut tag = Run {
                is_tag: true,
                ..Run::default()
            };
            while tag.end().unwrap_or(at) < at + length {
                let from = tag.end().unwrap_or(at);
                tag.take(template, from, form);
            }
            if tag.text.contains('{') {
                tags.push(tag);
            }
            at += length;
        } else {
            at = words.take(template, at, form);
        }
    }
    tags.insert(0, words);
    tags
}

impl Run {
    /// Takes the character at `at`; gives where the next one is.
    fn take(&mut self, template: &str, at: usize, form: Form) -> usize {
        let rest = template.get(at..).unwrap_or_default();
        let Some(first) = rest.chars().next() else {
            return template.len();
        };
        let written = (first, first.len_utf8());
        let read = if form == Form::Html {
            reference(rest)
        } else {
            None
        };
        let (c, length) = read.unwrap_or(written);
        let end = at + length;
        if self.is_tag || !is_invisible(c) {
            self.places.push((self.text.len(), at, end));
            self.text.push(c);
        }
        end
    }

    /// A piece of the text with the words before it, up to the next tag, so that a reader finds the place.
    pub fn near(&self, from: usize, length: usize) -> String {
        const MOST: usize = 30;
        let first = self.places.partition_point(|(at, _, _)| *at < from);
        let (mut start, mut next) = (from, self.places.get(first).map(|(_, start, _)| *start));
        let before = self.places.get(..first).unwrap_or_default();
        let mut is_cut = false;
        for (count, (at, begin, end)) in before.iter().rev().enumerate() {
            if next != Some(*end) {
                break;
            }
            is_cut = count == MOST;
            if is_cut {
                break;
            }
            (start, next) = (*at, Some(*begin));
        }
        let words = self.text.get(start..from + length).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(120).collect();
        if is_cut { format!("…{words}") } else { words }
    }

    fn end(&self) -> Option<usize> {
        self.places.last().map(|(_, _, end)| *end)
    }

    /// From where to where a piece of the text is written; `Err` with its beginning where other things
    /// stand between.
    pub fn written(&self, from: usize, length: usize) -> Result<(usize, usize), usize> {
        let first = self.places.partition_point(|(at, _, _)| *at < from);
        let end = self
            .places
            .partition_point(|(at, _, _)| *at < from + length);
        let places = self.places.get(first..end).unwrap_or_default();
        let start = places.first().map_or(0, |(_, start, _)| *start);
        let whole = places
            .windows(2)
            .all(|pair| matches!(pair, [(_, _, end), (_, start, _)] if end == start));
        let end = places.last().map_or(start, |(_, _, end)| *end);
        if whole { Ok((start, end)) } else { Err(start) }
    }
}

/// What has no width and would hide a brace from the reader's eye, not from a program's.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
