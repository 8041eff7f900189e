//! What the panel shows of a record.

mod activities;
mod dates;
mod find_people;
mod older;
mod order;
mod people;
mod record;
mod score_history;
mod search;
mod timeline;
mod zones;
