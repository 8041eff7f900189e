//! The rep and their orgs: a line for connections that work, a fault for each that does not.

use leptos::prelude::*;

use super::super::orgs::Orgs;
use super::super::wizard::Wizard;
use crate::base::Provider;
use crate::onboarding::{ConnectionView, HomeView};
use crate::platform::i18n::{text, text_with};
use crate::protocol::AddOrg;
use crate::ui::components::{Button, ButtonKind, FaultView, Heading, Icon, Shape, provider_name};

/// The rep, the faults of the connections, and the orgs where there are several.
#[component]
pub fn RepSummary(
    /// The view.
    home: Memo<Option<HomeView>>,
) -> impl IntoView {
    let name = home.get_untracked().map(|home| home.name);
    let orgs = Memo::new(move |_| home.get().map(|home| home.orgs).unwrap_or_default());
    let connections = Memo::new(move |_| {
        let connections = home.get().map(|home| home.connections).unwrap_or_default();
        // With several orgs, each shows its own fault.
        let shown = |connection: &ConnectionView| {
            connection.provider != Provider::Salesforce || orgs.with(Vec::len) < 2
        };
        connections.into_iter().filter(shown).collect::<Vec<_>>()
    });
    let account = move || {
        let connections = connections.get();
        let mailbox = connections
            .iter()
            .find(|connection| connection.provider != Provider::Salesforce);
        mailbox
            .or(connections.first())
            .map(|connection| connection.account.clone())
    };
    let health = Memo::new(move |_| {
        let connections = connections.get();
        let healthy: Vec<String> = connections
            .iter()
            .filter(|connection| connection.fault.is_none())
            .map(|connection| provider_name(connection.provider))
            .collect();
        (!healthy.is_empty()).then(|| text_with("home_connected", &[&healthy.join(", ")]))
    });
    let faults = Memo::new(move |_| {
        let own = home.get().and_then(|home| home.fault);
        let connections = connections.get().into_iter();
        let faults = connections.filter_map(|connection| connection.fault);
        own.into_iter().chain(faults).collect::<Vec<_>>()
    });
    let wizard = expect_context::<Wizard>();
    let add = move |()| {
        wizard
            .doing
            .run(AddOrg {}, move |view| wizard.asked.put(view))
    };
    view! {
        <div class="row who">
            <Icon shape=Shape::Person class="tone-accent large" />
            <div class="grow">
                <Heading text=name.unwrap_or_default() />
                <p class="small soft">{account}</p>
                {move || {
                    health
                        .get()
                        .map(|words| {
                            view! {
                                <p class="small health">
                                    <Icon shape=Shape::Check class="tone-good" />
                                    {words}
                                </p>
                            }
                        })
                }}
            </div>
        </div>
        {move || faults.get().into_iter().map(|fault| view! { <FaultView fault /> }).collect_view()}
        <Orgs orgs />
        <div class="buttons start">
        <Button look=ButtonKind::Quiet small=true disabled=wizard.doing.busy on_press=add>
            {text("home_add_org")}
        </Button>
        </div>
    }
}
