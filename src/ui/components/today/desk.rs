//! What is known of today, and what the rows of its list share.

use leptos::prelude::*;

use crate::base::{ActionKind, Fault, OrgHost, RecordId, Topic};
use crate::campaigns::Recency;
use crate::platform::{
    i18n::{counted, text_with},
    intl, now,
};
use crate::protocol::{GetToday, OpenRecord};
use crate::today::TodayView;
use crate::ui::components::{Command, Query, Standing, ask_and_follow_any};

/// What of it may have changed, and with it the list.
const TOPICS: [Topic; 4] = [
    Topic::Outbox,
    Topic::Replies,
    Topic::Tasks,
    Topic::Campaigns,
];

/// Today, as a surface shows it.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What is known.
    pub asked: Query<TodayView>,
    /// The reading of the tasks, which nothing else waits for.
    pub reading: Command,
    /// The opening of a record.
    pub opening: Command,
    /// The task that was done last; its Undo is shown above the list.
    pub done: RwSignal<Option<DoneTask>>,
    /// The task that was taken back last.
    pub back: RwSignal<Option<(OrgHost, RecordId)>>,
    /// Whether tasks say in which org they are.
    pub several: Memo<bool>,
    unread: Memo<bool>,
    standing: Memo<Standing>,
    /// Whether the surface would cover the record that it opens.
    covers: bool,
}

/// A task that the rep has just done.
#[derive(Clone, PartialEq)]
pub struct DoneTask {
    /// Its org.
    pub org: OrgHost,
    /// The task.
    pub task: RecordId,
    /// Its subject, as it was shown.
    pub subject: String,
}

impl Desk {
    /// Asks for it, and has the tasks read where nobody has today. The popup `covers` what it opens.
    pub fn new(covers: bool) -> Self {
        let known = GetToday {
            tasks: Recency::Known,
        };
        let asked = ask_and_follow_any(known, TOPICS.to_vec());
        let get = move |what: fn(&TodayView) -> bool| {
            Memo::new(move |_| asked.value.with(|view| view.as_ref().is_some_and(what)))
        };
        let desk = Self {
            asked,
            reading: Command::new(),
            opening: Command::new(),
            done: RwSignal::new(None),
            back: RwSignal::new(None),
            several: get(|view| view.orgs.len() > 1),
            unread: get(|view| view.unread),
            standing: asked.standing(),
            covers,
        };
        Effect::new(move |_| {
            if desk.unread.get() {
                desk.read(Recency::Recent);
            }
        });
        desk
    }

    fn read(self, tasks: Recency) {
        self.reading
            .run(GetToday { tasks }, move |view| self.asked.put(view));
    }

    /// Has the tasks read now.
    pub fn refresh(self) -> Callback<()> {
        Callback::new(move |()| self.read(Recency::New))
    }

    /// Whether something of the list is on its way, for the first time today.
    pub fn is_reading(self) -> bool {
        let loading = self.standing.get() == Standing::Loading;
        loading || self.unread.get() && self.reading.busy.get()
    }

    /// Whether the list is all there is: the tasks of every org were read.
    pub fn is_complete(self) -> bool {
        let complete = self.known(|view| {
            let read = view.at.is_some() || view.orgs.is_empty();
            read && !view.unread
        });
        complete == Some(true)
    }

    /// Why there is no list, or why the tasks were not read again.
    pub fn fault(self) -> Option<Fault> {
        match self.standing.get() {
            Standing::Failed(fault) => Some(fault),
            Standing::Loading | Standing::Ready => self.reading.fault.get(),
        }
    }

    /// Something of what is known.
    pub fn known<T>(self, what: impl Fn(&TodayView) -> T) -> Option<T> {
        self.asked.value.with(|view| view.as_ref().map(what))
    }

    /// How old its tasks are, in words.
    pub fn age(self) -> Option<String> {
        let at = self.known(|view| view.at).flatten()?;
        Some(text_with("panel_stale", &[&intl::ago(at, now())]))
    }

    /// How much there is to do, in words; none where it is nothing.
    pub fn count(items: usize) -> Option<String> {
        (items > 0).then(|| counted("today_count", items))
    }

    /// Opens a record beside the list, and starts an action there.
    pub fn open(self, org: OrgHost, record: RecordId, action: Option<ActionKind>) {
        let request = OpenRecord {
            org,
            record,
            action,
        };
        self.opening.run(request, move |_| {
            if self.covers {
                let _ = window().close();
            }
        });
    }

    /// The action, where the policy allows it.
    pub fn offered(self, action: Option<ActionKind>) -> Option<ActionKind> {
        let offers =
            |action: &ActionKind| self.known(|view| view.actions.contains(action)) == Some(true);
        action.filter(offers)
    }
}
