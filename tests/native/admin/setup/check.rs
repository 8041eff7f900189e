//! The first step of the setup page: the address of the org, and the sign-in that checks the app.

use crate::support::onboarding_services::with_rep;
use crate::support::salesforce_org::{APPS, Acme, key, org};
use crate::support::worker::{Asked, code};
use crate::world::World;
use msi_actions::admin::setup::{Check, Difference, ItemName, SetupDraft, State, org_of};
use msi_actions::protocol::{CheckSetup, GetSetup, Sender};
use serde_json::{Value, json};
use std::rc::Rc;

use crate::support::setup_page::{look, state};

#[test]
fn an_address_of_the_org_says_which_org_and_a_look_alike_says_nothing() {
    for text in [
        "acme.my.salesforce.com",
        "https://acme.my.salesforce.com/",
        " https://acme.lightning.force.com/lightning/setup/SetupOneHome/home ",
        "acme.my.salesforce-setup.com/lightning/setup",
        "https://acme--c.vf.force.com/apex/x",
    ] {
        assert_eq!(org_of(text), Ok(org()), "{text}");
    }
    for (text, expected) in [
        ("", "setup.address"),
        ("acme", "setup.address"),
        ("http://acme.my.salesforce.com", "setup.address"),
        (
            "https://acme.my.salesforce.com.evil.example/",
            "setup.address",
        ),
        ("https://acme-my.salesforce.com.co/", "setup.address"),
        ("https://user@acme.my.salesforce.com/", "setup.address"),
        ("https://acme.my.salesforce.com:8443/", "setup.address"),
        ("https://login.salesforce.com/", "setup.no_org"),
        ("test.salesforce.com", "setup.no_org"),
        ("https://help.salesforce.com/s/", "setup.no_org"),
        ("https://acme.my.site.com/s/", "setup.no_org"),
        (
            "https://acme.my.salesforce.mil/",
            "salesforce.address_unsupported",
        ),
        ("acme.my.sfcrmproducts.cn", "salesforce.address_unsupported"),
        ("acme.cloudforce.com", "salesforce.address_unsupported"),
    ] {
        let refused = org_of(text).map_err(msi_actions::base::Fault::from);
        assert_eq!(code(refused), expected, "{text}");
    }
}

#[test]
fn the_first_step_needs_nobody_signed_in_and_keeps_what_was_typed() {
    let mut asked = Asked::new(&World::new());
    let view = look(&mut asked, false);
    assert_eq!(view.org, None);
    assert_eq!(
        view.values.salesforce,
        [format!(
            "https://{}.chromiumapp.org/salesforce",
            msi_actions::base::stores::chrome_id()
        )]
    );
    assert_eq!(
        view.values.scopes,
        ["api", "refresh_token", "openid", "profile", "email"]
    );
    for (address, key, expected) in [
        ("acme.example", key().as_str(), "setup.address"),
        ("acme.my.salesforce.com", "3MVG9", "setup.key"),
    ] {
        let draft = SetupDraft {
            address: address.into(),
            key: key.into(),
        };
        let check = CheckSetup {
            draft: draft.clone(),
        };
        assert_eq!(code(asked.ask(Sender::App, check)), expected);
        assert_eq!(look(&mut asked, false).draft, draft);
    }
}

#[test]
fn signing_in_is_the_check_and_its_refusal_is_shown() {
    let world = World::new();
    with_rep(&world);
    world.on_sign_in(|_, _, _| crate::world::AuthAnswer::StaysOpen);
    let mut asked = Asked::new(&world);
    let draft = SetupDraft {
        address: "https://acme.lightning.force.com/".into(),
        key: format!(" {} ", key().as_str()),
    };
    asked.ask(Sender::App, CheckSetup { draft }).unwrap();
    asked.life.settle().unwrap();
    let check = look(&mut asked, false).check;
    assert!(matches!(check, Check::Waiting(_)), "{check:?}");
    let refusal = msi_actions::ports::Refusal {
        error: "redirect_uri_mismatch".into(),
        description: "redirect_uri must match configuration".into(),
    };
    world.end_sign_in(Err(msi_actions::ports::AuthWindowError::Refused(refusal)));
    asked.life.settle().unwrap();
    match look(&mut asked, false).check {
        Check::Refused(fault) => assert_eq!(fault.code.as_str(), "salesforce.callback_unknown"),
        other => panic!("{other:?}"),
    }
}

