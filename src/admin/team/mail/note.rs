//! The administrator's own words in the welcome mail: plain text, in paragraphs.

use crate::admin::team::TeamError;

/// The most characters. Every invitation keeps its words until it is sent.
pub const LONGEST_NOTE: usize = 1_000;

/// The words as they are kept: without what nobody sees, and with one kind of line break.
///
/// # Errors
/// [`TeamError::NoteTooLong`].
pub fn note_of(typed: &str) -> Result<String, TeamError> {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = lines
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    let note = plain.trim();
    match note.chars().count() > LONGEST_NOTE {
        true => Err(TeamError::NoteTooLong),
        false => Ok(note.to_owned()),
    }
}

/// The paragraphs, which an empty line parts, each as its lines.
pub(super) fn paragraphs(note: &str) -> impl Iterator<Item = impl Iterator<Item = &str>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for line in note.lines().map(str::trim) {
        match all.last_mut() {
            Some(last) if !line.is_empty() => last.push(line),
            _ => all.push(Vec::new()),
        }
    }
    let all = all.into_iter().filter(|lines| !lines.is_empty());
    all.map(Vec::into_iter)
}
