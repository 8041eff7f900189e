//! The link of an invitation: the org, the invited address, and the app for the org's sign-in page.
//!
//! It is a path of the org's My Domain host that answers without sign-in, with the rest in the fragment,
//! which no server sees. Anybody can write such a link for any org, so nothing in it is trusted: the rep is shown
//! the org's host and agrees, the consumer key leads to that host's own sign-in page and no further, and after the
//! sign-in the org itself is asked for its apps.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use url::Url;

use super::wrapped;
use crate::accounts::SetUp;
use crate::base::time::days;
use crate::base::{ConsumerKey, Fault, Millis, Move, OrgHost, json};
use crate::settings::PolicyError;

/// The path that carries invitations: OpenID Connect Discovery's, which every My Domain host serves.
const PATH: &str = "/.well-known/openid-configuration";
/// The beginning of the fragment.
const MARK: &str = "msi=";
/// The version of the fragment's content.
const VERSION: u64 = 2;
/// The version that also named mail clients, which are not trusted; its consumer key may be outdated as well.
const OUTDATED: u64 = 1;
/// The longest validity of an invitation.
const LONGEST_LIFE: Duration = days(30);
/// The longest text that is searched, in bytes; a mail with an invitation is shorter.
const LONGEST: usize = 65_536;

/// The content of a link. It is a proposal, since anybody may have made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The org.
    pub org: OrgHost,
    /// The app for the org's sign-in page.
    pub key: ConsumerKey,
    /// The invited address, if there is one.
    pub invited: Option<String>,
}

impl From<Invitation> for SetUp {
    fn from(link: Invitation) -> Self {
        Self::proposed(link.org, link.key, link.invited)
    }
}

/// Why a link is no invitation, or cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvitationError {
    /// There is no invitation link in the text, or it was cut off.
    #[error("not a whole invitation link")]
    Unreadable,
    /// It does not come from a My Domain host, or names another org than its own host.
    #[error("the link's host is not the org that it invites to")]
    Host,
    /// It has expired.
    #[error("the invitation has expired")]
    Expired,
    /// An older version of the extension made it, with content that is not trusted any more.
    #[error("the invitation is of an older kind")]
    Outdated,
    /// A newer version of the extension made it.
    #[error("the invitation needs a newer version")]
    Newer,
    /// The org is set up with other apps; an invitation never replaces them.
    #[error("the org is set up with other apps")]
    SetUpAlready,
    /// Another org is being set up.
    #[error("another org is being set up")]
    SetUpUnderWay,
    /// The policy does not allow the org.
    #[error(transparent)]
    Policy(#[from] PolicyError),
}

impl From<InvitationError> for Fault {
    fn from(error: InvitationError) -> Self {
        let (code, whose_move) = match error {
            InvitationError::Unreadable => ("onboarding.invitation_unreadable", Move::FixInput),
            InvitationError::Host => ("onboarding.invitation_host", Move::AskAdmin),
            InvitationError::Expired => ("onboarding.invitation_expired", Move::AskAdmin),
            InvitationError::Outdated => ("onboarding.invitation_outdated", Move::AskAdmin),
            InvitationError::Newer => ("onboarding.invitation_newer", Move::AskAdmin),
            InvitationError::SetUpAlready => ("onboarding.set_up_already", Move::FixInput),
            InvitationError::SetUpUnderWay => ("onboarding.set_up_under_way", Move::FixInput),
            InvitationError::Policy(error) => return error.into(),
        };
        Self::new(code, whose_move)
    }
}

impl Invitation {
    /// The invitation in a pasted text: the link alone or with words around it, cut into lines, or wrapped by a mail
    /// filter. Only the host of the link itself counts.
    ///
    /// # Errors
    /// [`InvitationError`].
    pub fn in_text(text: &str, now: Millis) -> Result<Self, InvitationError> {
        if text.len() > LONGEST {
            return Err(InvitationError::Unreadable);
        }
        let mut why = InvitationError::Unreadable;
        for link in wrapped::marked(text, MARK) {
            match Self::in_url(&link, now) {
                Ok(invitation) => return Ok(invitation),
                Err(error) if weight(error) > weight(why) => why = error,
                Err(_) => {}
            }
        }
        Err(why)
    }

