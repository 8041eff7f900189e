//! A lead or contact of Best Bets or the watch list, as a row.

use leptos::prelude::*;

use super::{
    Button, ButtonKind, Command, FaultView, Flames, Icon, Place, Shape, Stars, live, page_target,
};
use crate::base::{ActionKind, OrgHost, RecordId, RecordRef};
use crate::people::{HideFor, PersonRow};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::{BeginAction, HidePerson, WatchPerson};

/// The row: who it is, what happened last, and what the rep can do.
#[component]
pub fn PersonItem(
    /// The person's org.
    org: OrgHost,
    /// The person; always the same one.
    person: Memo<PersonRow>,
    /// The actions that the rep may begin.
    actions: Signal<Vec<ActionKind>>,
    /// Called when the person is hidden; without it, nobody can be hidden here.
    #[prop(optional)]
    on_hide: Option<Callback<RecordId>>,
    /// Where the row stands in a long list.
    #[prop(optional)]
    place: Option<Place>,
) -> impl IntoView {
    let id = person.with_untracked(|person| person.id.clone());
    let address = format!("https://{org}/{id}");
    let name = Memo::new(move |_| {
        person.with(|person| match person.name.trim() {
            "" => person.id.to_string(),
            name => name.to_owned(),
        })
    });
    let record = id.object().map(|object| RecordRef {
        org,
        object,
        id: id.clone(),
    });
    let marks = move || {
        let marks = person.with(|person| person.marks)?;
        Some(view! { <Stars count=marks.stars /> <Flames count=marks.flames /> })
    };
    let gone = person.with_untracked(|person| person.gone);
    let line = move || {
        person.with(|person| {
            if person.gone {
                return Some(text("bets_gone"));
            }
            let parts = [&person.title, &person.company, &person.status];
            let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            (!parts.is_empty()).then(|| parts.join(" · "))
        })
    };
    view! {
        <li
            data-person=id.to_string()
            aria-posinset=place.map(|place| move || place.at.get())
            aria-setsize=place.map(|place| move || place.all.get())
        >
            <div class="row bet">
                <div class="grow">
                    <p class="strong name">
                        <a href=address target=page_target() rel="noopener">
                            {name}
                        </a>
                        {marks}
                    </p>
                    {move || line().map(|line| view! { <p class="small soft">{line}</p> })}
                    <Last person />
                </div>
                {record
                    .map(|record| {
                        view! {
                            {(!gone).then(|| view! { <PersonActions record=record.clone() name actions /> })}
                            <Hide record=record.clone() person name on_hide />
                            <Watch record person name />
                        }
                    })}
            </div>
        </li>
    }
}

/// The last interesting moment; else the day of the last activity.
#[component]
fn Last(person: Memo<PersonRow>) -> impl IntoView {
    move || {
        let (moment, active) = person.with(|person| (person.moment.clone(), person.active));
        if let Some(moment) = moment {
            let more = [moment.kind, moment.at.map(|at| intl::ago(at, now()))];
            let more = more.into_iter().flatten().map(|more| format!(" · {more}"));
            let title = moment.at.map(intl::date_time);
            return Some(
                view! {
                    <p class="small moment" title=title>
                        <Icon shape=Shape::FocusTarget class="soft" />
                        <span>
                            <span class="hidden-text">{text("panel_last_moment")} ": "</span>
                            {moment.description}
                            <span class="soft">{more.collect::<String>()}</span>
                        </span>
                    </p>
                }
                .into_any(),
            );
        }
        let day = intl::short_day(active?, intl::calendar_day(now()));
        let words = text_with("bets_last_activity", &[&day]);
        Some(view! { <p class="small soft">{words}</p> }.into_any())
    }
}

