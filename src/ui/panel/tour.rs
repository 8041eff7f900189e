//! The tour: a mark at one part of the panel after the other, beside which the rep can go on working. The style sheet
//! anchors the mark to the part.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use super::focus::focus;
use super::showing::Showing;
use super::state::PanelState;
use crate::base::{Topic, turns::Turns};
use crate::platform::{
    i18n::{text, text_with},
    messages::{ask, on_changed},
};
use crate::protocol::{self, TourOrder};
use crate::ui::components::{Button, ButtonKind, live};

/// The parts in the order of the tour, as `data-tour` names them. Parts that a record does not have are skipped.
const STOPS: [&str; 5] = ["who", "acts", "people", "feed", "more"];

/// The tour of this panel, in its context.
#[derive(Clone, Copy)]
pub struct Tour {
    /// The stops of the record in view, while the tour is shown.
    stops: RwSignal<Vec<&'static str>>,
    at: RwSignal<usize>,
    /// Whether it began by request, so that it ends when the rep has taken it in another tab.
    by_order: StoredValue<bool>,
    asking: StoredValue<Turns>,
    state: PanelState,
}

impl Tour {
    /// Provides the tour; it begins by itself where the rep requested it in the wizard or in Help.
    pub fn provide(state: PanelState) -> Self {
        let tour = Self {
            stops: RwSignal::new(Vec::new()),
            at: RwSignal::new(0),
            by_order: StoredValue::new(false),
            asking: StoredValue::new(Turns::default()),
            state,
        };
        provide_context(tour);
        let again = RwSignal::new(0_u32);
        let look = move || {
            again.try_update(|n| *n = n.wrapping_add(1));
        };
        on_changed(move |topic| {
            if topic == Topic::Setup {
                look();
            }
        });
        let visible = window_event_listener(ev::visibilitychange, move |_| look());
        on_cleanup(move || visible.remove());
        Effect::new(move |_| {
            again.track();
            match state.showing.get() {
                Showing::Record(_) => tour.follow_order(),
                _ => tour.stops.set(Vec::new()),
            }
        });
        // The tour ends when a form is opened in place of its parts.
        Effect::new(move |_| {
            if state.composing.with(Option::is_some) {
                tour.stops.set(Vec::new());
            }
        });
        tour
    }

    /// Whether there is a record to show it on.
    pub fn has_record(self) -> bool {
        matches!(self.state.showing.get(), Showing::Record(_))
            && self.state.composing.with(Option::is_none)
    }

    /// Begins at the first stop.
    pub fn start(self) {
        let here = |stop: &&str| {
            let part = document().query_selector(&format!("[data-tour={stop}]"));
            part.is_ok_and(|part| part.is_some())
        };
        self.at.set(0);
        self.stops.set(STOPS.into_iter().filter(here).collect());
    }

    /// Begins where it was requested, on the panel that the rep sees; ends when it ended in another tab.
    fn follow_order(self) {
        if self.asking.try_update_value(Turns::wanted) != Some(true) {
            return;
        }
        spawn_local(async move {
            loop {
                let order = TourOrder::Ask;
                // Without an answer, the tour can be begun from the menu.
                if let Ok(view) = ask(protocol::Tour { order }).await {
                    self.follow_answer(view.wanted);
                }
                if self.asking.try_update_value(Turns::done) != Some(true) {
                    break;
                }
            }
        });
    }

    fn follow_answer(self, wanted: bool) {
        let shown = self.stops.try_with_untracked(|stops| !stops.is_empty());
        match (wanted, shown) {
            (true, Some(false)) if !document().hidden() && untrack(|| self.has_record()) => {
                self.by_order.set_value(true);
                // Once the record is drawn.
                request_animation_frame(move || self.start());
            }
            (false, Some(true)) if self.by_order.get_value() => self.stops.set(Vec::new()),
            _ => {}
        }
    }

    fn end(self) {
        self.by_order.set_value(false);
        self.stops.set(Vec::new());
        spawn_local(async {
            // Where it cannot be stored, the tour is offered once more.
            let _ = ask(protocol::Tour {
                order: TourOrder::End,
            })
            .await;
        });
        focus("[data-tour=more] button");
    }

    fn step(self, by: isize) {
        let last = self.stops.with_untracked(Vec::len).saturating_sub(1);
        self.at
            .update(|at| *at = at.saturating_add_signed(by).min(last));
    }
}

/// The mark at the stop. The style sheet draws a border around the part.
#[component]
pub fn CoachMark(
    /// The tour.
    tour: Tour,
) -> impl IntoView {
    let live = live();
    let mark = NodeRef::<html::Div>::new();
    let stop = Memo::new(move |_| {
        let at = tour.at.get();
        tour.stops.with(|stops| stops.get(at).copied())
    });
    let shown = Memo::new(move |_| stop.get().is_some());
    // The stop gets the focus, unless the rep is working in the page around the panel.
    Effect::new(move |_| {
        if let (Some(stop), Some(mark)) = (stop.get(), mark.get()) {
            if document().has_focus().unwrap_or_default() {
                // It fails only for an element without layout.
                let _ = mark.focus();
            } else {
                live.say(format!("{} {}", title(stop), words(stop)));
            }
        }
    });
    let last = move || tour.at.get() + 1 == tour.stops.with(Vec::len);
    let key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" => tour.step(1),
            "ArrowLeft" => tour.step(-1),
            "Escape" => tour.end(),
            _ => return,
        }
        event.prevent_default();
    };
    let next = move |()| {
        if untrack(last) {
            tour.end();
        } else {
            tour.step(1);
        }
    };
    let position = move || {
        let of = tour.stops.with(Vec::len);
        text_with(
            "tour_position",
            &[&(tour.at.get() + 1).to_string(), &of.to_string()],
        )
    };
    view! {
        <Show when=move || shown.get()>
            <div
                class="coach"
                role="dialog"
                aria-modal="false"
                aria-labelledby="coach-title"
                aria-describedby="coach-text coach-position"
                tabindex="-1"
                data-stop=move || stop.get()
                node_ref=mark
                on:keydown=key
            >
                <h2 id="coach-title">{move || stop.get().map(title)}</h2>
                <p id="coach-text">{move || stop.get().map(words)}</p>
                <div class="end">
                    <span class="small soft" id="coach-position">
                        {position}
                    </span>
                    <span class="buttons">
                        {move || {
                            (!last())
                                .then(|| {
                                    view! {
                                        <Button look=ButtonKind::Quiet small=true on_press=move |()| tour.end()>
                                            {text("skip")}
                                        </Button>
                                    }
                                })
                        }}
                        {move || {
                            (tour.at.get() > 0)
                                .then(|| {
                                    view! {
                                        <Button small=true on_press=move |()| tour.step(-1)>
                                            {text("back")}
                                        </Button>
                                    }
                                })
                        }}
                        <Button look=ButtonKind::Primary small=true on_press=next>
                            {move || text(if last() { "finish" } else { "next" })}
                        </Button>
                    </span>
                </div>
            </div>
        </Show>
    }
}

fn title(stop: &str) -> String {
    text(&format!("tour_{stop}_title"))
}

fn words(stop: &str) -> String {
    text(&format!("tour_{stop}_text"))
}
