//! OAuth errors of Salesforce, and what they mean for the rep.

use crate::base::{Fault, Move, Provider};
use crate::oauth::Denied;

/// What a refused sign-in or refresh means. Codes: "OAuth 2.0 Authorization Errors" of Salesforce
/// Help, and the list that the Salesforce Mobile SDK knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is told by its fault's text")]
pub enum Denial {
    AccessDenied,
    ApiDisabled,
    AppBlocked,
    AppNotApproved,
    AppNotInstalled,
    CallbackUnknown,
    CodeExpired,
    ConsumerKeyUnknown,
    FlowDisabled,
    LoginRestricted,
    OrgInactive,
    RateLimited,
    ScopesMissing,
    SecretWanted,
    SessionOver,
    Unavailable,
    UserInactive,
    /// A code that we do not know.
    Other,
}

impl Denial {
    /// Every meaning, for the tests and the diagnostics.
    pub const ALL: &'static [Self] = &[
        Self::AccessDenied,
        Self::ApiDisabled,
        Self::AppBlocked,
        Self::AppNotApproved,
        Self::AppNotInstalled,
        Self::CallbackUnknown,
        Self::CodeExpired,
        Self::ConsumerKeyUnknown,
        Self::FlowDisabled,
        Self::LoginRestricted,
        Self::OrgInactive,
        Self::RateLimited,
        Self::ScopesMissing,
        Self::SecretWanted,
        Self::SessionOver,
        Self::Unavailable,
        Self::UserInactive,
        Self::Other,
    ];

    /// The meaning of an `error` and its `error_description`.
    #[must_use]
    pub fn of(error: &str, description: &str) -> Self {
        let words = description.to_ascii_lowercase();
        let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        // These pass by themselves, whatever the code: the session is kept.
        if says(&[
            "already being processed",
            "rate exceeded",
            "too many requests",
        ]) {
            return Self::RateLimited;
        }
        if says(&["retry your request"]) {
            return Self::Unavailable;
        }
        match error.to_ascii_lowercase().as_str() {
            "invalid_client" if words.contains("must be installed") => Self::AppNotInstalled,
            // It is about a secret; we are a public client and never send one.
            "invalid_client" | "invalid_client_credentials" if words.contains("credentials") => {
                Self::SecretWanted
            }
            "invalid_grant" if words.contains("authorization code") => Self::CodeExpired,
            "invalid_grant" if words.contains("inactive user") => Self::UserInactive,
            "invalid_grant" if words.contains("inactive org") => Self::OrgInactive,
            "invalid_grant" if words.contains("ip restricted") => Self::LoginRestricted,
            // With this code the session goes on; with other codes, "try again" is in the text whatever is wrong.
            "invalid_grant" if says(&["try again", "try your request again"]) => Self::Unavailable,
            "invalid_grant" => Self::SessionOver,
            "access_denied" if words.contains("not approved") => Self::AppNotApproved,
            "access_denied" => Self::AccessDenied,
            "api_disabled_for_org" | "api_currently_disabled" => Self::ApiDisabled,
            "oauth_app_blocked" | "app_blocked" | "fail_close_app_blocked" => Self::AppBlocked,
            "oauth_app_access_denied" | "oauth_approval_error_generic" | "invalid_app_access" => {
                Self::AppNotApproved
            }
            "oauth_ec_app_not_found"
            | "app_not_found"
            | "ecapp_policy_not_found"
            | "oauth_policy_not_found"
            | "invalid_distribution_state" => Self::AppNotInstalled,
            "invalid_client" | "invalid_client_id" | "invalid_client_credentials" => {
                Self::ConsumerKeyUnknown
            }
            "redirect_uri_mismatch" | "redirect_uri_missing" => Self::CallbackUnknown,
            "invalid_scope" => Self::ScopesMissing,
            "oauth_flow_disabled"
            | "unsupported_grant_type"
            | "unsupported_response_type"
            | "unauthorized_client" => Self::FlowDisabled,
            "inactive_user" => Self::UserInactive,
            "inactive_org" => Self::OrgInactive,
            "invalid_session_level" => Self::LoginRestricted,
            "rate_limit_exceeded" | "slow_down" => Self::RateLimited,
            "server_error"
            | "service_unavailable"
            | "system_down"
            | "temporarily_unavailable"
            | "unknown_error" => Self::Unavailable,
            "invalid_token"
            | "immediate_unsuccessful"
            | "login_required"
            | "interaction_required" => Self::SessionOver,
            _ => Self::Other,
        }
    }

    /// Its fault, without details.
    #[must_use]
    pub const fn fault(self) -> Fault {
        const SIGN_IN: Move = Move::SignIn {
            provider: Provider::Salesforce,
        };
        const LATER: Move = Move::Retry { after: Some(30) };
        match self {
            Self::AccessDenied => Fault::new("salesforce.access_denied", SIGN_IN),
            Self::ApiDisabled => Fault::new("salesforce.api_disabled", Move::AskAdmin),
            Self::AppBlocked => Fault::new("salesforce.app_blocked", Move::AskAdmin),
            Self::AppNotApproved => Fault::new("salesforce.app_not_approved", Move::AskAdmin),
            Self::AppNotInstalled => Fault::new("salesforce.app_not_installed", Move::AskAdmin),
            Self::CallbackUnknown => Fault::new("salesforce.callback_unknown", Move::AskAdmin),
            Self::CodeExpired => Fault::new("salesforce.code_expired", SIGN_IN),
            Self::ConsumerKeyUnknown => {
                Fault::new("salesforce.consumer_key_unknown", Move::AskAdmin)
            }
            Self::FlowDisabled => Fault::new("salesforce.flow_disabled", Move::AskAdmin),
            Self::LoginRestricted => Fault::new("salesforce.login_restricted", Move::AskAdmin),
            Self::OrgInactive => Fault::new("salesforce.org_inactive", Move::AskAdmin),
            Self::RateLimited => Fault::new("salesforce.busy", LATER),
            Self::ScopesMissing => Fault::new("salesforce.scopes_missing", Move::AskAdmin),
            Self::SecretWanted => Fault::new("salesforce.secret_wanted", Move::AskAdmin),
            Self::SessionOver => Fault::new("salesforce.session_over", SIGN_IN),
            Self::Unavailable => Fault::new("salesforce.unavailable", LATER),
            Self::UserInactive => Fault::new("salesforce.user_inactive", Move::AskAdmin),
            Self::Other => Fault::new("salesforce.sign_in_refused", Move::AskAdmin),
        }
    }
}

impl From<&Denied> for Denial {
    fn from(denied: &Denied) -> Self {
        Self::of(&denied.error, &denied.description)
    }
}
