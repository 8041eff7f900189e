//! Mistakes in a policy.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A mistake in a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The setting's name.
    pub setting: String,
    /// The part of its value, for example `[2].host`; empty for the whole value.
    pub at: String,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}: {:?}", self.setting, self.at, self.problem)
    }
}

/// What is wrong with a value; the locale's `policy_problem_<name>` says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The catalogue has no such setting.
    Unknown,
    /// A text where a switch belongs, or the like.
    WrongType,
    /// None of the words that can be chosen.
    NotOffered,
    /// A number out of range.
    OutOfRange,
    /// Empty, or a required part is missing.
    Missing,
    /// Too long, or with characters that cannot be shown.
    NotText,
    /// Not the My Domain host of an org.
    NotAnOrg,
    /// Not a consumer key.
    NotAConsumerKey,
    /// Not a client id of Google's.
    NotAGoogleClient,
    /// Not an application id of Microsoft's.
    NotAMicrosoftClient,
    /// Not a directory of Microsoft's.
    NotATenant,
    /// Not the API name of a field of leads or contacts.
    NotAField,
    /// Not a pattern of known fields.
    NotAPattern,
    /// Not an address by which a number can be dialled.
    NotADialUrl,
    /// Not a domain.
    NotADomain,
    /// The same org again.
    Twice,
    /// Required, and not there.
    NotArrived,
}

impl Problem {
    /// The locale key of its words.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Unknown => "policy_problem_unknown",
            Self::WrongType => "policy_problem_wrong_type",
            Self::NotOffered => "policy_problem_not_offered",
            Self::OutOfRange => "policy_problem_out_of_range",
            Self::Missing => "policy_problem_missing",
            Self::NotText => "policy_problem_not_text",
            Self::NotAnOrg => "policy_problem_not_an_org",
            Self::NotAConsumerKey => "policy_problem_not_a_consumer_key",
            Self::NotAGoogleClient => "policy_problem_not_a_google_client",
            Self::NotAMicrosoftClient => "policy_problem_not_a_microsoft_client",
            Self::NotATenant => "policy_problem_not_a_tenant",
            Self::NotAField => "policy_problem_not_a_field",
            Self::NotAPattern => "policy_problem_not_a_pattern",
            Self::NotADialUrl => "policy_problem_not_a_dial_url",
            Self::NotADomain => "policy_problem_not_a_domain",
            Self::Twice => "policy_problem_twice",
            Self::NotArrived => "policy_problem_not_arrived",
        }
    }
}
