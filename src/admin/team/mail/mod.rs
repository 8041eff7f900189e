//! The welcome email: what an invited user gets, as text and as HTML.

mod html;
mod note;
mod sentences;
mod words;

pub use note::{LONGEST_NOTE, note_of};
pub use words::Language;

use serde::{Deserialize, Serialize};
use std::time::Duration;

use self::sentences::Words;
use crate::base::{Millis, stores};
use crate::mailbox::one_line;
use crate::onboarding::Invitation;

/// For how long Get started works.
pub const GOOD_FOR: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Columns of the text part.
const WIDTH: usize = 76;

/// Who writes to whom.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// In which language.
    pub language: Language,
    /// The first name of who is invited; empty where it is not known.
    pub first_name: &'a str,
    /// The name of who invites.
    pub sender: &'a str,
    /// The administrator's own words, above the standard text; may be empty.
    pub note: &'a str,
    /// What they are invited to, by its link.
    pub invitation: &'a Invitation,
    /// When it is written.
    pub now: Millis,
}

/// The mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl Letter<'_> {
    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Written {
        let link = self.invitation.link(self.now.after(GOOD_FOR));
        Written {
            subject: self.words().subject.into(),
            text: self.text(&link),
            html: html::page(self, &link),
        }
    }

    const fn words(&self) -> &'static Words {
        self.language.words()
    }

    fn first(&self) -> String {
        one_line(self.first_name)
    }

    /// A sentence with its names.
    fn fill(&self, sentence: &str) -> String {
        // One pass: a name that looks like a placeholder stays a name.
        let mut filled = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(&match name {
                "first" => self.first(),
                "sender" => one_line(self.sender),
                _ => self.invitation.org.to_string(),
            });
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// What greets in the text part.
    fn hello(&self) -> String {
        let words = self.words();
        self.fill(match self.first().is_empty() {
            true => words.hello_nobody,
            false => words.hello,
        })
    }

    /// What greets in the HTML part.
    fn title(&self) -> String {
        let words = self.words();
        match self.first().is_empty() {
            true => words.subject.into(),
            false => self.fill(words.title),
        }
    }

    fn text(&self, link: &str) -> String {
        let words = self.words();
        let paragraph = |sentence: &str| wrapped(&self.fill(sentence));
        let steps: Vec<String> = words
            .step
            .iter()
            .enumerate()
            .map(|(at, step)| format!("  {}. {step}", at + 1))
            .collect();
        let opens = self.fill(words.opens);
        let extension = format!("{} {}{}", words.none_yet, words.get_it, words.colon);
        let note = note::paragraphs(self.note).map(|lines| {
            let lines: Vec<String> = lines.map(wrapped).collect();
            lines.join("\n")
        });
        let head = [words.subject.to_owned(), self.hello()];
        let rest = [
            paragraph(words.invited),
            format!("{}\n{}", words.steps, steps.join("\n")),
            format!(
                "{} ({}){}\n{link}",
                words.start,
                lower_first(&opens),
                words.colon
            ),
            format!("{}\n{}", wrapped(&extension), stores::page()),
            paragraph(words.yours),
            one_line(self.sender),
        ];
        let all: Vec<String> = head.into_iter().chain(note).chain(rest).collect();
        all.join("\n\n") + "\n"
    }
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The text in lines of at most [`WIDTH`] columns; a longer word has a line of its own. Japanese, which
/// has no spaces, breaks after its own commas and full stops.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    let breaks = |c: char| c.is_whitespace() && c != '\u{a0}';
    for word in text.split(breaks).filter(|word| !word.is_empty()) {
        for (at, part) in word.split_inclusive(['、', '。']).enumerate() {
            let Some(line) = lines.last_mut() else { break };
            let space = usize::from(at == 0);
            if line.is_empty() {
                line.push_str(part);
            } else if columns(line) + space + columns(part) <= WIDTH {
                line.extend(std::iter::repeat_n(' ', space));
                line.push_str(part);
            } else {
                lines.push(part.to_owned());
            }
        }
    }
    lines.join("\n")
}

/// How wide a text is: a letter of East Asia takes two columns.
fn columns(text: &str) -> usize {
    text.chars().map(|c| 1 + usize::from(c >= '\u{2e80}')).sum()
}
