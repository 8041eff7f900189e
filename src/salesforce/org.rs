//! An org, by its My Domain host.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The host of an org's My Domain, lower case: `acme.my.salesforce.com`,
/// `acme--uat.sandbox.my.salesforce.com`. Login, OAuth and REST live there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrgHost(String);

/// The text is not a My Domain host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a My Domain host")]
pub struct InvalidOrgHost;

impl OrgHost {
    /// Takes a bare host name below `.my.salesforce.com`; no scheme, port or path.
    ///
    /// # Errors
    /// [`InvalidOrgHost`] for anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidOrgHost> {
        let host = text.to_ascii_lowercase();
        let label = host
            .strip_suffix(".my.salesforce.com")
            .ok_or(InvalidOrgHost)?;
        let well_formed = label.split('.').all(|part| {
            !part.is_empty()
                && part.len() <= 63
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        if well_formed && label.split('.').count() <= 2 {
            Ok(Self(host))
        } else {
            Err(InvalidOrgHost)
        }
    }

    /// The host name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a person calls the org: the first label, `acme` or `acme--uat`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        self.0.split('.').next().unwrap_or(&self.0)
    }

    /// Whether it is a sandbox, by the partition that enhanced domains put into the host.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        self.0.ends_with(".sandbox.my.salesforce.com")
    }
}

impl fmt::Display for OrgHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for OrgHost {
    type Error = InvalidOrgHost;
    fn try_from(text: String) -> Result<Self, InvalidOrgHost> {
        Self::parse(&text)
    }
}

impl From<OrgHost> for String {
    fn from(host: OrgHost) -> Self {
        host.0
    }
}

/// What an org's error page says of a sign-in that it will not redirect back from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The page's `error`, for example `OAUTH_APP_BLOCKED`.
    pub error: String,
    /// The page's `error_description`.
    pub description: String,
}
