//! The toolbar popup: the wizard, and after the set-up home.

mod home;
mod not_invited;
mod orgs;
mod policy;
mod screens;
mod step;
mod wizard;

use leptos::prelude::*;

use super::components::{
    Dots, FaultView, Keys, Mark, Offline, PolicyMistakes, Skeleton, Standing, ask_and_follow, open,
    read_by,
};
use crate::base::Topic;
use crate::onboarding::PopupView;
use crate::protocol::GetPopup;
use home::Home;
use not_invited::NotInvited;
use policy::{Checking, Off};
use screens::WizardScreens;
use wizard::Wizard;

/// Draws the popup.
pub fn start() {
    open(|| view! { <Popup /> });
}

/// The kind of view; its data comes through the context.
#[derive(Clone, PartialEq)]
enum Kind {
    Checking,
    Off,
    NotInvited,
    Wizard,
    Home,
}

#[component]
fn Popup() -> impl IntoView {
    let asked = ask_and_follow(GetPopup {}, Topic::Setup);
    let wizard = Wizard::new(asked);
    provide_context(wizard);
    read_by(wizard.reader());

    let standing = asked.standing();
    let kind = Memo::new(move |_| {
        asked.value.with(|view| match view {
            Some(PopupView::Checking) => Some(Kind::Checking),
            Some(PopupView::Off { .. }) => Some(Kind::Off),
            Some(PopupView::NotInvited { .. }) => Some(Kind::NotInvited),
            Some(PopupView::Wizard(_)) => Some(Kind::Wizard),
            Some(PopupView::Home(_)) => Some(Kind::Home),
            None => None,
        })
    });
    let bar_end = move || match kind.get() {
        Some(Kind::Wizard) => {
            let (at, of) = wizard.dots();
            Some(view! { <Dots at of /> }.into_any())
        }
        Some(Kind::Home) => Some(view! { <home::Org /> }.into_any()),
        _ => None,
    };
    let body = move || match (standing.get(), kind.get()) {
        (Standing::Failed(fault), _) => view! {
            <main class="body">
                <h1 class="hidden-text">"MSI Actions"</h1>
                <FaultView fault on_retry=Callback::new(move |()| asked.again()) />
            </main>
            <footer class="foot"></footer>
        }
        .into_any(),
        (_, Some(Kind::Checking)) => view! { <Checking /> }.into_any(),
        (_, Some(Kind::Off)) => view! { <Off /> }.into_any(),
        (_, Some(Kind::NotInvited)) => view! { <NotInvited /> }.into_any(),
        (_, Some(Kind::Wizard)) => view! { <WizardScreens /> }.into_any(),
        (_, Some(Kind::Home)) => view! { <Home /> }.into_any(),
        (_, None) => view! {
            <main class="body" aria-busy="true">
                <h1 class="hidden-text">"MSI Actions"</h1>
                <Skeleton />
            </main>
            <footer class="foot"></footer>
        }
        .into_any(),
    };
    view! {
        <Keys />
        <div class="popup" class:home=move || kind.get() == Some(Kind::Home)>
            <header class="bar">
                <Mark />
                <span class="name">"MSI Actions"</span>
                <span class="end">{bar_end}</span>
            </header>
            <Offline />
            <PolicyMistakes />
            {body}
        </div>
    }
}
