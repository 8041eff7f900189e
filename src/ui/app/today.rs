//! Today: what there is to do, best first, worked through by keys.

use leptos::prelude::*;

use super::page::Page;
use crate::agenda::LIMIT;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Desk, FaultView, Icon, Shape, TodayList, ToolButton};

#[component]
pub fn Today() -> impl IntoView {
    let desk = Desk::new(false);
    let refresh = desk.refresh();
    let items = Memo::new(move |_| desk.known(|view| view.items.clone()).unwrap_or_default());
    let count = Memo::new(move |_| items.with(Vec::len));
    let nowhere = Memo::new(move |_| {
        let nowhere = desk.known(|view| view.orgs.is_empty() && view.items.is_empty());
        nowhere == Some(true)
    });
    let faults = move || {
        let faults = desk.known(|view| view.faults.clone()).unwrap_or_default();
        let notice = |(org, fault)| view! { <FaultView fault on_retry=refresh org=Some(org) /> };
        faults.into_iter().map(notice).collect_view()
    };
    let more = move || desk.known(|view| view.more) == Some(true);
    let head = move || {
        view! {
            {faults}
            <div class="list-head">
                // The empty list says it in its own words.
                <p class="grow">
                    <span class="strong">{move || Desk::count(count.get())}</span>
                    " "
                    <span class="small soft">{move || desk.age()}</span>
                </p>
                <ToolButton
                    label=text("tasks_refresh")
                    shape=Shape::Refresh
                    disabled=desk.reading.busy
                    on_press=refresh
                />
            </div>
        }
    };
    let nothing = move || match nowhere.get() {
        true => view! { <p class="card empty">{text("today_no_org")}</p> }.into_any(),
        false => view! {
            <div class="card empty">
                <Icon shape=Shape::Check class="large tone-good" />
                <p class="strong">{text("today_none_title")}</p>
                <p>{text("today_none_text")}</p>
            </div>
        }
        .into_any(),
    };
    view! {
        <Page title=text("today_title") lead=text("today_lead")>
            <div aria-busy=move || desk.reading.busy.get().to_string()>
                <Show when=move || !nowhere.get()>{head()}</Show>
                <TodayList desk items shown=usize::MAX nothing />
                <Show when=more>
                    <p class="small soft">{text_with("tasks_more", &[&LIMIT.to_string()])}</p>
                </Show>
            </div>
        </Page>
    }
}
