//! What changed since the rep last looked: by others, since the look before, for each user.

use super::forms::at_work;
use crate::support::record_view::describe;
use crate::support::salesforce_org::{JO, SAM};
use crate::support::worker::{ADA, Asked, ada, lightning, panel};
use msi_actions::base::time::parse_datetime;
use msi_actions::panel::{PanelView, RecordView};
use msi_actions::protocol::{GetRecord, GetRecordNow, Looked};
use serde_json::{Value, json};

fn shown(answer: PanelView) -> RecordView {
    match answer {
        PanelView::Record(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn read(asked: &mut Asked) -> RecordView {
    let from = panel(&lightning(ADA));
    shown(asked.ask(from, GetRecord { refresh: true }).unwrap())
}

fn look(asked: &mut Asked) {
    let from = panel(&lightning(ADA));
    asked.ask(from, Looked { record: ada() }).unwrap();
}

fn task(n: u8, at: &str, by: &str) -> Value {
    json!({ "Id": format!("00TAc00000000{n:02}"), "Subject": "Call", "LastModifiedDate": at, "LastModifiedById": by })
}

#[test]
fn a_first_look_marks_nothing_and_the_next_what_others_changed_since() {
    let (mut asked, acme) = at_work();
    let fields = ["Subject", "LastModifiedDate", "LastModifiedById"];
    acme.step("Task/describe", 200, describe(&fields));
    let (ninth, tenth) = (
        "2027-01-09T09:00:00.000+0000",
        "2027-01-10T09:00:00.000+0000",
    );
    acme.rows(
        "AND IsClosed = true",
        json!([task(1, ninth, SAM), task(2, tenth, JO)]),
    );
    let first = read(&mut asked);
    assert_eq!(first.looked, None);
    let changed = |view: &RecordView| {
        let all = view.facts.activities.iter();
        all.filter_map(|one| one.changed).collect::<Vec<_>>()
    };
    let at = |text: &str| parse_datetime(text).unwrap();
    assert_eq!(changed(&first), [at(ninth)], "not what Jo did");
    look(&mut asked);
    let from = panel(&lightning(ADA));
    let again = shown(asked.ask(from, GetRecordNow {}).unwrap());
    assert_eq!(again.looked, Some(at(ninth)));

    acme.rows(
        "AND IsClosed = true",
        json!([task(1, ninth, SAM), task(3, tenth, SAM)]),
    );
    let later = read(&mut asked);
    assert_eq!(later.looked, Some(at(ninth)), "until the rep has seen it");
    assert!(changed(&later).contains(&at(tenth)));
    look(&mut asked);
    assert_eq!(read(&mut asked).looked, Some(at(tenth)));
}
