//! What earlier releases stored.

mod earlier_releases;
