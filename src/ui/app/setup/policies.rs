//! Step 3: the policy for everybody's browsers, for each deploy method.

use leptos::prelude::*;

use super::choices::Choices;
use super::pin::Pin;
use crate::admin::{
    AdminView, Rights,
    setup::{BrowserKind, DeployMethod, PolicyFile, SetupView},
};
use crate::base::stores;
use crate::platform::i18n::{text, text_with};
use crate::ui::{
    app::route::Route,
    components::{CopyButton, Download, Query},
};

#[component]
pub fn Policies(asked: Query<SetupView>, admin: Query<AdminView>) -> impl IntoView {
    let files = Memo::new(move |_| {
        let value = asked.value;
        value.with(|view| {
            let org = view.as_ref().and_then(|view| view.org.as_ref());
            org.map(|org| org.policies.clone()).unwrap_or_default()
        })
    });
    let chosen = RwSignal::new(0_usize);
    let options = move || {
        let option = |(at, file): (usize, PolicyFile)| {
            view! { <option value=at.to_string()>{name_of(&file)}</option> }
        };
        files
            .get()
            .into_iter()
            .enumerate()
            .map(option)
            .collect_view()
    };
    let file = move || files.with(|files| files.get(chosen.get()).cloned());
    let can_invite = Memo::new(move |_| {
        let may = |view: &AdminView| view.orgs.iter().any(|org| Rights::can_invite(org.rights));
        admin.value.with(|view| view.as_ref().is_some_and(may))
    });
    let team = move || {
        can_invite.get().then(|| {
            view! {
                <a class="button" href=Route::Team.address()>
                    {text("setup_to_team")}
                </a>
            }
        })
    };
    let choose = move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0));
    view! {
        <section class="card" data-section="policy">
            <header>
                <h2>{text("setup_policy_title")}</h2>
                <p>{text("setup_policy_text")}</p>
            </header>
            <div class="inside">
                <div class="field">
                    <label for="policy-way">{text("setup_policy_way")}</label>
                    <select id="policy-way" class="input" on:change=choose>
                        {options}
                    </select>
                </div>
                {move || file().map(|file| view! { <File file /> })}
            </div>
            <Choices asked />
            <Pin />
            <HowToCheck />
            <footer class="foot">{team}</footer>
        </section>
    }
}

/// How to see on a device that the policy has arrived.
#[component]
fn HowToCheck() -> impl IntoView {
    view! {
        <div class="inside" data-part="how-to-check">
            <h3>{text("setup_arrived_title")}</h3>
            <p>{text("setup_arrived_text")}</p>
            {["chrome://policy", "edge://policy"].map(|page| view! {
                <p class="to-copy">
                    <code>{page}</code>
                    <CopyButton name=text_with("copy_named", &[page]) content=move |()| page.to_owned() />
                </p>
            })}
            <p>
                {text("setup_arrived_here")} " "
                <a href=Route::Diagnostics.address()>{text("diagnostics_title")}</a>
            </p>
        </div>
    }
}

#[component]
fn File(file: PolicyFile) -> impl IntoView {
    let PolicyFile {
        file: name,
        way,
        browser,
        place,
        text: words,
    } = file;
    // Not every device installs extensions from the other store.
    let until = browser == BrowserKind::Edge && stores::edge_id().is_none();
    let edge = until.then(|| view! { <p class="small">{text("setup_policy_edge")}</p> });
    let content = words.clone();
    let saved = words.clone();
    let label = text_with("setup_policy_download", &[&name]);
    let place = (!place.is_empty()).then(|| {
        view! { <p class="small soft">{text_with("setup_policy_place", &[&place])}</p> }
    });
    view! {
        <p class="small">{text(how_key(way))}</p>
        {place}
        {edge}
        <pre class="policy" tabindex="0">
            {words}
        </pre>
        <div class="buttons">
            <CopyButton content=move |()| content.clone() />
            <Download name kind="application/octet-stream" content=saved label />
        </div>
    }
}

fn name_of(file: &PolicyFile) -> String {
    let browser = match file.browser {
        BrowserKind::Chrome => "Chrome",
        BrowserKind::Edge => "Edge",
    };
    let way = match file.way {
        DeployMethod::Registry => "setup_way_registry",
        DeployMethod::Script => "setup_way_script",
        DeployMethod::GroupPolicy => "setup_way_group_policy",
        DeployMethod::Intune => "setup_way_intune",
        DeployMethod::MacProfile => "setup_way_mac",
        DeployMethod::Linux => "setup_way_linux",
        DeployMethod::GoogleAdmin => "setup_way_google",
    };
    format!("{browser} · {}", text(way))
}

const fn how_key(way: DeployMethod) -> &'static str {
    match way {
        DeployMethod::Registry => "setup_how_registry",
        DeployMethod::Script => "setup_how_script",
        DeployMethod::GroupPolicy => "setup_how_group_policy",
        DeployMethod::Intune => "setup_how_intune",
        DeployMethod::MacProfile => "setup_how_mac",
        DeployMethod::Linux => "setup_how_linux",
        DeployMethod::GoogleAdmin => "setup_how_google",
    }
}
