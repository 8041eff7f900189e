//! The areas of requests, joined: who answers them all, and what is known of each.

use std::time::Duration;

use super::reply::refuse;
use super::{Call, Sender, Surface};
use crate::base::{Fault, Move};

/// What is known of a request before it is read.
#[derive(Clone, Copy, Debug)]
pub struct RequestInfo {
    /// Its name on the wire.
    pub name: &'static str,
    /// Who may send it.
    pub from: &'static [Surface],
    /// How long its sender waits.
    pub deadline: Duration,
    /// Whether the rep has to press something for it.
    pub is_command: bool,
}

macro_rules! areas {
    ($($area:ident: $handler:ident,)+) => {
        /// Answers every request.
        pub trait Handler: $(super::$handler +)+ {}
        impl<H: $(super::$handler +)+> Handler for H {}

        /// Every request.
        pub fn all_requests() -> impl Iterator<Item = &'static RequestInfo> {
            [$(super::$area::REQUESTS),+].into_iter().flatten()
        }

        /// Answers one call, by a [`super::Reply`] as JSON text.
        pub async fn answer<H: Handler>(handler: &H, from: &Sender, call: Call) -> String {
            let answering = None
                $(.or_else(|| super::$area::answer(handler, from, &call)))+;
            match answering {
                Some(answering) => answering.await,
                None => refuse(Fault::new("bug.unknown_request", Move::Bug)),
            }
        }
    };
}

areas! {
    accounts: AccountsHandler,
    cadences: CadencesHandler,
    campaigns: CampaignsHandler,
    diagnostics: DiagnosticsHandler,
    feed: FeedHandler,
    forms: FormsHandler,
    insight: InsightHandler,
    onboarding: OnboardingHandler,
    outbox: OutboxHandler,
    page: PageHandler,
    panel: PanelHandler,
    people: PeopleHandler,
    replies: RepliesHandler,
    setup: SetupHandler,
    surfaces: SurfacesHandler,
    team: TeamHandler,
    templates: TemplatesHandler,
    today: TodayHandler,
}

/// How long the sender of a call waits.
#[must_use]
pub fn deadline(call: &Call) -> Duration {
    info(call).map_or(Duration::ZERO, |request| request.deadline)
}

/// Whether a call is a command of the rep, and not what a surface asks by itself.
#[must_use]
pub fn is_command(call: &Call) -> bool {
    info(call).is_some_and(|request| request.is_command)
}

fn info(call: &Call) -> Option<&'static RequestInfo> {
    all_requests().find(|request| request.name == call.name)
}
