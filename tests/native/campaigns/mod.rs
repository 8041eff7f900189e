//! Sales campaigns.

mod desk;
mod timelines;
mod walk;
mod week;
