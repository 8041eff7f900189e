//! The one question about all that was due while the browser slept.

use leptos::prelude::*;

use super::{Button, ButtonKind, Command, FaultView, Notice, Tone, live};
use crate::outbox::{ForAllLate, OutboxItem, OutboxState};
use crate::platform::i18n::{counted, text};
use crate::protocol::DecideLate;

/// The items that are asked about together, and whether the rep looks at each of them instead.
#[derive(Clone, Copy)]
pub struct Late {
    count: Memo<usize>,
    one_by_one: RwSignal<bool>,
}

impl Late {
    /// Of the outbox.
    pub fn of(items: impl Fn() -> Vec<OutboxItem> + Send + Sync + 'static) -> Self {
        Self {
            count: Memo::new(move |_| items().iter().filter(|item| is_late(item)).count()),
            one_by_one: RwSignal::new(false),
        }
    }

    /// Whether one question is asked about all of them: one alone is asked about in its row.
    pub fn together(self) -> bool {
        self.count.get() > 1 && !self.one_by_one.get()
    }

    /// Whether an item is among those that are asked about together.
    pub fn asks_about(self, item: &OutboxItem) -> bool {
        is_late(item) && self.together()
    }

    /// The items without those that are asked about together.
    pub fn rest(self, mut items: Vec<OutboxItem>) -> Vec<OutboxItem> {
        items.retain(|item| !self.asks_about(item));
        items
    }
}

fn is_late(item: &OutboxItem) -> bool {
    item.state == OutboxState::Held
}

/// The question, where there are several.
#[component]
pub fn LateQuestion(
    /// What it is about.
    late: Late,
) -> impl IntoView {
    let doing = Command::new();
    let live = live();
    let decide = move |what: ForAllLate, done: &'static str| {
        Callback::new(move |()| doing.run(DecideLate { what }, move |_| live.say(text(done))))
    };
    let question = move || {
        let send = decide(ForAllLate::SendNow, "late_sent");
        let take_back = decide(ForAllLate::TakeBack, "late_taken_back");
        let look = move |()| late.one_by_one.set(true);
        view! {
            <div data-late="">
                <Notice tone=Tone::Warn title=counted("late_title", late.count.get())>
                    <p>{text("late_text")}</p>
                    <div class="buttons">
                        <Button small=true on_press=send disabled=doing.busy>
                            {text("late_send_all")}
                        </Button>
                        <Button small=true on_press=look disabled=doing.busy>
                            {text("late_look")}
                        </Button>
                        <Button look=ButtonKind::Quiet small=true on_press=take_back disabled=doing.busy>
                            {text("late_take_back")}
                        </Button>
                    </div>
                    {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
                </Notice>
            </div>
        }
    };
    let together = Memo::new(move |_| late.together());
    move || together.get().then(question)
}
