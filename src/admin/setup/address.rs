//! Reads an org from any address of it.

use url::Url;

use super::error::SetupError;
use crate::base::OrgHost;
use crate::salesforce::{Domain, page::Page};

/// The org of an address: any page of it, with or without `https://`, or its bare host.
///
/// # Errors
/// [`SetupError::Address`] where the host is not Salesforce's, [`SetupError::NoOrg`] where it is but of no single org,
/// [`SetupError::Unsupported`] where its domain is not supported.
pub fn org_of(text: &str) -> Result<OrgHost, SetupError> {
    let text = text.trim();
    let written = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let url = Url::parse(&written).map_err(|_| SetupError::Address)?;
    let plain = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if !plain {
        return Err(SetupError::Address);
    }
    let host = url.host_str().unwrap_or_default();
    // Setup has a host of its own, from which an administrator is likely to copy the address.
    let setup = host.strip_suffix(".my.salesforce-setup.com");
    let setup = setup.and_then(|name| OrgHost::parse(&format!("{name}.my.salesforce.com")).ok());
    if let Some(org) = setup.or_else(|| Page::recognise(&url).org) {
        return Ok(org);
    }
    Err(match Domain::of(host) {
        Domain::Served => SetupError::NoOrg,
        Domain::Unserved => SetupError::Unsupported,
        Domain::Foreign => SetupError::Address,
    })
}
