//! Whatever HTML comes, its words are in its text, in their order, and nothing of the markup is.

use msi_actions::mailbox::plain_text;
use proptest::collection::vec;
use proptest::prelude::*;

/// HTML with the words that it shows, which are numbered later.
#[derive(Clone, Debug)]
enum Html {
    Word,
    Element(&'static str, Vec<Html>),
    /// As editors and mail programs leave them: an end tag without its start, a start without its end.
    Stray(&'static str),
}

const ELEMENTS: [&str; 24] = [
    "p",
    "div",
    "b",
    "span style=\"color: red\"",
    "ul",
    "ol start=\"3\"",
    "li",
    "table border=1",
    "tr",
    "td",
    "th",
    "blockquote type=cite",
    "pre",
    "a href=\"https://x.example/?a=1&amp;b=2\"",
    "a href='mailto:a@b.example'",
    "h1",
    "font color='#f00'",
    "tbody",
    "center",
    "o:p",
    "section",
    "dl",
    "dd",
    "A NAME=top",
];
const STRAYS: [&str; 20] = [
    "<br>",
    "</p>",
    "<hr/>",
    "<p>",
    "</td>",
    "<td>",
    "<tr>",
    "</table>",
    "<table>",
    "<li>",
    "</ul>",
    "<blockquote>",
    "</a>",
    "<!-- <b>hidden</b> -->",
    "<script>hidden(1 < 2)</script>",
    "<style>p { hidden: 1 }</style>",
    "&nbsp;",
    "<img src=\"x\" alt=''>",
    "\n \t",
    "<!doctype html>",
];

fn html() -> impl Strategy<Value = Vec<Html>> {
    let leaf = prop_oneof![
        3 => Just(Html::Word),
        1 => prop::sample::select(STRAYS.as_slice()).prop_map(Html::Stray),
    ];
    let tree = leaf.prop_recursive(6, 80, 6, |inner| {
        (prop::sample::select(ELEMENTS.as_slice()), vec(inner, 0..6))
            .prop_map(|(element, inner)| Html::Element(element, inner))
    });
    vec(tree, 0..8)
}

/// Writes the HTML; gives the words in the order in which they stand there.
fn write(html: &[Html], into: &mut String, words: &mut Vec<String>) {
    for each in html {
        match each {
            Html::Word => {
                let number = words.len();
                words.push(format!("w{number}ö"));
                into.push_str(&format!(" w{number}&ouml; "));
            }
            Html::Element(element, inner) => {
                into.push_str(&format!("<{element}>"));
                write(inner, into, words);
                let name = element.split(' ').next().unwrap();
                into.push_str(&format!("</{name}>"));
            }
            Html::Stray(text) => into.push_str(text),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_word_is_in_the_text_in_its_order(html in html()) {
        let (mut source, mut words) = (String::new(), Vec::new());
        write(&html, &mut source, &mut words);
        let text = plain_text(&source);
        let found: Vec<&str> = text.split_whitespace().filter(|word| word.ends_with('ö')).collect();
        prop_assert_eq!(found, words, "{}\n{}", source, text);
        for markup in ["hidden", "href", "</", "<p", "<t", "doctype", "style"] {
            prop_assert!(!text.contains(markup), "{}\n{}", source, text);
        }
        prop_assert!(text.lines().all(|line| line.trim_end() == line));
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,80}|[<>a-d/='\"&;! -]{0,200}") {
        prop_assert!(plain_text(&text).len() <= 4 * text.len());
    }

    #[test]
    fn text_without_markup_keeps_its_words(text in "[^<&]{0,200}") {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&plain_text(&text)), words(&text));
    }
}

#[test]
fn hostile_html_takes_no_time() {
    for piece in [
        "<blockquote>x",
        "<table><tr><td>x",
        "<ul><li>x",
        "<a href=https://a.example>x",
        "<b ",
        "<!--",
        "&",
    ] {
        let text = plain_text(&piece.repeat(100_000));
        assert!(text.len() < 20_000_000, "{piece}");
    }
}
