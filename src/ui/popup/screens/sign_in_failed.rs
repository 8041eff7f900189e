//! A sign-in failed: the fault, and the button of its move.

use leptos::prelude::*;

use crate::base::{Fault, Move, Provider};
use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::{text, text_with};
use crate::ui::{
    components::{
        Button, ButtonKind, Contact, CopyButton, CopyForAdmin, Heading, Icon, Leaving, Shape,
        Whose, admin_text, fault_texts, provider_key, reads,
    },
    popup::wizard::Wizard,
};

/// The faults that another account may resolve.
const OTHER_ACCOUNT: [&str; 7] = [
    "mailbox.address_differs",
    "mailbox.address_unverified",
    "mailbox.another_account",
    "mailbox.not_assigned",
    "onboarding.invited_another",
    "salesforce.other_user",
    "salesforce.user_inactive",
];

#[component]
pub fn SignInFailed(provider: Provider, org: String, account: Option<String>) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let fault = wizard.fault();
    let whose = Whose {
        org: Some(org.clone()),
        account: account.clone(),
    };
    let whose = StoredValue::new(whose);
    let place = match provider {
        Provider::Salesforce => org,
        Provider::Google | Provider::Microsoft => {
            text(&format!("provider_{}", provider_key(provider)))
        }
    };
    let explanation = move || {
        let fault = fault.get()?;
        Some(view! { <Explanation fault whose /> })
    };
    let code = move || fault.with(|fault| fault.as_ref().map(|f| f.code.as_str().to_owned()));
    view! {
        <main class="body" data-screen="SignInFailed" data-fault=code>
            {explanation}
            <div class="fact">
                <Icon shape=match provider {
                    Provider::Salesforce => Shape::Cloud,
                    Provider::Google | Provider::Microsoft => Shape::Mail,
                } class="soft" />
                <div class="grow">
                    <p class="strong">{place}</p>
                    {account.map(|account| view! { <p class="small soft">{account}</p> })}
                </div>
            </div>
        </main>
        <footer class="foot">
            <Button
                look=ButtonKind::Quiet
                role_in_view="back"
                disabled=wizard.doing.busy
                on_press=move |()| wizard.answer(StepName::SignInFailed, Answer::Back)
            >
                {text("back")}
            </Button>
            <div class="buttons">
                {move || fault.get().map(|fault| view! { <Moves fault provider /> })}
            </div>
        </footer>
    }
}

/// The fault, with the texts that can be copied.
#[component]
fn Explanation(fault: Fault, whose: StoredValue<Whose>) -> impl IntoView {
    let (title, words) = fault_texts(&fault);
    let own_move = reads().is_administrator();
    let whose_move = text(match fault.whose_move {
        Move::AskAdmin if own_move => "move_of_you",
        Move::AskAdmin => "move_of_admin",
        Move::Retry { .. } => "move_of_nobody",
        Move::SignIn { .. } | Move::FixInput => "move_of_rep",
        Move::Bug => "move_of_us",
    });
    let details = match &fault.detail {
        Some(detail) => format!(
            "{}\n{detail}",
            text_with("fault_code", &[fault.code.as_str()])
        ),
        None => text_with("fault_code", &[fault.code.as_str()]),
    };
    let asks_admin = fault.whose_move == Move::AskAdmin && !own_move;
    let own = fault.clone();
    let copy = asks_admin.then(|| {
        view! {
            <Contact />
            <div class="buttons start">
                <CopyForAdmin fault=own whose=whose.get_value() />
            </div>
        }
    });
    view! {
        <Icon shape=Shape::Warn class="tone-warn large" />
        <Heading text=title />
        <p class="lead">{words}</p>
        <p class="small soft" data-part="move">{whose_move}</p>
        {copy}
        <details class="details">
            <summary>{text("fault_details")}</summary>
            <pre tabindex="0">{details}</pre>
            <CopyButton content=move |()| admin_text(&fault, &whose.get_value()) />
        </details>
    }
}

/// Try again and Use another account, the likelier one as the primary button.
#[component]
fn Moves(fault: Fault, provider: Provider) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let other_first = OTHER_ACCOUNT.contains(&fault.code.as_str());
    let (again, other) = match other_first {
        true => (ButtonKind::Quiet, ButtonKind::Primary),
        false => (ButtonKind::Primary, ButtonKind::Quiet),
    };
    let again = view! {
        <Button
            look=again
            disabled=wizard.doing.busy
            on_press=move |()| wizard.sign_in(provider)
        >
            {text("move_retry")}
        </Button>
    };
    let another = wizard.another(provider);
    let other = view! {
        <Button
            look=other
            disabled=wizard.doing.busy
            on_press=move |()| another.run(provider, None)
        >
            {text("move_other_account")}
        </Button>
        <Leaving leave=another />
    };
    match other_first {
        true => view! { {again}{other} }.into_any(),
        false => view! { {other}{again} }.into_any(),
    }
}
