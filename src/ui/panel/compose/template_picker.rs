//! The templates: found, looked at, put into the mail, and made of it.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::caret::Caret;
use super::filled::fill;
use super::marked::Marked;
use super::save_template::SaveAsTemplate;
use crate::actions::{FilledMail, SendEmail};
use crate::base::Fault;
use crate::library::{LibraryView, Mark, Shown, Template, arranged, categories};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    messages::ask,
};
use crate::protocol::{GetTemplates, MarkTemplate};
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, MailFrame, Shape, Skeleton, ToolButton, cleaned,
    kept_in, live, modal,
};
use crate::ui::panel::form::Draft;

/// The field of the rep's signature.
const SIGNATURE: &str = "{{my_signature}}";

/// What the dialog shows.
#[derive(Clone, PartialEq)]
enum Step {
    List,
    Preview(Box<Template>),
    Save,
}

/// A button that opens the templates in a dialog.
#[component]
pub fn TemplatePicker(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// Where the rep writes.
    caret: Caret,
    /// The fields in the text.
    marked: Marked,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    let open = move |()| {
        caret.keep();
        opened.set(true);
    };
    view! {
        <span on:mousedown=|event| event.prevent_default()>
            <Button small=true on_press=open>
                {text("templates_button")}
            </Button>
        </span>
        <Show when=move || opened.get()>
            <Templates record draft caret marked opened />
        </Show>
    }
}

#[component]
fn Templates(
    record: RwSignal<RecordView>,
    draft: Draft,
    caret: Caret,
    marked: Marked,
    opened: RwSignal<bool>,
) -> impl IntoView {
    let (dialog, close) = modal();
    let org = record.with_untracked(|record| record.facts.record.org.clone());
    let step = RwSignal::new(Step::List);
    let found = RwSignal::new(None::<Result<LibraryView, Fault>>);
    let load = {
        let org = org.clone();
        Callback::new(move |refresh: bool| {
            let org = org.clone();
            spawn_local(async move {
                found.try_set(Some(ask(GetTemplates { org, refresh }).await));
            });
        })
    };
    load.run(false);
    let live = live();
    let marking = Command::new();
    let of = StoredValue::new(org);
    let mark = Callback::new(move |(id, mark): (String, Mark)| {
        let org = of.get_value();
        marking.run(MarkTemplate { org, id, mark }, move |_| load.run(false));
    });
    let used = move |id: String| {
        let mark = MarkTemplate {
            org: of.get_value(),
            id,
            mark: Mark::Used,
        };
        Command::new().run(mark, |_| ());
    };
    let put = Callback::new(move |(template, whole): (Template, bool)| {
        used(template.id.clone());
        let name = template.text.name.clone();
        let text = template.text;
        spawn_local(async move {
            let html = cleaned(&text.html).await;
            close();
            opened.try_set(false);
            marked.select_prompt_soon();
            if whole || draft.read_now(SendEmail::is_untouched) {
                draft.edit(|mail: &mut SendEmail| {
                    mail.subject = text.subject;
                    mail.html = match (whole, html.contains(SIGNATURE)) {
                        (true, true) => html,
                        (true, false) => format!("{html}<p>{SIGNATURE}</p>"),
                        // It stands below already.
                        (false, true) if !mail.html.is_empty() => {
                            format!("{}{}", html.replace(SIGNATURE, ""), mail.html)
                        }
                        (false, _) => format!("{html}{}", mail.html),
                    };
                });
            } else {
                caret.insert_html(&html);
                draft.edit(|mail: &mut SendEmail| {
                    if mail.subject.trim().is_empty() {
                        mail.subject = text.subject;
                    }
                });
            }
            live.say(text_with("templates_inserted", &[&name]));
        });
    });
    let choose = Callback::new(move |template: Template| {
        if draft.read_now(SendEmail::is_untouched) {
            put.run((template, false));
        } else {
            step.set(Step::Preview(Box::new(template)));
        }
    });
    let look = Callback::new(move |template: Template| step.set(Step::Preview(Box::new(template))));
    let shown = move || match step.get() {
        Step::List => match found.get() {
            None => view! { <Skeleton blocks=2 /> }.into_any(),
            Some(Err(fault)) => {
                let again = Callback::new(move |()| load.run(true));
                view! { <FaultView fault on_retry=again /> }.into_any()
            }
            Some(Ok(library)) => view! { <List library choose look mark /> }.into_any(),
        },
        Step::Preview(template) => {
            let back = Callback::new(move |()| step.set(Step::List));
            view! { <Looked record draft template=*template put back /> }.into_any()
        }
        Step::Save => {
            let categories = found.with_untracked(|found| match found {
                Some(Ok(library)) => in_use(&library.templates),
                _ => Vec::new(),
            });
            let done = Callback::new(move |()| {
                close();
                opened.try_set(false);
            });
            let back = Callback::new(move |()| step.set(Step::List));
            view! { <SaveAsTemplate org=of.get_value() draft categories done back /> }.into_any()
        }
    };
    view! {
        <dialog
            class="dialog templates"
            node_ref=dialog
            aria-label=text("templates_title")
            on:close=move |_| opened.set(false)
        >
            <h2>{text("templates_title")}</h2>
            {move || marking.fault.get().map(|fault| view! { <FaultView fault /> })}
            {shown}
            <div class="buttons">
                {move || {
                    (step.get() == Step::List)
                        .then(|| {
                            view! {
                                <Button look=ButtonKind::Quiet on_press=move |()| step.set(Step::Save)>
                                    {text("templates_save_as")}
                                </Button>
                                <Button on_press=move |()| close()>{text("close")}</Button>
                            }
                        })
                }}
            </div>
        </dialog>
    }
}

