//! The faults of a form, each beside its field.

use leptos::prelude::*;

use crate::actions::Form;
use crate::base::FieldFault;
use crate::platform::i18n::text_with;
use crate::ui::components::{Icon, Shape};

/// The faults of the form's fields. A wrong address shows at once, a missing entry only after the
/// first try to send.
#[derive(Clone, Copy)]
pub struct Faults {
    all: Memo<Vec<FieldFault>>,
    form: RwSignal<Form>,
    tried: RwSignal<bool>,
    refused: RwSignal<Option<(Form, Vec<FieldFault>)>>,
    fields: &'static [&'static str],
}

impl Faults {
    /// The faults of `form` with these `fields`, in order.
    pub fn of(form: RwSignal<Form>, fields: &'static [&'static str]) -> Self {
        let tried = RwSignal::new(false);
        let refused = RwSignal::new(None::<(Form, Vec<FieldFault>)>);
        let all = Memo::new(move |_| {
            let mut faults = form.with(Form::check).err().unwrap_or_default();
            faults.retain(|fault| tried.get() || fault.value.is_some());
            refused.with(|refused| {
                if let Some((of, more)) = refused
                    && form.with(|form| form == of)
                {
                    faults.extend(more.iter().cloned());
                }
            });
            faults
        });
        Self {
            all,
            form,
            tried,
            refused,
            fields,
        }
    }

    /// The rep tries to send: missing entries are shown from now on. Returns the first field that has to change.
    pub fn first(self) -> Option<&'static str> {
        self.tried.set(true);
        self.all.with_untracked(|faults| {
            let mut fields = self.fields.iter().copied();
            fields.find(|field| faults.iter().any(|fault| fault.field == *field))
        })
    }

    /// Shows the faults with which the worker refused the form; returns the first field of this form among them.
    pub fn refuse(self, faults: Vec<FieldFault>) -> Option<&'static str> {
        self.refused.set(Some((self.form.get_untracked(), faults)));
        self.first()
    }

    /// The faults of one field.
    pub fn at(self, field: &'static str) -> Memo<Vec<FieldFault>> {
        Memo::new(move |_| {
            self.all.with(|faults| {
                let faults = faults.iter().filter(|fault| fault.field == field);
                faults.cloned().collect()
            })
        })
    }
}

/// The faults below a field, in words.
#[component]
pub fn FaultsAt(
    /// The field's faults.
    faults: Memo<Vec<FieldFault>>,
    /// The id that the field refers to.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    move || {
        let faults = faults.get();
        (!faults.is_empty()).then(|| {
            let line = |fault: FieldFault| {
                let words = text_with(
                    &fault.message,
                    &[fault.value.as_deref().unwrap_or_default()],
                );
                view! {
                    <p class="field-fault">
                        <Icon shape=Shape::Warn />
                        <span>{words}</span>
                    </p>
                }
            };
            view! { <div id=id.clone() class="faults">{faults.into_iter().map(line).collect_view()}</div> }
        })
    }
}
