//! What waits to be sent or written, and what becomes of it.

mod activities;
mod at_outlook;
mod attachments;
mod calls_and_tasks;
mod chaos;
mod check_before_sending;
mod converted_lead;
mod crash_activities;
mod crash_mail;
mod crash_outlook;
mod crash_waiting;
mod decisions;
mod earlier_rows;
mod engine;
mod images;
mod mail_log;
mod opt_out;
mod owners;
mod queue;
mod right_record;
mod rules;
mod scheduled;
mod sent_mail_in_salesforce;
mod several;
mod strip;
mod submissions;
