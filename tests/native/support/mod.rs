//! What tests share: the services that the worker meets, and a worker that is set up.

pub mod cadence_org;
pub mod campaign_org;
pub mod fault_texts;
pub mod google;
pub mod host_names;
pub mod in_order;
pub mod inbox;
pub mod mailboxes;
pub mod microsoft;
pub mod onboarding_rep;
pub mod onboarding_services;
pub mod outlook;
pub mod recognised_page;
pub mod record_view;
pub mod salesforce_org;
pub mod salesforce_tasks;
pub mod setup_page;
pub mod windows_registry;
pub mod worker;
mod world_tests;