/// The actions: each opens the record, with its form.
#[component]
pub(super) fn PersonActions(
    record: RecordRef,
    #[prop(into)] name: Signal<String>,
    actions: Signal<Vec<ActionKind>>,
) -> impl IntoView {
    let doing = Command::new();
    let record = StoredValue::new(record);
    let button = move |action: ActionKind| {
        let words = text(&format!("action_{}", action.name()));
        let label = move || format!("{words}: {}", name.get());
        let press = move |_| {
            let record = record.get_value();
            doing.run(BeginAction { record, action }, |_| ());
        };
        view! {
            <button
                type="button"
                class="tool"
                data-do=action.name()
                aria-label=label.clone()
                title=label
                aria-disabled=move || doing.busy.get().then_some("true")
                on:click=press
            >
                <Icon shape=shape(action) />
            </button>
        }
    };
    view! {
        <span class="tools">
            <For each=move || actions.get() key=|action| *action children=button />
        </span>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}

/// The icon of an action.
const fn shape(action: ActionKind) -> Shape {
    match action {
        ActionKind::SendEmail => Shape::Mail,
        ActionKind::LogCall => Shape::Phone,
        ActionKind::AddTask => Shape::Task,
        ActionKind::AddToCampaign => Shape::Steps,
    }
}

/// The button that puts the person on the watch list.
#[component]
fn Watch(record: RecordRef, person: Memo<PersonRow>, name: Memo<String>) -> impl IntoView {
    let doing = Command::new();
    let live = live();
    let record = StoredValue::new(record);
    let watched = Memo::new(move |_| person.with(|person| person.watched));
    let label = move || text_with("bets_watch_of", &[&name.get()]);
    let press = move |_| {
        let request = WatchPerson {
            record: record.get_value(),
            watched: !watched.get_untracked(),
        };
        let key = match request.watched {
            true => "bets_watched",
            false => "bets_unwatched",
        };
        doing.run(request, move |_| {
            live.say(text_with(key, &[&name.get_untracked()]));
        });
    };
    view! {
        <button
            type="button"
            class="tool"
            data-do="watch"
            aria-label=label
            title=label
            aria-pressed=move || watched.get().to_string()
            aria-disabled=move || doing.busy.get().then_some("true")
            on:click=press
        >
            <Icon shape=Shape::Watch />
        </button>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}

/// The button that hides the person, then for how long, then shows the person again.
#[component]
fn Hide(
    record: RecordRef,
    person: Memo<PersonRow>,
    name: Memo<String>,
    on_hide: Option<Callback<RecordId>>,
) -> impl IntoView {
    let on_hide = on_hide?;
    let doing = Command::new();
    let record = StoredValue::new(record);
    let until = Memo::new(move |_| person.with(|person| person.hidden_until));
    let hidden = Memo::new(move |_| until.with(Option::is_some));
    let hide = move |how_long: Option<HideFor>| {
        let record = record.get_value();
        on_hide.run(record.id.clone());
        doing.run(HidePerson { record, how_long }, |_| ());
    };
    let toggle = move |()| hide((!hidden.get_untracked()).then_some(HideFor::Week));
    let label = move || match hidden.get() {
        true => text("bets_show_again"),
        false => text("bets_hide"),
    };
    let until_words = move || {
        let day = intl::calendar_day(until.get()?);
        let day = intl::short_day(day, intl::calendar_day(now()));
        Some(text_with("bets_hidden_until", &[&day]))
    };
    let days = move |how_long: HideFor| {
        let words = counted("bets_days", usize::from(how_long.days()));
        view! {
            <Button small=true look=ButtonKind::Quiet on_press=move |()| hide(Some(how_long))>
                {words}
            </Button>
        }
    };
    Some(view! {
        <div class="hidden-for">
            <span class="small soft" role="status">
                {until_words}
            </span>
            <Show when=move || hidden.get()>
                {[HideFor::Day, HideFor::Week, HideFor::Month].map(days).collect_view()}
            </Show>
        </div>
        <Button small=true disabled=doing.busy on_press=toggle>
            {label}
            <span class="hidden-text">": " {name}</span>
        </Button>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    })
}
