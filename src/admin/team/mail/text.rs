//! The text part: lines of a readable length.

use super::{Letter, note};
use crate::base::stores;
use crate::mailbox::one_line;

/// Columns of the text part.
const WIDTH: usize = 76;

/// The text part, with the link of Get started.
pub(super) fn page(letter: &Letter<'_>, link: &str) -> String {
    let words = letter.words();
    let paragraph = |sentence: &str| wrapped(&letter.fill(sentence));
    let steps: Vec<String> = words
        .step
        .iter()
        .enumerate()
        .map(|(at, step)| format!("  {}. {step}", at + 1))
        .collect();
    let opens = letter.fill(words.opens);
    let extension = format!("{} {}{}", words.none_yet, words.get_it, words.colon);
    let note = note::paragraphs(letter.note).map(|lines| {
        let lines: Vec<String> = lines.map(wrapped).collect();
        lines.join("\n")
    });
    let head = [words.subject.to_owned(), letter.hello()];
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
        one_line(letter.sender),
    ];
    let all: Vec<String> = head.into_iter().chain(note).chain(rest).collect();
    all.join("\n\n") + "\n"
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
