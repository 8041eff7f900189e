//! The form of a campaign: what is written, and what of it has to change.

use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;

use super::place::{Place, Writing};
use super::unsaved::Unsaved;
use crate::base::FieldFault;
use crate::campaigns::CampaignDraft;
use crate::library::Template;
use crate::platform::i18n::text_with;

/// What is written, and what of it has to change.
#[derive(Clone, Copy)]
pub struct Form {
    /// As it stands in the fields.
    pub draft: RwSignal<CampaignDraft>,
    /// What is written, while it is.
    pub writing: StoredValue<Option<Writing>>,
    /// Where it is kept.
    pub unsaved: Unsaved,
    /// What has to change; nothing before the rep tried to save.
    pub faults: Memo<Vec<FieldFault>>,
    /// The rep's templates, as menus show them.
    pub templates: Memo<Vec<Template>>,
}

impl Form {
    /// Changes what is written, and keeps it for when the rep comes back to it. At once: the editor gives the last
    /// words when the page is being left.
    pub fn change<T>(self, change: impl FnOnce(&mut CampaignDraft) -> T) -> Option<T> {
        let changed = self.draft.try_update(change);
        if let Some(Some(writing)) = self.writing.try_get_value()
            && let Some(draft) = self.draft.try_get_untracked()
        {
            self.unsaved.put(&writing, draft);
        }
        changed
    }

    /// It was saved, or is given up.
    pub fn leave(self, to: &Place) {
        if let Some(writing) = self.writing.try_get_value().flatten() {
            self.unsaved.drop(&writing);
        }
        self.writing.try_set_value(None);
        to.open();
    }

    /// The lines below a field, by its name in [`crate::campaigns::Campaign::check`].
    pub fn wrong(self, field: impl Fn() -> String + Send + Sync + Copy + 'static) -> impl IntoView {
        let line = |fault: FieldFault| {
            let value = fault.value.unwrap_or_default();
            view! { <p class="field-fault">{text_with(&fault.message, &[&value])}</p> }
        };
        let lines = move || {
            let field = field();
            let found = self.faults.get().into_iter();
            let found = found.filter(|fault| fault.field == field);
            found.map(line).collect_view()
        };
        view! {
            <div class="faults" id=move || fault_id(&field())>
                {lines}
            </div>
        }
    }

    /// `true` where a field has to change, for `aria-invalid`.
    pub fn invalid(self, field: &str) -> Option<&'static str> {
        let is = self
            .faults
            .with(|all| all.iter().any(|fault| fault.field == field));
        is.then_some("true")
    }
}

/// The id of the lines below a field.
pub fn fault_id(field: &str) -> String {
    format!("campaign-fault-{}", field.replace('.', "-"))
}

/// Gives the focus to the first element of a selector, once it is drawn.
pub fn focus_soon(selector: &str) {
    let selector = selector.to_owned();
    let focus = move || {
        if let Ok(Some(field)) = document().query_selector(&selector) {
            let field = field.dyn_into::<web_sys::HtmlElement>();
            // It fails only for an element without layout.
            let _ = field.map(|field| field.focus());
        }
    };
    set_timeout(focus, Duration::ZERO);
}
