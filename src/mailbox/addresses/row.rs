//! Rows of a spreadsheet: cells with tabs between them.

use super::span::Span;
use super::tokens::{Kind, Token};

/// The non-empty cells of a row, where tabs separate them; a tab beside a comma counts as a space.
pub(super) fn cells(segment: Span<'_>) -> Option<Vec<Span<'_>>> {
    let comma = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Comma);
    let cells: Vec<&[Token]> = segment
        .tokens
        .split(|token| token.kind == Kind::Tab)
        .filter(|cell| !cell.is_empty())
        .collect();
    let row = cells.len() > 1
        && !cells
            .iter()
            .any(|cell| comma(cell.first()) || comma(cell.last()));
    row.then(|| cells.into_iter().map(|cell| segment.of(cell)).collect())
}

/// The text of a cell, without quotes around it.
pub(super) fn cell_text(cell: Span<'_>) -> String {
    match cell.tokens {
        [
            Token {
                kind: Kind::Quoted(text),
                ..
            },
        ] => text.clone(),
        _ => cell.written().to_owned(),
    }
}

/// The name of a person among the other cells of their row: the first cell with letters; two adjacent cells of one
/// word each are a first and a last name.
pub(crate) fn name_among(cells: &[impl AsRef<str>]) -> Option<String> {
    let one_word = |cell: &str| is_name(cell) && !cell.contains(char::is_whitespace);
    let at = cells.iter().position(|cell| is_name(cell.as_ref()))?;
    let first = cells.get(at)?.as_ref().trim();
    let next = cells.get(at + 1).map(|cell| cell.as_ref().trim());
    match next.filter(|next| one_word(first) && one_word(next) && !first.ends_with('.')) {
        Some(next) => super::name::tidy(&format!("{first} {next}")),
        None => super::name::tidy(first),
    }
}

/// Whether a cell has letters, and nothing that only numbers, dates or links have.
fn is_name(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains(char::is_alphabetic)
        && !cell.contains(|c: char| c.is_ascii_digit() || "@/\\=<>{}[]_".contains(c))
}
