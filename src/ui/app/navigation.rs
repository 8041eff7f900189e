//! The navigation at the left.

use leptos::prelude::*;

use super::route::Route;
use crate::admin::{AdminView, Rights};
use crate::platform::i18n::{counted, text};
use crate::ui::components::{Icon, Mark, Query, Shape};

#[component]
pub fn Navigation(
    route: Memo<Route>,
    waiting: Memo<usize>,
    admin: Query<AdminView>,
) -> impl IntoView {
    let entry = move |(to, shape, name): (Route, Shape, &'static str)| {
        let here = move || (route.get() == to).then_some("page");
        let count = move || {
            let n = (to == Route::Queue)
                .then(|| waiting.get())
                .filter(|n| *n > 0)?;
            let label = counted("app_queue_count", n);
            Some(view! {
                <span class="count">
                    <span aria-hidden="true">{n}</span>
                    <span class="hidden-text">{label}</span>
                </span>
            })
        };
        view! {
            <li>
                <a href=to.address() aria-current=here>
                    <Icon shape />
                    {text(name)}
                    {count}
                </a>
            </li>
        }
    };
    let entries = [
        (Route::Profile, Shape::Person, "app_profile"),
        (Route::Today, Shape::Calendar, "today_title"),
        (Route::Feed, Shape::FocusTarget, "live_feed_title"),
        (Route::Bets, Shape::Star, "bets_best_bets"),
        (Route::Campaigns, Shape::Steps, "campaigns_title"),
        (Route::Queue, Shape::Queue, "app_queue"),
        (Route::Templates, Shape::Mail, "templates_title"),
        (Route::Help, Shape::Help, "app_help"),
    ];
    let may = move |right: fn(Rights) -> bool| {
        admin.value.with(|view| {
            let orgs = view.as_ref().map(|view| view.orgs.iter());
            orgs.is_some_and(|mut orgs| orgs.any(|org| right(org.rights)))
        })
    };
    // While nothing is set up, the user may be the administrator who will do it.
    let nothing = move || {
        let value = admin.value;
        value.with(|view| view.as_ref().is_some_and(|view| view.orgs.is_empty()))
    };
    let set_up = Memo::new(move |_| nothing() || may(Rights::can_set_up));
    let invite = Memo::new(move |_| may(Rights::can_invite));
    // Below the others, so that nothing moves when the rights become known.
    let administer = move || {
        [
            (set_up.get(), (Route::Setup, Shape::Settings, "app_setup")),
            (invite.get(), (Route::Team, Shape::People, "app_team")),
        ]
        .into_iter()
        .filter(|(shown, _)| *shown)
        .map(|(_, to)| entry(to))
        .collect_view()
    };
    view! {
        <header class="side">
            <div class="brand">
                <Mark />
                <span>"MSI Actions"</span>
            </div>
            <nav aria-label=text("app_nav")>
                <ul class="nav">{entries.map(entry).collect_view()} {administer}</ul>
            </nav>
        </header>
    }
}
