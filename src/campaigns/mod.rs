//! Sales campaigns: steps on days, for people who are added to them. Salesforce has the campaigns, who is in them, and
//! what was done for whom; a browser of the rep's does what is due. A step is claimed by a record whose key is unique
//! before it is done, so that two browsers never do it twice. Where an org has no objects for them, a browser keeps its own.

mod away;
mod cache;
mod calendar;
mod campaign;
mod checked;
mod counts;
mod deleted;
mod draft;
mod due;
mod error;
mod facts;
mod here;
mod keys;
mod launch;
mod left;
mod look;
mod mail;
mod member;
mod move_tasks;
mod moved;
mod next;
mod order;
mod orphan;
mod own;
mod own_here;
mod pages;
mod place;
mod preview;
mod query;
mod reading;
mod running;
mod sending;
mod service;
mod set_away;
mod shown;
mod standing;
mod still;
mod tasks;
mod view;
mod write;

pub use away::{Absence, WhileAway};
pub use campaign::{Campaign, MOST_DAYS, MOST_STEPS, Rules, Step, StepTask, What};
pub use counts::{Counts, MemberState, StepCounts, Today, by_category, by_step, today};
pub use draft::{CampaignDraft, StepDraft, StepKind, time_of};
pub use error::CampaignError;
pub use member::{End, Known, Member, Outcome, Run, Standing};
pub use own::{OwnStep, StepMail};
pub use service::{ALARM, Campaigns};
pub use view::{
    CampaignView, CampaignsView, DoneStep, How, Keeping, LeftOut, MemberView, NoMails,
    OrgCampaigns, Recency, Steer, Waits, Why,
};
