//! One lock a key, for work that must not run twice at once in one run of the worker.

use futures_util::lock::{Mutex, OwnedMutexGuard};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Locks by key; a key that nobody holds takes no memory.
#[derive(Default)]
pub struct Locks(RefCell<HashMap<String, Arc<Mutex<()>>>>);

/// The lock is held until this is dropped.
pub type Held = OwnedMutexGuard<()>;

impl Locks {
    /// Waits for the lock of `key`.
    pub async fn hold(&self, key: &str) -> Held {
        let lock = {
            let mut locks = self.0.borrow_mut();
            locks.retain(|_, lock| Arc::strong_count(lock) > 1);
            locks.entry(key.to_owned()).or_default().clone()
        };
        lock.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[test]
    fn a_key_is_held_by_one_and_others_are_free() {
        let locks = Locks::default();
        let first = locks.hold("a").now_or_never();
        assert!(first.is_some());
        assert!(locks.hold("b").now_or_never().is_some());
        assert!(locks.hold("a").now_or_never().is_none());
        drop(first);
        assert!(locks.hold("a").now_or_never().is_some());
    }
}
