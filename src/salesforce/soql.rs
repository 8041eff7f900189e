//! Text in a query ("Quoted String Escape Sequences", SOQL and SOSL Reference).

/// The text as a literal, with its quotes.
pub fn literal(text: &str) -> String {
    format!("'{}'", escaped(text))
}

/// The texts as the literals of a list, without its brackets.
pub fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let all = texts.into_iter().map(literal);
    all.collect::<Vec<_>>().join(", ")
}

/// The LIKE pattern of values that contain the text, with its quotes.
pub fn containing(text: &str) -> String {
    format!("'%{}%'", pattern(text))
}

/// The LIKE pattern of values that begin with the text, with its quotes. Salesforce can use an index for it; for a
/// pattern that begins with a wildcard, it reads every row.
pub fn beginning(text: &str) -> String {
    format!("'{}%'", pattern(text))
}

fn pattern(text: &str) -> String {
    escaped(text).replace('%', "\\%").replace('_', "\\_")
}

fn escaped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| {
            let escape = matches!(c, '\\' | '\'' | '"').then_some('\\');
            escape.into_iter().chain([c])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_means_something_in_a_query_is_only_text() {
        assert_eq!(literal("O'Neil"), r"'O\'Neil'");
        assert_eq!(literal(r"\' OR Name != '"), r"'\\\' OR Name != \''");
        assert_eq!(containing("50%_"), r"'%50\%\_%'");
        assert_eq!(beginning("a_b@c"), r"'a\_b@c%'");
        assert_eq!(literal("a\nb"), "'ab'");
    }

    proptest! {
        #[test]
        fn nothing_ends_the_literal(text in ".{0,40}") {
            for written in [literal(&text), containing(&text), beginning(&text)] {
                let inside = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
                let mut escaped = false;
                for c in inside.unwrap_or("'").chars() {
                    prop_assert!(escaped || c != '\'', "{written}");
                    escaped = c == '\\' && !escaped;
                }
                prop_assert!(!escaped, "{written}");
            }
        }
    }
}
