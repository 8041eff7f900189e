//! A campaign whose steps are moved, put in and taken out while people are in it: each step is done once for somebody,
//! and what is written for them alone stays with its step.

use super::desk::{
    Desk, HOUR, address, alone, call, campaign, form, lead, mail, reply, saved, shared, submit,
};
use crate::support::campaign_org::CampaignOrg;
use crate::support::inbox::Inbox;
use msi_actions::actions::{AddToCampaign, Filled, Leaves, OwnMail, OwnText, StepId};
use msi_actions::campaigns::{Campaign, End, How, StepTask, Waits, What, by_step};
use msi_actions::ports::Area;
use serde_json::Value;
use std::rc::Rc;

const DAY: u32 = 24;
/// An org with so many leads, and the mailbox.
type WhereKept = fn(usize) -> (Rc<CampaignOrg>, Rc<Inbox>);
/// A campaign is changed.
type Change = fn(&mut Campaign);

const PLACES: [WhereKept; 2] = [shared, alone];

/// Steps one after the other keep the order of their days.
fn swap(campaign: &mut Campaign, one: usize, other: usize) {
    campaign.steps.swap(one, other);
    let (a, b) = (campaign.steps[one].day, campaign.steps[other].day);
    (campaign.steps[one].day, campaign.steps[other].day) = (b, a);
}

fn subjects(campaign: &Campaign) -> Vec<&str> {
    let steps = campaign.steps.iter();
    let subject = |what| match what {
        &What::Mail { ref subject, .. } | &What::Task { ref subject, .. } => subject.as_str(),
    };
    steps.map(|step| subject(&step.what)).collect()
}

/// Time passes until these have left.
fn until_sent(desk: &mut Desk, mails: &[&str]) {
    for _ in 0..20 {
        if desk.sent().len() >= mails.len() {
            break;
        }
        desk.pass(6 * HOUR);
    }
    assert_eq!(desk.sent(), mails);
}

