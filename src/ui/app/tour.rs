//! The introduction again, from the profile page.

use leptos::prelude::*;

use super::route::Route;
use crate::onboarding::TOUR_STOPS;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::TourStop;

#[component]
pub fn Tour(stop: u8) -> impl IntoView {
    let stop = stop.clamp(1, TOUR_STOPS);
    let previous = (stop > 1).then(|| {
        let to = Route::Tour {
            stop: stop.saturating_sub(1),
        };
        view! {
            <a class="button quiet" data-key="back" href=to.address()>
                {text("back")}
            </a>
        }
    });
    let next = if stop < TOUR_STOPS {
        (
            Route::Tour {
                stop: stop.saturating_add(1),
            },
            "next",
        )
    } else {
        (Route::Profile, "close")
    };
    view! {
        <main class="page">
            <section class="card tour">
                <div class="inside">
                    <TourStop stop />
                    <p class="small soft">
                        {text_with("tour_position", &[&stop.to_string(), &TOUR_STOPS.to_string()])}
                    </p>
                </div>
                <footer class="foot">
                    {previous}
                    <a class="button primary" data-key="primary" href=next.0.address()>
                        {text(next.1)}
                    </a>
                </footer>
            </section>
        </main>
    }
}
