//! Sales campaigns.

mod away;
mod checked;
mod deleted;
pub mod desk;
mod held;
mod here;
mod many;
mod order;
mod own;
mod several;
mod timelines;
mod walk;
mod week;
