//! The rep's Microsoft mailbox: sign-in, the working day of its tokens, refusals.

use crate::support::mailboxes::{run, survives_every_death};
use crate::support::microsoft::{self, JO, Microsoft};
use crate::support::outlook::{HOUR, code, connected, send, sign_in, world};
use crate::world::json as answer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msi_actions::base::{Fault, Move, Provider};
use msi_actions::mailbox::{Delivery, MailClient, MailboxError, Mailboxes};
use msi_actions::ports::{Area, AuthWindowError, Authorize};
use serde_json::json;
use std::rc::Rc;

const CLAIMS: &str = r#"{"access_token":{"capolids":{"essential":true,"values":["p"]}}}"#;

#[test]
fn signing_in_keeps_who_it_is_and_the_refresh_token_and_the_access_token_for_a_while() {
    let (world, _, mailboxes) = connected();
    let user = run(&world, mailboxes.user()).unwrap();
    assert_eq!(
        (user.address.as_str(), user.provider),
        (JO, Provider::Microsoft)
    );
    assert_eq!(user.name.as_deref(), Some("Jo Devries"));
    let (local, session) = (world.stored(Area::Local), world.stored(Area::Session));
    let (local, session) = (format!("{local:?}"), format!("{session:?}"));
    assert!(local.contains("1.refresh.") && !local.contains("eyJ.access."));
    assert!(session.contains("eyJ.access.") && !session.contains("1.refresh."));
    let (url, how) = world.sign_ins().remove(0);
    assert_eq!(how, Authorize::Interactive { watch: None });
    assert!(url.as_str().contains("login_hint=jo%40acme.example"));
}

#[test]
fn any_organisation_signs_in_where_no_tenant_is_named() {
    let (world, _, mailboxes) = world();
    world.on_sign_in(|_, url, _| {
        assert_eq!(url.path(), "/organizations/oauth2/v2.0/authorize");
        crate::world::AuthAnswer::Fails(AuthWindowError::Closed)
    });
    let client = MailClient::Microsoft {
        client_id: microsoft::APP.into(),
        tenant: None,
    };
    let closed = run(&world, mailboxes.sign_in(&client, JO)).unwrap_err();
    assert_eq!(code(closed), "mailbox.microsoft_unfinished");
}

#[test]
fn an_alias_and_the_sign_in_name_are_the_same_address() {
    for (expected, account) in [
        ("J.Devries@acme.example", None),
        (
            JO,
            Some(
                json!({ "id": "oid-jo", "mail": "x@acme.example", "userPrincipalName": "JO@acme.example" }),
            ),
        ),
        (
            JO,
            Some(
                json!({ "id": "oid-jo", "mail": "Jo@Acme.example", "userPrincipalName": "u1@acme.example" }),
            ),
        ),
    ] {
        let (world, microsoft, mailboxes) = world();
        if let Some(account) = account {
            *microsoft.account.borrow_mut() = account;
        }
        let client = microsoft::client();
        let user = run(&world, mailboxes.sign_in(&client, expected)).unwrap();
        assert!(user.address.eq_ignore_ascii_case(expected), "{user:?}");
    }
}

#[test]
fn another_account_is_refused_and_changes_nothing() {
    let (world, microsoft, mailboxes) = connected();
    let before = world.stored(Area::Local);
    let sam = json!({ "id": "oid-sam", "mail": "sam@acme.example", "userPrincipalName": "sam@acme.example",
        "proxyAddresses": ["SIP:jo@acme.example"] });
    *microsoft.account.borrow_mut() = sam;
    let error = sign_in(&world, &mailboxes).unwrap_err();
    assert!(
        matches!(&error, MailboxError::AddressDiffers { actual, .. } if actual == "sam@acme.example")
    );
    let provider = Provider::Microsoft;
    assert_eq!(Fault::from(error).whose_move, Move::SignIn { provider });
    *microsoft.account.borrow_mut() = json!({ "id": "oid-new-jo", "mail": JO });
    let again = sign_in(&world, &mailboxes);
    assert_eq!(again, Err(MailboxError::AnotherAccount(provider)));
    assert_eq!(world.stored(Area::Local), before);
}

#[test]
fn a_working_day_needs_no_window_and_the_next_day_none_that_is_seen() {
    let (world, microsoft, mailboxes) = connected();
    for hour in 1..24 {
        world.pass(HOUR);
        assert_eq!(send(&world, &mailboxes, None).0, Delivery::Sent, "{hour}");
    }
    assert_eq!(world.sign_ins().len(), 1);
    world.pass(HOUR); // 24 hours after the sign-in: refreshing did not extend it
    assert_eq!(send(&world, &mailboxes, None).0, Delivery::Sent);
    let (url, how) = world.sign_ins().remove(1);
    assert_eq!(how, Authorize::Silent);
    assert!(url.as_str().contains("prompt=none"));
    world.pass(HOUR);
    assert_eq!(send(&world, &mailboxes, None).0, Delivery::Sent);
    assert_eq!(world.sign_ins().len(), 2, "the new refresh token is good");
    assert_eq!(microsoft.sent.borrow().len(), 25);
}

