//! The page of sales campaigns: the list, a campaign with its people, the editor.

mod asked;
mod away;
mod cadences;
mod edit;
mod field_menu;
mod form;
mod list;
mod member;
mod one;
mod people;
mod place;
mod rules;
mod step;
mod steps;
mod template;
mod unsaved;
mod words;

pub use unsaved::keep_unsaved;

use leptos::prelude::*;

use crate::base::Topic;
use crate::campaigns::Recency;
use crate::protocol::{GetCadences, GetCampaigns};
use crate::ui::components::{Command, ask_and_follow};
use asked::Asked;
use edit::Edit;
use list::List;
use one::One;
use place::{Place, follow_place};

#[component]
pub fn Campaigns() -> impl IntoView {
    let place = follow_place();
    let recency = Recency::Recent;
    let asked = Asked {
        query: ask_and_follow(GetCampaigns { recency }, Topic::Campaigns),
        refreshing: Command::new(),
        cadences: ask_and_follow(GetCadences { recency }, Topic::Campaigns),
        refreshing_cadences: Command::new(),
    };
    move || match place.get() {
        Place::List => view! { <List asked /> }.into_any(),
        Place::One(key) => view! { <One key_of=key asked /> }.into_any(),
        Place::Editor(writing) => view! { <Edit writing asked /> }.into_any(),
    }
}
