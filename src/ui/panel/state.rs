//! The state that the panel's parts share: the record, the outbox, the open form.

use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use std::collections::HashMap;
use std::time::Duration;

use super::composing::{Composing, Start};
use super::contacts::Contacts;
use super::feed::History;
use super::focus::FocusTarget;
use super::note::Note;
use super::older::OlderPages;
use super::showing::{Showing, showing};
use crate::actions::{Choices, Form};
use crate::base::{ActionKind, Millis, OrgHost, RecordId, RecordRef, Topic};
use crate::insight::PersonView;
use crate::outbox::{DraftItem, OutboxItem, Writing};
use crate::panel::{ListPeople, PanelView, RecordView};
use crate::platform::{
    messages::{ask, on_changed},
    now,
};
use crate::protocol::{GetDrafts, GetOutbox, GetRecord, GetRecordNow, Looked};
use crate::ui::components::{Query, ask_and_follow};

/// How often ages such as "2 minutes ago" are updated.
const AGING: Duration = Duration::from_secs(20);
/// How often a moving pointer counts as the rep seeing the panel, at most.
const SEEN_EVERY: Duration = Duration::from_secs(10);

/// The shared state.
#[derive(Clone, Copy)]
pub struct PanelState {
    /// The worker's last view.
    pub view: Query<PanelView>,
    /// The submissions.
    pub outbox: Query<Vec<OutboxItem>>,
    /// The view to draw.
    pub showing: Memo<Showing>,
    /// The open form.
    pub composing: RwSignal<Option<Composing>>,
    /// The note above the list.
    pub note: RwSignal<Option<Note>>,
    /// The record, with its name, whose open form has unsent text.
    pub unsent: RwSignal<Option<(String, RecordRef)>>,
    /// Drafts that could not be stored yet, by record and action.
    pub unkept: StoredValue<HashMap<(String, ActionKind), (Form, Writing)>>,
    /// How many drafts are being stored at this moment.
    pub saving: StoredValue<u32>,
    /// The drafts of all records.
    pub drafts: Query<Vec<DraftItem>>,
    /// The chosen person of each record.
    pub chosen: RwSignal<HashMap<String, RecordId>>,
    /// The people whom the rep chose in the list in view.
    pub list_people: RwSignal<Option<ListPeople>>,
    /// Further contacts, and the state of each list of people.
    pub contacts: Contacts,
    /// The choices for forms in this org, once a form was opened.
    pub choices: StoredValue<Option<Choices>>,
    /// The opened cards of the activities.
    pub history: History,
    /// Up to when the rep had seen the record in view when they came to it; what changed later is marked as new.
    pub seen_until: RwSignal<Option<Millis>>,
    /// The record in view, and the age of its view, of which the worker knows that the rep sees it.
    looked: StoredValue<Option<(RecordRef, Millis)>>,
    /// Older activities than those of the view.
    pub older: OlderPages,
    /// The element that gets the focus next.
    pub next_focus: StoredValue<Option<FocusTarget>>,
    /// The scroll position of the list.
    pub scrolled: StoredValue<i32>,
    /// The current time, for ages.
    pub now: RwSignal<Millis>,
    /// Whether the browser has a network.
    pub online: RwSignal<bool>,
    /// The record that is being read from Salesforce.
    asked: StoredValue<Option<RecordRef>>,
}

impl PanelState {
    /// Provides the state to the components below.
    pub fn provide() -> Self {
        let view = ask_and_follow(GetRecordNow {}, Topic::Record);
        let outbox = ask_and_follow(GetOutbox {}, Topic::Outbox);
        let composing = RwSignal::new(None::<Composing>);
        let state = Self {
            view,
            outbox,
            showing: showing(view, composing),
            composing,
            note: RwSignal::new(None),
            unsent: RwSignal::new(None),
            unkept: StoredValue::new(HashMap::new()),
            saving: StoredValue::new(0),
            drafts: ask_and_follow(GetDrafts {}, Topic::Drafts),
            chosen: RwSignal::new(HashMap::new()),
            list_people: RwSignal::new(None),
            contacts: Contacts::new(),
            choices: StoredValue::new(None),
            history: History::new(),
            seen_until: RwSignal::new(None),
            looked: StoredValue::new(None),
            older: OlderPages::new(),
            next_focus: StoredValue::new(None),
            scrolled: StoredValue::new(0),
            now: RwSignal::new(now()),
            online: RwSignal::new(window().navigator().on_line()),
            asked: StoredValue::new(None),
        };
        provide_context(state);
        state.refresh_queries();
        state.renew_when_seen();
        state.reload_for_another_user();
        state.close_form_with_its_record();
        state.tick();
        state
    }

