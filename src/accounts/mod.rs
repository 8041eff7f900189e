//! Who works where, with which mailbox: what everybody asks before they show, write or send anything.

mod address;
mod connected;
mod error;
mod finished;
mod rep;
mod service;
mod set_up;
mod snapshot;

pub use address::{plain_address, same_address};
pub use connected::Connected;
pub use error::AccountError;
pub(crate) use finished::{KEY, VERSION, migrate};
pub use rep::Rep;
pub use service::Accounts;
pub use set_up::{Apps, SetUp};
pub use snapshot::{Snapshot, Standing};
