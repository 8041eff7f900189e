//! Today: one list of what the rep has to do, best first. Made of what is known already: the outbox, what came back, the
//! due tasks and the campaigns. It asks nobody.

mod item;
mod items;

pub use item::{DueTask, Item, StepOf, TodayView};
pub use items::{Known, items, not_read_yet, stuck};
