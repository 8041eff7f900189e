//! One mail for each of several people, in place of one mail for all of them.

use serde::{Deserialize, Serialize};

use crate::base::Recipient;

/// The most people of one submission: a page of a list view, and what one call of Salesforce checks.
pub const MOST_PEOPLE: usize = 200;

/// What is special about a mail that goes to each of its people by itself. Who gets one is in To.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OneEach {
    /// The texts that are written for one person. All others get the shared one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal: Vec<Personal>,
    /// The texts as they are sent: those with fields, filled by the worker when the form is submitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filled: Vec<Personal>,
    /// People who were chosen and get no mail. They stay in the form, so that nobody disappears without a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Recipient>,
    /// The addresses of people whom the rep included although they would have been left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub included: Vec<String>,
}

/// The subject and text for one person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Personal {
    /// Their address; upper and lower case are the same.
    pub address: String,
    /// Their subject.
    pub subject: String,
    /// Their text, sanitised HTML, signature included.
    pub html: String,
}

/// The text of one person among several.
pub(super) fn text_of<'a>(texts: &'a [Personal], address: &str) -> Option<&'a Personal> {
    texts.iter().find(|text| text.is_of(address))
}

impl Personal {
    /// Whether it is written for who has this address.
    #[must_use]
    pub(super) fn is_of(&self, address: &str) -> bool {
        self.address.eq_ignore_ascii_case(address)
    }
}
