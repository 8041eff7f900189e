//! One activity of the list: a button in one line, and its card below it.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::card::Card;
use super::facts::whole;
use crate::insight::{ActivityView, Part, Weeks};
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::{Icon, Place, activity_kind};
use crate::ui::panel::state::PanelState;

/// The row, with its card where it is open.
#[component]
pub fn ActivityRow(
    /// Its id.
    id: String,
    /// What the list knows of it.
    activity: Memo<ActivityView>,
    /// The part of the list that it stands in.
    part: Part,
    /// The days that divide the list.
    weeks: RwSignal<Weeks>,
    /// Where it stands in its part.
    place: Place,
) -> impl IntoView {
    let PanelState {
        history,
        seen_until,
        ..
    } = PanelState::get();
    let is_new = Memo::new(move |_| {
        let changed = activity.with(|activity| activity.changed);
        let seen = seen_until.get().zip(changed);
        seen.is_some_and(|(until, changed)| changed > until)
    });
    let is_open = {
        let id = id.clone();
        Memo::new(move |_| history.is_open(&id))
    };
    let done_here = {
        let id = id.clone();
        Memo::new(move |_| history.status_before(&id).is_some())
    };
    let is_due = Memo::new(move |_| activity.with(|activity| activity.open) && !done_here.get());
    let icon = move || {
        let of = activity.with(|activity| activity.kind);
        let class = format!("kind {}", activity_kind::class(of));
        view! { <span class=class><Icon shape=activity_kind::shape(of, is_due.get()) /></span> }
    };
    let kind = move || text(activity_kind::name(activity.with(|activity| activity.kind)));
    let subject = move || {
        activity.with(|activity| match activity.subject.trim() {
            "" => text("feed_no_subject"),
            subject => subject.to_owned(),
        })
    };
    let overdue = Memo::new(move |_| {
        let day = activity.with(|activity| activity.at.map(|at| at.day(intl::calendar_day)));
        is_due.get() && day.is_some_and(|day| day < weeks.get().today)
    });
    let note = move || {
        let late = overdue.get().then(|| text("feed_overdue"));
        let (who, note, minutes) = activity.with(|activity| {
            (
                activity.who.clone(),
                activity.note.clone(),
                activity.minutes,
            )
        });
        let note = note.filter(|note| !note.is_empty());
        let minutes = minutes.map(|minutes| text_with("feed_minutes", &[&minutes.to_string()]));
        let parts = [late, who, note, minutes];
        let note: Vec<String> = parts.into_iter().flatten().collect();
        (!note.is_empty()).then(|| view! { <span class="soft small">{note.join(" · ")}</span> })
    };
    let when = move || {
        let at = activity.with(|activity| activity.at)?;
        let weeks = weeks.get();
        let day = at.day(intl::calendar_day);
        let short = match part.says_weekday(day, weeks) {
            true => intl::weekday(day),
            false => intl::short_day(day, weeks.today),
        };
        let soft = move || !overdue.get();
        Some(view! {
            <span class="small when" class:soft=soft class:tone-bad=overdue title=whole(at)>
                {short}
            </span>
        })
    };
    let head = view! {
        {icon}
        <span class="item-words">
            <span>
                {move || is_new.get().then(|| view! { <span class="new">{text("feed_new")}</span> " " })}
                <span class="hidden-text">{kind} ": "</span>
                {subject}
            </span>
            {note}
        </span>
        {when}
    };
    let (at, all) = (
        move || place.at.get().to_string(),
        move || place.all.get().to_string(),
    );
    if !activity.with_untracked(ActivityView::opens) {
        return view! {
            <div
                role="listitem"
                aria-posinset=at
                aria-setsize=all
                class="item"
                data-activity=id
            >
                <div class="item-head">{head}</div>
            </div>
        }
        .into_any();
    }
    let card = format!("activity-{id}");
    let (shown, toggled) = (id.clone(), id.clone());
    view! {
        <div
            role="listitem"
            aria-posinset=at
            aria-setsize=all
            class="item"
            class:open=is_open
            data-activity=id
        >
            <button
                type="button"
                class="item-head"
                aria-expanded=move || is_open.get().to_string()
                aria-controls=card.clone()
                on:click=move |_| history.toggle(&toggled)
                on:keydown=step
            >
                {head}
            </button>
            <div id=card>
                <Show when=move || is_open.get()>
                    <Card id=shown.clone() activity />
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// The arrows go to the row above and below.
fn step(event: ev::KeyboardEvent) {
    let back = match event.key().as_str() {
        "ArrowDown" => false,
        "ArrowUp" => true,
        _ => return,
    };
    let Ok(rows) = document().query_selector_all("button.item-head") else {
        return;
    };
    let here = event.current_target();
    let is_here = |row: &Option<web_sys::Node>| row.as_deref() == here.as_ref();
    let Some(at) = (0..rows.length()).find(|at| is_here(&rows.get(*at))) else {
        return;
    };
    let next = match back {
        true => at.checked_sub(1),
        false => at.checked_add(1),
    };
    let next = next.and_then(|next| rows.get(next)?.dyn_into::<HtmlElement>().ok());
    if let Some(next) = next {
        event.prevent_default();
        // It fails only for an element without layout.
        let _ = next.focus();
    }
}
