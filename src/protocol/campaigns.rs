//! Sales campaigns.

use super::Accepted;
use super::requests::requests;
use crate::actions::{AddToCampaign, FilledMail};
use crate::base::{Millis, OrgHost, Recipient, RecordId, RecordRef};
use crate::campaigns::{
    Absence, Campaign, CampaignsView, LeftOut, OrgCampaigns, Recency, Steer as SteerMembership,
};

requests! {
    trait CampaignsHandler;

    /// The sales campaigns of every org in which the rep works, and who is in them by the rep.
    get_campaigns: GetCampaigns {
        /// How new they have to be.
        recency: Recency
    } -> CampaignsView, from [Popup, App], unprompted within 30;
    /// The sales campaigns of a record's org, and which of the record's people are in one by the rep.
    get_record_campaigns: GetRecordCampaigns {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// How new they have to be.
        recency: Recency
    } -> OrgCampaigns, from [Panel], unprompted within 30;
    /// Saves a sales campaign as it is now, a new one or one of the rep's own. One call of Salesforce.
    save_campaign: SaveCampaign {
        /// In which org.
        org: OrgHost,
        /// The campaign.
        campaign: Box<Campaign>,
        /// When it was changed last, as it was seen; `None` for a new one.
        seen: Option<Millis>
    } -> Accepted, from [App] within 30;
    /// Who of these people would not be added to a sales campaign, and why. One call of Salesforce.
    check_launch: CheckLaunch {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The people, at most 200.
        people: Vec<Recipient>
    } -> Vec<LeftOut>, from [Panel], unprompted within 20;
    /// The emails of the chosen campaign as one person of a form will get them, in order. One call of Salesforce for the
    /// fields of everybody in it, whose values are known for some minutes.
    preview_launch: PreviewLaunch {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The form.
        form: Box<AddToCampaign>,
        /// The lead or contact.
        person: RecordId
    } -> Vec<FilledMail>, from [Panel], unprompted within 20;
    /// Pauses somebody's membership in a sales campaign, goes on with it, skips its next step, or takes them out.
    steer_member: SteerMember {
        /// In which org; a panel's must be that of its tab.
        org: OrgHost,
        /// The key of the membership.
        member: String,
        /// What is done.
        how: SteerMembership
    } -> Accepted, from [Popup, App, Panel] within 30;
    /// The rep is away on these days, or without any is back: for the sales campaigns of every org in which they work.
    set_away: SetAway {
        /// The days, from today on, and what becomes of the steps.
        away: Option<Absence>
    } -> Accepted, from [App] within 60;
}
