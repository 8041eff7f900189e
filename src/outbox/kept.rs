//! Every piece of work that is still kept, as Diagnostics shows it: also invitations, what was taken back, and what is
//! done for longer than the queue shows.

use serde::{Deserialize, Serialize};

use super::item::{any_item, state};
use super::rows::INVITATIONS;
use super::{History, Intent, Job, Mark, Outbox, OutboxItem, OutboxState, Wake};
use crate::base::{ActionKind, Fault, IntentId, Millis, Move, OrgHost, sort::sort_by_key};
use crate::ports::Platform;

/// A piece of work that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Its id.
    pub intent: IntentId,
    /// What kind it is.
    pub what: What,
    /// In which org.
    pub org: OrgHost,
    /// When it was submitted.
    pub submitted: Millis,
    /// When something happens next by itself, where that is known.
    pub next: Option<Millis>,
    /// Whether *Try all again* is for it: something failed, and it waits for nobody's sign-in, change or decision.
    pub retries: bool,
    /// What is shown of it.
    pub shown: KeptAs,
    /// What happened to it.
    #[serde(default, skip_serializing_if = "History::is_empty")]
    pub history: History,
}

/// What kind of work it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// An action of the rep.
    Action(ActionKind),
    /// A mail of a step of a sales campaign.
    CampaignMail,
    /// It writes down what came back to a mail.
    CameBack,
    /// An invitation of a user.
    Invitation,
}

/// What is shown of a piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptAs {
    /// What the queue shows, with what the rep can do.
    Row(Box<OutboxItem>),
    /// A line without anything to do there: an invitation, or what was taken back or discarded.
    Line {
        /// The subject line, or who is invited.
        title: String,
        /// To whom, as shown.
        whom: String,
        /// Where it stands; `None` for what was taken back or discarded.
        state: Option<OutboxState>,
    },
}

impl Kept {
    /// Where it stands; `None` for what was taken back or discarded.
    #[must_use]
    pub fn state(&self) -> Option<&OutboxState> {
        match &self.shown {
            KeptAs::Row(item) => Some(&item.state),
            KeptAs::Line { state, .. } => state.as_ref(),
        }
    }

    /// What needs the rep first, then what goes on by itself, then what is over.
    fn rank(&self) -> u8 {
        match self.state() {
            Some(state) if state.needs_rep() => 0,
            Some(OutboxState::Done { .. }) | None => 2,
            Some(_) => 1,
        }
    }
}

/// What is shown of a piece of work.
#[must_use]
pub fn kept(intent: &Intent, now: Millis) -> Kept {
    let state = state(intent, now);
    let line = |title: &str, whom: &str, state| KeptAs::Line {
        title: title.to_owned(),
        whom: whom.to_owned(),
        state,
    };
    let (what, shown) = match &intent.job {
        Job::Invitation(invited) => (
            What::Invitation,
            line(&invited.name, &invited.address, state),
        ),
        Job::Action(action) => {
            let what = match intent.history.is_of_campaign() {
                true => What::CampaignMail,
                false if action.came_back => What::CameBack,
                false => What::Action(action.action),
            };
            let shown = match any_item(intent, now) {
                Some(item) => KeptAs::Row(Box::new(item)),
                None => line(&action.subject, &action.recipients, state),
            };
            (what, shown)
        }
    };
    let kept = Kept {
        intent: intent.id.clone(),
        what,
        org: intent.owner.org.clone(),
        submitted: intent.submitted,
        next: match intent.wake {
            Wake::At(at) => Some(at),
            _ => None,
        },
        retries: false,
        shown,
        history: intent.history.clone(),
    };
    let retries = retries(intent, kept.state());
    Kept { retries, ..kept }
}

fn retries(intent: &Intent, state: Option<&OutboxState>) -> bool {
    let undecided = |mark: &Mark| *mark == Mark::Unknown;
    let step = intent.current().filter(|_| intent.end.is_none());
    let waits = intent.parked || intent.held.is_some();
    let fault = state.and_then(OutboxState::in_the_way);
    let for_nobody =
        |fault: &Fault| !matches!(fault.whose_move, Move::SignIn { .. } | Move::FixInput);
    !waits && step.is_some_and(|step| !undecided(&step.mark)) && fault.is_some_and(for_nobody)
}

impl<P: Platform + 'static> Outbox<P> {
    /// All work of those who are signed in that is kept, in the order of [`Kept::rank`] and the newest first. Reads no
    /// form and no mail.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn kept(&self) -> Result<Vec<Kept>, Fault> {
        let now = self.platform.now();
        let mut intents = self.own_actions().await?;
        intents.extend(self.own_of(INVITATIONS).await?);
        let settings = self.services.sessions.policies().settings().await;
        let shown = |intent: &Intent| {
            let mut kept = kept(intent, now);
            if let KeptAs::Row(item) = &mut kept.shown {
                let progress = self.progress_of(intent);
                let own = OutboxItem {
                    progress,
                    ..(**item).clone()
                };
                **item = Self::shown(own, intent, &settings);
            }
            kept
        };
        let mut all: Vec<Kept> = intents.iter().map(shown).collect();
        sort_by_key(&mut all, |kept| {
            let newest = std::cmp::Reverse(kept.submitted);
            (kept.rank(), newest, kept.intent.clone())
        });
        Ok(all)
    }
}
