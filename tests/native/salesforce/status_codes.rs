//! Every status code of Salesforce's API has a meaning, and what passes by itself throws nothing away.

use crate::office::{Office, email};
use crate::support::salesforce_org;
use crate::world::{Life, json as answer};
use msi_actions::base::{Fault, Kind};
use msi_actions::outbox::OutboxState;
use msi_actions::ports::Area;
use msi_actions::salesforce::{Cause, Refused, RestError};
use oauth2::HttpResponse;
use serde_json::json;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

fn refused(code: &str, message: &str) -> Refused {
    let body = json!([{ "errorCode": code, "message": message }]).to_string();
    Refused::read(400, body.as_bytes()).unwrap()
}

/// The list, by meaning.
fn codes() -> BTreeMap<String, Vec<&'static str>> {
    let mut found = BTreeMap::<String, Vec<&str>>::new();
    let mut cause = String::new();
    for line in include_str!("../data/status-codes.txt").lines() {
        match line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            Some(name) => name.clone_into(&mut cause),
            None if line.is_empty() || line.starts_with('#') => {}
            None => found.entry(cause.clone()).or_default().push(line),
        }
    }
    found
}

#[test]
fn every_code_has_its_meaning() {
    let codes = codes();
    assert!(codes.values().map(Vec::len).sum::<usize>() > 770);
    for (cause, codes) in &codes {
        for code in codes {
            assert_eq!(
                format!("{:?}", refused(code, "words").cause()),
                *cause,
                "{code}"
            );
        }
    }
    // Each meaning is some code's.
    let meant = Cause::ALL.iter().map(|cause| format!("{cause:?}"));
    assert_eq!(
        meant.collect::<std::collections::BTreeSet<_>>(),
        codes.into_keys().collect()
    );
}

/// Those that the administrator's guide of Sales Insight explains, and the ones with a way of their own.
#[test]
fn the_ones_that_reps_meet_have_a_move() {
    for (code, kind) in [
        ("API_CURRENTLY_DISABLED", Kind::AskAdmin),
        ("AUTHENTICATION_FAILURE", Kind::SignIn),
        ("EXPIRED_ACCESS", Kind::SignIn),
        ("INACTIVE_USER", Kind::AskAdmin),
        ("INACTIVE_ORGANIZATION", Kind::AskAdmin),
        ("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", Kind::AskAdmin),
        ("CANNOT_UPDATE_CONVERTED_LEAD", Kind::FixInput),
        ("ENTITY_IS_LOCKED", Kind::Retry),
        ("FIELD_CUSTOM_VALIDATION_EXCEPTION", Kind::AskAdmin),
        ("FIELD_FILTER_VALIDATION_EXCEPTION", Kind::AskAdmin),
        ("FIELD_INTEGRITY_EXCEPTION", Kind::FixInput),
        ("REQUIRED_FIELD_MISSING", Kind::AskAdmin),
        ("INSUFFICIENT_ACCESS_OR_READONLY", Kind::AskAdmin),
        ("INVALID_FIELD_FOR_INSERT_UPDATE", Kind::AskAdmin),
        ("INVALID_TYPE", Kind::AskAdmin),
        ("REQUEST_LIMIT_EXCEEDED", Kind::AskAdmin),
        ("UNABLE_TO_LOCK_ROW", Kind::Retry),
        ("QUERY_TIMEOUT", Kind::Retry),
        ("SERVER_UNAVAILABLE", Kind::Retry),
        ("TXN_SECURITY_NO_ACCESS", Kind::AskAdmin),
        (
            "INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE",
            Kind::Retry,
        ),
        ("INVALID_OPERATION_WITH_EXPIRED_PASSWORD", Kind::SignIn),
        ("INVALID_CROSS_REFERENCE_KEY", Kind::FixInput),
        ("INACTIVE_OWNER_OR_USER", Kind::FixInput),
        ("STRING_TOO_LONG", Kind::FixInput),
        ("INVALID_READ_ONLY_USER_DML", Kind::AskAdmin),
        ("SOME_CODE_OF_THE_FUTURE", Kind::Bug),
    ] {
        let fault = refused(code, "words").cause().fault();
        assert_eq!(fault.whose_move.kind(), kind, "{code}");
    }
}

