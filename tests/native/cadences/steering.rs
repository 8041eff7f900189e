//! What is known of cadences and when it is read; what the rep does with people in them.

use super::adding::cadence;
use crate::campaigns::desk::{Desk, HOUR, form, lead, record, shared, submit};
use crate::support::campaign_org::{CampaignOrg, describes};
use crate::support::salesforce_org::{JO, SAM, org as host};
use crate::support::worker::{code, lightning, panel};
use msi_actions::actions::Offer;
use msi_actions::base::{ActionKind, Fault, RecordId};
use msi_actions::cadences::{OrgCadences, SteerTarget, StepNow};
use msi_actions::campaigns::Recency;
use msi_actions::panel::PanelView;
use msi_actions::ports::Clock;
use msi_actions::protocol::{GetCadences, GetRecord, GetRecordCadences, Sender, SteerInCadence};
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn shown(desk: &mut Desk, who: usize, recency: Recency) -> OrgCadences {
    let url = lightning(lead(who).as_str());
    let question = GetRecordCadences {
        record: record(who),
        recency,
    };
    desk.asked.ask(panel(&url), question).unwrap()
}

fn look(desk: &mut Desk, who: usize, refresh: bool) -> PanelView {
    let url = lightning(lead(who).as_str());
    let view = desk.asked.ask(panel(&url), GetRecord { refresh }).unwrap();
    desk.asked.life.settle().unwrap();
    view
}

fn steer(desk: &mut Desk, tracker: &RecordId, how: SteerTarget) -> Result<(), Fault> {
    let url = lightning(lead(1).as_str());
    let order = SteerInCadence {
        org: host(),
        tracker: tracker.clone(),
        how,
    };
    desk.asked.ask(panel(&url), order).map(|_| ())
}

/// What the card of the first lead says: the cadence, and whether it is paused.
fn card(desk: &mut Desk) -> Option<(String, bool)> {
    let mut targets = shown(desk, 1, Recency::Known).targets;
    assert!(targets.len() <= 1);
    targets.pop().map(|one| (one.cadence, one.paused))
}

#[test]
fn somebody_is_paused_resumed_and_taken_out_by_one_call_each_and_the_card_follows() {
    let (org, inbox) = shared(1);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    look(&mut desk, 1, false);
    shown(&mut desk, 1, Recency::Recent);
    desk.pass(MINUTE);
    submit(&mut desk, 9, form(&chosen, 1..=1));
    assert_eq!(card(&mut desk), Some(("Inbound".to_owned(), false)));
    let tracker = shown(&mut desk, 1, Recency::Known).targets[0]
        .tracker
        .clone();
    for (how, state, expected) in [
        (SteerTarget::Pause, "Paused", Some(true)),
        (SteerTarget::Resume, "Running", Some(false)),
        (SteerTarget::Remove, "Complete", None),
    ] {
        let (runs, calls) = (org.cadences.runs.get(), org.calls.get());
        steer(&mut desk, &tracker, how).unwrap();
        assert_eq!(org.cadences.states()[0].1, state);
        assert_eq!(org.cadences.runs.get(), runs + 1);
        assert_eq!(org.calls.get(), calls + 1, "it is read again");
        assert_eq!(card(&mut desk).map(|(_, paused)| paused), expected);
    }
    let over = steer(&mut desk, &tracker, SteerTarget::Pause);
    assert_eq!(code(over), "cadences.not_found");
}

#[test]
fn what_salesforce_refuses_is_told_in_its_words_and_the_card_shows_how_it_is() {
    let (org, inbox) = shared(1);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    let now = desk.asked.world.now();
    org.cadences
        .put(now, chosen.id.record().unwrap(), &lead(1), JO);
    look(&mut desk, 1, false);
    let tracker = shown(&mut desk, 1, Recency::Recent).targets[0]
        .tracker
        .clone();
    // Meanwhile it was paused in Salesforce.
    org.cadences.trackers.borrow_mut()[0].state = "Paused";
    let refused = steer(&mut desk, &tracker, SteerTarget::Pause).unwrap_err();
    assert_eq!(refused.code.as_str(), "cadences.refused");
    assert_eq!(
        refused.fields[0].value.as_deref(),
        Some("The tracker is Paused.")
    );
    assert_eq!(card(&mut desk).map(|(_, paused)| paused), Some(true));
}

