//! Texts for fields: cut to a field's length, which Salesforce counts in UTF-16 code units, and without anything
//! that a composite would take as a reference.

use crate::base::html::end_of_tag;

/// The text without references of a composite: an invisible character is put between `@` and `{`.
pub fn plain(text: &str) -> String {
    text.replace("@{", "@\u{200b}{")
}

/// As [`plain`] for HTML, where the brace becomes a character reference.
pub fn plain_html(html: &str) -> String {
    html.replace("@{", "@&#123;")
}

/// The beginning of `text` in at most `length` code units; 0 is no limit.
pub fn within(text: &str, length: usize) -> &str {
    if length == 0 {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (units > length).then_some(at)
    });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// As [`within`], but never cut within a tag, a comment or a character reference.
pub fn html_within(html: &str, length: usize) -> &str {
    let cut = within(html, length);
    if cut.len() == html.len() {
        return html;
    }
    cut.get(..whole_html(cut)).unwrap_or(cut)
}

/// The addresses that fit, separated by semicolons, and how many did not fit.
pub fn addresses_within(addresses: &[&str], length: usize) -> (String, usize) {
    let mut list = String::new();
    let mut units = 0;
    for (n, address) in addresses.iter().enumerate() {
        let separator = if list.is_empty() { "" } else { "; " };
        let next = format!("{separator}{}", plain(address));
        units += next.encode_utf16().count();
        if length > 0 && units > length {
            return (list, addresses.len() - n);
        }
        list.push_str(&next);
    }
    (list, 0)
}

/// The start of a tag, comment or reference that is cut off at the end of `html`; else the end.
fn whole_html(html: &str) -> usize {
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let Some(begun) = rest.get(at..) else { break };
        let end = match begun.starts_with('<') {
            true => end_of_tag(begun),
            false => end_of_reference(begun),
        };
        match end.and_then(|end| begun.get(end..)) {
            Some(after) => rest = after,
            None => return html.len() - begun.len(),
        }
    }
    html.len()
}

/// The length of the character reference that `text` begins with; of a `&` that begins none, 1.
fn end_of_reference(text: &str) -> Option<usize> {
    let name = text.get(1..)?;
    match name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#') {
        Some(end) if name.get(end..).is_some_and(|rest| rest.starts_with(';')) => Some(end + 2),
        Some(_) => Some(1),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn html_ends_between_tags() {
        assert_eq!(html_within("<p>Hello</p>", 10), "<p>Hello");
        assert_eq!(html_within("<p>a &amp; b</p>", 8), "<p>a ");
        assert_eq!(html_within("<p>Hello</p>", 12), "<p>Hello</p>");
        assert_eq!(html_within("<p>Hello</p>", 0), "<p>Hello</p>");
    }

    #[test]
    fn html_ends_between_tags_whatever_is_in_them() {
        for (html, length, cut) in [
            (r#"<p><a title="a > b" href="x">y</a>"#, 20, "<p>"),
            ("<p>1 < 2 and more of it", 12, "<p>1 < 2 and"),
            ("<p>AT&T has a long text", 20, "<p>AT&T has a long t"),
            ("<p>a<!-- > never -->b", 15, "<p>a"),
            ("<p>caf&eacute; au lait", 12, "<p>caf"),
            ("<p>caf&eacute; au lait", 14, "<p>caf&eacute;"),
            ("<p>\u{1f600}\u{1f600}</p>", 6, "<p>\u{1f600}"),
            ("<p>x<", 4, "<p>x"),
        ] {
            assert_eq!(html_within(html, length), cut, "{html}");
        }
    }

    #[test]
    fn a_list_ends_between_addresses() {
        let three = ["a@x.example", "b@x.example", "c@x.example"];
        let (two, all) = ("a@x.example; b@x.example", three.join("; "));
        for (length, list, missing) in [
            (0, all.as_str(), 0),
            (37, &all, 0),
            (36, two, 1),
            (24, two, 1),
            (23, "a@x.example", 2),
            (10, "", 3),
        ] {
            assert_eq!(
                addresses_within(&three, length),
                (list.to_owned(), missing),
                "{length}"
            );
        }
    }

    #[test]
    fn nothing_is_a_reference() {
        assert_eq!(
            plain("a@b.example {c} @{d.e}@@{"),
            "a@b.example {c} @\u{200b}{d.e}@@\u{200b}{"
        );
        assert_eq!(plain_html("<p>@{d.e}</p>"), "<p>@&#123;d.e}</p>");
    }

    proptest! {
        #[test]
        fn html_never_ends_inside_of_a_tag(
            parts in prop::collection::vec(prop_oneof!["[a-z >]{1,4}", Just("<b title='<>'>".to_owned()), Just("&amp;".to_owned())], 0..8),
            length in 1usize..60,
        ) {
            let html = parts.concat();
            let cut = html_within(&html, length);
            let ends = parts.iter().scan(0, |at, part| {
                let start = *at;
                *at += part.len();
                Some((start, *at, part.starts_with(['<', '&'])))
            });
            for (start, end, closed) in ends {
                prop_assert!(!closed || cut.len() <= start || cut.len() >= end, "{html}: {cut}");
            }
        }

        #[test]
        fn a_cut_text_fits_and_is_a_beginning(text in ".{0,60}", length in 1usize..60) {
            for cut in [within(&text, length), html_within(&text, length)] {
                prop_assert!(cut.encode_utf16().count() <= length);
                prop_assert!(text.starts_with(cut));
            }
        }
    }
}
