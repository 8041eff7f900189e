//! Thousands of days on which anything goes wrong at any time: no mail leaves twice, none is lost, and whatever
//! nobody can know ends where the rep can resolve it.
//!
//! `MSI_CHAOS_SEED` and `MSI_CHAOS_RUNS` choose other days; what fails names its seed.

use crate::office::{Mailbox, Office, ada, email, jo};
use crate::world::{Life, Mishap, Trouble, json as answer};
use msi_actions::actions::{Form, Later, SendEmail, SentBy};
use msi_actions::base::{IntentId, Zone};
use msi_actions::outbox::{Decision, ForAllLate, OutboxItem, OutboxState, Steer, Undone};
use msi_actions::ports::{Clock, HttpRequest};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

const SEED: u64 = 20_270_115;
const RUNS: u64 = 2_000;
const SECONDS: fn(u64) -> Duration = Duration::from_secs;

/// SplitMix64.
#[derive(Clone)]
struct Dice(Rc<RefCell<u64>>);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(Rc::new(RefCell::new(seed)))
    }

    fn throw(&self) -> u64 {
        let mut state = self.0.borrow_mut();
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&self, sides: u64) -> u64 {
        self.throw() % sides
    }

    /// Once in so many throws.
    fn once_in(&self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Clone>(&self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()].clone()
    }
}

/// What happened in all runs.
#[derive(Debug, Default)]
struct Totals {
    mails: usize,
    sent: usize,
    taken_back: usize,
    /// How many ended where the rep had to decide, by the state.
    decided: BTreeMap<&'static str, usize>,
    troubles: usize,
    lives: usize,
}

/// What goes wrong with a request, once in so many.
fn trouble(dice: &Dice, request: &HttpRequest) -> Option<Trouble> {
    if !dice.once_in(3) {
        return None;
    }
    let host = request.uri().host().unwrap_or_default();
    let works = host.ends_with(".salesforce.com")
        && request.uri().path().starts_with("/services/data")
        || host.starts_with("gmail")
        || host.starts_with("graph");
    Some(match dice.below(if works { 8 } else { 3 }) {
        0 => Trouble::CutBefore,
        1 => Trouble::CutAfter,
        2 => Trouble::Slow(SECONDS(dice.below(90))),
        3 => Trouble::Answer(refusal(host, 401, dice)),
        4 => Trouble::Answer(refusal(host, 403, dice)),
        5 | 6 => Trouble::Answer(refusal(host, 429, dice)),
        _ => Trouble::Answer(refusal(host, dice.pick(&[500, 502, 503, 504]), dice)),
    })
}

/// A refusal as each of the three writes it.
fn refusal(host: &str, status: u16, dice: &Dice) -> msi_actions::ports::HttpResponse {
    let body: Value = if host.starts_with("gmail") {
        let reason = match status {
            401 => "authError",
            403 => dice.pick(&["userRateLimitExceeded", "dailyLimitExceeded"]),
            429 => "rateLimitExceeded",
            _ => "backendError",
        };
        json!({ "error": { "code": status, "errors": [{ "domain": "global", "reason": reason }] } })
    } else if host.starts_with("graph") {
        let code = match status {
            401 => "InvalidAuthenticationToken",
            403 => "ErrorAccessDenied",
            429 => "ApplicationThrottled",
            _ => "ErrorInternalServerError",
        };
        json!({ "error": { "code": code, "message": "no" } })
    } else {
        let code = match status {
            401 => "INVALID_SESSION_ID",
            403 => "REQUEST_LIMIT_EXCEEDED",
            _ => "SERVER_UNAVAILABLE",
        };
        json!([{ "errorCode": code, "message": "no" }])
    };
    let mut response = answer(status, body);
    if status == 429 && dice.once_in(2) {
        response
            .headers_mut()
            .insert("retry-after", "40".parse().unwrap());
    }
    response
}

/// One day of Jo's.
struct Run<'a> {
    dice: Dice,
    office: Office,
    totals: &'a mut Totals,
    mails: Vec<u8>,
    /// Those that an undo gave back: they must never leave.
    taken_back: Vec<u8>,
    perhaps_back: Vec<u8>,
}

fn id(n: u8) -> IntentId {
    IntentId::new([n; 16])
}

fn subject(n: u8) -> String {
    format!("Number {n:03} of the day")
}

