//! Plain text from HTML: for the plain part of a mail, and to see whether there is any text.

use crate::base::html::end_of_tag;

/// The text of sanitised HTML; the end of a block ends a line.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, name)) = rest.split_once('<') {
        text.push_str(&characters(before));
        if ends_line(name) {
            text.push('\n');
        }
        let tag = rest.get(before.len()..).unwrap_or_default();
        let after = end_of_tag(tag).and_then(|end| tag.get(end..));
        rest = after.unwrap_or_default();
    }
    text.push_str(&characters(rest));
    text.trim().to_owned()
}

/// Whether a tag, without its `<`, ends a line.
fn ends_line(tag: &str) -> bool {
    let is_end = tag.starts_with('/');
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let name = end.and_then(|end| name.get(..end)).unwrap_or(name);
    match name.to_ascii_lowercase().as_str() {
        "br" => true,
        "p" | "div" | "li" | "tr" | "blockquote" | "h1" | "h2" | "h3" => is_end,
        _ => false,
    }
}

/// Decodes the character references that browsers write.
fn characters(text: &str) -> String {
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stay_and_blocks_end_lines() {
        for (html, text) in [
            ("", ""),
            ("<p><br></p>", ""),
            (
                "<p>Hello&nbsp;Ada,</p><p>a &lt; b &amp;lt;</p>",
                "Hello Ada,\na < b &lt;",
            ),
            ("one<br>two<div>three</div>", "one\ntwothree"),
            (r#"<a href="x" title="a > b">link</a>"#, "link"),
            ("cut <b", "cut"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }
}
