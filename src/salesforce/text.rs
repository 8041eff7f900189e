//! Texts as fields take them: nothing in them is a composite's reference, and they are cut to what a
//! field holds. Salesforce counts UTF-16 code units.

/// The text with nothing in it that a composite takes for a reference: an invisible character stands
/// between `@` and `{`.
pub fn plain(text: &str) -> String {
    text.replace("@{", "@\u{200b}{")
}

/// As [`plain`] for HTML, where the brace is written as what stands for it.
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

/// As [`within`], not in the middle of a tag or a character reference.
pub fn html_within(html: &str, length: usize) -> &str {
    let cut = within(html, length);
    if cut.len() == html.len() {
        return html;
    }
    let whole = unfinished(cut, '<', '>').min(unfinished(cut, '&', ';'));
    cut.get(..whole).unwrap_or(cut)
}

/// Where the last `open` that no `close` follows begins, else the end.
fn unfinished(text: &str, open: char, close: char) -> usize {
    match text.rfind(open) {
        Some(at) if text.get(at..).is_some_and(|rest| !rest.contains(close)) => at,
        _ => text.len(),
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
    fn nothing_is_a_reference() {
        assert_eq!(
            plain("a@b.example {c} @{d.e}@@{"),
            "a@b.example {c} @\u{200b}{d.e}@@\u{200b}{"
        );
        assert_eq!(plain_html("<p>@{d.e}</p>"), "<p>@&#123;d.e}</p>");
    }

    proptest! {
        #[test]
        fn a_cut_text_fits_and_is_a_beginning(text in ".{0,60}", length in 1usize..60) {
            for cut in [within(&text, length), html_within(&text, length)] {
                prop_assert!(cut.encode_utf16().count() <= length);
                prop_assert!(text.starts_with(cut));
            }
        }
    }
}
