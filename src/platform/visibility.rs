//! Whether the rep really sees a control of ours in somebody else's page.
//!
//! A page can lay things over our frame, fade it or move it, and let the rep click what they do not
//! see. Intersection Observer v2 (`trackVisibility`, W3C) says when something is neither covered nor
//! altered, through all frames up to the window.

use js_sys::Array;
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver};

use super::{chrome, now, property};
use crate::ports::Millis;

/// The shortest that the observer allows, in milliseconds.
const DELAY: u32 = 100;
/// What was hidden has to be seen this long before a click counts: a cover that goes away under the
/// rep's finger is a cover.
const SETTLED: Duration = Duration::from_millis(500);

/// Whether this page is in a frame of another page.
#[must_use]
pub fn framed() -> bool {
    let top = |page: &web_sys::Window| page.top().ok().flatten();
    web_sys::window().is_none_or(|page| top(&page).as_ref() != Some(&page))
}

/// What waits for the first observation.
type Then = Box<dyn FnOnce(bool)>;

/// Watches one element until it is dropped.
pub struct Watch {
    observer: IntersectionObserver,
    seen: Rc<Seen>,
    _callback: Closure<dyn Fn(Array)>,
}

/// What is known so far.
#[derive(Default)]
struct Seen {
    now: Cell<Option<bool>>,
    hidden_until: Cell<Option<Millis>>,
    asked: RefCell<Option<Then>>,
}

impl Watch {
    /// Begins to watch; `None` where the browser has no such observer.
    #[must_use]
    pub fn on(element: &Element) -> Option<Self> {
        let seen = Rc::<Seen>::default();
        let watched = Rc::clone(&seen);
        let callback = Closure::<dyn Fn(Array)>::new(move |entries| watched.take(&entries));
        let options = json!({ "trackVisibility": true, "delay": DELAY, "threshold": [0, 1] });
        let observer = IntersectionObserver::new_with_options(
            callback.as_ref().unchecked_ref(),
            chrome::options(&options).unchecked_ref(),
        );
        let observer = observer.ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            seen,
            _callback: callback,
        })
    }

    /// Calls `then` with whether the element is seen: at once, or with the first observation.
    pub fn ask(&self, then: impl FnOnce(bool) + 'static) {
        self.seen.take(&self.observer.take_records());
        match self.seen.verdict() {
            Some(verdict) => then(verdict),
            None => {
                self.seen.asked.replace(Some(Box::new(then)));
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Seen {
    fn take(&self, entries: &Array) {
        for entry in entries.iter() {
            let visible = property(&entry, "isVisible").is_truthy();
            if self.now.replace(Some(visible)) == Some(false) && visible {
                self.hidden_until.set(Some(now()));
            }
        }
        if let Some(verdict) = self.verdict()
            && let Some(then) = self.asked.take()
        {
            then(verdict);
        }
    }

    fn verdict(&self) -> Option<bool> {
        let hidden_until = self.hidden_until.get();
        let settled = hidden_until.is_none_or(|then| now().since(then) >= SETTLED);
        Some(self.now.get()? && settled)
    }
}
