//! An action that is chosen in Best Bets: the record opens in a new tab, whose panel opens the form, once.

use crate::support::worker::{ADA, Asked, ada, lightning, page, panel, set_up};
use crate::world::BrowserCall;
use msi_actions::base::{ActionKind, RecordId, RecordRef};
use msi_actions::protocol::{BeginAction, Look, PageOrder, Sender, SetPanel, TakeAction};
use std::time::Duration;

fn begin(asked: &mut Asked) {
    let (record, action) = (ada(), ActionKind::LogCall);
    let request = BeginAction { record, action };
    asked.ask(Sender::Popup, request).unwrap();
}

fn take(asked: &mut Asked) -> Option<ActionKind> {
    let request = TakeAction { record: ada() };
    asked.ask(panel(&lightning(ADA)), request).unwrap()
}

#[test]
fn the_panel_on_the_record_is_told_once() {
    let (mut asked, _acme) = set_up();
    assert_eq!(take(&mut asked), None);
    begin(&mut asked);
    let address = format!("https://acme.my.salesforce.com/{}", ada().id);
    let opened = BrowserCall::OpenTab(address);
    assert!(asked.world.take_calls().contains(&opened));
    assert_eq!(take(&mut asked), Some(ActionKind::LogCall));
    assert_eq!(take(&mut asked), None);
}

#[test]
fn an_order_is_for_its_record_and_not_for_later() {
    let (mut asked, _acme) = set_up();
    begin(&mut asked);
    let other = "00QAc0000000002";
    let id = RecordId::parse(other).unwrap();
    let record = RecordRef { id, ..ada() };
    let elsewhere = asked.ask(panel(&lightning(other)), TakeAction { record });
    assert_eq!(elsewhere.unwrap(), None);
    asked.life.pass(Duration::from_secs(121)).unwrap();
    assert_eq!(take(&mut asked), None);
}

#[test]
fn a_panel_that_is_collapsed_is_opened_for_it() {
    let (mut asked, _acme) = set_up();
    let (collapsed, width) = (true, 400);
    let url = lightning(ADA);
    asked
        .ask(panel(&url), SetPanel { collapsed, width })
        .unwrap();
    begin(&mut asked);
    let order = asked.ask(page(&url), Look { seen: false }).unwrap();
    let PageOrder::Mount {
        collapsed, width, ..
    } = order
    else {
        panic!("{order:?}");
    };
    assert_eq!((collapsed, width), (false, 400));
}
