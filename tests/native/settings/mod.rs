//! The policy of an administrator.

mod policy;
mod reference;
