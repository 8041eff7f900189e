//! Finds a marked link in a pasted text, even if a mail program or a mail filter changed it: Safe Links, Proofpoint
//! and others that put the address into a parameter, the path or Base64; cut into lines; as quoted-printable or
//! HTML. The caller has to check the host of the link that is found, never that of a wrapper.

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;
use std::collections::{HashSet, VecDeque};
use url::Url;

use crate::mailbox::addresses::is_invisible;

/// How many wrappers may be nested: filters of the sender and of the receiver, with encodings between them.
const DEEPEST: usize = 8;
/// The most texts that are searched, and the most bytes in all: a bound for hostile texts.
const MOST_TEXTS: usize = 400;
const MOST_BYTES: usize = 1_000_000;
/// The most links of a text.
const MOST_LINKS: usize = 64;
/// The most lines that a link may be cut into.
const MOST_PIECES: usize = 60;
/// The shortest line that may be continued. Programs cut lines at about seventy characters, some at half of that.
const SHORTEST_LINE: usize = 20;
/// The shortest encoded address.
const SHORTEST_ENCODED: usize = 24;

const ANY_PADDING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, ANY_PADDING);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, ANY_PADDING);

/// The links in `text` whose fragment is `mark` (such as `msi=`) and base64url, the least wrapped first.
pub(super) fn marked(text: &str, mark: &str) -> Vec<Url> {
    search(text, mark).found
}

fn search(text: &str, mark: &str) -> Search {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let mut search = Search {
        mark: format!("#{mark}"),
        seen: HashSet::new(),
        bytes: 0,
        waiting: VecDeque::new(),
        found: Vec::new(),
    };
    search.add(text.clone(), 0);
    for piece in pieced(&text) {
        search.add(piece, 0);
    }
    while let Some((text, depth)) = search.waiting.pop_front() {
        search.search_text(&text, depth);
    }
    search
}

struct Search {
    mark: String,
    seen: HashSet<String>,
    bytes: usize,
    waiting: VecDeque<(String, usize)>,
    found: Vec<Url>,
}

impl Search {
    /// Adds a text to the list, once, while there is room.
    fn add(&mut self, text: String, depth: usize) {
        let fits = depth <= DEEPEST && self.seen.len() < MOST_TEXTS && self.has_room(text.len());
        if fits && self.seen.insert(text.clone()) {
            self.waiting.push_back((text, depth));
        }
    }

    /// Whether so many more bytes may be searched.
    const fn has_room(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes);
        self.bytes <= MOST_BYTES
    }

    fn search_text(&mut self, text: &str, depth: usize) {
        for link in links(text) {
            if !self.has_room(link.len()) {
                return;
            }
            self.keep(link);
            for inner in unwrapped(link) {
                self.add(inner, depth + 1);
            }
        }
        for other in [
            percent(text),
            entities(text),
            quoted_printable(text),
            escaped(text),
        ] {
            if let Some(other) = other.filter(|other| other != text) {
                for piece in pieced(&other) {
                    self.add(piece, depth + 1);
                }
                self.add(other, depth + 1);
            }
        }
    }

    /// Keeps a link with the mark, up to the end of the base64url after it.
    fn keep(&mut self, link: &str) {
        let Some((address, rest)) = link.split_once(self.mark.as_str()) else {
            return;
        };
        if address.contains('#') || address.matches("://").nth(1).is_some() {
            return; // then the mark is that of the link inside of this one
        }
        let code = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let end = rest.find(|c| !code(c)).unwrap_or(rest.len());
        let whole = rest.get(..end).unwrap_or_default();
        for code in [whole, whole.trim_end_matches(['-', '_'])] {
            if let Ok(url) = Url::parse(&format!("{address}{}{code}", self.mark))
                && !self.found.contains(&url)
            {
                self.found.push(url);
            }
        }
    }
}

