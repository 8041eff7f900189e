//! What follows the rep to whatever page they go.

use crate::acme::org;
use crate::worker::ada;
use msi_actions::base::{
    ActionKind, Fault, IntentId, Millis, Move, ObjectType, Provider, RecordId, RecordRef,
};
use msi_actions::outbox::{Folded, OutboxItem, OutboxState, Strip};

fn grace() -> RecordRef {
    RecordRef {
        org: org(),
        object: ObjectType::Contact,
        id: RecordId::parse("003Ac0000000001").unwrap(),
    }
}

fn item(n: u8, record: RecordRef, state: OutboxState) -> OutboxItem {
    OutboxItem {
        progress: None,
        intent: IntentId::new([n; 16]),
        action: ActionKind::SendEmail,
        record,
        subject: format!("Mail {n}"),
        recipients: "Ada Lovelace".into(),
        zones: Vec::new(),
        submitted: Millis(i64::from(n)),
        state,
        candidates: Vec::new(),
        notes: Vec::new(),
    }
}

fn undo() -> OutboxState {
    OutboxState::Undo { until: Millis(99) }
}

fn waits_for(whose_move: Move) -> OutboxState {
    OutboxState::Waiting {
        fault: Some(Fault::new("mailbox.session_expired", whose_move)),
        next: None,
    }
}

fn subjects(items: &[OutboxItem]) -> Vec<&str> {
    items.iter().map(|item| item.subject.as_str()).collect()
}

#[test]
fn what_can_be_taken_back_and_what_needs_the_rep_follows_them() {
    let provider = Provider::Google;
    let failed = OutboxState::Failed {
        fault: Fault::new("mailbox.refused", Move::FixInput),
    };
    let items = [
        item(9, ada(), undo()),
        item(1, ada(), OutboxState::Held),
        item(2, ada(), waits_for(Move::SignIn { provider })),
        item(3, ada(), OutboxState::Unconfirmed),
        item(4, ada(), failed),
        item(5, ada(), OutboxState::TakenBack),
        // These go on, or are over.
        item(6, ada(), OutboxState::Sending),
        item(7, ada(), waits_for(Move::Retry { after: None })),
        item(8, ada(), OutboxState::Done { warning: None }),
    ];
    for elsewhere in [None, Some(&grace())] {
        let strip = Strip::of(&items, elsewhere);
        assert_eq!(
            strip.last().map(|item| item.subject.as_str()),
            Some("Mail 9")
        );
        let needs = ["Mail 1", "Mail 2", "Mail 3", "Mail 4", "Mail 5"];
        assert_eq!(subjects(&strip.rest()), needs);
        assert_eq!(strip.folded(), Folded::Needs(5));
    }
}

#[test]
fn what_the_record_in_view_shows_by_itself_is_not_said_twice() {
    let items = [item(1, ada(), undo()), item(2, grace(), OutboxState::Held)];
    let strip = Strip::of(&items, Some(&ada()));
    assert_eq!(strip.last(), None);
    assert_eq!(strip.folded(), Folded::One(Box::new(items[1].clone())));
    let strip = Strip::of(&items, Some(&grace()));
    assert_eq!(strip.last(), Some(&items[0]));
    assert_eq!(strip.folded(), Folded::Nothing);
}

#[test]
fn the_last_that_was_done_is_one_press_away_and_the_others_are_folded() {
    let items = [
        item(1, ada(), undo()),
        item(3, grace(), undo()),
        item(2, ada(), undo()),
    ];
    let strip = Strip::of(&items, None);
    assert_eq!(strip.last(), Some(&items[1]));
    assert_eq!(strip.folded(), Folded::More(2));
    assert_eq!(subjects(&strip.rest()), ["Mail 2", "Mail 1"]);
    let with_one_stuck = [&items[..], &[item(4, ada(), OutboxState::Held)]].concat();
    let strip = Strip::of(&with_one_stuck, None);
    assert_eq!(strip.folded(), Folded::Needs(1));
    assert_eq!(subjects(&strip.rest()), ["Mail 4", "Mail 2", "Mail 1"]);
}