/// What the check ends with where the token endpoint refuses a kind of grant.
fn checked(denies: Option<(&'static str, Value)>) -> (Check, Rc<Acme>, Asked) {
    let world = World::new();
    let acme = Acme::on(&world);
    for query in [
        "UserPermissionAccess",
        "FROM PermissionSet ",
        "FROM CustomPermission ",
        "FROM SetupEntityAccess ",
        "FROM ExternalClientApplication",
        "CustomPermission",
    ] {
        acme.rows(query, json!([]));
    }
    for object in ["Task/describe", "EmailMessage/describe"] {
        acme.step(object, 200, json!({ "createable": true, "fields": [] }));
    }
    acme.denies.replace(denies);
    let mut asked = Asked::new(&world);
    let draft = SetupDraft {
        address: "acme.my.salesforce.com".into(),
        key: key().as_str().into(),
    };
    asked.ask(Sender::App, CheckSetup { draft }).unwrap();
    asked.life.settle().unwrap();
    let check = look(&mut asked, false).check;
    (check, acme, asked)
}

#[test]
fn the_check_renews_the_token_once_so_that_a_secret_asked_for_then_shows_now() {
    let (check, acme, mut asked) = checked(None);
    assert_eq!(check, Check::Idle);
    assert_eq!(
        acme.count("/services/oauth2/token"),
        2,
        "a code and a renewal"
    );
    assert!(look(&mut asked, false).org.is_some());

    // The words differ between releases; what they are about does not, once there was a code.
    for words in [
        "invalid client credentials",
        "client identifier invalid",
        "",
    ] {
        for kind in ["authorization_code", "refresh_token"] {
            let why = json!({ "error": "invalid_client", "error_description": words });
            let (check, acme, mut asked) = checked(Some((kind, why)));
            let Check::Refused(fault) = check else {
                panic!("{kind} {words}: {check:?}")
            };
            assert_eq!(
                fault.code.as_str(),
                "salesforce.secret_wanted",
                "{kind} {words}"
            );
            assert_eq!(look(&mut asked, false).org, None, "no session is left");
            assert!(acme.good.borrow().is_empty(), "nor a token in the org");
        }
    }
    let why =
        json!({ "error": "invalid_grant", "error_description": "expired access/refresh token" });
    let (check, ..) = checked(Some(("refresh_token", why)));
    assert!(matches!(check, Check::Refused(_)), "{check:?}");
}

/// No key is taken for right because of a session that another one gave.
#[test]
fn a_check_with_another_key_signs_in_by_it_though_somebody_is_signed_in() {
    let (check, acme, mut asked) = checked(None);
    assert_eq!(check, Check::Idle);
    asked
        .world
        .on_sign_in(|_, _, _| crate::world::AuthAnswer::StaysOpen);
    let other = "3MVG9another.Org_MsiActions_ExternalClientApp_ConsumerKey_2";
    let draft = SetupDraft {
        address: "acme.my.salesforce.com".into(),
        key: other.into(),
    };
    let windows = |asked: &Asked| asked.world.sign_ins().len();
    let before = windows(&asked);
    // The org's own record names the app that there is: nobody can sign in by another one yet.
    let first = draft.clone();
    asked.ask(Sender::App, CheckSetup { draft: first }).unwrap();
    asked.life.settle().unwrap();
    assert_eq!(windows(&asked), before);
    let other_ids = State::Differs(vec![Difference::OtherIds]);
    assert_eq!(state(&mut asked, ItemName::Record), Some(other_ids));
    acme.says(APPS, json!([]));
    look(&mut asked, true);
    asked.ask(Sender::App, CheckSetup { draft }).unwrap();
    asked.life.settle().unwrap();
    let opened = asked.world.sign_ins().split_off(before);
    let [(url, _)] = &opened[..] else {
        panic!("one window: {opened:?}");
    };
    assert!(
        url.as_str().contains(&format!("client_id={other}")),
        "{url}"
    );
    let waits = look(&mut asked, false).check;
    assert!(matches!(waits, Check::Waiting(_)), "{waits:?}");
    asked
        .world
        .end_sign_in(Err(msi_actions::ports::AuthWindowError::Closed));
    asked.life.settle().unwrap();
    let refused = look(&mut asked, false).check;
    assert!(matches!(refused, Check::Refused(_)), "{refused:?}");
    assert!(look(&mut asked, false).org.is_some(), "the session stays");
}

/// The org ended the administrator's session: the check signs in again.
#[test]
fn a_check_of_an_org_that_is_signed_in_to_ends_on_the_page_too() {
    let (check, acme, mut asked) = checked(None);
    assert_eq!(check, Check::Idle);
    acme.good.borrow_mut().clear();
    acme.access.borrow_mut().clear();
    let (org, refresh) = (None, true);
    let over = asked.ask(Sender::App, GetSetup { org, refresh });
    assert_eq!(code(over), "salesforce.session_over");
    let draft = SetupDraft {
        address: "acme.my.salesforce.com".into(),
        key: key().as_str().into(),
    };
    asked
        .world
        .on_sign_in(|_, _, _| crate::world::AuthAnswer::StaysOpen);
    let again = draft.clone();
    asked.ask(Sender::App, CheckSetup { draft: again }).unwrap();
    asked.life.settle().unwrap();
    let view = look(&mut asked, false);
    assert!(matches!(view.check, Check::Waiting(_)), "{:?}", view.check);
    assert_eq!(view.draft, draft, "what was typed stays");
    asked
        .world
        .end_sign_in(Err(msi_actions::ports::AuthWindowError::Closed));
    asked.life.settle().unwrap();
    let Check::Refused(fault) = look(&mut asked, false).check else {
        panic!("the page says nothing");
    };
    assert_eq!(fault.code.as_str(), "salesforce.sign_in_not_finished");
}
