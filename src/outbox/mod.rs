//! Durable work: what is to be done, and how far it has come. Actions on records and invitations are both
//! an [`Intent`] of steps, and one engine does them.
//!
//! A submission is stored before anything happens, and every step is stored as "under way" before it
//! begins. Whenever the worker starts, [`next`] says of each intent that is due what follows; a mail
//! whose answer was lost is asked about, never sent again on a guess.

mod activities;
mod advance;
mod alarms;
mod ask_campaigns;
mod at_outlook;
mod check;
mod departures;
mod draft_rows;
mod drafts;
mod each;
pub mod effects;
mod enrol;
mod enrol_cadence;
mod error;
mod failures;
mod files;
mod forget;
mod from_campaign;
mod held;
mod history;
mod intent;
mod invitations;
mod inviting;
mod item;
mod job;
mod kept;
mod list;
mod log_together;
mod mail_log;
mod migration;
mod next;
mod noting;
mod opt_out;
mod owners;
mod policy;
mod progress;
mod queue;
mod reply_log;
mod rows;
mod run;
mod schedule;
mod sent;
mod service;
mod settle;
mod several;
mod step;
mod strip;
mod submit;
mod transitions;
mod turn;
mod view;
mod wake;

pub use alarms::{ALARM, ALARM_DUE};
pub use ask_campaigns::{AskCampaigns, NewMember};
pub use check::{Change, LeftOut, What, after_changes, verb};
pub use departures::{Departures, PACE, WELCOME_MAILS_A_DAY};
pub use draft_rows::Draft;
pub use drafts::{DraftItem, DraftSaved, Writing};
pub use effects::task::task_fields;
pub use error::OutboxError;
pub use failures::{Failure, FailureKind, failures};
pub use from_campaign::CampaignMail;
pub use held::Held;
pub use history::{Does, Happened, History, Moment};
pub use intent::{End, Intent, Owner};
pub use invitations::{BATCH, Invitations, WelcomeMail};
pub use item::item;
pub use job::{Checked, Invited, Job, OnRecord, Part, Welcome};
pub use kept::{Kept, KeptAs, What as KeptWhat, kept};
pub use next::{Next, next};
pub use owners::{Expiring, Unsent, WhatOf};
pub use queue::Steer;
pub use reply_log::{ReplyLog, ReplyLogged};
pub use schedule::ForAllLate;
pub use sent::{ANSWERED_WITHIN, SentMail};
pub use service::{Outbox, Services};
pub use step::{Mark, Outgoing, Step, StepKind};
pub use strip::{Folded, Strip};
pub use transitions::Outcome;
pub use view::{Candidate, Decision, OutboxItem, OutboxState, Progress, Undone};
pub use wake::Wake;
