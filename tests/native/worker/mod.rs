//! The worker as its surfaces meet it.

mod api_calls;
mod day;
mod leaving;
mod policy_changes;
mod policy_limits;
mod remove_everything;
mod requests;
mod staying_signed_in;
mod theme_and_keys;

// The tests of the strip call it here.
pub use crate::support::worker::ada;
