//! What the surfaces see of sales campaigns.

use serde::{Deserialize, Serialize};

use super::{Absence, Campaign, End, OwnStep, Standing, What};
use crate::actions::CampaignId;
use crate::base::{Fault, IntentId, Millis, OrgHost, Recipient, RecordId, RecordRef};
use crate::templates::outlined;

/// How new what is shown has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recency {
    /// What is known, however old: never a call of Salesforce.
    Known,
    /// What was read in the last few minutes, else read now.
    Recent,
    /// Read now.
    New,
}

/// The sales campaigns of every org in which the rep can work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CampaignsView {
    /// By org.
    pub orgs: Vec<OrgCampaigns>,
}

/// The sales campaigns of an org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgCampaigns {
    /// The org.
    pub org: OrgHost,
    /// Where campaigns are kept that are made from now on.
    pub keeping: Keeping,
    /// Whether emails can be written for one person alone: not where the org's objects are older than that.
    #[serde(default)]
    pub own_mails: bool,
    /// Those that can be seen, by name.
    pub campaigns: Vec<CampaignView>,
    /// Who is in one of them by the rep, or was in the last thirty days: the next step first.
    pub members: Vec<MemberView>,
    /// When the rep is away, or will be.
    pub away: Option<Absence>,
    /// So many open tasks were moved behind it by this browser.
    #[serde(default)]
    pub moved_tasks: usize,
    /// So many people were in campaigns that were deleted in Salesforce, and were taken out in the last week.
    #[serde(default)]
    pub freed: usize,
    /// There is more than can be shown and run: not everybody, or not all that was done, is known.
    #[serde(default)]
    pub cut: bool,
    /// When they were read; `None` where they never were.
    pub at: Option<Millis>,
    /// Why they could not be read again.
    pub fault: Option<Fault>,
    /// Why mails do not leave by themselves: they become tasks, or wait.
    pub no_mails: Option<NoMails>,
}

/// Where an org's campaigns are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeping {
    /// In the org's own objects.
    Salesforce,
    /// In this browser alone: the org has no objects for them, as far as the rep can see.
    ThisBrowser,
    /// Nowhere: the org has the objects, and the rep may not write them.
    Nowhere,
}

impl OrgCampaigns {
    /// Whether campaigns can be made here.
    #[must_use]
    pub fn can_be_made(&self) -> bool {
        self.keeping != Keeping::Nowhere
    }

    /// Whether one of them is kept in this browser alone.
    #[must_use]
    pub fn any_here(&self) -> bool {
        self.campaigns.iter().any(|view| view.id.is_here())
    }

    /// Whether somebody is in a campaign that is kept in this browser alone.
    #[must_use]
    pub fn is_here(&self, member: &MemberView) -> bool {
        let mut all = self.campaigns.iter();
        all.any(|view| view.id.is_here() && view.campaign.key == member.campaign)
    }
}

/// Why no mail leaves by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoMails {
    /// No mailbox is connected: steps with mails wait.
    NoMailbox,
    /// Answers cannot be looked for, so that mails become tasks.
    NoReplies,
}

/// A campaign in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CampaignView {
    /// Where it is kept, and by which id.
    pub id: CampaignId,
    /// What it is.
    pub campaign: Campaign,
    /// Whether it is the rep's own: only those can be changed.
    pub own: bool,
    /// Whose it is.
    pub owner: String,
    /// When it was changed last, to change it only as it was seen.
    pub changed: Millis,
}

/// Somebody in a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MemberView {
    /// The key of the membership.
    pub key: String,
    /// Of which campaign.
    pub campaign: IntentId,
    /// The lead or contact; `None` where Salesforce has deleted them.
    pub record: Option<RecordRef>,
    /// Their name.
    pub name: String,
    /// Their address.
    pub address: String,
    /// When they were added.
    pub started: Millis,
    /// The steps whose emails are written for them alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<OwnStep>,
    /// Where they stand.
    pub standing: Standing,
    /// The number of the step that comes next, from 1; `None` after the last.
    pub next: Option<u16>,
    /// What that waits for.
    pub waits: Waits,
    /// What was done.
    pub done: Vec<DoneStep>,
}

/// What somebody's next step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// For this moment.
    Until(Millis),
    /// It is due, and happens as soon as it can.
    Due,
    /// For a task that the rep has to do.
    Task,
    /// For a mail of theirs that has not left, in this browser or another one of the rep's.
    Mail,
    /// For the rep, who paused it.
    Rep,
    /// For nothing: it is over.
    Nothing,
}

