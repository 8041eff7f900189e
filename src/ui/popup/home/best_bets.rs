//! Whom to approach first: the top of Best Bets. The web application has them all.

use leptos::prelude::*;

use crate::base::{OrgHost, RecordId, Topic};
use crate::people::{OrgPeople, PeopleList, PeopleView, top};
use crate::platform::i18n::text;
use crate::protocol::GetPeople;
use crate::ui::components::{
    Button, ButtonKind, FaultView, PersonItem, Standing, ask_and_follow, last_known_row,
};

/// The most people that are shown.
const SHOWN: usize = 5;

#[component]
pub fn BestBets(
    /// Called to see them all.
    #[prop(into)]
    see_all: Callback<()>,
) -> impl IntoView {
    let request = GetPeople {
        list: PeopleList::BestBets,
        refresh: false,
    };
    let asked = ask_and_follow(request, Topic::People);
    let again = Callback::new(move |()| asked.again());
    let standing = asked.standing();
    let shown = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.as_ref().map(|view| view.orgs.as_slice());
            top(orgs.unwrap_or_default(), SHOWN)
        })
    });
    let keys = Memo::new(move |_| {
        shown.with(|top| {
            let keys = top
                .iter()
                .map(|(org, person)| (org.clone(), person.id.clone()));
            keys.collect::<Vec<_>>()
        })
    });
    let actions = Signal::derive(move || {
        let actions = |view: &Option<PeopleView>| view.as_ref().map(|view| view.actions.clone());
        asked.value.with(actions).unwrap_or_default()
    });
    let row = move |(org, id): (OrgHost, RecordId)| {
        let person = last_known_row(move || {
            shown.with(|top| {
                let found = top.iter().find(|(_, person)| person.id == id);
                found.map(|(_, person)| person.clone())
            })
        })?;
        Some(view! { <PersonItem org person actions /> })
    };
    // Why is told beside the tasks, and in the web application.
    let unread = Memo::new(move |_| {
        let unread = |of: &OrgPeople| of.at.is_none();
        asked
            .value
            .with(|view| view.iter().flat_map(|view| &view.orgs).any(unread))
    });
    let failed = move || match standing.get() {
        Standing::Failed(fault) => Some(view! { <FaultView fault on_retry=again /> }),
        _ => None,
    };
    let nobody = move || {
        let none = standing.get() == Standing::Ready && shown.with(Vec::is_empty);
        none.then(|| match unread.get() {
            true => text("bets_unread"),
            false => text("bets_none"),
        })
    };
    view! {
        <section class="bets" data-list="best-bets">
            <div class="title">
                <h2>{text("bets_best_bets")}</h2>
                <Button look=ButtonKind::Quiet small=true on_press=see_all>
                    {text("bets_see_all")}
                    <span class="hidden-text">": " {text("bets_best_bets")}</span>
                </Button>
            </div>
            <Show when=move || standing.get() == Standing::Loading>
                <div class="skeleton">
                    <span class="hidden-text">{text("loading")}</span>
                    <div class="bone task"></div>
                    <div class="bone task"></div>
                </div>
            </Show>
            {failed}
            {move || nobody().map(|words| view! { <p class="small soft">{words}</p> })}
            <ul class="rows">
                <For each=move || keys.get() key=Clone::clone children=row />
            </ul>
        </section>
    }
}
