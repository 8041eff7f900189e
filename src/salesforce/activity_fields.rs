//! The names of fields of activities that an org may have beside the standard ones.

/// The custom external-id field that an org may add to Task and `EmailMessage`, so that nothing is
/// logged twice.
pub const INTENT_FIELD: &str = "MSI_Actions_Id__c";

/// The people of a Task beside the first, in an org with Shared Activities ("Task", Object Reference: `TaskWhoIds`).
pub const PEOPLE_FIELD: &str = "TaskWhoIds";

/// The text fields on tasks that Marketo Sales writes for a call, where an administrator made them ("Logging Sales Activity
/// Attributes to Salesforce").
pub const CALL_OUTCOME_FIELD: &str = "mktosales_call_outcome__c";
/// Likewise: why it was made.
pub const CALL_REASON_FIELD: &str = "mktosales_call_reason__c";

/// More of Marketo Sales' own fields on tasks: whether the mail was answered.
pub const REPLIED_FIELD: &str = "MSE_Replied__c";
/// What became of the mail.
pub const EMAIL_STATUS_FIELD: &str = "MSE_Email_Status__c";
/// The name of the template that it was made of.
pub const TEMPLATE_FIELD: &str = "MSE_Template__c";
