//! The addresses of the page: the list, a campaign, the editor.

use leptos::{ev, prelude::*};

use crate::base::{IntentId, OrgHost};
use crate::ui::app::route::Route;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// The campaigns of every org.
    List,
    /// A campaign.
    One(IntentId),
    /// The editor.
    Editor(Writing),
}

/// What the editor writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Writing {
    /// A new campaign, in this org or the first one.
    New(Option<OrgHost>),
    /// This campaign.
    Edit(IntentId),
    /// A new one that begins as a copy of this one.
    Copy(IntentId),
}

impl Place {
    /// Its address.
    pub fn address(&self) -> String {
        let of = |rest: String| format!("{}/{rest}", Route::Campaigns.address());
        match self {
            Self::List => Route::Campaigns.address(),
            Self::One(key) => of(key.to_string()),
            Self::Editor(Writing::New(None)) => of("new".to_owned()),
            Self::Editor(Writing::New(Some(org))) => of(format!("new/{org}")),
            Self::Editor(Writing::Edit(key)) => of(format!("{key}/edit")),
            Self::Editor(Writing::Copy(key)) => of(format!("{key}/copy")),
        }
    }

    /// That of an address; the list where it names nothing else.
    fn of(hash: &str) -> Self {
        let rest = hash.strip_prefix(&Route::Campaigns.address());
        let rest = rest.unwrap_or_default().trim_matches('/');
        let (first, second) = rest.split_once('/').unwrap_or((rest, ""));
        if first == "new" {
            return Self::Editor(Writing::New(OrgHost::parse(second).ok()));
        }
        match (IntentId::try_from(first.to_owned()), second) {
            (Ok(key), "edit") => Self::Editor(Writing::Edit(key)),
            (Ok(key), "copy") => Self::Editor(Writing::Copy(key)),
            (Ok(key), _) => Self::One(key),
            (Err(_), _) => Self::List,
        }
    }

    /// Goes there.
    pub fn open(&self) {
        // It fails only where the page is gone already.
        let _ = window().location().set_hash(&self.address());
    }
}

/// The place in the address bar; follows Back and Forward.
pub fn follow_place() -> Memo<Place> {
    let here = || Place::of(&window().location().hash().unwrap_or_default());
    let place = RwSignal::new(here());
    let listener = window_event_listener(ev::hashchange, move |_| {
        place.try_set(here());
    });
    on_cleanup(move || listener.remove());
    Memo::new(move |_| place.get())
}
