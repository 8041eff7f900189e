//! The people who get a mail each, in place of chips: what is known of them, who is left out, who has an own text.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList};

use super::check::{PeopleCheck, summary};
use super::reason::reason;
use super::whose::Whose;
use crate::actions::SendEmail;
use crate::base::Recipient;
use crate::panel::{Gets, PersonRow};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{FaultView, Shape, ToolButton, UnderWay, live};
use crate::ui::panel::focus::focus_field;
use crate::ui::panel::form::{Draft, Named, OwnTextMark};

/// The controls of a row.
const CONTROLS: &str = "input, button";

/// The list; nothing where one mail goes to all.
#[component]
pub fn PeopleList(
    /// The draft.
    draft: Draft,
    /// What is known of them.
    check: PeopleCheck,
    /// Whose text is written.
    whose: Whose,
) -> impl IntoView {
    let shown = Memo::new(move |_| check.people.with(Option::is_some));
    move || shown.get().then(|| view! { <Several draft check whose /> })
}

#[component]
fn Several(draft: Draft, check: PeopleCheck, whose: Whose) -> impl IntoView {
    let live = live();
    let list = NodeRef::<html::Ul>::new();
    let rows = check.rows;
    let words = Memo::new(move |_| {
        check
            .people
            .with(|people| people.as_ref().map(summary).unwrap_or_default())
    });
    let told = move || live.say(words.get_untracked());
    // The place of the control that had the focus last: it gets it again where its row was drawn anew or is gone.
    let last = StoredValue::new(None::<(u32, u32)>);
    let focused = move |event: ev::FocusEvent| {
        let target = event.target().and_then(|to| to.dyn_into::<Element>().ok());
        if let (Some(list), Some(target)) = (list.get_untracked(), target) {
            let place = place_of(&list, &target);
            last.set_value(place);
            reach(&list, place.map_or(0, |(row, _)| row));
        }
    };
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target();
        let to = to.and_then(|to| to.dyn_into::<Element>().ok());
        let inside = |to: &Element| {
            list.get_untracked()
                .is_some_and(|list| list.contains(Some(to)))
        };
        if to.is_some_and(|to| !inside(&to)) {
            last.set_value(None);
        }
    };
    Effect::new(move |_| {
        rows.track();
        request_animation_frame(move || {
            let Some(list) = list.try_get_untracked().flatten() else {
                return;
            };
            let lost = document()
                .active_element()
                .is_none_or(|at| at.tag_name() == "BODY");
            let place = last.try_get_value().flatten();
            reach(&list, place.map_or(0, |(row, _)| row));
            if let (true, Some((row, control))) = (lost, place) {
                let row = row.min(list.child_element_count().saturating_sub(1));
                match control_at(&list, row, control) {
                    Some(control) => drop(control.focus()),
                    None => focus_field("to"),
                }
            }
        });
    });
    let key = move |event: ev::KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let target = event.target().and_then(|to| to.dyn_into::<Element>().ok());
        let Some((row, control)) = target.and_then(|target| place_of(&list, &target)) else {
            return;
        };
        let end = list.child_element_count().saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowDown" => row.saturating_add(1).min(end),
            "ArrowUp" => row.saturating_sub(1),
            "Home" => 0,
            "End" => end,
            _ => return,
        };
        event.prevent_default();
        if let Some(control) = control_at(&list, to, control) {
            let _ = control.focus();
        }
    };
    let row = move |row: PersonRow| {
        let remove = move |who: &Recipient| {
            draft.edit(|form: &mut SendEmail| form.remove(who));
            live.say(text_with("compose_removed", &[who.shown()]));
        };
        let include = move |row: &PersonRow, yes: bool| {
            check.include(draft, row, yes);
            told();
        };
        view! { <Row row include remove whose /> }
    };
    let under_way = Memo::new(move |_| check.is_under_way());
    let retry = Callback::new(move |()| check.fault.set(None));
    view! {
        <div class="several" role="group" aria-labelledby="several-summary">
            <p class="small several-summary">
                <span class="strong" id="several-summary">{words}</span>
                {move || under_way.get().then(|| view! { <span class="soft">{text("form_checking")}</span> })}
            </p>
            {move || under_way.get().then(|| view! { <UnderWay /> })}
            {move || check.fault.get().map(|fault| view! { <FaultView fault on_retry=retry /> })}
            <ul
                role="list"
                class="several-rows"
                node_ref=list
                on:keydown=key
                on:focusin=focused
                on:focusout=left
            >
                <For each=move || rows.get() key=PersonRow::clone children=row />
            </ul>
        </div>
    }
}

