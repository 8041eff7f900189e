//! Drafts and unsent work belong to their user: the next one who signs in is not shown them; signing out
//! asks what becomes of them; and what is finished, or nobody goes on with, goes.

use crate::office::today;
use crate::support::salesforce_org;
use crate::support::worker::{
    ADA, Asked, TAB, ada, keep, lightning, mail, panel, set_up, signs_in,
};
use msi_actions::base::{ActionKind, IntentId, Provider, UnsentWork};
use msi_actions::outbox::{Undone, Unsent};
use msi_actions::panel::DraftView;
use msi_actions::ports::{Clock, Database, Table};
use msi_actions::protocol::{
    GetDraft, GetExpiring, GetOutbox, GetUnsent, Sender, SignOut, Submit, Undo,
};
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

fn keeps_draft(asked: &mut Asked) {
    let draft = keep(mail());
    asked.ask(panel(&lightning(ADA)), draft).unwrap();
}

fn draft(asked: &mut Asked) -> DraftView {
    let question = GetDraft {
        record: ada(),
        action: ActionKind::SendEmail,
        with: None,
        today: today(),
    };
    asked.ask(panel(&lightning(ADA)), question).unwrap()
}

fn submits(asked: &mut Asked, n: u8) -> IntentId {
    let intent = IntentId::new([n; 16]);
    let submit = Submit {
        intent: intent.clone(),
        record: ada(),
        form: mail(),
        sure: Vec::new(),
    };
    asked.ask(panel(&lightning(ADA)), submit).unwrap();
    intent
}

fn unsent(asked: &mut Asked, provider: Provider) -> Unsent {
    asked
        .ask(
            Sender::App,
            GetUnsent {
                provider,
                org: None,
            },
        )
        .unwrap()
}

fn signs_out(asked: &mut Asked, provider: Provider, unsent: UnsentWork) {
    let org = None;
    asked
        .ask(
            Sender::App,
            SignOut {
                provider,
                org,
                unsent,
            },
        )
        .unwrap();
}

#[test]
fn the_next_user_of_the_org_is_shown_nothing_and_the_first_finds_it_again() {
    let (mut asked, acme) = set_up();
    keeps_draft(&mut asked);
    submits(&mut asked, 1);
    keeps_draft(&mut asked);
    assert_eq!(asked.ask(Sender::App, GetOutbox {}).unwrap().len(), 1);

    signs_in(&mut asked, &acme, salesforce_org::SAM, UnsentWork::Keep);
    assert!(asked.ask(Sender::App, GetOutbox {}).unwrap().is_empty());
    assert_eq!(draft(&mut asked).saved_at, None, "a fresh form");
    assert_eq!(unsent(&mut asked, Provider::Salesforce), Unsent::default());
    assert_eq!(asked.world.kept(Table::Outbox).len(), 1);

    signs_in(&mut asked, &acme, salesforce_org::JO, UnsentWork::Keep);
    assert_eq!(asked.ask(Sender::App, GetOutbox {}).unwrap().len(), 1);
    assert!(draft(&mut asked).saved_at.is_some());
}

#[test]
fn a_form_that_is_still_open_is_not_kept_for_the_next_user() {
    let (mut asked, acme) = set_up();
    signs_in(&mut asked, &acme, salesforce_org::SAM, UnsentWork::Keep);
    // The page is Jo's until it is loaded again.
    asked.world.on_page_of(TAB, Some(salesforce_org::JO), false);
    let draft = keep(mail());
    let kept = asked.ask(panel(&lightning(ADA)), draft);
    assert_eq!(kept.unwrap_err().code.as_str(), "worker.other_user");
    assert!(asked.world.kept(Table::Drafts).is_empty());
}

#[test]
fn signing_out_counts_what_is_unsent_and_does_what_the_rep_chose() {
    for (choice, left) in [(UnsentWork::Keep, 1), (UnsentWork::Delete, 0)] {
        let (mut asked, acme) = set_up();
        let made = json!({ "id": "02sAc0000000001MAA", "success": true });
        acme.steps.borrow_mut().push(("sobjects/", 201, made));
        assert!(
            unsent(&mut asked, Provider::Salesforce).is_nothing(),
            "nothing to ask about"
        );
        submits(&mut asked, 1);
        keeps_draft(&mut asked);
        let all = Unsent {
            waiting: 1,
            at_outlook: 0,
            drafts: 1,
            in_campaigns: 0,
        };
        assert_eq!(unsent(&mut asked, Provider::Salesforce), all);
        let mails = Unsent {
            waiting: 1,
            at_outlook: 0,
            drafts: 0,
            in_campaigns: 0,
        };
        assert_eq!(unsent(&mut asked, Provider::Google), mails);

        signs_out(&mut asked, Provider::Salesforce, choice);
        assert!(asked.ask(Sender::App, GetOutbox {}).unwrap().is_empty());
        asked.life.pass(Duration::from_secs(60)).unwrap();
        for table in [Table::Outbox, Table::Drafts] {
            assert_eq!(asked.world.kept(table).len(), left, "{choice:?}: {table:?}");
        }
        signs_in(&mut asked, &acme, salesforce_org::JO, UnsentWork::Keep);
        assert_eq!(
            asked.ask(Sender::App, GetOutbox {}).unwrap().len(),
            left,
            "{choice:?}"
        );
    }
}

