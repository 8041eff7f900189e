//! The world outside of the worker, in memory: every port of the crate, with its own clock and no
//! network. It outlives the worker: a [`Life`] runs on it until its end or its violent death, and
//! the next one finds what is stored, armed and sent.
//!
//! ```ignore
//! let world = World::new();
//! world.on_http(|_, request| Some(Ok(json(200, json!({})))));
//! let mut life = Life::begin(&world);
//! let answer = life.run(async { service.ask().await }); // Err(Killed) where fate struck
//! ```
//! Every port call passes a gate before and one after its effect; [`World::doom`] says at which gate
//! a life ends, and [`every_mishap`] runs a scenario once for each.
#![allow(dead_code, unused_imports, reason = "each test uses its part")]

mod fate;
mod life;
mod memory;
mod outside;
mod time;

pub use fate::{Mishap, every_mishap, every_pair_of_mishaps};
pub use life::{Killed, Life};
pub use outside::{AuthAnswer, BrowserCall, HttpAnswer, Trouble, json};

use msi_actions::base::Millis;
use msi_actions::ports::{HostNames, Random, Tasks};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// A future that a life drives.
type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The world. Share it as `Rc<World>`; it implements `msi_actions::ports::Platform`.
pub struct World {
    fate: fate::Fate,
    memory: memory::Memory,
    time: time::Time,
    outside: outside::Outside,
    random: Cell<u64>,
    spawned: RefCell<Vec<Task>>,
    /// Who waits for something that only the outside brings, to be asked again when anything there changes.
    waiting: RefCell<Vec<Waker>>,
}

impl World {
    /// Its random numbers are others than those of a world with another seed.
    pub fn seed(&self, seed: u64) {
        self.random.set(seed);
    }

    /// A fresh browser profile at a fixed moment, with nothing stored and nobody to answer.
    pub fn new() -> Rc<Self> {
        Rc::new(Self {
            fate: fate::Fate::default(),
            memory: memory::Memory::default(),
            time: time::Time::at(Millis(1_800_000_000_000)),
            outside: outside::Outside::default(),
            random: Cell::new(1),
            spawned: RefCell::default(),
            waiting: RefCell::default(),
        })
    }

    /// Waits until `ready` has an answer.
    async fn wait_for<T>(&self, mut ready: impl FnMut() -> Option<T>) -> T {
        poll_fn(|context| match ready() {
            Some(answer) => Poll::Ready(answer),
            None => {
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            }
        })
        .await
    }

    /// Has everybody asked again who waits.
    fn wake_all(&self) {
        for waker in self.waiting.take() {
            waker.wake();
        }
    }

    /// What was spawned since the last call.
    fn take_spawned(&self) -> Vec<Task> {
        std::mem::take(&mut self.spawned.borrow_mut())
    }

    /// What ends with a life of the worker, however it ends.
    fn forget_the_life(&self) {
        drop(self.take_spawned());
        self.time.forget_sleepers();
        self.outside.forget_window();
    }
}

impl HostNames for World {
    fn to_ascii(&self, host: &str) -> Option<String> {
        crate::host_names::to_ascii(host)
    }
}

impl Tasks for World {
    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        self.spawned.borrow_mut().push(Box::pin(work));
    }
}

impl Random for World {
    /// SplitMix64: a new value each time, the same in every run of a test.
    fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        for half in bytes.chunks_mut(8) {
            let state = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
            self.random.set(state);
            let mut z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            half.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes());
        }
        bytes
    }
}
