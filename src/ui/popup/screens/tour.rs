//! The short introduction: Next or Not now (guide 14), then its stops.

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{TourPicture, TourStop};
use crate::ui::popup::step::{Press, Step};

#[component]
pub fn Offer() -> impl IntoView {
    view! {
        <Step
            step=StepName::TourOffer
            heading=text("tour_offer_title")
            lead=text("tour_offer_text")
            primary=Press::answer("next", StepName::TourOffer, Answer::Next)
            secondary=Press::answer("not_now", StepName::TourOffer, Answer::Skip)
        >
            <TourPicture stop=1 />
        </Step>
    }
}

#[component]
pub fn Stop(stop: u8, of: u8) -> impl IntoView {
    let position = text_with("tour_position", &[&stop.to_string(), &of.to_string()]);
    view! {
        <Step
            step=StepName::Tour
            primary=Press::answer("next", StepName::Tour, Answer::Next)
            secondary=Press::answer("not_now", StepName::Tour, Answer::Skip)
        >
            <TourStop stop />
            <p class="small soft">{position}</p>
        </Step>
    }
}
