//! A rep's weeks by the clock: two campaigns, 60 people, three holidays, two replies, a bounce, an opt-out, both browsers
//! closed for a week. What left on which day, which tasks there were and how it ended, as a table.

use super::desk::{Desk, HOUR, address, call, campaign, form, lead, mail, shared, submit, written};
use crate::support::campaign_org::CampaignOrg;
use msi_actions::base::{Day, IntentId, Millis};
use msi_actions::campaigns::{Campaign, MemberView, Standing};
use msi_actions::mailbox::Part;
use msi_actions::ports::Clock;
use serde_json::json;
use std::collections::BTreeMap;

const DAY: u32 = 24;
/// Those of the campaign *Welcome*; the others up to [`PEOPLE`] are in *Renewal*.
const WELCOMED: usize = 30;
const PEOPLE: usize = 60;
/// What happens to whom.
const REPLIES_AT_ONCE: usize = 3;
const REPLIES_LATER: usize = 40;
const BOUNCES: usize = 12;
const OPTS_OUT: usize = 25;
/// Both browsers are closed from this day on, for a week.
const CLOSED: &str = "2027-01-22";

/// The table: of how many people which mails left on which days, and how it ended.
///
/// The 15th is a Friday. Monday the 18th, Wednesday the 20th and Monday, 1 February are holidays, so day 3 of *Welcome*
/// is the 21st, and day 4 of *Renewal* the 22nd. What was due while the browsers were closed is done on the 29th, and what
/// follows it moves along: the call of day 5 is done on Friday the 29th, so day 6 is Tuesday, the 2nd.
const EXPECTED: &str = "\
27 people: 01-15 Fri Hello 1, 01-21 Thu Hello 2, 02-02 Tue Hello 3; Finished
person 12: 01-15 Fri Hello 1; Bounced
person 25: 01-15 Fri Hello 1; OptedOut
person 3: 01-15 Fri Hello 1; Replied
29 people: 01-15 Fri Renew 1, 01-29 Fri Renew 2; Finished
person 40: 01-15 Fri Renew 1; Replied
30 tasks done on 2027-01-19
27 tasks done on 2027-01-29
";

#[test]
fn a_reps_weeks_have_the_right_mails_tasks_and_ends() {
    let (org, inbox) = shared(PEOPLE);
    let mut desks = [
        Desk::new(&org, &inbox, 1),
        Desk::new(&org, &inbox, 1_000_003),
    ];
    let renewal = named(
        2,
        "Renewal",
        vec![mail(1, "Renew 1"), call(2), mail(4, "Renew 2")],
    );
    let welcome = named(
        1,
        "Welcome",
        vec![
            mail(1, "Hello 1"),
            mail(3, "Hello 2"),
            call(5),
            mail(6, "Hello 3"),
        ],
    );
    let renewal = desks[0].save(&renewal);
    let welcome = desks[0].save(&welcome);
    submit(&mut desks[0], 9, form(&welcome, 1..=WELCOMED));
    submit(&mut desks[0], 8, form(&renewal, WELCOMED + 1..=PEOPLE));
    let now = desks[0].asked.world.now();
    desks[1].pass(now.since(desks[1].asked.world.now()));
    let mut tasks: BTreeMap<Day, usize> = BTreeMap::new();
    let mut closed = 0;
    for _ in 0..28 {
        let today = desks[0].asked.world.today();
        if today == Day::parse(CLOSED).unwrap() {
            closed = 7;
        }
        // The browsers run from eight to eight the next day, one after the other for an hour each.
        for _ in 0..DAY {
            for desk in &mut desks {
                match closed {
                    0 => desk.pass(HOUR),
                    _ => drop(desk.asked.world.pass(HOUR)),
                }
            }
        }
        if closed > 0 {
            closed -= 1;
            if closed == 0 {
                desks.iter_mut().for_each(Desk::start);
            }
            continue;
        }
        let now = desks[0].asked.world.now();
        let answers = |who, subject: &str| {
            let part = written(&address(who), subject, "Yes, please.", &[]);
            inbox.deliver(now, "other", part);
        };
        match today.to_string().as_str() {
            "2027-01-15" => {
                inbox.deliver(now, "bounce", bounce(BOUNCES));
                answers(REPLIES_AT_ONCE, "Re: Hello 1");
            }
            "2027-01-19" => {
                org.set(lead(OPTS_OUT).as_str(), "HasOptedOutOfEmail", json!(true));
                answers(REPLIES_LATER, "Re: Renew 1");
            }
            _ => {}
        }
        // In the evening the rep has done the tasks of the day.
        let done = close_tasks(&org);
        if done > 0 {
            *tasks.entry(today).or_default() += done;
        }
    }
    let mails: usize = desks.iter().map(|desk| desk.sent().len()).sum();
    // Those of the campaigns, and one for the log of each mail.
    let calls = org.calls.get() + mails;
    let steps = mails + tasks.values().sum::<usize>();
    println!("{calls} calls of Salesforce for {mails} mails and {steps} steps");
    assert!(calls <= 2 * steps, "{calls} calls for {steps} steps");
    let table = table(&mut desks, &tasks);
    println!("{table}");
    assert_eq!(table, EXPECTED);
}

