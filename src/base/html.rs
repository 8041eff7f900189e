//! Where the parts of HTML text end. Which HTML is allowed is up to the sanitizer alone.

/// An empty line, as the editor writes it.
pub const EMPTY_LINE: &str = "<div><br></div>";

/// The length of the tag or comment that `text` begins with; of a `<` that begins none, 1. `None` where it
/// does not end. A `>` in a quoted value ends no tag.
pub fn end_of_tag(text: &str) -> Option<usize> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.find("-->").map(|at| at + "<!---->".len());
    }
    let begins_one = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    if !text.chars().nth(1).is_none_or(begins_one) {
        return Some(1);
    }
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| {
        match quote {
            Some(open) if open == c => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '>' => return Some(at + 1),
            None => {}
        }
        None
    })
}

/// `text` as HTML text or as a quoted value.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}
