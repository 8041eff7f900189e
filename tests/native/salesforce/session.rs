//! Signing in to an org, staying signed in, signing out.

use crate::support::salesforce_org::{Acme, JO, SAM, key, org};
use crate::world::{AuthAnswer, Killed, Life, Mishap, World};
use futures_util::future::join;
use msi_actions::base::{Access, Fault};
use msi_actions::ports::{Area, AuthWindowError, Authorize, Refusal};
use msi_actions::salesforce::{Cause, Denial, RestError, SalesforceUser, SessionError, Sessions};
use serde_json::{Value, json};
use std::rc::Rc;
use url::Url;

async fn sign_in(world: &Rc<World>) -> Result<SalesforceUser, SessionError> {
    let sessions = Sessions::new(Rc::clone(world));
    sessions
        .sign_in(&org(), &key(), Some("jo@acme.example"))
        .await
}

async fn call(world: &Rc<World>) -> Result<Value, RestError> {
    Sessions::new(Rc::clone(world))
        .rest(&org())
        .get("limits")
        .await
}

fn signed_in() -> (Rc<World>, Rc<Acme>) {
    let world = World::new();
    let acme = Acme::on(&world);
    Life::begin(&world).run(sign_in(&world)).unwrap().unwrap();
    (world, acme)
}

fn code(error: impl Into<Fault>) -> String {
    error.into().code.as_str().to_owned()
}

#[test]
fn a_sign_in_ends_with_the_user_known_and_the_tokens_kept() {
    let world = World::new();
    Acme::on(&world);
    let user = Life::begin(&world).run(sign_in(&world)).unwrap().unwrap();
    assert_eq!(user.name, "Jo Devries");
    assert_eq!(user.user_id.as_str(), JO);
    let (asked, how) = world.sign_ins().remove(0);
    assert!(asked.as_str().contains("login_hint=jo%40acme.example"));
    assert_eq!(how, Authorize::Interactive { watch: Some(org()) });
    let (local, session) = (world.stored(Area::Local), world.stored(Area::Session));
    assert!(local.values().any(|text| text.contains("refresh-0")));
    assert!(!local.values().any(|text| text.contains("access-0")));
    assert!(session.values().any(|text| text.contains("access-0")));

    let sessions = Sessions::new(Rc::clone(&world));
    let mut life = Life::begin(&world);
    assert_eq!(life.run(sessions.user(&org())).unwrap(), Some(user));
    assert_eq!(life.run(sessions.orgs()).unwrap(), [org()]);
    assert_eq!(life.run(sessions.fault(&org())).unwrap(), None);
}

#[test]
fn an_answer_to_another_question_is_refused() {
    let world = World::new();
    Acme::on(&world);
    world.on_sign_in(|_, url, _| {
        let asked = url.query_pairs().find(|(name, _)| name == "redirect_uri");
        let mut back = Url::parse(&asked.unwrap().1).unwrap();
        back.query_pairs_mut()
            .append_pair("code", "stolen")
            .append_pair("state", "other");
        AuthAnswer::Redirect(back.into())
    });
    let refused = Life::begin(&world).run(sign_in(&world)).unwrap();
    assert_eq!(refused, Err(SessionError::ForeignAnswer));
    assert_eq!(world.requests().len(), 0);
    assert!(world.stored(Area::Local).is_empty());
}

#[test]
fn a_window_that_ends_without_an_answer_says_why() {
    let refusal = Refusal {
        error: "OAUTH_APPROVAL_ERROR_GENERIC".into(),
        description: "An unexpected error has occurred".into(),
    };
    for (end, expected) in [
        (AuthWindowError::Closed, "salesforce.sign_in_not_finished"),
        (AuthWindowError::NotLoaded, "salesforce.sign_in_not_loaded"),
        (
            AuthWindowError::Refused(refusal),
            "salesforce.app_not_approved",
        ),
    ] {
        let world = World::new();
        Acme::on(&world);
        world.on_sign_in(move |_, _, _| AuthAnswer::Fails(end.clone()));
        let refused = Life::begin(&world).run(sign_in(&world)).unwrap();
        assert_eq!(code(refused.unwrap_err()), expected);
    }
}

#[test]
fn another_user_does_not_take_over_a_session() {
    let (world, acme) = signed_in();
    *acme.user.borrow_mut() = SAM;
    let mut life = Life::begin(&world);
    assert_eq!(
        life.run(sign_in(&world)).unwrap(),
        Err(SessionError::OtherUser)
    );
    assert_eq!(
        *acme.good.borrow(),
        ["refresh-0"],
        "the new grant is revoked"
    );
    *acme.user.borrow_mut() = JO;
    life.run(call(&world)).unwrap().unwrap();
}