/// The links in a text; a link within another one comes before it.
fn links(text: &str) -> Vec<&str> {
    let ends = |c: char| match c {
        '<' | '>' | '"' | '\'' | '`' | '(' | ')' | '{' | '}' | '|' | '\\' | '^' => true,
        c if c.is_ascii() => c.is_ascii_whitespace() || c.is_ascii_control(),
        c => c.is_whitespace() || "“”‘’„«»‹›（）「」『』【】".contains(c),
    };
    let mut links: Vec<&str> = starts(text)
        .take(MOST_LINKS)
        .filter_map(|at| text.get(at..))
        .map(|rest| rest.split(ends).next().unwrap_or(rest))
        .collect();
    links.reverse();
    links
}

/// The positions where links begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices("://").filter_map(|(at, _)| {
        ["https", "http"].iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            let written = text.get(start..at)?;
            written.eq_ignore_ascii_case(scheme).then_some(start)
        })
    })
}

/// Joins links that a mail program cut into lines. Since the end is not known, each result has one line more. Marks
/// of a quotation between the lines are skipped.
fn pieced(text: &str) -> Vec<String> {
    let mut pieced = Vec::new();
    for start in starts(text).take(16) {
        let rest = text.get(start..).unwrap_or_default();
        let mut link = String::new();
        let mut pieces = rest
            .split_whitespace()
            .filter(|piece| !piece.trim_matches('>').is_empty());
        for piece in pieces.by_ref().take(MOST_PIECES) {
            let first = link.is_empty();
            if !first && piece.contains("://") {
                break;
            }
            link.push_str(if first {
                piece
            } else {
                piece.trim_start_matches('>')
            });
            if !first {
                pieced.push(link.clone());
                // Only a full line is continued; a short one ends the link.
                if piece.len() < SHORTEST_LINE {
                    break;
                }
            }
        }
    }
    pieced
}

/// The texts that may be wrapped in a link.
fn unwrapped(link: &str) -> Vec<String> {
    let mut found: Vec<String> = proofpoint_3(link).into_iter().collect();
    found.extend(proofpoint_2(link));
    let inside = link.split_once("://").map_or("", |(_, inside)| inside);
    found.push(inside.to_owned());
    found.extend(percent(inside));
    for part in inside.split(['/', '?', '&', '=', '#', ';', '!', '~', ',']) {
        let part = percent(part).unwrap_or_else(|| part.to_owned());
        found.extend(base64(&part));
    }
    found
}

/// `https://urldefense.proofpoint.com/v2/url?u=https-3A__acme…_&d=…`: `-` for `%`, `_` for `/`.
fn proofpoint_2(link: &str) -> Option<String> {
    let (_, query) = link.split_once("/v2/url?")?;
    let value = query.split('&').find_map(|part| part.strip_prefix("u="))?;
    let value = value.replace('-', "%").replace('_', "/");
    Some(percent_decode_str(&value).decode_utf8_lossy().into_owned())
}

/// `https://urldefense.com/v3/__https://acme…*…__;Iw!!…$`: each `*` stands for a character that follows in Base64
/// after the address; `**` and a letter stand for several.
fn proofpoint_3(link: &str) -> Option<String> {
    let (_, rest) = link.split_once("/v3/__")?;
    let (address, rest) = rest.rsplit_once("__;")?;
    let signs = rest.split('!').next().unwrap_or_default();
    let signs = String::from_utf8(URL_SAFE.decode(signs).ok()?).ok()?;
    let mut signs = signs.chars();
    let mut found = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '*' {
            found.push(c);
            continue;
        }
        let run = match chars.next_if_eq(&'*') {
            Some(_) => run_length(chars.next()?)?,
            None => 1,
        };
        found.extend(signs.by_ref().take(run));
    }
    // Some programs replace two slashes by one.
    let single = found
        .split_once(":/")
        .filter(|(_, rest)| !rest.starts_with('/'));
    Some(match single {
        Some((scheme, rest)) => format!("{scheme}://{rest}"),
        None => found,
    })
}

/// The number of characters: A is two, B three, and so on in the order of base64url.
fn run_length(letter: char) -> Option<usize> {
    let order = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['-', '_']);
    order.into_iter().position(|c| c == letter).map(|at| at + 2)
}

/// The text with `%23` and the like decoded, where there are any.
fn percent(text: &str) -> Option<String> {
    let decoded = || percent_decode_str(text).decode_utf8_lossy().into_owned();
    text.contains('%').then(decoded)
}

