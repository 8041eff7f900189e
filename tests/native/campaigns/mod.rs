//! Sales campaigns.

mod away;
mod checked;
pub mod desk;
mod here;
mod order;
mod own;
mod several;
mod timelines;
mod walk;
mod week;
