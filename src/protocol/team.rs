//! An administrator's team page: users and their invitations.

use super::Accepted;
use super::requests::requests;
use crate::admin::team::{
    Checked, Drafted, Everybody, Groups, InvitationsView, TeamPage, WelcomePreview, Who, Withdrawn,
    Within,
};
use crate::base::{IntentId, Language, OrgHost, RecordId};
use crate::outbox::{Decision, Welcome};

requests! {
    trait TeamHandler;

    /// A page of an org's active users, with their states.
    get_team: GetTeam {
        /// Which org.
        org: OrgHost,
        /// A part of the name, address or user name; empty for everybody.
        search: String,
        /// The group of users.
        within: Within,
        /// The index of the page's first user, from 0.
        offset: usize
    } -> TeamPage, from [App], unprompted;
    /// The groups that the list of an org's users can be limited to.
    get_groups: GetGroups {
        /// Which org.
        org: OrgHost
    } -> Groups, from [App], unprompted;
    /// All users of a list, to select them.
    get_everybody: GetEverybody {
        /// Which org.
        org: OrgHost,
        /// As in [`GetTeam`].
        search: String,
        /// As in [`GetTeam`].
        within: Within
    } -> Everybody, from [App], unprompted within 120;
    /// The invitations of an org that this browser made.
    get_invitations: GetInvitations {
        /// Which org.
        org: OrgHost
    } -> InvitationsView, from [App], unprompted;
    /// Checks users before they are invited.
    check_invitations: CheckInvitations {
        /// Of which org.
        org: OrgHost,
        /// The users.
        who: Who
    } -> Vec<Checked>, from [App], unprompted within 120;
    /// The welcome mail as a user would get it.
    preview_welcome: PreviewWelcome {
        /// Of which org.
        org: OrgHost,
        /// The user who would get it.
        user: RecordId,
        /// The language; without one, the user's own.
        language: Option<Language>,
        /// The administrator's own words.
        #[serde(default)]
        note: String
    } -> WelcomePreview, from [App], unprompted;
    /// Invites users: their permission set is assigned and the welcome mail sent.
    invite: Invite {
        /// The org.
        org: OrgHost,
        /// Whom.
        users: Vec<RecordId>,
        /// How they are informed.
        welcome: Welcome,
        /// The language of the mail; without one, each user's own.
        language: Option<Language>,
        /// The administrator's own words in it.
        #[serde(default)]
        note: String,
        /// The same id when the request is repeated because no answer came.
        order: IntentId
    } -> Accepted, from [App] within 120;
    /// The administrator's word about an invitation that needs it.
    decide_invitation: DecideInvitation {
        /// Of which org.
        org: OrgHost,
        /// The user who was invited.
        user: RecordId,
        /// What to do.
        decision: Decision
    } -> Accepted, from [App];
    /// Withdraws invitations.
    withdraw: Withdraw {
        /// Of which org.
        org: OrgHost,
        /// The users who were invited.
        users: Vec<RecordId>
    } -> Withdrawn, from [App];
    /// Stores what is being written on the team page.
    save_pasted: SavePasted {
        /// The org.
        org: OrgHost,
        /// What it is.
        what: Drafted,
        /// The text.
        text: String
    } -> Accepted, from [App], unprompted;
}
