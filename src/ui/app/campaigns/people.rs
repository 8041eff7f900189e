//! The people of a campaign, by where they stand.

use leptos::prelude::*;

use super::member::Member;
use crate::base::OrgHost;
use crate::campaigns::{Campaign, Counts, MemberState, MemberView};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::ui::components::{LongList, last_known_row};

#[component]
pub fn People(
    org: OrgHost,
    campaign: Memo<Option<Campaign>>,
    members: Memo<Vec<MemberView>>,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<MemberState>);
    let counts = Memo::new(move |_| members.with(|members| Counts::of(members, now())));
    let keys = Memo::new(move |_| {
        let (now, chosen) = (now(), chosen.get());
        members.with(|members| {
            let fits = |member: &&MemberView| {
                chosen.is_none_or(|state| MemberState::of(member, now) == state)
            };
            let keys = members.iter().filter(fits).map(|member| member.key.clone());
            keys.collect::<Vec<_>>()
        })
    });
    let row = move |key: String, place: crate::ui::components::Place| {
        let member = last_known_row(move || {
            members.with(|members| members.iter().find(|member| member.key == key).cloned())
        })?;
        let org = org.clone();
        Some(view! { <Member org member campaign place /> })
    };
    let segment = move |state: Option<MemberState>| {
        let words = move || {
            let counts = counts.get();
            match state {
                None => text_with("campaigns_n_all", &[&intl::number(counts.all())]),
                Some(state) => super::words::state_count(state, counts.get(state)),
            }
        };
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="member-state"
                    prop:checked=move || chosen.get() == state
                    on:change=move |_| chosen.set(state)
                />
                <span>{words}</span>
            </label>
        }
    };
    let states = std::iter::once(None).chain(MemberState::ALL.map(Some));
    let none = move || {
        let key = match (members.with(Vec::is_empty), keys.with(Vec::is_empty)) {
            (true, _) => "campaigns_add_in_panel",
            (false, true) => "campaigns_nobody_there",
            (false, false) => return None,
        };
        Some(text(key))
    };
    view! {
        <section class="card" data-list="people">
            <header>
                <h2>{text("campaigns_the_people")}</h2>
                <p>{text("campaigns_the_people_text")}</p>
            </header>
            <div class="inside">
                <div class="segments" role="radiogroup" aria-label=text("campaigns_filter")>
                    {states.map(segment).collect_view()}
                </div>
                <p class="soft" role="status">
                    {none}
                </p>
            </div>
            <ul class="rows" role="list">
                <LongList keys row />
            </ul>
        </section>
    }
}
