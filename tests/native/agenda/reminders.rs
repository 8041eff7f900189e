//! Reminders of tasks: told once at their time, and what a click on one opens.

use crate::support::salesforce_org::{Acme, org};
use crate::support::worker::{Asked, ada, lightning, panel, popup_today, set_up};
use crate::world::BrowserCall;
use msi_actions::base::{ActionKind, FeedKind, time};
use msi_actions::feed::NoticeChoice;
use msi_actions::ports::{Clock, Notice};
use msi_actions::protocol::{ChooseNotices, CompleteTask, Sender, TakeAction};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const TASKS: &str = "FROM Task WHERE OwnerId";
const CALL: &str = "00TAc0000000002";
const MINUTE: Duration = Duration::from_secs(60);

/// A task with a reminder in so many minutes, due in so many days.
fn due(asked: &Asked, kind: &str, minutes: u32, days: u16) -> Value {
    let now = asked.world.now();
    let at = time::datetime(now.after(MINUTE * minutes)).replace('Z', "+0000");
    let day = asked.world.day(now).later(days);
    json!({ "Id": CALL, "Subject": "Call Ada", "ActivityDate": day.to_string(), "TaskSubtype": kind,
        "Status": "Not Started", "WhoId": ada().id, "Who": { "Name": "Ada Lovelace" },
        "WhatId": null, "What": null, "IsReminderSet": true, "ReminderDateTime": at })
}

/// The rep wants to be told, and the tasks were read.
fn with_task(kind: &str, minutes: u32, days: u16, choice: NoticeChoice) -> (Asked, Rc<Acme>) {
    let (mut asked, acme) = set_up();
    asked.ask(Sender::App, ChooseNotices { choice }).unwrap();
    acme.rows(TASKS, json!([due(&asked, kind, minutes, days)]));
    look(&mut asked);
    (asked, acme)
}

fn look(asked: &mut Asked) -> usize {
    popup_today(asked, true).items.len()
}

fn on() -> NoticeChoice {
    NoticeChoice {
        on: true,
        ..NoticeChoice::default()
    }
}

/// The alarms that ring while time passes, and the reminders that are told then.
fn pass(asked: &mut Asked, span: Duration) -> Vec<Notice> {
    for name in asked.life.pass(span).unwrap() {
        if name == "reminders" {
            asked.worker.alarm(&name);
            asked.life.settle().unwrap();
        }
    }
    let calls = asked.world.take_calls().into_iter();
    let told = calls.filter_map(|call| match call {
        BrowserCall::Notify(notice) => Some(notice),
        _ => None,
    });
    told.collect()
}

fn click(asked: &mut Asked, notice: &Notice) {
    let Notice::Reminder { id, subject, name } = notice else {
        panic!("{notice:?}")
    };
    assert_eq!((&**subject, &**name), ("Call Ada", "Ada Lovelace"));
    let (worker, id) = (Rc::clone(&asked.worker), id.clone());
    let clicked = async move { worker.notice_clicked(&id).await };
    asked.life.run(clicked).unwrap();
    let record = format!("https://{}/{}", org(), ada().id);
    let opened = BrowserCall::OpenTab(record);
    assert!(asked.world.take_calls().contains(&opened));
}

fn ordered(asked: &mut Asked) -> Option<ActionKind> {
    let record = ada();
    let from = panel(&lightning(crate::support::worker::ADA));
    asked.ask(from, TakeAction { record }).unwrap()
}

#[test]
fn a_reminder_is_told_once_at_its_time_and_starts_the_action() {
    let (mut asked, _) = with_task("Call", 30, 0, on());
    assert_eq!(pass(&mut asked, MINUTE * 29), []);
    let told = pass(&mut asked, MINUTE * 2);
    let [notice] = &told[..] else {
        panic!("{told:?}")
    };
    look(&mut asked);
    assert_eq!(pass(&mut asked, MINUTE * 60), []);
    click(&mut asked, notice);
    assert_eq!(ordered(&mut asked), Some(ActionKind::LogCall));
}

#[test]
fn what_was_told_is_not_told_again_with_another_reminder() {
    let (mut asked, _) = with_task("Call", 30, 0, on());
    assert_eq!(pass(&mut asked, 31 * MINUTE).len(), 1);
    asked.worker.alarm("reminders");
    asked.life.settle().unwrap();
    assert_eq!(pass(&mut asked, MINUTE), []);
}

#[test]
fn of_a_task_that_is_no_call_and_no_mail_only_the_record_opens() {
    let (mut asked, _) = with_task("Task", 30, 0, on());
    let told = pass(&mut asked, MINUTE * 31);
    click(&mut asked, &told[0]);
    assert_eq!(ordered(&mut asked), None);
}

/// The list of the popup has what is due; a reminder may come before.
#[test]
fn a_reminder_before_the_day_is_told_though_the_task_is_not_due() {
    let (mut asked, _) = with_task("Email", 30, 3, on());
    assert_eq!(look(&mut asked), 0);
    let told = pass(&mut asked, MINUTE * 31);
    click(&mut asked, &told[0]);
    assert_eq!(ordered(&mut asked), Some(ActionKind::SendEmail));
}

#[test]
fn nothing_is_told_of_what_is_done_or_of_what_nobody_wants() {
    let (mut asked, acme) = with_task("Call", 30, 0, on());
    acme.step("sobjects/Task/00T", 204, Value::Null);
    let task = msi_actions::base::RecordId::parse(CALL).unwrap();
    let done = CompleteTask {
        org: org(),
        task,
        done: true,
    };
    asked.ask(Sender::Popup, done).unwrap();
    assert_eq!(pass(&mut asked, MINUTE * 31), []);
    for choice in [
        NoticeChoice::default(),
        NoticeChoice {
            kinds: vec![FeedKind::Reply],
            ..on()
        },
    ] {
        let (mut asked, _) = with_task("Call", 30, 0, choice);
        assert_eq!(pass(&mut asked, MINUTE * 31), []);
    }
    let (mut asked, _) = with_task("Call", 30, 0, on());
    asked.world.set_policy(&json!({ "notifications": false }));
    assert_eq!(pass(&mut asked, MINUTE * 31), []);
}