#[test]
fn a_record_shows_what_is_known_without_a_call_and_refresh_and_the_form_look() {
    let (org, inbox) = shared(2);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    let now = desk.asked.world.now();
    org.cadences
        .put(now, chosen.id.record().unwrap(), &lead(1), JO);
    org.cadences
        .put(now, chosen.id.record().unwrap(), &lead(2), SAM);
    let calls = |org: &Rc<CampaignOrg>| org.calls.get();
    look(&mut desk, 1, false);
    assert!(shown(&mut desk, 1, Recency::Known).targets.is_empty());
    assert_eq!(calls(&org), 0, "showing a record asks nothing");
    look(&mut desk, 1, true);
    assert_eq!(calls(&org), 1, "the first refresh looks");
    assert_eq!(shown(&mut desk, 1, Recency::Known).targets.len(), 1);
    desk.pass(MINUTE);
    look(&mut desk, 1, true);
    assert_eq!(calls(&org), 2, "somebody in view is in a cadence");
    look(&mut desk, 2, false);
    look(&mut desk, 2, true);
    assert_eq!(calls(&org), 2, "not by the rep");
    let here = shown(&mut desk, 2, Recency::Recent);
    assert_eq!((here.cadences.len(), here.targets.len()), (1, 0));
    assert_eq!(calls(&org), 2, "it was read a moment ago");
    desk.pass(4 * MINUTE);
    shown(&mut desk, 2, Recency::Recent);
    assert_eq!(calls(&org), 3, "the form looks");
    org.cadences.cadence(2, "Old", "Inactive");
    org.cadences.cadence(3, "Another", "Active");
    let names = shown(&mut desk, 2, Recency::New).cadences.into_iter();
    let names: Vec<_> = names.map(|cadence| cadence.name).collect();
    assert_eq!(names, ["Another", "Inbound"]);
}

#[test]
fn the_page_shows_everybody_with_their_step_by_one_call_and_steers_them() {
    let (org, inbox) = shared(2);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    let now = desk.asked.world.now();
    let due = now.after(HOUR);
    for (who, by) in [(1, JO), (2, SAM)] {
        org.cadences
            .put(now, chosen.id.record().unwrap(), &lead(who), by);
    }
    let ids: Vec<_> = org
        .cadences
        .trackers
        .borrow()
        .iter()
        .map(|one| one.id.clone())
        .collect();
    // The latest counts.
    *org.cadences.steps.borrow_mut() = vec![
        (ids[0].clone(), "Wait", None),
        (ids[0].clone(), "Intro call", Some(due)),
        (ids[1].clone(), "Not Jo's", None),
    ];
    let recency = Recency::Recent;
    let mut page = || {
        desk.asked
            .ask(Sender::App, GetCadences { recency })
            .unwrap()
    };
    let here = page().pop().unwrap();
    assert_eq!((here.org, org.calls.get()), (host(), 1));
    let [one] = &here.known.targets[..] else {
        panic!("{:?}", here.known.targets)
    };
    assert_eq!(
        one.name.as_deref(),
        Some(format!("Lead {}", lead(1)).as_str())
    );
    let step = StepNow {
        title: "Intro call".to_owned(),
        due: Some(due),
    };
    assert_eq!(one.step, Some(step));
    assert_eq!(page().len(), 1);
    assert_eq!(org.calls.get(), 1, "it was read a moment ago");
    let order = SteerInCadence {
        org: host(),
        tracker: one.tracker.clone(),
        how: SteerTarget::Remove,
    };
    desk.asked.ask(Sender::App, order).unwrap();
    let mut page = desk
        .asked
        .ask(Sender::App, GetCadences { recency })
        .unwrap();
    assert!(page.pop().unwrap().known.targets.is_empty());
}

#[test]
fn without_a_network_what_is_known_stays_and_no_cadences_are_shown_where_there_are_none() {
    for licence in [true, false] {
        let (org, inbox) = shared(1);
        let cadence = licence.then(|| cadence(&org));
        let mut desk = Desk::new(&org, &inbox, 1);
        let now = desk.asked.world.now();
        let page = |desk: &mut Desk| {
            let recency = Recency::New;
            let mut orgs = desk
                .asked
                .ask(Sender::App, GetCadences { recency })
                .unwrap();
            orgs.pop().unwrap().known
        };
        if let Some(chosen) = cadence {
            org.cadences
                .put(now, chosen.id.record().unwrap(), &lead(1), JO);
            assert_eq!(page(&mut desk).targets.len(), 1);
        }
        desk.asked.world.set_offline(true);
        let known = page(&mut desk);
        assert!(known.fault.is_some());
        assert_eq!(
            (known.is_empty(), known.targets.len()),
            (!licence, usize::from(licence))
        );
    }
}

#[test]
fn adding_is_offered_unless_the_objects_are_closed_to_the_rep_and_there_are_no_cadences() {
    for (objects, licence) in [(true, true), (true, false), (false, true), (false, false)] {
        let (org, inbox) = shared(1);
        org.without_objects.set(!objects);
        if licence {
            cadence(&org);
        }
        let mut desk = Desk::new(&org, &inbox, 1);
        if !objects {
            let closed = json!({ "createable": false, "fields": [] });
            for (name, _) in describes() {
                desk.acme.step(name, 200, closed.clone());
            }
        }
        let PanelView::Record(view) = look(&mut desk, 1, false) else {
            panic!("no record")
        };
        let mut actions = view.actions.iter();
        let (_, offer) = actions
            .find(|(kind, _)| *kind == ActionKind::AddToCampaign)
            .unwrap();
        assert_eq!(*offer == Offer::Yes, objects || licence, "{offer:?}");
        assert_eq!(view.facts.cadences, licence);
        look(&mut desk, 1, true);
        desk.pass(HOUR);
        shown(&mut desk, 1, Recency::New);
        assert_eq!(org.calls.get(), usize::from(licence) * 2);
    }
}
