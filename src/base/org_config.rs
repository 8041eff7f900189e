//! The public ids of the apps that an administrator set up: in the managed policy, in the org's own
//! record, and as they are entered on the set-up page.

use serde::{Deserialize, Serialize};

use crate::base::ConsumerKey;

/// The public ids of the apps that an org's administrator set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrgConfig {
    /// Of the External Client App in the org.
    pub consumer_key: ConsumerKey,
    /// Client id at Google, where Gmail is offered.
    pub google: Option<String>,
    /// Application id at Microsoft, where Outlook is offered.
    pub microsoft: Option<String>,
    /// The directory of that application: an id or a domain; `None` for an application that is open
    /// to every organisation.
    pub tenant: Option<String>,
}

impl OrgConfig {
    /// The app in the org alone, without mail clients.
    #[must_use]
    pub const fn without_mail(consumer_key: ConsumerKey) -> Self {
        Self {
            consumer_key,
            google: None,
            microsoft: None,
            tenant: None,
        }
    }
}

/// `<project number>-<letters and digits>.apps.googleusercontent.com`.
pub(crate) fn is_google_client(id: &str) -> bool {
    let name = id.strip_suffix(".apps.googleusercontent.com");
    name.and_then(|name| name.split_once('-'))
        .is_some_and(|(project, rest)| {
            is_all(project, |b| b.is_ascii_digit())
                && is_all(rest, |b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// A UUID, as Entra gives every application and directory.
pub(crate) fn is_uuid(id: &str) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    id.split('-').count() == lengths.len()
        && id
            .split('-')
            .zip(lengths)
            .all(|(part, length)| part.len() == length && is_all(part, |b| b.is_ascii_hexdigit()))
}

/// A directory's id, one of its domains, or `organizations`. It becomes a part of an address.
pub(crate) fn is_tenant(name: &str) -> bool {
    let label = |part: &str| is_all(part, |b| b.is_ascii_alphanumeric() || b == b'-');
    is_uuid(name)
        || name == "organizations"
        || (name.len() <= 253 && name.contains('.') && name.split('.').all(label))
}

fn is_all(text: &str, allowed: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(allowed)
}
