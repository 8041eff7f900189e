//! The policy as it is now: read once a life of the worker, and again when Chrome says that it changed.
//!
//! Chrome hands the policy over some seconds after the extension was installed; until then it says that
//! there is none. So an empty first answer is not believed for a while, and a policy that was known
//! before holds on through it. So it does where Chrome gives no answer at all, for as long as that lasts.

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

/// What is remembered of the policy; it is there once Chrome's answer was believed.
const KEY: &str = "policy";
/// When the first answer of this browser session came.
const SINCE: &str = "policy.since";
/// For how long an empty answer is not believed: twice as long as Chrome was ever seen to take.
const PATIENCE: Duration = Duration::from_secs(6);
/// After an answer that could not be read Chrome is asked again this much later.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// Whether a stored value is the policy's, by its key.
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

/// What was read, and for how long that is good.
#[derive(Clone)]
struct Now {
    policy: Map<String, Value>,
    findings: Reading,
    settings: Rc<Settings>,
    known: Known,
    remembered: bool,
    /// When to look again, where Chrome's answer is not believed.
    until: Option<Millis>,
}

/// The administrator's settings; one for all services of a worker.
pub struct Policies<P> {
    platform: Rc<P>,
    now: RefCell<Option<Rc<Now>>>,
    /// Chrome said in this life that the policy changed: from then on it is believed.
    heard: Cell<bool>,
    lock: Mutex<()>,
}

impl<P: Platform> Policies<P> {
    /// Nothing is read before it is asked for.
    #[must_use]
    pub fn new(platform: Rc<P>) -> Self {
        Self {
            platform,
            now: RefCell::default(),
            heard: Cell::new(false),
            lock: Mutex::new(()),
        }
    }

    /// What holds now.
    pub async fn settings(&self) -> Rc<Settings> {
        Rc::clone(&self.now().await.settings)
    }

    /// Whether the policy is known.
    pub async fn known(&self) -> Known {
        self.now().await.known
    }

    /// When an answer that is not believed yet will be, if there is one.
    pub async fn known_at(&self) -> Option<Millis> {
        self.now().await.until
    }

    /// Chrome says that the policy changed.
    pub fn changed(&self) {
        self.heard.set(true);
        self.now.replace(None);
    }

    /// The policy for Diagnostics.
    pub async fn report(&self) -> DiagnosticsPolicy {
        let now = self.now().await;
        DiagnosticsPolicy::of(&now.policy, &now.findings, now.known, now.remembered)
    }

    /// What of the policy restricts and cannot be read as it was written.
    pub async fn mistakes(&self) -> Vec<Mistake> {
        self.report().await.mistakes()
    }

    async fn now(&self) -> Rc<Now> {
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

    /// Where our own storage fails, what Chrome says holds.
    async fn read(&self, time: Millis) -> Now {
        let platform = &*self.platform;
        let kept = storage::read_or_none::<Remembered>(platform, Area::Local, KEY).await;
        let before = kept.unwrap_or_default().map(|kept| kept.policy);
        let answer = platform.managed().await.ok();
        let Some(policy) = answer.and_then(|answer| json::read(&answer).ok()) else {
            return Now::unread(before, time.after(ASK_AGAIN));
        };
        let policy: Map<String, Value> = policy;
        if policy.is_empty()
            && !self.heard.get()
            && before.as_ref().is_none_or(|before| !before.is_empty())
        {
            let until = self.since(time).await.after(PATIENCE);
            if time < until {
                let known = match &before {
                    Some(_) => Known::Yes,
                    None => Known::NotYet,
                };
                return Now::of(before.unwrap_or_default(), known, Some(until));
            }
        }
        if before.as_ref() != Some(&policy) {
            let policy = policy.clone();
            let remembered = Remembered { policy };
            let _ = storage::write(platform, Area::Local, KEY, &remembered).await;
        }
        Now::of(policy, Known::Yes, None)
    }

    /// When this browser session first asked.
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

impl Now {
    /// Chrome does not say what the policy is: what it said last holds, and where it never said
    /// anything, nothing is done.
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
