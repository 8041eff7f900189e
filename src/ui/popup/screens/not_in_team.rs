//! Signed in to an org whose team the rep is not in, or not any more.

use leptos::prelude::*;

use crate::base::{Fault, Move, Provider};
use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::protocol::CheckAgain;
use crate::ui::{
    components::{
        Button, ButtonKind, Contact, CopyForAdmin, Heading, Icon, Leaving, Notice, Shape, Tone,
        Whose, fault_texts, live,
    },
    popup::wizard::Wizard,
};

#[component]
pub fn NotInTeam(org: String, account: String, withdrawn: bool) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let live = live();
    let still = RwSignal::new(false);
    let (title, lead) = match withdrawn {
        true => ("not_in_team_withdrawn", "not_in_team_kept"),
        false => ("not_in_team_title", "not_in_team_text"),
    };
    let whose = Whose {
        org: Some(org.clone()),
        account: Some(account.clone()),
    };
    let check = move |()| {
        still.set(false);
        wizard.doing.run(CheckAgain {}, move |view| {
            live.say(text("not_in_team_checked"));
            wizard.asked.put(view);
            still.try_set(true);
        });
    };
    let failed = move || {
        let fault = wizard.doing.fault.get()?;
        let (title, words) = fault_texts(&fault);
        Some(view! { <Notice tone=Tone::Warn title><p>{words}</p></Notice> })
    };
    let fault = Fault::new("onboarding.not_in_team", Move::AskAdmin);
    let another = wizard.another(Provider::Salesforce);
    view! {
        <main class="body" data-screen="NotInTeam" data-fault="onboarding.not_in_team">
            <Heading text=text(title) />
            <p class="lead">{text(lead)}</p>
            {failed}
            <Show when=move || still.get()>
                <p class="small" role="status">
                    {text("not_in_team_checked")}
                </p>
            </Show>
            <div class="fact">
                <Icon shape=Shape::Cloud class="soft" />
                <div class="grow">
                    <p class="strong">{org}</p>
                    <p class="small soft">{account}</p>
                    <div class="buttons start">
                    <Button
                        look=ButtonKind::Quiet
                        small=true
                        disabled=wizard.doing.busy
                        on_press=move |()| another.run(Provider::Salesforce, None)
                    >
                        {text("move_other_account")}
                    </Button>
                    <Leaving leave=another />
                    <Button
                        look=ButtonKind::Quiet
                        small=true
                        disabled=wizard.doing.busy
                        on_press=move |()| wizard.answer(StepName::NotInTeam, Answer::Decline)
                    >
                        {text("activate_decline")}
                    </Button>
                    </div>
                </div>
            </div>
            <Contact />
            <div class="buttons start">
                <CopyForAdmin fault whose />
            </div>
            <div class="buttons start">
            <Button look=ButtonKind::Quiet small=true on_press=move |()| wizard.open_app("#/setup")>
                {text("not_invited_admin")}
            </Button>
            </div>
        </main>
        <footer class="foot">
            <div class="buttons">
                <Button look=ButtonKind::Primary disabled=wizard.doing.busy on_press=check>
                    {text("move_check_again")}
                </Button>
            </div>
        </footer>
    }
}
