//! Salesforce's own cadences.

use super::Accepted;
use super::requests::requests;
use crate::base::{OrgHost, RecordId, RecordRef};
use crate::cadences::{CadencesIn, OrgCadences, SteerTarget};
use crate::campaigns::Recency;

requests! {
    trait CadencesHandler;

    /// The cadences of every org in which the rep works, and whom they added.
    get_cadences: GetCadences {
        /// How new they have to be.
        recency: Recency
    } -> Vec<CadencesIn>, from [App], unprompted within 30;
    /// The cadences of a record's org that Salesforce runs, and which of the record's people are in one by the rep.
    get_record_cadences: GetRecordCadences {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// How new they have to be.
        recency: Recency
    } -> OrgCadences, from [Panel], unprompted within 30;
    /// Pauses somebody in a cadence of Salesforce's, resumes it, or takes them out.
    steer_in_cadence: SteerInCadence {
        /// In which org; a panel's must be that of its tab.
        org: OrgHost,
        /// The record that says that they are in it.
        tracker: RecordId,
        /// What is done.
        how: SteerTarget
    } -> Accepted, from [Panel, App] within 30;
}