fn base64(text: &str) -> Option<String> {
    if text.len() < SHORTEST_ENCODED {
        return None;
    }
    let bytes = URL_SAFE.decode(text).or_else(|_| STANDARD.decode(text));
    let decoded = String::from_utf8(bytes.ok()?).ok()?;
    decoded.contains("http").then_some(decoded)
}

/// The text without JSON's escapes of slashes.
fn escaped(text: &str) -> Option<String> {
    text.contains("\\/").then(|| text.replace("\\/", "/"))
}

/// The text with HTML's character references decoded.
fn entities(text: &str) -> Option<String> {
    if !text.contains('&') {
        return None;
    }
    let mut text = text.to_owned();
    for (reference, sign) in [
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#61;", "="),
        ("&#x3d;", "="),
        ("&#x3D;", "="),
        ("&equals;", "="),
        ("&#35;", "#"),
        ("&#x23;", "#"),
        ("&num;", "#"),
        ("&#47;", "/"),
        ("&#x2f;", "/"),
        ("&#x2F;", "/"),
        ("&#58;", ":"),
        ("&#x3a;", ":"),
        ("&#x3A;", ":"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        text = text.replace(reference, sign);
    }
    Some(text)
}

/// The text decoded from quoted-printable: a line that ends with `=` is continued, `=3D` is `=`.
fn quoted_printable(text: &str) -> Option<String> {
    let source = ["=3D", "=3d", "=\n", "=\r\n"]
        .iter()
        .any(|sign| text.contains(sign));
    if !source {
        return None;
    }
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let mut decoded = String::with_capacity(joined.len());
    let mut parts = joined.split('=');
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let code = part
            .get(..2)
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match (code.filter(u8::is_ascii_graphic), part.get(2..)) {
            (Some(sign), Some(rest)) => {
                decoded.push(char::from(sign));
                decoded.push_str(rest);
            }
            _ => {
                decoded.push('=');
                decoded.push_str(part);
            }
        }
    }
    Some(decoded)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINK: &str =
        "https://acme.my.salesforce.com/.well-known/openid-configuration#msi=eyJ2Ijoy_-Ab9";

    fn first(text: &str) -> Option<String> {
        let found = marked(text, "msi=");
        found.first().map(Url::to_string)
    }

    #[test]
    fn runs_of_signs_are_read() {
        // Three signs in a row: `?=&`, then a single `#`.
        let link = "https://urldefense.com/v3/__https://a.example/**Bx*msi=b__;Pz0mIw!!c!d$";
        assert_eq!(
            proofpoint_3(link).as_deref(),
            Some("https://a.example/?=&x#msi=b")
        );
        assert_eq!(run_length('_'), Some(65));
    }

    #[test]
    fn the_link_ends_where_its_code_ends() {
        for after in [
            "",
            ".",
            "</a>",
            "&data=05",
            ")",
            "!",
            "…",
            "___.YXAz",
            "\u{200b} and more",
            "%20x",
        ] {
            assert_eq!(
                first(&format!("{LINK}{after}"))
                    .map(|link| link.replace("___", ""))
                    .as_deref(),
                Some(LINK),
                "{after}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_looked_through(text in "\\PC{0,300}|([a-z/:%#=&*_!;-]|https://|%25|=3D|/v3/__|__;|#msi=|\n){0,200}") {
            for link in marked(&text, "msi=") {
                prop_assert!(link.fragment().unwrap().starts_with("msi="));
            }
        }
    }

    #[test]
    fn hostile_texts_end_soon() {
        for part in [
            "https://a/%25",
            "https://",
            "https://a/?u=https%3A//",
            "aHR0cHM6Ly9hL2FIUjBjSE02THk",
            "https://x ",
            "%2525",
            "&amp;",
            "=3D=\n",
            "*",
            "https://a/v3/__**A",
        ] {
            let search = search(&part.repeat(16_384 / part.len()), "msi=");
            let bytes: usize = search.seen.iter().map(String::len).sum();
            assert!(search.waiting.is_empty());
            assert!(search.seen.len() <= MOST_TEXTS, "{part}");
            assert!(bytes <= MOST_BYTES, "{part}");
        }
    }
}
