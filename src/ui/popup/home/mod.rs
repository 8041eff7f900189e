//! The popup after the set-up: the rep and their orgs, what there is to do today, what is on its way.

mod best_bets;
mod campaigns;
mod drafts;
mod feed;
mod outbox;
mod replies;
mod today;
mod who;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::best_bets::BestBets;
use self::campaigns::Campaigns;
use self::drafts::Drafts;
use self::feed::Feed;
use self::outbox::Outbox;
use self::replies::Replies;
use self::today::Today;
use self::who::RepSummary;
use super::wizard::Wizard;
use crate::onboarding::{HomeView, PopupView};
use crate::platform::i18n::text;
use crate::platform::side_panel;
use crate::protocol::OpenApp;
use crate::ui::components::{
    Button, ButtonKind, Command, ExpiringNotice, FaultView, Notice, ThemeChoice, Tone,
};

/// The org in the bar, as the link to it.
#[component]
pub fn Org() -> impl IntoView {
    let home = home();
    let org = Memo::new(move |_| home.get().map(|home| home.org).unwrap_or_default());
    let address = move || format!("https://{}/", org.get());
    view! {
        <a class="small soft cut" href=address target="_blank" rel="noopener">
            {org}
        </a>
    }
}

fn home() -> Memo<Option<HomeView>> {
    let wizard = expect_context::<Wizard>();
    Memo::new(move |_| {
        wizard.asked.value.with(|view| match view {
            Some(PopupView::Home(home)) => Some(HomeView::clone(home)),
            _ => None,
        })
    })
}

#[component]
pub fn Home() -> impl IntoView {
    let home = home();
    let opening = Command::new();
    let open = move |route: &'static str| {
        move |()| {
            opening.run(
                OpenApp {
                    route: route.into(),
                },
                |_| (),
            );
        }
    };
    let refused = RwSignal::new(false);
    let open_panel = move |()| {
        // Chrome opens it only in the handler of the click.
        let opened = side_panel::open();
        spawn_local(async move {
            let opened = opened.await;
            refused.try_set(!opened);
            if opened {
                // The popup would cover what it opened.
                let _ = window().close();
            }
        });
    };
    view! {
        <main class="body" data-screen="Home">
            <RepSummary home />
            {move || opening.fault.get().map(|fault| view! { <FaultView fault /> })}
            <Show when=move || refused.get()>
                <Notice tone=Tone::Warn title=text("home_no_panel_title")>
                    <p>{text("home_no_panel_text")}</p>
                </Notice>
            </Show>
            <ExpiringNotice />
            <Today home see_all=open("#/today") />
            <Outbox home />
            <Replies />
            <Drafts />
            <Feed see_all=open("#/feed") />
            <Campaigns see_all=open("#/campaigns") />
            <BestBets see_all=open("#/bets") />
            <ThemeChoice />
        </main>
        <footer class="foot">
            <div class="buttons start">
                <Button look=ButtonKind::Quiet on_press=open("#/")>
                    {text("home_open_app")}
                </Button>
                <Button look=ButtonKind::Quiet on_press=open("#/help")>
                    {text("home_help")}
                </Button>
            </div>
            <Button look=ButtonKind::Primary on_press=open_panel>
                {text("home_open_panel")}
            </Button>
        </footer>
    }
}
