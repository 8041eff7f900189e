//! MSI Actions: Marketo Sales Insight Actions for Salesforce, as a Chrome and Edge extension.
//!
//! | module | what it is for |
//! |---|---|
//! | [`salesforce`] | which org and record a URL shows; sign-in, REST, activities |
//! | [`mailbox`] | the rep's mailbox: message, Gmail, signature |
//! | [`onboarding`] | the user guide as a state machine; invitations |
//! | [`insight`] | what the panel shows of a record |
//! | [`admin`] | what an administrator does: setting up an org, inviting its reps |
//! | [`agenda`] | the rep's tasks that are due |
//! | [`actions`] | the sales actions, one file each |
//! | [`journal`] | durable intents: what is to be done, what was done |
//! | [`settings`] | what the administrator set by managed policy |
//! | [`protocol`] | every request between a surface and the worker, with its response |
//! | [`worker`] | routes requests to the services |
//! | [`sight`] | whether the rep saw what they pressed in a frame of a page |
//! | [`turns`] | one at a time, and one after it |
//! | [`age`] | how long ago, in the unit that a person would use |
//! | [`texts`] | the texts of the language that a policy chooses |
//! | [`ports`] | what all of these ask of the world |
//! | `platform`, `ui`, `entry` | wasm only: the chrome.* adapters, the views, the exported entry points |

pub mod actions;
pub mod admin;
pub mod age;
pub mod agenda;
mod charset;
mod html;
pub mod insight;
pub mod journal;
mod json;
mod listed;
mod locks;
pub mod mailbox;
mod oauth;
pub mod onboarding;
pub mod ports;
pub mod protocol;
pub mod salesforce;
pub mod settings;
pub mod sight;
pub mod stored;
pub mod stores;
pub mod texts;
pub mod turns;
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod entry;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
mod ui;