#[test]
fn a_browser_that_was_closed_refreshes_without_a_window() {
    let (world, _, mailboxes) = connected();
    world.close_browser();
    let all = futures_util::future::join(mailboxes.ready(JO), mailboxes.ready(JO));
    let before = world.requests().len();
    assert_eq!(run(&world, all), (Ok(()), Ok(())));
    assert_eq!(world.requests().len(), before + 1, "one refresh for both");
    assert_eq!(world.sign_ins().len(), 1);
}

#[test]
fn a_rep_who_signed_out_of_microsoft_is_asked_once_to_sign_in() {
    let (world, microsoft, mailboxes) = connected();
    microsoft.signed_in.set(false);
    world.pass(HOUR * 24);
    for _ in 0..3 {
        let expired = run(&world, mailboxes.ready(JO));
        let provider = Provider::Microsoft;
        assert_eq!(expired, Err(MailboxError::SessionExpired(provider)));
    }
    assert_eq!(world.sign_ins().len(), 2);
    let fault = run(&world, mailboxes.fault()).unwrap();
    assert_eq!(fault.code.as_str(), "mailbox.session_expired");
    sign_in(&world, &mailboxes).unwrap();
    assert_eq!(run(&world, mailboxes.ready(JO)), Ok(()));
}

#[test]
fn an_outage_is_no_lost_session() {
    let (world, microsoft, mailboxes) = connected();
    world.close_browser();
    microsoft.refuse_token("temporarily_unavailable", 90033, None);
    let failed = run(&world, mailboxes.ready(JO)).unwrap_err();
    assert_eq!(code(failed), "mailbox.unavailable");
    assert_eq!(run(&world, mailboxes.ready(JO)), Ok(()));
}

#[test]
fn a_second_factor_is_asked_for_once_and_at_the_sign_in_at_once() {
    let (world, microsoft, mailboxes) = world();
    *microsoft.wanted_claims.borrow_mut() = Some(CLAIMS);
    sign_in(&world, &mailboxes).unwrap();
    let claims = |n: usize| {
        let (url, _) = world.sign_ins().remove(n);
        let found = url.query_pairs().find(|(name, _)| name == "claims");
        found.map(|(_, value)| value.into_owned())
    };
    assert_eq!((claims(0), claims(1).as_deref()), (None, Some(CLAIMS)));
    assert_eq!(world.sign_ins().len(), 2);
}

#[test]
fn a_second_factor_that_is_wanted_later_waits_for_the_rep() {
    let (world, microsoft, mailboxes) = connected();
    world.close_browser();
    *microsoft.wanted_claims.borrow_mut() = Some(CLAIMS);
    microsoft.signed_in.set(false);
    let wanted = run(&world, mailboxes.ready(JO)).unwrap_err();
    assert_eq!(code(wanted), "mailbox.interaction_required");
    let windows = world.sign_ins().len();
    assert!(run(&world, mailboxes.ready(JO)).is_err());
    assert_eq!(
        world.sign_ins().len(),
        windows,
        "nothing is asked meanwhile"
    );
    sign_in(&world, &mailboxes).unwrap();
    let (url, _) = world.sign_ins().remove(windows);
    assert!(
        url.query_pairs()
            .any(|(name, value)| name == "claims" && value == CLAIMS)
    );
    assert_eq!(run(&world, mailboxes.ready(JO)), Ok(()));
}

#[test]
fn a_claims_challenge_of_graph_is_answered_without_the_rep_where_that_is_possible() {
    let (world, microsoft, mailboxes) = connected();
    let mut challenge = answer(
        401,
        json!({ "error": { "code": "InvalidAuthenticationToken" } }),
    );
    let text = format!(
        "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{}\"",
        STANDARD.encode(CLAIMS)
    );
    challenge
        .headers_mut()
        .insert("www-authenticate", text.parse().unwrap());
    microsoft
        .refusals
        .borrow_mut()
        .push_back(("POST /sendMail", challenge));
    *microsoft.wanted_claims.borrow_mut() = Some(CLAIMS);
    assert_eq!(send(&world, &mailboxes, None).0, Delivery::Sent);
    let (url, how) = world.sign_ins().remove(1);
    assert_eq!(how, Authorize::Silent);
    assert!(
        url.query_pairs()
            .any(|(name, value)| name == "claims" && value == CLAIMS)
    );
    assert_eq!(microsoft.sent.borrow().len(), 1);
}

