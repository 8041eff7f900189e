//! OAuth at an org's own endpoints, with Salesforce's additions.

use oauth2::basic::{BasicErrorResponse, BasicTokenType};
use oauth2::{
    AuthUrl, ClientId, EndpointNotSet, EndpointSet, ExtraTokenFields, StandardRevocableToken,
    StandardTokenResponse, TokenUrl,
};
use serde::{Deserialize, Serialize};

use super::SessionError;
use crate::base::{ConsumerKey, OrgHost};

/// The oauth2 crate's client for an org's External Client App.
pub(super) type OrgClient = oauth2::Client<
    BasicErrorResponse,
    TokenReply,
    oauth2::basic::BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    oauth2::basic::BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// Salesforce's token reply: OAuth's, with the org and the user.
pub(super) type TokenReply = StandardTokenResponse<SalesforceFields, BasicTokenType>;

/// What Salesforce adds to a token reply. (It has no `expires_in`: the org's session policy decides, and a 401
/// shows when the token has expired.)
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SalesforceFields {
    /// Where REST calls go.
    pub instance_url: Option<String>,
    /// The identity URL, `https://login.salesforce.com/id/<org id>/<user id>`.
    pub id: Option<String>,
}

impl ExtraTokenFields for SalesforceFields {}

/// The client for an org. Its endpoints are on the My Domain host, because login.salesforce.com does not know a
/// local External Client App.
pub(super) fn client(org: &OrgHost, key: &ConsumerKey) -> Result<OrgClient, SessionError> {
    let wrong = |_| SessionError::Unexpected("org host");
    let base = format!("https://{org}/services/oauth2");
    Ok(oauth2::Client::new(ClientId::new(key.as_str().to_owned()))
        .set_auth_uri(AuthUrl::new(format!("{base}/authorize")).map_err(wrong)?)
        .set_token_uri(TokenUrl::new(format!("{base}/token")).map_err(wrong)?))
}
