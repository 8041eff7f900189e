//! Cleans text that was copied from anywhere: removes what is invisible.

/// The text without invisible characters, with one kind of space and of line end, and with the
/// separators of other writing systems as those of ASCII.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    clean.push('\n');
                }
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push('\t'),
            // Joiners shape the letters of some scripts, and are part of some emoji.
            '\u{200c}' | '\u{200d}' => {
                let shapes = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !is_invisible(c));
                if shapes(clean.chars().next_back()) && shapes(chars.peek().copied()) {
                    clean.push(c);
                }
            }
            c if is_invisible(c) => {}
            c if c.is_whitespace() => clean.push(' '),
            c => clean.push(plain(c)),
        }
    }
    clean
}

/// Characters that take no room: marks of direction, joiners, the byte order mark, soft hyphens,
/// tags, controls.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffc}'
            | '\u{e0000}'..='\u{e007f}'
    ) || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}'))
}

/// The ASCII character for a separator of another writing system.
const fn plain(c: char) -> char {
    match c {
        '\u{ff20}' | '\u{fe6b}' => '@',
        '\u{ff0c}' | '\u{fe50}' | '\u{fe51}' | '\u{3001}' | '\u{ff64}' | '\u{60c}' => ',',
        '\u{ff1b}' | '\u{fe54}' | '\u{61b}' => ';',
        '\u{ff1a}' | '\u{fe55}' => ':',
        '\u{ff1c}' | '\u{fe64}' => '<',
        '\u{ff1e}' | '\u{fe65}' => '>',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '\u{ff02}' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' => '"',
        c => c,
    }
}

/// Full-width letters as ASCII, without variation selectors: for an address, never for a name.
pub(super) fn narrow(address: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        c => c,
    };
    address
        .chars()
        .filter(|c| !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{200c}' | '\u{200d}'))
        .map(narrow)
        .collect()
}
