//! Reads an org from a text that a person typed or pasted: its My Domain host, or any address of it.

use url::Url;

use super::domains::Domain;
use super::page::Page;
use crate::base::{Fault, Move, OrgHost};

/// Why a text does not name an org.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrgAddressError {
    /// It is no address.
    #[error("not an address")]
    Unreadable,
    /// It has a port, a user name before the host, or percent-encoded letters in the host, which no address of an
    /// org has.
    #[error("an address with a port or a user name")]
    Disguised,
    /// The host only looks like Salesforce's.
    #[error("not Salesforce, though it looks like it")]
    LookAlike,
    /// It is Salesforce's, but of no single org (login.salesforce.com, na1.salesforce.com, a site for customers).
    #[error("an address of Salesforce that is not an org's")]
    NoOrg,
    /// It is Salesforce's, on a domain that we do not support: China, the US military, old brand domains.
    #[error("an address of Salesforce that is not supported")]
    Unsupported,
    /// It is somebody else's.
    #[error("not an address of Salesforce")]
    Foreign,
}

impl OrgHost {
    /// The org in a text: its host alone, or any address of it, in Lightning, Classic or Setup.
    ///
    /// # Errors
    /// [`OrgAddressError`].
    pub fn in_text(text: &str) -> Result<Self, OrgAddressError> {
        let text = text.trim();
        let address = match text.split_once("://") {
            Some(("https" | "http", rest)) => rest,
            Some(_) => return Err(OrgAddressError::Unreadable),
            None => text,
        };
        if text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(OrgAddressError::Unreadable);
        }
        let end = address.find(['/', '?', '#', '\\']).unwrap_or(address.len());
        let (host, path) = address.split_at(end);
        if host.is_empty() {
            return Err(OrgAddressError::Unreadable);
        }
        if !host.is_ascii() {
            return Err(OrgAddressError::LookAlike);
        }
        if host.contains('%') {
            return Err(OrgAddressError::Disguised);
        }
        let url = Url::parse(&format!("https://{}{path}", host.to_ascii_lowercase()));
        let url = url.map_err(|_| OrgAddressError::Unreadable)?;
        let host = url.host_str().unwrap_or_default();
        if url.port().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(OrgAddressError::Disguised);
        }
        if !host.contains('.') {
            return Err(OrgAddressError::Unreadable);
        }
        if let Some(org) = host.strip_suffix(".my.salesforce-setup.com") {
            let host = format!("{org}.my.salesforce.com");
            return Self::parse(&host).map_err(|_| OrgAddressError::NoOrg);
        }
        match Page::recognise(&url).org {
            Some(org) => Ok(org),
            None => Err(match Domain::of(host) {
                Domain::Served => OrgAddressError::NoOrg,
                Domain::Unserved => OrgAddressError::Unsupported,
                Domain::Foreign if looks_alike(host) => OrgAddressError::LookAlike,
                Domain::Foreign => OrgAddressError::Foreign,
            }),
        }
    }
}

/// Whether a foreign host has Salesforce's name in it, or letters that look like others (which the URL standard
/// writes as `xn--`).
fn looks_alike(host: &str) -> bool {
    host.contains("salesforce")
        || host.contains("force.com")
        || host.split('.').any(|label| label.starts_with("xn--"))
}

impl From<OrgAddressError> for Fault {
    fn from(error: OrgAddressError) -> Self {
        let code = match error {
            OrgAddressError::Unreadable => "salesforce.address_unreadable",
            OrgAddressError::Disguised => "salesforce.address_disguised",
            OrgAddressError::LookAlike => "salesforce.address_look_alike",
            OrgAddressError::NoOrg => "salesforce.address_no_org",
            OrgAddressError::Unsupported => "salesforce.address_unsupported",
            OrgAddressError::Foreign => "salesforce.address_foreign",
        };
        Self::new(code, Move::FixInput)
    }
}
