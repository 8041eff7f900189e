//! Lines of text as they come about: the whole text, or what stands in one cell of a table.

/// Between two cells of a row.
const CELLS: &str = " | ";
/// Deeper quotes and lists are not marked as such.
const DEEPEST: usize = 30;

/// What stands before each line, outermost first.
#[derive(Debug)]
enum Before {
    /// `> `
    Quote,
    /// A list's item: its mark before the first line, as many blanks before the others.
    Item { mark: String, is_written: bool },
}

/// See the file.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    lines: Vec<String>,
    line: String,
    before: Vec<Before>,
    /// The tables that are open in it.
    pub tables: usize,
    /// The cells of the row that is open, each with its lines.
    row: Vec<Vec<String>>,
}

impl Sheet {
    /// Adds words; white space becomes one blank, as a browser shows it, but each hard blank stays.
    pub fn words(&mut self, words: &str) {
        self.leave_row(words);
        for c in words.chars() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{c}'
                    if self.line.is_empty() || self.line.ends_with(' ') => {}
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.line.push(' '),
                c => self.line.push(c),
            }
        }
    }

    /// Adds words whose white space counts.
    pub fn as_it_stands(&mut self, words: &str) {
        self.leave_row(words);
        for (at, line) in words.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
            if at > 0 {
                self.break_line();
            }
            self.line.push_str(line);
        }
    }

    /// Ends the line, if anything stands in it.
    pub fn end_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.break_line();
        }
        self.line.clear();
    }

    /// Ends the line, whether or not anything stands in it.
    pub fn break_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.push(&line);
    }

    pub fn begin_quote(&mut self) {
        self.begin(Before::Quote);
    }

    pub fn begin_item(&mut self, mark: String) {
        self.begin(Before::Item {
            mark,
            is_written: false,
        });
    }

    pub fn end_quote(&mut self) {
        self.end(|before| matches!(before, Before::Quote));
    }

    pub fn end_item(&mut self) {
        self.end(|before| matches!(before, Before::Item { .. }));
    }

    /// How many quotes and items are open.
    pub fn depth(&self) -> usize {
        self.before.len()
    }

    /// Ends what was begun since this [`Self::depth`].
    pub fn end_to(&mut self, depth: usize) {
        self.end_line();
        self.before.truncate(depth);
    }

    /// Takes what a cell of the open row holds.
    pub fn cell(&mut self, lines: Vec<String>) {
        self.row.push(lines);
    }

    /// Ends the open row: one line where each cell has at most one, else one cell below the other.
    pub fn end_row(&mut self) {
        self.end_line();
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|cell| cell.len() > 1) {
            row.iter().flatten().for_each(|line| self.push(line));
            return;
        }
        // Empty cells at both ends only hold a layout apart.
        let is_filled = |cell: &Vec<String>| !cell.is_empty();
        let first = row.iter().position(is_filled).unwrap_or(row.len());
        let end = row
            .iter()
            .rposition(is_filled)
            .map_or(row.len(), |last| last + 1);
        let cells = row.get(first..end).unwrap_or_default();
        if !cells.is_empty() {
            let cells = cells
                .iter()
                .map(|cell| cell.first().map_or("", String::as_str));
            self.push(&cells.collect::<Vec<_>>().join(CELLS));
        }
    }

    /// All lines, without empty ones at both ends.
    pub fn finish(mut self) -> Vec<String> {
        self.end_row();
        let is_blank = |line: &String| line.trim().is_empty();
        while self.lines.last().is_some_and(is_blank) {
            self.lines.pop();
        }
        let first = self.lines.iter().position(|line| !is_blank(line));
        self.lines.split_off(first.unwrap_or(self.lines.len()))
    }

    fn push(&mut self, line: &str) {
        let mut whole = String::new();
        for before in &mut self.before {
            match before {
                Before::Quote => whole.push_str("> "),
                Before::Item { mark, is_written } if *is_written => {
                    whole.extend(std::iter::repeat_n(' ', mark.chars().count()));
                }
                Before::Item { mark, is_written } => {
                    whole.push_str(mark);
                    *is_written = true;
                }
            }
        }
        whole.push_str(&line.replace('\u{a0}', " "));
        whole.truncate(whole.trim_end().len());
        self.lines.push(whole);
    }

    /// Words between two cells stand below the first.
    fn leave_row(&mut self, words: &str) {
        if !self.row.is_empty() && !words.trim().is_empty() {
            self.end_row();
        }
    }

    fn begin(&mut self, before: Before) {
        self.end_line();
        if self.before.len() < DEEPEST {
            self.before.push(before);
        }
    }

    /// Ends the innermost of a kind, with all that was left open within.
    fn end(&mut self, is_it: fn(&Before) -> bool) {
        self.end_line();
        if let Some(at) = self.before.iter().rposition(is_it) {
            self.before.truncate(at);
        }
    }
}
