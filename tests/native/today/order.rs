//! The list, made of what is known: the order, each thing once, and what is over is gone.

use msi_actions::base::{Fault, IntentId, Millis, Move};
use msi_actions::today::{Item, Known, items, not_read_yet};
use proptest::prelude::*;
use serde_json::{Value, json};

const ORG: &str = "acme.my.salesforce.com";
const NOW: i64 = 1_800_000_000_000;
const MINUTE: i64 = 60_000;
const CAMPAIGN: u8 = 9;
const NONE: [String; 0] = [];

fn intent(n: u8) -> String {
    IntentId::new([n; 16]).to_string()
}

fn lead(n: u8) -> Value {
    json!({ "org": ORG, "object": "Lead", "id": format!("00QAc00000000{n:02}MAA") })
}

fn task_id(n: u8) -> String {
    format!("00TAc00000000{n:02}MAA")
}

fn of<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// A mail on the nth lead, submitted so many minutes ago.
fn mail(n: u8, ago: i64, state: Value) -> Value {
    json!({ "intent": intent(n), "action": "send_email", "record": lead(n), "subject": "Hello", "recipients": "Ada",
        "submitted": NOW - ago * MINUTE, "state": state })
}

fn failed() -> Value {
    json!({ "failed": { "fault": Fault::new("salesforce.busy", Move::FixInput) } })
}

/// What came back to a mail on the nth lead, so many minutes ago.
fn reply(n: u8, ago: i64, what: Value, seen: bool) -> Value {
    json!({ "logged": true, "fault": null, "came_back": { "id": intent(100 + n), "org": ORG, "user": "005Ac0000000001",
        "record": lead(n), "name": "Ada Lovelace", "subject": "Re: Hello", "at": NOW - ago * MINUTE, "what": what, "seen": seen } })
}

fn task(n: u8, day: &str, done: bool) -> Value {
    json!({ "id": task_id(n), "kind": "call", "subject": format!("Call {n}"), "who": null, "what": null, "due": day, "done": done })
}

/// Salesforce reminds of it in so many hours.
fn by_the_hour(mut task: Value, hours: i64) -> Value {
    task["remind"] = json!(NOW + hours * 60 * MINUTE);
    task
}

fn tasks(tasks: &[Value]) -> Value {
    json!([{ "org": ORG, "today": "2026-11-30", "tasks": tasks, "at": NOW - 10 * MINUTE, "fault": null }])
}

/// Somebody in the campaign, whose first step is the nth task, made so many minutes ago.
fn campaigns(n: u8, ago: i64, open: bool) -> Value {
    let step = json!({ "day": 1, "what": { "task": { "kind": "call", "subject": "Say hello", "notes": "" } } });
    let rules = serde_json::to_value(msi_actions::campaigns::Rules::default()).unwrap();
    json!([{ "org": ORG, "keeping": "salesforce", "at": NOW, "fault": null, "no_mails": null,
        "campaigns": [{ "id": "a0XAc0000000001", "own": true, "owner": "Jo", "changed": NOW, "campaign": {
            "key": intent(CAMPAIGN), "name": "Trade fair", "category": "", "steps": [step, step], "rules": rules, "archived": false } }],
        "members": [{ "key": "m", "campaign": intent(CAMPAIGN), "record": lead(n), "name": "Ada Lovelace", "address": "ada@a.example",
            "started": NOW, "standing": "active", "next": 2, "waits": "task",
            "done": [{ "number": 1, "at": NOW - ago * MINUTE, "how": { "task": { "id": task_id(n), "open": open } } }] }] }])
}

fn known(outbox: &[Value], came_back: &[Value], due: &[Value], in_campaigns: Value) -> Known {
    Known {
        outbox: of(json!(outbox)),
        came_back: of(json!(came_back)),
        tasks: of(tasks(due)),
        campaigns: of(in_campaigns),
    }
}

/// What each item is, and of what.
fn names(known: &Known) -> Vec<String> {
    let name = |item: &Item| match item {
        Item::Failed(item) => format!("failed {}", item.record.id),
        Item::Held(item) => format!("held {}", item.record.id),
        Item::Reply(view) => format!("reply {}", view.came_back.record.id),
        Item::Step(due, step) => format!("step {}/{} {}", step.number, step.all, due.task.id),
        Item::Task(due) => format!("task {}", due.task.id),
    };
    items(known).iter().map(name).collect()
}

