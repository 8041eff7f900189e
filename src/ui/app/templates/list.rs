//! The list, with what it can be limited to.

use leptos::prelude::*;
use std::time::Duration;

use crate::base::OrgHost;
use crate::base::time::days;
use crate::library::{LibraryView, Mark, Shown, Template, TemplateText, arranged, categories};
use crate::platform::{
    i18n::{text, text_with},
    now,
};
use crate::protocol::MarkTemplate;
use crate::ui::components::{Button, Command, FaultView, Query, Shape, ToolButton, origin};

/// What of a template is written in place of the list.
#[derive(Clone)]
pub enum Editing {
    /// All that it says.
    Text(Template),
    /// For which records it is recommended.
    Conditions(Template),
}

/// A template that was not used for so long may be put away.
const LONG: Duration = days(90);

#[component]
pub fn List(org: OrgHost, asked: Query<LibraryView>, edit: Callback<Editing>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let category = RwSignal::new(String::new());
    let archived = RwSignal::new(false);
    let unused = RwSignal::new(false);
    let marking = Command::new();
    let mark = Callback::new(move |(id, mark): (String, Mark)| {
        let org = org.clone();
        marking.run(MarkTemplate { org, id, mark }, move |_| asked.again());
    });
    let all = Memo::new(move |_| {
        let templates =
            |view: &Option<LibraryView>| view.as_ref().map(|view| view.templates.clone());
        asked.value.with(templates).unwrap_or_default()
    });
    let found = Memo::new(move |_| {
        let shown = Shown {
            words: words.get(),
            category: category.get(),
            archived: archived.get(),
            unused_since: unused.get().then(|| now().before(LONG)),
        };
        all.with(|all| arranged(all, &shown))
    });
    let options = Memo::new(move |_| all.with(|all| categories(all)));
    let option = |name: String| view! { <option value=name.clone()>{name.clone()}</option> };
    let fresh = move |()| {
        edit.run(Editing::Text(Template {
            id: String::new(),
            text: TemplateText::default(),
            own: true,
            shared_by: None,
            archived: false,
            marks: Default::default(),
            conditions: Vec::new(),
        }));
    };
    let check = move |name: &'static str, on: RwSignal<bool>| {
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=on on:change=move |event| on.set(event_target_checked(&event)) />
                {text(name)}
            </label>
        }
    };
    view! {
        <section class="card templates">
            <div class="inside">
                <div class="filters">
                    <input
                        class="input"
                        type="search"
                        aria-label=text("templates_find")
                        placeholder=text("templates_find")
                        on:input=move |event| words.set(event_target_value(&event))
                    />
                    <select
                        class="input"
                        aria-label=text("templates_category")
                        on:change=move |event| category.set(event_target_value(&event))
                    >
                        <option value="">{text("templates_all")}</option>
                        {move || options.get().into_iter().map(option).collect_view()}
                    </select>
                    {check("templates_archived", archived)} {check("templates_unused", unused)}
                </div>
                {move || marking.fault.get().map(|fault| view! { <FaultView fault /> })}
                <ul class="rows all" role="list">
                    {move || {
                        let row = |template| view! { <Row template mark edit /> };
                        found.get().into_iter().map(row).collect_view()
                    }}
                </ul>
                <p class="small soft" role="status">
                    {move || {
                        let nothing = found.with(Vec::is_empty);
                        let key = if all.with(Vec::is_empty) { "templates_empty" } else { "templates_none_found" };
                        nothing.then(|| text(key))
                    }}
                </p>
            </div>
            <footer class="foot">
                <Button on_press=fresh>{text("templates_new")}</Button>
            </footer>
        </section>
    }
}

#[component]
fn Row(
    template: Template,
    mark: Callback<(String, Mark)>,
    edit: Callback<Editing>,
) -> impl IntoView {
    let kept = StoredValue::new(template.clone());
    let origin = origin(&template);
    let has_conditions = !template.conditions.is_empty();
    let Template {
        text: words,
        own,
        archived,
        marks,
        ..
    } = template;
    let press = move |what: Mark| mark.run((kept.with_value(|template| template.id.clone()), what));
    let name = words.name;
    let tool = move |key: &str, name: &str, shape: Shape, on: bool, what: Mark| {
        let label = text_with(key, &[name]);
        view! { <ToolButton label shape pressed=on on_press=move |()| press(what.clone()) /> }
    };
    let put_away = if archived {
        "templates_restore"
    } else {
        "templates_archive"
    };
    let subject = words.subject.clone();
    view! {
        <li class="row">
            <span class="pick-template">
                <span class="strong cut" title=name.clone()>
                    {name.clone()}
                </span>
                <span class="small soft cut" title=words.subject>
                    {subject}
                </span>
                <span class="small soft">{origin}</span>
                {has_conditions.then(|| view! { <span class="small soft">{text("templates_has_conditions")}</span> })}
            </span>
            <span class="end">
                <Button
                    small=true
                    name=format!("{}: {name}", text("templates_recommend"))
                    on_press=move |()| edit.run(Editing::Conditions(kept.get_value()))
                >
                    {text("templates_recommend")}
                </Button>
                {tool("templates_favorite", &name, Shape::Star, marks.favorite, Mark::Favorite(!marks.favorite))}
                {tool("templates_pin", &name, Shape::Pin, marks.pinned, Mark::Pinned(!marks.pinned))}
                {own
                    .then(|| {
                        view! {
                            <Button
                                small=true
                                name=text_with("templates_edit_of", &[&name])
                                on_press=move |()| edit.run(Editing::Text(kept.get_value()))
                            >
                                {text("compose_edit")}
                            </Button>
                            <Button
                                small=true
                                name=format!("{}: {name}", text(put_away))
                                on_press=move |()| press(Mark::Archived(!archived))
                            >
                                {text(put_away)}
                            </Button>
                        }
                    })}
            </span>
        </li>
    }
}
