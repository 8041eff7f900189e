//! What is written in the editor and not saved, kept while the rep visits other pages.

use leptos::{ev, prelude::*};

use super::place::Writing;
use crate::campaigns::CampaignDraft;

/// By what is written.
#[derive(Clone, Copy)]
pub struct Unsaved(RwSignal<Vec<(Writing, CampaignDraft)>>);

/// Keeps it for as long as the application is open; before the tab is closed, the browser asks.
pub fn keep_unsaved() {
    let unsaved = RwSignal::new(Vec::<(Writing, CampaignDraft)>::new());
    provide_context(Unsaved(unsaved));
    let listener = window_event_listener(ev::beforeunload, move |event| {
        if unsaved.try_with_untracked(Vec::is_empty) == Some(false) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

impl Unsaved {
    /// That of this application.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(Vec::new())))
    }

    /// What was written.
    pub fn get(self, writing: &Writing) -> Option<CampaignDraft> {
        self.0.with_untracked(|all| {
            let mut all = all.iter();
            Some(all.find(|(of, _)| of == writing)?.1.clone())
        })
    }

    /// Keeps what is written.
    pub fn put(self, writing: &Writing, draft: CampaignDraft) {
        self.0.update(|all| {
            all.retain(|(of, _)| of != writing);
            all.push((writing.clone(), draft));
        });
    }

    /// It was saved, or is given up.
    pub fn drop(self, writing: &Writing) {
        self.0.update(|all| all.retain(|(of, _)| of != writing));
    }
}
