//! An org, by its My Domain host.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The host of an org's My Domain, lower case: `acme.my.salesforce.com`,
/// `acme--uat.sandbox.my.salesforce.com`. Login, OAuth and REST live there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrgHost(String);

/// The domain of all My Domain hosts.
const DOMAIN: &str = ".my.salesforce.com";

/// Which of Salesforce's partitions an org is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Partition {
    Production,
    /// A copy of a production org.
    Sandbox,
    /// All others.
    Other,
}

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
        let label = host.strip_suffix(DOMAIN).ok_or(InvalidOrgHost)?;
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

    /// Whether it is a copy of a production org, whose users' addresses Salesforce made invalid:
    /// `acme--uat.sandbox`, and from before enhanced domains `acme--uat` and `acme--uat.cs42`.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        self.partition() == Partition::Sandbox
    }

    /// Whether it is a company's own production org: no sandbox, nor a developer edition, a scratch
    /// org, a demo, a Trailhead playground or another partition, those included that Salesforce has
    /// yet to make.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.partition() == Partition::Production
    }

    /// By "My Domain URL Formats" and "Partitioned Domains" of Salesforce Help. The name before `--` is
    /// the org's own, so that no production org has two hyphens in a row; `-dev-ed` ends the name of
    /// developer editions.
    fn partition(&self) -> Partition {
        let labels = self.0.strip_suffix(DOMAIN).unwrap_or_default();
        let (name, between) = match labels.split_once('.') {
            Some((name, between)) => (name, Some(between)),
            None => (labels, None),
        };
        match between {
            Some("sandbox") => Partition::Sandbox,
            Some(label) if is_sandbox_server(label) => Partition::Sandbox,
            Some(label) if !is_instance(label) => Partition::Other,
            _ if name.contains("--") => Partition::Sandbox,
            _ if name.ends_with("-dev-ed") => Partition::Other,
            _ => Partition::Production,
        }
    }
}

/// `cs42`, and on Hyperforce `usa842s`: a server of sandboxes, from before enhanced domains.
fn is_sandbox_server(label: &str) -> bool {
    let classic = label.strip_prefix("cs").is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
    });
    classic || label.strip_suffix('s').is_some_and(is_instance)
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

/// `na1`, `cs42`, `usa842`: the name of a server.
pub fn is_instance(label: &str) -> bool {
    let letters = label.trim_end_matches(|c: char| c.is_ascii_digit());
    (2..=4).contains(&letters.len())
        && letters.len() < label.len()
        && letters.bytes().all(|b| b.is_ascii_lowercase())
}
