//! Which opportunity a form with a contact is about.

use super::forms::{at_work, fresh};
use crate::office::{call, mail};
use crate::support::salesforce_org::{Acme, org};
use crate::support::worker::{Asked, panel, taken};
use msi_actions::actions::{Doubt, Form};
use msi_actions::base::{About, ActionKind, IntentId, ObjectType, RecordId, RecordRef, Related};
use msi_actions::ports::Random;
use msi_actions::protocol::{GetRecord, ListOpportunities, Sender, Submit, Submitted};
use serde_json::json;

fn grace() -> RecordRef {
    RecordRef {
        org: org(),
        object: ObjectType::Contact,
        id: RecordId::parse("003Ac0000000001").unwrap(),
    }
}

fn on_grace() -> Sender {
    panel("https://acme.lightning.force.com/lightning/r/Contact/003Ac0000000001/view")
}

fn deal(n: u8) -> Related {
    Related {
        id: RecordId::parse(&format!("006Ac000000000{n}")).unwrap(),
        name: format!("Deal {n}"),
    }
}

/// Grace's account has these open opportunities.
fn deals(asked: &mut Asked, acme: &Acme, all: &[u8]) {
    let contact = json!({ "Name": "Grace Hopper", "AccountId": "001Ac0000000001" });
    acme.step("sobjects/Contact/003", 200, contact);
    let rows = all
        .iter()
        .map(|n| json!(deal(*n)))
        .map(|deal| json!({ "Id": deal["id"], "Name": deal["name"] }));
    acme.rows("FROM Opportunity WHERE IsClosed", rows.collect());
    asked.ask(on_grace(), GetRecord { refresh: true }).unwrap();
}

fn starts_with(asked: &mut Asked, action: ActionKind) -> About {
    let view = asked.ask(on_grace(), fresh(grace(), action, None)).unwrap();
    view.form.about().clone()
}

fn submit(asked: &mut Asked, about: About) -> Submitted {
    let mut call = call();
    call.who = Some(grace().id);
    call.about = about;
    let submit = Submit {
        intent: IntentId::new(asked.world.bytes()),
        record: grace(),
        form: Form::LogCall(call),
        sure: Vec::new(),
    };
    asked.ask(on_grace(), submit).unwrap()
}

#[test]
fn of_several_opportunities_the_rep_says_which_once() {
    let (mut asked, acme) = at_work();
    deals(&mut asked, &acme, &[1, 2]);
    let action = ActionKind::LogCall;
    assert_eq!(starts_with(&mut asked, action), About::Undecided);
    let unsure = submit(&mut asked, About::Undecided);
    assert_eq!(unsure, Submitted::Unsure(vec![Doubt::AboutWhat]));
    taken(submit(&mut asked, About::Opportunity(deal(2)))).unwrap();
    let chosen = About::Opportunity(deal(2));
    assert_eq!(starts_with(&mut asked, action), chosen);
    let of_mail = starts_with(&mut asked, ActionKind::SendEmail);
    assert_eq!(of_mail, chosen, "whatever the action");
    taken(submit(&mut asked, About::None)).unwrap();
    assert_eq!(starts_with(&mut asked, action), About::None);
}

#[test]
fn the_only_open_opportunity_is_the_one() {
    let (mut asked, acme) = at_work();
    deals(&mut asked, &acme, &[1]);
    let action = ActionKind::AddTask;
    let only = About::Opportunity(deal(1));
    assert_eq!(starts_with(&mut asked, action), only);
}

#[test]
fn a_choice_that_is_closed_meanwhile_is_asked_again() {
    let (mut asked, acme) = at_work();
    deals(&mut asked, &acme, &[1, 2]);
    taken(submit(&mut asked, About::Opportunity(deal(2)))).unwrap();
    deals(&mut asked, &acme, &[1, 3]);
    let start = starts_with(&mut asked, ActionKind::LogCall);
    assert_eq!(start, About::Undecided);
    deals(&mut asked, &acme, &[]);
    let start = starts_with(&mut asked, ActionKind::LogCall);
    assert_eq!(start, About::Undecided);
    taken(submit(&mut asked, start)).expect("there is nothing to choose from");
}

#[test]
fn a_draft_of_an_earlier_release_keeps_its_choice() {
    let Form::SendEmail(mail) = mail() else {
        panic!("no mail")
    };
    let stored = |about: About| {
        let form = msi_actions::actions::SendEmail {
            about,
            ..mail.clone()
        };
        serde_json::to_value(form).unwrap()
    };
    let before = stored(About::Opportunity(deal(1)));
    assert_eq!(before["about"], json!(deal(1)), "as it was written before");
    assert_eq!(stored(About::None)["about"], json!(null));
    assert_eq!(stored(About::Undecided).get("about"), None);
    for about in [About::Undecided, About::None, About::Opportunity(deal(1))] {
        let read: msi_actions::actions::SendEmail =
            serde_json::from_value(stored(about.clone())).unwrap();
        assert_eq!(read.about, about);
    }
}

#[test]
fn from_an_account_one_of_its_open_opportunities_can_be_chosen() {
    let (mut asked, acme) = at_work();
    let id = |text: &str| RecordId::parse(text).unwrap();
    let account = RecordRef {
        org: org(),
        object: ObjectType::Account,
        id: id("001Ac0000000001"),
    };
    let on_account =
        || panel("https://acme.lightning.force.com/lightning/r/Account/001Ac0000000001/view");
    acme.step("sobjects/Account/001", 200, json!({ "Name": "Navy" }));
    acme.rows("FROM Event WHERE", json!([]));
    acme.rows("FROM Contact WHERE", json!([]));
    asked.world.on_http(|_, request| {
        let query = request.uri().path().ends_with("/query");
        let query = query.then(|| request.uri().query())??;
        let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
        let of_account = "FROM Opportunity WHERE IsClosed = false AND AccountId = '001Ac0000000001";
        assert!(soql.contains(of_account), "{soql}");
        let rows = json!([{ "Id": "006Ac0000000001", "Name": "Deal 1" }]);
        let answer = json!({ "done": true, "records": rows });
        Some(Ok(crate::world::json(200, answer)))
    });
    let offered = |record: RecordRef| ListOpportunities { record };
    let found = asked.ask(on_account(), offered(account.clone()));
    assert_eq!(found, Ok(vec![deal(1)]));
    let elsewhere = asked.ask(on_account(), offered(grace()));
    assert!(elsewhere.is_err(), "another record's panel asks");
    let start = fresh(account, ActionKind::LogCall, None);
    let start = asked.ask(on_account(), start).unwrap();
    assert_eq!(start.form.about(), &About::Undecided, "the account itself");
}
