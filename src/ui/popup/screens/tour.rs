//! The short introduction: Next or Not now (guide 14). It is a tour of the first panel that opens.

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::components::TourPicture;
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
            <TourPicture />
        </Step>
    }
}
