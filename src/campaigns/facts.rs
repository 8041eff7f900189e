//! Whether a campaign is over for somebody, by what Salesforce and the mailbox say of them.

use super::{Campaign, End, Known, Member};
use crate::replies;

/// What came of a person since they were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    /// They wrote.
    pub reply: bool,
    /// A mail to them came back.
    pub bounce: bool,
    /// They asked for no more mails.
    pub opted_out: bool,
    /// They have a meeting with the rep.
    pub meeting: bool,
    /// The campaign was deleted.
    pub campaign_deleted: bool,
}

impl From<replies::Heard> for Heard {
    fn from(heard: replies::Heard) -> Self {
        Self {
            reply: heard.wrote,
            bounce: heard.bounced,
            opted_out: heard.opted_out,
            meeting: false,
            campaign_deleted: false,
        }
    }
}

/// Why it is over, if it is. Who opted out, has no address or is deleted gets nothing more, whatever the rules are.
pub(super) fn end(campaign: &Campaign, member: &Member, heard: Heard) -> Option<End> {
    let rules = &campaign.rules;
    let Known {
        address,
        opted_out,
        converted,
        status,
        owner,
        ..
    } = &member.known;
    let has_ending_status = || {
        let mut statuses = rules.statuses.iter();
        statuses.any(|ending| ending.trim().eq_ignore_ascii_case(status.trim()))
    };
    let ends = [
        (heard.campaign_deleted, End::CampaignDeleted),
        (member.person.is_none(), End::Gone),
        (*opted_out || heard.opted_out, End::OptedOut),
        (rules.reply && heard.reply, End::Replied),
        (rules.bounce && heard.bounce, End::Bounced),
        (rules.meeting && heard.meeting, End::Meeting),
        (rules.conversion && *converted, End::Converted),
        (
            rules.owner_change && member.owner.is_some() && *owner != member.owner,
            End::OwnerChanged,
        ),
        (!status.is_empty() && has_ending_status(), End::Status),
        (address.trim().is_empty(), End::NoAddress),
    ];
    let found = ends.into_iter().find(|(is_so, _)| *is_so);
    found.map(|(_, end)| end)
}
