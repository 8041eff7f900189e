//! The web application, in a tab. Every view has its own address, for bookmarks and Back.

mod bets;
mod campaigns;
mod diagnostics;
mod feed;
mod help;
mod navigation;
mod of_orgs;
mod off;
mod orgs;
mod page;
mod profile;
mod queue;
mod queue_bar;
mod remove;
mod replies;
mod route;
mod setup;
mod team;
mod templates;
mod today;
mod tour;
mod welcome;

use leptos::prelude::*;

use super::components::{Keys, Query, Stage, ask_and_follow, open, read_by, switched_off};
use crate::admin::{AdminOrg, AdminView};
use crate::base::{Reader, Topic};
use crate::platform::i18n::text;
use crate::protocol::{GetAdmin, GetOutbox};
use navigation::Navigation;
use route::{Route, follow_address};

/// Draws the web application.
pub fn start() {
    open(|| view! { <App /> });
}

/// The reader of faults: an administrator on the pages for administrators, and for a user with those rights on every
/// page.
fn reader(route: Route, admin: Query<AdminView>) -> Reader {
    let has_rights = || {
        let may = |org: &AdminOrg| org.rights.can_set_up() || org.rights.can_invite();
        let value = admin.value;
        value.with(|view| view.iter().flat_map(|view| &view.orgs).any(may))
    };
    match route {
        Route::Setup => Reader::SettingUp,
        Route::Team => Reader::Administrator,
        _ if has_rights() => Reader::Administrator,
        _ => Reader::Rep,
    }
}

#[component]
fn App() -> impl IntoView {
    let route = follow_address();
    let outbox = ask_and_follow(GetOutbox {}, Topic::Outbox);
    let waiting = Memo::new(move |_| {
        outbox.value.with(|items| {
            let needs_you = |items: &Vec<_>| {
                let stage = |item: &&crate::outbox::OutboxItem| Stage::of(&item.state);
                items.iter().filter(|i| stage(i) == Stage::NeedsYou).count()
            };
            items.as_ref().map_or(0, needs_you)
        })
    });
    let admin = ask_and_follow(GetAdmin {}, Topic::Setup);
    read_by(Signal::derive(move || reader(route.get(), admin)));
    profile::keep_unsaved();
    campaigns::keep_unsaved();
    team::keep_state();
    Effect::new(move |_| {
        let title = text(route.get().title());
        document().set_title(&format!("{title} · MSI Actions"));
    });
    let off = switched_off();
    let page = move || match route.get() {
        Route::Diagnostics => view! { <diagnostics::Diagnostics /> }.into_any(),
        route if off.get() && route != Route::Help => view! { <off::Off /> }.into_any(),
        Route::Welcome => view! { <welcome::Welcome /> }.into_any(),
        Route::Profile => view! { <profile::Profile /> }.into_any(),
        Route::Today => view! { <today::Today /> }.into_any(),
        Route::Queue => view! { <queue::Queue outbox /> }.into_any(),
        Route::Feed => view! { <feed::Feed /> }.into_any(),
        Route::Bets => view! { <bets::Bets /> }.into_any(),
        Route::Campaigns => view! { <campaigns::Campaigns /> }.into_any(),
        Route::Setup => view! { <setup::Setup admin /> }.into_any(),
        Route::Team => view! { <team::Team admin /> }.into_any(),
        Route::Templates => view! { <templates::Templates admin /> }.into_any(),
        Route::Help => view! { <help::Help /> }.into_any(),
        Route::Unknown => view! {
            <page::Page title=text("app_not_found_title") lead=text("app_not_found_text")>
                <a class="button" href=Route::Profile.address()>
                    {text("app_profile")}
                </a>
            </page::Page>
        }
        .into_any(),
    };
    view! {
        <Keys />
        <div class="app">
            <Navigation route waiting admin />
            {page}
        </div>
    }
}
