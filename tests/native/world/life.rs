//! One life of the worker: runs futures on the world until they end, wait, or are killed.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::{Task, World};

/// From its start to its end. Dropping it is what Chrome does when it stops the worker: nothing of
/// it runs any more.
pub struct Life {
    world: Rc<World>,
    tasks: Vec<Task>,
    woken: Arc<Woken>,
    waker: Waker,
}

/// The life ended before the work did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Killed;

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Life {
    /// Starts the worker. One life at a time: end the one before first.
    pub fn begin(world: &Rc<World>) -> Self {
        world.forget_the_life();
        world.fate.begin_life();
        let woken = Arc::new(Woken::default());
        Self {
            world: Rc::clone(world),
            tasks: Vec::new(),
            waker: Waker::from(Arc::clone(&woken)),
            woken,
        }
    }

    /// Runs `work`, and beside it what was spawned. Where everybody waits, time passes.
    pub fn run<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Killed> {
        let mut work = pin!(work);
        let mut answer = None;
        loop {
            self.round(|context| {
                if answer.is_none()
                    && let Poll::Ready(value) = work.as_mut().poll(context)
                {
                    answer = Some(value);
                    return true;
                }
                false
            })?;
            if let Some(value) = answer {
                return Ok(value);
            }
            let next = self.world.time.next_sleeper();
            let next = next.expect("the work waits for something that nothing will bring");
            self.world.time.advance_to(next);
            self.world.wake_all();
        }
    }

    /// Runs what was spawned until all of it has ended or waits.
    pub fn settle(&mut self) -> Result<(), Killed> {
        self.round(|_| false)
    }

    /// Lets time pass, with what was spawned at work; gives the names of the alarms that fired.
    pub fn pass(&mut self, span: Duration) -> Result<Vec<String>, Killed> {
        let end = self.world.time.now().after(span);
        self.settle()?;
        while let Some(next) = self.world.time.next_sleeper().filter(|next| *next <= end) {
            self.world.time.advance_to(next);
            self.world.wake_all();
            self.settle()?;
        }
        self.world.time.advance_to(end);
        self.world.wake_all();
        Ok(self.world.fired_alarms())
    }

    /// Whether anything that was spawned has not ended.
    pub fn busy(&self) -> bool {
        !self.tasks.is_empty()
    }

    /// Polls everything, again and again until nobody gets any further.
    fn round(&mut self, mut main: impl FnMut(&mut Context<'_>) -> bool) -> Result<(), Killed> {
        let waker = self.waker.clone();
        let mut context = Context::from_waker(&waker);
        loop {
            if self.world.fate.killed() {
                self.tasks.clear();
                self.world.forget_the_life();
                return Err(Killed);
            }
            self.woken.0.store(false, Ordering::Relaxed);
            let steps = self.world.fate.steps();
            let mut moved = main(&mut context);
            self.tasks.append(&mut self.world.take_spawned());
            let before = self.tasks.len();
            self.tasks
                .retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
            moved |= self.tasks.len() != before;
            let spawned = self.world.take_spawned();
            moved |= !spawned.is_empty() || steps != self.world.fate.steps();
            self.tasks.extend(spawned);
            if !moved && !self.woken.0.load(Ordering::Relaxed) && !self.world.fate.killed() {
                return Ok(());
            }
        }
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        self.tasks.clear();
        self.world.forget_the_life();
    }
}
