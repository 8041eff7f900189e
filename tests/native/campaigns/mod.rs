//! Sales campaigns.

pub mod desk;
mod timelines;
mod walk;
mod week;
