//! Every piece of work that is kept: what it is, where it stands, what the rep can do, and what happened to it.

use leptos::prelude::*;

use super::history::Unfolded;
use crate::base::IntentId;
use crate::outbox::{Kept, KeptAs, KeptWhat, OutboxState};
use crate::platform::i18n::{text, text_with};
use crate::ui::app::route::Route;
use crate::ui::components::{Button, OutboxRow, outbox_words, subject_line};

/// So many are shown at first, and so many more each time.
const PAGE: usize = 50;

/// The card.
#[component]
pub fn Work(
    /// All of it.
    kept: RwSignal<Option<Vec<Kept>>>,
) -> impl IntoView {
    let most = RwSignal::new(PAGE);
    let unfolded = RwSignal::new(Vec::<IntentId>::new());
    let all = Memo::new(move |_| kept.with(|kept| kept.as_ref().map_or(0, Vec::len)));
    let shown = move || {
        let kept = kept.get().unwrap_or_default();
        kept.into_iter().take(most.get()).collect::<Vec<_>>()
    };
    view! {
        <section class="card" data-card="work">
            <header>
                <h2>{text("work_title")}</h2>
                <p>
                    {text("work_text")} " "
                    <a href=Route::Queue.address()>{text("app_queue")}</a>
                </p>
            </header>
            <Show when=move || all.get() == 0>
                <p class="inside soft">{text("work_none")}</p>
            </Show>
            <ul class="rows">
                <For
                    each=shown
                    key=|kept| (kept.intent.clone(), format!("{kept:?}"))
                    children=move |kept| view! { <Row kept unfolded /> }
                />
            </ul>
            <Show when=move || { all.get() > most.get() }>
                <div class="foot">
                    <Button on_press=move |()| most.update(|most| *most += PAGE)>
                        {text("bets_more")}
                    </Button>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Row(kept: Kept, unfolded: RwSignal<Vec<IntentId>>) -> impl IntoView {
    let to_draft = matches!(kept.what, KeptWhat::Action(_));
    match kept.shown.clone() {
        KeptAs::Row(item) => view! {
            <OutboxRow item=*item in_diagnostics=true to_draft>
                <Unfolded kept unfolded />
            </OutboxRow>
        }
        .into_any(),
        KeptAs::Line { title, whom, state } => view! {
            <li>
                <div class="row" data-state="line">
                    <div class="grow">
                        <p class="strong">{subject_line(&title)}</p>
                        {(!whom.is_empty())
                            .then(|| view! { <p class="small soft">{text_with("outbox_to", &[&whom])}</p> })}
                        <p class="small">{words(state.as_ref())}</p>
                        {state.map(|_| view! {
                            <p class="small">
                                <a href=Route::Team.address()>{text("team_title")}</a>
                            </p>
                        })}
                    </div>
                </div>
                <Unfolded kept unfolded />
            </li>
        }
        .into_any(),
    }
}

/// The state of what has no row in the queue.
fn words(state: Option<&OutboxState>) -> Option<String> {
    match state {
        None => Some(text("history_dropped")),
        Some(OutboxState::Done { .. }) => Some(text("queue_done")),
        Some(state) => outbox_words(state, crate::base::ActionKind::SendEmail),
    }
}
