//! The time at which a mail is sent: in words, by a suggestion, or by date, time and zone.

use leptos::prelude::*;

use super::{Icon, Shape, fault_words::in_words, written_time::WrittenTime};
use crate::actions::{Later, PersonZone, SentBy, TimeThere, Wall, times_there};
use crate::base::{Millis, Zone};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};

/// The most times of recipients that are told.
const MOST_TIMES: usize = 3;

/// A suggestion: its locale key, and what the clock shows then.
type Suggestion = (&'static str, fn(Wall) -> Wall);

/// Tomorrow morning, by the clock of this machine; `None` where the browser does not tell its time zone.
pub fn first_later(by: SentBy) -> Option<Later> {
    let zone = intl::time_zone()?;
    let wall = intl::wall_in(&zone, now())?.tomorrow_morning();
    at(zone, wall, by)
}

/// A time as text, with its zone where that is not the one of this machine.
pub fn later_words(later: &Later) -> String {
    let when = intl::date_time_in(&later.zone, later.at, now());
    match intl::time_zone() {
        Some(own) if own == later.zone => when,
        _ => format!("{when} ({})", later.zone.shown()),
    }
}

/// What the clocks of the recipients show then, a line for each other time: "For Ada Lovelace that is 08:00
/// (Europe/London)"; with the day, where it is another one.
pub fn times_of(later: &Later, people: &[PersonZone]) -> impl IntoView + use<> {
    let today = intl::wall_in(&later.zone, later.at).map(|wall| wall.day);
    let line = |time: TimeThere| {
        let when = match today == Some(time.wall.day) {
            true => intl::time_in(&time.zone, later.at),
            false => intl::date_time_in(&time.zone, later.at, now()),
        };
        let when = format!("{when} ({})", time.zone.shown());
        let who = match time.others {
            0 => time.first,
            others => format!("{} +{}", time.first, intl::number(others)),
        };
        let words = text_with("later_there", &[&who, &when]);
        view! { <p class="small" data-there="">{words}</p> }
    };
    let times = times_there(later, people, intl::wall_in);
    let times = times.into_iter().take(MOST_TIMES);
    times.map(line).collect_view()
}

/// Chooses the time.
#[component]
pub fn LaterPicker(
    /// The chosen time.
    value: Signal<Later>,
    /// Those whom it is sent to, as far as their time zones are known.
    #[prop(into)]
    people: Signal<Vec<PersonZone>>,
    /// Whether Outlook can send it at that time.
    #[prop(into)]
    outlook: Signal<bool>,
    /// Called with another one.
    #[prop(into)]
    on_choose: Callback<Later>,
    /// Buttons below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let zone = Memo::new(move |_| value.with(|later| later.zone.clone()));
    let wall = Memo::new(move |_| value.with(|later| intl::wall_in(&later.zone, later.at)));
    let choose = move |zone: Zone, wall: Wall| {
        let by = value.with_untracked(|later| later.by);
        if let Some(later) = at(zone, wall, by) {
            on_choose.run(later);
        }
    };
    let written = WrittenTime::new();
    let wrote = move |words: String| {
        let zone = zone.get_untracked();
        if let Some(wall) = written.read(&words, &zone) {
            choose(zone, wall);
        }
    };
    let pick = move |(words, wall_of): Suggestion| {
        let suggested = move || intl::wall_in(&zone.get(), now()).map(wall_of);
        view! {
            <button
                type="button"
                class="button small pick"
                aria-pressed=move || (wall.get().is_some() && wall.get() == suggested()).to_string()
                on:click=move |_| {
                    if let Some(wall) = untrack(suggested) {
                        choose(zone.get_untracked(), wall);
                    }
                }
            >
                {text(words)}
            </button>
        }
    };
    let picks: [Suggestion; 2] = [
        ("later_tomorrow", Wall::tomorrow_morning),
        ("later_monday", Wall::monday_morning),
    ];
    let moved = move |name: String| {
        if let (Ok(zone), Some(wall)) = (Zone::parse(&name), wall.get_untracked()) {
            choose(zone, wall);
        }
    };
    let fault = move || value.with(|later| later.fault(now()));
    let outcome = move || match fault() {
        Some(fault) => view! {
            <p class="field-fault">
                <Icon shape=Shape::Warn />
                {in_words(&fault)}
            </p>
        }
        .into_any(),
        None => {
            let when = value.with(later_words);
            let there = value.with(|later| people.with(|people| times_of(later, people)));
            view! {
                <p class="strong">{text_with("later_sent_at", &[&when])}</p>
                {there}
            }
            .into_any()
        }
    };
    let not_understood = written.unclear("later_not_understood", "later_example");
    view! {
        <div class="later" role="group" aria-label=text("later_label") data-field="later">
            <label class="field">
                <span class="label">{text("later_words")}</span>
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    placeholder=text("later_example")
                    on:input=move |event| wrote(event_target_value(&event))
                />
            </label>
            <div class="buttons">{picks.map(pick).collect_view()}</div>
            <div class="later-clock">
                <input
                    class="input"
                    type="datetime-local"
                    aria-label=text("later_at")
                    prop:value=move || wall.get().map(Wall::text).unwrap_or_default()
                    on:change=move |event| {
                        // An incomplete entry is ignored; the field stays as it is.
                        if let Some(wall) = Wall::parse(&event_target_value(&event)) {
                            written.is_replaced();
                            choose(zone.get_untracked(), wall);
                        }
                    }
                />
                <select class="input" aria-label=text("later_zone") on:change=move |event| moved(event_target_value(&event))>
                    {zones(zone)}
                </select>
            </div>
            {not_understood}
            <div role="status">{outcome}</div>
            {sender(value, outlook, on_choose)}
            {children.map(|children| view! { <div class="buttons">{children()}</div> })}
        </div>
    }
}

/// Every time zone, the chosen one and that of this machine first.
fn zones(zone: Memo<Zone>) -> impl IntoView {
    let mut all = vec![zone.get_untracked()];
    all.extend(intl::time_zone());
    all.extend(intl::time_zones());
    let mut seen = std::collections::HashSet::new();
    all.retain(|zone| seen.insert(zone.clone()));
    let option = move |own: Zone| {
        let words = own.shown();
        let name = own.to_string();
        view! {
            <option value=name prop:selected=move || zone.get() == own>
                {words}
            </option>
        }
    };
    all.into_iter().map(option).collect_view()
}

fn at(zone: Zone, wall: Wall, by: SentBy) -> Option<Later> {
    let at: Millis = intl::moment_in(&zone, wall)?;
    Some(Later { at, zone, by })
}

/// Who sends it, and what that means.
fn sender(
    value: Signal<Later>,
    outlook: Signal<bool>,
    on_choose: Callback<Later>,
) -> impl IntoView {
    let by = Memo::new(move |_| value.with(|later| later.by));
    let can = Memo::new(move |_| outlook.get() && value.with(|later| later.is_ahead(now())));
    let choose = move |by| {
        on_choose.run(Later {
            by,
            ..value.get_untracked()
        })
    };
    let option = move |own: SentBy, label: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="later-by"
                    prop:checked=move || by.get() == own
                    on:change=move |_| choose(own)
                />
                {text(label)}
            </label>
        }
    };
    let choice = move || {
        can.get().then(|| {
            view! {
                <fieldset class="audience">
                    <legend>{text("later_by")}</legend>
                    {option(SentBy::Outlook, "later_outlook")}
                    {option(SentBy::Browser, "later_browser")}
                </fieldset>
            }
        })
    };
    let meaning = move || match can.get() && by.get() == SentBy::Outlook {
        true => "later_by_outlook",
        false => "later_by_browser",
    };
    view! {
        {choice}
        <p class="small soft">{move || text(meaning())}</p>
    }
}
