//! Every error that Marketo Sales' *Diagnostics* explains ("Salesforce Diagnostics"), produced by the org while a call is
//! logged: what becomes of the call, the error's own text, whose move it is. The log of a call is one call of Salesforce.

use super::converted_lead::convert;
use crate::office::{Office, call};
use crate::world::Life;
use msi_actions::actions::{Form, LogCall};
use msi_actions::base::{Fault, Kind};
use msi_actions::outbox::OutboxState;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// What becomes of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Becomes {
    /// It waits, and is written later.
    Waits,
    /// It waits for a sign-in.
    SignsIn,
    /// The rep decides: edit it, try again, drop it.
    Fails,
}
use Becomes::{Fails, SignsIn, Waits};

/// By the org's code: its status, what becomes of the call, the fault that tells it, whose move it is.
const TABLE: [(&str, u16, Becomes, &str, Kind); 23] = [
    (
        "API_CURRENTLY_DISABLED",
        403,
        Fails,
        "salesforce.api_disabled",
        Kind::AskAdmin,
    ),
    (
        "AUTHENTICATION_FAILURE",
        401,
        SignsIn,
        "salesforce.session_over",
        Kind::SignIn,
    ),
    (
        "EXPIRED_ACCESS",
        401,
        SignsIn,
        "salesforce.session_over",
        Kind::SignIn,
    ),
    (
        "INACTIVE_USER",
        403,
        Fails,
        "salesforce.user_inactive",
        Kind::AskAdmin,
    ),
    (
        "INACTIVE_ORGANIZATION",
        403,
        Fails,
        "salesforce.org_inactive",
        Kind::AskAdmin,
    ),
    (
        "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
        400,
        Fails,
        "salesforce.automation_failed",
        Kind::AskAdmin,
    ),
    (
        "CANNOT_UPDATE_CONVERTED_LEAD",
        400,
        Fails,
        "salesforce.converted_lead",
        Kind::FixInput,
    ),
    (
        "ENTITY_IS_LOCKED",
        400,
        Fails,
        "salesforce.in_approval",
        Kind::Retry,
    ),
    (
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        400,
        Fails,
        "salesforce.org_rule",
        Kind::AskAdmin,
    ),
    (
        "FIELD_FILTER_VALIDATION_EXCEPTION",
        400,
        Fails,
        "salesforce.org_rule",
        Kind::AskAdmin,
    ),
    (
        "FIELD_INTEGRITY_EXCEPTION",
        400,
        Fails,
        "salesforce.bad_value",
        Kind::FixInput,
    ),
    (
        "REQUIRED_FIELD_MISSING",
        400,
        Fails,
        "salesforce.org_rule",
        Kind::AskAdmin,
    ),
    (
        "INSUFFICIENT_ACCESS_OR_READONLY",
        403,
        Fails,
        "salesforce.no_right",
        Kind::AskAdmin,
    ),
    (
        "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY",
        403,
        Fails,
        "salesforce.no_right",
        Kind::AskAdmin,
    ),
    (
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        400,
        Fails,
        "salesforce.not_there",
        Kind::AskAdmin,
    ),
    (
        "INVALID_TYPE",
        400,
        Fails,
        "salesforce.not_there",
        Kind::AskAdmin,
    ),
    (
        "REQUEST_LIMIT_EXCEEDED",
        403,
        Waits,
        "salesforce.daily_limit",
        Kind::AskAdmin,
    ),
    (
        "UNABLE_TO_LOCK_ROW",
        400,
        Waits,
        "salesforce.record_locked",
        Kind::Retry,
    ),
    (
        "QUERY_TIMEOUT",
        400,
        Waits,
        "salesforce.unavailable",
        Kind::Retry,
    ),
    (
        "SERVER_UNAVAILABLE",
        503,
        Waits,
        "salesforce.unavailable",
        Kind::Retry,
    ),
    (
        "TXN_SECURITY_NO_ACCESS",
        403,
        Fails,
        "salesforce.security_policy",
        Kind::AskAdmin,
    ),
    (
        "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE",
        400,
        Waits,
        "salesforce.unavailable",
        Kind::Retry,
    ),
    (
        "UNKNOWN_EXCEPTION",
        500,
        Waits,
        "salesforce.unavailable",
        Kind::Retry,
    ),
];

