//! What waits to be sent or written, and what becomes of it.

mod calls_and_tasks;
mod check_before_sending;
mod converted_lead;
mod drafts;
mod mail_log;
mod owners;
mod sent_mail_in_salesforce;
