//! The tokens that an org grants.

use oauth2::TokenResponse;
use serde::{Deserialize, Serialize};
use url::Url;

use super::SessionError;
use super::oauth::TokenReply;
use crate::base::{OrgHost, RecordId};

/// An access token. No Debug, no Display.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct AccessToken(String);

impl AccessToken {
    /// The value of an Authorization header.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }
}

/// A refresh token. No Debug, no Display.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct RefreshToken(String);

impl RefreshToken {
    pub fn into_oauth2(self) -> oauth2::RefreshToken {
        oauth2::RefreshToken::new(self.0)
    }
}

/// The tokens of a token endpoint's reply.
pub(super) struct Grant {
    pub access_token: AccessToken,
    pub refresh_token: Option<RefreshToken>,
    /// A My Domain host: access tokens are sent nowhere else.
    pub instance_url: Option<String>,
    id_url: Option<String>,
}

impl Grant {
    pub fn of(reply: TokenReply) -> Result<Self, SessionError> {
        let fields = reply.extra_fields();
        if let Some(instance) = &fields.instance_url
            && !is_org(instance)
        {
            return Err(SessionError::Unexpected("instance URL"));
        }
        Ok(Self {
            access_token: AccessToken(reply.access_token().secret().clone()),
            refresh_token: reply
                .refresh_token()
                .map(|token| RefreshToken(token.secret().clone())),
            instance_url: fields.instance_url.clone(),
            id_url: fields.id.clone(),
        })
    }

    /// Org and user, from the identity URL.
    pub fn identity(&self) -> Result<(RecordId, RecordId), SessionError> {
        self.id_url
            .as_deref()
            .and_then(identity)
            .ok_or(SessionError::Unexpected("identity URL"))
    }
}

fn is_org(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| {
        url.scheme() == "https"
            && url.port().is_none()
            && url
                .host_str()
                .is_some_and(|host| OrgHost::parse(host).is_ok())
    })
}

/// `https://login.salesforce.com/id/<org id>/<user id>`.
fn identity(url: &str) -> Option<(RecordId, RecordId)> {
    let url = Url::parse(url).ok()?;
    let mut segments = url.path_segments()?;
    if segments.next()? != "id" {
        return None;
    }
    let org = RecordId::parse(segments.next()?).ok()?;
    let user = RecordId::parse(segments.next()?).ok()?;
    Some((org, user))
}