    /// The state of this panel.
    pub fn get() -> Self {
        expect_context()
    }

    /// The record's view, updated while this record is shown.
    pub fn follow(self, record: &RecordRef) -> Option<RwSignal<RecordView>> {
        let of = record.clone();
        let current = move |view: &Option<PanelView>| match view {
            Some(PanelView::Record(view)) if view.facts.record == of => Some((**view).clone()),
            _ => None,
        };
        let first = self.view.value.with_untracked(&current)?;
        let signal = RwSignal::new(first);
        Effect::new(move |_| {
            if let Some(view) = self.view.value.with(&current) {
                signal.set(view);
            }
        });
        Some(signal)
    }

    /// The record whose cards are in view, so that its submissions need not be shown elsewhere.
    pub fn in_tray(self) -> Option<RecordRef> {
        let Showing::Record(shown) = self.showing.get() else {
            return None;
        };
        let writing = self
            .composing
            .with(|open| open.as_ref().is_some_and(|open| open.record == shown));
        (!writing).then_some(shown)
    }

    /// Whether the tab shows the form's record, as far as that is known: nothing can be written from another record's
    /// page.
    pub fn in_front(self) -> bool {
        let nothing = |view: &Option<PanelView>| {
            matches!(view, Some(PanelView::NoRecord | PanelView::NotSetUp))
        };
        !self.view.value.with(nothing)
    }

    /// Opens the form of an action.
    pub fn compose(self, record: RecordRef, action: ActionKind, start: Start) {
        self.note.set(None);
        self.composing.set(Some(Composing {
            record,
            action,
            start,
        }));
    }

    /// The person whom a record's actions are for: the chosen one, else the first with an address, else the first.
    pub fn person(self, record: RwSignal<RecordView>) -> Memo<Option<PersonView>> {
        Memo::new(move |_| {
            record.with(|record| {
                let chosen = self
                    .chosen
                    .with(|chosen| chosen.get(&record.facts.record.key()).cloned());
                let people = || record.facts.people.iter();
                let found = people().find(|person| Some(&person.record) == chosen.as_ref());
                let reachable = || people().find(|person| person.address.is_some());
                let beyond = || self.contacts.person(&record.facts.record, chosen.as_ref()?);
                let own = || reachable().or_else(|| people().next()).cloned();
                found.cloned().or_else(beyond).or_else(own)
            })
        })
    }

    /// The draft that could not be stored, if there is one.
    pub fn unkept_draft(self, record: &RecordRef, action: ActionKind) -> Option<(Form, Writing)> {
        let key = (record.key(), action);
        self.unkept.with_value(|unkept| unkept.get(&key).cloned())
    }

    /// Closes the form; the list is shown again, with the focus on `focus`.
    pub fn close_form(self, focus: FocusTarget) {
        self.unsent.set(None);
        self.next_focus.set_value(Some(focus));
        self.composing.set(None);
    }

    /// Shows an item at once, before the worker's next answer.
    pub fn put_in_outbox(self, item: OutboxItem) {
        let mut items = self.outbox.value.get_untracked().unwrap_or_default();
        items.retain(|other| other.intent != item.intent);
        items.insert(0, item);
        self.outbox.put(items);
    }

    /// Sends the queries again after a change of account, and when the page comes back from the background, where it may
    /// have missed an event.
    fn refresh_queries(self) {
        let again = move || {
            self.view.again();
            self.outbox.again();
            self.drafts.again();
        };
        on_changed(move |topic| {
            if topic == Topic::Setup {
                again();
            }
        });
        let visible = window_event_listener(ev::visibilitychange, move |_| {
            if !document().hidden() {
                again();
            }
        });
        on_cleanup(move || visible.remove());
        for event in ["online", "offline"] {
            let listener = window_event_listener_untyped(event, move |_| {
                self.online.set(window().navigator().on_line());
            });
            on_cleanup(move || listener.remove());
        }
    }

    /// Reads a record that is not cached or due for renewal while the rep sees the panel. A panel in the background makes
    /// no calls.
    fn renew_when_seen(self) {
        let ask_if_due = move || {
            self.note_look();
            let due = self.view.value.with_untracked(|view| {
                let view = view.as_ref().filter(|view| view.is_due())?;
                view.record().cloned()
            });
            if let Some(record) = due
                && !document().hidden()
            {
                self.ask_salesforce(record);
            }
        };
        Effect::new(move |_| {
            self.view.value.track();
            ask_if_due();
        });
        let visible = window_event_listener(ev::visibilitychange, move |_| ask_if_due());
        on_cleanup(move || visible.remove());
        let looked = StoredValue::new(now());
        let over = window_event_listener(ev::pointerover, move |_| {
            if now().since(looked.get_value()) >= SEEN_EVERY {
                looked.set_value(now());
                self.view.again();
            }
        });
        on_cleanup(move || over.remove());
    }

