//! The welcome page after "Get started" in the welcome mail: what will happen, with which org, and the button that
//! opens the popup.

use leptos::prelude::*;

use super::page::Page;
use super::route::{Route, welcome_link};
use crate::base::{OrgHost, Topic};
use crate::onboarding::{PopupView, Screen};
use crate::platform::i18n::text;
use crate::protocol::{GetPopup, OpenPopup, PasteInvitation};
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, Icon, Notice, Shape, Skeleton, Standing, Tone,
    ask_and_follow, live,
};

/// The state of the page, by the popup's view.
#[derive(Clone, PartialEq)]
enum WelcomeState {
    NotInvited(Option<crate::base::Fault>),
    Invited { org: String },
    UnderWay,
    Done { org: String },
}

#[component]
pub fn Welcome() -> impl IntoView {
    let asked = ask_and_follow(GetPopup {}, Topic::Setup);
    let standing = asked.standing();
    let stand = Memo::new(move |_| {
        asked.value.with(|view| {
            Some(match view.as_ref()? {
                // The application shows another page while it is switched off.
                PopupView::Checking | PopupView::Off { .. } => return None,
                PopupView::NotInvited { fault } => WelcomeState::NotInvited(fault.clone()),
                PopupView::Wizard(wizard) => match &wizard.screen {
                    Screen::Activate { org, .. } => WelcomeState::Invited { org: org.clone() },
                    _ => WelcomeState::UnderWay,
                },
                PopupView::Home(home) => WelcomeState::Done {
                    org: home.org.clone(),
                },
            })
        })
    });
    let offered = RwSignal::new(welcome_link());
    // Made here, because the worker reports the change before it answers, and the parts below may be drawn again
    // in between.
    let taken = Callback::new(move |()| offered.set(None));
    let page = move || match (standing.get(), stand.get()) {
        (Standing::Ready, Some(_)) if offered.with(Option::is_some) => {
            let link = offered.get().unwrap_or_default();
            view! { <Offered link taken /> }.into_any()
        }
        (Standing::Failed(fault), _) => view! {
            <Page title=text("welcome_title")>
                <FaultView fault on_retry=Callback::new(move |()| asked.again()) />
            </Page>
        }
        .into_any(),
        (_, None) => view! {
            <main class="page" aria-busy="true">
                <Skeleton blocks=2 />
            </main>
        }
        .into_any(),
        (_, Some(WelcomeState::NotInvited(fault))) => view! {
            <Page title=text("not_invited_title") lead=text("not_invited_text")>
                {fault.map(|fault| view! { <FaultView fault /> })}
                <OpenTheWizard />
            </Page>
        }
        .into_any(),
        (_, Some(WelcomeState::Invited { org })) => view! {
            <Page title=text("welcome_title") lead=text("welcome_text")>
                <Org org />
                <p class="soft">{text("welcome_check")}</p>
                <Steps />
                <OpenTheWizard />
            </Page>
        }
        .into_any(),
        (_, Some(WelcomeState::UnderWay)) => view! {
            <Page title=text("welcome_title") lead=text("welcome_under_way")>
                <OpenTheWizard />
            </Page>
        }
        .into_any(),
        (_, Some(WelcomeState::Done { org })) => view! {
            <Page title=text("welcome_done_title") lead=text("welcome_done_text")>
                <Org org />
                <div class="buttons">
                    <a class="button primary" data-key="primary" href=Route::Profile.address()>
                        {text("welcome_to_profile")}
                    </a>
                </div>
            </Page>
        }
        .into_any(),
    };
    view! { <div class="welcome">{page}</div> }
}

/// An invitation that was opened while something is set up or begun: the rep decides whether to use it.
#[component]
fn Offered(link: String, taken: Callback<()>) -> impl IntoView {
    let org = web_sys::Url::new(&link).ok();
    let org = org.and_then(|url| OrgHost::parse(&url.hostname()).ok());
    let taking = Command::new();
    let opening = Command::new();
    let take = move |()| {
        let link = link.clone();
        taking.run(PasteInvitation { link }, move |_| {
            taken.try_run(());
            // Only after a click on our own page.
            opening.run(OpenPopup {}, |_| ());
        });
    };
    view! {
        <Page title=text("welcome_title") lead=text("welcome_offered")>
            {org.map(|org| view! { <Org org=org.to_string() /> })}
            <p class="soft">{text("welcome_check")}</p>
            {move || taking.fault.get().map(|fault| view! { <FaultView fault /> })}
            <div class="buttons">
                <Button look=ButtonKind::Primary on_press=take disabled=taking.busy>
                    {text("welcome_take")}
                </Button>
                <a class="button quiet" data-key="not-now" href=Route::Profile.address()>
                    {text("welcome_to_profile")}
                </a>
            </div>
        </Page>
    }
}

#[component]
fn Org(org: String) -> impl IntoView {
    view! {
        <div class="fact">
            <Icon shape=Shape::Cloud class="tone-accent large" />
            <p class="grow strong">{org}</p>
        </div>
    }
}

#[component]
fn Steps() -> impl IntoView {
    let steps = ["welcome_step_1", "welcome_step_2", "welcome_step_3"];
    let step = |key| view! { <li><p>{text(key)}</p></li> };
    view! { <ol class="plan">{steps.map(step).collect_view()}</ol> }
}

/// The button that opens the toolbar popup; where the browser refuses, other ways.
#[component]
fn OpenTheWizard() -> impl IntoView {
    let opening = Command::new();
    let opened = RwSignal::new(false);
    let live = live();
    let open = move |()| {
        opened.set(false);
        opening.run(OpenPopup {}, move |_| {
            opened.try_set(true);
            live.say(text("welcome_opened"));
        });
    };
    let outcome = move || {
        if opening.fault.get().is_some() {
            Some(
                view! {
                    <Notice tone=Tone::Warn title=text("welcome_not_opened")>
                        <div class="buttons">
                            <InTab />
                        </div>
                    </Notice>
                }
                .into_any(),
            )
        } else if opened.get() {
            Some(view! { <Notice tone=Tone::Good title=text("welcome_opened") /> }.into_any())
        } else {
            None
        }
    };
    let quiet = move || opening.fault.get().is_none().then(|| view! { <InTab /> });
    view! {
        {outcome}
        <div class="buttons">
            <Button look=ButtonKind::Primary on_press=open disabled=opening.busy>
                {text("welcome_open")}
            </Button>
            {quiet}
        </div>
    }
}

/// A link to the popup in a tab, where it works the same.
#[component]
fn InTab() -> impl IntoView {
    view! {
        <a class="button quiet" href="popup.html" target="_blank">
            {text("welcome_in_tab")}
        </a>
    }
}