impl Run<'_> {
    /// Something in a life that may end at any moment; its answer, where it got to one.
    fn live<T>(&mut self, work: impl AsyncFnOnce(crate::office::Worker) -> T) -> Option<T> {
        self.totals.lives += 1;
        if self.dice.once_in(3) {
            let mishap = self.dice.pick(&[
                Mishap::WorkerKilled,
                Mishap::WorkerKilled,
                Mishap::BrowserKilled,
            ]);
            let at = usize::try_from(1 + self.dice.below(120)).unwrap();
            self.office.world.doom(mishap, at);
        }
        let mut life = Life::begin(&self.office.world);
        let worker = self.office.worker();
        let answer = life.run(work(worker)).ok();
        let _ = life.pass(SECONDS(self.dice.below(25)));
        drop(life);
        self.office.world.pardon();
        answer
    }

    fn submit(&mut self, n: u8, later: Option<Later>) {
        let form = Form::SendEmail(SendEmail {
            subject: subject(n),
            later,
            ..email()
        });
        for _ in 0..50 {
            let form = form.clone();
            let asked =
                self.live(async |worker| worker.outbox.submit(id(n), jo(), ada(), form).await);
            match asked {
                Some(Ok(_)) => {
                    self.mails.push(n);
                    self.totals.mails += 1;
                    return;
                }
                // Its time came while nobody was there to take it: the form is still in the rep's hands.
                Some(Err(fault)) if fault.code.as_str() == "journal.incomplete" => return,
                _ => {}
            }
        }
        panic!("a submission is never answered");
    }

    fn later(&self) -> Option<Later> {
        let at = self
            .office
            .world
            .now()
            .after(SECONDS(60 + self.dice.below(3 * 60 * 60)));
        let zone = Zone::parse("Europe/Amsterdam").unwrap();
        let by = self.dice.pick(&[SentBy::Browser, SentBy::Outlook]);
        Some(Later { at, zone, by })
    }

    fn submit_some(&mut self) {
        let first = u8::try_from(self.mails.len() + 1).unwrap();
        match self.dice.below(3) {
            0 => self.submit(first, None),
            1 => self.submit(first, self.later()),
            _ => (first..first + 4).for_each(|n| self.submit(n, None)),
        }
    }

    fn step(&mut self) {
        match self.dice.below(12) {
            0 => drop(
                self.office
                    .world
                    .pass(SECONDS(self.dice.below(4 * 60 * 60))),
            ),
            1 => self
                .office
                .world
                .set_back(SECONDS(self.dice.below(2 * 60 * 60))),
            2 => self.rep_acts(),
            _ => drop(self.office.world.next_alarm()),
        }
        self.live(async |worker| worker.outbox.run().await);
        // The rep signs in where they are asked to, sooner or later.
        if self.dice.once_in(3) {
            let _ = self.office.wake();
        }
    }

    fn rep_acts(&mut self) {
        if self.mails.is_empty() {
            return;
        }
        let n = self.dice.pick(&self.mails);
        let later = self.later().unwrap();
        match self.dice.below(7) {
            0 => drop(self.live(async |worker| worker.outbox.send_now(&id(n)).await)),
            1 => drop(self.live(async |worker| worker.outbox.reschedule(&id(n), later).await)),
            2 => drop(self.live(async |worker| worker.outbox.steer(Steer::Pause).await)),
            3 => drop(self.live(async |worker| worker.outbox.steer(Steer::GoOn).await)),
            4 => {
                drop(self.live(async |worker| worker.outbox.decide_late(ForAllLate::SendNow).await))
            }
            5 => {
                drop(self.live(async |worker| worker.outbox.resolve(&id(n), Decision::Retry).await))
            }
            _ => {
                let writing = self.dice.once_in(2);
                let undone = self.live(async |worker| worker.outbox.undo(&id(n), writing).await);
                match undone {
                    Some(Ok(Undone::Back(_))) => self.taken_back.push(n),
                    // The answer did not come: it is a draft again, or goes on.
                    None => self.perhaps_back.push(n),
                    Some(_) => {}
                }
            }
        }
    }

    /// How often a mail left.
    fn left(&self, n: u8) -> usize {
        let line = format!("Subject: {}", subject(n));
        let office = &self.office;
        office.microsoft.let_go(office.world.server_time());
        let google = office.google.sent.borrow();
        let microsoft = office.microsoft.sent.borrow();
        google
            .iter()
            .chain(microsoft.iter())
            .filter(|mime| mime.contains(&line))
            .count()
    }

    /// How often it was written on the record, as a message or a Task.
    fn logs(&self, n: u8) -> usize {
        let names_it = |log: &&Value| log.to_string().contains(&subject(n));
        let logged = self.office.logged.borrow();
        let tasks = self.office.tasks.all();
        logged.iter().filter(names_it).count() + tasks.iter().filter(names_it).count()
    }

    fn item(&self, n: u8) -> Option<OutboxItem> {
        self.office
            .outbox()
            .into_iter()
            .find(|item| item.intent == id(n))
    }

    /// Lives on in peace until nothing is left to wake for.
    fn rest(&self) {
        for _ in 0..500 {
            if self.office.world.next_alarm().is_none() {
                return;
            }
            let _ = self.office.wake();
        }
        panic!("it never rests: {:?}", self.office.outbox());
    }

    /// Whose sign-in was cut off sees nothing of what waits, until they sign in again.
    fn come_back(&self) {
        let mut life = Life::begin(&self.office.world);
        let worker = self.office.worker();
        let user = life.run(worker.sessions.user(&jo().org)).unwrap();
        if user.is_none() {
            life.run(worker.sign_in_to_salesforce()).unwrap().unwrap();
        }
        drop(life);
        // Every start of the worker looks at what nothing rings for, too.
        let _ = self.office.wake();
    }

    /// What the rep says of a mail that waits for them: the truth, of what only they can see.
    fn resolve(&mut self, n: u8, state: &OutboxState) {
        let (name, decision) = match state {
            OutboxState::Held => ("late", Decision::Retry),
            OutboxState::TakenBack => ("taken back", Decision::Retry),
            OutboxState::Failed { .. } => ("failed", Decision::Retry),
            OutboxState::Logging { fault: Some(_) } => ("not logged", Decision::Retry),
            OutboxState::Unconfirmed if self.left(n) == 1 => ("unconfirmed", Decision::WasSent),
            OutboxState::Unconfirmed => ("unconfirmed", Decision::SendAgain),
            OutboxState::Paused => ("paused", Decision::Retry),
            state => panic!("nobody goes on with number {n}: {state:?}"),
        };
        *self.totals.decided.entry(name).or_default() += 1;
        let mut life = Life::begin(&self.office.world);
        let worker = self.office.worker();
        let _ = life.run(worker.outbox.resolve(&id(n), decision)).unwrap();
        life.pass(SECONDS(20)).unwrap();
    }

    fn check(&mut self) {
        self.office.world.calm();
        self.come_back();
        self.rest();
        for _ in 0..10 {
            let mut open = Vec::new();
            for n in self.mails.clone() {
                let left = self.left(n);
                assert!(left <= 1, "number {n} left {left} times");
                let Some(item) = self.item(n) else { continue };
                if matches!(
                    item.state,
                    OutboxState::Failed { .. } | OutboxState::TakenBack | OutboxState::Paused
                ) {
                    assert_eq!(
                        left, 0,
                        "number {n} is said not to have left: {:?}",
                        item.state
                    );
                }
                if !matches!(item.state, OutboxState::Done { .. }) {
                    open.push((n, item.state));
                }
            }
            if open.is_empty() {
                break;
            }
            for (n, state) in open {
                self.resolve(n, &state);
            }
            self.rest();
        }
        for n in self.mails.clone() {
            if self.taken_back.contains(&n) {
                assert_eq!(self.left(n), 0, "number {n} was taken back");
                self.totals.taken_back += 1;
                continue;
            }
            let gone = self.item(n).is_none() && self.left(n) == 0;
            if gone && self.perhaps_back.contains(&n) {
                self.totals.taken_back += 1;
                continue;
            }
            let found = (self.left(n), self.logs(n));
            assert_eq!(found, (1, 1), "number {n}: {:?}", self.item(n));
            self.totals.sent += 1;
        }
    }
}