    /// Tells the worker that the rep sees the record, once for each view of it.
    fn note_look(self) {
        let seen = self.view.value.with_untracked(|view| match view {
            Some(PanelView::Record(view)) => {
                let facts = &view.facts;
                Some((facts.record.clone(), facts.freshness.at, view.looked))
            }
            _ => None,
        });
        let Some((record, at, before)) = seen.filter(|_| !document().hidden()) else {
            return;
        };
        let known = self.looked.get_value();
        if known.as_ref().map(|(of, at)| (of, *at)) == Some((&record, at)) {
            return;
        }
        // A view that is read again while the rep is there marks what it marked before.
        if known.is_none_or(|(of, _)| of != record) {
            self.seen_until.set(before);
        }
        self.looked.set_value(Some((record.clone(), at)));
        spawn_local(async move {
            // Without it, the same is marked once more.
            let _ = ask(Looked { record }).await;
        });
    }

    fn ask_salesforce(self, record: RecordRef) {
        if self.asked.get_value().as_ref() == Some(&record) {
            return;
        }
        self.asked.set_value(Some(record.clone()));
        spawn_local(async move {
            let answer = ask(GetRecord { refresh: false }).await;
            if self.asked.try_get_value().flatten().as_ref() == Some(&record) {
                self.asked.set_value(None);
            }
            let here = self
                .view
                .value
                .try_with_untracked(|view| view.as_ref().and_then(PanelView::record).cloned());
            if here.flatten().as_ref() != Some(&record) {
                return; // The tab shows another record by now.
            }
            match answer {
                Ok(view) => self.put(view),
                Err(fault) => self.view.fault.set(Some(fault)),
            }
        });
    }

    /// Sets the view from an answer; one about another record is ignored.
    pub fn put(self, view: PanelView) {
        let shown = self
            .view
            .value
            .with_untracked(|shown| shown.as_ref().and_then(PanelView::record).cloned());
        if shown.is_none() || view.record().is_none() || view.record() == shown.as_ref() {
            self.view.put(view);
        }
    }

    /// Reloads the panel for another user, so that nothing of the one before stays: no open form, no unstored draft.
    fn reload_for_another_user(self) {
        let acting = Memo::new(move |_| {
            self.view
                .value
                .with(|view| match view {
                    Some(PanelView::Record(record)) => Some(record.acting.clone()),
                    Some(PanelView::List(rows)) => Some(rows.acting.clone()),
                    _ => None,
                })
                .map(|acting| (acting.org, acting.name))
        });
        Effect::new(move |before: Option<Option<(OrgHost, String)>>| {
            let last = before.flatten();
            let now = acting.get();
            if let (Some((org, name)), Some((here, other))) = (&last, &now)
                && org == here
                && name != other
            {
                // It fails only where the page is gone already.
                let _ = window().location().reload();
            }
            now.or(last)
        });
    }

    /// Closes the form when the tab goes to another record. The form stores its draft, and a note says where it is.
    fn close_form_with_its_record(self) {
        Effect::new(move |_| {
            let here = match self.showing.get() {
                Showing::Record(record)
                | Showing::Gone(record, _)
                | Showing::Loading(Some(record)) => Some(record),
                // The form of people of a list is open beside any list of their object.
                Showing::List(list) => self.composing.with_untracked(|open| {
                    let open = open.as_ref().map(|open| open.record.clone());
                    open.filter(|open| open.org == list.org && open.object == list.object)
                }),
                Showing::Loading(None) | Showing::Failed(..) => return,
                Showing::NoRecord | Showing::NotSetUp | Showing::OtherUser { .. } => None,
            };
            self.scrolled.set_value(0);
            self.history.left();
            self.older.left();
            let left = self.composing.with_untracked(|open| {
                open.as_ref()
                    .is_some_and(|open| Some(&open.record) != here.as_ref())
            });
            self.note.update(|note| {
                if let Some(Note::Discarded(_) | Note::Ended(_)) = note {
                    *note = None;
                }
            });
            if left {
                if let Some((name, record)) = self.unsent.get_untracked() {
                    self.note.set(Some(Note::KeptElsewhere { name, record }));
                }
                self.unsent.set(None);
                self.composing.set(None);
            }
        });
    }

    fn tick(self) {
        let tick = move || {
            self.now.try_set(now());
        };
        if let Ok(ticking) = set_interval_with_handle(tick, AGING) {
            on_cleanup(move || ticking.clear());
        }
    }
}
