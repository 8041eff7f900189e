//! The words of a mail's HTML, for those who read no HTML: every word in its order, a line for each block
//! and each row of a table, `- ` and `1. ` before what is listed, `> ` before what is quoted, addresses in
//! angle brackets behind the words that lead there.

mod sheet;
mod tokens;

use sheet::Sheet;
pub(super) use tokens::Tag;
use tokens::{Token, tokens};

use crate::base::characters;

/// Deeper tables than this are read as if they stood below each other: nobody draws such, but a hostile mail.
const DEEPEST: usize = 20;

/// The text of HTML; empty where nothing is to be read.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut text = Text {
        sheets: Vec::new(),
        sheet: Sheet::default(),
        lists: Vec::new(),
        link: None,
        preformatted: 0,
    };
    for token in tokens(html) {
        match token {
            Token::Words(words) => text.words(&characters::read(words)),
            Token::Start(tag) => text.start(&tag),
            Token::End(name) => text.end(&name),
        }
    }
    text.end_link();
    text.sheet.tables = 0;
    while text.end_cell() {
        text.sheet.tables = 0;
    }
    text.sheet.finish().join("\n")
}

/// The text so far.
struct Text {
    /// The sheets around the one that is written on: a cell stands in a table, which may stand in a cell.
    sheets: Vec<Sheet>,
    sheet: Sheet,
    lists: Vec<List>,
    link: Option<Link>,
    preformatted: usize,
}

/// A list that is open.
struct List {
    /// The number of its next item, where it is numbered.
    number: Option<i64>,
    /// The sheet that it stands on, and how deep there.
    sheet: usize,
    depth: usize,
}

/// A link that is open.
struct Link {
    address: String,
    words: String,
}

