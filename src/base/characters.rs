//! The characters that HTML writes as references: `&amp;`, `&#8364;`, `&uuml;`.

/// Those that mails have: the letters of Latin-1 and the signs of typesetting. Others stay as they stand.
const NAMED: &str = "amp & lcub { lbrace { rcub } rbrace } excl ! lt < gt > quot \" apos ' iexcl ¡ cent ¢ pound £ curren ¤ yen ¥ brvbar ¦ sect § uml ¨ \
    copy © ordf ª laquo « not ¬ reg ® macr ¯ deg ° plusmn ± sup2 ² sup3 ³ acute ´ micro µ para ¶ middot · cedil ¸ \
    sup1 ¹ ordm º raquo » frac14 ¼ frac12 ½ frac34 ¾ iquest ¿ Agrave À Aacute Á Acirc Â Atilde Ã Auml Ä Aring Å \
    AElig Æ Ccedil Ç Egrave È Eacute É Ecirc Ê Euml Ë Igrave Ì Iacute Í Icirc Î Iuml Ï ETH Ð Ntilde Ñ Ograve Ò \
    Oacute Ó Ocirc Ô Otilde Õ Ouml Ö times × Oslash Ø Ugrave Ù Uacute Ú Ucirc Û Uuml Ü Yacute Ý THORN Þ szlig ß \
    agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë igrave ì \
    iacute í icirc î iuml ï eth ð ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö divide ÷ oslash ø ugrave ù \
    uacute ú ucirc û uuml ü yacute ý thorn þ yuml ÿ OElig Œ oelig œ Scaron Š scaron š ndash – mdash — lsquo ‘ \
    rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ bull • hellip … lsaquo ‹ rsaquo › euro € trade ™ rarr → larr ←";

/// The text without references.
#[must_use]
pub fn read(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (c, length) = reference(rest).unwrap_or((c, c.len_utf8()));
        read.push(c);
        rest = rest.get(length..).unwrap_or_default();
    }
    read
}

/// The character that a reference at the beginning of `text` stands for, and how long that is written.
#[must_use]
pub fn reference(text: &str) -> Option<(char, usize)> {
    let after = text.strip_prefix('&')?;
    let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    let end = end.unwrap_or(after.len());
    let name = after.get(..end)?;
    let closed = after.get(end..).is_some_and(|rest| rest.starts_with(';'));
    Some((character(name)?, 1 + end + usize::from(closed)))
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let number = match hexadecimal {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        return char::from_u32(number.ok()?).filter(|c| *c != '\0');
    }
    match name {
        "nbsp" => return Some('\u{a0}'),
        "ensp" | "emsp" | "thinsp" => return Some(' '),
        "shy" => return Some('\u{ad}'),
        "zwnj" => return Some('\u{200c}'),
        "zwj" => return Some('\u{200d}'),
        _ => {}
    }
    let mut pairs = NAMED.split_ascii_whitespace();
    while let (Some(known), Some(sign)) = (pairs.next(), pairs.next()) {
        if known == name {
            return sign.chars().next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_and_others_stay() {
        for (html, text) in [
            ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
            (
                "Gr&uuml;&szlig;e &euro;&#8364;&#x20AC; &copy",
                "Grüße €€€ ©",
            ),
            (
                "AT&T &unknown; & &; &#0; &#xD800; &#99999999999;",
                "AT&T &unknown; & &; &#0; &#xD800; &#99999999999;",
            ),
            ("a&nbsp;b", "a\u{a0}b"),
        ] {
            assert_eq!(read(html), text);
        }
    }
}
