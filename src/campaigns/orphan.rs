//! Memberships whose campaign was deleted in Salesforce, as they are read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::End;
use crate::base::{Millis, RecordId};
use crate::insight::Row;
use crate::salesforce::CAMPAIGN_ACTIVE_KEY;

/// A membership that is not over and leads to no campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Orphan {
    pub id: RecordId,
    pub key: String,
    pub has_campaign_key: bool,
}

impl Orphan {
    /// That of a row, if it is one. An absence never has a campaign.
    pub fn of(row: &Row) -> Option<Self> {
        let is_open = matches!(row.text("State__c").as_deref(), Some("active" | "paused"));
        let leads_nowhere = row.0.get("Campaign__c").is_some_and(Value::is_null);
        (is_open && leads_nowhere).then_some(())?;
        Some(Self {
            id: row.id("Id")?,
            key: row.text("Key__c")?,
            has_campaign_key: row.text(CAMPAIGN_ACTIVE_KEY).is_some(),
        })
    }

    /// When that of a row was ended, if it was one.
    pub fn ended(row: &Row) -> Option<Millis> {
        let why = row.text("Reason__c")?;
        let is_one = End::of_name(&why) == Some(End::CampaignDeleted);
        row.at("Ended__c").filter(|_| is_one)
    }
}
