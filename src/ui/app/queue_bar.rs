//! The mails that wait for their turn, as a whole: how many, until when; pause, continue, discard.

use leptos::prelude::*;

use crate::outbox::{OutboxItem, OutboxState, Steer};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::SteerQueue;
use crate::ui::components::{Button, ButtonKind, Command, Confirm, FaultView};

/// What is queued.
#[derive(Clone, Copy, Default, PartialEq)]
struct Queued {
    waiting: usize,
    /// When the last of them leaves.
    last: Option<crate::base::Millis>,
    paused: usize,
}

impl Queued {
    fn of(items: &[OutboxItem]) -> Self {
        let mut queued = Self::default();
        for item in items {
            match item.state {
                OutboxState::Turn { at } => {
                    queued.waiting += 1;
                    queued.last = queued.last.max(Some(at));
                }
                OutboxState::Paused => queued.paused += 1,
                _ => {}
            }
        }
        queued
    }
}

/// The bar; nothing while nothing waits for its turn.
#[component]
pub fn QueueBar(items: RwSignal<Option<Vec<OutboxItem>>>) -> impl IntoView {
    let doing = Command::new();
    let discarding = RwSignal::new(false);
    let queued =
        Memo::new(move |_| items.with(|items| Queued::of(items.as_deref().unwrap_or_default())));
    let steer = move |how: Steer| Callback::new(move |()| doing.run(SteerQueue { how }, |_| ()));
    let words = move || {
        let Queued {
            waiting,
            last,
            paused,
        } = queued.get();
        let waiting = (waiting > 0).then(|| {
            let last = last.map(|last| text_with("queue_last", &[&intl::ago(last, now())]));
            format!(
                "{} {}",
                counted("queue_turns", waiting),
                last.unwrap_or_default()
            )
        });
        let paused = (paused > 0).then(|| counted("queue_paused", paused));
        let line = |words: String| view! { <p>{words}</p> };
        (waiting.map(line), paused.map(line))
    };
    let button = move |shown: fn(Queued) -> bool, key: &'static str, on_press: Callback<()>| {
        move || {
            shown(queued.get()).then(|| {
                view! {
                    <Button small=true on_press disabled=doing.busy>
                        {text(key)}
                    </Button>
                }
            })
        }
    };
    let any = Memo::new(move |_| queued.get().waiting + queued.get().paused > 0);
    view! {
        <Show when=move || any.get()>
            <section class="card queue-bar" aria-label=text("queue_bar")>
                <div class="grow">{words}</div>
                <div class="buttons">
                    {button(|queued| queued.waiting > 0, "queue_pause", steer(Steer::Pause))}
                    {button(|queued| queued.paused > 0, "queue_go_on", steer(Steer::GoOn))}
                    <Button
                        look=ButtonKind::Quiet
                        small=true
                        on_press=move |()| discarding.set(true)
                        disabled=doing.busy
                    >
                        {text("queue_discard")}
                    </Button>
                </div>
                {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
                <Confirm
                    open=discarding
                    title=text("queue_discard_title")
                    words=text("queue_discard_text")
                    verb=text("queue_discard")
                    on_yes=steer(Steer::Discard)
                />
            </section>
        </Show>
    }
}
