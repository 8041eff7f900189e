//! Sign-ins of the set-up: which are refused, given up, shown, and how the popup comes back.

use crate::world::{BrowserCall, World};
use msi_actions::base::{Millis, Provider, Topic};
use msi_actions::onboarding::{Answer, PopupView, StepName, may_be_blocked};
use msi_actions::ports::{Area, AuthWindowError, Badge};
use std::rc::Rc;
use std::time::Duration;

use crate::support::onboarding_rep::{Rep, at, code, on};
use crate::support::onboarding_services::{REP, consent, invitation, signed_in_as, with_rep};

/// Google's page that blocks an app answers 200 and never comes back: only time tells.
#[test]
fn what_may_have_stopped_google_is_said_after_a_while_and_of_nobody_else() {
    let began = Millis(1_800_000_000_000);
    let after = |seconds| began.after(Duration::from_secs(seconds));
    for (provider, seconds, expected) in [
        (Provider::Google, 0, false),
        (Provider::Google, 19, false),
        (Provider::Google, 20, true),
        (Provider::Google, 600, true),
        (Provider::Microsoft, 600, false),
        (Provider::Salesforce, 600, false),
    ] {
        let said = may_be_blocked(provider, began, after(seconds));
        assert_eq!(said, expected, "{provider:?} after {seconds} s");
    }
}

#[test]
fn another_salesforce_user_than_the_invited_one_is_refused_and_forgotten() {
    let world = World::new();
    signed_in_as(&world, "robin@acme.example", REP);
    let mut rep = Rep::invited(&world);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(false));
    assert_eq!(
        rep.screen(),
        on(StepName::SignInFailed, "onboarding.invited_another")
    );
    let stored = world.stored(Area::Local);
    assert!(
        !stored
            .keys()
            .any(|key| key.starts_with("salesforce.session"))
    );
    let revoked = |path: &str| path == "/services/oauth2/revoke";
    assert!(world.requests().iter().any(|r| revoked(r.uri().path())));

    with_rep(&world);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), at(StepName::Start));
}

#[test]
fn another_mailbox_than_the_salesforce_address_is_refused() {
    let world = World::new();
    signed_in_as(&world, REP, "jo.private@gmail.example");
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    rep.answers(StepName::Start, Answer::Next);
    rep.answers(StepName::Intro, Answer::Next);
    assert_eq!(rep.signs_in(Provider::Google), Ok(false));
    assert_eq!(
        rep.screen(),
        on(StepName::SignInFailed, "mailbox.address_differs")
    );
}

#[test]
fn a_sign_in_has_its_place() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::new(&world);
    let early = rep.signs_in(Provider::Salesforce);
    assert_eq!(code(early), "onboarding.not_invited");
    let mut rep = Rep::invited(&world);
    assert_eq!(
        code(rep.signs_in(Provider::Google)),
        "onboarding.salesforce_first"
    );
    rep.signs_in(Provider::Salesforce).unwrap();
    let outlook = rep.signs_in(Provider::Microsoft);
    assert_eq!(code(outlook), "onboarding.mail_not_offered");
}

#[test]
fn what_is_granted_is_not_asked_again() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.sets_up();
    for provider in [Provider::Salesforce, Provider::Google] {
        assert_eq!(rep.signs_in(provider), Ok(false));
    }
    assert_eq!(world.sign_ins().len(), 2);
    assert_eq!(rep.screen(), (None, None));
}

#[test]
fn one_window_at_a_time_and_it_can_be_shown_again() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.opens_window(Provider::Salesforce);
    assert_eq!(rep.screen(), at(StepName::Waiting));
    world.take_calls();
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(false));
    assert_eq!(world.take_calls(), [BrowserCall::ShowAuthWindow]);
    assert_eq!(world.sign_ins().len(), 1);
}

#[test]
fn giving_up_leads_back_without_a_fault() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.opens_window(Provider::Salesforce);
    let cancelled = rep.life.run(rep.onboarding.cancel_sign_in());
    cancelled.unwrap().unwrap();
    rep.life.settle().unwrap();
    assert!(!world.signing_in() && !rep.life.busy());
    assert_eq!(rep.screen(), at(StepName::Activate));
}

/// A page that began a sign-in hears of its window and of its end, wherever the guide stands.
#[test]
fn who_began_a_sign_in_hears_that_the_window_is_open_and_how_it_ended() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    assert_eq!(rep.screen(), at(StepName::Start));
    assert_eq!(signing_in(&mut rep), (None, None));
    let ends = [
        (Err(AuthWindowError::Closed), "mailbox.sign_in_unfinished"),
        (
            Err(AuthWindowError::NotLoaded),
            "mailbox.sign_in_not_loaded",
        ),
        (
            Err(AuthWindowError::Other("no window".into())),
            "mailbox.sign_in_unfinished",
        ),
        (
            Ok("https://elsewhere.example/".into()),
            "mailbox.sign_in_unfinished",
        ),
    ];
    for (end, expected) in ends {
        rep.opens_window(Provider::Google);
        assert_eq!(signing_in(&mut rep), (Some(Provider::Google), None));
        world.end_sign_in(end);
        rep.life.settle().unwrap();
        let failed = Some((Provider::Google, expected.to_owned()));
        assert_eq!(signing_in(&mut rep), (None, failed));
        assert!(
            world
                .take_calls()
                .contains(&BrowserCall::Changed(Topic::Setup))
        );
    }
    rep.opens_window(Provider::Google);
    let cancelled = rep.life.run(rep.onboarding.cancel_sign_in());
    cancelled.unwrap().unwrap();
    rep.life.settle().unwrap();
    assert_eq!(signing_in(&mut rep), (None, None));
}

