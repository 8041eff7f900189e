//! What an older release left in the journal is gone on with.

use crate::office::{Office, intent};
use crate::world::Life;
use msi_actions::outbox::OutboxState;
use msi_actions::ports::{Database, Table};
use serde_json::Value;
use std::time::Duration;

/// The journal's one row, as version 1 wrote it: a mail that is uploaded had a `session`.
fn row_of_version_1(office: &Office) -> String {
    let row = office.world.kept(Table::Intents)[intent().as_str()].clone();
    let mut row: Value = serde_json::from_str(&row).unwrap();
    assert_eq!(row["v"], 2);
    row["v"] = 1.into();
    for newer in ["candidates", "as_task", "contact", "beside_another"] {
        row.as_object_mut().unwrap().remove(newer);
    }
    if let Some(outgoing) = row["outgoing"].as_object_mut() {
        let sending = outgoing.remove("sending").unwrap();
        outgoing.remove("date");
        outgoing.insert("session".into(), sending["gmail"].clone());
    }
    row.to_string()
}

/// Leaves the row of version 1, and lets this release find it.
fn update(office: &Office) {
    let row = row_of_version_1(office);
    let mut life = Life::begin(&office.world);
    life.run(office.world.put(Table::Intents, intent().as_str(), row))
        .unwrap()
        .unwrap();
    drop(life);
    office.live_on();
}

fn submit(office: &Office, seconds: u64) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    life.pass(Duration::from_secs(seconds)).unwrap();
}

#[test]
fn a_mail_that_was_not_begun_is_sent() {
    let office = Office::open();
    submit(&office, 1);
    office.world.pass(Duration::from_secs(10));
    update(&office);
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!(office.sent(), 1);
}

#[test]
fn an_upload_whose_answer_was_lost_is_asked_about_and_not_begun_again() {
    let office = Office::open();
    // Of the schema, of the look, of the upload's start, then of the mail.
    office.world.doom(crate::world::Mishap::ReplyLost, 4);
    submit(&office, 10);
    assert_eq!(office.sent(), 1);
    update(&office);
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}
