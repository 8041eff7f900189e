//! What came back to the rep's mailbox: an answer, an absence, a bounce, or something else. Pure: the
//! providers hand in headers and texts.

mod absence;
mod automatic;
mod back;
mod bounce;
mod classify;
mod phrases;
mod received;
mod report;

pub use classify::{Arrival, Ours, classify};
pub use received::Part;
pub use report::{Failure, Lasting};
