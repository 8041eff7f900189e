//! What Salesforce has for the fields of the mail that is being written.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use super::each::Whose;
use crate::actions::{FilledMail, SendEmail};
use crate::base::{Fault, RecordId};
use crate::panel::RecordView;
use crate::platform::messages::ask;
use crate::protocol::FillMail;
use crate::templates::{FieldName, Form, has_fields};
use crate::ui::components::Pause;

/// How long typing rests before the values of new fields are asked for.
const REST: Duration = Duration::from_millis(700);

/// Whether a mail has anything that is to be filled.
pub fn is_template(mail: &SendEmail) -> bool {
    has_fields(&mail.subject, Form::Line) || has_fields(&mail.html, Form::Html)
}

/// Asks how the mail would be read.
pub async fn fill(record: RwSignal<RecordView>, mail: SendEmail) -> Result<FilledMail, Fault> {
    let record = record.with_untracked(|record| record.facts.record.clone());
    ask(FillMail { record, mail }).await
}

/// What the values depend on.
#[derive(Clone, PartialEq)]
struct Asked {
    fields: Vec<FieldName>,
    person: Option<RecordId>,
    about: Option<RecordId>,
}

/// The names of the fields that have no value, asked for whenever the mail names others or is for somebody else.
pub fn unfilled(record: RwSignal<RecordView>, whose: Whose) -> Signal<Vec<String>> {
    let unfilled = RwSignal::new(Vec::new());
    let pause = Pause::new();
    let asked = Memo::new(move |_| {
        let mail = whose.mail();
        let fields: Vec<FieldName> = mail.fields().into_iter().collect();
        (!fields.is_empty()).then(|| Asked {
            fields,
            person: mail.person().cloned(),
            about: mail.about.id(),
        })
    });
    Effect::new(move |_| {
        let now = asked.get();
        if now.is_none() {
            pause.stop();
            unfilled.set(Vec::new());
            return;
        }
        pause.then(REST, move || {
            spawn_local(async move {
                // While Salesforce cannot be asked, nothing is said of the fields; Send asks again.
                let mail = whose.mail_now();
                if let Ok(filled) = fill(record, mail).await
                    && asked.try_get_untracked() == Some(now)
                {
                    unfilled.try_set(filled.unfilled);
                }
            });
        });
    });
    unfilled.into()
}
