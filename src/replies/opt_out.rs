//! Whether somebody writes that they want no more mails.

use super::phrases::normal;
use super::received::without_quote;
use crate::mailbox::Part;

/// The subject that our header gives a mail which opts out; the id of the mail that it was pressed in follows.
const SUBJECT: &str = "unsubscribe ";
/// The most characters of an answer that is an opt-out and nothing else.
const SHORT: usize = 60;
/// The word of our line, and what people write in place of it.
const WORDS: [&str; 20] = [
    "stop",
    "unsubscribe",
    "unsubscribe me",
    "please unsubscribe",
    "please unsubscribe me",
    "remove me",
    "please remove me",
    "opt out",
    "abmelden",
    "abbestellen",
    "bitte abmelden",
    "afmelden",
    "uitschrijven",
    "désinscription",
    "se désabonner",
    "désabonner",
    "baja",
    "darme de baja",
    "descadastrar",
    "配信停止",
];

/// The id of our mail, where a mail's subject is that of an opt-out by our header.
pub(super) fn by_header(subject: &str) -> Option<&str> {
    let subject = subject.trim();
    let begins = subject.get(..SUBJECT.len())?;
    let id = subject.get(SUBJECT.len()..)?.trim();
    let is_id = id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    (begins.eq_ignore_ascii_case(SUBJECT) && is_id).then_some(id)
}

/// Whether the first thing that somebody answers is that they opt out: the word alone, or in a line of its own.
/// A sentence that has the word in it is for the rep to read.
pub(super) fn by_word(mail: &Part) -> bool {
    let (written, _) = without_quote(&mail.words());
    let first = written.lines().find(|line| !line.trim().is_empty());
    let Some(first) = first.filter(|line| line.chars().count() <= SHORT) else {
        return false;
    };
    let bare = normal(first);
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    WORDS.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Part {
        Part {
            kind: "text/plain".into(),
            text: text.into(),
            ..Part::default()
        }
    }

    #[test]
    fn the_word_alone_opts_out_and_a_sentence_does_not() {
        for text in [
            "STOP",
            "Stop.",
            "“STOP”\n\nJohn",
            "\n stop!\n> If you do not want",
            "Unsubscribe",
            "配信停止",
            "Désinscription",
        ] {
            assert!(by_word(&answer(text)), "{text}");
        }
        for text in [
            "",
            "Please do not stop.",
            "Thanks!\n> answer with STOP",
            "We can stop by on Thursday",
            "Stop the order of last week, please, and send the other one",
        ] {
            assert!(!by_word(&answer(text)), "{text}");
        }
    }

    #[test]
    fn the_headers_subject_names_the_mail() {
        let id = "07070707-0707-4707-8707-070707070707";
        assert_eq!(by_header(&format!("unsubscribe {id}")), Some(id));
        assert_eq!(by_header(&format!(" Unsubscribe {id} ")), Some(id));
        for other in ["unsubscribe", "Re: unsubscribe x", "ünsubscribe", ""] {
            assert_eq!(by_header(other), None, "{other}");
        }
    }
}
