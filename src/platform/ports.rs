//! The implementation of the core's ports, with its state. Each port is in a file of its own.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

use crate::ports::Tasks;

/// The browser, which implements the core's ports.
#[derive(Default)]
pub struct Chrome {
    pub(super) auth: AuthWindows,
    pub(super) database: Connection,
    pub(super) stored: Stored,
}

impl Chrome {
    /// The browser with the loader's copy of `chrome.storage`: an object with `local`, `session` and `managed`. Without a
    /// copy, each value is read from Chrome.
    #[must_use]
    pub fn with_stored(stored: JsValue) -> Self {
        Self {
            stored: Stored(stored),
            ..Self::default()
        }
    }
}

/// The windows that were open before the flow, to find the flow's own.
#[derive(Default)]
pub struct AuthWindows {
    pub before: RefCell<HashSet<i32>>,
    pub open: Cell<bool>,
}

/// The open database, for the run of the worker.
#[derive(Default)]
pub struct Connection(pub RefCell<Option<IdbDatabase>>);

/// The loader's copy of `chrome.storage`. Values of areas that it does not have are read from Chrome.
#[derive(Default)]
pub struct Stored(pub JsValue);

impl Tasks for Chrome {
    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(work);
    }
}
