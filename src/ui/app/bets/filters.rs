//! What the list is limited to.

use leptos::prelude::*;

use crate::base::RecordId;
use crate::people::{PeopleList, PersonRow, Shown, Source, shown};
use crate::platform::i18n::text;

/// What the rep chose.
#[derive(Clone, Copy)]
pub struct Chosen {
    words: RwSignal<String>,
    sources: RwSignal<Vec<Source>>,
    hidden: RwSignal<bool>,
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
            just_hidden: RwSignal::new(Vec::new()),
        }
    }

    /// The people who are shown.
    pub fn of(self, people: &[PersonRow]) -> Vec<PersonRow> {
        let limits = Shown {
            words: self.words.get(),
            sources: self.sources.get(),
            hidden: true,
        };
        let mut people = shown(people, &limits);
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
pub fn Filters(list: PeopleList, chosen: Chosen) -> impl IntoView {
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
        {of_bets}
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
