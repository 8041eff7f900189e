//! The images that HTML shows by `cid:` (RFC 2392).

use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;

use crate::base::html::end_of_tag;

/// The Content-IDs that the tags of this HTML name.
pub(in crate::mailbox) fn used(html: &str) -> BTreeSet<String> {
    let (mut used, mut rest) = (BTreeSet::new(), html);
    while let Some((before, _)) = rest.split_once('<') {
        let tag = rest.get(before.len()..).unwrap_or_default();
        let end = end_of_tag(tag).unwrap_or(tag.len());
        let (tag, after) = tag.split_at_checked(end).unwrap_or((tag, ""));
        if !tag.starts_with("<!--") {
            used.extend(named(tag));
        }
        rest = after;
    }
    used
}

/// Whether it can be written as a Content-ID and named in an address as it is.
pub(super) fn is_content_id(text: &str) -> bool {
    let within = |b: u8| b.is_ascii_alphanumeric() || b"@.-_+$!=~".contains(&b);
    (1..=200).contains(&text.len()) && text.bytes().all(within)
}

/// What follows `cid:` in a tag, up to the end of the value or of `url(…)`.
fn named(tag: &str) -> Vec<String> {
    let lower = tag.to_ascii_lowercase();
    let starts = lower.match_indices("cid:").filter(|(at, _)| {
        let before = lower.get(..*at).unwrap_or_default();
        let before = before.trim_end().trim_end_matches("&quot;");
        before.ends_with(['"', '\'', '=', '('])
    });
    let value = |at: usize| {
        let rest = tag.get(at + "cid:".len()..).unwrap_or_default();
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '>' | '&');
        let value = rest.split(ends).next().unwrap_or_default();
        percent_decode_str(value).decode_utf8_lossy().into_owned()
    };
    starts.map(|(at, _)| value(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_name_content_ids_and_words_do_not() {
        for (html, ids) in [
            (r#"<img src="cid:a@b">"#, vec!["a@b"]),
            (
                "<IMG SRC=CID:a.1 alt=x><img src='cid:b%40c'>",
                vec!["a.1", "b@c"],
            ),
            (
                r#"<td style="background: url(cid:bg) no-repeat">"#,
                vec!["bg"],
            ),
            (r#"<p title="see cid:x">it says "cid:y"</p>"#, vec![]),
            (r#"<!-- <img src="cid:old"> -->"#, vec![]),
        ] {
            assert_eq!(used(html).into_iter().collect::<Vec<_>>(), ids, "{html}");
        }
    }
}