#[component]
fn Row(
    row: PersonRow,
    include: impl Fn(&PersonRow, bool) + 'static,
    remove: impl Fn(&Recipient) + Send + Sync + 'static,
    whose: Whose,
) -> impl IntoView {
    let PersonRow {
        who,
        gets,
        personal,
        found,
    } = row.clone();
    let name = who.shown().to_owned();
    let line = |words: String| view! { <span class="small several-reason">{words}</span> };
    let lines = found.iter().map(reason).map(line).collect_view();
    let never = gets == Gets::Never;
    let on = gets == Gets::Mail;
    let (shown, removed, written) = (who.clone(), who.clone(), who);
    let write = move |()| {
        whose.write_to(Some(written.clone()));
        request_animation_frame(|| focus_field("html"));
    };
    view! {
        <li class="several-row" class:out=!on>
            <label>
                <input
                    type="checkbox"
                    tabindex="-1"
                    checked=on
                    aria-disabled=never.then_some("true")
                    on:click=move |event| {
                        // The row is drawn anew where anything changes.
                        event.prevent_default();
                        if !never {
                            include(&row, !on);
                        }
                    }
                />
                <span class="several-who">
                    <Named who=shown />
                    {personal.then(|| view! { <OwnTextMark /> })}
                    {lines}
                </span>
            </label>
            <span class="several-tools">
                {on
                    .then(|| {
                        view! { <ToolButton label=text_with("each_write", &[&name]) shape=Shape::Pen on_press=write /> }
                    })}
                <ToolButton
                    label=text_with("compose_remove", &[&name])
                    shape=Shape::Close
                    on_press=move |()| remove(&removed)
                />
            </span>
        </li>
    }
}

/// Tab reaches the controls of one row only; the arrow keys lead to the others.
fn reach(list: &Element, row: u32) {
    let row = row.min(list.child_element_count().saturating_sub(1));
    let all = list.query_selector_all(CONTROLS).ok();
    let at = list.children().item(row);
    for control in all.iter().flat_map(elements) {
        let is_there = at.as_ref().is_some_and(|row| row.contains(Some(&control)));
        control.set_tab_index(if is_there { 0 } else { -1 });
    }
}

/// The row of an element of the list, and which of its controls it is.
fn place_of(list: &Element, target: &Element) -> Option<(u32, u32)> {
    let row = target.closest("li").ok()??;
    let rows = list.children();
    let at = (0..rows.length()).find(|at| rows.item(*at).as_ref() == Some(&row))?;
    let controls = row.query_selector_all(CONTROLS).ok()?;
    let mut all = (0..).zip(elements(&controls));
    let is_it = |control: &HtmlElement| control.unchecked_ref::<Element>() == target;
    let control = all.find_map(|(at, control)| is_it(&control).then_some(at));
    Some((at, control.unwrap_or(0)))
}

/// The control of a row; its last one where it has fewer.
fn control_at(list: &Element, row: u32, control: u32) -> Option<HtmlElement> {
    let controls = list
        .children()
        .item(row)?
        .query_selector_all(CONTROLS)
        .ok()?;
    let at = control.min(controls.length().saturating_sub(1));
    controls.item(at)?.dyn_into().ok()
}

fn elements(list: &NodeList) -> impl Iterator<Item = HtmlElement> {
    let all = (0..list.length()).filter_map(|at| list.item(at));
    all.filter_map(|node| node.dyn_into().ok())
}
