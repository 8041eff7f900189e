//! The tab that the rep chose last beside each object.

use crate::support::worker::{ADA, Asked, lightning, page, panel, set_up};
use msi_actions::base::ObjectType;
use msi_actions::insight::{TabChoice, TabName};
use msi_actions::panel::PanelView;
use msi_actions::protocol::{ChooseTab, GetRecord, Look};

fn shown(asked: &mut Asked) -> TabName {
    asked.ask(page(&lightning(ADA)), Look {}).unwrap();
    let view = asked
        .ask(panel(&lightning(ADA)), GetRecord { refresh: false })
        .unwrap();
    let PanelView::Record(view) = view else {
        panic!("{view:?}");
    };
    view.tab
}

fn choose(asked: &mut Asked, object: ObjectType, tab: TabName) {
    let choice = TabChoice { object, tab };
    asked
        .ask(panel(&lightning(ADA)), ChooseTab { choice })
        .unwrap();
}

#[test]
fn it_comes_back_on_the_next_record_of_the_same_object_in_the_next_life_too() {
    let (mut asked, _acme) = set_up();
    assert_eq!(shown(&mut asked), TabName::Insights);
    choose(&mut asked, ObjectType::Lead, TabName::Calls);
    choose(&mut asked, ObjectType::Account, TabName::Web);
    assert_eq!(shown(&mut asked), TabName::Calls);
    let world = std::rc::Rc::clone(&asked.world);
    drop(asked);
    let mut asked = Asked::new(&world);
    assert_eq!(shown(&mut asked), TabName::Calls);
}

#[test]
fn a_tab_that_the_object_has_not_is_not_shown() {
    let (mut asked, _acme) = set_up();
    choose(&mut asked, ObjectType::Lead, TabName::People);
    assert_eq!(shown(&mut asked), TabName::Insights);
    assert_eq!(TabName::of(ObjectType::Opportunity)[0], TabName::People);
}
