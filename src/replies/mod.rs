//! What came back to the rep's mailbox: an answer, an absence, a bounce, an opt-out, or something else. Told apart by
//! [`classify`], which is pure; looked for, kept and written on the record by [`Replies`].

mod absence;
mod automatic;
mod back;
mod bounce;
mod came_back;
mod classify;
mod heard;
mod kept;
mod look;
mod opt_out;
mod own;
mod phrases;
mod received;
mod relation;
mod report;
mod service;
mod shown;
mod take;
mod watch;

pub use came_back::{CameBack, CameBackView, RepliesView, What};
pub use classify::{Arrival, Ours, classify};
pub use heard::Heard;
pub use look::ALARM;
pub use report::{Failure, Lasting};
pub use service::Replies;
