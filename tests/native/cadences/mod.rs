//! Cadences of Salesforce's: people are added, paused, resumed and taken out; Salesforce runs the steps.

mod adding;
mod steering;