#[test]
fn a_rule_speaks_for_itself() {
    let words = "Every call needs an outcome.";
    let fault = Fault::from(RestError::Refused(refused(
        "FIELD_CUSTOM_VALIDATION_EXCEPTION",
        words,
    )));
    let [note] = &fault.fields[..] else {
        panic!("{fault:?}")
    };
    assert_eq!(
        (
            note.field.as_ref(),
            note.message.as_ref(),
            note.value.as_deref()
        ),
        ("", "note_salesforce_says", Some(words))
    );
    let fault = Fault::from(RestError::Refused(refused(
        "INVALID_SESSION_ID",
        "Session expired",
    )));
    assert!(fault.fields.is_empty());
}

/// Lets the token endpoint answer these, one after the other, and then as ever.
fn token_answers(office: &Office, answers: &[(u16, &'static str, &'static str)]) {
    let left = Rc::new(RefCell::new(answers.to_vec()));
    office.world.on_http(move |_, request| {
        let token = request.uri().path() == "/services/oauth2/token";
        if !token || left.borrow().is_empty() {
            return None;
        }
        let (status, error, words) = left.borrow_mut().remove(0);
        let body = json!({ "error": error, "error_description": words });
        let answer: HttpResponse = answer(status, body);
        Some(Ok(answer))
    });
}

#[test]
fn what_passes_by_itself_throws_no_session_away() {
    for (error, words) in [
        ("invalid_grant", "token request is already being processed"),
        ("invalid_grant", "expired authorization code"), // so it was said before release 252
        ("invalid_grant", "login rate exceeded"),
        ("unknown_error", "retry your request"),
        ("unknown_error", ""),
    ] {
        let office = Office::open();
        let stored = || {
            let mut stored = office.world.stored(Area::Local);
            stored.retain(|key, _| !key.starts_with("salesforce.calls"));
            stored
        };
        let before = stored();
        token_answers(&office, &[(400, error, words)]);
        office.acme.expire_access();
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let rest = worker.sessions.rest(&salesforce_org::org());
        let asked = life.run(rest.query::<serde_json::Value>("SELECT Id FROM Task"));
        let fault = Fault::from(asked.unwrap().unwrap_err());
        assert_eq!(fault.whose_move.kind(), Kind::Retry, "{words}: {fault:?}");
        assert_eq!(stored(), before, "{words}");
        assert_eq!(
            life.run(worker.sessions.fault(&salesforce_org::org()))
                .unwrap(),
            None
        );
        // And a moment later it works.
        let asked = life.run(rest.get::<serde_json::Value>("limits"));
        assert!(asked.unwrap().is_ok(), "{words}");
    }
}

#[test]
fn the_others_are_not_alike() {
    for (words, code, signed_out) in [
        (
            "expired access/refresh token",
            "salesforce.session_over",
            true,
        ),
        ("inactive user", "salesforce.user_inactive", false),
        ("inactive organization", "salesforce.org_inactive", false),
        ("ip restricted", "salesforce.login_restricted", false),
        (
            "ip restricted or invalid login hours",
            "salesforce.login_restricted",
            false,
        ),
    ] {
        let office = Office::open();
        token_answers(&office, &[(400, "invalid_grant", words)]);
        office.acme.expire_access();
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let rest = worker.sessions.rest(&salesforce_org::org());
        let asked = life.run(rest.query::<serde_json::Value>("SELECT Id FROM Task"));
        let fault = Fault::from(asked.unwrap().unwrap_err());
        assert_eq!(fault.code.as_str(), code, "{words}");
        let session = life
            .run(worker.sessions.fault(&salesforce_org::org()))
            .unwrap();
        assert_eq!(session.is_some(), signed_out, "{words}");
    }
}

#[test]
fn an_expired_password_keeps_what_waits() {
    let office = Office::open();
    let code = "INVALID_OPERATION_WITH_EXPIRED_PASSWORD";
    let refusal = json!([{ "errorCode": code, "message": "The user's password has expired" }]);
    office.log_refusals.borrow_mut().push_back((403, refusal));
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let form = msi_actions::actions::Form::SendEmail(email());
    life.run(worker.submit_form(form)).unwrap().unwrap();
    life.pass(Duration::from_secs(10)).unwrap();
    let OutboxState::Logging { fault: Some(fault) } = office.state() else {
        panic!("{:?}", office.state())
    };
    assert_eq!(fault.code.as_str(), "salesforce.password_expired");
    assert_eq!(fault.whose_move.kind(), Kind::SignIn);
    drop(life);
    office.live_on();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}
