//! One pair of braces: which field it names, or what is wrong with it.

use super::{FieldName, Reason};

/// What stands at the beginning of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// How long it is, braces included.
    pub length: usize,
    pub content: Content,
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A field, and what stands there where it is empty.
    Field {
        name: FieldName,
        default: Option<String>,
        /// The name as it stands there.
        shown: String,
    },
    /// The words that are shown, and why nothing is put there.
    Wrong { shown: String, reason: Reason },
}

/// Where the next one begins.
pub(super) fn find(text: &str) -> Option<usize> {
    match (text.find("{{"), text.find("{!")) {
        (Some(ours), Some(theirs)) => Some(ours.min(theirs)),
        (one, other) => one.or(other),
    }
}

/// Reads the one that `text` begins with.
pub(super) fn read(text: &str) -> Placeholder {
    if let Some(inner) = text.strip_prefix("{!") {
        return merge_field(inner, "{!", "}");
    }
    if let Some(inner) = text.strip_prefix("{{{") {
        return merge_field(inner, "{{{", "}}}");
    }
    let inner = text.strip_prefix("{{").unwrap_or(text);
    if inner.trim_start().starts_with('!') {
        return closed(inner, "{{", "}}", |words| Content::Wrong {
            shown: shown(words.trim_start().trim_start_matches('!')),
            reason: Reason::Prompt,
        });
    }
    own_field(inner).unwrap_or_else(|| {
        closed(inner, "{{", "}}", |words| {
            match FieldName::of_merge_field(words) {
                Some(name) => Content::Field {
                    name,
                    default: None,
                    shown: shown(words),
                },
                None => not_understood(words),
            }
        })
    })
}

/// `first_name | default: "you"}}`, whose text may hold closing braces.
fn own_field(inner: &str) -> Option<Placeholder> {
    let end = inner.find(['|', '}'])?;
    let (name, rest) = inner.split_at_checked(end)?;
    let name = FieldName::read(name)?;
    let (default, rest) = match rest.strip_prefix('|') {
        Some(rest) => {
            let rest = rest.trim_start().strip_prefix("default")?;
            let rest = rest.trim_start().strip_prefix(':')?.trim_start();
            let open = rest.chars().next()?;
            let close = QUOTES.iter().find(|(mark, _)| *mark == open)?.1;
            let (default, rest) = rest.get(open.len_utf8()..)?.split_once(close)?;
            (Some(default.to_owned()), rest.trim_start())
        }
        None => (None, rest),
    };
    let rest = rest.strip_prefix("}}")?;
    let length = "{{".len() + inner.len() - rest.len();
    Some(Placeholder {
        length,
        content: Content::Field {
            shown: name.as_str().to_owned(),
            name,
            default,
        },
    })
}

/// What may stand around a default: editors and phones make typographic marks of straight ones.
const QUOTES: [(char, &[char]); 7] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('“', &['”', '“']),
    ('”', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('‘', &['’']),
];

fn merge_field(inner: &str, open: &str, close: &str) -> Placeholder {
    closed(
        inner,
        open,
        close,
        |words| match FieldName::of_merge_field(words) {
            Some(name) => Content::Field {
                name,
                default: None,
                shown: shown(words),
            },
            None => not_understood(words),
        },
    )
}

fn not_understood(words: &str) -> Content {
    Content::Wrong {
        shown: shown(words),
        reason: Reason::NotUnderstood,
    }
}

/// What stands up to the closing braces; another opening before them means that they are missing.
fn closed(
    inner: &str,
    open: &str,
    close: &str,
    content: impl FnOnce(&str) -> Content,
) -> Placeholder {
    let words = inner.split_once(close).map(|(words, _)| words);
    match words.filter(|words| find(words).is_none()) {
        Some(words) => Placeholder {
            length: open.len() + words.len() + close.len(),
            content: content(words),
        },
        None => Placeholder {
            length: open.len(),
            content: Content::Wrong {
                shown: shown(inner.split(['{', '}', '\n']).next().unwrap_or_default()),
                reason: Reason::NotClosed,
            },
        },
    }
}

/// As much of it as can be shown in a line.
fn shown(words: &str) -> String {
    let words: String = words.trim().chars().take(80).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> Option<(String, Option<String>, usize)> {
        let read = read(text);
        match read.content {
            Content::Field { name, default, .. } => {
                Some((name.as_str().to_owned(), default, read.length))
            }
            Content::Wrong { .. } => None,
        }
    }

    #[test]
    fn fields_are_read_with_their_default() {
        for (text, name, default) in [
            ("{{first_name}}", "first_name", None),
            ("{{ First_Name }}", "first_name", None),
            ("{{title|default:\"boss\"}}", "title", Some("boss")),
            ("{{ title | default: 'a }} b' }}", "title", Some("a }} b")),
            (
                "{{title\u{a0}|\u{a0}default:\u{a0}„Sie“}}",
                "title",
                Some("Sie"),
            ),
            ("{{title | default: \"\"}}", "title", Some("")),
            ("{!Contact.FirstName}", "first_name", None),
            ("{{{Recipient.Phone}}}", "sfdc_recipient_phone", None),
            ("{{Sender.Name}}", "my_name", None),
        ] {
            let expected = (name.to_owned(), default.map(str::to_owned), text.len());
            assert_eq!(field(&format!("{text}}} {{x")), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_field_says_why() {
        for (text, shown, reason, length) in [
            ("{{}}", "", Reason::NotUnderstood, 4),
            ("{{#if x}}", "#if x", Reason::NotUnderstood, 9),
            ("{{a b}}", "a b", Reason::NotUnderstood, 7),
            ("{{a | upper}}", "a | upper", Reason::NotUnderstood, 13),
            (
                "{{a | default: x}}",
                "a | default: x",
                Reason::NotUnderstood,
                18,
            ),
            ("{!IF(a, b, c)}", "IF(a, b, c)", Reason::NotUnderstood, 14),
            ("{{! why  now }}", "why now", Reason::Prompt, 15),
            ("{{first_name}", "first_name", Reason::NotClosed, 2),
            ("{{first_name {{title}}", "first_name", Reason::NotClosed, 2),
            ("{!", "", Reason::NotClosed, 2),
            ("{{{a.b}}", "a.b", Reason::NotClosed, 3),
        ] {
            let wrong = Content::Wrong {
                shown: shown.into(),
                reason,
            };
            assert_eq!(
                read(text),
                Placeholder {
                    length,
                    content: wrong
                },
                "{text}"
            );
        }
    }
}
