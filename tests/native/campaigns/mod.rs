//! Sales campaigns.

pub mod desk;
mod own;
mod timelines;
mod walk;
mod week;
