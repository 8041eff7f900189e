//! Staying signed in: each provider where renewal works, where it needs the rep, and where everything was revoked;
//! and a working day that nobody has to think about signing in.

use crate::office::{Mailbox, Office, Worker, ada, jo, mail, today};
use crate::support::google::JO;
use crate::support::salesforce_org;
use crate::support::worker::{ADA, Asked, lightning, panel, set_up_with_gmail};
use crate::world::{BrowserCall, Life};
use msi_actions::base::{ActionKind, Fault, IntentId, Move, Provider, Topic};
use msi_actions::onboarding::PopupView;
use msi_actions::outbox::OutboxState;
use msi_actions::panel::{MailboxState, PanelView};
use msi_actions::ports::{AuthWindowError, Authorize};
use msi_actions::protocol::{GetDraft, GetPopup, GetRecord, Sender};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);
const CLAIMS: &str = r#"{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"#;

/// What becomes of a token that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Works,
    NeedsTheRep,
    Revoked,
}

fn open(provider: Provider) -> Office {
    Office::with(match provider {
        Provider::Microsoft => Mailbox::Outlook,
        Provider::Google | Provider::Salesforce => Mailbox::Gmail,
    })
}

/// Lets the access token end, and what it could be renewed with.
fn end_token(office: &Office, provider: Provider, way: Way) {
    match provider {
        Provider::Salesforce => office.acme.expire_access(),
        Provider::Google | Provider::Microsoft => drop(office.world.pass(HOUR)),
    }
    match (provider, way) {
        (_, Way::Works) => {}
        // The session policy of the org, or the rep's own hand in "Connections".
        (Provider::Salesforce, _) => office.acme.good.borrow_mut().clear(),
        (Provider::Google, Way::NeedsTheRep) => office.google.signed_in.set(false),
        (Provider::Google, Way::Revoked) => office.google.consented.set(false),
        (Provider::Microsoft, Way::NeedsTheRep) => {
            *office.microsoft.wanted_claims.borrow_mut() = Some(CLAIMS);
            let page = vec![
                ("error", "interaction_required".into()),
                ("error_description", "AADSTS50076: a second factor".into()),
            ];
            office.microsoft.redirects.borrow_mut().push_back(page);
        }
        (Provider::Microsoft, Way::Revoked) => {
            office.microsoft.refresh_tokens.borrow_mut().clear();
            office.microsoft.signed_in.set(false);
        }
    }
}

/// Something that needs a token.
fn work(office: &Office, provider: Provider) -> Result<(), Fault> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    match provider {
        Provider::Salesforce => {
            let rest = worker.sessions.rest(&salesforce_org::org());
            let answer: Result<serde_json::Value, _> = life.run(rest.get("limits")).unwrap();
            Ok(answer.map(drop)?)
        }
        Provider::Google | Provider::Microsoft => {
            Ok(life.run(worker.mailboxes.ready(JO)).unwrap()?)
        }
    }
}

fn sign_in(office: &Office, provider: Provider) -> Result<(), Fault> {
    office.google.signed_in.set(true);
    office.google.consented.set(true);
    office.microsoft.signed_in.set(true);
    let mut life = Life::begin(&office.world);
    let worker: Worker = office.worker();
    match provider {
        Provider::Salesforce => life.run(worker.sign_in_to_salesforce()).unwrap(),
        Provider::Google => life.run(worker.sign_in_to_mail(Mailbox::Gmail)).unwrap(),
        Provider::Microsoft => life.run(worker.sign_in_to_mail(Mailbox::Outlook)).unwrap(),
    }
}

/// How many windows a person would have seen.
fn windows(office: &Office) -> usize {
    let seen = |how: &Authorize| matches!(how, Authorize::Interactive { .. });
    let sign_ins = office.world.sign_ins();
    sign_ins.iter().filter(|(_, how)| seen(how)).count()
}

/// Everything that was asked of anybody.
fn asked(office: &Office) -> usize {
    office.world.requests().len() + office.world.sign_ins().len()
}

