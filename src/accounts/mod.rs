//! In which orgs the rep works and with which mailbox. Every part asks here before it shows, writes or sends
//! anything.

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
