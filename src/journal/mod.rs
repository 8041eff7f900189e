//! Durable intents: what is to be done, what was done.

mod view;

pub use view::{Decision, IntentId, OutboxItem, OutboxState};
