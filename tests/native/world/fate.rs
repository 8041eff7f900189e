//! When a life of the worker ends before its time.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::World;

/// What may go wrong at any moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// Chrome stops the worker at a gate: what is stored stays, the session store too.
    WorkerKilled,
    /// The browser ends at a gate: the session store is lost as well.
    BrowserKilled,
    /// An HTTP request takes effect and its answer is lost.
    ReplyLost,
}

impl Mishap {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::WorkerKilled, Self::BrowserKilled, Self::ReplyLost];
}

/// The mishaps to come, each at its count of gates (or, for [`Mishap::ReplyLost`], of requests).
#[derive(Default)]
pub(super) struct Fate {
    to_come: RefCell<VecDeque<(Mishap, usize)>>,
    passed: Cell<usize>,
    spared: Cell<usize>,
    killed: Cell<bool>,
    steps: Cell<u64>,
    /// Who waits for a number of steps.
    counting: RefCell<Option<Waker>>,
}

impl Fate {
    /// Counts one gate or request; true when the next mishap is `mishap`, now.
    fn strikes(&self, is_it: impl Fn(Mishap) -> bool) -> Option<Mishap> {
        let mut to_come = self.to_come.borrow_mut();
        let (mishap, at) = *to_come.front()?;
        if !is_it(mishap) {
            return None;
        }
        self.passed.set(self.passed.get() + 1);
        if self.passed.get() < at {
            return None;
        }
        to_come.pop_front();
        self.passed.set(0);
        Some(mishap)
    }

    pub(super) fn killed(&self) -> bool {
        self.killed.get()
    }

    pub(super) fn begin_life(&self) {
        self.killed.set(false);
    }

    /// How many port calls there have been: while it moves, somebody is getting on.
    pub(super) fn steps(&self) -> u64 {
        self.steps.get()
    }

    pub(super) fn step(&self) {
        self.steps.set(self.steps.get() + 1);
        if let Some(waker) = self.counting.take() {
            waker.wake();
        }
    }
}

impl World {
    /// Lets `mishap` happen at the `at`-th gate (from 1) of what follows; a second one counts from
    /// the first.
    pub fn doom(&self, mishap: Mishap, at: usize) {
        self.fate.to_come.borrow_mut().push_back((mishap, at));
    }

    /// How many calls to the outside there have been.
    pub fn steps(&self) -> u64 {
        self.fate.steps()
    }

    /// Waits until there have been so many calls to the outside.
    pub async fn reach_step(&self, step: u64) {
        poll_fn(|context| {
            if self.fate.steps() >= step {
                return Poll::Ready(());
            }
            self.fate.counting.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// Whether a mishap has not happened yet.
    pub fn doomed(&self) -> bool {
        self.left() > 0
    }

    /// How many mishaps have not happened.
    fn left(&self) -> usize {
        self.fate.spared.get() + self.fate.to_come.borrow().len()
    }

    /// Takes back what has not happened yet: from here on the test only looks.
    pub fn pardon(&self) {
        self.fate.spared.set(self.left());
        self.fate.to_come.borrow_mut().clear();
    }

    /// A place where a life may end, and where others get their turn.
    pub(super) async fn gate(&self) {
        self.fate.step();
        let struck = self.fate.strikes(|mishap| mishap != Mishap::ReplyLost);
        if let Some(mishap) = struck {
            self.fate.killed.set(true);
            if mishap == Mishap::BrowserKilled {
                self.memory.browser_ends();
            }
        }
        if self.fate.killed() {
            std::future::pending::<()>().await;
        }
        let mut yielded = false;
        poll_fn(|context| {
            if std::mem::replace(&mut yielded, true) {
                return Poll::Ready(());
            }
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    /// Whether the answer of the request at hand is lost.
    pub(super) fn reply_is_lost(&self) -> bool {
        self.fate
            .strikes(|mishap| mishap == Mishap::ReplyLost)
            .is_some()
    }
}

/// Runs `scenario` in a world of its own for every mishap at every gate that the scenario passes;
/// says how many that were.
pub fn every_mishap(scenario: impl Fn(&Rc<World>)) -> usize {
    let mut runs = 0;
    for mishap in Mishap::ALL {
        for at in 1.. {
            let world = World::new();
            world.doom(mishap, at);
            scenario(&world);
            if world.doomed() {
                break;
            }
            runs += 1;
        }
    }
    runs
}

/// As [`every_mishap`], with a second mishap after the first.
pub fn every_pair_of_mishaps(scenario: impl Fn(&Rc<World>)) -> usize {
    let mut runs = 0;
    for first in Mishap::ALL {
        for at in 1.. {
            let mut first_happened = true;
            for second in Mishap::ALL {
                for then in 1.. {
                    let world = World::new();
                    world.doom(first, at);
                    world.doom(second, then);
                    scenario(&world);
                    let left = world.left();
                    first_happened = left < 2;
                    if left > 0 {
                        break;
                    }
                    runs += 1;
                }
            }
            if !first_happened {
                break;
            }
        }
    }
    runs
}
