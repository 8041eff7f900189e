//! The timer of a call: it belongs to the draft, and so it runs on while the panel is closed.

use leptos::prelude::*;
use std::time::Duration;

use super::form::Draft;
use crate::actions::{LogCall, Part};
use crate::platform::{
    i18n::{text, text_with},
    now,
};
use crate::ui::components::{Button, ButtonKind};

/// Starts the timer of a call that has none yet and whose length nobody wrote.
pub fn start(draft: Draft) {
    // What is not written is not measured.
    if !draft.may(Part::Minutes) {
        return;
    }
    let is_fresh = draft.read(|call: &LogCall| call.timer.is_none() && call.minutes.is_none());
    if is_fresh {
        draft.edit(|call: &mut LogCall| call.start_timer(now()));
    }
}

/// The button that starts and stops it.
#[component]
pub fn CallTimer(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let since = Memo::new(move |_| draft.read(|call: &LogCall| call.timer));
    let press = Callback::new(move |()| {
        draft.edit(|call: &mut LogCall| match call.timer {
            Some(_) => call.stop_timer(now()),
            None => call.start_timer(now()),
        });
    });
    let words = move || match since.get() {
        Some(since) => {
            let passed = RwSignal::new(now().since(since));
            let tick = move || {
                passed.try_set(now().since(since));
            };
            if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_secs(1)) {
                on_cleanup(move || ticking.clear());
            }
            view! {
                {text("call_timer_stop")}
                " "
                <span class="clock" aria-hidden="true">
                    {move || clock(passed.get())}
                </span>
            }
            .into_any()
        }
        None => text("call_timer_start").into_any(),
    };
    let started = move || {
        let seconds = draft.read(|call: &LogCall| call.seconds)?;
        let measured = clock(Duration::from_secs(seconds.into()));
        Some(text_with("call_timer_measured", &[&measured]))
    };
    view! {
        <Button look=ButtonKind::Quiet small=true on_press=press>
            {words}
        </Button>
        <span class="small soft" role="status">
            {started}
        </span>
    }
}

/// Minutes and seconds, with hours where there are some.
fn clock(passed: Duration) -> String {
    let seconds = passed.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}
