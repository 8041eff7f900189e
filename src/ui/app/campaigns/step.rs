//! The fields of a step.

use leptos::prelude::*;

use super::field_menu::FieldMenu;
use super::form::{Form, fault_id, focus_soon};
use super::template::UseTemplate;
use super::words;
use crate::campaigns::{MOST_DAYS, StepDraft, StepKind};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Caret, Confirm, Editor, Shape, ToolButton, live};

#[component]
pub fn StepFields(id: u32, form: Form) -> impl IntoView {
    let draft = form.draft;
    let place = Memo::new(move |_| draft.with(|draft| draft.place(id)));
    // While it is being removed, it has no place any more.
    let field = move |name: &str| match place.get() {
        Some(place) => format!("steps.{place}.{name}"),
        None => String::new(),
    };
    let get = move |read: fn(&StepDraft) -> String| {
        Signal::derive(move || draft.with(|draft| draft.step(id).map(read).unwrap_or_default()))
    };
    let put = move |change: fn(&mut StepDraft) -> &mut String, value: String| {
        form.change(|draft| draft.edit(id, |step| *change(step) = value));
    };
    let kind = Memo::new(move |_| {
        draft.with(|draft| draft.step(id).map_or(StepKind::Mail, |step| step.kind))
    });
    let is_mail = Memo::new(move |_| kind.get().is_mail());
    let number = move || place.get().map_or(0, |place| place + 1).to_string();
    let title = move || text_with("campaigns_step", &[&number()]);
    let choose = move |event| {
        if let Some(kind) = StepKind::of_name(&event_target_value(&event)) {
            form.change(|draft| draft.edit(id, |step| step.kind = kind));
        }
    };
    let option = move |of: StepKind| {
        let name = of.name();
        view! {
            <option value=name prop:selected=move || kind.get() == of>
                {text(words::kind(of))}
            </option>
        }
    };
    let about = move || {
        let key = match kind.get() {
            StepKind::Mail => "campaigns_kind_mail_text",
            StepKind::CheckedMail => "campaigns_kind_checked_text",
            StepKind::Call | StepKind::InMail | StepKind::Other => "campaigns_kind_task_text",
        };
        text(key)
    };
    let line = move |name: &'static str,
                     label: &'static str,
                     read: fn(&StepDraft) -> String,
                     change: fn(&mut StepDraft) -> &mut String| {
        let own = format!("campaign-step-{id}-{name}");
        view! {
            <div class="field" data-field=name>
                <label for=own.clone()>{text(label)}</label>
                <input
                    id=own
                    class="input"
                    type="text"
                    autocomplete="off"
                    aria-invalid=move || form.invalid(&field(name))
                    aria-describedby=move || fault_id(&field(name))
                    prop:value=get(read)
                    on:input=move |event| put(change, event_target_value(&event))
                />
                {form.wrong(move || field(name))}
            </div>
        }
    };
    let can_follow =
        Memo::new(move |_| kind.get().is_mail() && draft.with(|draft| draft.has_mail_before(id)));
    let in_thread = move || draft.with(|draft| draft.step(id).is_some_and(|step| step.in_thread));
    let thread = move || {
        let follow = move |event| {
            let on = event_target_checked(&event);
            form.change(|draft| draft.edit(id, |step| step.in_thread = on));
        };
        can_follow.get().then(|| {
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=in_thread on:change=follow />
                    <span>
                        {text("campaigns_in_thread")}
                        <span class="small soft">{text("campaigns_in_thread_text")}</span>
                    </span>
                </label>
            }
        })
    };
    let html = get(|step| step.html.clone());
    let caret = Caret::within(&format!("[data-step='{id}']"));
    let mail = move || {
        view! {
            <div class="pair">
                <UseTemplate id form />
                <FieldMenu id caret />
            </div>
            {thread}
            {line("subject", "compose_subject", |step| step.subject.clone(), |step| &mut step.subject)}
            <div class="field" data-field="html" data-invalid=move || form.invalid(&field("html"))>
                <Editor
                    label=text("compose_text")
                    html
                    on_change=move |html: String| put(|step| &mut step.html, html)
                />
                {form.wrong(move || field("html"))}
            </div>
        }
    };
    let task = move || {
        let notes = format!("campaign-step-{id}-notes");
        view! {
            {line("subject", "campaigns_task_subject", |step| step.subject.clone(), |step| &mut step.subject)}
            <div class="field">
                <label for=notes.clone()>{text("campaigns_task_notes")}</label>
                <textarea
                    id=notes
                    class="input"
                    rows="3"
                    aria-invalid=move || form.invalid(&field("notes"))
                    aria-describedby=move || fault_id(&field("notes"))
                    prop:value=get(|step| step.notes.clone())
                    on:input=move |event| put(|step| &mut step.notes, event_target_value(&event))
                ></textarea>
                {form.wrong(move || field("notes"))}
            </div>
        }
    };
    let (of_kind, of_day) = (
        format!("campaign-step-{id}-kind"),
        format!("campaign-step-{id}-day"),
    );
    view! {
        <li class="step" data-step=id.to_string() aria-label=title on:focusin=move |event| caret.follow(&event)>
            <header>
                <h3>{title}</h3>
                <Tools id form title=Signal::derive(title) />
            </header>
            <div class="pair">
                <div class="field">
                    <label for=of_kind.clone()>{text("campaigns_step_kind")}</label>
                    <select id=of_kind class="input" on:change=choose>
                        {StepKind::ALL.map(option).collect_view()}
                    </select>
                </div>
                <div class="field day">
                    <label for=of_day.clone()>{text("campaigns_step_day")}</label>
                    <input
                        id=of_day
                        class="input"
                        type="number"
                        min="1"
                        max=MOST_DAYS.to_string()
                        aria-invalid=move || form.invalid(&field("day"))
                        aria-describedby=move || fault_id(&field("day"))
                        prop:value=get(|step| step.day.clone())
                        on:input=move |event| put(|step| &mut step.day, event_target_value(&event))
                    />
                </div>
            </div>
            {form.wrong(move || field("day"))}
            <p class="small soft">{about}</p>
            {move || match is_mail.get() {
                true => mail().into_any(),
                false => task().into_any(),
            }}
        </li>
    }
}

