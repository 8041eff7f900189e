//! Tables in texts: CSV with its quotes (RFC 4180), as spreadsheet programs and directories write it.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// A row of a table that holds anything.
#[derive(Debug)]
pub(super) struct Row {
    /// The line that it begins in, from 1.
    pub(super) line: usize,
    /// Whether an empty line stands above it.
    pub(super) after_gap: bool,
    pub(super) cells: Vec<String>,
}

impl Row {
    /// The cells that hold anything.
    pub(super) fn filled(&self) -> impl Iterator<Item = &String> {
        self.cells.iter().filter(|cell| !cell.is_empty())
    }

    /// All that stands in it.
    pub(super) fn words(&self) -> String {
        self.filled()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The separator that a first line `sep=;` names, as Excel reads it, and the text after that line.
pub(super) fn named_separator(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_matches(['"', ' ', '\r']);
    let start = first
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let sign = first.get(start.len()..).unwrap_or_default();
    match sign.as_bytes() {
        [sign] => Some((*sign, rest)),
        b"\\t" => Some((b'\t', rest)),
        b"" => Some((b'\t', rest)), // the tab was trimmed by a mail program
        _ => None,
    }
}

/// The rows of a text whose lines end with `\n`; the first is line `first`.
pub(super) fn rows(text: &str, separator: u8, first: usize) -> Vec<Row> {
    // A quote that is never closed would take in all that follows.
    let quoting = text.matches('"').count().is_multiple_of(2);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .quoting(quoting)
        .build();
    let mut input = text.as_bytes();
    let mut output = vec![0; input.len() + 1];
    let mut ends = vec![0; input.len() + 1];
    let (mut written, mut ended) = (0, 0);
    let mut rows: Vec<Row> = Vec::new();
    let mut line = first;
    let mut after_gap = false;
    loop {
        if (written, ended) == (0, 0) {
            let empty = input.iter().take_while(|byte| **byte == b'\n').count();
            line += empty;
            after_gap |= empty > 0;
            input = input.get(empty..).unwrap_or_default();
        }
        let (Some(room), Some(room_for_ends)) = (output.get_mut(written..), ends.get_mut(ended..))
        else {
            return rows;
        };
        let (result, read, wrote, cells) = reader.read_record(input, room, room_for_ends);
        let (taken, rest) = input.split_at_checked(read).unwrap_or((input, &[]));
        let lines = taken.iter().filter(|byte| **byte == b'\n').count();
        input = rest;
        written += wrote;
        ended += cells;
        match result {
            ReadRecordResult::InputEmpty => line += lines,
            ReadRecordResult::Record => {
                let mut cells = cells_of(&output, ends.get(..ended).unwrap_or_default());
                if !quoting {
                    for cell in &mut cells {
                        *cell = cell.trim_matches(['"', ' ']).to_owned();
                    }
                }
                if cells.iter().any(|cell| !cell.is_empty()) {
                    rows.push(Row {
                        line,
                        after_gap,
                        cells,
                    });
                }
                after_gap = false;
                line += lines;
                (written, ended) = (0, 0);
            }
            // Both are as long as the whole text: they cannot be full.
            ReadRecordResult::OutputFull
            | ReadRecordResult::OutputEndsFull
            | ReadRecordResult::End => return rows,
        }
    }
}

fn cells_of(output: &[u8], ends: &[usize]) -> Vec<String> {
    let mut from = 0;
    ends.iter()
        .map(|end| {
            let cell = output.get(from..*end).unwrap_or_default();
            from = *end;
            plain(&String::from_utf8_lossy(cell))
        })
        .collect()
}

/// A cell without what keeps a spreadsheet program from reading it as a number or a formula.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    let formula = cell
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    let cell = formula.unwrap_or(cell);
    cell.strip_prefix('\'').unwrap_or(cell).trim().to_owned()
}
