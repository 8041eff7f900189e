//! What failed, by kind: how much of it, why, whose move it is, and the move.

use leptos::prelude::*;

use crate::base::Move;
use crate::outbox::{Failure, Kept, failures};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl::number,
};
use crate::protocol::RetryAll;
use crate::ui::components::{Button, Command, FaultView, Icon, Shape, live};

/// The card.
#[component]
pub fn Failures(
    /// All work that is kept.
    kept: RwSignal<Option<Vec<Kept>>>,
) -> impl IntoView {
    let all = Memo::new(move |_| kept.with(|kept| failures(kept.as_deref().unwrap_or_default())));
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    view! {
        <section class="card" data-card="failures">
            <header>
                <h2>{text("failures_title")}</h2>
            </header>
            <Show when=move || none.get()>
                <div class="row">
                    <Icon shape=Shape::Check class="tone-good" />
                    <p class="grow soft">{text("failures_none")}</p>
                </div>
            </Show>
            <ul class="rows">
                <For
                    each=move || all.get()
                    key=|failure| format!("{failure:?}")
                    children=|failure| view! { <Kind failure /> }
                />
            </ul>
        </section>
    }
}

/// One kind of failure.
#[component]
fn Kind(failure: Failure) -> impl IntoView {
    let Failure {
        kind,
        fault,
        count,
        retries,
    } = failure;
    let doing = Command::new();
    let live = live();
    let whose = whose(&fault.whose_move, retries);
    let one_by_one = retries == 0 && !matches!(fault.whose_move, Move::SignIn { .. });
    let (row, org) = (kind.code.as_str().to_owned(), kind.org.clone());
    let retry = move |()| {
        let kind = kind.clone();
        doing.run(RetryAll { kind }, move |tried| {
            live.say(counted("failures_retried", tried));
        });
    };
    view! {
        <li class="failure" data-row=row>
            <p>
                <span class="strong">{counted("failures_count", count)}</span>
                <span class="small soft">{format!(" · {org} · {}", text(whose))}</span>
            </p>
            <FaultView fault org=Some(org) />
            {one_by_one.then(|| view! { <p class="small">{text("failures_one_by_one")}</p> })}
            {(retries > 0).then(|| view! {
                <div class="buttons">
                    <Button small=true on_press=retry disabled=doing.busy>
                        {retry_words(retries)}
                    </Button>
                </div>
            })}
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        </li>
    }
}

fn retry_words(count: usize) -> String {
    match count {
        1 => text("outbox_retry"),
        count => text_with("failures_retry_all", &[&number(count)]),
    }
}

/// Whose move it is.
const fn whose(whose_move: &Move, retries: usize) -> &'static str {
    match whose_move {
        Move::Retry { .. } if retries > 0 => "failures_passes",
        Move::Retry { .. } | Move::SignIn { .. } | Move::FixInput => "failures_yours",
        Move::AskAdmin => "failures_admins",
        Move::Bug => "failures_ours",
    }
}