/// A week of a person in a campaign of five mails, of which two were sent before it is changed.
fn week(place: WhereKept, change: Change) -> (Desk, Vec<String>) {
    let (org, inbox) = place(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let steps = ["A", "B", "C", "D", "E"].iter().zip(1..);
    let steps = steps.map(|(name, day)| mail(day, name)).collect();
    let chosen = desk.save(&campaign(steps));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    until_sent(&mut desk, &["A", "B"]);
    desk.change(change);
    desk.pass(10 * DAY * HOUR);
    let sent = desk.sent();
    (desk, sent)
}

#[test]
fn each_step_is_done_once_whatever_becomes_of_the_order() {
    let changes: [(&str, Change, &[&str]); 7] = [
        (
            "one that was done is moved behind one that was not",
            |own| swap(own, 1, 2),
            &["A", "B", "C", "D", "E"],
        ),
        (
            "the order of those to come",
            |own| swap(own, 2, 4),
            &["A", "B", "E", "D", "C"],
        ),
        (
            "the last one comes first",
            |own| {
                let last = own.steps.pop().unwrap();
                own.steps.insert(0, last);
                for (step, day) in own.steps.iter_mut().zip(1..) {
                    step.day = day;
                }
            },
            &["A", "B", "E", "C", "D"],
        ),
        (
            "one that was done is taken out",
            |own| drop(own.steps.remove(0)),
            &["A", "B", "C", "D", "E"],
        ),
        (
            "the last one that was done, and one to come, are taken out",
            |own| drop(own.steps.drain(1..3)),
            &["A", "B", "D", "E"],
        ),
        (
            "one is put in before one that was done",
            |own| own.steps.insert(1, mail(1, "New")),
            &["A", "B", "C", "D", "E"],
        ),
        (
            "one is put in after it",
            |own| own.steps.insert(2, mail(2, "New")),
            &["A", "B", "New", "C", "D", "E"],
        ),
    ];
    for place in PLACES {
        for (what, change, expected) in changes {
            let (mut desk, sent) = week(place, change);
            assert_eq!(sent, expected, "{what}");
            assert_eq!(desk.member().end(), Some(End::Finished), "{what}");
        }
    }
}

#[test]
fn a_step_that_is_put_in_before_one_that_was_done_is_told_and_others_get_it() {
    for place in PLACES {
        let (org, inbox) = place(2);
        let mut desk = Desk::new(&org, &inbox, 1);
        let chosen = desk.save(&campaign(vec![mail(1, "A"), mail(9, "Z")]));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        desk.pass(DAY * HOUR);
        desk.change(|own| own.steps.insert(0, mail(1, "New")));
        submit(&mut desk, 10, form(&chosen, 2..=2));
        desk.pass(3 * DAY * HOUR);
        let view = desk.view(true);
        let done = |n: usize| {
            let mut members = view.members.iter();
            let theirs = members.find(|member| member.address == address(n)).unwrap();
            let done = theirs.done.iter();
            done.map(|done| (done.number, done.how.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(done(1), [(Some(2), How::Mail), (Some(1), How::Passed)]);
        assert_eq!(done(2), [(Some(1), How::Mail), (Some(2), How::Mail)]);
        let counts = by_step(&view.campaigns[0].campaign, &view.members);
        let counts: Vec<_> = counts
            .iter()
            .map(|step| (step.mails, step.skipped, step.next))
            .collect();
        assert_eq!(counts, [(1, 1, 0), (2, 0, 0), (0, 0, 2)]);
        let sent: Vec<_> = desk
            .mails()
            .into_iter()
            .map(|(to, what, _)| (to, what))
            .collect();
        let mail = |n, what: &str| (address(n), what.to_owned());
        assert_eq!(sent, [mail(1, "A"), mail(2, "New"), mail(2, "A")]);
    }
}

#[test]
fn the_days_to_the_next_step_are_counted_from_one_that_is_still_there() {
    for place in PLACES {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let steps = vec![mail(1, "A"), mail(2, "B"), mail(8, "Z")];
        let chosen = desk.save(&campaign(steps));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        until_sent(&mut desk, &["A", "B"]);
        let Waits::Until(before) = desk.member().waits else {
            panic!("it waits")
        };
        desk.change(|own| drop(own.steps.remove(1)));
        let Waits::Until(after) = desk.member().waits else {
            panic!("it does not leave at once")
        };
        let hours = (after.0 - before.0).abs() / 3_600_000;
        assert!(hours < 24, "{hours} hours");
    }
}

#[test]
fn the_number_of_a_step_that_was_taken_out_is_given_to_no_other() {
    for place in PLACES {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let chosen = desk.save(&campaign(vec![mail(1, "A"), mail(1, "B")]));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        desk.pass(12 * HOUR);
        assert_eq!(desk.sent(), ["A", "B"]);
        // The last ones, at a time when nothing is left that says so.
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let chosen = desk.save(&campaign(vec![mail(1, "A"), mail(1, "B"), mail(9, "Z")]));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        desk.pass(12 * HOUR);
        desk.change(|own| own.steps.truncate(1));
        desk.change(|own| own.steps.push(mail(2, "New")));
        desk.change(|own| own.steps.push(mail(3, "Newer")));
        let campaign = desk.view(true).campaigns.pop().unwrap().campaign;
        let ids = campaign.steps.iter().map(|step| step.id.get());
        assert_eq!(ids.collect::<Vec<_>>(), [1, 4, 5]);
        desk.pass(5 * DAY * HOUR);
        assert_eq!(desk.sent(), ["A", "B", "New", "Newer"]);
    }
}

#[test]
fn an_own_text_goes_with_its_step_and_is_told_where_that_is_taken_out() {
    for place in PLACES {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let steps = vec![mail(2, "A"), mail(3, "B"), mail(4, "C")];
        let chosen = desk.save(&campaign(steps));
        let mut adding = form(&chosen, 1..=1);
        let own = |n: u16, subject: &str| OwnMail {
            campaign: chosen.id.clone(),
            person: lead(1),
            leaves: Leaves::Alone,
            text: OwnText {
                step: StepId::nth(n),
                subject: Some(subject.to_owned()),
                html: None,
            },
        };
        AddToCampaign::of_mut(&mut adding).unwrap().own_mails =
            vec![own(1, "A for you"), own(2, "B for you")];
        submit(&mut desk, 9, adding);
        desk.change(|own| {
            swap(own, 0, 1);
            own.steps.insert(0, mail(1, "New"));
        });
        let campaign = desk.view(true).campaigns.pop().unwrap().campaign;
        let member = desk.member();
        let shown: Vec<_> = (1..=4).map(|n| member.subject(&campaign, n)).collect();
        assert_eq!(shown, ["New", "B for you", "A for you", "C"]);
        assert!(!member.has_own_left());
        desk.change(|own| drop(own.steps.remove(1)));
        let member = desk.member();
        assert!(member.has_own_left(), "{member:?}");
        desk.pass(10 * DAY * HOUR);
        assert_eq!(desk.sent(), ["New", "A for you", "C"]);
    }
}

#[test]
fn a_mail_in_the_thread_of_one_whose_step_was_taken_out_leaves_all_the_same() {
    for place in PLACES {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let steps = vec![mail(1, "A"), reply(3, "Again")];
        let chosen = desk.save(&campaign(steps));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        desk.pass(12 * HOUR);
        desk.change(|own| drop(own.steps.remove(0)));
        desk.pass(6 * DAY * HOUR);
        assert_eq!(desk.sent(), ["A", "Again"], "as a mail of its own");
    }
}

#[test]
fn a_task_whose_step_was_taken_out_is_done_before_the_next_step() {
    for place in PLACES {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let chosen = desk.save(&campaign(vec![call(1), mail(2, "Next")]));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        desk.pass(12 * HOUR);
        desk.change(|own| drop(own.steps.remove(0)));
        desk.pass(4 * DAY * HOUR);
        let member = desk.member();
        assert_eq!(member.waits, Waits::Task, "nothing is done behind the rep");
        let [done] = &member.done[..] else {
            panic!("{member:?}")
        };
        let (None, How::Task { id, open: true }) = (done.number, &done.how) else {
            panic!("{done:?}")
        };
        org.close_task(id.as_str());
        desk.pass(3 * DAY * HOUR);
        assert_eq!(desk.sent(), ["Next"]);
    }
}

#[test]
fn a_mail_that_was_claimed_by_a_life_that_ended_does_not_leave_once_its_step_is_another() {
    let changes: [(&str, Change); 2] = [
        ("taken out", |own| drop(own.steps.remove(0))),
        ("a call", |own| {
            own.steps[0].what = What::Task {
                kind: StepTask::Call,
                subject: "Call".to_owned(),
                notes: String::new(),
            };
        }),
    ];
    for (what, change) in changes {
        let (mut claimed, mut given_back) = (0, 0);
        for at in (114..230).step_by(19) {
            let (org, inbox) = shared(1);
            let mut desk = Desk::new(&org, &inbox, 1);
            let steps = vec![mail(1, "First"), mail(2, "Second")];
            let chosen = desk.save(&campaign(steps));
            submit(&mut desk, 9, form(&chosen, 1..=1));
            desk.pass(HOUR - HOUR / 30);
            desk.asked
                .world
                .doom(crate::world::Mishap::WorkerKilled, at);
            for _ in 0..5 {
                let Ok(alarms) = desk.asked.life.pass(HOUR / 60) else {
                    break;
                };
                for alarm in alarms {
                    desk.asked.worker.alarm(&alarm);
                    let _ = desk.asked.life.settle();
                }
            }
            desk.asked.world.pardon();
            // The rep changes it in another browser, before this one is back.
            let mut other = Desk::new(&org, &inbox, 2);
            other.is_closed_until(&desk);
            other.change(change);
            let is_claimed = !org.rows("MSI_Actions_Step_Run__c").is_empty();
            claimed += usize::from(is_claimed && desk.sent().is_empty());
            desk.start();
            desk.pass(4 * DAY * HOUR);
            for task in org.rows("Task") {
                org.close_task(task["Id"].as_str().unwrap());
            }
            desk.pass(4 * DAY * HOUR);
            let sent = desk.sent();
            let first = sent.iter().filter(|mail| *mail == "First").count();
            given_back += usize::from(is_claimed && first == 0);
            assert!(first <= 1, "{what}, killed at {at}: {sent:?}");
            assert_eq!(
                sent.last().map(String::as_str),
                Some("Second"),
                "{what}, killed at {at}"
            );
            assert_eq!(
                desk.member().end(),
                Some(End::Finished),
                "{what}, killed at {at}"
            );
        }
        assert!(claimed > 0 && given_back > 0, "no claim was cut off");
    }
}

#[test]
fn what_was_kept_before_steps_had_ids_is_read() {
    let (org, inbox) = alone(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let steps = vec![mail(1, "A"), mail(2, "B"), mail(3, "C")];
    let chosen = desk.save(&campaign(steps));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(12 * HOUR);
    assert_eq!(desk.sent(), ["A"]);
    let key = desk.asked.world.stored(Area::Local).into_keys();
    let key = key
        .filter(|key| key.starts_with("campaigns-here/"))
        .collect::<Vec<_>>();
    let [key] = &key[..] else { panic!("{key:?}") };
    let stored = &desk.asked.world.stored(Area::Local)[key];
    let mut stored: Value = serde_json::from_str(stored).unwrap();
    assert_eq!(stored["v"], 3, "{stored}");
    stored["v"] = 2.into();
    let older = stored.to_string();
    let older = older.replacen("\"made\":3,", "", 1);
    let mut older: Value = serde_json::from_str(&older.replacen(",\"made\":3", "", 1)).unwrap();
    let entry = match older.get("campaigns") {
        Some(_) => &mut older,
        None => older.get_mut("value").unwrap(),
    };
    let run = &entry["members"][0]["runs"][0];
    assert_eq!(run["number"], 1, "{run}");
    for step in entry["campaigns"][0]["campaign"]["steps"]
        .as_array_mut()
        .unwrap()
    {
        step.as_object_mut().unwrap().remove("id").unwrap();
    }
    desk.asked.world.plant(Area::Local, key, &older.to_string());
    desk.start();
    desk.change(|own| swap(own, 1, 2));
    desk.pass(5 * DAY * HOUR);
    assert_eq!(desk.sent(), ["A", "C", "B"]);
}

#[test]
fn records_of_before_have_nothing_but_their_numbers() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    desk.save(&campaign(vec![mail(1, "A"), mail(2, "B"), reply(3, "")]));
    let settings = |org: &CampaignOrg| {
        let rows = org.rows("MSI_Actions_Step__c").into_iter();
        rows.map(|row| row["Settings__c"].to_string())
            .collect::<Vec<_>>()
    };
    let thread = r#""{\"in_thread\":true}""#;
    assert_eq!(
        settings(&org),
        ["null", "null", thread],
        "as they ever were"
    );
    desk.change(|own| swap(own, 0, 1));
    let moved = settings(&org);
    assert_eq!(moved[0], r#""{\"id\":2}""#);
    assert_eq!(moved[2], thread, "what is not moved is as it was");
    let read = desk.view(true).campaigns.pop().unwrap().campaign;
    assert_eq!(subjects(&read), ["B", "A", ""]);
    assert_eq!(read.number(StepId::nth(1)), Some(2));
    assert_eq!(saved(vec![mail(1, "A")]).number(StepId::nth(2)), None);
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }
}

#[test]
fn whatever_is_changed_each_step_is_done_once_or_told() {
    for (n, place) in (0..3).flat_map(|n| PLACES.map(|place| (n, place))) {
        let mut dice = Dice(20_270_118 + n);
        let (org, inbox) = place(2);
        let mut desk = Desk::new(&org, &inbox, 1);
        let steps = (1..=4).map(|day| mail(day, &format!("S{day}")));
        let chosen = desk.save(&campaign(steps.collect()));
        submit(&mut desk, 9, form(&chosen, 1..=2));
        let mut made = 4;
        for _ in 0..5 {
            desk.pass(u32::try_from(4 + dice.below(30)).unwrap() * HOUR);
            if desk
                .view(true)
                .members
                .iter()
                .any(|member| member.end().is_some())
            {
                break;
            }
            desk.change(|own| {
                let at = dice.below(own.steps.len());
                match dice.below(3) {
                    0 if own.steps.len() > 1 => drop(own.steps.remove(at)),
                    1 => {
                        let to = dice.below(own.steps.len());
                        swap(own, at.min(to), at.max(to));
                    }
                    _ => {
                        made += 1;
                        let day = own.steps[at].day;
                        own.steps.insert(at, mail(day, &format!("S{made}")));
                    }
                }
            });
        }
        desk.pass(20 * DAY * HOUR);
        let view = desk.view(true);
        let campaign = &view.campaigns[0].campaign;
        for member in &view.members {
            assert_eq!(member.end(), Some(End::Finished), "seed {n}: {member:?}");
            let mut sent: Vec<String> = desk
                .mails()
                .into_iter()
                .filter(|(to, ..)| *to == member.address)
                .map(|(_, subject, _)| subject)
                .collect();
            let all = sent.len();
            sent.sort();
            sent.dedup();
            assert_eq!(sent.len(), all, "seed {n}: none twice");
            for (subject, number) in subjects(campaign).into_iter().zip(1..) {
                let told = |how: &How| {
                    let mut done = member.done.iter();
                    done.any(|done| done.number == Some(number) && done.how == *how)
                };
                let was_sent = sent.iter().any(|one| one == subject);
                assert_eq!(was_sent, told(&How::Mail), "seed {n}, {subject}");
                assert_eq!(!was_sent, told(&How::Passed), "seed {n}, {subject}");
            }
        }
    }
}