const WORDS: &str = "Every call needs an outcome.";

/// The English texts.
fn texts() -> BTreeMap<String, String> {
    let all: BTreeMap<String, Value> =
        serde_json::from_str(include_str!("../../../extension/_locales/en/messages.json")).unwrap();
    let message = |(key, value): (String, Value)| {
        (
            key,
            value["message"].as_str().unwrap_or_default().to_owned(),
        )
    };
    all.into_iter().map(message).collect()
}

/// Logs a call that the org refuses so, and says what the rep sees, and how often Salesforce was asked to write it.
fn refused(code: &str, status: u16) -> (Becomes, Fault, usize) {
    let office = Office::open();
    let refusal = json!([{ "errorCode": code, "message": WORDS }]);
    if code == "CANNOT_UPDATE_CONVERTED_LEAD" {
        convert(&office, false);
    }
    for _ in 0..9 {
        office
            .tasks
            .refusals
            .borrow_mut()
            .push_back((status, refusal.clone()));
    }
    let form = Form::LogCall(LogCall {
        follow_up: None,
        ..call()
    });
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form)).unwrap().unwrap();
    life.pass(Duration::from_secs(6)).unwrap();
    let written = 9 - office.tasks.refusals.borrow().len();
    assert!(office.tasks.all().is_empty(), "{code}");
    let (becomes, fault) = match office.state() {
        OutboxState::Failed { fault } => (Fails, fault),
        OutboxState::Waiting {
            fault: Some(fault), ..
        } => match fault.whose_move.kind() {
            Kind::SignIn => (SignsIn, fault),
            _ => (Waits, fault),
        },
        other => panic!("{code}: {other:?}, tried {written} times"),
    };
    (becomes, fault, written)
}

#[test]
fn each_error_has_its_text_and_its_move() {
    let texts = texts();
    let mut wrong = Vec::new();
    for (code, status, becomes, fault, kind) in TABLE {
        let (was, shown, written) = refused(code, status);
        let key = format!("fault_{}", shown.code.as_str().replace('.', "_"));
        let told = [format!("{key}_title"), format!("{key}_text")];
        let has_text = told
            .iter()
            .any(|key| texts.get(key).is_some_and(|text| !text.is_empty()));
        let is = (
            was,
            shown.code.as_str(),
            shown.whose_move.kind(),
            has_text,
            written,
        );
        if is != (becomes, fault, kind, true, 1) {
            wrong.push(format!("{code}: {is:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Errors that share a text are told apart by what Salesforce itself says.
#[test]
fn a_rule_of_the_org_speaks_for_itself() {
    for (code, status, ..) in TABLE.iter().filter(|row| row.3 == "salesforce.org_rule") {
        let (_, fault, _) = refused(code, *status);
        let says = fault
            .fields
            .iter()
            .find(|note| note.message == "note_salesforce_says");
        assert_eq!(
            says.and_then(|note| note.value.as_deref()),
            Some(WORDS),
            "{code}"
        );
        assert!(
            fault.detail.is_some_and(|detail| detail.contains(code)),
            "{code}"
        );
    }
}

/// `invalid_grant` is of the sign-in: here, an address from which the profile does not allow it.
#[test]
fn a_sign_in_from_another_network_is_told() {
    let office = Office::open();
    office.acme.expire_access();
    let words = "ip restricted";
    let denied = json!({ "error": "invalid_grant", "error_description": words });
    *office.acme.denies.borrow_mut() = Some(("refresh_token", denied));
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(Form::LogCall(call())))
        .unwrap()
        .unwrap();
    life.pass(Duration::from_secs(6)).unwrap();
    let OutboxState::Waiting {
        fault: Some(fault), ..
    } = office.state()
    else {
        panic!("{:?}", office.state())
    };
    assert_eq!(fault.code.as_str(), "salesforce.login_restricted");
}