#[test]
fn a_sign_in_that_came_to_nothing_does_not_bar_the_next_user() {
    let world = World::new();
    let acme = Acme::on(&world);
    *acme.user.borrow_mut() = SAM;
    let no_api = json!([{ "errorCode": "API_DISABLED_FOR_ORG", "message": "not enabled" }]);
    *acme.refusal.borrow_mut() = Some((403, no_api));
    let mut life = Life::begin(&world);
    let refused = life.run(sign_in(&world)).unwrap().unwrap_err();
    assert_eq!(code(refused), "salesforce.api_disabled");
    *acme.user.borrow_mut() = JO;
    *acme.refusal.borrow_mut() = None;
    let user = life.run(sign_in(&world)).unwrap().unwrap();
    assert_eq!(user.user_id.as_str(), JO);
}

#[test]
fn an_expired_access_token_is_renewed_once_for_all_who_wait() {
    let (world, acme) = signed_in();
    acme.expire_access();
    let before = acme.count("/services/oauth2/token");
    let sessions = Sessions::new(Rc::clone(&world));
    let (one, other) = (sessions.rest(&org()), sessions.rest(&org()));
    let both = join(one.get::<Value>("limits"), other.get::<Value>("limits"));
    let (first, second) = Life::begin(&world).run(both).unwrap();
    assert_eq!(
        first.unwrap(),
        json!({ "path": "/services/data/v67.0/limits" })
    );
    second.unwrap();
    assert_eq!(acme.count("/services/oauth2/token") - before, 1);
    let usage = sessions.usage();
    let [(of, usage)] = usage.as_slice() else {
        panic!("{usage:?}")
    };
    assert_eq!(*of, org());
    let limits = usage.limits().iter();
    let limits: Vec<_> = limits
        .map(|limit| (limit.app.as_deref(), limit.used))
        .collect();
    assert_eq!(limits, [(None, 25), (Some("MSI Actions"), 17)]);
    let nearest = usage.nearest().unwrap();
    assert_eq!((nearest.used, nearest.allowed), (17, 250));
}

#[test]
fn a_session_that_may_not_use_the_api_is_not_renewed() {
    let (world, acme) = signed_in();
    let before = acme.count("/services/oauth2/token");
    let message = "This session is not valid for use with the REST API";
    let body = json!([{ "errorCode": "INVALID_SESSION_ID", "message": message }]);
    *acme.refusal.borrow_mut() = Some((401, body));
    let refused = Life::begin(&world).run(call(&world)).unwrap().unwrap_err();
    assert_eq!(refused.cause(), Some(Cause::ApiAccessControl));
    assert_eq!(acme.count("/services/oauth2/token"), before);
}

#[test]
fn a_session_that_stays_refused_is_tried_twice_and_no_more() {
    let (world, acme) = signed_in();
    let message = "Session expired or invalid";
    let body = json!([{ "errorCode": "INVALID_SESSION_ID", "message": message }]);
    *acme.refusal.borrow_mut() = Some((401, body));
    let refused = Life::begin(&world).run(call(&world)).unwrap().unwrap_err();
    assert_eq!(code(refused), "salesforce.session_over");
    assert_eq!(acme.count("/services/data/v67.0/limits"), 2);
}

#[test]
fn a_revoked_session_keeps_its_user_and_asks_for_a_new_sign_in() {
    let (world, acme) = signed_in();
    acme.good.borrow_mut().clear();
    acme.expire_access();
    let mut life = Life::begin(&world);
    let refused = life.run(call(&world)).unwrap().unwrap_err();
    assert_eq!(code(refused), "salesforce.session_over");
    let asked = acme.count("/services/oauth2/token");
    assert_eq!(
        code(life.run(call(&world)).unwrap().unwrap_err()),
        "salesforce.session_over"
    );
    assert_eq!(
        acme.count("/services/oauth2/token"),
        asked,
        "a dead token is not tried again"
    );

    let sessions = Sessions::new(Rc::clone(&world));
    assert_eq!(
        life.run(sessions.user(&org())).unwrap().unwrap().name,
        "Jo Devries"
    );
    let fault = life.run(sessions.fault(&org())).unwrap();
    assert_eq!(fault, Some(Denial::SessionOver.fault()));
    life.run(sign_in(&world)).unwrap().unwrap();
    assert_eq!(life.run(sessions.fault(&org())).unwrap(), None);
    life.run(call(&world)).unwrap().unwrap();
}

#[test]
fn signing_out_revokes_and_forgets() {
    let (world, acme) = signed_in();
    let sessions = Sessions::new(Rc::clone(&world));
    world.plant(
        Area::Session,
        "salesforce.cache/acme.my.salesforce.com/view/x",
        "{}",
    );
    Life::begin(&world)
        .run(sessions.sign_out(&org()))
        .unwrap()
        .unwrap();
    assert!(acme.good.borrow().is_empty());
    assert!(world.stored(Area::Local).is_empty());
    let kept = world.stored(Area::Session);
    assert!(kept.keys().all(|key| !key.starts_with("salesforce.")));
    let refused = Life::begin(&world).run(call(&world)).unwrap().unwrap_err();
    assert_eq!(code(refused), "salesforce.not_signed_in");
}