#[test]
fn each_provider_where_renewal_works_needs_the_rep_or_is_revoked() {
    use Provider::{Google, Microsoft, Salesforce};
    for (provider, way, code) in [
        (Salesforce, Way::Works, None),
        (
            Salesforce,
            Way::NeedsTheRep,
            Some("salesforce.session_over"),
        ),
        (Salesforce, Way::Revoked, Some("salesforce.session_over")),
        (Google, Way::Works, None),
        (Google, Way::NeedsTheRep, Some("mailbox.session_expired")),
        (Google, Way::Revoked, Some("mailbox.session_expired")),
        (Microsoft, Way::Works, None),
        (
            Microsoft,
            Way::NeedsTheRep,
            Some("mailbox.interaction_required"),
        ),
        (Microsoft, Way::Revoked, Some("mailbox.session_expired")),
    ] {
        let office = open(provider);
        let case = format!("{provider:?}, {way:?}");
        end_token(&office, provider, way);
        let done = work(&office, provider);
        assert_eq!(windows(&office), 0, "{case}: no window opens by itself");
        let Some(code) = code else {
            assert_eq!(done, Ok(()), "{case}");
            continue;
        };
        let fault = done.expect_err(&case);
        assert_eq!(fault.code.as_str(), code, "{case}");
        assert_eq!(fault.whose_move, Move::SignIn { provider }, "{case}");

        let before = asked(&office);
        for _ in 0..3 {
            let again = work(&office, provider).expect_err(&case);
            assert_eq!(again.code, fault.code, "{case}");
        }
        assert_eq!(
            asked(&office),
            before,
            "{case}: told once, not asked again and again"
        );

        sign_in(&office, provider).unwrap();
        assert_eq!(work(&office, provider), Ok(()), "{case}");
        assert_eq!(windows(&office), 1, "{case}: one prompt");
    }
}

/// The silent renewals so far.
fn renewals(asked: &Asked) -> usize {
    let sign_ins = asked.world.sign_ins();
    sign_ins
        .iter()
        .filter(|(_, how)| *how == Authorize::Silent)
        .count()
}

fn opens_panel(asked: &mut Asked) -> MailboxState {
    let look = GetRecord { refresh: false };
    let view = asked.ask(panel(&lightning(ADA)), look).unwrap();
    let PanelView::Record(view) = view else {
        panic!("{view:?}");
    };
    // What goes on beside the answer.
    asked.life.settle().unwrap();
    view.mailbox
}

fn opens_popup(asked: &mut Asked) {
    let view = asked.ask(Sender::Popup, GetPopup {}).unwrap();
    assert!(matches!(view, PopupView::Home(_)));
    asked.life.settle().unwrap();
}

#[test]
fn a_token_that_is_about_to_end_is_renewed_when_a_surface_opens_once() {
    let (mut asked, _, _) = set_up_with_gmail();
    for _ in 0..3 {
        opens_panel(&mut asked);
        opens_popup(&mut asked);
    }
    assert_eq!(renewals(&asked), 0, "it is good for an hour");

    asked.world.pass(Duration::from_secs(51 * 60));
    opens_panel(&mut asked);
    assert_eq!(renewals(&asked), 1, "nine minutes are left");
    for _ in 0..3 {
        opens_panel(&mut asked);
        opens_popup(&mut asked);
    }
    assert_eq!(renewals(&asked), 1);

    asked.world.pass(Duration::from_secs(51 * 60));
    opens_popup(&mut asked);
    assert_eq!(renewals(&asked), 2);
    let form = GetDraft {
        record: ada(),
        action: ActionKind::SendEmail,
        with: None,
        today: today(),
    };
    asked.world.pass(Duration::from_secs(51 * 60));
    asked.ask(panel(&lightning(ADA)), form).unwrap();
    asked.life.settle().unwrap();
    assert_eq!(renewals(&asked), 3, "a panel that was open all the time");
}

#[test]
fn who_has_to_sign_in_again_hears_of_it_before_the_mail_is_written() {
    let (mut asked, _, google) = set_up_with_gmail();
    google.signed_in.set(false);
    asked.world.pass(Duration::from_secs(51 * 60));
    let fault = |mailbox: MailboxState| match mailbox {
        MailboxState::Ready { fault, .. } => fault,
        MailboxState::NotConnected => panic!("connected"),
    };
    assert_eq!(fault(opens_panel(&mut asked)), None);
    let changed = asked.world.take_calls();
    assert!(
        changed.contains(&BrowserCall::Changed(Topic::Record)),
        "the panel asks again"
    );

    let told = fault(opens_panel(&mut asked)).expect("a notice");
    assert_eq!(told.code.as_str(), "mailbox.session_expired");
    let provider = Provider::Google;
    assert_eq!(told.whose_move, Move::SignIn { provider });
    let asked_so_far = renewals(&asked);
    for _ in 0..5 {
        asked.world.pass(Duration::from_secs(5 * 60));
        opens_panel(&mut asked);
    }
    assert_eq!(
        renewals(&asked),
        asked_so_far,
        "told once, not asked again and again"
    );
}

