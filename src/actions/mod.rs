//! The sales actions, one file each, and the form that any of them may be.

pub mod about;
mod action;
mod activity;
mod add_task;
mod add_to_campaign;
pub mod address_list;
mod assignees;
mod campaign_id;
mod checked_step;
mod checks;
mod choices;
mod chosen;
mod each;
mod effect;
mod form;
mod in_thread;
mod later;
mod limits;
mod log_call;
mod mail_fields;
mod mails;
mod own_mail;
mod places;
pub mod send_email;
mod step_id;

pub use action::{Action, Fresh};
pub use activity::{CallDirection, MOST_ALSO, NewActivity, NewCall, NewReply, NewTask, TaskKind};
pub use add_task::{AddTask, Assignee};
pub use add_to_campaign::{AddToCampaign, ChosenCampaign};
pub use assignees::find_users;
pub use campaign_id::CampaignId;
pub use checked_step::{CalledStep, CheckedStep, StepThread};
pub use choices::Choices;
pub use each::{MOST_PEOPLE, OneEach, Personal};
pub use effect::{Effect, Mail};
pub use form::{Filled, Form};
pub use later::{Later, PersonZone, SentBy, TimeThere, Wall, times_there, wall_of};
pub use limits::{Limits, Part};
pub use log_call::{FollowUp, LogCall};
pub use mail_fields::FilledMail;
pub use own_mail::{Leaves, OwnMail, OwnText, kept_texts};
pub use places::{TakenPlace, free_place, key_of_place, most_places, place_of};
pub use send_email::{Doubt, SendEmail};
pub use step_id::StepId;

use serde::{Deserialize, Serialize};

/// Whether a record offers an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// It can be done.
    Yes,
    /// It could be done if something were so; the locale key of what.
    Needs(std::borrow::Cow<'static, str>),
    /// It makes no sense here.
    No,
}
