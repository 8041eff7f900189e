//! The texts of faults, for a rep or for an administrator.

use leptos::prelude::*;

use crate::base::{Fault, FieldFault, Reader};
use crate::platform::i18n::{counted, has, text_with};
use crate::protocol::BUILD;

/// The reader of the faults in the components below.
#[derive(Clone, Copy)]
struct ReadBy(Signal<Reader>);

/// Sets the reader of the faults in the components below.
pub fn read_by(reader: impl Into<Signal<Reader>>) {
    provide_context(ReadBy(reader.into()));
}

/// The reader of the faults of this component.
pub fn reads() -> Reader {
    use_context::<ReadBy>().map_or(Reader::Rep, |by| by.0.get_untracked())
}

/// The note whose value is a contact's id.
pub(super) const OPEN_CONTACT: &str = "note_open_contact";

/// The title of a fault.
pub(super) fn fault_title(fault: &Fault) -> String {
    texts(fault).0
}

/// The notes of a fault, a line each, such as how many addresses are missing, or a rule's own text. Faults of a form's
/// fields are shown beside the fields.
pub(super) fn notes(fault: &Fault) -> Vec<String> {
    let own = fault
        .fields
        .iter()
        .filter(|note| note.field.is_empty() && note.message != OPEN_CONTACT);
    own.map(in_words).collect()
}

/// A note as a line.
pub(super) fn in_words(note: &FieldFault) -> String {
    let value = note.value.as_deref().unwrap_or_default();
    match value.parse() {
        Ok(count) if has(&format!("{}_other", note.message)) => counted(&note.message, count),
        _ => text_with(&note.message, &[value]),
    }
}

/// Title and text of a fault for the reader of this component; a code without texts shows its details.
pub fn texts(fault: &Fault) -> (String, String) {
    texts_for(fault, reads())
}

/// Title and text of a fault for a reader.
pub fn texts_for(fault: &Fault, reader: Reader) -> (String, String) {
    let title = format!("fault_{}_title", fault.code.as_str().replace('.', "_"));
    let title = if has(&title) {
        title
    } else {
        "fault_unknown_title".to_owned()
    };
    let values: Vec<&str> = fault.values.iter().map(String::as_str).collect();
    let words = reader.text_key(&fault.code, has);
    (text_with(&title, &values), text_with(&words, &values))
}

/// The code and the provider's message, for the folded-out details.
pub(super) fn details(fault: &Fault) -> String {
    let code = text_with("fault_code", &[fault.code.as_str()]);
    match &fault.detail {
        Some(detail) => format!("{code}\n{detail}"),
        None => code,
    }
}

/// The text that is copied, for the administrator or a report.
pub(super) fn report(fault: &Fault, title: &str, words: &str) -> String {
    format!("MSI Actions {BUILD}: {title}\n{words}\n{}", details(fault))
}
