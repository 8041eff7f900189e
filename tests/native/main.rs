//! Native tests of the public API: a folder for each of those of `src/`, one file a subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]

mod accounts;
mod admin;
mod agenda;
mod base;
mod insight;
mod journal;
mod journal_activities;
mod journal_crash;
mod journal_crash_activities;
mod journal_decisions;
mod journal_rules;
mod journal_stored;
mod journal_strip;
mod layers;
mod mailbox;
mod office;
mod onboarding;
mod outbox;
mod outlook_crash;
mod panel;
mod salesforce;
mod settings;
mod storage;
mod support;
mod team;
mod unused;
mod worker;
mod world;

// As office.rs, world/ and team/ call them.
use support::{google, host_names, microsoft, salesforce_org as acme, salesforce_tasks as tasks};
