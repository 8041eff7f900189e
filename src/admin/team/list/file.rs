//! The text of a file, whatever program wrote it.

use crate::base::charset::{utf_16, windows_1252};

/// Why a file's bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// A workbook of a spreadsheet program (.xlsx, .xls, .ods, .numbers).
    #[error("a workbook")]
    Workbook,
    /// Something else: a document, a picture, a web page.
    #[error("not a text")]
    NotText,
}

impl FileFault {
    /// Stable; the reason that the example `people_list` prints.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Workbook => "workbook",
            Self::NotText => "not_text",
        }
    }
}

/// The text in a file's bytes: UTF-8, UTF-16 (what Excel calls Unicode text), else Windows-1252.
///
/// # Errors
/// [`FileFault`]: a list is never read out of another kind of file, letter by letter.
pub fn text_of(bytes: &[u8]) -> Result<String, FileFault> {
    // The signatures of zip archives and of OLE compound files.
    let workbooks: [&[u8]; 3] = [
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ];
    if workbooks.iter().any(|start| bytes.starts_with(start)) {
        return Err(FileFault::Workbook);
    }
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, true),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, false),
        _ => match (zeros(bytes, 0), zeros(bytes, 1)) {
            (0, 0) => String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| windows_1252(bytes)),
            (even, odd) if odd * 4 > bytes.len() && odd > even => utf_16(bytes, true),
            (even, odd) if even * 4 > bytes.len() && even > odd => utf_16(bytes, false),
            _ => return Err(FileFault::NotText),
        },
    };
    let start: String = text.trim_start().chars().take(12).collect();
    let start = start.to_ascii_lowercase();
    let other = ["<html", "<!doctype", "<?xml", "<table", "{\\rtf", "%pdf-"];
    let odd = text
        .chars()
        .filter(|c| c.is_control() && !c.is_whitespace())
        .count();
    if other.iter().any(|kind| start.starts_with(kind)) || odd * 20 > text.len() {
        return Err(FileFault::NotText);
    }
    Ok(text)
}

/// How many bytes at even (0) or odd (1) places are zero, as every second one of UTF-16 mostly is.
fn zeros(bytes: &[u8], from: usize) -> usize {
    let places = bytes.iter().skip(from).step_by(2);
    places.filter(|byte| **byte == 0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_spreadsheet_program_is_text() {
        let text = "Naam;E-mail\r\nRenée;r@acme.example\r\n";
        let utf_16: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf_16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let latin: Vec<u8> = text.chars().filter_map(|c| u8::try_from(c).ok()).collect();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [b"\xff\xfe", little.as_slice()].concat(),
            [b"\xfe\xff", big.as_slice()].concat(),
            little,
            big,
            latin,
        ] {
            assert_eq!(text_of(&bytes).as_deref(), Ok(text));
        }
        assert_eq!(text_of(b""), Ok(String::new()));
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(text_of(b"PK\x03\x04\x14\0\x06\0"), Err(FileFault::Workbook));
        assert_eq!(
            text_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"),
            Err(FileFault::Workbook)
        );
        for other in [
            &b"%PDF-1.7 a@b.example"[..],
            b"<html><table>",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"{\\rtf1 a@b.example}",
        ] {
            assert_eq!(text_of(other), Err(FileFault::NotText));
        }
    }
}
