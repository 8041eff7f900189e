//! The popup after the set-up: who and which org, the connections' health, the queue.

use leptos::prelude::*;

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
    let connections =
        Memo::new(move |_| home.get().map(|home| home.connections).unwrap_or_default());
    let address = move || {
        let org = home.get().map(|home| home.org).unwrap_or_default();
        format!("https://{org}/")
    };
    view! {
        <main class="body" data-screen="Home">
            {move || view! { <Who name=name.get() connections=connections.get() /> }}
            {move || view! { <Outbox items=items.get() review=Callback::new(open("#/queue")) /> }}
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
fn Who(name: String, connections: Vec<ConnectionView>) -> impl IntoView {
    let account = connections
        .iter()
        .find(|connection| connection.provider != Provider::Salesforce)
        .or(connections.first())
        .map(|connection| connection.account.clone());
    let healthy: Vec<String> = connections
        .iter()
        .filter(|connection| connection.fault.is_none())
        .map(|connection| provider_name(connection.provider))
        .collect();
    let faults = connections
        .into_iter()
        .filter_map(|connection| connection.fault)
        .map(|fault| view! { <FaultView fault /> })
        .collect_view();
    let health = (!healthy.is_empty()).then(|| text_with("home_connected", &[&healthy.join(", ")]));
    view! {
        <div class="row">
            <Icon shape=Shape::Person class="tone-accent large" />
            <div class="grow">
                <Heading text=name />
                <p class="small soft">{account}</p>
                {health
                    .map(|health| {
                        view! {
                            <p class="small health">
                                <Icon shape=Shape::Check class="tone-good" />
                                {health}
                            </p>
                        }
                    })}
            </div>
        </div>
        {faults}
    }
}

/// What needs the rep and what is on its way; the newest three, the rest is in the queue.
#[component]
fn Outbox(items: Vec<OutboxItem>, review: Callback<()>) -> impl IntoView {
    const SHOWN: usize = 3;
    let of = |stage| {
        items
            .iter()
            .filter(|item| Stage::of(&item.state) == stage)
            .cloned()
            .collect::<Vec<_>>()
    };
    let needs_you = of(Stage::NeedsYou);
    let under_way = of(Stage::UnderWay);
    if needs_you.is_empty() && under_way.is_empty() {
        return view! {
            <div class="empty">
                <Icon shape=Shape::Check class="large tone-good" />
                <p class="strong">{text("home_quiet_title")}</p>
                <p>{text("home_quiet_text")}</p>
            </div>
        }
        .into_any();
    }
    let needs = (!needs_you.is_empty()).then(|| {
        view! {
            <div class="row">
                <Icon shape=Shape::Warn class="tone-warn" />
                <div class="grow">
                    <h2>{count("home_needs_you", needs_you.len())}</h2>
                    <p class="small soft cut">{first_subject(&needs_you)}</p>
                </div>
                <Button on_press=review>{text("home_review")}</Button>
            </div>
        }
    });
    let going = (!under_way.is_empty()).then(|| {
        let heading = count("home_under_way", under_way.len());
        let rows = under_way
            .into_iter()
            .take(SHOWN)
            .map(|item| view! { <OutboxRow item /> })
            .collect_view();
        view! {
            <h2>{heading}</h2>
            <ul class="rows">{rows}</ul>
        }
    });
    view! {
        {needs}
        {going}
    }
    .into_any()
}

fn first_subject(items: &[OutboxItem]) -> String {
    items
        .first()
        .map(|item| item.subject.clone())
        .unwrap_or_default()
}

fn count(key: &str, n: usize) -> String {
    if n == 1 {
        text(&format!("{key}_one"))
    } else {
        text_with(&format!("{key}_other"), &[&n.to_string()])
    }
}
