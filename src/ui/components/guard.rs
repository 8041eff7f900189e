//! Clicks that count only when the rep sees what they click: in a page that is not ours something may
//! lie over the panel.

use leptos::task::spawn_local;
use leptos::{html, prelude::*};

use super::{Button, Notice, Tone};
use crate::platform::i18n::text;
use crate::platform::side_panel;
use crate::platform::visibility::{Watch, framed};

/// Whether a click was refused because the panel is covered.
#[derive(Clone, Copy)]
struct Covered(RwSignal<bool>);

/// One notice a surface, below [`super::open`].
pub(super) fn provide() {
    provide_context(Covered(RwSignal::new(false)));
}

/// What a guarded button asks before it does its work. Where nobody can lie over us, in the popup, the
/// side panel and our own tabs, it lets every click through.
#[derive(Clone, Copy)]
pub(super) struct Guard {
    watch: StoredValue<Option<Watch>, LocalStorage>,
    covered: Option<Covered>,
}

impl Guard {
    /// Watches `button` from the moment it is there.
    pub fn on(button: NodeRef<html::Button>) -> Self {
        let guard = Self {
            watch: StoredValue::new_local(None),
            covered: use_context(),
        };
        if framed() {
            Effect::new(move |_| {
                if let Some(button) = button.get() {
                    guard.watch.set_value(Watch::on(&button));
                }
            });
        }
        guard
    }

    /// Calls `press` if the rep sees the button; else the notice says where to go.
    pub fn ask(self, press: Callback<()>) {
        if !framed() {
            press.try_run(());
            return;
        }
        let answered = move |seen: bool| {
            if let Some(Covered(covered)) = self.covered {
                covered.try_set(!seen);
            }
            if seen {
                press.try_run(());
            }
        };
        self.watch.with_value(|watch| match watch {
            Some(watch) => watch.ask(answered),
            None => answered(false),
        });
    }
}

/// Says that a click did not count, and offers the side panel, which no page can cover.
#[component]
pub fn CoveredNotice() -> impl IntoView {
    let covered = use_context::<Covered>();
    let shown = move || covered.is_some_and(|Covered(covered)| covered.get());
    let open = move |()| {
        let opening = side_panel::open();
        spawn_local(async move {
            opening.await;
        });
    };
    view! {
        <Show when=shown>
            <div class="notes">
                <Notice tone=Tone::Warn title=text("panel_covered_title")>
                    <p>{text("panel_covered_text")}</p>
                    <div class="buttons">
                        <Button on_press=open>{text("panel_to_side")}</Button>
                    </div>
                </Notice>
            </div>
        </Show>
    }
}
