//! What there is to do today, best first: the first of the list that the web application has.

use leptos::prelude::*;

use crate::agenda::LIMIT;
use crate::base::{Fault, Kind, OrgHost};
use crate::onboarding::HomeView;
use crate::platform::i18n::{text, text_with};
use crate::today::stuck;
use crate::ui::components::{
    Button, ButtonKind, Desk, FaultView, Icon, Shape, TodayList, ToolButton,
};

/// The most rows before the rep unfolds the list.
const SHOWN: usize = 5;

/// The list, or why there is none.
#[component]
pub fn Today(
    /// The view.
    home: Memo<Option<HomeView>>,
    /// Called to see it in the web application.
    #[prop(into)]
    see_all: Callback<()>,
) -> impl IntoView {
    let desk = Desk::new(true);
    let refresh = desk.refresh();
    let items = Memo::new(move |_| {
        // What needs the rep came with the popup itself, and waits for nobody.
        let first = || home.with(|home| home.as_ref().map(|home| stuck(&home.outbox)));
        let known = desk.known(|view| view.items.clone());
        known.or_else(first).unwrap_or_default()
    });
    let count = Memo::new(move |_| items.with(Vec::len));
    let all = RwSignal::new(false);
    let shown = Signal::derive(move || if all.get() { usize::MAX } else { SHOWN });
    let is_shown = move |(_, fault): &(OrgHost, Fault)| !is_shown_above(fault, home);
    let faults = Memo::new(move |_| {
        let faults = desk.known(|view| view.faults.clone()).into_iter().flatten();
        faults.filter(is_shown).collect::<Vec<_>>()
    });
    let fault = move |(org, fault)| view! { <FaultView fault on_retry=refresh org=Some(org) /> };
    let old = move || {
        let age = desk.age().filter(|_| !faults.with(Vec::is_empty));
        age.map(|age| view! { <p class="small soft">{age}</p> })
    };
    let more = move || all.get() && desk.known(|view| view.more) == Some(true);
    // Without an org, what is wrong with it is told above.
    let nothing = move || {
        let somewhere = desk.known(|view| !view.orgs.is_empty()) == Some(true);
        somewhere.then(|| {
            view! {
                <p class="soft nothing">
                    <Icon shape=Shape::Check class="tone-good" />
                    {text("today_none_title")}
                </p>
            }
        })
    };
    view! {
        <section class="tasks" aria-busy=move || desk.reading.busy.get().to_string()>
            <div class="title">
                <h2>{text("today_title")}</h2>
                <span class="small soft">{move || Desk::count(count.get())}</span>
                <ToolButton
                    label=text("tasks_refresh")
                    shape=Shape::Refresh
                    disabled=desk.reading.busy
                    on_press=refresh
                />
                <Button look=ButtonKind::Quiet small=true on_press=see_all>
                    {text("bets_see_all")}
                    <span class="hidden-text">": " {text("today_title")}</span>
                </Button>
            </div>
            {move || faults.get().into_iter().map(fault).collect_view()}
            {old}
            <TodayList desk items shown nothing />
            <Show when=move || !all.get() && { count.get() > SHOWN }>
                <Button look=ButtonKind::Quiet small=true on_press=move |()| all.set(true)>
                    {text("home_drafts_all")}
                </Button>
            </Show>
            <Show when=more>
                <p class="small soft">{text_with("tasks_more", &[&LIMIT.to_string()])}</p>
            </Show>
        </section>
    }
}

/// Whether the popup shows the same fault above, with the same sign-in button.
fn is_shown_above(fault: &Fault, home: Memo<Option<HomeView>>) -> bool {
    fault.whose_move.kind() == Kind::SignIn
        && home.with(|home| {
            let connections = home.iter().flat_map(|home| &home.connections);
            let connections = connections.filter_map(|connection| connection.fault.as_ref());
            let orgs = home.iter().flat_map(|home| &home.orgs);
            let mut faults = connections.chain(orgs.filter_map(|org| org.fault.as_ref()));
            faults.any(|known| known.code == fault.code)
        })
}
