//! What an administrator may do, and the setup page.

mod rights;
mod setup;
pub mod team;
