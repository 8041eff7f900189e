//! The open form, and storing it as a draft in the worker.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::actions::{Choices, Filled, Form, Part};
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

/// How long after a change the draft is stored at the latest, even while the rep goes on typing.
const OFTEN: Duration = Duration::from_millis(500);

/// Before a draft is thrown away, what is being kept is waited for in steps of this length.
const SHORTLY: Duration = Duration::from_millis(20);

/// What a form begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The form.
    pub form: Form,
    /// When it was stored; `None` for a fresh form.
    pub saved_at: Option<Millis>,
    /// Whether the worker has stored it in this form.
    pub kept: bool,
    /// The draft's identity and edition.
    pub writing: Writing,
    /// The choices for its lists.
    pub choices: Choices,
}

/// The state of the draft, as the rep sees it.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Nothing was typed yet.
    Fresh,
    /// It is being stored.
    Saving,
    /// It is stored.
    Saved,
    /// It could not be stored; it is still in this panel.
    NotSaved(Fault),
    /// It is not stored any more, because of a change in another tab; it is still in this panel.
    Elsewhere(Elsewhere),
}

/// A draft.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The form as it is now.
    pub form: RwSignal<Form>,
    /// The state that the rep sees.
    pub kept: RwSignal<SaveState>,
    /// The choices for the form's lists.
    pub choices: StoredValue<Choices>,
    /// Its submission.
    pub sending: Command,
    /// The form as the worker has stored it.
    pub(super) saved: StoredValue<Option<Form>>,
    /// The draft's identity and edition.
    pub(super) writing: StoredValue<Writing>,
    pub(super) record: StoredValue<RecordRef>,
    name: StoredValue<String>,
    pause: Pause,
    pub(super) over: StoredValue<bool>,
    pub(super) state: PanelState,
}

/// The identity of a fresh form and of the draft that it becomes.
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
    /// The draft of a form on a record. It is stored when the form is removed, for whatever reason.
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

    /// Reads the form of its action; follows changes.
    pub fn read<F: Filled, T: Default>(self, read: impl FnOnce(&F) -> T) -> T {
        self.form
            .with(|form| F::of(form).map(read))
            .unwrap_or_default()
    }

    /// As [`Self::read`], without following changes.
    pub fn read_now<F: Filled, T: Default>(self, read: impl FnOnce(&F) -> T) -> T {
        untrack(|| self.read(read))
    }

    /// Changes the form; the draft is stored soon after.
    pub fn edit<F: Filled>(self, change: impl FnOnce(&mut F)) {
        self.edit_any(|form| {
            if let Some(form) = F::of_mut(form) {
                change(form);
            }
        });
    }

    /// As [`Self::edit`], whichever action's form it is.
    pub fn edit_any(self, change: impl FnOnce(&mut Form)) {
        if self.form.try_update(change).is_some() {
            self.keep_soon();
        }
    }

    /// Whether the rep may write a part of the form.
    pub fn may(self, part: Part) -> bool {
        self.choices
            .with_value(|choices| !choices.limits.bars(part))
    }

    /// The draft's id, which becomes that of its submission.
    pub fn id(self) -> IntentId {
        self.writing.with_value(|writing| writing.draft.clone())
    }

    /// Whether it was sent or discarded, or its form was removed.
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

    /// Stores the draft now, unless the worker has stored it in this form. It is called once more when the form was
    /// removed, because the field loses the focus then; there is nothing to do in that case.
    pub fn keep(self) {
        if self.is_over() {
            return;
        }
        self.pause.stop();
        if self.is_kept() {
            return;
        }
        // Until the worker has stored it, the panel keeps it, even after this form was removed.
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

    /// Sends the form to the worker as it is now.
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

    /// The form was sent, so there is no draft any more. Returns whether the form is still open: the rep may have left it
    /// before the answer came.
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

    /// The key of the draft in this panel.
    pub fn key(self) -> (String, ActionKind) {
        (
            self.record.with_value(RecordRef::key),
            self.form.with_untracked(Form::kind),
        )
    }

    /// Discards the draft, and returns the form for an undo.
    pub fn discard(self, seen: Seen) -> Form {
        self.end();
        let record = self.record.get_value();
        let form = self.form.get_untracked();
        let action = form.kind();
        let dropping = Question::of(&DropDraft { record, action }, seen);
        let state = self.state;
        spawn_local(async move {
            // A save that is under way would arrive later, and make a draft again.
            while state
                .saving
                .try_get_value()
                .is_some_and(|saving| saving > 0)
            {
                gloo_timers::future::sleep(SHORTLY).await;
            }
            // If that fails, the rep finds the draft again and can discard it again.
            let _ = dropping.answer().await;
        });
        form
    }

    /// Nothing of the draft is stored from now on.
    pub(super) fn end(self) {
        self.pause.stop();
        self.over.set_value(true);
        self.forget_unkept();
    }

    /// The panel does not have to keep it any more.
    pub(super) fn forget_unkept(self) {
        let key = self.key();
        self.state.unkept.update_value(|unkept| {
            unkept.remove(&key);
        });
    }

    /// Sets the state after an answer; ignored where the form has changed since.
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

    /// Whether another tab has changed the draft, so that the rep has to decide.
    pub fn is_elsewhere(self) -> bool {
        self.kept
            .with_untracked(|kept| matches!(kept, SaveState::Elsewhere(_)))
    }

    fn mark_unsent(self) {
        let of = (self.name.get_value(), self.record.get_value());
        self.state.unsent.set(Some(of));
    }
}
