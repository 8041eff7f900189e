//! The frame of a wizard's screen: heading, text, and the foot with its buttons.

use leptos::prelude::*;

use super::wizard::Wizard;
use crate::base::Move;
use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind, FaultView, Heading};

/// A button of the foot: its label and what it does.
pub struct Press {
    words: String,
    action: Callback<()>,
    disabled: Signal<bool>,
}

impl Press {
    /// A button with the locale's text `key`.
    pub fn new(key: &str, action: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            words: text(key),
            action: Callback::new(move |()| action()),
            disabled: Signal::stored(false),
        }
    }

    /// A button that gives `answer` to the screen `step`.
    pub fn answer(key: &str, step: StepName, answer: Answer) -> Self {
        let wizard = expect_context::<Wizard>();
        Self::new(key, move || wizard.answer(step, answer.clone()))
    }

    /// Disables the button while `disabled`.
    pub fn disabled_while(self, disabled: impl Into<Signal<bool>>) -> Self {
        Self {
            disabled: disabled.into(),
            ..self
        }
    }
}

/// One screen. The primary button is at the bottom right, Back at the bottom left.
#[component]
pub fn Step(
    /// The screen.
    step: StepName,
    /// Its heading; without one, the children have their own.
    #[prop(optional, into)]
    heading: Option<String>,
    /// One or two sentences below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// The primary button.
    primary: Press,
    /// The secondary button.
    #[prop(optional)]
    secondary: Option<Press>,
    /// The content between text and foot.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let busy = wizard.doing.busy;
    let back = wizard.back();
    let fault = wizard.fault();
    let disabled = primary.disabled;
    let retry = primary.action;
    view! {
        <main class="body" data-screen=format!("{step:?}")>
            {heading.map(|text| view! { <Heading text /> })}
            {move || {
                let fault = fault.get()?;
                // For a fault that may pass by itself, the screen's own button tries again.
                Some(match fault.whose_move {
                    Move::Retry { .. } => view! { <FaultView fault on_retry=retry /> }.into_any(),
                    _ => view! { <FaultView fault /> }.into_any(),
                })
            }}
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            {children.map(|children| children())}
        </main>
        <footer class="foot">
            {move || {
                back.get()
                    .then(|| {
                        view! {
                            <Button
                                look=ButtonKind::Quiet
                                role_in_view="back"
                                disabled=busy
                                on_press=move |()| wizard.answer(step, Answer::Back)
                            >
                                {text("back")}
                            </Button>
                        }
                    })
            }}
            <div class="buttons">
                {secondary
                    .map(|press| {
                        view! {
                            <Button look=ButtonKind::Quiet disabled=busy on_press=press.action>
                                {press.words}
                            </Button>
                        }
                    })}
                <Button
                    look=ButtonKind::Primary
                    disabled=Signal::derive(move || busy.get() || disabled.get())
                    on_press=primary.action
                >
                    {primary.words}
                </Button>
            </div>
        </footer>
    }
}
