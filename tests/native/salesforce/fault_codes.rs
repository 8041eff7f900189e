//! Every fault that Salesforce's side can give: its code and whose move it is.

use crate::support::fault_texts::assert_kinds;
use msi_actions::base::{Fault, Kind};
use msi_actions::ports::{AuthWindowError, NetworkError, StoreError};
use msi_actions::salesforce::{Cause, Denial, Refused, RestError, SessionError};

pub const CODES: &[(&str, Kind)] = &[
    ("network.failed", Kind::Retry),
    ("network.offline", Kind::Retry),
    ("network.timed_out", Kind::Retry),
    ("network.too_large", Kind::Retry),
    ("salesforce.access_denied", Kind::SignIn),
    ("salesforce.api_access_control", Kind::AskAdmin),
    ("salesforce.api_disabled", Kind::AskAdmin),
    ("salesforce.app_blocked", Kind::AskAdmin),
    ("salesforce.app_not_approved", Kind::AskAdmin),
    ("salesforce.app_not_installed", Kind::AskAdmin),
    ("salesforce.automation_failed", Kind::AskAdmin),
    ("salesforce.bad_value", Kind::FixInput),
    ("salesforce.busy", Kind::Retry),
    ("salesforce.callback_unknown", Kind::AskAdmin),
    ("salesforce.code_expired", Kind::SignIn),
    ("salesforce.consumer_key_unknown", Kind::AskAdmin),
    ("salesforce.converted_lead", Kind::FixInput),
    ("salesforce.daily_limit", Kind::AskAdmin),
    ("salesforce.flow_disabled", Kind::AskAdmin),
    ("salesforce.in_approval", Kind::Retry),
    ("salesforce.login_restricted", Kind::AskAdmin),
    ("salesforce.no_right", Kind::AskAdmin),
    ("salesforce.not_signed_in", Kind::SignIn),
    ("salesforce.not_there", Kind::AskAdmin),
    ("salesforce.org_inactive", Kind::AskAdmin),
    ("salesforce.org_limit", Kind::AskAdmin),
    ("salesforce.org_rule", Kind::AskAdmin),
    ("salesforce.other_user", Kind::SignIn),
    ("salesforce.owner_inactive", Kind::FixInput),
    ("salesforce.password_expired", Kind::SignIn),
    ("salesforce.read_only_user", Kind::AskAdmin),
    ("salesforce.record_deleted", Kind::Retry),
    ("salesforce.record_locked", Kind::Retry),
    ("salesforce.refused", Kind::Bug),
    ("salesforce.scopes_missing", Kind::AskAdmin),
    ("salesforce.secret_wanted", Kind::AskAdmin),
    ("salesforce.security_policy", Kind::AskAdmin),
    ("salesforce.session_over", Kind::SignIn),
    ("salesforce.sign_in_mixed_up", Kind::SignIn),
    ("salesforce.sign_in_not_finished", Kind::SignIn),
    ("salesforce.sign_in_not_loaded", Kind::SignIn),
    ("salesforce.sign_in_too_long", Kind::SignIn),
    ("salesforce.sign_in_refused", Kind::AskAdmin),
    ("salesforce.storage_full", Kind::AskAdmin),
    ("salesforce.too_long", Kind::FixInput),
    ("salesforce.unavailable", Kind::Retry),
    ("salesforce.unexpected_reply", Kind::Bug),
    ("salesforce.user_inactive", Kind::AskAdmin),
    ("salesforce.wrong_reference", Kind::FixInput),
    ("storage.failed", Kind::Retry),
];

/// One of each error that a session or a call can end with.
fn every_fault() -> Vec<Fault> {
    let sessions = [
        SessionError::NotSignedIn,
        SessionError::NotFinished,
        SessionError::NotLoaded,
        SessionError::TooLong,
        SessionError::ForeignAnswer,
        SessionError::OtherUser,
        SessionError::Busy(None),
        SessionError::Unavailable(503),
        SessionError::Unexpected("token reply"),
        SessionError::from(StoreError("disk full".into())),
    ];
    let denials = Denial::ALL
        .iter()
        .map(|denial| SessionError::Denied(*denial, "words".into()));
    let calls = [
        RestError::Unavailable {
            status: 500,
            after: None,
        },
        RestError::Unexpected("answer"),
        RestError::Network(NetworkError::Offline),
        RestError::Network(NetworkError::Failed),
        RestError::Network(NetworkError::TimedOut),
        RestError::Network(NetworkError::TooLarge),
    ];
    sessions
        .into_iter()
        .chain(denials)
        .map(Fault::from)
        .chain(calls.map(Fault::from))
        .chain(Cause::ALL.iter().map(|cause| cause.fault()))
        .collect()
}

