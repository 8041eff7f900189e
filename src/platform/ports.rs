//! The browser as the core sees it, with what is remembered between two calls. Each port that it answers is
//! a file of its own.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

use crate::ports::Tasks;

/// The browser, as the core sees it.
#[derive(Default)]
pub struct Chrome {
    pub(super) auth: AuthWindows,
    pub(super) database: Connection,
    pub(super) stored: Stored,
}

impl Chrome {
    /// The browser, with the loader's copy of what is stored: an object with `local`, `session` and
    /// `managed`, each as `chrome.storage` gives it. Without one, each value is asked of Chrome.
    #[must_use]
    pub fn with_stored(stored: JsValue) -> Self {
        Self {
            stored: Stored(stored),
            ..Self::default()
        }
    }
}

/// Which windows were there before the flow, so that its own can be told from them.
#[derive(Default)]
pub struct AuthWindows {
    pub before: RefCell<HashSet<i32>>,
    pub open: Cell<bool>,
}

/// The open database, kept for the life of the worker.
#[derive(Default)]
pub struct Connection(pub RefCell<Option<IdbDatabase>>);

/// The loader's copy of what is stored. What is not in it is asked of Chrome.
#[derive(Default)]
pub struct Stored(pub JsValue);

impl Tasks for Chrome {
    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(work);
    }
}
