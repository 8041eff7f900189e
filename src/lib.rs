//! MSI Actions: Marketo Sales Insight Actions for Salesforce, as a Chrome and Edge extension.
//!
//! Each folder imports only folders above it in this list (checked by `tests/native/layers.rs`):
//!
//! | folder | what it is for |
//! |---|---|
//! | [`base`] | the types that everything else is made of: ids, records, faults, time |
//! | [`ports`] | the interfaces to the browser and the network |
//! | [`storage`] | the form of what is stored |
//! | [`oauth`], [`settings`] | OAuth for every provider; the administrator's managed policy |
//! | [`salesforce`], [`mailbox`] | the providers: pages, sign-in, REST; message, Gmail, Outlook |
//! | [`accounts`] | in which orgs the rep works, with which mailbox |
//! | [`insight`] | records as Salesforce describes them |
//! | [`replies`] | what came back to the rep's mails: an answer, an absence, a bounce, an opt-out |
//! | [`templates`] | text with fields, filled for one receiver |
//! | [`library`] | the rep's templates, in Salesforce or in this browser |
//! | [`merge`] | reads the values of a mail's fields from Salesforce |
//! | [`actions`] | the sales actions, one file each |
//! | [`outbox`] | durable work: what is to be done, what was done |
//! | [`onboarding`], [`agenda`] | the user guide; the tasks that are due |
//! | [`feed`] | the live feed: what happened on the rep's people |
//! | [`people`] | Best Bets and the rep's watch list |
//! | [`admin`] | set-up and team |
//! | [`panel`] | the panel of a tab: whose page it is, its view |
//! | [`diagnostics`] | what Diagnostics shows, and the report for support |
//! | [`protocol`] | every request between a surface and the worker, with its response |
//! | `platform` | wasm only: the adapters to chrome.* and web APIs |
//! | [`worker`], `ui` | routes requests to the services; draws the views (wasm only) |
//!
//! The programs of `entry/` make four modules of it, each with what its surface uses.

pub mod accounts;
pub mod actions;
pub mod admin;
pub mod agenda;
pub mod base;
pub mod cadences;
pub mod campaigns;
pub mod diagnostics;
pub mod feed;
pub mod insight;
pub mod library;
pub mod mailbox;
pub mod merge;
mod oauth;
pub mod onboarding;
pub mod outbox;
pub mod panel;
pub mod people;
pub mod ports;
pub mod protocol;
pub mod replies;
pub mod salesforce;
pub mod settings;
pub mod storage;
pub mod templates;
pub mod today;
pub mod worker;

#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod ui;
