//! The popup after the set-up: who and which org, the connections' health, the queue.

use leptos::prelude::*;

use super::orgs::Orgs;
use super::wizard::Wizard;
use crate::journal::OutboxItem;
use crate::onboarding::{ConnectionView, HomeView, PopupView};
use crate::platform::i18n::{text, text_with};
use crate::protocol::{GetOutbox, OpenApp, Provider, Topic};
use crate::ui::components::{
    Button, Doing, FaultView, Heading, Icon, Look, OutboxRow, Shape, Stage, ask_and_follow,
    provider_name,
};

/// The org, in the bar.
#[component]
pub fn Org() -> impl IntoView {
    let home = home();
    let org = move || home.get().map(|home| home.org);
    view! { <span class="small soft cut">{org}</span> }
}

fn home() -> Memo<Option<HomeView>> {
    let wizard = expect_context::<Wizard>();
    Memo::new(move |_| {
        wizard.asked.value.with(|view| match view {
            Some(PopupView::Home(home)) => Some(HomeView::clone(home)),
            _ => None,
        })
    })
}

#[component]
pub fn Home() -> impl IntoView {
    let home = home();
    let opening = Doing::new();
    let open = move |route: &'static str| {
        move |()| {
            opening.run(
                OpenApp {
                    route: route.into(),
                },
                |_| (),
            );
        }
    };
    // The queue changes more often than the set-up, so it is asked for by itself.
    let outbox = ask_and_follow(GetOutbox {}, Topic::Outbox);
    let items = Memo::new(move |_| {
        let first = || home.get().map(|home| home.outbox).unwrap_or_default();
        outbox.value.get().unwrap_or_else(first)
    });
    let name = Memo::new(move |_| home.get().map(|home| home.name).unwrap_or_default());
    let orgs = Memo::new(move |_| home.get().map(|home| home.orgs).unwrap_or_default());
    let connections = Memo::new(move |_| {
        let connections = home.get().map(|home| home.connections).unwrap_or_default();
        // Several orgs say each for itself how they are.
        let shown = |connection: &ConnectionView| {
            connection.provider != Provider::Salesforce || orgs.with(Vec::len) < 2
        };
        connections.into_iter().filter(shown).collect()
    });
    let fault = move || {
        let fault = home.get().and_then(|home| home.fault);
        fault.map(|fault| view! { <FaultView fault /> })
    };
    let address = move || {
        let org = home.get().map(|home| home.org).unwrap_or_default();
        format!("https://{org}/")
    };
    view! {
        <main class="body" data-screen="Home">
            {fault}
            <Who name=name.get_untracked() connections />
            <Orgs orgs />
            <Outbox items review=Callback::new(open("#/queue")) />
            {move || opening.fault.get().map(|fault| view! { <FaultView fault /> })}
        </main>
        <footer class="foot">
            <Button look=Look::Quiet on_press=open("#/profile")>
                {text("home_open_app")}
            </Button>
            <a
                class="button primary"
                data-key="primary"
                href=address
                target="_blank"
                rel="noopener"
            >
                {text("launch_salesforce")}
            </a>
        </footer>
    }
}

/// Green is silent: one line for what works, a fault for what does not.
#[component]
fn Who(name: String, connections: Memo<Vec<ConnectionView>>) -> impl IntoView {
    let account = move || {
        let connections = connections.get();
        let mailbox = connections
            .iter()
            .find(|connection| connection.provider != Provider::Salesforce);
        mailbox
            .or(connections.first())
            .map(|connection| connection.account.clone())
    };
    let health = move || {
        let healthy: Vec<String> = connections
            .get()
            .iter()
            .filter(|connection| connection.fault.is_none())
            .map(|connection| provider_name(connection.provider))
            .collect();
        (!healthy.is_empty()).then(|| {
            view! {
                <p class="small health">
                    <Icon shape=Shape::Check class="tone-good" />
                    {text_with("home_connected", &[&healthy.join(", ")])}
                </p>
            }
        })
    };
    let faults = move || {
        let faults = connections
            .get()
            .into_iter()
            .filter_map(|connection| connection.fault);
        faults
            .map(|fault| view! { <FaultView fault /> })
            .collect_view()
    };
    view! {
        <div class="row">
            <Icon shape=Shape::Person class="tone-accent large" />
            <div class="grow">
                <Heading text=name />
                <p class="small soft">{account}</p>
                {health}
            </div>
        </div>
        {faults}
    }
}

/// What needs the rep and what is on its way; the newest three, the rest is in the queue.
#[component]
fn Outbox(items: Memo<Vec<OutboxItem>>, review: Callback<()>) -> impl IntoView {
    const SHOWN: usize = 3;
    let of = move |stage| {
        Memo::new(move |_| {
            items.with(|items| {
                let of_stage = |item: &&OutboxItem| Stage::of(&item.state) == stage;
                items.iter().filter(of_stage).cloned().collect::<Vec<_>>()
            })
        })
    };
    let needs_you = of(Stage::NeedsYou);
    let under_way = of(Stage::UnderWay);
    let needs = move || {
        needs_you.with(|items| {
            let first = items.first()?.subject.clone();
            Some(view! {
                <div class="row">
                    <Icon shape=Shape::Warn class="tone-warn" />
                    <div class="grow">
                        <h2>{count("home_needs_you", items.len())}</h2>
                        <p class="small soft cut">{first}</p>
                    </div>
                    <Button on_press=review>{text("home_review")}</Button>
                </div>
            })
        })
    };
    let going = Memo::new(move |_| under_way.with(Vec::len));
    let quiet = Memo::new(move |_| going.get() == 0 && needs_you.with(Vec::is_empty));
    view! {
        {needs}
        <Show when=move || { going.get() > 0 }>
            <h2>{move || count("home_under_way", going.get())}</h2>
            <ul class="rows">
                <For
                    each=move || under_way.get().into_iter().take(SHOWN)
                    key=|item| (item.intent.clone(), format!("{:?}", item.state))
                    let:item
                >
                    <OutboxRow item />
                </For>
            </ul>
        </Show>
        <Show when=move || quiet.get()>
            <div class="empty">
                <Icon shape=Shape::Check class="large tone-good" />
                <p class="strong">{text("home_quiet_title")}</p>
                <p>{text("home_quiet_text")}</p>
            </div>
        </Show>
    }
}

fn count(key: &str, n: usize) -> String {
    if n == 1 {
        text(&format!("{key}_one"))
    } else {
        text_with(&format!("{key}_other"), &[&n.to_string()])
    }
}
