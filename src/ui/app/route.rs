//! The addresses of the web application: hash routes.

use leptos::{ev, prelude::*};

/// A view of the web application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// After "Get started" in the welcome mail.
    Welcome,
    /// Connections and signature; the default.
    Profile,
    /// What there is to do today.
    Today,
    /// What is being sent and what needs the rep.
    Queue,
    /// The live feed.
    Feed,
    /// Best Bets and the watch list.
    Bets,
    /// Sales campaigns; the rest of the address is the page's own.
    Campaigns,
    /// The rep's templates.
    Templates,
    /// Setting up an org; for administrators.
    Setup,
    /// Inviting reps; for administrators.
    Team,
    /// Version, policy and connections, for support.
    Diagnostics,
    /// Help.
    Help,
    /// An unknown route.
    Unknown,
}

impl Route {
    fn of(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        match path.split_once('/').unwrap_or((path, "")) {
            ("" | "profile", "") => Self::Profile,
            ("welcome", _) => Self::Welcome,
            ("today", "") => Self::Today,
            ("queue", "") => Self::Queue,
            ("feed", "") => Self::Feed,
            ("bets", "") => Self::Bets,
            ("campaigns", _) => Self::Campaigns,
            ("templates", "") => Self::Templates,
            ("setup", "") => Self::Setup,
            ("team", "") => Self::Team,
            ("diagnostics", "") => Self::Diagnostics,
            ("help", "") => Self::Help,
            _ => Self::Unknown,
        }
    }

    /// Its address.
    pub fn address(self) -> String {
        match self {
            Self::Welcome => "#/welcome".into(),
            Self::Profile | Self::Unknown => "#/profile".into(),
            Self::Today => "#/today".into(),
            Self::Queue => "#/queue".into(),
            Self::Feed => "#/feed".into(),
            Self::Bets => "#/bets".into(),
            Self::Campaigns => "#/campaigns".into(),
            Self::Templates => "#/templates".into(),
            Self::Setup => "#/setup".into(),
            Self::Team => "#/team".into(),
            Self::Diagnostics => "#/diagnostics".into(),
            Self::Help => "#/help".into(),
        }
    }

    /// The locale key of the tab's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Welcome => "welcome_title",
            Self::Profile => "profile_title",
            Self::Today => "today_title",
            Self::Queue => "queue_title",
            Self::Feed => "live_feed_title",
            Self::Bets => "bets_best_bets",
            Self::Campaigns => "campaigns_title",
            Self::Templates => "templates_title",
            Self::Setup => "setup_title",
            Self::Team => "team_title",
            Self::Diagnostics => "diagnostics_title",
            Self::Help => "help_title",
            Self::Unknown => "app_not_found_title",
        }
    }
}

/// The invitation's link in the welcome page's address; the rep has to decide whether to use it.
pub fn welcome_link() -> Option<String> {
    let hash = window().location().hash().unwrap_or_default();
    let link = hash.strip_prefix("#/welcome/")?;
    let link = url::form_urlencoded::parse(link.as_bytes()).next()?.0;
    Some(link.into_owned())
}

/// The route in the address bar; follows Back and Forward.
pub fn follow_address() -> Memo<Route> {
    let here = || Route::of(&window().location().hash().unwrap_or_default());
    let route = RwSignal::new(here());
    let listener = window_event_listener(ev::hashchange, move |_| route.set(here()));
    on_cleanup(move || listener.remove());
    Memo::new(move |_| route.get())
}
