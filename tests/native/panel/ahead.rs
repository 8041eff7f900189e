//! The record of a page that the rep comes to is read while its panel is being told of it: one call, as before.

use crate::support::salesforce_org::{Acme, SAM};
use crate::support::worker::{ADA, Asked, TAB, lightning, page, panel, set_up};
use msi_actions::panel::PanelView;
use msi_actions::protocol::{GetRecord, Look, RecordChanged, SetPanel};
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const RECORD: &str = "sobjects/Lead/";

/// The page says that its address is new; what that brings is done.
fn comes(asked: &mut Asked, seen: bool) {
    asked.ask(page(&lightning(ADA)), Look { seen }).unwrap();
    asked.life.settle().unwrap();
}

/// The panel asks for the record.
fn shown(asked: &mut Asked) -> PanelView {
    let view = asked.ask(panel(&lightning(ADA)), GetRecord { refresh: false });
    asked.life.settle().unwrap();
    view.unwrap()
}

/// How many calls were made since.
fn calls(acme: &Acme, before: usize) -> usize {
    acme.count(COMPOSITE) - before
}

/// A rep whose org's fields are known, and who has seen no record yet.
fn at_work() -> (Asked, Rc<Acme>, usize) {
    let (mut asked, acme) = set_up();
    let other = panel(&lightning("00QAc0000000002"));
    asked.ask(other, GetRecord { refresh: false }).unwrap();
    let before = acme.count(COMPOSITE);
    (asked, acme, before)
}

#[test]
fn one_call_for_the_page_and_its_panel() {
    let (mut asked, acme, before) = at_work();
    comes(&mut asked, true);
    assert_eq!(calls(&acme, before), 1);
    assert!(matches!(shown(&mut asked), PanelView::Record(_)));
    comes(&mut asked, true);
    assert!(matches!(shown(&mut asked), PanelView::Record(_)));
    assert_eq!(calls(&acme, before), 1);
}

#[test]
fn none_where_no_panel_is_seen() {
    let (mut asked, acme, before) = at_work();
    comes(&mut asked, false);
    let collapsed = SetPanel {
        collapsed: true,
        width: 400,
    };
    asked.ask(page(&lightning(ADA)), collapsed).unwrap();
    comes(&mut asked, true);
    assert_eq!(calls(&acme, before), 0, "in the background, or collapsed");

    let (mut asked, acme, before) = at_work();
    asked.world.on_page_of(TAB, Some(SAM), false);
    comes(&mut asked, true);
    assert_eq!(calls(&acme, before), 0, "another user's page");
}

#[test]
fn what_went_wrong_is_told_once_and_not_tried_twice() {
    let (mut asked, acme, before) = at_work();
    let down = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]);
    acme.step(RECORD, 503, down);
    comes(&mut asked, true);
    let failed = shown(&mut asked);
    assert!(matches!(failed, PanelView::Failed { .. }), "{failed:?}");
    assert_eq!(calls(&acme, before), 1);
    acme.step(RECORD, 200, json!({ "Name": "Ada Lovelace" }));
    assert!(matches!(shown(&mut asked), PanelView::Record(_)));
    assert_eq!(calls(&acme, before), 2, "the panel that asks again");
}

#[test]
fn what_nobody_asked_for_in_time_is_not_told() {
    let (mut asked, acme, before) = at_work();
    let down = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]);
    acme.step(RECORD, 503, down);
    comes(&mut asked, true);
    acme.step(RECORD, 200, json!({ "Name": "Ada Lovelace" }));
    asked.life.pass(Duration::from_secs(6)).unwrap();
    assert!(matches!(shown(&mut asked), PanelView::Record(_)));
    assert_eq!(calls(&acme, before), 2);
}

#[test]
fn a_change_meanwhile_is_read() {
    let (mut asked, acme, before) = at_work();
    comes(&mut asked, true);
    asked.ask(page(&lightning(ADA)), RecordChanged {}).unwrap();
    asked.life.settle().unwrap();
    assert!(matches!(shown(&mut asked), PanelView::Record(_)));
    assert_eq!(calls(&acme, before), 2);
}
