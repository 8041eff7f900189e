//! What earlier releases stored is read by this one: `data/stored.json` holds each value as its first
//! release wrote it, and stays as it is for ever. A change of shape adds a migration, never an edit
//! there.

use crate::support::onboarding_services::invitation;
use crate::support::salesforce_org::org;
use crate::support::worker::{ADA, Asked, code, lightning, page};
use crate::world::{AuthAnswer, Life, World};
use msi_actions::mailbox::Mailboxes;
use msi_actions::onboarding::{PopupView, Wizard};
use msi_actions::ports::{Area, AuthWindowError, NetworkError};
use msi_actions::protocol::{GetPopup, Look, PasteInvitation, Sender};
use msi_actions::storage::{aside, from_text};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

fn first_release() -> BTreeMap<String, Value> {
    serde_json::from_str(include_str!("../data/stored.json")).unwrap()
}

/// A browser with everything that the first release kept, without a network.
fn old_browser() -> Rc<World> {
    let world = World::new();
    world.on_http(|_, _| Some(Err(NetworkError::Offline)));
    world.on_sign_in(|_, _, _| AuthAnswer::Fails(AuthWindowError::NotLoaded));
    for (key, value) in first_release() {
        world.plant(Area::Local, &key, &value.to_string());
    }
    world
}

#[test]
fn a_rep_of_the_first_release_is_still_at_home() {
    let mut asked = Asked::new(&old_browser());
    let Ok(PopupView::Home(home)) = asked.ask(Sender::Popup, GetPopup {}) else {
        panic!("not at home")
    };
    assert_eq!(home.name, "Jo Devries");
    assert_eq!(home.orgs.len(), 1);
    assert!(home.connections.iter().all(|each| each.fault.is_none()));
    let placed = asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap();
    let placed = serde_json::to_value(placed).unwrap();
    assert_eq!(
        (&placed["collapsed"], &placed["width"]),
        (&true.into(), &444.into())
    );
    let mailboxes = Mailboxes::new(Rc::clone(&asked.world));
    let signature = Life::begin(&asked.world).run(mailboxes.signature());
    assert_eq!(signature.unwrap().unwrap(), "<p>Jo</p>");
}

#[test]
fn every_step_of_the_first_release_s_wizard_is_read() {
    let kept = first_release()["onboarding.wizard"].clone();
    for (step, finished, orgs) in [
        ("not_invited", false, 0),
        ("activate", false, 0),
        ("activate", true, 1),
        ("signature", false, 0),
        ("launch", true, 1),
        ("home", true, 1),
    ] {
        let mut kept = kept.clone();
        kept["step"] = step.into();
        kept["finished"] = finished.into();
        let wizard: Wizard = from_text(&kept.to_string()).unwrap();
        assert_eq!(wizard.orgs.len(), orgs, "{step}");
        assert!(wizard.orgs.iter().all(|own| own.org == org()));
    }
    let mut touring = kept;
    touring["step"] = serde_json::json!({ "tour": 2 });
    assert!(from_text::<Wizard>(&touring.to_string()).is_ok());
}

#[test]
fn what_a_newer_release_kept_is_never_overwritten() {
    for key in first_release().keys() {
        let world = old_browser();
        let newer = r#"{"v":99,"anything":1}"#;
        world.plant(Area::Local, key, newer);
        let mut asked = Asked::new(&world);
        let link = invitation(&world).to_string();
        let _ = asked.ask(Sender::Popup, GetPopup {});
        let _ = asked.ask(Sender::Popup, PasteInvitation { link });
        let _ = asked.ask(page(&lightning(ADA)), Look { seen: false });
        assert_eq!(world.stored(Area::Local)[key], newer, "{key}");
    }
    let world = old_browser();
    world.plant(Area::Local, "onboarding.wizard", r#"{"v":99}"#);
    let popup = Asked::new(&world).ask(Sender::Popup, GetPopup {});
    assert_eq!(code(popup), "storage.newer");
}

#[test]
fn a_damaged_set_up_is_told_and_kept_aside() {
    let world = old_browser();
    let damaged = r#"{"v":2,"orgs":"#;
    world.plant(Area::Local, "onboarding.wizard", damaged);
    let mut asked = Asked::new(&world);
    let Ok(PopupView::NotInvited {
        fault: Some(fault), ..
    }) = asked.ask(Sender::Popup, GetPopup {})
    else {
        panic!("not told")
    };
    assert_eq!(fault.code.as_str(), "storage.damaged");
    let link = invitation(&world).to_string();
    asked.ask(Sender::Popup, PasteInvitation { link }).unwrap();
    let kept = world.stored(Area::Local);
    assert_eq!(kept[&aside("onboarding.wizard")], damaged);
    assert!(from_text::<Wizard>(&kept["onboarding.wizard"]).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever lies in the storage, the popup answers, and nothing of it is lost.
    #[test]
    fn no_text_in_the_storage_breaks_the_popup(text in ".{0,80}", at in 0_usize..4) {
        let key = first_release().keys().nth(at).unwrap().clone();
        let world = old_browser();
        world.plant(Area::Local, &key, &text);
        let mut asked = Asked::new(&world);
        let popup = asked.ask(Sender::Popup, GetPopup {});
        prop_assert!(popup.is_ok());
        let kept = world.stored(Area::Local);
        prop_assert!(kept.get(&key) == Some(&text) || kept.get(&aside(&key)) == Some(&text));
    }
}