    /// The link of the invitation, valid until `expires`, which is at most 30 days ahead.
    #[must_use]
    pub fn link(&self, expires: Millis) -> String {
        let written = Written {
            v: VERSION,
            org: self.org.to_string(),
            consumer_key: self.key.as_str().to_owned(),
            to: self.invited.clone(),
            expires: expires.0.div_euclid(1000),
        };
        let text = json::write(&written).unwrap_or_default();
        let fragment = URL_SAFE_NO_PAD.encode(text);
        format!("https://{}{PATH}#{MARK}{fragment}", self.org)
    }

    /// Whether a pasted text seems to have an invitation in it.
    #[must_use]
    pub fn is_in(text: &str) -> bool {
        let joined: String = text.split_whitespace().collect();
        joined.contains(&format!("#{MARK}")) || !wrapped::marked(text, MARK).is_empty()
    }

    /// Whether a page's address seems to be an invitation.
    #[must_use]
    pub fn is_at(url: &Url) -> bool {
        is_marked(url) && url.path() == PATH
    }

    /// The invitation in a page's address.
    ///
    /// # Errors
    /// [`InvitationError`].
    pub fn in_url(url: &Url, now: Millis) -> Result<Self, InvitationError> {
        let host = host_of(url)?;
        if url.path() != PATH {
            return Err(InvitationError::Unreadable);
        }
        let fragment = url.fragment().and_then(|text| text.strip_prefix(MARK));
        let written = fragment.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        let written = written.ok_or(InvitationError::Unreadable)?;
        Written::read(&written)?.checked(host, now)
    }
}

/// Which error to show for a text with several links, the highest first: one of a link to an org, then a link to
/// elsewhere, then an unreadable one.
const fn weight(error: InvitationError) -> u8 {
    match error {
        InvitationError::Unreadable => 0,
        InvitationError::Host => 1,
        _ => 2,
    }
}

fn is_marked(url: &Url) -> bool {
    url.fragment().is_some_and(|text| text.starts_with(MARK))
}

fn host_of(url: &Url) -> Result<OrgHost, InvitationError> {
    let plain = url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let host = url.host_str().filter(|_| plain);
    host.and_then(|host| OrgHost::parse(host).ok())
        .ok_or(InvitationError::Host)
}

/// The content of the fragment.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    v: u64,
    org: String,
    consumer_key: String,
    to: Option<String>,
    /// Seconds since the Unix epoch.
    expires: i64,
}

impl Written {
    fn read(bytes: &[u8]) -> Result<Self, InvitationError> {
        /// Read first, because the rest has another form in another version.
        #[derive(Deserialize)]
        struct Version {
            v: u64,
        }
        let version: Version = json::read(bytes).map_err(|_| InvitationError::Unreadable)?;
        match version.v {
            VERSION => json::read(bytes).map_err(|_| InvitationError::Unreadable),
            OUTDATED => Err(InvitationError::Outdated),
            0 => Err(InvitationError::Unreadable),
            _ => Err(InvitationError::Newer),
        }
    }

    fn checked(self, host: OrgHost, now: Millis) -> Result<Invitation, InvitationError> {
        if OrgHost::parse(&self.org).as_ref() != Ok(&host) {
            return Err(InvitationError::Host);
        }
        let expires = Millis(self.expires.saturating_mul(1000));
        if expires <= now {
            return Err(InvitationError::Expired);
        }
        let fits = expires <= now.after(LONGEST_LIFE) && self.to.as_deref().is_none_or(is_address);
        let key = ConsumerKey::parse(&self.consumer_key).ok();
        Ok(Invitation {
            org: host,
            key: key.filter(|_| fits).ok_or(InvitationError::Unreadable)?,
            invited: self.to,
        })
    }
}

/// A rough check: the address is only shown and compared, no mail is sent to it.
fn is_address(text: &str) -> bool {
    text.len() <= 254
        && !text.chars().any(|c| c.is_control() || c.is_whitespace())
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
}
