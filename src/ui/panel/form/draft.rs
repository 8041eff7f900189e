//! The form while it is written, and its draft in the worker's care.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::actions::{Choices, Filled, Form};
use crate::base::{ActionKind, Fault, IntentId, Millis, RecordId, RecordRef, sight::Seen};
use crate::outbox;
use crate::outbox::Writing;
use crate::panel::RecordView;
use crate::platform::{
    messages::{Question, ask},
    random,
};
use crate::protocol::{DropDraft, SaveDraft};
use crate::ui::{
    components::{Command, Pause},
    panel::{note::Elsewhere, state::PanelState},
};

/// What is typed is kept at the latest so long after it, also while the rep goes on typing.
const OFTEN: Duration = Duration::from_millis(500);

/// Before a draft is thrown away, what is being kept is waited for in steps of this length.
const SHORTLY: Duration = Duration::from_millis(20);

/// What a form begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The form.
    pub form: Form,
    /// When it was kept, or `None` for a fresh form.
    pub saved_at: Option<Millis>,
    /// Whether the worker has it just like this.
    pub kept: bool,
    /// Which draft it is, and what this form knows of it.
    pub writing: Writing,
    /// What its lists offer.
    pub choices: Choices,
}

/// What the rep is told about the draft.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Nothing was written yet.
    Fresh,
    /// It is being kept.
    Saving,
    /// It is kept.
    Saved,
    /// It could not be kept; it is still in this panel.
    NotSaved(Fault),
    /// It is not kept any more, because of what was done in another tab; it is still in this panel.
    Elsewhere(Elsewhere),
}

/// A draft.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The form as it is now.
    pub form: RwSignal<Form>,
    /// What the rep is told.
    pub kept: RwSignal<SaveState>,
    /// What the form's lists offer.
    pub choices: StoredValue<Choices>,
    /// Its submission.
    pub sending: Command,
    /// The form as the worker has it.
    pub(super) saved: StoredValue<Option<Form>>,
    /// Which draft it is, and what this form knows of it.
    pub(super) writing: StoredValue<Writing>,
    pub(super) record: StoredValue<RecordRef>,
    name: StoredValue<String>,
    pause: Pause,
    pub(super) over: StoredValue<bool>,
    pub(super) state: PanelState,
}

/// A form that is opened afresh, and the draft that it becomes.
pub fn fresh_writing(user: Option<RecordId>) -> Writing {
    let form = IntentId::new(random());
    Writing {
        draft: form.clone(),
        form,
        edition: 0,
        seen: None,
        user,
    }
}

impl Draft {
    /// A draft on a record; kept when the form goes, whatever the reason.
    pub fn new(record: RwSignal<RecordView>, opened: Opened) -> Self {
        let (record, name) = record
            .with_untracked(|record| (record.facts.record.clone(), record.facts.name.clone()));
        let draft = Self {
            kept: RwSignal::new(match opened.saved_at {
                Some(_) => SaveState::Saved,
                None => SaveState::Fresh,
            }),
            saved: StoredValue::new(opened.kept.then(|| opened.form.clone())),
            form: RwSignal::new(opened.form),
            choices: StoredValue::new(opened.choices),
            sending: Command::new(),
            writing: StoredValue::new(opened.writing),
            record: StoredValue::new(record),
            name: StoredValue::new(name),
            pause: Pause::new(),
            over: StoredValue::new(false),
            state: PanelState::get(),
        };
        if opened.saved_at.is_some() || !opened.kept {
            draft.mark_unsent();
        }
        draft.keep();
        draft.follow();
        on_cleanup(move || draft.keep());
        draft
    }

    /// Reads the form of the action that it is for; follows its changes.
    pub fn read<F: Filled, T: Default>(self, read: impl FnOnce(&F) -> T) -> T {
        self.form
            .with(|form| F::of(form).map(read))
            .unwrap_or_default()
    }

    /// [`Self::read`] without following.
    pub fn read_now<F: Filled, T: Default>(self, read: impl FnOnce(&F) -> T) -> T {
        untrack(|| self.read(read))
    }

    /// Changes the form; the draft is kept soon after.
    pub fn edit<F: Filled>(self, change: impl FnOnce(&mut F)) {
        if self
            .form
            .try_update(|form| F::of_mut(form).map(change))
            .is_some()
        {
            self.keep_soon();
        }
    }

    /// Whether it was sent or thrown away, or its form is gone.
    pub fn is_over(self) -> bool {
        self.over.try_get_value() != Some(false)
    }

    fn keep_soon(self) {
        if self.is_kept() {
            return;
        }
        self.mark_unsent();
        if !self.pause.waits() {
            self.pause.then(OFTEN, move || self.keep());
        }
    }

