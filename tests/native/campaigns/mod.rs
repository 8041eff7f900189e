//! Sales campaigns.

pub mod desk;
mod own;
mod several;
mod timelines;
mod walk;
mod week;
