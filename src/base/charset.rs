//! Texts that are not UTF-8.

/// The characters of bytes 0x80 to 0x9F in Windows-1252; its other bytes are those of Latin-1.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes Windows-1252, which is also what the web means by Latin-1.
#[must_use]
pub fn windows_1252(bytes: &[u8]) -> String {
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(' '),
        byte => char::from(*byte),
    };
    bytes.iter().map(letter).collect()
}

/// Decodes UTF-16, two bytes a unit; an unpaired surrogate becomes U+FFFD.
#[must_use]
pub fn utf_16(bytes: &[u8], little_endian: bool) -> String {
    let unit = |pair: &[u8]| match (pair, little_endian) {
        ([a, b], true) => u16::from_le_bytes([*a, *b]),
        ([a, b], false) => u16::from_be_bytes([*a, *b]),
        _ => 0xfffd,
    };
    char::decode_utf16(bytes.chunks(2).map(unit))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_windows_1252_is_a_letter() {
        assert_eq!(
            windows_1252(b"Ren\xe9e \x80 \x93x\x94 \xff"),
            "Renée € “x” ÿ"
        );
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(windows_1252(&all).chars().count(), 256);
    }

    #[test]
    fn utf_16_is_read_from_either_end() {
        assert_eq!(utf_16(b"J\0\xf6\0\x3d\xd8\x00\xde", true), "Jö😀");
        assert_eq!(utf_16(b"\0J\0\xf6\xd8\x3d\xde\x00", false), "Jö😀");
        assert_eq!(utf_16(b"J\0\x3d\xd8\x01", true), "J\u{fffd}\u{fffd}");
    }
}
