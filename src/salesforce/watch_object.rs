//! The object of the watch lists.

/// The custom object that an org may have for the reps' watch lists: a record for each person whom a user watches.
pub const WATCH_OBJECT: &str = "MSI_Actions_Watch__c";
/// Its external id: the user's id and the person's.
pub const WATCH_KEY: &str = "Key__c";