/// Up, down, remove. A step in which something is written is removed only after a question.
#[component]
fn Tools(id: u32, form: Form, title: Signal<String>) -> impl IntoView {
    let draft = form.draft;
    let live = live();
    let asking = RwSignal::new(false);
    let place = move || draft.with(|draft| (draft.place(id), draft.steps.len()));
    let first = Signal::derive(move || place().0 == Some(0));
    let last = Signal::derive(move || {
        let (place, all) = place();
        place.is_none_or(|place| place + 1 == all)
    });
    let shift = move |up: bool| {
        let stays = if up { first } else { last };
        if stays.get_untracked() {
            return;
        }
        form.change(|draft| draft.shift(id, up));
        // The moved element lost the focus.
        let button = if up { 1 } else { 2 };
        focus_soon(&format!("[data-step='{id}'] .tool:nth-child({button})"));
        live.say(title.get_untracked());
    };
    let remove = move |()| {
        let beside = form.change(|draft| draft.remove(id)).flatten();
        match beside {
            Some(beside) => focus_soon(&format!("[data-step='{beside}'] select")),
            None => focus_soon("[data-part='steps'] .button"),
        }
    };
    let ask = move |()| {
        let blank = draft.with_untracked(|draft| draft.step(id).is_none_or(StepDraft::is_blank));
        match blank {
            true => remove(()),
            false => asking.set(true),
        }
    };
    let tool = move |key: &'static str| format!("{}: {}", text(key), title.get_untracked());
    view! {
        <span class="tools">
            <ToolButton label=tool("campaigns_step_up") shape=Shape::Up disabled=first on_press=move |()| shift(true) />
            <ToolButton
                label=tool("campaigns_step_down")
                shape=Shape::Down
                disabled=last
                on_press=move |()| shift(false)
            />
            <ToolButton label=tool("campaigns_step_remove") shape=Shape::Close on_press=ask />
        </span>
        {move || {
            asking
                .get()
                .then(|| {
                    view! {
                        <Confirm
                            open=asking
                            title=title.get_untracked()
                            words=text("campaigns_step_remove_text")
                            verb=text("campaigns_step_remove")
                            on_yes=remove
                        />
                    }
                })
        }}
    }
}
