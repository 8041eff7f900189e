//! The custom objects in which an org may keep sales campaigns, as set-up deploys them, with the fields that the rep has
//! to be able to set. Their sharing is public read-only: whoever may use them sees everybody's, and changes their own.

use serde::{Deserialize, Serialize};

/// What the rep may do with the objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignObjects {
    /// The rep may run sales campaigns in them.
    Usable,
    /// Some of them are there, and the rep may not write them all, or fields are missing: the administrator's move.
    Closed,
    /// The rep sees none of them. Salesforce answers so as well where they are there and the rep has no right at all.
    #[default]
    NotThere,
}

/// A sales campaign.
pub const CAMPAIGN_OBJECT: &str = "MSI_Actions_Campaign__c";
/// A step of a sales campaign.
pub const STEP_OBJECT: &str = "MSI_Actions_Step__c";
/// A lead or contact in a sales campaign.
pub const MEMBER_OBJECT: &str = "MSI_Actions_Member__c";
/// What became of a step for a member.
pub const RUN_OBJECT: &str = "MSI_Actions_Step_Run__c";

/// The external id of all four: required and unique.
pub const CAMPAIGN_KEY: &str = "Key__c";
/// The person's id while a member is active, and blank afterwards: an external id, too, so that nobody is in two
/// campaigns at a time.
pub const ACTIVE_KEY: &str = "Active_Key__c";

/// The person's and the campaign's id while a member is active, where somebody may be in several campaigns: an external
/// id, too, so that nobody is in the same one twice. An org whose objects are older than this field has one a person.
pub const CAMPAIGN_ACTIVE_KEY: &str = "Campaign_Key__c";

/// The emails that are written for one member alone. An org whose objects are older than this field has none.
pub const MEMBER_TEXTS: &str = "Texts__c";
/// The most characters in it: the longest that Salesforce has.
pub const MEMBER_TEXTS_LENGTH: usize = 131_072;

/// The four objects with the fields that campaigns need, but the name, which is the campaign's own and counted by the others.
pub const CAMPAIGN_OBJECTS: [(&str, &[&str]); 4] = [
    (
        CAMPAIGN_OBJECT,
        &[CAMPAIGN_KEY, "Category__c", "Rules__c", "Archived__c"],
    ),
    (
        STEP_OBJECT,
        &[
            CAMPAIGN_KEY,
            "Campaign__c",
            "Number__c",
            "Day__c",
            "Kind__c",
            "Subject__c",
            "Body__c",
            "Settings__c",
        ],
    ),
    (
        MEMBER_OBJECT,
        &[
            CAMPAIGN_KEY,
            ACTIVE_KEY,
            "Campaign__c",
            "Lead__c",
            "Contact__c",
            "Email__c",
            "Started__c",
            "State__c",
            "Reason__c",
            "Ended__c",
            "Paused_Until__c",
            "Settings__c",
        ],
    ),
    (
        RUN_OBJECT,
        &[
            CAMPAIGN_KEY,
            "Member__c",
            "Step__c",
            "Number__c",
            "At__c",
            "Outcome__c",
            "Browser__c",
            "Activity__c",
        ],
    ),
];