#[test]
fn what_passes_by_itself_is_no_notice_and_is_tried_again_after_a_minute() {
    let (mut asked, _, google) = set_up_with_gmail();
    *google.page_fails.borrow_mut() = Some(AuthWindowError::NotLoaded);
    asked.world.pass(Duration::from_secs(51 * 60));
    for _ in 0..3 {
        let mailbox = opens_panel(&mut asked);
        assert!(matches!(mailbox, MailboxState::Ready { fault: None, .. }));
    }
    assert_eq!(renewals(&asked), 1);
    *google.page_fails.borrow_mut() = None;
    asked.world.pass(Duration::from_secs(61));
    opens_panel(&mut asked);
    opens_panel(&mut asked);
    assert_eq!(renewals(&asked), 2);
}

#[test]
fn what_keeps_the_mailbox_from_its_token_is_a_notice_until_it_is_mended() {
    let (mut asked, _, google) = set_up_with_gmail();
    *google.account.borrow_mut() = ("sub-sam", "sam@acme.example");
    asked.world.pass(Duration::from_secs(51 * 60));
    opens_panel(&mut asked);
    let mailbox = opens_panel(&mut asked);
    let MailboxState::Ready {
        fault: Some(fault), ..
    } = mailbox
    else {
        panic!("{mailbox:?}");
    };
    assert_eq!(fault.code.as_str(), "mailbox.another_account");
    *google.account.borrow_mut() = ("sub-jo", JO);
    asked.world.pass(Duration::from_secs(61));
    opens_panel(&mut asked);
    let mailbox = opens_panel(&mut asked);
    assert!(matches!(mailbox, MailboxState::Ready { fault: None, .. }));
}

/// From the first mail of the day to the next morning; nobody signs in anywhere.
#[test]
fn a_working_day_and_the_next_morning_need_no_window() {
    for (mailbox, silent) in [(Mailbox::Gmail, 10..=13), (Mailbox::Outlook, 1..=1)] {
        let office = Office::with(mailbox);
        let mut mails = 0;
        for hour in 0..10 {
            if hour == 4 {
                office.world.pass(HOUR); // a lid that is closed over lunch: nothing runs
            }
            if hour % 2 == 0 {
                office.acme.expire_access(); // after two hours, the org's session policy
            }
            for _ in 0..3 {
                assert_eq!(
                    work(&office, Provider::Salesforce),
                    Ok(()),
                    "a record, hour {hour}"
                );
                office.world.pass(Duration::from_secs(20 * 60));
            }
            mails += 1;
            send(&office, mails);
            assert_eq!(
                office.sent(),
                usize::from(mails),
                "{mailbox:?}, hour {hour}"
            );
        }
        // Fifteen hours later the browser starts anew, and Entra's refresh token is older than a day.
        office.world.close_browser();
        office.world.pass(HOUR * 15);
        assert_eq!(work(&office, Provider::Salesforce), Ok(()));
        mails += 1;
        send(&office, mails);

        assert_eq!(office.sent(), usize::from(mails), "{mailbox:?}");
        assert_eq!(
            office.logged.borrow().len(),
            usize::from(mails),
            "{mailbox:?}"
        );
        let done = OutboxState::Done { warning: None };
        assert!(office.outbox().iter().all(|item| item.state == done));
        assert_eq!(windows(&office), 0, "{mailbox:?}");
        let sign_ins = office.world.sign_ins().len();
        assert!(
            silent.contains(&sign_ins),
            "{mailbox:?}: {sign_ins} silent renewals"
        );
    }
}

/// A mail that leaves after the undo time and is logged.
fn send(office: &Office, n: u8) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submitted = worker
        .outbox
        .submit(IntentId::new([n; 16]), jo(), ada(), mail());
    life.run(submitted).unwrap().unwrap();
    life.pass(Duration::from_secs(60)).unwrap();
    drop(life);
    office.live_on();
}
