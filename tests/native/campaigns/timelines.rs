//! Random weeks of two browsers that run the same rep's campaign: answers, absences, opt-outs, meetings, lives that end
//! at any moment, lost answers, browsers that sleep for days. No mail leaves after an answer that was there, none leaves
//! twice, none is lost, and nobody is stuck.
//!
//! `MSI_TIMELINES_SEED`, `MSI_TIMELINES` and `MSI_TIMELINES_PEOPLE` choose other weeks; what fails names its seed.

use super::desk::{
    AUTO, Desk, HOUR, address, alone, call, campaign, form, lead, mail, reply, shared, submit,
    written,
};
use crate::support::campaign_org::CampaignOrg;
use crate::support::inbox::Inbox;
use crate::world::{Mishap, Trouble};
use msi_actions::base::Millis;
use msi_actions::campaigns::{Standing, Waits, WhileAway};
use msi_actions::outbox::ForAllLate;
use msi_actions::ports::Clock;
use msi_actions::protocol::{DecideLate, Sender};
use serde_json::json;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

const SEED: u64 = 20_270_115;
const RUNS: u64 = 4;
const PEOPLE: u64 = 3;
const DAYS: u64 = 24;
const DAY: u32 = 24;

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, sides: u64) -> u64 {
        self.throw() % sides
    }
}

/// What happened in all weeks.
#[derive(Debug, Default)]
struct Totals {
    mails: usize,
    ends: BTreeMap<String, usize>,
    away: usize,
    killed: usize,
    cut: usize,
    signed_in: usize,
    /// Mails that waited in one browser for so long that another went on without them.
    overtaken: usize,
    calls: usize,
}

/// When nothing more may be sent to somebody.
type Silence = BTreeMap<usize, Millis>;

#[test]
fn two_browsers_never_send_twice_nor_after_an_answer() {
    let number =
        |name: &str, default| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let (seed, runs) = (
        number("MSI_TIMELINES_SEED", SEED),
        number("MSI_TIMELINES", RUNS),
    );
    let people = usize::try_from(number("MSI_TIMELINES_PEOPLE", PEOPLE)).unwrap();
    let totals = weeks(seed, runs, people, shared, [1, 1_000_003]);
    println!("seed {seed}, {runs} timelines: {totals:?}");
    assert!(totals.mails > 0 && totals.ends.len() > 1, "{totals:?}");
    assert!(totals.calls > 0);
    let runs = runs.div_ceil(2);
    let totals = weeks(seed, runs, people, alone, [1]);
    println!("seed {seed}, {runs} timelines of a browser alone: {totals:?}");
    assert!(totals.mails > 0 && totals.calls > 0, "{totals:?}");
}

/// So many timelines in a kind of org; each browser has random numbers of its own by its seed.
fn weeks<const BROWSERS: usize>(
    seed: u64,
    runs: u64,
    people: usize,
    org: fn(usize) -> (Rc<CampaignOrg>, Rc<Inbox>),
    browsers: [u64; BROWSERS],
) -> Totals {
    let mut totals = Totals::default();
    for run in 0..runs {
        let (org, inbox) = org(people);
        let desks = browsers.map(|first| Desk::new(&org, &inbox, first));
        let seed = seed.wrapping_add(run);
        week(seed, (&org, &inbox), desks, people, &mut totals);
    }
    totals
}

