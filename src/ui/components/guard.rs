//! The check of every command of a surface: in a foreign page, something may cover the panel, or move it under the
//! pointer.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::{Button, Icon, Notice, Shape, Tone};
use crate::base::sight::{Proof, Seen, Unseen};
use crate::platform::{i18n::text, side_panel, sight};

/// How long the notice stays that a press did not count, where the next one will.
const LINGERS: Duration = Duration::from_secs(5);

/// Why the last command was refused.
#[derive(Clone, Copy)]
struct Refused(RwSignal<Option<Unseen>>);

/// Provides the notice's state, once in a surface.
pub(super) fn provide() {
    provide_context(Refused(RwSignal::new(None)));
}

/// The check of commands. Created while a component is made, for use in its handlers.
#[derive(Clone, Copy)]
pub struct Guard(Option<Refused>);

impl Guard {
    /// The check of this surface.
    pub fn of_surface() -> Self {
        Self(use_context())
    }

    /// The proof that the rep saw what they are pressing now; without it, the notice is shown.
    pub fn seen(self) -> Option<Seen> {
        let seen = sight::seen();
        if let Some(Refused(refused)) = self.0 {
            refused.try_set(seen.err());
        }
        seen.ok()
    }

    /// The proof that a kind of request needs, if it can be given.
    pub fn proof<P: Proof>(self) -> Option<P> {
        P::of(|| self.seen())
    }
}

/// Shows that a press did not count. If something covers the panel, it offers the side panel, which no page can cover;
/// if the panel has only just appeared, the next press will count.
#[component]
pub fn UnseenNotice() -> impl IntoView {
    let refused = use_context::<Refused>();
    let why = Memo::new(move |_| refused.and_then(|Refused(refused)| refused.get()));
    let open = move |()| {
        let opening = side_panel::open();
        spawn_local(async move {
            opening.await;
        });
    };
    let again = move |words: &'static str| {
        let over = move || {
            if let Some(Refused(refused)) = refused {
                refused.try_set(None);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(over, LINGERS) {
            on_cleanup(move || timer.clear());
        }
        // Shown over the rest, so that the button stays in its place.
        view! {
            <div class="notice warn once-more" role="status">
                <Icon shape=Shape::Warn />
                <p>{text(words)}</p>
            </div>
        }
    };
    move || match why.get()? {
        Unseen::Covered => Some(
            view! {
                <div class="notes">
                    <Notice tone=Tone::Warn title=text("panel_covered_title")>
                        <p>{text("panel_covered_text")}</p>
                        <div class="buttons">
                            <Button on_press=open>{text("panel_to_side")}</Button>
                        </div>
                    </Notice>
                </div>
            }
            .into_any(),
        ),
        Unseen::JustMoved => Some(again("panel_click_again").into_any()),
        Unseen::JustFocused => Some(again("panel_press_again").into_any()),
    }
}
