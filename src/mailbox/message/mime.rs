//! A mail as it is sent: its text, with the places where its files stand. The bytes of a file are read when they are
//! sent, in parts, so that no mail is in memory, nor stored, as a whole.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use std::ops::Range;

use super::attachment::Attachment;
use crate::base::sort::sort_by_key;
use crate::ports::{Files, StoreError};
use crate::storage::{StoredError, Versioned, from_text, to_text};

/// So many bytes of a file stand in a line of base64 (RFC 2045 §6.8 allows 76 characters), …
const LINE_BYTES: u64 = 57;
/// … which is so long with its line end.
const LINE: u64 = 78;

/// The MIME of a mail: ASCII in lines that end with CRLF. The same mail gives the same bytes, also when they are read
/// in other parts or another time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mime {
    pieces: Vec<Piece>,
}

/// A piece of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Piece {
    /// As it is sent.
    Text(String),
    /// A file in base64.
    File(Attachment),
}

impl Versioned for Mime {
    const VERSION: u32 = 1;
}

/// Why the bytes of a mail could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MimeError {
    /// A file is not there any more, or not as it was; its name.
    #[error("the file {0:?} is not there")]
    NoFile(String),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Mime {
    pub(super) const fn of(pieces: Vec<Piece>) -> Self {
        Self { pieces }
    }

    /// A mail without files, as text.
    #[must_use]
    pub fn text(text: String) -> Self {
        Self {
            pieces: vec![Piece::Text(text)],
        }
    }

    /// Its form in the storage.
    ///
    /// # Errors
    /// As [`to_text`].
    pub fn to_stored(&self) -> Result<String, StoredError> {
        to_text(self)
    }

    /// What [`Self::to_stored`] gave; earlier releases stored the mail itself, which begins with a header.
    ///
    /// # Errors
    /// As [`from_text`].
    pub fn from_stored(text: String) -> Result<Self, StoredError> {
        match text.starts_with('{') {
            true => from_text(&text),
            false => Ok(Self::text(text)),
        }
    }

    /// Its length in bytes.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.pieces.iter().map(Piece::len).sum()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its length without its files.
    #[must_use]
    pub fn text_len(&self) -> u64 {
        let texts = self
            .pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Text(_)));
        texts.map(Piece::len).sum()
    }

    /// The mail without its largest files, so that what is left has at most `most` bytes if it can; and those files, in
    /// their order.
    #[must_use]
    pub fn split(&self, most: u64) -> (Self, Vec<Attachment>) {
        let (mut rest, mut apart) = (self.clone(), Vec::new());
        while rest.len() > most {
            let files = rest
                .pieces
                .iter()
                .enumerate()
                .filter_map(|(at, piece)| match piece {
                    Piece::Text(_) => None,
                    Piece::File(file) => Some((at, file.clone())),
                });
            let Some((at, file)) = files.max_by_key(|(_, file)| file.size) else {
                break;
            };
            rest.take_out(at);
            apart.push(file);
        }
        sort_by_key(&mut apart, |file| {
            let mut pieces = self.pieces.iter();
            pieces.position(|piece| matches!(piece, Piece::File(own) if own == file))
        });
        (rest, apart)
    }

    /// Takes a file out, with the head of its part: that begins at the last boundary before it.
    fn take_out(&mut self, at: usize) {
        let mut pieces = std::mem::take(&mut self.pieces).into_iter();
        let mut before: Vec<Piece> = pieces.by_ref().take(at).collect();
        let after = pieces.skip(1);
        if let Some(Piece::Text(text)) = before.last_mut() {
            text.truncate(text.rfind("\r\n--").unwrap_or(text.len()));
        }
        for piece in after {
            match (before.last_mut(), piece) {
                (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
                (_, piece) => before.push(piece),
            }
        }
        self.pieces = before;
    }

    /// The bytes of `range`; fewer where the mail ends before.
    ///
    /// # Errors
    /// A file is not there, or cannot be read.
    pub async fn part(&self, files: &impl Files, range: Range<u64>) -> Result<Vec<u8>, MimeError> {
        let (mut bytes, mut start) = (Vec::new(), 0);
        for piece in &self.pieces {
            let end = start + piece.len();
            if start < range.end && range.start < end {
                let within = range.start.saturating_sub(start)..(range.end.min(end) - start);
                piece.add(files, within, &mut bytes).await?;
            }
            start = end;
        }
        Ok(bytes)
    }
}

impl Piece {
    fn len(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::File(file) => encoded(file.size),
        }
    }

    async fn add(
        &self,
        files: &impl Files,
        range: Range<u64>,
        to: &mut Vec<u8>,
    ) -> Result<(), MimeError> {
        match self {
            Self::Text(text) => {
                to.extend_from_slice(slice(text.as_bytes(), range));
                Ok(())
            }
            Self::File(file) => {
                // Whole lines, of which only what is asked for is given.
                let lines = range.start / LINE..range.end.div_ceil(LINE);
                let from = lines.start * LINE_BYTES;
                let until = (lines.end * LINE_BYTES).min(file.size);
                let part = files.file_part(&file.id, from, until).await?;
                let part = part.filter(|part| part.len() as u64 == until - from);
                let part = part.ok_or_else(|| MimeError::NoFile(file.name.clone()))?;
                let text = in_lines(&part, until < file.size);
                let skipped = lines.start * LINE;
                let range = range.start - skipped..range.end - skipped;
                to.extend_from_slice(slice(text.as_bytes(), range));
                Ok(())
            }
        }
    }
}

/// The length of a file of `size` bytes in base64, with its line ends.
#[must_use]
pub fn encoded(size: u64) -> u64 {
    let characters = size.div_ceil(3) * 4;
    characters + 2 * size.div_ceil(LINE_BYTES).saturating_sub(1)
}

/// Base64 in lines; the last one ends with a line end only where more comes.
fn in_lines(bytes: &[u8], more: bool) -> String {
    let mut text = String::with_capacity(bytes.len() / 57 * 78 + 80);
    let mut lines = bytes.chunks(57).peekable();
    while let Some(line) = lines.next() {
        STANDARD.encode_string(line, &mut text);
        if more || lines.peek().is_some() {
            text.push_str("\r\n");
        }
    }
    text
}

fn slice(bytes: &[u8], range: Range<u64>) -> &[u8] {
    let at = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    bytes
        .get(at(range.start)..at(range.end))
        .unwrap_or_default()
}
