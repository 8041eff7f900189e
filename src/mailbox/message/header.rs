//! The words of a header as ASCII: encoded (RFC 2047, in parameters RFC 2231) wherever a receiver could read
//! them otherwise than they were typed. `mail-builder` folds them; its own encoding leaves text that looks
//! like an encoded word as it is, and receivers would decode it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write;

use super::content::one_line;
use crate::base::Address;

/// The longest word: one of RFC 2047 then fits behind the name of every header, in a line of 76 characters.
const LONGEST_WORD: usize = 67;
const Q: (&str, &str) = ("=?utf-8?Q?", "?=");
const B: (&str, &str) = ("=?utf-8?B?", "?=");

/// A subject.
pub(super) fn text(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) {
        return text;
    }
    encoded(&text)
}

/// One address: `"Ada Lovelace" <ada@analytical.example>`.
pub(super) fn address(of: &Address) -> String {
    let name = one_line(of.name.as_deref().unwrap_or_default());
    let address = of.address.as_str();
    if name.is_empty() {
        // Nobody's address holds a line end (see `is_address`), but nothing here relies on it.
        return one_line(address);
    }
    let name = if is_plain(&name) {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        encoded(&name)
    };
    format!("{name} <{}>", one_line(address))
}

/// A parameter of a header: `filename="a.pdf"`, in several pieces where it is long.
pub(super) fn parameter(name: &str, value: &str) -> String {
    let quoted = !value.contains(['"', '\\']) && value.len() <= LONGEST_WORD;
    if quoted && is_plain(value) {
        return format!("{name}=\"{value}\"");
    }
    let room = LONGEST_WORD - name.len() - "*000*=utf-8''; ".len();
    let length = |c: char| match c {
        c if c.is_ascii_alphanumeric() => 1,
        c => c.len_utf8() * 3,
    };
    let pieces = pieces(value, room, length);
    let only = pieces.len() == 1;
    let each = pieces.into_iter().enumerate().map(|(at, piece)| {
        let number = if only {
            String::new()
        } else {
            format!("*{at}")
        };
        let charset = if at == 0 { "utf-8''" } else { "" };
        let piece = utf8_percent_encode(piece, NON_ALPHANUMERIC);
        format!("{name}{number}*={charset}{piece}")
    });
    each.collect::<Vec<_>>().join("; ")
}

/// Whether every receiver reads it as it stands: ASCII in words that a line can be folded between.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= LONGEST_WORD)
}

/// Encoded words, in the shorter of both encodings. Spam filters mistrust base64 of what is mostly ASCII.
fn encoded(text: &str) -> String {
    let escaped = text.chars().filter(|c| !stands_for_itself(*c));
    let longer = escaped.map(|c| c.len_utf8() * 2).sum::<usize>();
    let (marks, is_q) = if longer <= text.len() / 3 {
        (Q, true)
    } else {
        (B, false)
    };
    let room = LONGEST_WORD - marks.0.len() - marks.1.len();
    let room = if is_q { room } else { room / 4 * 3 };
    let length = |c: char| match c {
        c if !is_q => c.len_utf8(),
        c if stands_for_itself(c) => 1,
        c => c.len_utf8() * 3,
    };
    let mut words = String::new();
    for piece in pieces(text, room, length) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(marks.0);
        if is_q {
            quoted(piece, &mut words);
        } else {
            STANDARD.encode_string(piece, &mut words);
        }
        words.push_str(marks.1);
    }
    words
}

/// Pieces of at most `room`, none of which cuts a character, nor a word where it can be helped: some readers
/// see a blank between two encoded words of a name.
fn pieces(text: &str, room: usize, length: impl Fn(char) -> usize) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let mut left = room;
        let end = rest.char_indices().find(|(_, c)| {
            let fits = left.checked_sub(length(*c));
            left = fits.unwrap_or_default();
            fits.is_none()
        });
        let at = end.map_or(rest.len(), |(at, _)| {
            let fits = rest.get(..at).unwrap_or_default();
            fits.rfind(' ').filter(|at| *at > 0).unwrap_or(at)
        });
        let (piece, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// What the encoding "Q" leaves as it is, in a name as in a subject; a space is an underscore.
const fn stands_for_itself(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ' ' | '!' | '*' | '+' | '-' | '/')
}

fn quoted(piece: &str, into: &mut String) {
    for c in piece.chars() {
        match c {
            ' ' => into.push('_'),
            c if stands_for_itself(c) => into.push(c),
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a String does not fail.
                    let _written = write!(into, "={byte:02X}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_read_otherwise_is_encoded() {
        for (typed, written) in [
            ("Hello, \"you\"", "Hello, \"you\""),
            ("", ""),
            ("Grüße  aus\tKöln", "=?utf-8?B?R3LDvMOfZSBhdXMgS8O2bG4=?="),
            ("A word from Köln", "=?utf-8?Q?A_word_from_K=C3=B6ln?="),
            ("ありがとう", "=?utf-8?B?44GC44KK44GM44Go44GG?="),
            ("=?utf-8?q?x?=", "=?utf-8?B?PT91dGYtOD9xP3g/PQ==?="),
        ] {
            assert_eq!(text(typed), written, "{typed}");
        }
        let long = text(&"x".repeat(200));
        assert_eq!(long.split(' ').count(), 4, "{long}");
        assert_eq!(text(&"ü ".repeat(20)).matches("?= =?").count(), 1);
        assert!(long.split(' ').all(|word| word.len() <= LONGEST_WORD));
    }

    #[test]
    fn a_file_name_is_quoted_or_encoded() {
        assert_eq!(parameter("n", "a b.pdf"), "n=\"a b.pdf\"");
        assert_eq!(parameter("n", "a\"b.pdf"), "n*=utf-8''a%22b%2Epdf");
        assert_eq!(parameter("n", "=?utf-8?"), "n*=utf-8''%3D%3Futf%2D8%3F");
        let long = parameter("n", &"ä".repeat(20));
        assert!(long.starts_with("n*0*=utf-8''%C3%A4"), "{long}");
        assert!(long.contains("%C3%A4; n*1*=%C3%A4"), "{long}");
        assert!(long.split("; ").all(|piece| piece.len() <= LONGEST_WORD));
    }

    #[test]
    fn a_name_is_quoted_or_encoded() {
        let written = |name: &str| {
            address(&Address {
                address: "a@b.example".into(),
                name: Some(name.into()),
            })
        };
        assert_eq!(written(""), "a@b.example");
        assert_eq!(written("Ada"), "\"Ada\" <a@b.example>");
        assert_eq!(
            written(r#"O"Neil\, (Ada)"#),
            r#""O\"Neil\\, (Ada)" <a@b.example>"#
        );
        assert_eq!(
            written("Müller, Jö"),
            "=?utf-8?B?TcO8bGxlciwgSsO2?= <a@b.example>"
        );
    }
}
