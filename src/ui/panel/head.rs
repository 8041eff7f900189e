//! The head: the acting user, and the record's name. It stays in place while the rest scrolls.

use leptos::prelude::*;

use super::more::More;
use super::opt_outs::OptOuts;
use super::state::PanelState;
use super::width::own_width;
use crate::insight::Moment;
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl, side_panel,
};
use crate::protocol::SetPanel;
use crate::salesforce::OptOut;
use crate::ui::components::{Command, Flames, Icon, Shape, Stars};

/// Name, marks, title and company, and the children.
#[component]
pub fn Head(
    /// The record.
    record: RwSignal<RecordView>,
    /// Content below the name: the moment and the actions, or nothing.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = Memo::new(move |_| record.with(|record| record.facts.name.clone()));
    let line = Memo::new(move |_| record.with(title_and_company));
    let marks = Memo::new(move |_| record.with(|record| record.facts.marks));
    // Those of an account's or opportunity's people are shown beside each person.
    let opt_out = Memo::new(move |_| {
        record.with(|record| {
            let person = record
                .facts
                .people
                .first()
                .filter(|_| record.facts.record.object.is_person());
            person
                .map(|person| person.opt_out.clone())
                .filter(|of| *of != OptOut::default())
        })
    });
    view! {
        <header class="head">
            <div class="top">
                <Acting record />
                <More />
                <Collapse />
            </div>
            <div data-tour="who">
            <div class="who">
                <h1>{name}</h1>
                {move || {
                    marks
                        .get()
                        .map(|marks| view! { <Stars count=marks.stars /> <Flames count=marks.flames /> })
                }}
            </div>
            {move || {
                opt_out.get().map(|of| view! { <p class="opt-out-line"><OptOuts of with_unread=true /></p> })
            }}
            {move || line.get().map(|line| view! { <p class="soft line">{line}</p> })}
            </div>
            {children.map(|children| children())}
        </header>
    }
}

/// "Acting as Jo Devries · acme", with a badge for a sandbox.
#[component]
fn Acting(record: RwSignal<RecordView>) -> impl IntoView {
    let acting = Memo::new(move |_| {
        record.with(|record| (record.acting.name.clone(), record.acting.org.clone()))
    });
    move || {
        let (name, org) = acting.get();
        let words = text_with("panel_acting_as", &[&name]);
        let whole = format!("{words} · {org}");
        view! {
            <p class="small soft acting" title=whole>
                <span class="cut">{words} " · " {org.short_name().to_owned()}</span>
                {org.is_sandbox().then(|| view! { <span class="badge">{text("panel_sandbox")}</span> })}
            </p>
        }
    }
}

/// "Priority 1 · Score 87 · Owner: Mia Chen", and the way to Marketo.
#[component]
pub fn Facts(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let facts = Memo::new(move |_| {
        record.with(|record| (record.facts.marketo.clone(), record.facts.owner.clone()))
    });
    move || {
        let (marketo, owner) = facts.get();
        let number = |key: &str, value: Option<i32>| {
            let value = usize::try_from(value?).ok()?;
            Some(text_with(key, &[&intl::number(value)]))
        };
        let parts = [
            number("head_priority", marketo.priority),
            number("head_score", marketo.score),
            owner.map(|owner| text_with("head_owner", &[&owner])),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let link = marketo.link.map(|href| {
            view! { <a href=href target="_blank" rel="noopener noreferrer">{text("head_view_in_marketo")}</a> }
        });
        let some = !parts.is_empty() || link.is_some();
        some.then(|| {
            let parts = parts.into_iter().map(|part| view! { <span>{part}</span> });
            view! { <p class="head-facts small soft">{parts.collect_view()} {link}</p> }
        })
    }
}

/// The last interesting moment and its age; without Marketo's fields, what they would show.
#[component]
pub fn MomentLine(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let moment = Memo::new(move |_| record.with(|record| record.facts.moment.clone()));
    let missing = Memo::new(move |_| {
        record
            .with(|record| record.facts.record.object.is_person() && !record.facts.marketo.is_there)
    });
    let age = move |moment: &Moment| moment.at.map(|at| intl::ago(at, state.now.get()));
    move || {
        if missing.get() {
            let words = view! {
                <p class="small soft moment">
                    <Icon shape=Shape::Info />
                    <span>{text("marketo_missing")}</span>
                </p>
            };
            return Some(words.into_any());
        }
        moment.get().map(|moment| {
            let title = moment.at.map(intl::date_time);
            let kind = moment.kind.clone();
            view! {
                <p class="small moment" title=title>
                    <Icon shape=Shape::FocusTarget class="soft" />
                    <span>
                        <span class="hidden-text">{text("panel_last_moment")} ": "</span>
                        {moment.description.clone()}
                        <span class="soft">
                            {kind.map(|kind| format!(" · {kind}"))}
                            {move || age(&moment).map(|age| format!(" · {age}"))}
                        </span>
                    </span>
                </p>
            }
            .into_any()
        })
    }
}

/// The button that collapses the panel.
#[component]
pub fn Collapse() -> impl IntoView {
    let doing = Command::new();
    let collapse = move |_| {
        let (collapsed, width) = (true, own_width());
        doing.run(SetPanel { collapsed, width }, |_| ());
    };
    let label = text("panel_collapse");
    // The side panel is closed by the browser's own button.
    (!side_panel::in_side_panel()).then(|| {
        view! {
            <button type="button" class="tool collapse" aria-label=label.clone() title=label on:click=collapse>
                <Icon shape=Shape::Back />
            </button>
        }
    })
}

fn title_and_company(record: &RecordView) -> Option<String> {
    let parts: Vec<&str> = [
        record.facts.title.as_deref(),
        record.facts.company.as_deref(),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.is_empty())
    .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}
