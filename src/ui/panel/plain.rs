//! What the panel shows while there is no record to show.

use leptos::prelude::*;

use super::head::Collapse;
use super::state::PanelState;
use crate::platform::i18n::text;
use crate::protocol::{Fault, OpenPopup};
use crate::ui::components::{Button, Doing, FaultView, Icon, Look, Mark, Shape};

/// The shape of what follows, as `panel.html` paints it before the module runs.
#[component]
pub fn PanelSkeleton() -> impl IntoView {
    view! {
        <div class="head skeleton" aria-hidden="true">
            <div class="bone heading"></div>
            <div class="bone middle"></div>
            <div class="bone long"></div>
            <div class="bone button-shape"></div>
        </div>
        <main class="feed skeleton" aria-busy="true">
            <h1 class="hidden-text">{text("loading")}</h1>
            <div class="bone short"></div>
            <div class="bone long"></div>
            <div class="bone middle"></div>
            <div class="bone long"></div>
            <div class="bone middle"></div>
        </main>
    }
}

/// The bar above a view without a record.
#[component]
fn Bar() -> impl IntoView {
    view! {
        <header class="bar">
            <Mark />
            <span class="name">"MSI Actions"</span>
            <span class="end">
                <Collapse />
            </span>
        </header>
    }
}

/// The tab shows no record; the panel goes in a moment.
#[component]
pub fn NoRecord() -> impl IntoView {
    view! {
        <Bar />
        <main class="empty">
            <Icon shape=Shape::Person class="large" />
            <h1>{text("panel_no_record_title")}</h1>
            <p>{text("panel_no_record_text")}</p>
        </main>
    }
}

/// The set-up is not finished: the popup goes on with it.
#[component]
pub fn NotSetUp() -> impl IntoView {
    let doing = Doing::new();
    let opened = RwSignal::new(false);
    let open = move |()| doing.run(OpenPopup {}, move |_| opened.set(true));
    view! {
        <Bar />
        <main class="empty">
            <Icon shape=Shape::Person class="large" />
            <h1>{text("panel_not_set_up_title")}</h1>
            <p>{text("panel_not_set_up_text")}</p>
            <Button look=Look::Primary on_press=open disabled=doing.busy>
                {text("panel_set_up")}
            </Button>
            {move || opened.get().then(|| view! { <p role="status">{text("welcome_opened")}</p> })}
            {move || {
                doing.fault.get().map(|_| view! { <p role="status">{text("panel_set_up_by_hand")}</p> })
            }}
        </main>
    }
}

/// The record cannot be shown: why, and whose move it is.
#[component]
pub fn Failed(
    /// Why.
    fault: Fault,
) -> impl IntoView {
    let state = PanelState::get();
    view! {
        <Bar />
        <main class="alone">
            <h1 class="hidden-text">{text("panel_title")}</h1>
            <FaultView fault on_retry=move |()| state.view.again() />
        </main>
    }
}
