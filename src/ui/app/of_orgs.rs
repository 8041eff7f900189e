//! A list of which each org has a card: loading, a failure, no org, the cards, and the button that reads it anew.

use leptos::prelude::*;

use crate::base::{Fault, Millis, OrgHost};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::ui::components::{Command, FaultView, Shape, Skeleton, Standing, ToolButton, UnderWay};

/// The locale keys of a list.
#[derive(Clone, Copy)]
pub struct Words {
    /// It is being loaded.
    pub loading: &'static str,
    /// The button that reads it anew.
    pub refresh: &'static str,
    /// Nobody is signed in anywhere.
    pub no_org: &'static str,
}

/// The list.
#[component]
pub fn OfOrgs(
    words: Words,
    /// How far the list is.
    standing: Memo<Standing>,
    /// The orgs of the answer.
    orgs: Memo<Vec<OrgHost>>,
    /// Reads it anew.
    refresh: Callback<()>,
    /// The reading of it.
    refreshing: Command,
    /// Draws the card of an org, and is told whether there are several.
    card: Callback<(OrgHost, Memo<bool>), AnyView>,
    /// What stands before the button.
    #[prop(optional, into)]
    filters: ViewFn,
) -> impl IntoView {
    let several = Memo::new(move |_| orgs.with(|orgs| orgs.len() > 1));
    let nowhere = Memo::new(move |_| orgs.with(Vec::is_empty));
    let body = move || match standing.get() {
        Standing::Loading => view! {
            <p class="small soft" role="status">
                {text(words.loading)}
            </p>
            <UnderWay />
            <Skeleton blocks=2 />
        }
        .into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=refresh /> }.into_any(),
        Standing::Ready if nowhere.get() => {
            view! { <p class="card empty">{text(words.no_org)}</p> }.into_any()
        }
        Standing::Ready => view! {
            <For each=move || orgs.get() key=Clone::clone let:org>
                {card.run((org, several))}
            </For>
        }
        .into_any(),
    };
    view! {
        <div class="filters">
            {filters.run()}
            <ToolButton
                label=text(words.refresh)
                shape=Shape::Refresh
                disabled=refreshing.busy
                on_press=refresh
            />
        </div>
        {move || refreshing.fault.get().map(|fault| view! { <FaultView fault on_retry=refresh /> })}
        {body}
    }
}

/// The card of an org: its name where there are several, why it could not be read anew, and how old it is then.
#[component]
pub fn OrgCard(
    org: OrgHost,
    several: Memo<bool>,
    #[prop(into)] fault: Signal<Option<Fault>>,
    /// When it was read, if ever.
    #[prop(into)]
    at: Signal<Option<Millis>>,
    on_retry: Callback<()>,
    /// Lines below that.
    #[prop(into)]
    notes: ViewFn,
    /// The rows, and what is below them.
    children: Children,
) -> impl IntoView {
    let name = org.to_string();
    let failed = move || {
        let org = Some(org.clone());
        fault
            .get()
            .map(|fault| view! { <FaultView fault on_retry org /> })
    };
    let old = move || {
        let at = at.get().filter(|_| fault.with(Option::is_some))?;
        let words = text_with("panel_stale", &[&intl::ago(at, now())]);
        Some(view! { <p class="small soft">{words}</p> })
    };
    view! {
        <section class="card">
            <Show when=move || several.get()>
                <header>
                    <h2>{name.clone()}</h2>
                </header>
            </Show>
            <div class="inside notes">{failed} {old} {notes.run()}</div>
            {children()}
        </section>
    }
}