#[component]
fn List(
    library: LibraryView,
    choose: Callback<Template>,
    look: Callback<Template>,
    mark: Callback<(String, Mark)>,
) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let category = RwSignal::new(String::new());
    let all = StoredValue::new(library.templates);
    let kept_in = text(kept_in(library.home));
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let found = Memo::new(move |_| {
        let shown = Shown {
            words: words.get(),
            category: category.get(),
            ..Shown::default()
        };
        all.with_value(|all| arranged(all, &shown))
    });
    let is_empty = all.with_value(Vec::is_empty);
    let options = all.with_value(|all| in_use(all));
    let option = |name: String| view! { <option value=name.clone()>{name.clone()}</option> };
    view! {
        <div class="filters">
            <input
                class="input"
                type="search"
                aria-label=text("templates_find")
                placeholder=text("templates_find")
                node_ref=input
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=move |event: ev::KeyboardEvent| {
                    let first = found.with_untracked(|found| found.first().cloned());
                    if let (true, Some(first)) = (event.key() == "Enter" && !event.is_composing(), first) {
                        event.prevent_default();
                        choose.run(first);
                    }
                }
            />
            {(!options.is_empty())
                .then(|| {
                    view! {
                        <select
                            class="input"
                            aria-label=text("templates_category")
                            on:change=move |event| category.set(event_target_value(&event))
                        >
                            <option value="">{text("templates_all")}</option>
                            {options.into_iter().map(option).collect_view()}
                        </select>
                    }
                })}
        </div>
        <ul class="rows" role="list">
            {move || {
                let row = |template| view! { <Row template choose look mark /> };
                found.get().into_iter().map(row).collect_view()
            }}
        </ul>
        <p class="small soft" role="status">
            {move || {
                let nothing = found.with(Vec::is_empty);
                let key = if is_empty { "templates_empty" } else { "templates_none_found" };
                nothing.then(|| text(key))
            }}
        </p>
        <p class="small soft">{kept_in}</p>
    }
}

#[component]
fn Row(
    template: Template,
    choose: Callback<Template>,
    look: Callback<Template>,
    mark: Callback<(String, Mark)>,
) -> impl IntoView {
    let kept = StoredValue::new(template.clone());
    let marks = template.marks;
    let toggle = move |make: fn(bool) -> Mark, on: bool| {
        move |()| mark.run((kept.with_value(|template| template.id.clone()), make(!on)))
    };
    let name = template.text.name;
    let subject = template.text.subject.clone();
    let label = |key: &str| text_with(key, &[&name]);
    view! {
        <li class="row">
            <button type="button" class="pick-template" on:click=move |_| choose.run(kept.get_value())>
                <span class="strong cut" title=name.clone()>
                    {name.clone()}
                </span>
                <span class="small soft cut" title=template.text.subject>
                    {subject}
                </span>
                {(!template.text.category.is_empty())
                    .then(|| view! { <span class="small soft">{template.text.category}</span> })}
            </button>
            <span class="end">
                <ToolButton
                    label=label("templates_favorite")
                    shape=Shape::Star
                    pressed=marks.favorite
                    on_press=toggle(Mark::Favorite, marks.favorite)
                />
                <ToolButton
                    label=label("templates_pin")
                    shape=Shape::Pin
                    pressed=marks.pinned
                    on_press=toggle(Mark::Pinned, marks.pinned)
                />
                <ToolButton
                    label=label("templates_preview_of")
                    shape=Shape::FocusTarget
                    on_press=move |()| look.run(kept.get_value())
                />
            </span>
        </li>
    }
}

/// A template with this person's data.
#[component]
fn Looked(
    record: RwSignal<RecordView>,
    draft: Draft,
    template: Template,
    put: Callback<(Template, bool)>,
    back: Callback<()>,
) -> impl IntoView {
    let filled = RwSignal::new(None::<Result<FilledMail, Fault>>);
    let kept = StoredValue::new(template.clone());
    let load = Callback::new(move |()| {
        let text = kept.with_value(|template| template.text.clone());
        let mail = draft.read_now(SendEmail::clone);
        filled.set(None);
        spawn_local(async move {
            let html = cleaned(&text.html).await;
            let mail = SendEmail {
                subject: text.subject,
                html,
                ..mail
            };
            filled.try_set(Some(fill(record, mail).await));
        });
    });
    load.run(());
    let name = template.text.name;
    let title = text_with("compose_preview_of", &[&name]);
    let shown = move || match filled.get() {
        None => view! { <Skeleton blocks=1 /> }.into_any(),
        Some(Err(fault)) => view! { <FaultView fault on_retry=load /> }.into_any(),
        Some(Ok(filled)) => {
            let unfilled = filled.unfilled.join(", ");
            view! {
                <p class="strong">{filled.subject}</p>
                <MailFrame title=title.clone() html=filled.html />
                {(!unfilled.is_empty())
                    .then(|| view! { <p class="small">{text_with("fields_not_filled", &[&unfilled])}</p> })}
            }
            .into_any()
        }
    };
    let press = move |whole| move |()| put.run((kept.get_value(), whole));
    let heading = NodeRef::<html::H3>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    view! {
        <section class="looked">
            <h3 tabindex="-1" node_ref=heading>{name}</h3>
            {shown}
        </section>
        <div class="buttons">
            <Button look=ButtonKind::Quiet on_press=back>{text("back")}</Button>
            <Button on_press=press(true)>{text("templates_replace")}</Button>
            <Button look=ButtonKind::Primary on_press=press(false)>{text("templates_insert")}</Button>
        </div>
    }
}

/// The categories of the templates that are not put away.
fn in_use(templates: &[Template]) -> Vec<String> {
    categories(templates.iter().filter(|template| !template.archived))
}
