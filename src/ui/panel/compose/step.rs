//! The step of a sales campaign that an email does, and whether it goes in the thread of the one before.

use leptos::prelude::*;

use crate::actions::{SendEmail, StepThread};
use crate::platform::i18n::{text, text_with};
use crate::ui::panel::form::Draft;

/// The row; nothing where the email does no step, or is written to somebody else by now.
#[component]
pub fn StepRow(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let step = Memo::new(move |_| draft.read(|form: &SendEmail| form.done_step().cloned()));
    let in_thread = Memo::new(move |_| draft.read(SendEmail::is_in_thread));
    let thread = move |thread: StepThread| match thread {
        StepThread::New => None,
        StepThread::After(earlier) => {
            let choose = move |event| {
                let yes = event_target_checked(&event);
                draft.edit(|form: &mut SendEmail| form.join_thread(yes));
            };
            let words = text_with("compose_in_thread", &[&earlier.subject]);
            Some(
                view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=in_thread on:change=choose />
                        <span>{words}</span>
                    </label>
                }
                .into_any(),
            )
        }
        StepThread::Gone => Some(text("compose_thread_gone").into_any()),
        StepThread::NotLookedFor => Some(text("compose_thread_not_now").into_any()),
    };
    move || {
        step.get().map(|step| {
            let closes = step.task.is_some();
            view! {
                <div class="form-row" data-part="campaign-step">
                    <span class="row-label">{text("compose_step")}</span>
                    <span class="value">{step.campaign}</span>
                    <div class="row-below small">{thread(step.thread)}</div>
                    {closes
                        .then(|| {
                            view! {
                                <p class="row-below small soft">{text("compose_step_done")}</p>
                            }
                        })}
                </div>
            }
        })
    }
}
