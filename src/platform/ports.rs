//! The browser as the core sees it, with what is remembered between two calls. Each port that it answers is
//! a file of its own.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use web_sys::IdbDatabase;

use crate::ports::Tasks;

/// The browser, as the core sees it.
#[derive(Default)]
pub struct Chrome {
    pub(super) auth: AuthWindows,
    pub(super) database: Connection,
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

impl Tasks for Chrome {
    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(work);
    }
}
