//! What the list is limited to.

use leptos::prelude::*;

use crate::base::RecordId;
use crate::people::{
    DAYS, Limits, PeopleList, PeopleView, PersonRow, Shown, Source, shown, statuses,
};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::ui::components::Query;

/// What the rep chose.
#[derive(Clone, Copy)]
pub struct Chosen {
    words: RwSignal<String>,
    sources: RwSignal<Vec<Source>>,
    hidden: RwSignal<bool>,
    limits: RwSignal<Limits>,
    /// Those who were hidden since the page was opened stay, so that the rep can choose for how long.
    pub just_hidden: RwSignal<Vec<RecordId>>,
}

impl Chosen {
    /// What the page begins with.
    pub fn new(list: PeopleList) -> Self {
        let default = Source::ALL.iter().filter(|source| source.is_default());
        Self {
            words: RwSignal::new(String::new()),
            sources: RwSignal::new(match list {
                PeopleList::BestBets => default.copied().collect(),
                PeopleList::WatchList => Vec::new(),
            }),
            hidden: RwSignal::new(list == PeopleList::WatchList),
            limits: RwSignal::new(Limits::default()),
            just_hidden: RwSignal::new(Vec::new()),
        }
    }

    /// The people who are shown.
    pub fn of(self, people: &[PersonRow]) -> Vec<PersonRow> {
        let limits = Shown {
            words: self.words.get(),
            sources: self.sources.get(),
            hidden: true,
            limits: self.limits.get(),
        };
        let now = now();
        let mut people = shown(people, &limits, now, intl::calendar_day(now));
        let (hidden, just) = (self.hidden.get(), self.just_hidden.get());
        people
            .retain(|person| hidden || person.hidden_until.is_none() || just.contains(&person.id));
        people
    }

    /// The chosen sources.
    pub fn sources(self) -> Vec<Source> {
        self.sources.get()
    }
}

#[component]
pub fn Filters(list: PeopleList, asked: Query<PeopleView>, chosen: Chosen) -> impl IntoView {
    let source = move |source: Source| {
        let on = move || chosen.sources.with(|sources| sources.contains(&source));
        let change = move |event| {
            let wanted = event_target_checked(&event);
            chosen.sources.update(|sources| {
                sources.retain(|other| *other != source);
                if wanted {
                    sources.push(source);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" data-source=source.name() prop:checked=on on:change=change />
                {text(words(source))}
            </label>
        }
    };
    let of_bets = (list == PeopleList::BestBets).then(|| {
        view! {
            <div class="checks" role="group" aria-label=text("bets_sources")>
                {Source::ALL.iter().copied().map(source).collect_view()}
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=chosen.hidden
                        on:change=move |event| chosen.hidden.set(event_target_checked(&event))
                    />
                    {text("bets_hidden")}
                </label>
            </div>
        }
    });
    view! {
        <input
            class="input"
            type="search"
            aria-label=text("bets_find")
            placeholder=text("bets_find")
            on:input=move |event| chosen.words.set(event_target_value(&event))
        />
        <ByField asked chosen />
        {of_bets}
    }
}

/// Limits on single fields, folded until the rep wants one.
#[component]
fn ByField(asked: Query<PeopleView>, chosen: Chosen) -> impl IntoView {
    let limits = chosen.limits;
    let there = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            statuses(&orgs.flat_map(|of| of.people.clone()).collect::<Vec<_>>())
        })
    });
    let status = Signal::derive(move || {
        let all = there.get().into_iter();
        all.map(|status| (status.clone(), status))
            .collect::<Vec<_>>()
    });
    let least = Signal::derive(|| {
        let least = |count: u8| {
            (
                count.to_string(),
                text_with("bets_at_least", &[&count.to_string()]),
            )
        };
        (1..=3).map(least).collect::<Vec<_>>()
    });
    let days = Signal::derive(|| {
        let days = |days: u16| {
            (
                days.to_string(),
                text_with("bets_days_other", &[&days.to_string()]),
            )
        };
        DAYS.map(days).to_vec()
    });
    let count = move || limits.with(Limits::count);
    view! {
        <details class="by-field">
            <summary>
                {text("bets_by_field")} {move || (count() > 0).then(|| format!(" ({})", count()))}
            </summary>
            <div class="checks">
                <Limit
                    label="bets_status"
                    options=status
                    on_choose=move |chosen: String| {
                        limits.update(|limits| limits.status = Some(chosen).filter(|status| !status.is_empty()));
                    }
                />
                <Limit
                    label="bets_stars"
                    options=least
                    on_choose=move |chosen: String| {
                        limits.update(|limits| limits.stars = chosen.parse().unwrap_or(0));
                    }
                />
                <Limit
                    label="bets_flames"
                    options=least
                    on_choose=move |chosen: String| {
                        limits.update(|limits| limits.flames = chosen.parse().unwrap_or(0));
                    }
                />
                <Limit
                    label="bets_moment_within"
                    options=days
                    on_choose=move |chosen: String| {
                        limits.update(|limits| limits.moment_within = chosen.parse().ok());
                    }
                />
                <Limit
                    label="bets_quiet_for"
                    options=days
                    on_choose=move |chosen: String| {
                        limits.update(|limits| limits.quiet_for = chosen.parse().ok());
                    }
                />
            </div>
        </details>
    }
}

/// One limit; its first option is none.
#[component]
fn Limit(
    label: &'static str,
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let option = |(value, words): (String, String)| view! { <option value=value>{words}</option> };
    view! {
        <label class="field">
            <span class="label">{text(label)}</span>
            <select class="input" on:change=move |event| on_choose.run(event_target_value(&event))>
                <option value="">{text("bets_any")}</option>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

/// The locale key.
const fn words(source: Source) -> &'static str {
    match source {
        Source::Leads => "bets_source_leads",
        Source::Contacts => "bets_source_contacts",
        Source::AccountContacts => "bets_source_account_contacts",
        Source::OpportunityContacts => "bets_source_opportunity_contacts",
    }
}
