//! The people of one org.

use leptos::prelude::*;

use super::filters::Chosen;
use crate::base::{OrgHost, RecordId};
use crate::people::{OrgPeople, PeopleList, PeopleView};
use crate::platform::i18n::text;
use crate::protocol::GetMorePeople;
use crate::ui::app::of_orgs::OrgCard;
use crate::ui::components::{
    Button, Command, FaultView, LongList, PersonItem, Place, Query, last_known, last_known_row,
    signal_of,
};

#[component]
pub fn OfOrg(
    org: OrgHost,
    list: PeopleList,
    asked: Query<PeopleView>,
    chosen: Chosen,
    several: Memo<bool>,
    refresh: Callback<()>,
) -> impl IntoView {
    let of = org.clone();
    let here = last_known(move || {
        asked.value.with(|view| {
            let mut orgs = view.as_ref()?.orgs.iter();
            orgs.find(|people| people.org == of).cloned()
        })
    });
    let get = move |what: fn(&OrgPeople) -> bool| here.with(|here| here.as_ref().is_some_and(what));
    let fault = Memo::new(move |_| here.get().and_then(|here| here.fault));
    let people = signal_of(move || {
        here.with(|here| {
            let all = here.as_ref().map(|here| here.people.as_slice());
            chosen.of(all.unwrap_or_default())
        })
    });
    let ids = Memo::new(move |_| {
        people.with(|people| people.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
    });
    let on_hide = Callback::new(move |id: RecordId| {
        chosen.just_hidden.update(|just| {
            if !just.contains(&id) {
                just.push(id);
            }
        });
    });
    let actions = Signal::derive(move || {
        let actions = |view: &Option<PeopleView>| view.as_ref().map(|view| view.actions.clone());
        asked.value.with(actions).unwrap_or_default()
    });
    let at = Memo::new(move |_| here.with(|here| here.as_ref()?.at));
    let (of_card, of_rows) = (org.clone(), org.clone());
    let row = move |id: RecordId, place: Place| {
        let person = last_known_row(move || {
            people.with(|people| people.iter().find(|person| person.id == id).cloned())
        })?;
        let org = of_rows.clone();
        Some(match list {
            PeopleList::BestBets => {
                view! { <PersonItem org person actions on_hide place /> }.into_any()
            }
            PeopleList::WatchList => view! { <PersonItem org person actions place /> }.into_any(),
        })
    };
    let nobody = move || {
        let none = ids.with(Vec::is_empty) && get(|here| here.at.is_some());
        none.then(|| match (get(|here| here.people.is_empty()), list) {
            (false, _) => text("bets_none_found"),
            (true, PeopleList::BestBets) => text("bets_none"),
            (true, PeopleList::WatchList) => text("bets_watch_none"),
        })
    };
    let kept = move || {
        let in_org = here.with(|here| here.as_ref().map(|here| here.watch_list_in_org));
        let key = match in_org? {
            true => "bets_kept_in_org",
            false => "bets_kept_here",
        };
        (list == PeopleList::WatchList).then(|| view! { <p class="small soft">{text(key)}</p> })
    };
    let plain = move || get(|here| here.at.is_some() && !here.marketo);
    let notes = move || {
        view! {
            {kept}
            <p class="soft" role="status">
                {nobody}
            </p>
            <Show when=plain>
                <p class="small soft">{text("bets_no_marketo")}</p>
            </Show>
        }
    };
    view! {
        <OrgCard org=of_card several fault at on_retry=refresh notes>
            <ul class="rows" role="list">
                <LongList keys=ids row />
            </ul>
            <More org here asked chosen />
        </OrgCard>
    }
}

/// The button for the next page of those of the chosen sources that have one.
#[component]
fn More(
    org: OrgHost,
    here: Memo<Option<OrgPeople>>,
    asked: Query<PeopleView>,
    chosen: Chosen,
) -> impl IntoView {
    let reading = Command::new();
    let wanted = Memo::new(move |_| {
        let sources = chosen.sources();
        let more = here.with(|here| here.as_ref().map(|here| here.more.clone()));
        let mut more = more.unwrap_or_default();
        more.retain(|source| sources.is_empty() || sources.contains(source));
        more
    });
    let read = Callback::new(move |()| {
        let request = GetMorePeople {
            org: org.clone(),
            sources: wanted.get_untracked(),
        };
        reading.run(request, move |view| asked.put(view));
    });
    view! {
        <Show when=move || wanted.with(|more| !more.is_empty())>
            <footer class="foot">
                {move || reading.fault.get().map(|fault| view! { <FaultView fault on_retry=read /> })}
                <Button disabled=reading.busy on_press=read>
                    {text("bets_more")}
                </Button>
            </footer>
        </Show>
    }
}