impl Text {
    fn words(&mut self, words: &str) {
        if let Some(link) = &mut self.link {
            link.words.push_str(words);
        }
        if self.preformatted > 0 {
            self.sheet.as_it_stands(words);
        } else {
            self.sheet.words(words);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => self.sheet.break_line(),
            "hr" => {
                self.sheet.end_line();
                self.words("---");
                self.sheet.end_line();
            }
            "a" => {
                self.end_link();
                self.link = tag
                    .attribute("href")
                    .and_then(|address| address_of(&address))
                    .map(|address| Link {
                        address,
                        words: String::new(),
                    });
            }
            "img" => self.image(&tag.attribute("alt").unwrap_or_default()),
            "ul" | "menu" | "dir" => self.begin_list(None),
            "ol" => {
                let start = tag
                    .attribute("start")
                    .and_then(|start| start.trim().parse().ok());
                self.begin_list(Some(start.unwrap_or(1)));
            }
            "li" => self.item(tag),
            "blockquote" => self.sheet.begin_quote(),
            "pre" => {
                self.sheet.end_line();
                self.preformatted += 1;
            }
            "table" => {
                self.sheet.end_line();
                self.sheet.tables += 1;
            }
            "tr" | "caption" | "tbody" | "thead" | "tfoot" => {
                self.end_cell();
                self.sheet.end_row();
            }
            "td" | "th" => self.begin_cell(),
            name if is_block(name) => self.sheet.end_line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "ul" | "menu" | "dir" | "ol" => {
                self.end_items();
                self.lists.pop();
            }
            "li" => self.sheet.end_item(),
            "blockquote" => self.sheet.end_quote(),
            "pre" => {
                self.sheet.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "td" | "th" => drop(self.end_cell()),
            "tr" | "tbody" | "thead" | "tfoot" => {
                self.end_cell();
                self.sheet.end_row();
            }
            "table" => {
                self.end_cell();
                self.sheet.end_row();
                self.sheet.tables = self.sheet.tables.saturating_sub(1);
            }
            name if is_block(name) || name == "caption" => self.sheet.end_line(),
            _ => {}
        }
    }

    fn begin_list(&mut self, number: Option<i64>) {
        self.sheet.end_line();
        let (sheet, depth) = (self.sheets.len(), self.sheet.depth());
        self.lists.push(List {
            number,
            sheet,
            depth,
        });
    }

    /// Ends what is open in the innermost list.
    fn end_items(&mut self) {
        self.sheet.end_line();
        let here = self
            .lists
            .last()
            .filter(|list| list.sheet == self.sheets.len());
        if let Some(list) = here {
            self.sheet.end_to(list.depth);
        }
    }

    fn item(&mut self, tag: &Tag<'_>) {
        self.end_items();
        let number = self.lists.last_mut().and_then(|list| list.number.as_mut());
        let mark = match number {
            Some(number) => {
                let own = tag
                    .attribute("value")
                    .and_then(|value| value.trim().parse().ok());
                let at = own.unwrap_or(*number);
                *number = at.saturating_add(1);
                format!("{at}. ")
            }
            None => "- ".to_owned(),
        };
        self.sheet.begin_item(mark);
    }

    /// A smiley is a sign among the words; other images are named by what stands for them.
    fn image(&mut self, shown: &str) {
        let shown = shown.trim();
        if shown.is_empty() {
            return;
        }
        if shown.chars().any(char::is_alphanumeric) {
            self.words(&format!("[{shown}]"));
        } else {
            self.words(shown);
        }
    }

    fn begin_cell(&mut self) {
        self.end_cell();
        self.sheet.end_line();
        if self.sheet.tables > 0 && self.sheets.len() < DEEPEST {
            self.sheets.push(std::mem::take(&mut self.sheet));
        }
    }

    /// Ends the cell that is written on, whose tables are all closed; `false` where there is none.
    fn end_cell(&mut self) -> bool {
        self.sheet.end_line();
        if self.sheet.tables > 0 {
            return false;
        }
        let Some(around) = self.sheets.pop() else {
            return false;
        };
        let cell = std::mem::replace(&mut self.sheet, around);
        self.sheet.cell(cell.finish());
        true
    }

    /// Writes where an open link leads, unless its words say so.
    fn end_link(&mut self) {
        let Some(Link { address, words }) = self.link.take() else {
            return;
        };
        let words = words.trim().trim_end_matches('/');
        let bare = |text: &str| {
            let text = text.trim_end_matches('/').to_lowercase();
            let schemes = ["mailto:", "tel:", "https://", "http://"];
            let address = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
            address.unwrap_or(&text).to_owned()
        };
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let is_number = address.to_ascii_lowercase().starts_with("tel:")
            && digits(words) == digits(&address)
            && !words.contains(char::is_alphabetic);
        if bare(words) != bare(&address) && !is_number {
            let gap = if words.is_empty() { "" } else { " " };
            self.sheet.words(&format!("{gap}<{address}>"));
        }
    }
}

/// An address that a reader can follow from elsewhere, as one word.
fn address_of(href: &str) -> Option<String> {
    let href: String = href
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let lower = href.to_ascii_lowercase();
    let known = ["https:", "http:", "mailto:", "tel:", "ftp:"];
    known
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        .then(|| href.replace('<', "%3C").replace('>', "%3E"))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "dl"
            | "dt"
            | "dd"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "address"
            | "center"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "legend"
            | "details"
            | "summary"
            | "option"
            | "body"
            | "html"
    )
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
            ("one<br>two<div>three</div>four", "one\ntwo\nthree\nfour"),
            ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
            ("a\n  b <b>c</b>d<i> e</i>", "a b cd e"),
            ("<p>a < b, 1<2 & c</p>", "a < b, 1<2 & c"),
            ("<pre>a\n  b\n</pre>c", "a\n  b\nc"),
            ("a<br>&nbsp; b&nbsp; c", "a\n  b  c"),
            (
                "<p>Hi <img alt=\"🙂\"> <img alt='Our logo'><img src=x></p>",
                "Hi 🙂 [Our logo]",
            ),
            ("a<hr>b", "a\n---\nb"),
            ("cut <b", "cut"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn links_say_where_they_lead_once() {
        for (html, text) in [
            (
                "<a href=\"https://a.example/x\">link</a>.",
                "link <https://a.example/x>.",
            ),
            ("<a href=\"https://a.example/\">a.example</a>", "a.example"),
            (
                "<a href=\"mailto:Ada@a.example\">ada@a.example</a>",
                "ada@a.example",
            ),
            ("<a href=\"#top\">up</a><a name=x>here</a>", "uphere"),
            (
                "<a href=\"https://a.example/?a=1&amp;b=2\"><img alt=Logo></a>",
                "[Logo] <https://a.example/?a=1&b=2>",
            ),
            (
                "<a href=' https://a.example/\nx'></a>",
                "<https://a.example/x>",
            ),
            ("<a href=javascript:x>x</a>", "x"),
            ("<a href=tel:+49>call <b>me</b>", "call me <tel:+49>"),
            ("<a href=MAILTO:a@b.example>a@b.example</a>", "a@b.example"),
            (
                "<a href=TEL:+31-20-555-0100>+31 (20) 555 0100</a>",
                "+31 (20) 555 0100",
            ),
            ("<a href=tel:+4930>call 4930</a>", "call 4930 <tel:+4930>"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn lists_are_marked() {
        for (html, text) in [
            (
                "<p>We need:</p><ul><li>a</li><li><p>b</p><p>c</p></li></ul>d",
                "We need:\n- a\n- b\n  c\nd",
            ),
            (
                "<ol start=9><li>a<li>b<ul><li>c</ul><li value=20>d</ol>",
                "9. a\n10. b\n    - c\n20. d",
            ),
            ("<ul><li></li><li>x</li></ul>", "- x"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn tables_are_rows_of_cells() {
        for (html, text) in [
            (
                "<table><caption>Prices</caption><thead><tr><th>Plan</th><th>Seats</th></tr></thead>\
                 <tr><td>Basic</td><td></td><td>5 €</td></tr></table>after",
                "Prices\nPlan | Seats\nBasic |  | 5 €\nafter",
            ),
            (
                "<table><tr><td><img src=x></td><td><p>Jo</p><p>Acme</p></td></tr></table>",
                "Jo\nAcme",
            ),
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "a | b\nc\nd"),
            (
                "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>",
                "a | b | c",
            ),
            ("<td>a</td><td>b</td></table></tr>c", "a\nb\nc"),
            (
                "<ul><li><table><tr><td>a</td></tr><tr><td>|</td></tr></table></ul>",
                "- a\n  |",
            ),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn quotes_are_marked_on_every_line() {
        let html = "<p>Yes.</p><div>On Monday Ada wrote:<blockquote><p>So?</p><p><br></p><blockquote>And \
                    then<br>what?</blockquote></blockquote></div>Jo";
        let text = "Yes.\nOn Monday Ada wrote:\n> So?\n>\n> > And then\n> > what?\nJo";
        assert_eq!(plain_text(html), text);
    }
}
