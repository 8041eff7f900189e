//! The panel beside a Salesforce record: the person or company, the activities, and the sales actions.

mod action;
mod acts;
mod add_task;
mod add_to_campaign;
mod cadences;
mod call_timer;
mod came_back;
mod choose_people;
mod compose;
mod composing;
mod contacts;
mod directory;
mod feed;
mod few_rows;
mod focus;
mod foot;
mod form;
mod forms;
mod gone;
mod head;
mod insights;
mod keys;
mod list;
mod log_call;
mod membership;
mod menu;
mod more;
mod note;
mod notes;
mod older;
mod opt_outs;
mod overview;
mod people;
mod person;
mod phones;
mod plain;
mod role;
mod several;
mod showing;
mod state;
mod status;
mod strip;
mod tour;
mod width;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::directory::Directory;
use self::form::ActionForm;
use self::forms::{form, name_person};
use self::gone::GoneRecord;
use self::keys::{Shortcuts, ShortcutsDialog};
use self::list::ListPlace;
use self::overview::Overview;
use self::plain::{Failed, NoRecord, NotSetUp, OtherUser, PanelSkeleton};
use self::showing::Showing;
use self::state::PanelState;
use self::strip::Strip;
use self::tour::{CoachMark, Tour};
use super::components::{Keys, UnseenNotice, open};
use crate::base::RecordRef;
use crate::platform::{messages::ask, side_panel};
use crate::protocol::SidePanelOpened;

/// Draws the panel and keeps it up to date.
pub fn start() {
    open(|| view! { <Panel /> });
}

#[component]
fn Panel() -> impl IntoView {
    let state = PanelState::provide();
    Directory::provide(state.contacts);
    let tour = Tour::provide(state);
    let shortcuts = Shortcuts::provide();
    if side_panel::in_side_panel() {
        // If it is lost, the page also shows its own panel, which does no harm.
        spawn_local(async {
            let _ = ask(SidePanelOpened {}).await;
        });
    }
    view! {
        <Keys />
        <div class="panel">
            <UnseenNotice />
            {move || match state.showing.get() {
                Showing::Loading(_) => view! { <PanelSkeleton /> }.into_any(),
                Showing::NoRecord => view! { <NoRecord /> }.into_any(),
                Showing::NotSetUp => view! { <NotSetUp /> }.into_any(),
                Showing::OtherUser { acting_as, org, impersonated } => {
                    view! { <OtherUser acting_as org impersonated /> }.into_any()
                }
                Showing::Gone(_, gone) => view! { <GoneRecord gone /> }.into_any(),
                Showing::Failed(fault, _) => view! { <Failed fault /> }.into_any(),
                Showing::List(list) => view! { <ListPlace list /> }.into_any(),
                Showing::Record(record) => view! { <Record record /> }.into_any(),
            }}
            <Strip />
        </div>
        <CoachMark tour />
        <ShortcutsDialog shortcuts />
    }
}

/// One record: its overview, or the form of an action in its place.
#[component]
fn Record(record: RecordRef) -> impl IntoView {
    let state = PanelState::get();
    state.follow(&record).map(|view| {
        provide_context(view);
        let composing = Memo::new(move |_| {
            state
                .composing
                .get()
                .filter(|composing| composing.record == record)
        });
        move || match composing.get() {
            Some(composing) => {
                let draw = form(composing.action);
                view! { <ActionForm record=view composing draw name_person /> }.into_any()
            }
            None => view! { <Overview record=view /> }.into_any(),
        }
    })
}
