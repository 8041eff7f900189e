//! The org's users, and inviting them.

mod crash;
pub mod desk;
mod inviting;
mod judging;
mod letter;
mod lists;
