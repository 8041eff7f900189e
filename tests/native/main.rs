//! Native tests of the public API, one file a subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests"
)]

mod acme;
mod activities;
mod addresses;
mod admin_rights;
mod age;
mod agenda;
mod check;
mod converted;
mod days;
mod drafts;
mod faults;
mod google;
mod host_names;
mod insight;
mod insight_find;
mod insight_people;
mod journal;
mod journal_activities;
mod journal_crash;
mod journal_crash_activities;
mod journal_decisions;
mod journal_rules;
mod journal_stored;
mod journal_strip;
mod kept;
mod layers;
mod mail_log;
mod mailbox;
mod mailbox_faults;
mod mailbox_message;
mod mailboxes;
mod microsoft;
mod office;
mod onboarding;
mod orders;
mod org_address;
mod orgs;
mod outlook;
mod outlook_crash;
mod outlook_sending;
mod owners;
mod policy;
mod policy_effects;
mod policy_fence;
mod policy_reference;
mod recogniser;
mod removal;
mod renewal;
mod salesforce_activity;
mod salesforce_faults;
mod salesforce_session;
mod setup;
mod side_panel;
mod sight;
mod status_codes;
mod tasks;
mod team;
mod texts;
#[path = "words.rs"]
mod words;
mod worker;
mod worker_forms;
mod worker_leaving;
mod worker_surfaces;
mod world;
mod world_itself;