fn named(n: u8, name: &str, steps: Vec<msi_actions::campaigns::Step>) -> Campaign {
    let mut made = campaign(steps);
    made.key = IntentId::new([n; 16]);
    name.clone_into(&mut made.name);
    let holidays = ["2027-01-18", "2027-01-20", "2027-02-01"];
    made.rules.holidays = holidays.map(|day| Day::parse(day).unwrap()).to_vec();
    made
}

/// A mail did not arrive.
fn bounce(who: usize) -> Part {
    let to = address(who);
    let mut bounce = written(
        "mailer-daemon@googlemail.com",
        "Delivery Status Notification (Failure)",
        "Address not found",
        &[("X-Failed-Recipients", &to)],
    );
    bounce.kind = "multipart/report".into();
    let text = format!(
        "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; {to}\nAction: failed\nStatus: 5.1.1\n"
    );
    bounce.parts.push(Part {
        kind: "message/delivery-status".into(),
        text,
        ..Part::default()
    });
    bounce
}

fn close_tasks(org: &CampaignOrg) -> usize {
    let tasks = org.rows("Task");
    let open = tasks.iter().filter(|task| task["IsClosed"] == false);
    open.map(|task| org.close_task(task["Id"].as_str().unwrap()))
        .count()
}

fn table(desks: &mut [Desk; 2], tasks: &BTreeMap<Day, usize>) -> String {
    let mut mails: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for desk in desks.iter() {
        for (to, subject, at) in desk.mails() {
            let who = (1..=PEOPLE).find(|n| to == address(*n)).unwrap();
            let line = format!("{} {subject}", day(at));
            mails.entry(who).or_default().push(line);
        }
    }
    let members = desks[0].view(true).members;
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for who in 1..=PEOPLE {
        let is_theirs = |member: &&MemberView| member.key.contains(lead(who).as_str());
        let member = members.iter().find(is_theirs).unwrap();
        let Standing::Ended { why, .. } = member.standing else {
            panic!("stuck: {member:?}");
        };
        let mut lines = mails.remove(&who).unwrap_or_default();
        lines.sort();
        let row = format!("{}; {why:?}", lines.join(", "));
        rows.entry(row).or_default().push(who);
    }
    let mut table = String::new();
    for (row, people) in rows {
        let who = match people[..] {
            [one] => format!("person {one}"),
            _ => format!("{} people", people.len()),
        };
        table.push_str(&format!("{who}: {row}\n"));
    }
    for (day, count) in tasks {
        table.push_str(&format!("{count} tasks done on {day}\n"));
    }
    table
}

fn day(at: Millis) -> String {
    let at = chrono::DateTime::from_timestamp_millis(at.0).unwrap();
    at.format("%m-%d %a").to_string()
}
