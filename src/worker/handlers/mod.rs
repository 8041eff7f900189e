//! The answer to each request: one file for each of the same name in `src/protocol/`.

mod accounts;
mod cadences;
mod campaigns;
mod diagnostics;
mod feed;
mod forms;
mod insight;
mod onboarding;
mod outbox;
mod page;
mod panel;
mod people;
mod replies;
mod setup;
mod surfaces;
mod team;
mod templates;
mod today;

use crate::protocol::Accepted;

const ACCEPTED: Accepted = Accepted {};
