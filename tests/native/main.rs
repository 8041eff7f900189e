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
mod cadences;
mod campaigns;
mod diagnostics;
mod feed;
mod insight;
mod layers;
mod library;
mod mailbox;
mod office;
mod onboarding;
mod outbox;
mod panel;
mod people;
mod replies;
mod salesforce;
mod settings;
mod storage;
mod support;
mod templates;
mod today;
mod unused;
mod worker;
mod world;

// As office.rs, world/, and tests of outbox/ and admin/team/ call them.
use support::{google, host_names, microsoft, salesforce_org as acme, salesforce_tasks as tasks};
