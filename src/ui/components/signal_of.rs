//! A value that rows of a long list follow. Rows come and go as the rep scrolls; a signal forgets those that are gone
//! when it changes, a memo keeps every one that ever followed it, and goes through all of them each time.

use leptos::prelude::*;

/// What `compute` gives, which follows what it reads.
pub fn signal_of<T>(compute: impl Fn() -> T + 'static) -> RwSignal<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let signal = RwSignal::new(untrack(&compute));
    Effect::new(move |_| {
        let now = compute();
        if signal.try_with_untracked(|before| *before == now) == Some(false) {
            signal.set(now);
        }
    });
    signal
}
