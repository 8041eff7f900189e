//! Salesforce's own cadences.

use super::Accepted;
use super::requests::requests;
use crate::base::{OrgHost, RecordId, RecordRef};
use crate::cadences::{OrgCadences, SteerTarget};
use crate::campaigns::Recency;

requests! {
    trait CadencesHandler;

    /// The cadences of a record's org that Salesforce runs, and which of the record's people are in one by the rep.
    get_record_cadences: GetRecordCadences {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// How new they have to be.
        recency: Recency
    } -> OrgCadences, from [Panel], unprompted within 30;
    /// Pauses somebody in a cadence of Salesforce's, resumes it, or takes them out.
    steer_in_cadence: SteerInCadence {
        /// In which org; must be that of the panel's tab.
        org: OrgHost,
        /// The record that says that they are in it.
        tracker: RecordId,
        /// What is done.
        how: SteerTarget
    } -> Accepted, from [Panel] within 30;
}
