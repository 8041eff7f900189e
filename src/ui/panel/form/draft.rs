//! The form while it is written, and its draft in the worker's care.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::actions::{Choices, Filled, Form};
use crate::insight::RecordView;
use crate::platform::messages::{Question, ask};
use crate::ports::Millis;
use crate::protocol::{DropDraft, Fault, SaveDraft};
use crate::salesforce::RecordRef;
use crate::sight::Seen;
use crate::ui::panel::state::PanelState;

/// Typing rests this long before the draft is kept.
const REST: Duration = Duration::from_millis(400);

/// What a form begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The form.
    pub form: Form,
    /// When it was kept, or `None` for a fresh form.
    pub saved_at: Option<Millis>,
    /// Whether the worker has it just like this.
    pub kept: bool,
    /// What its lists offer.
    pub choices: Choices,
}

/// What the rep is told about the draft.
#[derive(Clone, Debug, PartialEq)]
pub enum Kept {
    /// Nothing was written yet.
    Fresh,
    /// It is being kept.
    Saving,
    /// It is kept.
    Saved,
    /// It could not be kept; it is still in this panel.
    NotSaved(Fault),
}

/// A draft.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The form as it is now.
    pub form: RwSignal<Form>,
    /// What the rep is told.
    pub kept: RwSignal<Kept>,
    /// What the form's lists offer.
    pub choices: StoredValue<Choices>,
    /// The form as the worker has it.
    saved: StoredValue<Option<Form>>,
    record: StoredValue<RecordRef>,
    name: StoredValue<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    over: StoredValue<bool>,
    state: PanelState,
}

impl Draft {
    /// A draft on a record; kept when the form goes, whatever the reason.
    pub fn new(record: RwSignal<RecordView>, opened: Opened) -> Self {
        let (record, name) =
            record.with_untracked(|record| (record.record.clone(), record.name.clone()));
        let draft = Self {
            kept: RwSignal::new(match opened.saved_at {
                Some(_) => Kept::Saved,
                None => Kept::Fresh,
            }),
            saved: StoredValue::new(opened.kept.then(|| opened.form.clone())),
            form: RwSignal::new(opened.form),
            choices: StoredValue::new(opened.choices),
            record: StoredValue::new(record),
            name: StoredValue::new(name),
            timer: StoredValue::new(None),
            over: StoredValue::new(false),
            state: PanelState::get(),
        };
        if opened.saved_at.is_some() || !opened.kept {
            draft.mark_unsent();
        }
        draft.keep();
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

    /// Changes the form; the draft is kept when typing rests.
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
        self.stop_timer();
        let timer = set_timeout_with_handle(move || self.keep(), REST).ok();
        self.timer.set_value(timer);
    }

    /// Keeps the draft now, if the worker does not have it just like this. The field that has the
    /// focus loses it once more when the form is gone: then there is nothing to do.
    pub fn keep(self) {
        if self.over.try_get_value() != Some(false) {
            return;
        }
        self.stop_timer();
        if self.is_kept() {
            return;
        }
        let form = self.form.get_untracked();
        let record = self.record.get_value();
        let key = (record.key(), form.kind());
        let unkept = self.state.unkept;
        // Until the worker has it, it is here, also after this form has gone.
        unkept.update_value(|unkept| {
            unkept.insert(key.clone(), form.clone());
        });
        self.saved.set_value(Some(form.clone()));
        self.kept.set(Kept::Saving);
        spawn_local(async move {
            let answer = ask(SaveDraft {
                record,
                form: form.clone(),
            })
            .await;
            match answer {
                Ok(_) => {
                    unkept.try_update_value(|unkept| {
                        if unkept.get(&key) == Some(&form) {
                            unkept.remove(&key);
                        }
                    });
                    self.answered(&form, Kept::Saved);
                }
                Err(fault) => {
                    self.saved.try_update_value(|saved| {
                        if saved.as_ref() == Some(&form) {
                            *saved = None;
                        }
                    });
                    self.answered(&form, Kept::NotSaved(fault));
                }
            }
        });
    }

    /// The form was sent: there is no draft any more.
    pub fn sent(self) {
        self.end();
    }

    /// Throws the draft away, and gives it for an undo.
    pub fn discard(self, seen: Seen) -> Form {
        self.end();
        let record = self.record.get_value();
        let form = self.form.get_untracked();
        let action = form.kind();
        let dropping = Question::of(&DropDraft { record, action }, seen);
        spawn_local(async move {
            // If it stays, the rep finds it again and can discard it again.
            let _ = dropping.answer().await;
        });
        form
    }

    /// Nothing of the draft is kept from here on.
    fn end(self) {
        self.stop_timer();
        self.over.set_value(true);
        let key = (
            self.record.with_value(RecordRef::key),
            self.form.with_untracked(Form::kind),
        );
        self.state.unkept.update_value(|unkept| {
            unkept.remove(&key);
        });
    }

    /// An answer for an older form says nothing about this one.
    fn answered(self, form: &Form, kept: Kept) {
        if self.form.try_with_untracked(|now| now == form) == Some(true) {
            self.kept.try_set(kept);
        }
    }

    fn is_kept(self) -> bool {
        self.saved.with_value(|saved| {
            self.form
                .with_untracked(|form| saved.as_ref() == Some(form))
        })
    }

    fn mark_unsent(self) {
        let of = (self.name.get_value(), self.record.get_value());
        self.state.unsent.set(Some(of));
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}