#[test]
fn signing_out_offline_forgets_and_says_that_salesforce_does_not_know() {
    let (world, _) = signed_in();
    world.set_offline(true);
    let sessions = Sessions::new(Rc::clone(&world));
    let told = Life::begin(&world).run(sessions.sign_out(&org())).unwrap();
    assert_eq!(told, Ok(Access::Stays));
    assert!(world.stored(Area::Local).is_empty());
}

#[test]
fn a_second_sign_in_revokes_the_first() {
    let (world, acme) = signed_in();
    Life::begin(&world).run(sign_in(&world)).unwrap().unwrap();
    assert_eq!(acme.good.borrow().len(), 1, "the new one");
    let sessions = Sessions::new(Rc::clone(&world));
    let told = Life::begin(&world).run(sessions.sign_out(&org())).unwrap();
    assert_eq!(told, Ok(Access::Ended));
    assert!(acme.good.borrow().is_empty());
}

#[test]
fn the_newest_version_that_both_know_is_used() {
    for (newest, used) in [(70, "v67.0"), (64, "v64.0")] {
        let world = World::new();
        Acme::on(&world).newest.set(newest);
        let mut life = Life::begin(&world);
        life.run(sign_in(&world)).unwrap().unwrap();
        let answer = life.run(call(&world)).unwrap().unwrap();
        assert_eq!(answer["path"], format!("/services/data/{used}/limits"));
    }
}

/// Runs `check` after each mishap that can happen to the work that `begin` leads up to.
fn whatever_happens<T>(
    begin: impl Fn() -> (Rc<World>, Rc<Acme>),
    work: impl AsyncFn(&Rc<World>) -> T,
    check: impl Fn(&Rc<World>, &Acme, Result<T, Killed>),
) {
    for mishap in Mishap::ALL {
        for at in 1.. {
            let (world, acme) = begin();
            world.doom(mishap, at);
            let end = Life::begin(&world).run(work(&world));
            if world.doomed() {
                assert!(at > 2, "nothing happened");
                break;
            }
            check(&world, &acme, end);
        }
    }
}

/// The org checks with every call that the refresh token which came with the access token is kept.
#[test]
fn a_renewal_may_die_anywhere() {
    let begin = || {
        let (world, acme) = signed_in();
        acme.expire_access();
        (world, acme)
    };
    whatever_happens(begin, call, |world, acme, _| {
        let again = Life::begin(world).run(call(world)).unwrap();
        let kept = format!("{:?}", world.stored(Area::Local));
        let lost = !acme.good.borrow().iter().any(|token| kept.contains(token));
        match again {
            Ok(_) => assert!(!lost),
            Err(error) => {
                assert!(lost);
                assert_eq!(code(error), "salesforce.session_over");
            }
        }
    });
}

#[test]
fn a_sign_in_may_die_anywhere() {
    let begin = || {
        let world = World::new();
        let acme = Acme::on(&world);
        (world, acme)
    };
    whatever_happens(begin, sign_in, |world, _, end| {
        let sessions = Sessions::new(Rc::clone(world));
        let mut life = Life::begin(world);
        let known = life.run(sessions.user(&org())).unwrap();
        let kept = !world.stored(Area::Local).is_empty();
        assert_eq!(known.is_some(), kept, "what was granted is not lost");
        assert!(kept || !matches!(end, Ok(Ok(_))));
        if !kept {
            life.run(sign_in(world)).unwrap().unwrap();
        }
        life.run(call(world)).unwrap().unwrap();
    });
}

#[test]
fn no_token_is_in_any_fault() {
    for refusal in [
        (
            400,
            json!({ "error": "invalid_grant", "error_description": "no" }),
        ),
        (200, json!({ "access_token": "access-secret" })),
        (200, json!("access-secret")),
        (500, json!({ "access_token": "access-secret" })),
    ] {
        let world = World::new();
        Acme::on(&world);
        let (status, body) = refusal;
        world.on_http(move |_, request| {
            (request.uri().path() == "/services/oauth2/token")
                .then(|| Ok(crate::world::json(status, body.clone())))
        });
        let refused = Life::begin(&world)
            .run(sign_in(&world))
            .unwrap()
            .unwrap_err();
        assert!(!format!("{refused:?}").contains("secret"));
        let fault = serde_json::to_string(&Fault::from(refused)).unwrap();
        assert!(!fault.contains("secret"), "{fault}");
    }
}

#[test]
fn a_lost_answer_of_a_renewal_needs_a_new_sign_in_and_no_more() {
    let (world, acme) = signed_in();
    acme.expire_access();
    world.doom(Mishap::ReplyLost, 2);
    let mut life = Life::begin(&world);
    let lost = life.run(call(&world)).unwrap().unwrap_err();
    assert_eq!(code(lost), "network.failed");
    assert_eq!(
        code(life.run(call(&world)).unwrap().unwrap_err()),
        "salesforce.session_over"
    );
    life.run(sign_in(&world)).unwrap().unwrap();
    life.run(call(&world)).unwrap().unwrap();
}