/// A step that was done for somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DoneStep {
    /// Its number now, from 1; `None` where it was taken out of the campaign.
    pub number: Option<u16>,
    /// When it was done or begun.
    pub at: Millis,
    /// By what it was done.
    pub how: How,
}

/// How a step was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By a mail that has not left.
    Waiting,
    /// By a mail.
    Mail,
    /// By a mail in the thread of one before.
    Reply,
    /// By a task, which may still be open.
    Task {
        /// The task.
        id: RecordId,
        /// It is not done yet.
        open: bool,
    },
    /// The rep left it out.
    Skipped,
    /// It was put in before one that was done already: it is not done.
    Passed,
}

/// What the rep does with somebody's membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steer {
    /// No step happens until the rep goes on.
    Pause,
    /// Its steps happen again.
    GoOn,
    /// The next step is left out.
    Skip,
    /// They are taken out.
    Remove,
}

/// Somebody who would not be added, or only if the rep insists, or not to one campaign; perhaps for several reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The person, as the form has them.
    pub who: Recipient,
    /// What keeps them out.
    pub why: Why,
}

/// Why somebody is not added to a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// They are in a campaign already, whoever runs it.
    InCampaign {
        /// Its name.
        campaign: String,
        /// Who runs it.
        rep: String,
    },
    /// They are in this campaign already, and may be in another one as well: it keeps them out of this one alone.
    AlsoIn {
        /// The record of the campaign.
        id: RecordId,
        /// Its name.
        campaign: String,
        /// Who runs it.
        rep: String,
        /// Which of their places it takes, from 1.
        place: u8,
    },
    /// They are in a cadence of Salesforce's already, whoever runs it.
    InCadence {
        /// Its name.
        cadence: String,
        /// Who added them.
        rep: String,
    },
    /// They are in a campaign that was deleted: the browser of who ran it takes them out.
    InDeleted {
        /// Who ran it.
        rep: String,
    },
    /// Somebody wrote to them of late.
    WrittenTo {
        /// The day of the last activity.
        at: Millis,
    },
    /// They opted out of e-mail.
    OptedOut,
    /// They have no address.
    NoAddress,
    /// The policy forbids their domain.
    Blocked,
    /// The lead was converted.
    Converted,
    /// They are not there any more, or the rep may not see them.
    Gone,
    /// Somebody before them in the list has the same address.
    SameAddress,
}

impl Why {
    /// Whether the rep can add them all the same.
    #[must_use]
    pub const fn can_be_overruled(&self) -> bool {
        matches!(self, Self::WrittenTo { .. })
    }

    /// The end of the key of its text: `campaign_why_<name>`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::InCampaign { .. } | Self::AlsoIn { .. } => "in_campaign",
            Self::InCadence { .. } => "in_cadence",
            Self::InDeleted { .. } => "in_deleted",
            Self::WrittenTo { .. } => "written_to",
            Self::OptedOut => "opted_out",
            Self::NoAddress => "no_address",
            Self::Blocked => "blocked",
            Self::Converted => "converted",
            Self::Gone => "gone",
            Self::SameAddress => "same_address",
        }
    }
}

impl MemberView {
    /// The email of a step that is written for them alone, where there is one.
    #[must_use]
    pub fn own(&self, number: u16) -> Option<&OwnStep> {
        self.own.iter().find(|own| own.number == Some(number))
    }

    /// Whether an email was written for them alone whose step was taken out, or is no email any more.
    #[must_use]
    pub fn has_own_left(&self) -> bool {
        self.own.iter().any(|own| own.number.is_none())
    }

    /// The subject of a step for them; its fields are only hinted at, since their values are not known here.
    #[must_use]
    pub fn subject(&self, campaign: &Campaign, number: u16) -> String {
        let what = campaign.step(number).map(|step| &step.what);
        let own = self.own(number).and_then(|own| own.subject.as_deref());
        let subject = match what {
            Some(What::Mail { subject, .. }) => own.unwrap_or(subject),
            Some(What::Task { subject, .. }) => subject,
            None => "",
        };
        outlined(subject.trim())
    }

    /// Why it is over, if it is.
    #[must_use]
    pub const fn end(&self) -> Option<End> {
        match self.standing {
            Standing::Ended { why, .. } => Some(why),
            _ => None,
        }
    }
}
