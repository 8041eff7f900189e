//! Best Bets and the watch list.

pub mod best_bets;
mod watch_list;
mod watch_list_in_org;

pub use best_bets::queries;