#[test]
fn what_was_to_be_deleted_stays_where_the_same_user_comes_back() {
    let (mut asked, acme) = set_up();
    keeps_draft(&mut asked);
    signs_in(&mut asked, &acme, salesforce_org::JO, UnsentWork::Delete);
    assert_eq!(asked.world.kept(Table::Drafts).len(), 1);
    signs_in(&mut asked, &acme, salesforce_org::SAM, UnsentWork::Delete);
    assert_eq!(asked.world.kept(Table::Drafts).len(), 0);
    assert_eq!(acme.good.borrow().len(), 1, "only the last session is good");
}

#[test]
fn the_mailbox_takes_its_mails_along_and_leaves_the_drafts() {
    let (mut asked, _) = set_up();
    submits(&mut asked, 1);
    keeps_draft(&mut asked);
    signs_out(&mut asked, Provider::Google, UnsentWork::Delete);
    assert_eq!(asked.world.kept(Table::Outbox).len(), 0);
    assert_eq!(asked.world.kept(Table::Drafts).len(), 1);
}

#[test]
fn a_draft_of_an_earlier_release_is_of_who_is_signed_in_else_of_nobody() {
    for (signed_in, whose) in [(true, "005Ac0000000002"), (false, "nobody")] {
        let (mut asked, _) = set_up();
        let form = serde_json::to_value(mail()).unwrap();
        let row = json!({ "v": 1, "form": form, "saved_at": asked.world.now().0 });
        if !signed_in {
            signs_out(&mut asked, Provider::Salesforce, UnsentWork::Keep);
        }
        let key = format!("{}/send_email", ada().key());
        let put = asked.world.put(Table::Drafts, &key, row.to_string());
        asked.life.run(put).unwrap().unwrap();
        asked.worker.start();
        asked.life.settle().unwrap();
        let kept = asked.world.kept(Table::Drafts);
        let [key] = &kept.keys().collect::<Vec<_>>()[..] else {
            panic!("{kept:?}");
        };
        assert!(key.starts_with(whose), "{key}");
        if signed_in {
            assert!(draft(&mut asked).saved_at.is_some());
        }
    }
}

#[test]
fn the_text_of_a_mail_goes_as_soon_as_it_is_finished() {
    let (mut asked, _) = set_up();
    let intent = submits(&mut asked, 1);
    let row = |asked: &Asked| -> Value {
        let bodies = asked.world.kept(Table::Bodies);
        let body = bodies.get(&format!("action/{intent}"));
        // What stays of it once all is done.
        let outline = &bodies[&format!("action/{intent}/outline")];
        serde_json::from_str(body.unwrap_or(outline)).unwrap()
    };
    assert_eq!(row(&asked)["form"]["send_email"]["html"], "<p>Hello</p>");
    let undone = asked
        .ask(
            Sender::App,
            Undo {
                intent: intent.clone(),
                writing: false,
            },
        )
        .unwrap();
    assert_eq!(undone, Undone::Back(Box::new(mail())));
    let finished = row(&asked);
    assert_eq!(finished["form"]["send_email"]["html"], "");
    assert_eq!(finished["form"]["send_email"]["subject"], "Hello");
    let again = asked
        .ask(
            Sender::App,
            Undo {
                intent: intent.clone(),
                writing: false,
            },
        )
        .unwrap();
    assert_eq!(
        again,
        Undone::Back(Box::new(mail())),
        "asked twice: the draft has it"
    );
}

#[test]
fn what_nobody_goes_on_with_goes_after_thirty_days_and_is_told_of_a_week_before() {
    let (mut asked, _) = set_up();
    keeps_draft(&mut asked);
    asked.world.pass(DAY * 22);
    let expiring = asked.ask(Sender::Popup, GetExpiring {}).unwrap();
    assert!(expiring.is_empty());
    asked.world.pass(DAY * 2);
    let expiring = asked.ask(Sender::Popup, GetExpiring {}).unwrap();
    let [soon] = &expiring[..] else {
        panic!("{expiring:?}");
    };
    assert_eq!((soon.subject.as_str(), &soon.record), ("Hello", &ada()));
    asked.world.pass(DAY * 5);
    asked.worker.start();
    asked.life.settle().unwrap();
    assert_eq!(asked.world.kept(Table::Drafts).len(), 1, "29 days");
    asked.world.pass(DAY * 2);
    asked.worker.start();
    asked.life.settle().unwrap();
    assert_eq!(asked.world.kept(Table::Drafts).len(), 0, "31 days");
}
