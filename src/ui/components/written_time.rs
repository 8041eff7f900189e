//! A time that the rep writes in words, and what is said where it is not understood.

use leptos::prelude::*;

use crate::actions::{Wall, wall_of};
use crate::base::Zone;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};

/// What was written in a field.
#[derive(Clone, Copy)]
pub struct WrittenTime {
    unclear: RwSignal<bool>,
}

impl WrittenTime {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            unclear: RwSignal::new(false),
        }
    }

    /// What a clock in the zone shows at the time that is written.
    pub fn read(self, words: &str, zone: &Zone) -> Option<Wall> {
        let here = intl::wall_in(zone, now());
        let read = here.and_then(|here| wall_of(words, intl::words(), here));
        self.unclear.set(read.is_none() && !words.trim().is_empty());
        read
    }

    /// The rep chose a time otherwise: what was written counts no more.
    pub fn is_replaced(self) {
        self.unclear.set(false);
    }

    /// The line for what is not understood; both are locale keys, and the text names the example.
    pub fn unclear(self, words: &'static str, example: &'static str) -> impl IntoView {
        let line = move || text_with(words, &[&text(example)]);
        move || {
            let unclear = self.unclear.get();
            unclear.then(|| view! { <p class="small tone-warn">{line()}</p> })
        }
    }
}