#[test]
fn entras_numbers_say_who_has_to_do_what() {
    for (error, number, expected) in [
        ("consent_required", 65001, "mailbox.consent_required"),
        ("access_denied", 90094, "mailbox.consent_required"),
        ("access_denied", 90095, "mailbox.consent_required"),
        ("access_denied", 65004, "mailbox.consent_declined"),
        (
            "interaction_required",
            50079,
            "mailbox.interaction_required",
        ),
        ("interaction_required", 53000, "mailbox.conditional_access"),
        ("interaction_required", 53001, "mailbox.conditional_access"),
        ("access_denied", 53003, "mailbox.conditional_access"),
        ("invalid_grant", 50105, "mailbox.not_assigned"),
        ("unauthorized_client", 700_016, "mailbox.unknown_app"),
        ("invalid_request", 90002, "mailbox.unknown_app"),
        ("invalid_request", 9_002_326, "mailbox.app_type"),
        ("invalid_request", 9_002_327, "mailbox.app_type"),
        ("invalid_request", 50011, "mailbox.redirect_mismatch"),
        ("access_denied", 99999, "mailbox.microsoft_unfinished"),
        ("server_error", 90033, "mailbox.unavailable"),
    ] {
        let (world, microsoft, mailboxes) = world();
        let words = format!("AADSTS{number}: words.\r\nTrace ID: t");
        microsoft
            .redirects
            .borrow_mut()
            .push_back(vec![("error", error.into()), ("error_description", words)]);
        let by_page = code(sign_in(&world, &mailboxes).unwrap_err());
        microsoft.refuse_token(error, number, None);
        let by_endpoint = code(sign_in(&world, &mailboxes).unwrap_err());
        assert_eq!(
            (by_page.as_str(), by_endpoint.as_str()),
            (expected, expected),
            "{number}"
        );
        assert_eq!(run(&world, mailboxes.user()), None);
    }
}

#[test]
fn a_cancelled_approval_is_a_sign_in_that_did_not_finish() {
    let (world, microsoft, mailboxes) = world();
    let fields = vec![
        ("error", "access_denied".into()),
        ("error_subcode", "cancel".into()),
    ];
    microsoft.redirects.borrow_mut().push_back(fields);
    let fault = Fault::from(sign_in(&world, &mailboxes).unwrap_err());
    assert_eq!(fault.code.as_str(), "mailbox.microsoft_unfinished");
    assert_eq!(fault.detail.as_deref(), Some("access_denied cancel"));
}

#[test]
fn a_policy_that_blocks_is_tried_again_once_it_may_have_changed() {
    let (world, microsoft, mailboxes) = connected();
    world.close_browser();
    microsoft.refuse_token("invalid_grant", 53003, Some(CLAIMS));
    let words = "AADSTS53003: Access has been blocked by Conditional Access policies.".to_owned();
    let blocked = vec![
        ("error", "interaction_required".into()),
        ("error_description", words),
    ];
    microsoft.redirects.borrow_mut().push_back(blocked);
    let error = run(&world, mailboxes.ready(JO)).unwrap_err();
    assert_eq!(code(error), "mailbox.conditional_access");
    assert_eq!(run(&world, mailboxes.ready(JO)), Ok(()));
}

#[test]
fn signing_out_forgets_every_token() {
    let (world, _, mailboxes) = connected();
    let before = world.requests().len();
    run(&world, mailboxes.sign_out()).unwrap();
    assert_eq!(
        world.requests().len(),
        before,
        "Entra has nothing to be told by"
    );
    let stored = format!(
        "{:?}{:?}",
        world.stored(Area::Local),
        world.stored(Area::Session)
    );
    assert!(!stored.contains("1.refresh.") && !stored.contains("eyJ.access."));
    let error = run(&world, mailboxes.ready(JO)).unwrap_err();
    assert_eq!(error, MailboxError::NotConnected(Provider::Microsoft));
}

#[test]
fn a_sign_in_survives_every_death_by_being_done_again() {
    survives_every_death(|world, again| {
        let microsoft = Microsoft::on(world);
        world.on_sign_in(move |_, url, how| microsoft.sign_in(url, how));
        let mailboxes = Mailboxes::new(Rc::clone(world));
        let client = microsoft::client();
        assert!(again(&|life| {
            let signed_in = mailboxes.sign_in(&client, JO);
            Ok(life.run(signed_in)?.map(drop))
        }));
        world.close_browser();
        assert!(again(&|life| life.run(mailboxes.ready(JO))));
    });
}