#[test]
fn every_code_has_its_kind() {
    assert_kinds(every_fault(), CODES);
}

/// What the org, its pages and its endpoints say, and what we make of it.
#[test]
fn what_salesforce_says_gets_the_right_code() {
    let refused = |code: &str, message: &str| {
        let body = format!(r#"[{{"errorCode":"{code}","message":"{message}"}}]"#);
        Fault::from(RestError::Refused(
            Refused::read(403, body.as_bytes()).unwrap(),
        ))
    };
    let denied = |error: &str, words: &str| Denial::of(error, words).fault();
    let window = |error| Fault::from(SessionError::from(error));
    for (fault, code) in [
        (
            window(AuthWindowError::Closed),
            "salesforce.sign_in_not_finished",
        ),
        (
            window(AuthWindowError::NotLoaded),
            "salesforce.sign_in_not_loaded",
        ),
        (
            denied("OAUTH_APP_BLOCKED", "this app is blocked by admin"),
            "salesforce.app_blocked",
        ),
        (denied("app_blocked", ""), "salesforce.app_blocked"),
        (
            denied(
                "OAUTH_APP_ACCESS_DENIED",
                "user is not admin approved to access this app",
            ),
            "salesforce.app_not_approved",
        ),
        (
            denied("OAUTH_APPROVAL_ERROR_GENERIC", ""),
            "salesforce.app_not_approved",
        ),
        (
            denied("OAUTH_EC_APP_NOT_FOUND", ""),
            "salesforce.app_not_installed",
        ),
        (
            denied("invalid_client", "app must be installed into org"),
            "salesforce.app_not_installed",
        ),
        (
            denied("invalid_client", "invalid client credentials"),
            "salesforce.secret_wanted",
        ),
        (
            denied("invalid_client_id", "client identifier invalid"),
            "salesforce.consumer_key_unknown",
        ),
        (
            denied("access_denied", "end-user denied authorization"),
            "salesforce.access_denied",
        ),
        (
            denied("invalid_grant", "expired authorization code"),
            "salesforce.code_expired",
        ),
        (
            denied("invalid_grant", "expired access/refresh token"),
            "salesforce.session_over",
        ),
        (
            denied("invalid_grant", "inactive user"),
            "salesforce.user_inactive",
        ),
        (
            denied("invalid_grant", "ip restricted or invalid login hours"),
            "salesforce.login_restricted",
        ),
        (
            denied("invalid_grant", "token request is already being processed"),
            "salesforce.busy",
        ),
        (
            denied("invalid_grant", "login rate exceeded"),
            "salesforce.busy",
        ),
        (
            denied("unknown_error", "retry your request"),
            "salesforce.unavailable",
        ),
        (
            denied("invalid_grant", "Please try again."),
            "salesforce.unavailable",
        ),
        (
            denied(
                "OAUTH_APPROVAL_ERROR_GENERIC",
                "An unexpected error has occurred during authentication. Please try again.",
            ),
            "salesforce.app_not_approved",
        ),
        (
            denied(
                "invalid_client",
                "invalid client credentials. Please try again.",
            ),
            "salesforce.secret_wanted",
        ),
        (
            denied("invalid_grant", "inactive organization"),
            "salesforce.org_inactive",
        ),
        (denied("something_new", ""), "salesforce.sign_in_refused"),
        (
            refused(
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                "LogMail: execution of AfterInsert caused by: System.DmlException: Update failed. \
                 first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access to this record: []",
            ),
            "salesforce.record_locked",
        ),
        (
            refused(
                "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
                "LogMail: execution of AfterInsert caused by: System.NullPointerException",
            ),
            "salesforce.automation_failed",
        ),
        (
            refused(
                "API_DISABLED_FOR_ORG",
                "The REST API is not enabled for this Organization.",
            ),
            "salesforce.api_disabled",
        ),
        (
            refused("INVALID_SESSION_ID", "Session expired or invalid"),
            "salesforce.session_over",
        ),
        (
            refused(
                "INVALID_SESSION_ID",
                "This session is not valid for use with the REST API",
            ),
            "salesforce.api_access_control",
        ),
        (
            refused(
                "REQUEST_LIMIT_EXCEEDED",
                "ConcurrentRequests (Concurrent API Requests) Limit exceeded.",
            ),
            "salesforce.busy",
        ),
        (
            refused("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
            "salesforce.daily_limit",
        ),
        (
            refused("NOT_FOUND", "The requested resource does not exist"),
            "salesforce.no_right",
        ),
        (
            refused(
                "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
                "insufficient access rights",
            ),
            "salesforce.no_right",
        ),
        (refused("SOMETHING_NEW", ""), "salesforce.refused"),
    ] {
        assert_eq!(fault.code.as_str(), code);
    }
}
