//! Something that is done once a while has passed, such as when typing rests.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// What waits, if anything does; it is given up with the view that it was made in.
#[derive(Clone, Copy)]
pub struct Pause(StoredValue<Option<TimeoutHandle>>);

impl Pause {
    /// Nothing waits yet.
    pub fn new() -> Self {
        let pause = Self(StoredValue::new(None));
        on_cleanup(move || pause.stop());
        pause
    }

    /// Does `then` after `span`, and what waited before not at all.
    pub fn then(self, span: Duration, then: impl FnOnce() + 'static) {
        self.stop();
        let waiting = move || {
            self.0.try_update_value(Option::take);
            then();
        };
        let handle = set_timeout_with_handle(waiting, span).ok();
        self.0.try_update_value(|own| *own = handle);
    }

    /// Whether something waits.
    pub fn waits(self) -> bool {
        self.0.try_with_value(Option::is_some).unwrap_or_default()
    }

    /// Gives up what waits.
    pub fn stop(self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}
