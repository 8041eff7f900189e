//! Mails through the rep's Microsoft mailbox: in one request, or as a draft that is sent.

use msi_actions::mailbox::{Delivery, MailboxError, Sending};
use serde_json::json;
use std::time::Duration;

use crate::support::mailboxes::run;
use crate::support::microsoft::Folder;
use crate::support::outlook::{HOUR, MIME, code, connected, send, sign_in, world};
use crate::world::json as answer;

#[test]
fn a_mail_goes_in_one_request_as_it_is() {
    let (world, microsoft, mailboxes) = connected();
    assert_eq!(
        send(&world, &mailboxes, None),
        (Delivery::Sent, vec![Sending::Outlook])
    );
    assert_eq!(microsoft.sent.borrow().join("|"), MIME);
    assert_eq!(run(&world, mailboxes.limit()).bytes, 2_900_000);
}

#[test]
fn with_the_right_to_drafts_the_draft_is_kept_before_it_is_sent() {
    let (world, microsoft, mailboxes) = world();
    microsoft.drafts.set(true);
    sign_in(&world, &mailboxes).unwrap();
    let (delivery, kept) = send(&world, &mailboxes, None);
    assert_eq!(delivery, Delivery::Sent);
    let [sending @ Sending::OutlookDraft(_)] = &kept[..] else {
        panic!("{kept:?}");
    };
    world.pass(sending.settles_within());
    assert_eq!(send(&world, &mailboxes, Some(sending)).0, Delivery::Sent);
    assert_eq!(microsoft.sent.borrow().len(), 1);
    assert_eq!(microsoft.count(Folder::Drafts), 0);
}

#[test]
fn a_draft_that_is_gone_is_looked_for_and_never_sent_on_a_guess() {
    let (world, microsoft, mailboxes) = world();
    microsoft.drafts.set(true);
    sign_in(&world, &mailboxes).unwrap();
    let (_, kept) = send(&world, &mailboxes, None);
    world.pass(HOUR);
    let again = |expected| assert_eq!(send(&world, &mailboxes, kept.first()).0, expected);
    microsoft.refuse("GET /messages/", 404, "ErrorItemNotFound");
    again(Delivery::Sent); // it is in Sent Items
    microsoft.messages.borrow_mut().clear();
    again(Delivery::Unknown);
    microsoft.refuse("GET /messages/", 404, "MailboxNotEnabledForRESTAPI");
    again(Delivery::Unknown);
    assert_eq!(microsoft.sent.borrow().len(), 1);
}

#[test]
fn a_draft_that_goes_while_it_is_being_deleted_was_sent() {
    let (world, microsoft, mailboxes) = world();
    microsoft.drafts.set(true);
    sign_in(&world, &mailboxes).unwrap();
    let (_, kept) = send(&world, &mailboxes, None);
    microsoft.refuse("DELETE /messages/", 404, "ErrorItemNotFound");
    assert_eq!(send(&world, &mailboxes, kept.first()).0, Delivery::Sent);
    assert_eq!(microsoft.sent.borrow().len(), 1);
}

#[test]
fn a_refused_draft_does_not_stay_behind() {
    let (world, microsoft, mailboxes) = world();
    microsoft.drafts.set(true);
    sign_in(&world, &mailboxes).unwrap();
    microsoft.refuse("POST /messages/", 403, "ErrorSendAsDenied");
    let (delivery, _) = send(&world, &mailboxes, None);
    assert!(matches!(
        delivery,
        Delivery::NotSent(MailboxError::Refused(_))
    ));
    assert_eq!(microsoft.count(Folder::Drafts), 0);
}

#[test]
fn graphs_refusals_get_their_codes_and_nothing_was_sent() {
    let (world, microsoft, mailboxes) = connected();
    for (status, name, expected) in [
        (400, "ErrorInvalidRecipients", "mailbox.refused"),
        (403, "ErrorSendAsDenied", "mailbox.refused"),
        (404, "MailboxNotEnabledForRESTAPI", "mailbox.not_enabled"),
        (413, "BadRequest", "mailbox.too_large"),
        (429, "ApplicationThrottled", "mailbox.rate_limited"),
        (429, "ErrorExceededMessageLimit", "mailbox.daily_limit"),
        (507, "ErrorQuotaExceeded", "mailbox.refused"),
        (403, "ErrorAccessDenied", "mailbox.no_right"),
    ] {
        microsoft.refuse("POST /sendMail", status, name);
        match send(&world, &mailboxes, None).0 {
            Delivery::NotSent(error) => assert_eq!(code(error), expected),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(microsoft.sent.borrow().is_empty());
}

#[test]
fn what_nobody_can_say_is_unknown_and_a_busy_server_took_nothing() {
    let (world, microsoft, mailboxes) = connected();
    for status in [500, 502, 503, 504] {
        microsoft.refuse("POST /sendMail", status, "x");
        let (delivery, kept) = send(&world, &mailboxes, None);
        assert_eq!(delivery, Delivery::Unknown, "{status}");
        assert_eq!(send(&world, &mailboxes, kept.first()).0, Delivery::Unknown);
    }
    let mut busy = answer(503, json!({ "error": { "code": "ErrorServerBusy" } }));
    busy.headers_mut()
        .insert("retry-after", "30".parse().unwrap());
    microsoft
        .refusals
        .borrow_mut()
        .push_back(("POST /sendMail", busy));
    match send(&world, &mailboxes, None).0 {
        Delivery::NotSent(error) => assert_eq!(error.retry(), Some(Duration::from_secs(30))),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_gmail_was_asked_to_send_is_never_sent_by_outlook() {
    let (world, microsoft, mailboxes) = connected();
    let begun: Sending =
        serde_json::from_value(json!({ "gmail": "https://gmail.googleapis.com/x" })).unwrap();
    assert_eq!(
        send(&world, &mailboxes, Some(&begun)),
        (Delivery::Unknown, vec![])
    );
    assert!(microsoft.sent.borrow().is_empty());
}