#[test]
fn what_waits_for_the_rep_comes_first_then_answers_then_what_is_late_then_today_by_the_hour() {
    let all = known(
        &[
            mail(1, 5, json!("held")),
            mail(2, 90, failed()),
            mail(3, 1, json!("sending")),
        ],
        &[
            reply(4, 60, json!("reply"), false),
            reply(
                5,
                2,
                json!({ "bounce": { "address": "a@b.example", "lasting": "permanent" } }),
                false,
            ),
            reply(6, 5, json!("reply"), false),
            reply(7, 1, json!({ "away": null }), false),
            reply(8, 1, json!("reply"), true),
        ],
        &[
            by_the_hour(task(11, "2026-11-30", false), 5),
            by_the_hour(task(12, "2026-11-30", false), 2),
            task(13, "2026-11-30", false),
            task(14, "2026-10-02", false),
            task(15, "2026-11-29", false),
            task(16, "2026-11-30", true),
        ],
        campaigns(13, 60 * 24, true),
    );
    let lead = |n: u8| lead(n)["id"].as_str().unwrap().to_owned();
    assert_eq!(
        names(&all),
        [
            format!("failed {}", lead(2)),
            format!("held {}", lead(1)),
            format!("reply {}", lead(6)),
            format!("reply {}", lead(4)),
            format!("reply {}", lead(5)),
            format!("task {}", task_id(15)),
            format!("task {}", task_id(14)),
            format!("task {}", task_id(12)),
            format!("task {}", task_id(11)),
            format!("step 1/2 {}", task_id(13)),
        ]
    );
}

#[test]
fn an_answer_is_gone_once_the_rep_has_written_on_its_record() {
    let answer = || vec![reply(1, 60, json!("reply"), false)];
    let with = |outbox: &[Value]| names(&known(outbox, &answer(), &[], json!([]))).len();
    assert_eq!(with(&[]), 1);
    assert_eq!(with(&[mail(1, 61, json!("sending"))]), 1, "before it came");
    assert_eq!(
        with(&[mail(2, 5, json!("sending"))]),
        1,
        "on another record"
    );
    assert_eq!(with(&[mail(1, 5, json!("sending"))]), 0);
    assert_eq!(with(&[mail(1, 5, failed())]), 2, "it was not sent");
    let mut found_late = answer();
    found_late[0]["came_back"]["found"] = json!(NOW - 2 * MINUTE);
    let with = |ago| {
        names(&known(
            &[mail(1, ago, json!("sending"))],
            &found_late,
            &[],
            json!([]),
        ))
        .len()
    };
    assert_eq!(with(5), 1, "nobody knew of it yet");
    assert_eq!(with(1), 0);
}

#[test]
fn a_step_and_its_task_are_one_and_the_tasks_say_whether_it_is_due() {
    let day = "2026-11-30";
    let with = |due: &[Value], ago, open| names(&known(&[], &[], due, campaigns(1, ago, open)));
    let step = format!("step 1/2 {}", task_id(1));
    assert_eq!(
        with(&[task(1, day, false)], 60, true),
        std::slice::from_ref(&step)
    );
    assert_eq!(with(&[task(1, day, true)], 60, true), NONE, "done here");
    assert_eq!(with(&[], 60, true), NONE, "moved to another day");
    assert_eq!(
        with(&[], 5, true),
        [step],
        "begun after the tasks were read"
    );
    assert_eq!(with(&[], 5, false), NONE);
}

#[test]
fn the_tasks_are_to_be_read_again_only_for_a_step_begun_since() {
    let since = |due: &[Value], ago| {
        let all = known(&[], &[], due, campaigns(1, ago, true));
        not_read_yet(&all.tasks[0], &all.campaigns[0])
    };
    assert_eq!(since(&[], 60), None);
    assert_eq!(since(&[], 5), Some(Millis(NOW - 5 * MINUTE)));
    assert_eq!(since(&[task(1, "2026-11-30", true)], 5), None);
}

#[test]
fn a_call_is_begun_from_its_row_and_opens_the_record_that_it_is_for() {
    let all = known(
        &[mail(2, 1, failed())],
        &[],
        &[task(1, "2026-11-30", false)],
        json!([]),
    );
    let [failed, call] = &items(&all)[..] else {
        panic!()
    };
    assert_eq!(call.action(), Some(msi_actions::base::ActionKind::LogCall));
    assert_eq!(call.record().1.as_str()[..3], *"00T", "it is about nobody");
    assert_eq!(failed.action(), None);
    assert_eq!(failed.record().1.as_str(), lead(2)["id"]);
}

proptest! {
    /// Whatever the order in which it becomes known, the list is the same, and nothing is in it twice.
    #[test]
    fn the_list_depends_on_what_there_is_alone(days in proptest::collection::vec(1..30u8, 1..12), turn in 0..12usize) {
        let due: Vec<Value> = days.iter().zip(1..).map(|(day, n)| task(n, &format!("2026-11-{day:02}"), false)).collect();
        let held: Vec<Value> = (1..4).map(|n| mail(n, i64::from(n), json!("held"))).collect();
        let list = names(&known(&held, &[], &due, campaigns(2, 60, true)));
        let mut keys: Vec<String> = items(&known(&held, &[], &due, json!([]))).iter().map(Item::key).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), held.len() + due.len());
        prop_assert_eq!(list.len(), held.len() + due.len());
        let mut turned = held;
        turned.rotate_left(turn % 3);
        prop_assert_eq!(names(&known(&turned, &[], &due, campaigns(2, 60, true))), list);
    }
}
