//! A mail of the rep's own that the next one follows in its thread.

use serde::{Deserialize, Serialize};

use super::content::{Thread, one_line};

/// So many mails before it are named, the last.
const MOST_NAMED: usize = 20;
/// A subject has at most so many characters.
const LONGEST_SUBJECT: usize = 255;
const ANSWER: &str = "Re:";

/// A mail that was sent, as the mailbox has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its Message-ID, which is the provider's own.
    pub message_id: String,
    /// The Message-IDs of the mails before it, oldest first.
    #[serde(default)]
    pub references: Vec<String>,
    /// Gmail's thread, which a mail has to name to be put into it.
    #[serde(default)]
    pub conversation: Option<String>,
    /// Its subject.
    pub subject: String,
}

/// The subject of a mail in the thread of one with this subject.
#[must_use]
pub fn answer_subject(subject: &str) -> String {
    let subject = format!("{ANSWER} {}", bare_subject(subject));
    subject.chars().take(LONGEST_SUBJECT).collect()
}

impl Earlier {
    /// What the mail after it answers.
    #[must_use]
    pub fn thread(&self) -> Thread {
        let first = self.references.len().saturating_sub(MOST_NAMED);
        let named = self.references.iter().skip(first);
        Thread {
            in_reply_to: Some(self.message_id.clone()),
            references: named.chain([&self.message_id]).cloned().collect(),
        }
    }

    /// The subject of the mail after it: Gmail keeps both together only by the same one.
    #[must_use]
    pub fn next_subject(&self) -> String {
        answer_subject(&self.subject)
    }

    /// Whether it has one of these subjects, as an answer or not.
    #[must_use]
    pub fn has_subject(&self, subjects: &[String]) -> bool {
        let own = bare_subject(&self.subject);
        subjects.iter().any(|subject| bare_subject(subject) == own)
    }
}

/// A subject without what marks an answer.
fn bare_subject(subject: &str) -> String {
    let subject = one_line(subject);
    let mut rest = subject.as_str();
    let marked = |text: &str| {
        let start = text.get(..ANSWER.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(ANSWER))
    };
    while marked(rest) {
        rest = rest.get(ANSWER.len()..).unwrap_or_default().trim_start();
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn earlier(subject: &str) -> Earlier {
        Earlier {
            message_id: "<2@x.example>".into(),
            references: vec!["<1@x.example>".into()],
            conversation: None,
            subject: subject.into(),
        }
    }

    #[test]
    fn an_answer_has_one_mark_and_names_all_before_it() {
        for subject in ["Plans", "Re: Plans", "RE:Re:  Plans"] {
            assert_eq!(earlier(subject).next_subject(), "Re: Plans");
            assert!(earlier(subject).has_subject(&["x".into(), "re: Plans".into()]));
            assert!(!earlier(subject).has_subject(&["Plan".into()]));
        }
        assert_eq!(earlier("").next_subject(), "Re: ");
        assert_eq!(earlier("é€").next_subject(), "Re: é€");
        let long = "x".repeat(300);
        assert_eq!(earlier(&long).next_subject().chars().count(), 255);
        let thread = earlier("Plans").thread();
        assert_eq!(thread.in_reply_to.as_deref(), Some("<2@x.example>"));
        assert_eq!(thread.references, ["<1@x.example>", "<2@x.example>"]);
    }

    #[test]
    fn a_long_thread_is_named_by_its_end() {
        let mut long = earlier("Plans");
        long.references = (0..50).map(|n| format!("<{n}@x.example>")).collect();
        let references = long.thread().references;
        assert_eq!(references.len(), 21);
        assert_eq!(
            references.first().map(String::as_str),
            Some("<30@x.example>")
        );
    }
}
