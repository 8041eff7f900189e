//! The rep's mailbox at Google or Microsoft, addresses and messages.

mod addresses;
mod composed;
pub mod fault_codes;
mod gmail;
mod message;
mod outlook;
mod outlook_sending;
mod plain_text;
