//! The views of the panel without a record.

use leptos::prelude::*;

use super::head::Collapse;
use super::state::PanelState;
use crate::base::{Fault, OrgHost};
use crate::platform::i18n::{text, text_with};
use crate::protocol::{OpenApp, OpenPopup};
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, Icon, Mark, Shape, page_target,
};

/// The skeleton, as in `panel.html`.
#[component]
pub fn PanelSkeleton() -> impl IntoView {
    view! {
        <div class="head skeleton" aria-hidden="true">
            <div class="bone short"></div>
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
pub fn Bar() -> impl IntoView {
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

/// The tab shows no record; the panel will be removed in a moment.
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

/// The set-up is not finished; a button opens the popup.
#[component]
pub fn NotSetUp() -> impl IntoView {
    let doing = Command::new();
    let opened = RwSignal::new(false);
    let open = move |()| doing.run(OpenPopup {}, move |_| opened.set(true));
    view! {
        <Bar />
        <main class="empty">
            <Icon shape=Shape::Person class="large" />
            <h1>{text("panel_not_set_up_title")}</h1>
            <p>{text("panel_not_set_up_text")}</p>
            <Button look=ButtonKind::Primary on_press=open disabled=doing.busy>
                {text("panel_set_up")}
            </Button>
            {move || opened.get().then(|| view! { <p role="status">{text("welcome_opened")}</p> })}
            {move || {
                doing.fault.get().map(|_| view! { <p role="status">{text("panel_set_up_by_hand")}</p> })
            }}
        </main>
    }
}

/// The record cannot be shown.
#[component]
pub fn Failed(
    /// Why it cannot be shown.
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

/// The page is not the rep's own: no record is shown, only how to continue.
#[component]
pub fn OtherUser(
    /// The user whose account is used in this org.
    acting_as: String,
    /// The org.
    org: OrgHost,
    /// An administrator is logged in as somebody.
    impersonated: bool,
) -> impl IntoView {
    let state = PanelState::get();
    let doing = Command::new();
    let (title, words, log_out) = if impersonated {
        (
            "fault_worker_logged_in_as_title",
            "fault_worker_logged_in_as_text",
            "other_user_end_log_in_as",
        )
    } else {
        (
            "fault_worker_other_user_title",
            "fault_worker_other_user_text",
            "other_user_log_out",
        )
    };
    let profile = move |()| {
        let route = "#/profile".to_owned();
        doing.run(OpenApp { route }, |_| ());
    };
    view! {
        <Bar />
        <main class="empty other-user">
            <Icon shape=Shape::Person class="large" />
            <h1>{text(title)}</h1>
            <p>{text(words)}</p>
            <p class="small">{text_with("other_user_acting", &[&acting_as, org.short_name()])}</p>
            <div class="buttons">
                // Salesforce's address for logging out; an administrator who is logged in as somebody
                // returns to their own session.
                <a class="button primary" data-key="primary" target=page_target() href=format!("https://{org}/secur/logout.jsp")>
                    {text(log_out)}
                </a>
                {(!impersonated).then(|| view! {
                    <Button on_press=profile>{text("other_user_profile")}</Button>
                })}
                <Button look=ButtonKind::Quiet on_press=move |()| state.view.again()>
                    {text("other_user_again")}
                </Button>
            </div>
        </main>
    }
}
