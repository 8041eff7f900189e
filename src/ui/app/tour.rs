//! Repeating the tour, which begins on the next panel that is shown.

use leptos::prelude::*;

use crate::platform::i18n::text;
use crate::protocol::{Tour, TourOrder};
use crate::ui::components::{Button, Command, FaultView};

/// The button that requests the tour, with a text where it will be shown.
#[component]
pub fn TourAgain() -> impl IntoView {
    let doing = Command::new();
    let ordered = RwSignal::new(false);
    let order = move |()| {
        let order = TourOrder::Want;
        doing.run(Tour { order }, move |view| ordered.set(view.wanted));
    };
    view! {
        <div class="tour-again">
            <Button on_press=order disabled=doing.busy>
                {text("profile_tour")}
            </Button>
            <p role="status">{move || ordered.get().then(|| text("tour_ordered"))}</p>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        </div>
    }
}
