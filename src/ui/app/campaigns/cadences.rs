//! Whom the rep added to Salesforce's own cadences, by org. Their steps are Salesforce's.

use leptos::prelude::*;

use super::asked::Asked;
use super::form::focus_soon;
use crate::base::{OrgHost, RecordId};
use crate::cadences::{OrgCadences, Target};
use crate::platform::i18n::text;
use crate::ui::components::{
    ButtonKind, FaultView, SteerCadence, cadence_state, last_known, last_known_row, page_target,
};

/// A card for each org that has cadences, as far as is known.
#[component]
pub fn InCadences(
    asked: Asked,
    /// The rep works in several orgs.
    several: Memo<bool>,
) -> impl IntoView {
    let orgs = Memo::new(move |_| {
        asked.cadences.value.with(|all| {
            let there = all.iter().flatten().filter(|of| !of.known.is_empty());
            there.map(|of| of.org.clone()).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || orgs.get() key=Clone::clone let:org>
            <OfOrg org asked several />
        </For>
    }
}

#[component]
fn OfOrg(org: OrgHost, asked: Asked, several: Memo<bool>) -> impl IntoView {
    let of = org.clone();
    let here = last_known(move || {
        asked.cadences.value.with(|all| {
            let mut all = all.iter().flatten();
            all.find(|here| here.org == of)
                .map(|here| here.known.clone())
        })
    });
    let targets = Memo::new(move |_| {
        here.with(|here| {
            here.as_ref()
                .map(|here| here.targets.clone())
                .unwrap_or_default()
        })
    });
    let keys = Memo::new(move |_| {
        targets.with(|all| {
            all.iter()
                .map(|one| one.tracker.clone())
                .collect::<Vec<_>>()
        })
    });
    let fault =
        Memo::new(move |_| here.with(|here: &Option<OrgCadences>| here.as_ref()?.fault.clone()));
    let refresh = Callback::new(move |()| asked.refresh());
    let name = org.to_string();
    let of_fault = org.clone();
    let failed = move || {
        let org = Some(of_fault.clone());
        fault
            .get()
            .map(|fault| view! { <FaultView fault on_retry=refresh org /> })
    };
    let row = move |key: RecordId| {
        let target = last_known_row(move || {
            targets.with(|all| all.iter().find(|one| one.tracker == key).cloned())
        })?;
        let org = org.clone();
        Some(view! { <Row org target /> })
    };
    view! {
        <section
            class="card"
            data-list="cadences"
            tabindex="-1"
            aria-label=text("cadence_group")
        >
            <header>
                <h2>{text("cadence_group")}</h2>
                <p>{text("cadence_page_text")}</p>
                <Show when=move || several.get()>
                    <p>{name.clone()}</p>
                </Show>
            </header>
            <div class="inside notes">{failed}</div>
            <Show when=move || keys.with(Vec::is_empty) && fault.with(Option::is_none)>
                <p class="empty">{text("cadence_page_nobody")}</p>
            </Show>
            <ul class="rows">
                <For each=move || keys.get() key=Clone::clone children=row />
            </ul>
        </section>
    }
}

#[component]
fn Row(org: OrgHost, target: Memo<Target>) -> impl IntoView {
    let (name, who, cadence) = target.with_untracked(|target| {
        let name = target.name.clone();
        (name, target.who.clone(), target.cadence.clone())
    });
    let name = name.unwrap_or_else(|| text("outbox_open_record"));
    let address = format!("https://{org}/{who}");
    view! {
        <li
            class="row"
            data-tracker=target.with_untracked(|target| target.tracker.to_string())
        >
            <div class="grow">
                <p class="strong">
                    <a href=address target=page_target() rel="noopener">
                        {name.clone()}
                    </a>
                </p>
                <p class="small">{cadence}</p>
                <p class="small soft">{move || target.with(cadence_state)}</p>
            </div>
            <SteerCadence org target name look=ButtonKind::Quiet on_gone=|| focus_soon("[data-list=cadences]") />
        </li>
    }
}
