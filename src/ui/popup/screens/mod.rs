//! The wizard's screens, in the guide's order.

mod activate;
mod choose_mail;
mod choose_org;
mod consumer_key;
mod finish;
mod intro;
mod launch;
mod mail_connected;
mod not_in_team;
mod sign_in_failed;
mod signature;
mod start;
mod tour;
mod waiting;

use leptos::prelude::*;

use super::wizard::Wizard;
use crate::onboarding::Screen;

/// The current screen. A change of screen clears the fault of the last answer.
#[component]
pub fn WizardScreens() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let screen = wizard.screen();
    Effect::new(move |_| {
        screen.track();
        wizard.doing.fault.set(None);
    });
    move || screen.get().map(draw)
}

/// Draws a screen.
fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Activate { org, invited } => {
            view! { <activate::Activate org invited /> }.into_any()
        }
        Screen::ChooseOrg { orgs, further } => {
            view! { <choose_org::ChooseOrg orgs further /> }.into_any()
        }
        Screen::ConsumerKey { org } => view! { <consumer_key::ConsumerKey org /> }.into_any(),
        Screen::SignInFailed {
            provider,
            org,
            account,
        } => view! { <sign_in_failed::SignInFailed provider org account /> }.into_any(),
        Screen::NotInTeam {
            org,
            account,
            withdrawn,
        } => view! { <not_in_team::NotInTeam org account withdrawn /> }.into_any(),
        Screen::Waiting {
            provider,
            org,
            since,
        } => view! { <waiting::Waiting provider org since /> }.into_any(),
        Screen::Start { name, org } => view! { <start::Start name org /> }.into_any(),
        Screen::Intro => view! { <intro::Intro /> }.into_any(),
        Screen::ChooseMail { choices, address } => {
            view! { <choose_mail::ChooseMail choices address /> }.into_any()
        }
        Screen::MailConnected {
            provider,
            address,
            differs,
        } => view! { <mail_connected::MailConnected provider address differs /> }.into_any(),
        Screen::Signature { .. } => view! { <signature::Signature /> }.into_any(),
        Screen::Finish { org, address } => view! { <finish::Finish org address /> }.into_any(),
        Screen::TourOffer => view! { <tour::Offer /> }.into_any(),
        Screen::Launch { org } => view! { <launch::Launch org /> }.into_any(),
    }
}
