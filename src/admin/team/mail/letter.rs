//! What a welcome email says, and to whom.

use super::sentences::Words;
use super::words;
use crate::base::{Language, Millis};
use crate::mailbox::one_line;
use crate::onboarding::Invitation;

/// Who writes to whom.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// In which language.
    pub language: Language,
    /// The first name of who is invited; empty where it is not known.
    pub first_name: &'a str,
    /// The name of who invites.
    pub sender: &'a str,
    /// The administrator's own words, above the standard text; may be empty.
    pub note: &'a str,
    /// What they are invited to, by its link.
    pub invitation: &'a Invitation,
    /// When it is written.
    pub now: Millis,
}

impl Letter<'_> {
    pub(super) const fn words(&self) -> &'static Words {
        words::words(self.language)
    }

    pub(super) fn first(&self) -> String {
        one_line(self.first_name)
    }

    /// A sentence with its names.
    pub(super) fn fill(&self, sentence: &str) -> String {
        // One pass: a name that looks like a placeholder stays a name.
        let mut filled = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(&match name {
                "first" => self.first(),
                "sender" => one_line(self.sender),
                _ => self.invitation.org.to_string(),
            });
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// What greets in the text part.
    pub(super) fn hello(&self) -> String {
        let words = self.words();
        if self.first().is_empty() {
            return self.fill(words.hello_nobody);
        }
        self.fill(words.hello)
    }

    /// What greets in the HTML part.
    pub(super) fn title(&self) -> String {
        let words = self.words();
        if self.first().is_empty() {
            return words.subject.into();
        }
        self.fill(words.title)
    }
}
