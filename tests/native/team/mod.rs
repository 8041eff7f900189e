//! The org's users, and inviting them.

mod crash;
mod desk;
mod inviting;
mod judging;
mod letter;
mod lists;
