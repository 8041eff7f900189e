//! The clock, which moves only when told, and the alarms, which fire only when it moves.

use chrono::DateTime;
use msi_actions::base::{Day, Millis};
use msi_actions::ports::{Alarms, Clock};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use super::World;

/// Now, who sleeps in this life, and which alarms are armed.
pub(super) struct Time {
    now: Cell<Millis>,
    /// By how much the clock of the rep's machine was set back: the servers' clocks were not.
    set_back: Cell<i64>,
    /// By how many minutes the clock of the rep's machine differs from UTC.
    zone: Cell<i64>,
    sleepers: RefCell<Vec<Millis>>,
    alarms: RefCell<BTreeMap<String, Alarm>>,
    fired: RefCell<Vec<String>>,
}

#[derive(Clone, Copy)]
struct Alarm {
    at: Millis,
    every: Option<Duration>,
}

impl Time {
    pub(super) fn at(now: Millis) -> Self {
        Self {
            now: Cell::new(now),
            set_back: Cell::new(0),
            zone: Cell::new(0),
            sleepers: RefCell::default(),
            alarms: RefCell::default(),
            fired: RefCell::default(),
        }
    }

    pub(super) fn now(&self) -> Millis {
        self.now.get()
    }

    pub(super) fn next_sleeper(&self) -> Option<Millis> {
        self.sleepers.borrow().iter().min().copied()
    }

    pub(super) fn forget_sleepers(&self) {
        self.sleepers.borrow_mut().clear();
    }

    /// Moves the clock; alarms that fall due are consumed (or, when periodic, armed again).
    pub(super) fn advance_to(&self, end: Millis) {
        while let Some((name, alarm)) = self.next_alarm().filter(|(_, alarm)| alarm.at <= end) {
            self.now.set(self.now.get().max(alarm.at));
            let mut alarms = self.alarms.borrow_mut();
            match alarm.every {
                Some(every) => {
                    let at = alarm.at.after(every);
                    alarms.insert(name.clone(), Alarm { at, ..alarm });
                }
                None => {
                    alarms.remove(&name);
                }
            }
            self.fired.borrow_mut().push(name);
        }
        self.now.set(self.now.get().max(end));
        self.sleepers
            .borrow_mut()
            .retain(|due| *due > self.now.get());
    }

    fn next_alarm(&self) -> Option<(String, Alarm)> {
        let alarms = self.alarms.borrow();
        let next = alarms.iter().min_by_key(|(_, alarm)| alarm.at);
        next.map(|(name, alarm)| (name.clone(), *alarm))
    }
}

fn day_at(at: Millis, minutes: i64) -> Day {
    let at = DateTime::from_timestamp_millis(at.0 + minutes * 60_000).unwrap();
    Day::parse(&at.date_naive().to_string()).unwrap()
}

impl World {
    /// The rep's machine is where the clock is so many hours ahead of UTC.
    pub fn travel(&self, hours: i64) {
        self.time.zone.set(hours * 60);
    }

    /// Moves the clock to the next armed alarm and fires it; `None` when the worker would sleep for
    /// ever. Use it between lives.
    pub fn next_alarm(&self) -> Option<String> {
        if self.time.fired.borrow().is_empty() {
            let (_, alarm) = self.time.next_alarm()?;
            self.time.advance_to(alarm.at);
        }
        Some(self.time.fired.borrow_mut().remove(0))
    }

    /// Sets the clock back between lives: alarms stay at the moments for which they were armed.
    pub fn set_back(&self, span: Duration) {
        let now = self.time.now();
        let span = i64::try_from(span.as_millis()).unwrap();
        self.time.now.set(Millis(now.0 - span));
        self.time.set_back.set(self.time.set_back.get() + span);
    }

    /// What the servers' clocks show.
    pub fn server_time(&self) -> Millis {
        Millis(self.time.now().0 + self.time.set_back.get())
    }

    /// The names of the alarms that fired and that nobody was told of.
    pub fn fired_alarms(&self) -> Vec<String> {
        std::mem::take(&mut self.time.fired.borrow_mut())
    }

    /// The names of the armed alarms.
    pub fn armed_alarms(&self) -> Vec<String> {
        self.time.alarms.borrow().keys().cloned().collect()
    }

    /// Lets time pass between lives; gives the names of the alarms that fired.
    pub fn pass(&self, span: Duration) -> Vec<String> {
        self.time.advance_to(self.time.now().after(span));
        self.fired_alarms()
    }

    async fn arm(&self, name: &str, alarm: Option<Alarm>) {
        self.gate().await;
        match alarm {
            Some(alarm) => self.time.alarms.borrow_mut().insert(name.into(), alarm),
            None => self.time.alarms.borrow_mut().remove(name),
        };
        self.gate().await;
    }
}

impl Clock for World {
    fn now(&self) -> Millis {
        self.time.now()
    }

    /// The rep is in London in winter, until [`World::travel`].
    fn day(&self, at: Millis) -> Day {
        day_at(at, self.time.zone.get())
    }

    /// Zones by what their clocks differ from UTC: two of half hours, and one that changes its clocks
    /// on 14 March and 7 November 2027.
    fn day_in(&self, zone: &str, at: Millis) -> Option<Day> {
        let summer = (1_805_018_400_000..1_825_578_000_000).contains(&at.0);
        let minutes = match zone {
            "GMT" => 0,
            "America/Los_Angeles" if summer => -7 * 60,
            "America/Los_Angeles" => -8 * 60,
            "Asia/Kolkata" => 5 * 60 + 30,
            "America/St_Johns" => -(3 * 60 + 30),
            "Pacific/Kiritimati" => 14 * 60,
            _ => return None,
        };
        Some(day_at(at, minutes))
    }

    async fn sleep(&self, span: Duration) {
        self.gate().await;
        let due = self.time.now().after(span);
        self.time.sleepers.borrow_mut().push(due);
        self.wait_for(|| (self.time.now() >= due).then_some(()))
            .await;
        self.gate().await;
    }
}

impl Alarms for World {
    async fn wake_at(&self, name: &str, at: Millis) {
        // Chrome holds back an alarm that is due sooner than in 30 seconds.
        let at = at.max(self.time.now().after(Duration::from_secs(30)));
        self.arm(name, Some(Alarm { at, every: None })).await;
    }

    async fn wake_every(&self, name: &str, minutes: u32) {
        let every = Duration::from_secs(u64::from(minutes) * 60);
        let at = self.time.now().after(every);
        let every = Some(every);
        self.arm(name, Some(Alarm { at, every })).await;
    }

    async fn clear_alarm(&self, name: &str) {
        self.arm(name, None).await;
    }

    async fn clear_alarms(&self) {
        self.gate().await;
        self.time.alarms.borrow_mut().clear();
        self.gate().await;
    }
}
