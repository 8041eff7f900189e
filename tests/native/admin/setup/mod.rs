//! The setup page as the worker serves it.

mod check;
mod choices;
mod deploy;
mod org_status;
mod package;
mod policy;
mod trial;
