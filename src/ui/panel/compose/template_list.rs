//! The templates in the dialog of the form: searched, the recommended ones first.

use leptos::{ev, html, prelude::*};

use crate::library::{LibraryView, Mark, Shown, Template, arranged, categories};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Shape, ToolButton, kept_in, origin};

/// What the list is narrowed to; it outlasts the list, which is drawn again with each mark.
#[derive(Clone, Copy)]
pub struct Narrowed {
    words: RwSignal<String>,
    category: RwSignal<String>,
    /// Whether the search has had the focus.
    focused: StoredValue<bool>,
}

impl Narrowed {
    /// To nothing.
    pub fn new() -> Self {
        Self {
            words: RwSignal::new(String::new()),
            category: RwSignal::new(String::new()),
            focused: StoredValue::new(false),
        }
    }
}

/// The templates that can be chosen, with the search.
#[component]
pub fn TemplateList(
    /// The rep's templates.
    library: LibraryView,
    /// The ids of those that are recommended.
    recommended: Vec<String>,
    /// What it is narrowed to.
    narrowed: Narrowed,
    /// Called with the chosen one.
    choose: Callback<Template>,
    /// Called with one to be looked at.
    look: Callback<Template>,
    /// Called with a mark.
    mark: Callback<(String, Mark)>,
) -> impl IntoView {
    let Narrowed {
        words,
        category,
        focused,
    } = narrowed;
    let all = StoredValue::new(library.templates);
    let kept_in = text(kept_in(library.home));
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get().filter(|_| !focused.get_value()) {
            let _ = input.focus();
            focused.set_value(true);
        }
    });
    let found = Memo::new(move |_| {
        let shown = Shown {
            words: words.get(),
            category: category.get(),
            ..Shown::default()
        };
        let found = all.with_value(|all| arranged(all, &shown));
        let is_recommended = |template: &Template| recommended.contains(&template.id);
        found.into_iter().partition::<Vec<_>, _>(is_recommended)
    });
    let list = move |templates: Vec<Template>| {
        let row = |template| view! { <Row template choose look mark /> };
        view! { <ul class="rows" role="list">{templates.into_iter().map(row).collect_view()}</ul> }
    };
    let lists = move || {
        let (first, others) = found.get();
        if first.is_empty() {
            return list(others).into_any();
        }
        let heading = (!others.is_empty()).then(|| view! { <h3>{text("templates_others")}</h3> });
        view! {
            <h3>{text("templates_recommended")}</h3>
            {list(first)}
            {heading}
            {list(others)}
        }
        .into_any()
    };
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
                prop:value=words
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=move |event: ev::KeyboardEvent| {
                    let first = found.with_untracked(|(first, others)| first.first().or(others.first()).cloned());
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
                            prop:value=category
                            on:change=move |event| category.set(event_target_value(&event))
                        >
                            <option value="">{text("templates_all")}</option>
                            {options.into_iter().map(option).collect_view()}
                        </select>
                    }
                })}
        </div>
        <div class="lists">{lists}</div>
        <p class="small soft" role="status">
            {move || {
                let nothing = found.with(|(first, others)| first.is_empty() && others.is_empty());
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
    let origin = origin(&template);
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
                {(!origin.is_empty()).then(|| view! { <span class="small soft">{origin}</span> })}
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

/// The categories of the templates that are not put away.
pub fn in_use(templates: &[Template]) -> Vec<String> {
    categories(templates.iter().filter(|template| !template.archived))
}
