//! A welcome email as it is sent.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{Letter, html, text};
use crate::base::time::days;

/// For how long Get started works.
const GOOD_FOR: Duration = days(14);

/// The mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl Letter<'_> {
    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Written {
        let link = self.invitation.link(self.now.after(GOOD_FOR));
        Written {
            subject: self.words().subject.into(),
            text: text::page(self, &link),
            html: html::page(self, &link),
        }
    }
}
