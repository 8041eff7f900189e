//! The rep's Google mailbox: sign-in, renewal, refusals, the upload's protocol.

use crate::support::google::{self, Google, JO};
use crate::support::mailboxes::{go_on, run, survives_every_death};
use crate::world::{AuthAnswer, World, json};
use msi_actions::base::{Access, Fault, Provider};
use msi_actions::mailbox::{Delivery, MailboxError, Mailboxes, Mime, Outbound, Sending};
use msi_actions::ports::{Area, AuthWindowError, Clock, NetworkError};
use std::rc::Rc;
use std::time::Duration;

fn world() -> (Rc<World>, Rc<Google>) {
    let world = World::new();
    let google = Google::on(&world);
    let page = Rc::clone(&google);
    world.on_sign_in(move |world, url, how| page.sign_in(now(world), url, how));
    (world, google)
}

fn now(world: &World) -> msi_actions::base::Millis {
    msi_actions::ports::Clock::now(world)
}

fn mailboxes(world: &Rc<World>) -> Mailboxes<World> {
    Mailboxes::new(Rc::clone(world))
}

/// Jo's mailbox is connected.
fn connected() -> (Rc<World>, Rc<Google>, Mailboxes<World>) {
    let (world, google) = world();
    let mailboxes = mailboxes(&world);
    run(&world, mailboxes.sign_in(&google::client(), JO)).unwrap();
    (world, google, mailboxes)
}

/// Sends a mail of Jo's from nothing; gives what was kept of it, too.
fn send(world: &Rc<World>, mailboxes: &Mailboxes<World>, mime: &str) -> (Delivery, Vec<Sending>) {
    send_from(world, mailboxes, JO, mime)
}

fn send_from(
    world: &Rc<World>,
    mailboxes: &Mailboxes<World>,
    from: &str,
    mime: &str,
) -> (Delivery, Vec<Sending>) {
    let mime = Mime::text(mime.into());
    let mail = Outbound {
        conversation: None,
        from,
        mime: &mime,
        message_id: "<i@acme.example>",
        sending: None,
        late: false,
        until: None,
        arrived: &|_| (),
    };
    go_on(world, mailboxes, mail)
}

