//! The same draft in another tab: this form follows what is written there, and closes when the draft is sent or
//! discarded there. Text that only this form has is never lost: the rep decides.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::{Draft, SaveState};
use crate::actions::Form;
use crate::base::IntentId;
use crate::outbox::DraftItem;
use crate::platform::{i18n::text, intl, messages::ask, now, random};
use crate::protocol::GetDraft;
use crate::ui::{
    components::{Button, ButtonKind, Notice, Tone},
    panel::focus::FocusTarget,
    panel::note::{Elsewhere, Note},
};

impl Draft {
    /// Follows changes of the draft in other tabs.
    pub(super) fn follow(self) {
        let is_first = StoredValue::new(true);
        let item = Memo::new(move |_| {
            let drafts = self.state.drafts.value.get()?;
            Some(self.listed(drafts))
        });
        Effect::new(move |_| {
            let item = item.get();
            // The first list may be older than the form.
            if is_first.get_value() {
                return is_first.set_value(false);
            }
            if let Some(item) = item
                && !self.sending.busy.get()
            {
                self.compare(item);
            }
        });
    }

    /// Compares this form with the draft in the list.
    fn compare(self, item: Option<DraftItem>) {
        if self.is_over() || self.is_elsewhere() || self.state.saving.get_value() > 0 {
            return;
        }
        let writing = self.writing.get_value();
        match item {
            Some(item) if item.writer.as_ref() == Some(&writing.form) => {}
            Some(item)
                if item.id.as_ref() == Some(&writing.draft)
                    && writing.seen >= Some(item.edition) => {}
            Some(_) if self.is_kept() => self.take_other(true),
            Some(_) => self.keep(),
            // It was stored and is gone: the worker knows whether it was sent.
            None if writing.seen.is_some() => self.tell_worker(),
            None => {}
        }
    }

    /// Another tab changed, sent or discarded the draft.
    pub(super) fn parted(self, how: Elsewhere) {
        if self.is_over() || self.sending.busy.get_untracked() {
            return;
        }
        match (self.is_kept(), how) {
            (is_kept, Elsewhere::Changed) => self.take_other(is_kept),
            (true, _) => {
                self.end();
                self.state.close_form(FocusTarget::Note);
                self.state.note.set(Some(Note::Ended(how)));
            }
            (false, _) => self.kept.set(SaveState::Elsewhere(how)),
        }
    }

    /// Replaces this form by the other tab's draft. Unless `any`, only if they are equal apart from addresses that were
    /// corrected in Salesforce, which happens in every tab at once.
    fn take_other(self, any: bool) {
        let question = GetDraft {
            record: self.record.get_value(),
            action: self.form.with_untracked(Form::kind),
            with: None,
            today: intl::calendar_day(now()),
        };
        let before = self.form.get_untracked();
        spawn_local(async move {
            let other = ask(question).await.ok();
            // Text that was typed meanwhile is kept.
            if self.form.try_with_untracked(|now| *now == before) != Some(true) {
                return;
            }
            let other = other.filter(|other| any || other.form == before);
            let Some((form, (draft, edition))) =
                other.and_then(|other| Some((other.form, other.draft?)))
            else {
                // It fails while the tab in front shows another record; the next change tries again.
                if !any {
                    self.kept.set(SaveState::Elsewhere(Elsewhere::Changed));
                }
                return;
            };
            self.saved.set_value(Some(form.clone()));
            self.writing.update_value(|writing| {
                writing.draft = draft;
                writing.seen = Some(edition);
                writing.edition = writing.edition.max(edition);
            });
            self.forget_unkept();
            self.form.set(form);
            self.kept.set(SaveState::Saved);
        });
    }

    /// Makes this form the draft, whatever was done in other tabs.
    fn write_here(self) {
        let drafts = self.state.drafts.value.get_untracked();
        let other = self.listed(drafts.unwrap_or_default());
        self.writing.update_value(|writing| {
            let id = other.as_ref().and_then(|other| other.id.clone());
            writing.draft = id.unwrap_or_else(|| IntentId::new(random()));
            writing.seen = other.as_ref().map(|other| other.edition);
            writing.edition = writing.edition.max(writing.seen.unwrap_or_default());
        });
        self.saved.set_value(None);
        self.kept.set(SaveState::Saving);
        self.keep();
    }

    /// The draft in the list.
    fn listed(self, drafts: Vec<DraftItem>) -> Option<DraftItem> {
        let record = self.record.try_get_value()?;
        let action = self.form.with_untracked(Form::kind);
        drafts
            .into_iter()
            .find(|item| item.record == record && item.action == action)
    }
}

/// A notice above a form whose draft was changed, sent or discarded in another tab.
#[component]
pub fn ElsewhereNotice(
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let how = Memo::new(move |_| {
        draft.kept.with(|kept| match kept {
            SaveState::Elsewhere(how) => Some(*how),
            _ => None,
        })
    });
    let leave = move |()| {
        draft.end();
        let action = draft.form.with_untracked(Form::kind);
        draft.state.close_form(FocusTarget::Action(action));
    };
    move || {
        let how = how.get()?;
        let other = match how {
            Elsewhere::Changed => view! {
                <Button look=ButtonKind::Quiet small=true on_press=move |()| draft.take_other(true)>
                    {text("draft_show_other")}
                </Button>
            },
            Elsewhere::Sent | Elsewhere::Discarded => view! {
                <Button look=ButtonKind::Quiet small=true on_press=leave>
                    {text("close")}
                </Button>
            },
        };
        Some(view! {
            <aside class="notes" data-elsewhere=name(how)>
                <Notice tone=Tone::Warn title=text(title(how))>
                    <p>{text("draft_elsewhere_text")}</p>
                    <div class="buttons">
                        <Button small=true on_press=move |()| draft.write_here()>
                            {text("draft_write_here")}
                        </Button>
                        {other}
                    </div>
                </Notice>
            </aside>
        })
    }
}

/// What was done in the other tab, as a locale key.
pub const fn title(how: Elsewhere) -> &'static str {
    match how {
        Elsewhere::Changed => "draft_changed",
        Elsewhere::Sent => "draft_sent",
        Elsewhere::Discarded => "draft_discarded",
    }
}

const fn name(how: Elsewhere) -> &'static str {
    match how {
        Elsewhere::Changed => "changed",
        Elsewhere::Sent => "sent",
        Elsewhere::Discarded => "discarded",
    }
}
