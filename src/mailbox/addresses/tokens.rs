//! Cuts a text into tokens: words, quoted names, brackets and separators.

use super::encoded_word::EncodedWord;

/// The longest quoted or bracketed text, in characters. It bounds the search for a mark that is never closed.
const FAR: usize = 400;

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Where it begins, in bytes.
    pub(super) from: usize,
    pub(super) to: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A semicolon.
    End,
    /// The end of a line.
    Line,
    Comma,
    /// Between the cells of a spreadsheet.
    Tab,
    /// A text in double quotes, without them.
    Quoted(String),
    /// An encoded word.
    Encoded(EncodedWord),
    /// A text in angle brackets, or in square ones with an `@`.
    Angle(String),
    /// A text in round brackets.
    Round(String),
    /// A `mailto:` link, as it was written.
    Mailto(String),
    /// Anything else up to the next space.
    Word(String),
}

/// The tokens of a cleaned text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scanner = Scanner {
        chars: text.char_indices().collect(),
        length: text.len(),
        at: 0,
        found: Vec::new(),
    };
    while scanner.step() {}
    scanner.found
}

struct Scanner {
    chars: Vec<(usize, char)>,
    length: usize,
    at: usize,
    found: Vec<Token>,
}

impl Scanner {
    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.length, |(byte, _)| *byte)
    }

    fn text(&self, from: usize, to: usize) -> String {
        let chars = self.chars.get(from..to).unwrap_or_default();
        chars.iter().map(|(_, c)| *c).collect()
    }

    fn push(&mut self, kind: Kind, from: usize) {
        self.found.push(Token {
            kind,
            from: self.byte(from),
            to: self.byte(self.at),
        });
    }

    fn one(&mut self, kind: Kind) {
        let from = self.at;
        self.at += 1;
        self.push(kind, from);
    }

    /// Reads the next token; false at the end.
    fn step(&mut self) -> bool {
        let Some(c) = self.char(self.at) else {
            return false;
        };
        match c {
            '\n' => self.one(Kind::Line),
            ';' => self.one(Kind::End),
            ',' => self.one(Kind::Comma),
            '\t' => self.one(Kind::Tab),
            '"' => self.quoted(),
            '<' => self.angle(),
            '(' => self.round(),
            '[' => self.square(),
            ' ' | '>' | ')' => self.at += 1,
            _ => self.word(),
        }
        true
    }

    /// Reads up to the closing quote, past escaped ones. A quote that is never closed is an ordinary character.
    fn quoted(&mut self) {
        let from = self.at;
        let mut name = String::new();
        let mut at = from + 1;
        let mut lines = false;
        let end = loop {
            match (self.char(at), self.char(at + 1)) {
                _ if at > from + FAR => break None,
                (None, _) => break None,
                (Some('\\'), Some(escaped)) => {
                    name.push(escaped);
                    at += 2;
                }
                // A doubled quote, as a spreadsheet escapes it.
                (Some('"'), Some('"')) if !name.is_empty() => {
                    name.push('"');
                    at += 2;
                }
                (Some('"'), _) => break Some(at + 1),
                (Some('\n'), _) => {
                    lines = true;
                    name.push(' ');
                    at += 1;
                }
                (Some(c), _) => {
                    name.push(c);
                    at += 1;
                }
            }
        };
        let closed = end.filter(|end| !lines || self.next_is(*end, '<'));
        let Some(end) = closed else {
            self.at = from + 1;
            return;
        };
        self.at = end;
        if self.char(end) == Some('@') {
            // A quoted local part.
            self.run();
            let domain = self.text(end, self.at);
            let plain = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || ".+-_'".contains(c);
            let word = match name.chars().all(plain) {
                true => format!("{name}{domain}"),
                false => format!("\"{name}\"{domain}"),
            };
            self.push(Kind::Word(word), from);
        } else {
            self.push(Kind::Quoted(name), from);
        }
    }

    /// Whether `wanted` comes next, after spaces.
    fn next_is(&self, from: usize, wanted: char) -> bool {
        let far = from + FAR;
        let mut at = from;
        while at < far && matches!(self.char(at), Some(' ' | '\n' | '\t')) {
            at += 1;
        }
        self.char(at) == Some(wanted)
    }

    fn angle(&mut self) {
        let from = self.at;
        let mut start = from;
        while self.char(start) == Some('<') {
            start += 1;
        }
        // One address may be wrapped over two lines, but not a list of them.
        let close = self.close(start, '>', |c| c == '<').filter(|end| {
            let content = self.text(start, *end);
            !content.contains('\n') || content.trim().matches(['@', ' ', ',', ';']).eq(["@"])
        });
        let end = close.unwrap_or_else(|| {
            let far = start + FAR;
            let stops =
                |at: &usize| *at >= far || self.char(*at).is_none_or(|c| ",;\n\t<\"".contains(c));
            (start..).find(stops).unwrap_or(start)
        });
        let content = self.text(start, end);
        self.at = end;
        while self.char(self.at) == Some('>') {
            self.at += 1;
        }
        self.join_lines();
        self.push(Kind::Angle(content), from);
    }

    /// An address in angle brackets alone in its line belongs to the name in the line above.
    fn join_lines(&mut self) {
        let joins = match self.found.as_slice() {
            [.., above, line] if line.kind == Kind::Line => match &above.kind {
                Kind::Quoted(_) | Kind::Encoded(_) => true,
                Kind::Word(word) => !word.contains('@'),
                _ => false,
            },
            _ => false,
        };
        if joins {
            self.found.pop();
        }
    }

    fn round(&mut self) {
        let from = self.at;
        let (mut depth, mut at) = (0_usize, from);
        let end = loop {
            match self.char(at) {
                None | Some('\n') => break None,
                _ if at > from + FAR => break None,
                Some('(') => depth += 1,
                Some(')') if depth <= 1 => break Some(at),
                Some(')') => depth -= 1,
                Some(_) => {}
            }
            at += 1;
        };
        match end {
            Some(end) => {
                let content = self.text(from + 1, end);
                self.at = end + 1;
                self.push(Kind::Round(content.trim().to_owned()), from);
            }
            None => self.at = from + 1,
        }
    }

    /// `[mailto:ada@x.example]`, as Outlook writes it into texts.
    fn square(&mut self) {
        let from = self.at;
        let end = self.close(from + 1, ']', |c| "\n[<,;".contains(c));
        let content = end.map(|end| self.text(from + 1, end));
        match (end, content.filter(|content| content.contains('@'))) {
            (Some(end), Some(content)) => {
                self.at = end + 1;
                self.push(Kind::Angle(content), from);
            }
            _ => self.word(),
        }
    }

    /// The next position of `end`, if no character that `stops` comes before it.
    fn close(&self, from: usize, end: char, stops: impl Fn(char) -> bool) -> Option<usize> {
        for at in from..from.saturating_add(FAR) {
            match self.char(at) {
                Some(c) if c == end => return Some(at),
                Some(c) if !stops(c) => {}
                _ => return None,
            }
        }
        None
    }

    fn word(&mut self) {
        let from = self.at;
        if let Some(end) = self.encoded_end() {
            let raw = self.text(from, end);
            if let Some(word) = EncodedWord::read(&raw) {
                self.at = end;
                let goes_on = match self.found.last_mut().map(|last| &mut last.kind) {
                    Some(Kind::Encoded(before)) => before.extend(&word),
                    _ => false,
                };
                if !goes_on {
                    self.push(Kind::Encoded(word), from);
                }
                return;
            }
        }
        let start: String = self.text(from, from + 7).to_ascii_lowercase();
        if start == "mailto:" {
            while self
                .char(self.at)
                .is_some_and(|c| !" \n\t<>\")]".contains(c))
            {
                self.at += 1;
            }
            let link = self.text(from, self.at);
            self.push(Kind::Mailto(link), from);
            return;
        }
        self.at += 1;
        self.run();
        let word = self.text(from, self.at);
        self.push(Kind::Word(word), from);
    }

    /// Reads on to the end of a word.
    fn run(&mut self) {
        let mut before = self.at.checked_sub(1).and_then(|at| self.char(at));
        while let Some(c) = self.char(self.at) {
            let bracket = c == '[' && before != Some('@');
            if bracket || " \n\t,;<>()\"".contains(c) {
                break;
            }
            before = Some(c);
            self.at += 1;
        }
    }

    /// The end of an encoded word that begins at this position.
    fn encoded_end(&self) -> Option<usize> {
        if (self.char(self.at), self.char(self.at + 1)) != (Some('='), Some('?')) {
            return None;
        }
        let charset = self.close(self.at + 2, '?', char::is_whitespace)?;
        let encoding = self.close(charset + 1, '?', char::is_whitespace)?;
        let mut at = encoding + 1;
        while at < self.at + FAR {
            at = self.close(at, '?', |c| "\n\t<>".contains(c))?;
            if self.char(at + 1) == Some('=') {
                return Some(at + 2);
            }
            at += 1;
        }
        None
    }
}
