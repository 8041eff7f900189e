//! The list of activities: open tasks first, then week by week. Each opens in place.

mod card;
mod edit;
mod facts;
mod follow;
mod history;
mod row;
mod task;

pub use history::History;

use leptos::prelude::*;

use self::row::ActivityRow;
use super::state::PanelState;
use crate::insight::{ActivityView, Part, SortBy, Weeks};
use crate::platform::{i18n::text, intl};
use crate::ui::components::{LongList, Place, last_known_row};

const fn title(part: Part) -> &'static str {
    match part {
        Part::Open => "feed_open",
        Part::ThisWeek => "feed_this_week",
        Part::LastWeek => "feed_last_week",
        Part::Earlier => "feed_earlier",
    }
}

/// A list of activities of one record.
#[component]
pub fn Feed(
    /// At least one; all of them, or those that the rep chose: open tasks by due date, then what is done, the newest first.
    #[prop(into)]
    activities: Signal<Vec<ActivityView>>,
    /// How they are sorted; only by date they stand in parts.
    sort: Memo<SortBy>,
) -> impl IntoView {
    let state = PanelState::get();
    let history = state.history;
    let weeks = Memo::new(move |_| {
        activities.track();
        let now = state.now.get_untracked();
        Weeks {
            today: intl::calendar_day(now),
            this: intl::week_start(now, 0),
            last: intl::week_start(now, 1),
        }
    });
    Effect::new(move |before: Option<()>| {
        activities.track();
        if before.is_some() {
            history.renewed();
        }
    });
    // What the rep has just marked as done stays where it is, with its Undo, until its card is closed.
    let part_of = move |activity: &ActivityView, weeks: Weeks| {
        let day = activity.at.map(|at| at.day(intl::calendar_day));
        let here = activity.open || history.status_before(&activity.id).is_some();
        Part::of(day, here, weeks)
    };
    let ids = move |part: Part| {
        Memo::new(move |_| {
            let weeks = weeks.get();
            activities.with(|activities| {
                let of = activities.iter();
                let of = of.filter(|activity| part_of(activity, weeks) == part);
                of.map(|activity| activity.id.clone()).collect::<Vec<_>>()
            })
        })
    };
    let all = Memo::new(move |_| {
        activities.with(|activities| {
            let ids = activities.iter().map(|activity| activity.id.clone());
            ids.collect::<Vec<_>>()
        })
    });
    let rows = move |part: Part, ids: Memo<Vec<String>>| {
        let row = move |id: String, place: Place| {
            let of = id.clone();
            let activity = last_known_row(move || activities.with(|all| find(all, &of)))?;
            Some(view! { <ActivityRow id activity part weeks place /> })
        };
        view! {
            <div role="list">
                <LongList keys=ids row />
            </div>
        }
    };
    let section = move |part: Part| {
        let ids = ids(part);
        view! {
            <Show when=move || !ids.with(Vec::is_empty)>
                <section class="feed">
                    <h2>{text(title(part))}</h2>
                    {rows(part, ids)}
                </section>
            </Show>
        }
    };
    let in_parts = Memo::new(move |_| sort.get() == SortBy::Date);
    move || match in_parts.get() {
        true => Part::ALL.map(section).collect_view().into_any(),
        // Each says its day.
        false => view! { <section class="feed">{rows(Part::Earlier, all)}</section> }.into_any(),
    }
}

fn find(activities: &[ActivityView], id: &str) -> Option<ActivityView> {
    activities
        .iter()
        .find(|activity| activity.id == id)
        .cloned()
}
