//! What belongs to every surface: light or dark, and the browser's own keys.

use crate::support::worker::{ADA, Asked, lightning, page, panel, set_up};
use crate::world::BrowserCall;
use msi_actions::base::{BrowserCommand, BrowserKey, Topic};
use msi_actions::panel::PanelView;
use msi_actions::ports::Area;
use msi_actions::protocol::{
    GetBrowserKeys, GetRecord, GetRecordNow, GetTheme, Look, OpenBrowserKeys, PageOrder,
    RemoveEverything, Sender, SetTheme, Theme,
};

fn theme_of_the_frame(asked: &mut Asked) -> Theme {
    match asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap()
    {
        PageOrder::Mount { theme, .. } => theme,
        PageOrder::Unmount => panic!("no panel"),
    }
}

#[test]
fn the_theme_is_the_browser_s_until_the_rep_chooses_and_then_every_surface_s() {
    let (mut asked, _) = set_up();
    assert_eq!(theme_of_the_frame(&mut asked), Theme::Browser);
    asked.world.take_calls();
    let theme = Theme::Dark;
    asked.ask(Sender::Popup, SetTheme { theme }).unwrap();
    let told = asked.world.take_calls();
    assert!(
        told.contains(&BrowserCall::Changed(Topic::Setup)),
        "the surfaces"
    );
    assert!(
        told.contains(&BrowserCall::LookAgain),
        "the frames in pages"
    );
    asked.world.close_browser();
    let mut next = Asked::new(&asked.world);
    for from in [Sender::App, Sender::Popup, panel(&lightning(ADA))] {
        assert_eq!(next.ask(from, GetTheme {}), Ok(Theme::Dark));
    }
    assert_eq!(theme_of_the_frame(&mut next), Theme::Dark);
    // A page is nobody to choose: the panel in it neither.
    let refused = next.ask(panel(&lightning(ADA)), SetTheme { theme });
    assert_eq!(refused.unwrap_err().code.as_str(), "bug.not_yours_to_ask");
    next.world.take_calls();
    next.ask(Sender::App, RemoveEverything {}).unwrap();
    // The page that asked for it hears that there is none, and forgets what it remembered.
    let told = next.world.take_calls();
    assert!(told.contains(&BrowserCall::Changed(Topic::Setup)));
    assert_eq!(next.ask(Sender::App, GetTheme {}), Ok(Theme::Browser));
    assert!(!next.world.stored(Area::Local).contains_key("theme"));
}

#[test]
fn a_theme_that_a_newer_release_kept_keeps_nobody_from_work() {
    let (mut asked, _) = set_up();
    for kept in [
        r#"{"v":9,"theme":"sepia"}"#,
        r#"{"v":1,"theme":"sepia"}"#,
        "no",
    ] {
        asked.world.plant(Area::Local, "theme", kept);
        assert_eq!(theme_of_the_frame(&mut asked), Theme::Browser, "{kept}");
    }
}

#[test]
fn the_browser_s_keys_are_told_as_they_are_set_and_can_be_changed() {
    let (mut asked, _) = set_up();
    let keys = vec![
        BrowserKey {
            does: BrowserCommand::TogglePanel,
            keys: Some("Alt+Shift+M".into()),
        },
        BrowserKey {
            does: BrowserCommand::OpenSidePanel,
            keys: None,
        },
    ];
    asked.world.set_browser_keys(keys.clone());
    let from = || panel(&lightning(ADA));
    assert_eq!(asked.ask(from(), GetBrowserKeys {}), Ok(keys));
    asked.world.take_calls();
    asked.ask(from(), OpenBrowserKeys {}).unwrap();
    let opened = BrowserCall::OpenTab("chrome://extensions/shortcuts".into());
    assert!(asked.world.take_calls().contains(&opened));
}

#[test]
fn a_panel_that_opens_reads_once_who_works_where() {
    let (mut asked, _) = set_up();
    let now = |asked: &mut Asked| asked.ask(panel(&lightning(ADA)), GetRecordNow {}).unwrap();
    asked
        .ask(panel(&lightning(ADA)), GetRecord { refresh: false })
        .unwrap();
    now(&mut asked);
    asked.world.take_reads();
    let shown = now(&mut asked);
    assert!(matches!(shown, PanelView::Record(_)), "{shown:?}");
    let reads = asked.world.take_reads();
    assert_eq!(reads.get("onboarding.wizard"), Some(&1), "{reads:?}");
}