/// Why it was not sent.
fn failure(delivery: Delivery) -> MailboxError {
    match delivery {
        Delivery::NotSent(error) | Delivery::Unfinished(error) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn signing_in_keeps_who_it_is_for_good_and_the_token_for_a_while() {
    let (world, _) = world();
    let mailboxes = mailboxes(&world);
    let client = google::client();
    let signed_in = mailboxes.sign_in(&client, "Jo@Acme.example");
    let user = run(&world, signed_in).unwrap();
    assert_eq!(
        (user.address.as_str(), user.provider),
        (JO, Provider::Google)
    );
    assert_eq!(run(&world, mailboxes.user()), Some(user));
    assert_eq!(run(&world, mailboxes.fault()), None);
    assert!(!format!("{:?}", world.stored(Area::Local)).contains("ya29."));
    assert!(format!("{:?}", world.stored(Area::Session)).contains("ya29."));
}

#[test]
fn another_address_is_refused_and_changes_nothing() {
    let (world, google, mailboxes) = connected();
    let before = world.stored(Area::Local);
    *google.account.borrow_mut() = ("sub-sam", "sam@acme.example");
    let error = run(&world, mailboxes.sign_in(&google::client(), JO)).unwrap_err();
    assert_eq!(
        error,
        MailboxError::AddressDiffers {
            expected: JO.into(),
            actual: "sam@acme.example".into(),
            provider: Provider::Google,
        }
    );
    assert_eq!(world.stored(Area::Local), before);
    assert_eq!(google.live(world.now()), 1, "Jo's, and Sam's is given back");
}

#[test]
fn the_same_address_of_another_account_is_refused() {
    let (world, google, mailboxes) = connected();
    *google.account.borrow_mut() = ("sub-new-jo", JO);
    let again = run(&world, mailboxes.sign_in(&google::client(), JO));
    assert_eq!(again, Err(MailboxError::AnotherAccount(Provider::Google)));
    assert_eq!(
        google.live(world.now()),
        1,
        "what is not used is given back"
    );
    google.consented.set(true);
    world.close_browser();
    let renewed = run(&world, mailboxes.ready(JO));
    assert_eq!(renewed, Err(MailboxError::AnotherAccount(Provider::Google)));
}

#[test]
fn an_unverified_address_and_a_right_that_was_not_ticked_are_refused() {
    let (world, google) = world();
    let mailboxes = mailboxes(&world);
    google.verified.set(false);
    let unverified = run(&world, mailboxes.sign_in(&google::client(), JO));
    assert_eq!(unverified, Err(MailboxError::AddressUnverified));
    google.verified.set(true);
    google.granted.borrow_mut().clear();
    let unticked = run(&world, mailboxes.sign_in(&google::client(), JO));
    assert!(matches!(unticked, Err(MailboxError::NoRight(..))));
    assert_eq!(
        google.live(world.now()),
        0,
        "what is of no use is given back"
    );
    assert_eq!(run(&world, mailboxes.user()), None);
}

#[test]
fn an_answer_to_another_question_is_not_taken() {
    let (world, _) = world();
    let mailboxes = mailboxes(&world);
    let id = msi_actions::base::stores::chrome_id();
    let redirect = format!("https://{id}.chromiumapp.org/google");
    for forged in [
        format!("{redirect}#access_token=ya29.evil&expires_in=3599&state=guessed"),
        format!("{redirect}#access_token=ya29.evil&expires_in=3599"),
        "https://evil.example/google#error=x".to_owned(),
    ] {
        world.on_sign_in(move |_, _, _| AuthAnswer::Redirect(forged.clone()));
        let signed_in = run(&world, mailboxes.sign_in(&google::client(), JO));
        assert!(matches!(signed_in, Err(MailboxError::SignInUnfinished(..))));
    }
    assert!(world.requests().is_empty());
}

#[test]
fn every_end_without_an_answer_is_a_sign_in_that_did_not_finish() {
    let (world, google) = world();
    let mailboxes = mailboxes(&world);
    for error in [AuthWindowError::Closed, AuthWindowError::Other("x".into())] {
        *google.page_fails.borrow_mut() = Some(error);
        let signed_in = run(&world, mailboxes.sign_in(&google::client(), JO));
        let fault = Fault::from(signed_in.unwrap_err());
        assert_eq!(fault.code.as_str(), "mailbox.sign_in_unfinished");
    }
    *google.page_fails.borrow_mut() = Some(AuthWindowError::NotLoaded);
    let signed_in = run(&world, mailboxes.sign_in(&google::client(), JO));
    let fault = Fault::from(signed_in.unwrap_err());
    assert_eq!(fault.code.as_str(), "mailbox.sign_in_not_loaded");
}

#[test]
fn a_token_is_used_until_its_last_minute_and_renewed_without_a_window() {
    let (world, _, mailboxes) = connected();
    world.pass(Duration::from_secs(3500));
    run(&world, mailboxes.ready(JO)).unwrap();
    assert_eq!(world.sign_ins().len(), 1);
    world.pass(Duration::from_secs(60));
    run(&world, mailboxes.ready(JO)).unwrap();
    assert_eq!(world.sign_ins().len(), 2);
}

#[test]
fn many_who_need_a_token_renew_it_once() {
    let (world, _, mailboxes) = connected();
    world.close_browser();
    let all = futures_util::future::join3(
        mailboxes.ready(JO),
        mailboxes.ready(JO),
        mailboxes.ready(JO),
    );
    assert_eq!(run(&world, all), (Ok(()), Ok(()), Ok(())));
    assert_eq!(world.sign_ins().len(), 2);
}

#[test]
fn a_renewal_that_needs_the_rep_is_tried_once_and_ends_with_a_sign_in() {
    let (world, google, mailboxes) = connected();
    world.close_browser();
    google.signed_in.set(false);
    for _ in 0..3 {
        let expired = run(&world, mailboxes.ready(JO));
        assert_eq!(expired, Err(MailboxError::SessionExpired(Provider::Google)));
    }
    assert_eq!(world.sign_ins().len(), 2);
    assert!(run(&world, mailboxes.fault()).is_some());
    google.signed_in.set(true);
    run(&world, mailboxes.sign_in(&google::client(), JO)).unwrap();
    assert_eq!(run(&world, mailboxes.ready(JO)), Ok(()));
}

#[test]
fn a_page_that_does_not_load_is_no_lost_session() {
    let (world, google, mailboxes) = connected();
    world.close_browser();
    *google.page_fails.borrow_mut() = Some(AuthWindowError::NotLoaded);
    let failed = run(&world, mailboxes.ready(JO));
    assert_eq!(failed, Err(MailboxError::Unreachable(NetworkError::Failed)));
    *google.page_fails.borrow_mut() = None;
    assert_eq!(run(&world, mailboxes.ready(JO)), Ok(()));
}

#[test]
fn nothing_leaves_by_another_mailbox() {
    let (world, _, mailboxes) = connected();
    let before = world.requests().len();
    let (delivery, kept) = send_from(&world, &mailboxes, "sam@acme.example", "mail");
    assert!(matches!(
        failure(delivery),
        MailboxError::OtherMailbox { .. }
    ));
    assert!(kept.is_empty());
    assert_eq!(world.requests().len(), before);
}

#[test]
fn signing_out_revokes_and_forgets() {
    let (world, google, mailboxes) = connected();
    run(&world, mailboxes.set_signature("<p>Jo</p>")).unwrap();
    run(&world, mailboxes.sign_out()).unwrap();
    assert!(google.tokens.borrow().is_empty());
    assert_eq!(run(&world, mailboxes.user()), None);
    assert_eq!(
        run(&world, mailboxes.ready(JO)),
        Err(MailboxError::NotConnected(Provider::Google))
    );
}

#[test]
fn a_signature_is_its_mailbox_s_and_comes_back_with_it() {
    let (world, google, mailboxes) = connected();
    // As the release before kept it.
    world.plant(
        Area::Local,
        "mailbox.signature",
        r#"{"v":1,"html":"<p>Jo</p>"}"#,
    );
    let signature = || run(&world, mailboxes.signature()).unwrap();
    assert_eq!(signature(), "<p>Jo</p>");
    run(&world, mailboxes.sign_out()).unwrap();
    assert_eq!(signature(), "");
    *google.account.borrow_mut() = ("sub-sam", "sam@acme.example");
    let client = google::client();
    run(&world, mailboxes.sign_in(&client, "sam@acme.example")).unwrap();
    assert_eq!(signature(), "", "Sam's mails do not end with Jo's name");
    run(&world, mailboxes.set_signature("<p>Sam</p>")).unwrap();
    *google.account.borrow_mut() = ("sub-jo", JO);
    run(&world, mailboxes.sign_in(&google::client(), JO)).unwrap();
    assert_eq!(signature(), "<p>Jo</p>");
}

#[test]
fn a_mailbox_is_forgotten_even_if_google_cannot_be_told() {
    let (world, _, mailboxes) = connected();
    world.set_offline(true);
    assert_eq!(run(&world, mailboxes.sign_out()), Ok(Access::Stays));
    assert_eq!(run(&world, mailboxes.user()), None);
}

#[test]
fn a_token_that_has_run_out_is_renewed_to_be_revoked() {
    let (world, google, mailboxes) = connected();
    world.pass(Duration::from_secs(3600));
    assert_eq!(run(&world, mailboxes.sign_out()), Ok(Access::Ended));
    assert!(!google.consented.get(), "the grant is over");

    let (world, google, mailboxes) = connected();
    world.pass(Duration::from_secs(3600));
    google.signed_in.set(false);
    assert_eq!(run(&world, mailboxes.sign_out()), Ok(Access::Stays));
    assert!(google.consented.get(), "the rep is told where to end it");
}

#[test]
fn another_account_that_takes_the_place_ends_the_access_of_the_first() {
    let (world, google, mailboxes) = connected();
    *google.account.borrow_mut() = ("sub-sam", "sam@acme.example");
    let signed_in = run(
        &world,
        mailboxes.sign_in(&google::client(), "sam@acme.example"),
    );
    assert_eq!(signed_in.unwrap().address, "sam@acme.example");
    assert_eq!(google.live(world.now()), 1, "Sam's");
    assert_eq!(run(&world, mailboxes.sign_out()), Ok(Access::Ended));
    assert_eq!(google.live(world.now()), 0);
}

#[test]
fn a_second_sign_in_of_the_same_account_leaves_nothing_after_signing_out() {
    let (world, google, mailboxes) = connected();
    run(&world, mailboxes.sign_in(&google::client(), JO)).unwrap();
    run(&world, mailboxes.ready(JO)).unwrap();
    assert_eq!(run(&world, mailboxes.sign_out()), Ok(Access::Ended));
    assert_eq!(google.live(world.now()), 0);
}

#[test]
fn a_token_that_google_no_longer_takes_is_renewed_once() {
    let (world, google, mailboxes) = connected();
    google.expire_tokens();
    assert_eq!(send(&world, &mailboxes, "mail").0, Delivery::Sent);
    google.refuse("start", 401, "authError");
    google.refuse("start", 401, "authError");
    let refused = failure(send(&world, &mailboxes, "mail").0);
    assert_eq!(refused, MailboxError::SessionExpired(Provider::Google));
}

#[test]
fn a_large_mail_goes_in_chunks_and_goes_on_where_it_stopped() {
    let (world, google, mailboxes) = connected();
    let mime = "x".repeat(5 * 1024 * 1024 + 7);
    google.refuse("bytes 4194304-", 503, "backendError");
    let (delivery, kept) = send(&world, &mailboxes, &mime);
    assert!(matches!(
        delivery,
        Delivery::Unfinished(MailboxError::Unavailable { status: 503, .. })
    ));
    assert!(google.sent.borrow().is_empty());
    let [sending] = &kept[..] else {
        panic!("{kept:?}");
    };
    let whole = Mime::text(mime.clone());
    let again = |late| {
        let mail = Outbound {
            conversation: None,
            from: JO,
            mime: &whole,
            message_id: "<i@acme.example>",
            sending: Some(sending),
            late,
            until: None,
            arrived: &|_| (),
        };
        go_on(&world, &mailboxes, mail)
    };
    assert_eq!(again(true), (Delivery::Held, Vec::new()));
    assert_eq!(again(false), (Delivery::Sent, Vec::new()));
    assert_eq!(again(false), (Delivery::Sent, Vec::new()));
    assert_eq!(google.sent.borrow().join("|"), mime);
    let chunks: Vec<_> = google.asked.borrow().iter().skip(1).cloned().collect();
    let total = mime.len();
    assert_eq!(
        chunks,
        [
            format!("bytes 0-2097151/{total}"),
            format!("bytes 2097152-4194303/{total}"),
            format!("bytes 4194304-5242886/{total}"),
            format!("bytes */{total}"),
            format!("bytes */{total}"),
            format!("bytes 4194304-5242886/{total}"),
            format!("bytes */{total}"),
        ]
    );
    google.forget_uploads();
    assert_eq!(again(false), (Delivery::Unknown, Vec::new()));
}

#[test]
fn gmails_refusals_get_their_codes() {
    let (world, google, mailboxes) = connected();
    for (status, reason, code) in [
        (400, "invalidArgument", "mailbox.refused"),
        (400, "failedPrecondition", "mailbox.not_enabled"),
        (403, "domainPolicy", "mailbox.app_blocked"),
        (403, "dailyLimitExceeded", "mailbox.daily_limit"),
        (403, "userRateLimitExceeded", "mailbox.rate_limited"),
        (429, "rateLimitExceeded", "mailbox.rate_limited"),
        (413, "uploadTooLarge", "mailbox.too_large"),
        (500, "backendError", "mailbox.unavailable"),
        (403, "insufficientPermissions", "mailbox.no_right"),
    ] {
        google.refuse("start", status, reason);
        let error = failure(send(&world, &mailboxes, "mail").0);
        assert_eq!(Fault::from(error).code.as_str(), code, "{status} {reason}");
    }
    // Without the right to send, nothing more is asked before the rep signs in again.
    let asked = google.asked.borrow().len();
    failure(send(&world, &mailboxes, "mail").0);
    assert_eq!(google.asked.borrow().len(), asked);
}

#[test]
fn googles_retry_after_is_kept() {
    let (world, google, mailboxes) = connected();
    let mut busy = json(429, serde_json::json!({}));
    busy.headers_mut()
        .insert("retry-after", "42".parse().unwrap());
    google.refusals.borrow_mut().push_back(("start", busy));
    let error = failure(send(&world, &mailboxes, "mail").0);
    assert_eq!(error.retry(), Some(Duration::from_secs(42)));
}

#[test]
fn a_sign_in_survives_every_death_by_being_done_again() {
    survives_every_death(|world, again| {
        let google = Google::on(world);
        world.on_sign_in(move |world, url, how| google.sign_in(now(world), url, how));
        let mailboxes = mailboxes(world);
        assert!(again(&|life| {
            let client = google::client();
            let signed_in = mailboxes.sign_in(&client, JO);
            Ok(life.run(signed_in)?.map(drop))
        }));
        assert!(again(&|life| life.run(mailboxes.ready(JO))));
    });
}