fn day(seed: u64, totals: &mut Totals) {
    let dice = Dice::new(seed);
    let office =
        Office::with(dice.pick(&[Mailbox::Gmail, Mailbox::Outlook, Mailbox::OutlookDrafts]));
    office.acme.ends_sessions.set(true);
    let troubles = Rc::new(RefCell::new(0));
    let (of_requests, count) = (dice.clone(), Rc::clone(&troubles));
    office.world.disturb(move |request| {
        let trouble = trouble(&of_requests, request);
        if std::env::var("MSI_CHAOS_TRACE").is_ok() {
            let range = request.headers().get("content-range");
            eprintln!(
                "{} {} {range:?} {trouble:?}",
                request.method(),
                request.uri()
            );
        }
        *count.borrow_mut() += usize::from(trouble.is_some());
        trouble
    });
    let mut run = Run {
        dice,
        office,
        totals,
        mails: Vec::new(),
        taken_back: Vec::new(),
        perhaps_back: Vec::new(),
    };
    for _ in 0..1 + run.dice.below(2) {
        run.submit_some();
        for _ in 0..run.dice.below(12) {
            run.step();
        }
    }
    run.check();
    totals.troubles += *troubles.borrow();
}

fn of_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

#[test]
fn whatever_goes_wrong_no_mail_leaves_twice_and_none_is_lost() {
    let (seed, runs) = (
        of_environment("MSI_CHAOS_SEED", SEED),
        of_environment("MSI_CHAOS_RUNS", RUNS),
    );
    let began = Instant::now();
    let mut totals = Totals::default();
    for n in 0..runs {
        let seed = seed + n;
        let day = std::panic::AssertUnwindSafe(|| day(seed, &mut totals));
        if let Err(panic) = std::panic::catch_unwind(day) {
            eprintln!("MSI_CHAOS_SEED={seed} MSI_CHAOS_RUNS=1");
            std::panic::resume_unwind(panic);
        }
    }
    println!(
        "seed {seed}, {runs} runs in {:?}: {totals:?}; 0 twice, 0 lost",
        began.elapsed()
    );
    let Totals {
        mails,
        sent,
        taken_back,
        ..
    } = totals;
    assert!(
        sent + taken_back <= mails && sent > mails / 2,
        "the days are not only mishaps"
    );
}