    /// Keeps the draft now, if the worker does not have it just like this. The field that has the
    /// focus loses it once more when the form is gone: then there is nothing to do.
    pub fn keep(self) {
        if self.is_over() {
            return;
        }
        self.pause.stop();
        if self.is_kept() {
            return;
        }
        // Until the worker has it, it is here, also after this form has gone.
        let form = self.form.get_untracked();
        let writing = self.writing.get_value();
        let key = self.key();
        self.state.unkept.update_value(|unkept| {
            unkept.insert(key, (form, writing));
        });
        if !self.is_elsewhere() {
            self.tell_worker();
        }
    }

    /// Has the worker keep the form as it is now.
    pub(super) fn tell_worker(self) {
        let form = self.form.get_untracked();
        let record = self.record.get_value();
        let key = (record.key(), form.kind());
        let was_kept = self.is_kept();
        self.saved.set_value(Some(form.clone()));
        self.writing.update_value(|writing| writing.edition += 1);
        let writing = self.writing.get_value();
        let edition = writing.edition;
        if !was_kept {
            self.kept.set(SaveState::Saving);
        }
        let question = SaveDraft {
            record,
            name: self.name.get_value(),
            form: form.clone(),
            writing,
        };
        let state = self.state;
        state.saving.update_value(|saving| *saving += 1);
        spawn_local(async move {
            let answer = ask(question).await;
            state.saving.try_update_value(|saving| *saving -= 1);
            if let Ok(outbox::DraftSaved::At(_)) = answer {
                state.unkept.try_update_value(|unkept| {
                    if unkept.get(&key).is_some_and(|(kept, _)| *kept == form) {
                        unkept.remove(&key);
                    }
                });
                self.writing.try_update_value(|writing| {
                    writing.seen = writing.seen.max(Some(edition));
                });
                self.answered(&form, SaveState::Saved);
                return;
            }
            if !was_kept {
                self.saved.try_update_value(|saved| {
                    if saved.as_ref() == Some(&form) {
                        *saved = None;
                    }
                });
            }
            match answer {
                Ok(outbox::DraftSaved::At(_)) => {}
                Ok(outbox::DraftSaved::Changed) => self.parted(Elsewhere::Changed),
                Ok(outbox::DraftSaved::Sent) => self.parted(Elsewhere::Sent),
                Ok(outbox::DraftSaved::Discarded) => self.parted(Elsewhere::Discarded),
                Err(fault) => self.answered(&form, SaveState::NotSaved(fault)),
            }
        });
    }

    /// The form was sent: there is no draft any more. The rep may have left it before the answer came;
    /// whether it is still open.
    pub fn sent(self, key: &(String, ActionKind)) -> bool {
        self.state.unkept.update_value(|unkept| {
            unkept.remove(key);
        });
        let is_open = self.over.try_update_value(|over| *over = true).is_some();
        if is_open {
            self.pause.stop();
        }
        is_open
    }

    /// What this panel holds of it is found by this.
    pub fn key(self) -> (String, ActionKind) {
        (
            self.record.with_value(RecordRef::key),
            self.form.with_untracked(Form::kind),
        )
    }

    /// Throws the draft away, and gives it for an undo.
    pub fn discard(self, seen: Seen) -> Form {
        self.end();
        let record = self.record.get_value();
        let form = self.form.get_untracked();
        let action = form.kind();
        let dropping = Question::of(&DropDraft { record, action }, seen);
        let state = self.state;
        spawn_local(async move {
            // What is being kept would come after it, and be a draft again.
            while state
                .saving
                .try_get_value()
                .is_some_and(|saving| saving > 0)
            {
                gloo_timers::future::sleep(SHORTLY).await;
            }
            // If it stays, the rep finds it again and can discard it again.
            let _ = dropping.answer().await;
        });
        form
    }

    /// Nothing of the draft is kept from here on.
    pub(super) fn end(self) {
        self.pause.stop();
        self.over.set_value(true);
        self.forget_unkept();
    }

    /// This panel need not hold it any more.
    pub(super) fn forget_unkept(self) {
        let key = self.key();
        self.state.unkept.update_value(|unkept| {
            unkept.remove(&key);
        });
    }

    /// An answer for an older form says nothing about this one.
    fn answered(self, form: &Form, kept: SaveState) {
        if self.form.try_with_untracked(|now| now == form) == Some(true) {
            self.kept.try_set(kept);
        }
    }

    pub(super) fn is_kept(self) -> bool {
        self.saved.with_value(|saved| {
            self.form
                .with_untracked(|form| saved.as_ref() == Some(form))
        })
    }

    /// Whether another tab has done something with the draft that the rep has to decide about.
    pub fn is_elsewhere(self) -> bool {
        self.kept
            .with_untracked(|kept| matches!(kept, SaveState::Elsewhere(_)))
    }

    fn mark_unsent(self) {
        let of = (self.name.get_value(), self.record.get_value());
        self.state.unsent.set(Some(of));
    }
}
