//! The tab that the rep chose last beside each object.

use crate::support::worker::{ADA, Asked, lightning, page, panel, set_up};
use msi_actions::base::{Day, ObjectType};
use msi_actions::insight::{Dated, SortBy, TabChoice, TabName};
use msi_actions::panel::PanelView;
use msi_actions::protocol::{ChooseTab, GetRecord, Look};
use serde_json::json;

fn shown(asked: &mut Asked) -> (TabName, SortBy) {
    asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap();
    let view = asked
        .ask(panel(&lightning(ADA)), GetRecord { refresh: false })
        .unwrap();
    let PanelView::Record(view) = view else {
        panic!("{view:?}");
    };
    (view.tab, view.sort)
}

fn choose(asked: &mut Asked, object: ObjectType, tab: TabName) {
    let sort = SortBy::Kind;
    let choice = TabChoice { object, tab, sort };
    asked
        .ask(panel(&lightning(ADA)), ChooseTab { choice })
        .unwrap();
}

#[test]
fn it_comes_back_on_the_next_record_of_the_same_object_in_the_next_life_too() {
    let (mut asked, _acme) = set_up();
    let first = (TabName::Insights, SortBy::Date);
    assert_eq!(shown(&mut asked), first);
    choose(&mut asked, ObjectType::Lead, TabName::Calls);
    choose(&mut asked, ObjectType::Account, TabName::Web);
    assert_eq!(shown(&mut asked), (TabName::Calls, SortBy::Kind));
    let world = std::rc::Rc::clone(&asked.world);
    drop(asked);
    let mut asked = Asked::new(&world);
    assert_eq!(shown(&mut asked), (TabName::Calls, SortBy::Kind));
}

#[test]
fn a_tab_that_the_object_has_not_is_not_shown() {
    let (mut asked, _acme) = set_up();
    choose(&mut asked, ObjectType::Lead, TabName::People);
    assert_eq!(shown(&mut asked).0, TabName::Insights);
    assert_eq!(TabName::of(ObjectType::Opportunity)[0], TabName::People);
}

#[test]
fn a_tab_is_sorted_by_what_its_rows_have() {
    use SortBy::{Date, DateReversed, Kind, Person};
    for (tab, several, sorts) in [
        (
            TabName::Insights,
            true,
            &[Date, DateReversed, Person, Kind][..],
        ),
        (TabName::Insights, false, &[Date, DateReversed, Kind]),
        (TabName::Calls, true, &[Date, DateReversed, Person]),
        (TabName::Email, false, &[Date, DateReversed]),
        (TabName::People, true, &[]),
        (TabName::Web, true, &[]),
    ] {
        assert_eq!(SortBy::of(tab, several), sorts, "{tab:?}");
    }
}

#[test]
fn what_is_equal_stays_in_the_order_of_its_dates() {
    let activity = |id: &str, kind: &str, who: Option<&str>| -> Dated {
        let activity =
            json!({ "id": id, "kind": kind, "subject": "", "open": false, "at": null, "who": who });
        Dated::new(serde_json::from_value(activity).unwrap(), |_| {
            Day::default()
        })
    };
    let list = [
        activity("a", "call", Some("grace")),
        activity("b", "email", None),
        activity("c", "call", Some("Ada")),
        activity("d", "email", Some("Grace")),
    ];
    for (by, order) in [
        (SortBy::Date, "abcd"),
        (SortBy::DateReversed, "dcba"),
        (SortBy::Person, "cadb"),
        (SortBy::Kind, "bdac"),
    ] {
        let sorted = by.sorted(list.iter().cloned().collect());
        let ids: String = sorted.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, order, "{by:?}");
    }
}