fn week<const BROWSERS: usize>(
    seed: u64,
    (org, inbox): (&Rc<CampaignOrg>, &Rc<Inbox>),
    mut desks: [Desk; BROWSERS],
    people: usize,
    totals: &mut Totals,
) {
    let mut dice = Dice(seed);
    let chosen = desks[0].save(&campaign(vec![
        mail(1, "One"),
        reply(3, "Two"),
        call(4),
        mail(6, "Three"),
    ]));
    submit(&mut desks[0], 9, form(&chosen, 1..=people));
    // Both know of it half an hour before the first step is due, and begin it at the same moment.
    for desk in &mut desks {
        let now = desk.asked.world.now();
        desk.pass(Millis(1_800_000_000_000 + 30 * 60_000).since(now));
        desk.view(true);
    }
    let mut silence = Silence::new();
    let mut away = Vec::new();
    let mut asleep = [0_u64; BROWSERS];
    for _ in 0..DAYS * 4 {
        for (nth, desk) in desks.iter_mut().enumerate() {
            // The browser is closed for up to a week; the other one goes on.
            if asleep[nth] > 0 {
                asleep[nth] -= 1;
                desk.asked.world.pass(6 * HOUR);
                continue;
            }
            // Steps are due at nine: then most goes wrong.
            let busy = desk.asked.world.now().0.rem_euclid(24 * 3_600_000) < 9 * 3_600_000;
            match dice.below(if busy { 4 } else { 24 }) {
                0 if dice.below(4) == 0 => asleep[nth] = 1 + dice.below(28),
                0 | 1 => {
                    totals.killed += 1;
                    let mishap = match dice.below(2) {
                        0 => Mishap::WorkerKilled,
                        _ => Mishap::BrowserKilled,
                    };
                    let at = usize::try_from(dice.below(160)).unwrap();
                    desk.asked.world.doom(mishap, at);
                }
                2 => {
                    totals.cut += 1;
                    disturb(desk, 1 + dice.below(3), dice.below(2) == 0);
                }
                _ => {}
            }
            desk.start();
            desk.pass(6 * HOUR);
            desk.asked.world.pardon();
            desk.asked.world.calm();
            // The rep signs in again once they see that they have to.
            if desk.is_signed_out() && dice.below(4) == 0 {
                totals.signed_in += 1;
                desk.sign_in();
            }
        }
        let now = desks[0].asked.world.now();
        let who = 1 + usize::try_from(dice.below(people as u64)).unwrap();
        match dice.below(80) {
            0 => {
                inbox.deliver(
                    now,
                    "other",
                    written(&address(who), "Re: One", "Yes, please.", &[]),
                );
                silence.entry(who).or_insert(now);
            }
            1 => {
                let part = written(
                    &address(who),
                    "Out of office",
                    "I am back on 25 January 2027.",
                    &AUTO,
                );
                inbox.deliver(now, "other", part);
            }
            2 => {
                org.set(lead(who).as_str(), "HasOptedOutOfEmail", json!(true));
                silence.entry(who).or_insert(now);
            }
            3 => {
                org.meetings.borrow_mut().push((lead(who).to_string(), now));
                silence.entry(who).or_insert(now);
            }
            4 => {
                org.set(lead(who).as_str(), "IsConverted", json!(true));
                silence.entry(who).or_insert(now);
            }
            5..30 => close_some_task(org),
            30..34 => {
                // The rep is away, or back, in one of the browsers; the call may get no answer.
                let how =
                    [WhileAway::Wait, WhileAway::Move][usize::try_from(dice.below(2)).unwrap()];
                let days = 1 + u16::try_from(dice.below(6)).unwrap();
                let at = usize::try_from(dice.below(2)).unwrap() % BROWSERS;
                let said = (dice.below(3) > 0).then_some((days, how));
                if asleep[at] == 0 && desks[at].away(said).is_ok() {
                    totals.away += 1;
                    note_away(&mut away, now, said);
                }
            }
            _ => {}
        }
    }
    // At last they are there.
    for desk in &mut desks {
        desk.asked.world.calm();
        if desk.is_signed_out() {
            totals.signed_in += 1;
            desk.sign_in();
        }
        desk.away(None)
            .unwrap_or_else(|fault| panic!("seed {seed}: {fault:?}"));
    }
    note_away(&mut away, desks[0].asked.world.now(), None);
    // The rep does what is left for them; everything else goes on by itself.
    for _ in 0..40 {
        // A browser alone forgets after thirty days who was in a campaign.
        let mut known = desks[0].view_known().members.into_iter();
        if BROWSERS == 1 && known.all(|member| member.end().is_some()) {
            break;
        }
        (0..people).for_each(|_| close_some_task(org));
        for desk in &mut desks {
            desk.start();
            desk.pass(DAY * HOUR);
            // What a browser that was killed had not sent yet; what is not to be sent any more is not there.
            let what = ForAllLate::SendNow;
            desk.asked.ask(Sender::App, DecideLate { what }).unwrap();
            let _ = desk.asked.life.settle();
        }
    }
    let overtaken = overtaken(org);
    check(
        seed,
        people,
        &mut desks,
        (&silence, &overtaken),
        &away,
        totals,
    );
    totals.calls += org.calls.get();
}

