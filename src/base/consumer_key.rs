//! The consumer key of an org's External Client App.

use serde::{Deserialize, Serialize};

/// Salesforce's name for the OAuth `client_id`. Public: it identifies the app, it proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConsumerKey(String);

/// The text is not a consumer key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a consumer key")]
pub struct InvalidConsumerKey;

impl ConsumerKey {
    /// Takes what Salesforce makes: `3MVG9` and more letters, digits, dots and underscores, at most
    /// 256 characters.
    ///
    /// # Errors
    /// [`InvalidConsumerKey`] for anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidConsumerKey> {
        let well_formed = text.starts_with("3MVG9")
            && (32..=256).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_');
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(InvalidConsumerKey)
        }
    }

    /// The key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ConsumerKey {
    type Error = InvalidConsumerKey;
    fn try_from(text: String) -> Result<Self, InvalidConsumerKey> {
        Self::parse(&text)
    }
}

impl From<ConsumerKey> for String {
    fn from(key: ConsumerKey) -> Self {
        key.0
    }
}
