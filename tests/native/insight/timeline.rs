//! The list of a view's activities and of the pages of older ones.

use msi_actions::base::{Day, Millis};
use msi_actions::insight::{ActivityKind, ActivityView, Dated, Timeline, When};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn one(id: &str, kind: ActivityKind, on: &str) -> ActivityView {
    ActivityView {
        id: id.to_owned(),
        kind,
        subject: id.to_owned(),
        note: None,
        minutes: None,
        priority: None,
        at: Some(When::On(day(on))),
        open: false,
        theirs: false,
        opened: None,
        who: None,
        task: None,
        changed: None,
    }
}

#[test]
fn the_list_with_older_ones_has_each_once_and_of_a_mail_and_its_task_the_mail() {
    let day_of = |_: Millis| Day::default();
    let open = ActivityView {
        open: true,
        ..one("00T1", ActivityKind::Task, "2027-02-01")
    };
    let view = [
        open.clone(),
        one("02s1", ActivityKind::Email, "2027-01-14"),
        one("00T2", ActivityKind::Call, "2026-12-01"),
    ];
    let mail = ActivityView {
        task: Some("00T4".to_owned()),
        ..one("02s2", ActivityKind::Email, "2026-12-05")
    };
    let pages = [
        vec![
            one("00T2", ActivityKind::Call, "2026-12-01"),
            one("00T3", ActivityKind::Task, "2026-11-01"),
            one("00T4", ActivityKind::Email, "2026-12-05"),
            mail,
        ],
        // Of a week that was read by itself.
        vec![
            one("00T5", ActivityKind::Task, "2026-11-02"),
            one("00T3", ActivityKind::Task, "2026-11-01"),
        ],
    ];
    let mut all = Timeline::default();
    assert!(all.follow(&view, &[], day_of));
    assert!(!all.follow(&view, &[], day_of));
    assert!(all.rows().iter().map(|one| &*one.of).eq(&view));
    let pages = pages.map(|page| paged(&page));
    assert!(all.follow(&view, &pages, day_of));
    let expected = ["00T1", "02s1", "02s2", "00T2", "00T5", "00T3"];
    assert_eq!(ids(&all), expected);
    // What a newer view does not have any more is older than that.
    let [open, mail, _] = &view;
    let newer = [
        open.clone(),
        one("02s9", ActivityKind::Email, "2027-01-15"),
        mail.clone(),
    ];
    assert!(all.follow(&newer, &pages, day_of));
    let expected = ["00T1", "02s9", "02s1", "02s2", "00T2", "00T5", "00T3"];
    assert_eq!(ids(&all), expected);
    assert!(
        all.follow(&newer, &[], day_of),
        "another record, or the account"
    );
    assert_eq!(ids(&all), ["00T1", "02s9", "02s1"]);
}

fn paged(page: &[ActivityView]) -> Arc<[Dated]> {
    let page = page.iter().cloned();
    page.map(|one| Dated::new(one, |_| Day::default()))
        .collect()
}

fn ids(list: &Timeline) -> Vec<String> {
    list.rows().iter().map(|one| one.id.clone()).collect()
}

/// A mail stands for the task of its number; both have any day.
fn any_activity() -> impl Strategy<Value = ActivityView> {
    (0..60u16, any::<bool>(), 1..28u8, any::<bool>()).prop_map(|(n, mail, on, open)| {
        let on = format!("2027-01-{on:02}");
        match mail {
            true => ActivityView {
                task: Some(format!("00T{n}")),
                ..one(&format!("02s{n}"), ActivityKind::Email, &on)
            },
            false => ActivityView {
                open: open && n % 4 == 0,
                ..one(&format!("00T{n}"), ActivityKind::Task, &on)
            },
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn page_by_page_the_list_is_as_if_it_were_made_at_once(
        view in proptest::collection::vec(any_activity(), 0..12),
        pages in proptest::collection::vec(proptest::collection::vec(any_activity(), 0..40), 0..8),
    ) {
        let day_of = |_: Millis| Day::default();
        let mut seen = BTreeMap::new();
        let mut once = |all: Vec<ActivityView>| -> Vec<ActivityView> {
            // The same activity is the same wherever it is read.
            let all = all.into_iter();
            let all = all.map(|one| seen.entry(one.id.clone()).or_insert(one).clone());
            all.collect()
        };
        let mut view = once(view);
        view.sort_by(|one, other| one.id.cmp(&other.id));
        view.dedup_by(|one, other| one.id == other.id);
        let pages: Vec<Vec<ActivityView>> = pages.into_iter().map(once).collect();
        let mut list = Timeline::default();
        let mut read: Vec<Arc<[Dated]>> = Vec::new();
        list.follow(&view, &read, day_of);
        for page in &pages {
            read.push(paged(page));
            list.follow(&view, &read, day_of);
        }
        let mut at_once = Timeline::default();
        at_once.follow(&view, &[paged(&pages.concat())], day_of);
        if !pages.is_empty() {
            prop_assert_eq!(ids(&list), ids(&at_once));
        }
        // By the rules alone.
        let all: Vec<&ActivityView> = view.iter().chain(pages.iter().flatten()).collect();
        let of_mail = |id: &str| all.iter().any(|one| one.task.as_deref() == Some(id));
        let is_open_here = |one: &ActivityView| one.open && view.contains(one);
        let mut expected: Vec<&ActivityView> = Vec::new();
        for one in all.iter().filter(|one| is_open_here(one) || !of_mail(&one.id)) {
            if !expected.iter().any(|other| other.id == one.id) {
                expected.push(one);
            }
        }
        expected.sort_by_key(|one| match is_open_here(one) {
            true => (0, None, String::new()),
            false => (1, Some(std::cmp::Reverse(one.at.unwrap().day(day_of))), one.subject.clone()),
        });
        let expected: Vec<String> = expected.iter().map(|one| one.id.clone()).collect();
        let found = ids(&list);
        prop_assert_eq!(found.len(), expected.len());
        let open = view.iter().filter(|one| one.open).count();
        prop_assert_eq!(&found[open..], &expected[open..]);
    }
}
