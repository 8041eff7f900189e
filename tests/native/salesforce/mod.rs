//! Salesforce: addresses, pages, sessions, refusals.

pub mod fault_codes;
mod org_address;
mod page;
mod schema;
mod session;
mod status_codes;