/// From when to when the rep was away: from what they said on, and as long as they did not say anything else.
fn note_away(away: &mut Vec<(Millis, Millis)>, now: Millis, said: Option<(u16, WhileAway)>) {
    for (_, until) in away.iter_mut() {
        *until = (*until).min(now);
    }
    if let Some((days, _)) = said {
        let midnight = now.0.div_euclid(24 * 3_600_000) * 24 * 3_600_000;
        away.push((now, Millis(midnight + i64::from(days) * 24 * 3_600_000)));
    }
}

/// The next few calls get no answer: they are made, or not.
fn disturb(desk: &Desk, calls: u64, made: bool) {
    let left = Cell::new(calls);
    desk.asked.world.disturb(move |request| {
        let host = request.uri().host()?;
        let works = request.uri().path().starts_with("/services/data") || host.starts_with("gmail");
        if !works || left.get() == 0 {
            return None;
        }
        left.set(left.get() - 1);
        Some(match made {
            true => Trouble::CutAfter,
            false => Trouble::CutBefore,
        })
    });
}

fn close_some_task(org: &Rc<CampaignOrg>) {
    let tasks = org.rows("Task");
    if let Some(open) = tasks.iter().find(|task| task["IsClosed"] == false) {
        org.close_task(open["Id"].as_str().unwrap());
    }
}

/// The keys of the memberships of which a mail was taken back, once for each.
fn overtaken(org: &Rc<CampaignOrg>) -> Vec<String> {
    let runs = org.rows("MSI_Actions_Step_Run__c").into_iter();
    let stopped = runs.filter(|run| run["Outcome__c"] == "stopped");
    let key = stopped.map(|run| {
        let (member, _) = run["Key__c"].as_str().unwrap().rsplit_once('-').unwrap();
        member.to_owned()
    });
    key.collect()
}

fn check(
    seed: u64,
    people: usize,
    desks: &mut [Desk],
    (silence, overtaken): (&Silence, &[String]),
    away: &[(Millis, Millis)],
    totals: &mut Totals,
) {
    let mut mails: BTreeMap<(usize, String), Vec<Millis>> = BTreeMap::new();
    for desk in desks.iter() {
        for (to, subject, at) in desk.mails() {
            let who = (1..=people).find(|n| to == address(*n)).unwrap();
            mails.entry((who, subject)).or_default().push(at);
        }
    }
    for ((who, subject), times) in &mails {
        assert_eq!(times.len(), 1, "seed {seed}: {subject} to {who} twice");
        let since = silence.get(who).copied().unwrap_or(Millis(i64::MAX));
        // What was looked at a moment before may still leave.
        let slack = std::time::Duration::from_secs(120);
        assert!(
            times[0] <= since.after(slack),
            "seed {seed}: {subject} to {who} after the end"
        );
    }
    for who in 1..=people {
        let left = |subject: &str| mails.get(&(who, subject.to_owned())).map(|times| times[0]);
        let left = ["One", "Re: One", "Two", "Three"]
            .into_iter()
            .filter_map(left);
        assert!(
            left.is_sorted(),
            "seed {seed}: out of order to {who}: {mails:?}"
        );
    }
    // What was in the outbox by then may still leave.
    let hour = std::time::Duration::from_secs(3600);
    for (at, (who, subject)) in mails.iter().map(|(of, times)| (times[0], of)) {
        let is_away = |(from, until): &(Millis, Millis)| at > from.after(hour) && at < *until;
        assert!(
            !away.iter().any(is_away),
            "seed {seed}: {subject} to {who} leaves while the rep is away"
        );
    }
    totals.mails += mails.len();
    let mut view = desks[0].view(true);
    view.members.sort_by(|a, b| a.key.cmp(&b.key));
    assert_eq!(view.members.len(), people, "seed {seed}");
    for member in &view.members {
        let Standing::Ended { why, .. } = member.standing else {
            panic!("seed {seed}: stuck: {member:?}");
        };
        assert_eq!(member.waits, Waits::Nothing);
        *totals.ends.entry(format!("{why:?}")).or_default() += 1;
        let who = (1..=people)
            .find(|n| member.key.contains(lead(*n).as_str()))
            .unwrap();
        if !silence.contains_key(&who) {
            let sent = mails.keys().filter(|(to, _)| *to == who).count();
            let without = overtaken.iter().filter(|key| **key == member.key).count();
            totals.overtaken += without;
            assert_eq!(
                sent + without,
                3,
                "seed {seed}: a mail to {who} is lost: {member:?}"
            );
        }
    }
}
