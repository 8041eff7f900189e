//! Delayed work, such as a search after the rep stopped typing.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// The delayed work, if any; it is cancelled with the view that it was made in.
#[derive(Clone, Copy)]
pub struct Pause(StoredValue<Option<TimeoutHandle>>);

impl Pause {
    /// Without delayed work.
    pub fn new() -> Self {
        let pause = Self(StoredValue::new(None));
        on_cleanup(move || pause.stop());
        pause
    }

    /// Runs `then` after `span`, in place of earlier delayed work.
    pub fn then(self, span: Duration, then: impl FnOnce() + 'static) {
        self.stop();
        let waiting = move || {
            self.0.try_update_value(Option::take);
            then();
        };
        let handle = set_timeout_with_handle(waiting, span).ok();
        self.0.try_update_value(|own| *own = handle);
    }

    /// Whether there is delayed work.
    pub fn waits(self) -> bool {
        self.0.try_with_value(Option::is_some).unwrap_or_default()
    }

    /// Cancels the delayed work.
    pub fn stop(self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}