#[test]
fn a_window_that_is_left_open_is_closed_after_ten_minutes_and_the_sign_in_ends() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.opens_window(Provider::Salesforce);
    rep.life.pass(Duration::from_secs(590)).unwrap();
    assert!(world.signing_in());
    rep.life.pass(Duration::from_secs(20)).unwrap();
    assert!(!world.signing_in() && !rep.life.busy());
    assert_eq!(
        rep.screen(),
        on(StepName::SignInFailed, "salesforce.sign_in_too_long")
    );
}

/// Whose window is open, and what became of the last one.
fn signing_in(rep: &mut Rep) -> (Option<Provider>, Option<(Provider, String)>) {
    let view = rep.life.run(rep.onboarding.signing_in()).unwrap().unwrap();
    let failed = view
        .failed
        .map(|(at, fault)| (at, fault.code.as_str().to_owned()));
    (view.open.map(|(at, _)| at), failed)
}

#[test]
fn closing_the_window_is_a_sign_in_that_did_not_finish() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.opens_window(Provider::Salesforce);
    world.end_sign_in(Err(AuthWindowError::Closed));
    rep.life.settle().unwrap();
    let (screen, fault) = rep.screen();
    assert_eq!(screen, Some(StepName::SignInFailed));
    assert!(fault.is_some());
    rep.answers(StepName::SignInFailed, Answer::Back);
    assert_eq!(rep.screen(), at(StepName::Activate));
    world.on_sign_in(consent);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), at(StepName::Start));
}

#[test]
fn signing_out_and_in_again_skips_the_guide() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.sets_up();
    let out = rep
        .life
        .run(rep.onboarding.sign_out(Provider::Salesforce, None));
    out.unwrap().unwrap();
    assert_eq!(rep.screen(), at(StepName::Activate));
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), (None, None));

    let out = rep
        .life
        .run(rep.onboarding.sign_out(Provider::Google, None));
    out.unwrap().unwrap();
    let missing = Some("onboarding.not_connected".into());
    assert_eq!(rep.screen(), (None, missing));
    assert_eq!(rep.signs_in(Provider::Google), Ok(true));
    assert_eq!(rep.screen(), (None, None));
}

#[test]
fn the_popup_comes_back_when_chrome_lets_it() {
    let world = World::new();
    let mut rep = Rep::new(&world);
    world.refuse_popup(2);
    rep.life.run(rep.onboarding.reopen_popup()).unwrap();
    assert_eq!(world.take_calls(), vec![BrowserCall::OpenPopup; 3]);
    world.refuse_popup(u32::MAX);
    rep.life.run(rep.onboarding.reopen_popup()).unwrap();
    let calls = world.take_calls();
    assert_eq!(calls.last(), Some(&BrowserCall::Badge(Badge::GoesOn)));
    assert_eq!(calls.len(), 9); // at 0, 0.4, … 2.8 s, then the badge
    rep.life.run(rep.onboarding.popup_opened()).unwrap();
    assert_eq!(world.take_calls(), [BrowserCall::Badge(Badge::None)]);
}

#[test]
fn a_popup_that_the_rep_opened_is_left_alone() {
    let world = World::new();
    let mut rep = Rep::new(&world);
    world.refuse_popup(u32::MAX);
    let onboarding = Rc::clone(&rep.onboarding);
    use msi_actions::ports::Tasks;
    world.spawn(async move { onboarding.reopen_popup().await });
    rep.life.pass(Duration::from_secs(1)).unwrap();
    rep.life.run(rep.onboarding.popup_opened()).unwrap();
    world.take_calls();
    rep.life.pass(Duration::from_secs(10)).unwrap();
    assert!(!rep.life.busy());
    assert_eq!(world.take_calls(), []);
}

#[test]
fn a_refused_page_says_why_and_a_refused_paste_is_told() {
    let world = World::new();
    let mut rep = Rep::new(&world);
    let mut page = invitation(&world);
    page.set_fragment(Some("msi=e30"));
    let taken = rep.life.run(rep.onboarding.invited_by_page(&page));
    taken.unwrap().unwrap();
    let fault = Some("onboarding.invitation_unreadable".into());
    assert_eq!(rep.screen(), (None, fault));
    let pasted = rep.life.run(rep.onboarding.pasted("nothing"));
    assert_eq!(code(pasted.unwrap()), "salesforce.address_unreadable");
    let link = invitation(&world);
    let pasted = rep.life.run(rep.onboarding.pasted(link.as_str()));
    assert!(matches!(pasted, Ok(Ok(PopupView::Wizard(_)))));
    assert_eq!(rep.screen(), at(StepName::Activate));
}

#[test]
fn what_a_newer_version_kept_is_left_alone() {
    let world = World::new();
    let newer = r#"{"v":99,"anything":1}"#;
    world.plant(Area::Local, "onboarding.wizard", newer);
    let mut rep = Rep::new(&world);
    let popup = rep.life.run(rep.onboarding.popup()).unwrap();
    assert_eq!(code(popup), "storage.newer");
    let page = invitation(&world);
    let taken = rep.life.run(rep.onboarding.invited_by_page(&page)).unwrap();
    assert_eq!(code(taken), "storage.newer");
    assert_eq!(world.stored(Area::Local)["onboarding.wizard"], newer);
}
