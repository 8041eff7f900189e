//! Encoded words (RFC 2047), as names are written in the source of a mail: `=?utf-8?Q?J=C3=BCrgen?=`.

use base64::Engine;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::GeneralPurposeConfig;
use base64::{alphabet, engine::DecodePaddingMode};

use crate::base::charset::windows_1252;

/// An encoded word, with its bytes decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EncodedWord {
    charset: Charset,
    bytes: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Utf8,
    Latin,
}

/// Padding is optional: not every program writes it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl EncodedWord {
    /// Reads `=?charset?encoding?text?=`; `None` in an unknown charset.
    pub(super) fn read(raw: &str) -> Option<Self> {
        let inner = raw.strip_prefix("=?")?.strip_suffix("?=")?;
        let (charset, rest) = inner.split_once('?')?;
        let (encoding, text) = rest.split_once('?')?;
        let charset = charset.split('*').next().unwrap_or(charset);
        let charset = match charset.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => Charset::Utf8,
            "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => Charset::Latin,
            _ => return None,
        };
        let bytes = match encoding {
            "q" | "Q" => quoted(text),
            "b" | "B" => BASE64.decode(text).ok()?,
            _ => return None,
        };
        Some(Self { charset, bytes })
    }

    /// Appends the next word, where both have the same charset: a letter may be split between them.
    pub(super) fn extend(&mut self, next: &Self) -> bool {
        let same = self.charset == next.charset;
        if same {
            self.bytes.extend_from_slice(&next.bytes);
        }
        same
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        match self.charset {
            Charset::Utf8 => String::from_utf8_lossy(&self.bytes).into_owned(),
            Charset::Latin => windows_1252(&self.bytes),
        }
    }
}

/// A header's value with its encoded words read; what cannot be read stays as it is.
pub(in crate::mailbox) fn decoded(value: &str) -> String {
    if !value.contains("=?") {
        return value.to_owned();
    }
    let mut text = String::new();
    let mut word: Option<EncodedWord> = None;
    for raw in value.split_whitespace() {
        let next = EncodedWord::read(raw);
        // White space between two encoded words is none (RFC 2047 §6.2).
        if let (Some(word), Some(next)) = (&mut word, &next)
            && word.extend(next)
        {
            continue;
        }
        let between_words = word.is_some() && next.is_some();
        if let Some(before) = word.take() {
            text.push_str(&before.text());
        }
        if !text.is_empty() && !between_words {
            text.push(' ');
        }
        match next {
            Some(next) => word = Some(next),
            None => text.push_str(raw),
        }
    }
    if let Some(last) = word {
        text.push_str(&last.text());
    }
    text
}

fn quoted(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hex = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = after.get(2..).unwrap_or_default();
            }
            (b'_', ..) => bytes.push(b' '),
            (byte, ..) => bytes.push(*byte),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Option<String> {
        EncodedWord::read(raw).map(|word| word.text())
    }

    #[test]
    fn both_encodings_are_read() {
        for raw in [
            "=?utf-8?Q?J=C3=BCrgen_M?=",
            "=?UTF-8?b?SsO8cmdlbiBN?=",
            "=?iso-8859-1?q?J=fcrgen=20M?=",
            "=?utf-8*de?Q?J=c3=bcrgen M?=",
        ] {
            assert_eq!(text(raw).as_deref(), Some("Jürgen M"), "{raw}");
        }
        assert_eq!(text("=?utf-8?Q?a=?=").as_deref(), Some("a="));
        for raw in ["=?utf-8?Q?", "=?big5?B?AA==?=", "=??=", "=?utf-8?x?a?="] {
            assert_eq!(text(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_letter_may_be_cut_between_two_words() {
        let mut first = EncodedWord::read("=?utf-8?Q?J=C3?=");
        let next = EncodedWord::read("=?utf-8?Q?=BC?=");
        if let (Some(first), Some(next)) = (&mut first, &next) {
            assert!(first.extend(next));
        }
        assert_eq!(first.map(|word| word.text()).as_deref(), Some("Jü"));
    }
}
