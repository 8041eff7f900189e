//! The wizard's screens, in the guide's order.

mod activate;
mod choose_mail;
mod finish;
mod intro;
mod launch;
mod mail_connected;
mod signature;
mod start;
mod tour;
mod waiting;

use leptos::prelude::*;

use crate::onboarding::Screen;

/// Draws a screen.
pub fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Activate { org, invited } => {
            view! { <activate::Activate org invited /> }.into_any()
        }
        Screen::Waiting { provider, .. } => view! { <waiting::Waiting provider /> }.into_any(),
        Screen::Start { name, org } => view! { <start::Start name org /> }.into_any(),
        Screen::Intro => view! { <intro::Intro /> }.into_any(),
        Screen::ChooseMail { choices, address } => {
            view! { <choose_mail::ChooseMail choices address /> }.into_any()
        }
        Screen::MailConnected { provider, address } => {
            view! { <mail_connected::MailConnected provider address /> }.into_any()
        }
        Screen::Signature { .. } => view! { <signature::Signature /> }.into_any(),
        Screen::Finish { org, address } => view! { <finish::Finish org address /> }.into_any(),
        Screen::TourOffer => view! { <tour::Offer /> }.into_any(),
        Screen::Launch { org } => view! { <launch::Launch org /> }.into_any(),
    }
}
