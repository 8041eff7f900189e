//! The browser's side panel, as the worker sees it: it shows the record of the tab in front, and the pages of
//! its window have no panel of their own.

use crate::support::worker::{ADA, Asked, TAB, code, lightning, page, panel, set_up};
use crate::world::BrowserCall;
use msi_actions::base::WindowId;
use msi_actions::panel::PanelView;
use msi_actions::protocol::{GetRecord, Look, PageOrder, Sender, SidePanelOpened};

const WINDOW: WindowId = WindowId(7);
const OTHER: WindowId = WindowId(8);
const SIDE: Sender = Sender::SidePanel { window: WINDOW };

/// Whether the page in the tab is to show a panel.
fn page_has_panel(asked: &mut Asked) -> bool {
    let order = asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap();
    order != PageOrder::Unmount
}

#[test]
fn pages_beside_it_have_no_panel_until_it_closes() {
    let (mut asked, _acme) = set_up();
    asked.world.bring_to_front(WINDOW, TAB, &lightning(ADA));
    assert!(page_has_panel(&mut asked));
    asked.world.show_side_panel(WINDOW, true);
    asked.world.take_calls();
    asked.ask(SIDE, SidePanelOpened {}).unwrap();
    assert!(asked.world.take_calls().contains(&BrowserCall::LookAgain));
    assert!(!page_has_panel(&mut asked));
    let world = std::rc::Rc::clone(&asked.world);
    // The worker starts anew: it knows it still.
    drop(asked);
    let mut asked = Asked::new(&world);
    assert!(!page_has_panel(&mut asked));
    world.show_side_panel(WINDOW, false);
    asked
        .life
        .run(asked.worker.side_panel_closed(WINDOW))
        .unwrap()
        .unwrap();
    assert!(world.take_calls().contains(&BrowserCall::LookAgain));
    assert!(page_has_panel(&mut asked));
}

#[test]
fn where_the_browser_does_not_tell_of_its_end_the_next_look_finds_out() {
    let (mut asked, _acme) = set_up();
    asked.world.bring_to_front(WINDOW, TAB, &lightning(ADA));
    asked.world.show_side_panel(WINDOW, true);
    asked.ask(SIDE, SidePanelOpened {}).unwrap();
    asked.world.show_side_panel(WINDOW, false);
    assert!(page_has_panel(&mut asked));
}

#[test]
fn the_pages_of_another_window_keep_theirs() {
    let (mut asked, _acme) = set_up();
    asked.world.bring_to_front(OTHER, TAB, &lightning(ADA));
    asked.world.show_side_panel(WINDOW, true);
    asked.ask(SIDE, SidePanelOpened {}).unwrap();
    assert!(page_has_panel(&mut asked));
}

#[test]
fn it_shows_the_record_of_the_tab_in_front_or_none() {
    let (mut asked, _acme) = set_up();
    let refresh = false;
    for (url, has_record) in [
        (lightning(ADA), true),
        (
            "https://acme.lightning.force.com/lightning/o/Account/list".into(),
            false,
        ),
        ("https://mail.example/".into(), false),
    ] {
        asked.world.bring_to_front(WINDOW, TAB, &url);
        let view = asked.ask(SIDE, GetRecord { refresh }).unwrap();
        assert_eq!(matches!(view, PanelView::Record(_)), has_record, "{url}");
    }
}

#[test]
fn a_panel_in_a_page_is_no_side_panel() {
    let (mut asked, _acme) = set_up();
    let opened = asked.ask(panel(&lightning(ADA)), SidePanelOpened {});
    assert_eq!(code(opened), "bug.not_yours_to_ask");
}
