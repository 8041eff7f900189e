//! The days on which the rep is away, for the campaigns of every org: chosen here, and ended here.

use leptos::prelude::*;

use super::asked::Asked;
use super::form::focus_soon;
use crate::base::{Day, FieldFault};
use crate::campaigns::{Absence, WhileAway};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::SetAway;
use crate::ui::components::{Button, ButtonKind, Command, FaultView, Notice, Tone, live};

#[component]
pub fn Away(asked: Asked) -> impl IntoView {
    let setting = Command::new();
    let choosing = RwSignal::new(false);
    let live = live();
    // Where one org could not be told, it can be said again.
    let away = Memo::new(move |_| {
        asked.query.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            let mut all = orgs.filter(|of| (of.can_be_made() || of.any_here()) && of.at.is_some());
            let first = all.next()?;
            Some(
                first
                    .away
                    .filter(|away| all.all(|of| of.away == Some(*away))),
            )
        })
    });
    let moved = Memo::new(move |_| {
        asked.query.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.map(|of| of.moved_tasks).sum::<usize>()
        })
    });
    let set = Callback::new(move |absence: Option<Absence>| {
        let said = match &absence {
            Some(absence) => days("campaigns_away_days", absence),
            None => text("campaigns_away_over"),
        };
        setting.run(SetAway { away: absence }, move |_| {
            choosing.set(false);
            live.say(said);
            focus_soon("[data-part='away'] .button");
        });
    });
    let fault = move || {
        let fault = setting.fault.get().filter(|fault| fault.fields.is_empty());
        fault.map(|fault| view! { <FaultView fault /> })
    };
    let body = move || match (away.get()?, choosing.get()) {
        (Some(absence), _) => Some(view! { <Now absence moved setting set /> }.into_any()),
        (None, true) => Some(view! { <Choice choosing setting set /> }.into_any()),
        (None, false) => {
            let open = move |()| {
                choosing.set(true);
                focus_soon("#away-first");
            };
            Some(
                view! {
                    <div class="buttons start">
                        <Button small=true on_press=open>{text("campaigns_away")}</Button>
                    </div>
                }
                .into_any(),
            )
        }
    };
    view! { <div class="away" data-part="away">{body} {fault}</div> }
}

/// "Away from 5 Dec to 12 Dec".
fn days(key: &str, absence: &Absence) -> String {
    let today = intl::calendar_day(now());
    let day = |day: Day| intl::short_day(day, today);
    text_with(key, &[&day(absence.first), &day(absence.last)])
}

/// What is set, and the button that ends it.
#[component]
fn Now(
    absence: Absence,
    moved: Memo<usize>,
    setting: Command,
    set: Callback<Option<Absence>>,
) -> impl IntoView {
    let words = match absence.how {
        WhileAway::Wait => "campaigns_away_wait_text",
        WhileAway::Move => "campaigns_away_move_text",
    };
    let has_begun = absence.first <= intl::calendar_day(now());
    let end = match has_begun {
        true => "campaigns_away_back",
        false => "campaigns_away_cancel",
    };
    view! {
        <Notice tone=Tone::Warn title=days("campaigns_away_days", &absence)>
            <p>{text(words)}</p>
            {move || {
                let moved = moved.get();
                (moved > 0).then(|| view! { <p role="status">{counted("campaigns_away_moved", moved)}</p> })
            }}
            <div class="buttons">
                <Button small=true disabled=setting.busy on_press=move |()| set.run(None)>
                    {text(end)}
                </Button>
            </div>
        </Notice>
    }
}

/// First and last day, and what becomes of the steps.
#[component]
fn Choice(
    choosing: RwSignal<bool>,
    setting: Command,
    set: Callback<Option<Absence>>,
) -> impl IntoView {
    let today = intl::calendar_day(now());
    let (first, last) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let how = RwSignal::new(WhileAway::Wait);
    let own = RwSignal::new(Vec::<FieldFault>::new());
    let faults = Memo::new(move |_| {
        let theirs = setting
            .fault
            .get()
            .into_iter()
            .flat_map(|fault| fault.fields);
        own.get().into_iter().chain(theirs).collect::<Vec<_>>()
    });
    let save = move |()| {
        // A day that is not written is in the past.
        let day =
            |text: RwSignal<String>| Day::parse(&text.get_untracked()).unwrap_or(today.earlier(1));
        let absence = Absence {
            first: day(first),
            last: day(last),
            how: how.get_untracked(),
        };
        own.set(absence.check(today).err().unwrap_or_default());
        match own.with_untracked(|faults| faults.first().map(|fault| fault.field.to_string())) {
            Some(field) => focus_soon(&format!("#away-{field}")),
            None => set.run(Some(absence)),
        }
    };
    let field = move |name: &'static str, label: &'static str, value: RwSignal<String>| {
        let wrong = move || {
            let found = faults.get().into_iter().find(|fault| fault.field == name);
            found.map(|fault| text(&fault.message))
        };
        view! {
            <div class="field day">
                <label for=format!("away-{name}")>{text(label)}</label>
                <input
                    id=format!("away-{name}")
                    class="input"
                    type="date"
                    min=today.to_string()
                    aria-invalid=move || wrong().is_some().to_string()
                    aria-describedby=format!("away-{name}-fault")
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <p class="field-fault" id=format!("away-{name}-fault")>
                    {wrong}
                </p>
            </div>
        }
    };
    let option = move |of: WhileAway, label: &'static str, more: &'static str| {
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="away-how"
                    prop:checked=move || how.get() == of
                    on:change=move |_| how.set(of)
                />
                <span>
                    {text(label)}
                    <span class="small soft">{text(more)}</span>
                </span>
            </label>
        }
    };
    view! {
        <section class="card">
            <header>
                <h2>{text("campaigns_away")}</h2>
                <p>{text("campaigns_away_text")}</p>
            </header>
            <div class="inside campaign-form">
                <div class="pair">
                    {field("first", "campaigns_away_first", first)}
                    {field("last", "campaigns_away_last", last)}
                </div>
                <fieldset class="audience">
                    <legend>{text("campaigns_away_how")}</legend>
                    {option(WhileAway::Wait, "campaigns_away_wait", "campaigns_away_wait_text")}
                    {option(WhileAway::Move, "campaigns_away_move", "campaigns_away_move_text")}
                </fieldset>
                <div class="buttons start">
                    <Button look=ButtonKind::Primary disabled=setting.busy on_press=save>
                        {text("campaigns_away_set")}
                    </Button>
                    <Button on_press=move |()| choosing.set(false)>{text("cancel")}</Button>
                </div>
            </div>
        </section>
    }
}
