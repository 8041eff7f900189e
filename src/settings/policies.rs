//! The current policy: read once in a run of the worker, and again when Chrome reports that it changed.
//!
//! Chrome hands the policy over some seconds after the extension was installed; until then it says that
//! there is none. So an empty first answer is not trusted for a while, and the last known policy applies
//! meanwhile. It also applies for as long as Chrome gives no answer at all.

use futures_util::lock::Mutex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::{DiagnosticsPolicy, Known, Mistake, Reading, Settings};
use crate::base::{Millis, json};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::Versioned;

/// The key of the last known policy, which is stored once Chrome's answer is trusted.
const KEY: &str = "policy";
/// The key of the time of this browser session's first answer.
const SINCE: &str = "policy.since";
/// For how long an empty answer is not trusted: twice as long as Chrome was ever seen to take.
const PATIENCE: Duration = Duration::from_secs(6);
/// How long after an answer that could not be read Chrome is asked again.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Whether a stored value belongs to this module, by its key.
#[must_use]
pub fn is_of_policy(key: &str) -> bool {
    key == KEY || key == SINCE
}

#[derive(Serialize, Deserialize)]
struct Remembered {
    policy: Map<String, Value>,
}

impl Versioned for Remembered {
    const VERSION: u32 = 1;
}

#[derive(Serialize, Deserialize)]
struct Since {
    at: Millis,
}

impl Versioned for Since {
    const VERSION: u32 = 1;
}

/// The policy as it was read, and until when that is valid.
#[derive(Clone)]
struct Snapshot {
    policy: Map<String, Value>,
    findings: Reading,
    settings: Rc<Settings>,
    known: Known,
    remembered: bool,
    /// When to read again, where Chrome's answer is not trusted.
    until: Option<Millis>,
}

/// The administrator's settings; one for all services of a worker.
pub struct Policies<P> {
    platform: Rc<P>,
    now: RefCell<Option<Rc<Snapshot>>>,
    /// Chrome reported a change of the policy in this run: from then on its answers are trusted.
    trusted: Cell<bool>,
    lock: Mutex<()>,
}

impl<P: Platform> Policies<P> {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(platform: Rc<P>) -> Self {
        Self {
            platform,
            now: RefCell::default(),
            trusted: Cell::new(false),
            lock: Mutex::new(()),
        }
    }

    /// The settings that apply now.
    pub async fn settings(&self) -> Rc<Settings> {
        Rc::clone(&self.now().await.settings)
    }

    /// Whether the policy is known.
    pub async fn known(&self) -> Known {
        self.now().await.known
    }

    /// When an answer that is not trusted yet will be, if there is one.
    pub async fn known_at(&self) -> Option<Millis> {
        self.now().await.until
    }

    /// Chrome reports that the policy changed.
    pub fn changed(&self) {
        self.trusted.set(true);
        self.now.replace(None);
    }

    /// The policy for Diagnostics.
    pub async fn report(&self) -> DiagnosticsPolicy {
        let now = self.now().await;
        DiagnosticsPolicy::of(&now.policy, &now.findings, now.known, now.remembered)
    }

    /// The restricting settings that could not be read as they were written.
    pub async fn mistakes(&self) -> Vec<Mistake> {
        self.report().await.mistakes()
    }

    async fn now(&self) -> Rc<Snapshot> {
        let _held = self.lock.lock().await;
        let time = self.platform.now();
        let kept = self.now.borrow().clone();
        if let Some(kept) = kept
            && kept.until.is_none_or(|until| time < until)
        {
            return kept;
        }
        let fresh = Rc::new(self.read(time).await);
        self.now.replace(Some(Rc::clone(&fresh)));
        fresh
    }

    /// Where our own storage fails, Chrome's answer applies.
    async fn read(&self, time: Millis) -> Snapshot {
        let platform = &*self.platform;
        let kept = storage::read_or_none::<Remembered>(platform, Area::Local, KEY).await;
        let before = kept.unwrap_or_default().map(|kept| kept.policy);
        let answer = platform.managed().await.ok();
        let Some(policy) = answer.and_then(|answer| json::read(&answer).ok()) else {
            return Snapshot::unread(before, time.after(ASK_AGAIN));
        };
        let policy: Map<String, Value> = policy;
        if policy.is_empty()
            && !self.trusted.get()
            && before.as_ref().is_none_or(|before| !before.is_empty())
        {
            let until = self.since(time).await.after(PATIENCE);
            if time < until {
                let known = match &before {
                    Some(_) => Known::Yes,
                    None => Known::NotYet,
                };
                return Snapshot::of(before.unwrap_or_default(), known, Some(until));
            }
        }
        if before.as_ref() != Some(&policy) {
            let policy = policy.clone();
            let remembered = Remembered { policy };
            let _ = storage::write(platform, Area::Local, KEY, &remembered).await;
        }
        Snapshot::of(policy, Known::Yes, None)
    }

    /// When this browser session first read the policy; it is stored at the first call.
    async fn since(&self, time: Millis) -> Millis {
        let platform = &*self.platform;
        let kept = storage::read_or_none::<Since>(platform, Area::Session, SINCE).await;
        if let Some(since) = kept.unwrap_or_default() {
            return since.at;
        }
        let _ = storage::write(platform, Area::Session, SINCE, &Since { at: time }).await;
        time
    }
}

impl Snapshot {
    /// Chrome cannot read the policy: the last known one applies; without one, nothing is done.
    fn unread(before: Option<Map<String, Value>>, until: Millis) -> Self {
        match before {
            Some(before) => Self::of(before, Known::Yes, Some(until)),
            None => {
                let mut now = Self::of(Map::new(), Known::NotYet, Some(until));
                now.settings = Rc::new(Settings {
                    unread: true,
                    ..Settings::default()
                });
                now
            }
        }
    }

    fn of(policy: Map<String, Value>, known: Known, until: Option<Millis>) -> Self {
        let reading = Reading::of(&policy);
        Self {
            settings: Rc::new(reading.settings.clone()),
            findings: reading,
            remembered: until.is_some() && known == Known::Yes,
            policy,
            known,
            until,
        }
    }
}
