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
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use self::row::ActivityRow;
use super::state::PanelState;
use crate::base::pieces::Pieces;
use crate::insight::{ActivityView, Dated, Part, SortBy, Weeks};
use crate::platform::{i18n::text, intl};
use crate::ui::components::{LongRows, Place, last_known_row, signal_of};

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
    activities: Memo<Pieces<Dated>>,
    /// How they are sorted; only by date they stand in parts.
    sort: Memo<SortBy>,
) -> impl IntoView {
    let state = PanelState::get();
    let history = state.history;
    let weeks = signal_of(move || {
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
    let of_part = move |part: Part| {
        signal_of(move || {
            let weeks = weeks.get();
            history.with_done(|done| {
                let is_done =
                    |activity: &Dated| !done.is_empty() && done.contains_key(&activity.id);
                activities.with(|all| {
                    all.kept(|activity| {
                        let here = activity.open || is_done(activity);
                        Part::of(activity.day, here, weeks) == part
                    })
                })
            })
        })
    };
    let rows = move |part: Part, list: RwSignal<Pieces<Dated>>| {
        let all = Signal::derive(move || list.with(Pieces::len));
        let keys = move |places: Range<usize>| {
            list.with(|list| {
                let here = list.of(places);
                here.map(|activity| Key(Arc::clone(&activity.of))).collect()
            })
        };
        let row = move |Key(of): Key, place: Place| {
            let id = of.id.clone();
            let activity = last_known_row(move || {
                let at = place.at.get().saturating_sub(1);
                list.with(|list| find(list, at, &of.id))
            })?;
            Some(view! { <ActivityRow id activity part weeks place /> })
        };
        view! {
            <div role="list">
                <LongRows all keys row />
            </div>
        }
    };
    let section = move |part: Part| {
        let list = of_part(part);
        view! {
            <Show when=move || !list.with(Pieces::is_empty)>
                <section class="feed">
                    <h2>{text(title(part))}</h2>
                    {rows(part, list)}
                </section>
            </Show>
        }
    };
    let in_parts = Memo::new(move |_| sort.get() == SortBy::Date);
    move || match in_parts.get() {
        true => Part::ALL.map(section).collect_view().into_any(),
        // Each says its day.
        false => {
            let all = signal_of(move || activities.get());
            view! { <section class="feed">{rows(Part::Earlier, all)}</section> }.into_any()
        }
    }
}

/// An activity by its id, which stands there unless the list is just changing.
fn find(list: &Pieces<Dated>, at: usize, id: &str) -> Option<ActivityView> {
    let there = list.get(at).filter(|activity| activity.id == id);
    let found = there.or_else(|| list.iter().find(|activity| activity.id == id));
    found.map(|activity| (*activity.of).clone())
}

/// An activity as the key of its row: by its id alone, whatever else changes.
#[derive(Clone)]
struct Key(Arc<ActivityView>);

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.id == other.0.id
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}
