//! A rep who is taken out of the team, and one who removes everything.

use crate::support::salesforce_org::org;
use crate::support::worker::{ADA, Asked, ada, code, keep, lightning, mail, page, panel, set_up};
use msi_actions::base::IntentId;
use msi_actions::onboarding::PopupView;
use msi_actions::panel::PanelView;
use msi_actions::ports::{Area, Clock, Random, Table};
use msi_actions::protocol::{
    GetPopup, GetRecord, Look, PageOrder, RemoveEverything, Sender, Submit,
};
use serde_json::json;
use std::time::Duration;

/// What the org said when it was asked last.
fn org_said(asked: &Asked, invited: &str) {
    let world = &asked.world;
    let kept = json!({ "v": 1, "invited": invited, "asked": world.now().0 });
    let key = format!("salesforce.invited/{}", org());
    world.plant(Area::Local, &key, &kept.to_string());
}

fn submits(asked: &mut Asked) -> Result<(), String> {
    let intent = IntentId::new(asked.world.bytes());
    let submit = Submit {
        intent,
        record: ada(),
        form: mail(),
        sure: Vec::new(),
    };
    let submitted = asked.ask(panel(&lightning(ADA)), submit);
    submitted
        .map(drop)
        .map_err(|fault| fault.code.as_str().to_owned())
}

#[test]
fn the_panel_says_that_the_invitation_was_withdrawn_and_nothing_is_written() {
    let (mut asked, _) = set_up();
    let keep = keep(mail());
    asked.ask(panel(&lightning(ADA)), keep).unwrap();
    org_said(&asked, "no");
    let order = asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap();
    assert!(
        matches!(order, PageOrder::Mount { .. }),
        "the panel stays and says why"
    );
    let refresh = false;
    let view = asked
        .ask(panel(&lightning(ADA)), GetRecord { refresh })
        .unwrap();
    let PanelView::Failed { fault } = view else {
        panic!("{view:?}");
    };
    assert_eq!(fault.code.as_str(), "onboarding.not_in_team");
    assert_eq!(submits(&mut asked), Err("onboarding.not_in_team".into()));
    assert_eq!(
        asked.world.kept(Table::Drafts).len(),
        1,
        "the draft is kept"
    );

    org_said(&asked, "yes");
    let view = asked
        .ask(panel(&lightning(ADA)), GetRecord { refresh })
        .unwrap();
    assert!(matches!(view, PanelView::Record(_)));
}

#[test]
fn what_was_queued_before_the_invitation_was_withdrawn_waits() {
    let (mut asked, _) = set_up();
    assert_eq!(submits(&mut asked), Ok(()));
    org_said(&asked, "no");
    asked.life.pass(Duration::from_secs(60)).unwrap();
    let sent = |asked: &Asked| {
        let requests = asked.world.requests();
        requests
            .iter()
            .any(|request| request.uri().path().contains("/messages/send"))
    };
    assert!(!sent(&asked));
    assert_eq!(asked.world.kept(Table::Outbox).len(), 1);
}

#[test]
fn removing_everything_leaves_nothing() {
    let (mut asked, _) = set_up();
    // Since then it is known that there is no policy, and it stays so.
    asked.ask(Sender::Popup, GetPopup {}).unwrap();
    asked.life.pass(Duration::from_secs(10)).unwrap();
    let keep = keep(mail());
    asked.ask(panel(&lightning(ADA)), keep).unwrap();
    assert_eq!(submits(&mut asked), Ok(()));
    asked.ask(Sender::App, RemoveEverything {}).unwrap();
    asked.life.settle().unwrap();
    let world = &asked.world;
    let revoked = |path: &str| path.ends_with("/services/oauth2/revoke");
    assert!(
        world
            .requests()
            .iter()
            .any(|request| revoked(request.uri().path()))
    );
    for area in [Area::Local, Area::Session] {
        let stored = world.stored(area);
        // When Chrome's answer about the policy first came: nothing of the rep's.
        let own: Vec<_> = stored
            .keys()
            .filter(|key| !key.starts_with("policy"))
            .collect();
        assert_eq!(own, Vec::<&String>::new());
    }
    for table in [Table::Outbox, Table::Drafts] {
        assert!(world.kept(table).is_empty());
    }
    assert!(world.armed_alarms().is_empty());
    let popup = asked.ask(Sender::Popup, GetPopup {}).unwrap();
    assert!(matches!(popup, PopupView::NotInvited { .. }));
}

#[test]
fn only_the_popup_and_the_web_application_remove_everything() {
    let (mut asked, _) = set_up();
    let removed = asked.ask(panel(&lightning(ADA)), RemoveEverything {});
    assert_eq!(code(removed), "bug.not_yours_to_ask");
}
