//! Which fields of the described objects are kept, and of which picklists the values.

/// The fields of people and of their roles that are kept, beside all check boxes, which a policy can name as
/// opt-out fields; an org may have hundreds more.
pub(super) const OF_PEOPLE: &[&str] = &[
    "AccountId",
    "Title",
    "Email",
    "Phone",
    "MobilePhone",
    "LastActivityDate",
    "mkto_si__Relative_Score_Value__c",
    "mkto_si__Urgency_Value__c",
    "mkto_si__Priority__c",
    "mkto_si__Last_Interesting_Moment_Desc__c",
    "mkto_si__Last_Interesting_Moment_Type__c",
    "mkto_si__Last_Interesting_Moment_Date__c",
    "Status",
    "Role",
    "IsPrimary",
    "OwnerId",
    "MasterRecordId",
    "ConvertedContactId",
    "IsConverted",
    "HasOptedOutOfEmail",
    "HasOptedOutOfFax",
    "DoNotCall",
    "Address",
    "MailingAddress",
    "FirstRespondedDate",
    "CreatedDate",
];
/// The fields of accounts that are kept.
pub(super) const OF_ACCOUNTS: &[&str] = &["BillingAddress"];
/// The fields of meetings that are kept.
pub(super) const OF_EVENTS: &[&str] = &[
    "WhoId",
    "WhatId",
    "AccountId",
    "OwnerId",
    "Subject",
    "StartDateTime",
    "ActivityDate",
    "IsAllDayEvent",
    "DurationInMinutes",
    "Location",
    "Description",
    "LastModifiedDate",
];
/// The picklists whose values are kept.
pub(super) const PICKLISTS: &[&str] = &["Priority", "CallDisposition", "TaskSubtype", "Type"];
