//! What earlier releases left in their tables is gone on with: the rows in `data/earlier_rows.json` are
//! those that the release before this one wrote, at every moment of a send and of an invitation.

use crate::admin::team::desk::{Desk, employee};
use crate::office::{Mailbox, Office, intent, jo};
use crate::world::{Life, World};
use msi_actions::admin::team::InvitationState;
use msi_actions::outbox::OutboxState;
use msi_actions::ports::{Clock, Database, Table};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

/// A row as it was found in a table after the worker had died or an answer was lost.
#[derive(Deserialize)]
struct Earlier {
    mailbox: String,
    key: String,
    row: String,
    now: i64,
}

fn earlier(of: &str) -> Vec<(String, Earlier)> {
    let text = include_str!("../data/earlier_rows.json");
    let all: BTreeMap<String, Earlier> = serde_json::from_str(text).unwrap();
    let own = |(name, _): &(String, Earlier)| name.starts_with(of);
    all.into_iter().filter(own).collect()
}

fn mailbox(earlier: &Earlier) -> Mailbox {
    match earlier.mailbox.as_str() {
        "gmail" => Mailbox::Gmail,
        "outlook" => Mailbox::Outlook,
        "drafts" => Mailbox::OutlookDrafts,
        other => panic!("{other}"),
    }
}

fn plant(world: &Rc<World>, table: Table, earlier: &Earlier) {
    let later = earlier.now - world.now().0;
    world.pass(Duration::from_millis(u64::try_from(later).unwrap_or(0)));
    let mut life = Life::begin(world);
    life.run(world.put(table, &earlier.key, earlier.row.clone()))
        .unwrap()
        .unwrap();
}

/// The same row as version 1 wrote it: a mail that is uploaded had a `session`.
fn as_version_1(row: &str) -> String {
    let mut row: Value = serde_json::from_str(row).unwrap();
    assert_eq!(row["v"], 2);
    row["v"] = 1.into();
    for newer in [
        "candidates",
        "as_task",
        "contact",
        "beside_another",
        "checked",
    ] {
        row.as_object_mut().unwrap().remove(newer);
    }
    if let Some(outgoing) = row["outgoing"].as_object_mut() {
        let sending = outgoing.remove("sending").unwrap();
        outgoing.remove("date");
        outgoing.insert("session".into(), sending["gmail"].clone());
    }
    row.to_string()
}

/// What the providers of this world know of the mail: nothing. So what may have left is for the rep to
/// resolve, and is never sent on a guess; everything else goes its way.
fn is_gone_on_with(office: &Office, name: &str, row: &str) {
    let row: Value = serde_json::from_str(row).unwrap();
    assert!(office.world.kept(Table::Intents).is_empty(), "{name}");
    assert_eq!(office.world.kept(Table::Outbox).len(), 1, "{name}");
    let begun = !row["outgoing"]["sending"].is_null() || !row["outgoing"]["session"].is_null();
    let sent_before = !row["sent"].is_null();
    match office.state() {
        OutboxState::Done { .. } => {
            assert_eq!(office.sent(), usize::from(!sent_before && !begun), "{name}");
            let logged_before = !row["end"].is_null();
            let logs = usize::from(!logged_before);
            assert_eq!(office.logged.borrow().len(), logs, "{name}");
        }
        OutboxState::Unconfirmed => {
            assert!(begun && !sent_before, "{name}");
            assert_eq!(office.sent(), 0, "{name}: never on a guess");
        }
        other => panic!("{name}: {other:?}"),
    }
    assert!(office.world.armed_alarms().is_empty(), "{name}");
}

#[test]
fn an_action_of_any_moment_is_gone_on_with() {
    let rows = earlier("intent ");
    assert!(rows.len() >= 15, "{}", rows.len());
    for (name, earlier) in rows {
        let office = Office::with(mailbox(&earlier));
        plant(&office.world, Table::Intents, &earlier);
        office.wake().unwrap();
        office.live_on();
        is_gone_on_with(&office, &name, &earlier.row);
    }
}

#[test]
fn an_action_of_the_first_release_is_gone_on_with() {
    for (name, mut earlier) in earlier("intent gmail ") {
        let office = Office::open();
        earlier.row = as_version_1(&earlier.row);
        plant(&office.world, Table::Intents, &earlier);
        office.wake().unwrap();
        office.live_on();
        is_gone_on_with(&office, &name, &earlier.row);
    }
}

#[test]
fn an_invitation_of_any_moment_is_gone_on_with() {
    let rows = earlier("invitation ");
    assert!(rows.len() >= 10, "{}", rows.len());
    for (name, earlier) in rows {
        let desk = Desk::with(mailbox(&earlier), vec![employee(1, "Ada")]);
        let row: Value = serde_json::from_str(&earlier.row).unwrap();
        plant(&desk.office.world, Table::Invitations, &earlier);
        desk.wake().unwrap();
        desk.live_on();
        assert!(desk.office.world.kept(Table::Invitations).is_empty());
        assert_eq!(desk.office.world.kept(Table::Outbox).len(), 1, "{name}");
        let sent_before = row["sent"].as_array().is_some_and(|sent| !sent.is_empty());
        let [item] = &desk.items()[..] else {
            panic!("{name}: {:?}", desk.items());
        };
        match &item.state {
            InvitationState::Sent(_) => {
                assert_eq!(desk.office.sent(), usize::from(!sent_before), "{name}");
            }
            InvitationState::Unknown => assert_eq!(desk.office.sent(), 0, "{name}"),
            other => panic!("{name}: {other:?}"),
        }
        assert!(desk.office.world.armed_alarms().is_empty(), "{name}");
    }
}

/// A submission that is asked again after an update is known, before anything else has run.
#[test]
fn an_action_that_was_not_moved_yet_is_not_done_twice() {
    let (_, earlier) = earlier("intent gmail ").remove(0);
    let office = Office::open();
    plant(&office.world, Table::Intents, &earlier);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    drop(life);
    office.live_on();
    let row: Value = serde_json::from_str(&earlier.row).unwrap();
    assert_eq!(row["id"], intent().as_str());
    assert_eq!(office.outbox().len(), 1);
    assert!(office.sent() <= 1);
}

/// The mails that an earlier release sent today count.
#[test]
fn what_was_sent_before_counts_for_the_day() {
    let done = |(name, _): &(String, Earlier)| name.contains("done,done");
    let (_, earlier) = earlier("intent gmail ").into_iter().find(done).unwrap();
    let office = Office::open();
    plant(&office.world, Table::Intents, &earlier);
    office.wake().unwrap();
    let departures = &office.world.kept(Table::Departures)[jo().mailbox.unwrap().as_str()];
    assert!(departures.contains("\"welcome\":false"), "{departures}");
}
