//! Checks of fields that several forms have.

use crate::base::FieldFault;

/// The length of Task.Subject (Object Reference).
const MAX_SUBJECT: usize = 255;
/// The length of Task.Description (Object Reference).
const MAX_NOTES: usize = 32_000;

/// The faults found so far.
#[derive(Default)]
pub(super) struct Checks(Vec<FieldFault>);

impl Checks {
    /// A field has to change; `message` is a locale key.
    pub fn fault(&mut self, field: &'static str, message: &'static str) {
        self.0.push(FieldFault::new(field, message));
    }

    /// As [`Self::fault`], with the offending part.
    pub fn fault_of(&mut self, field: &'static str, message: &'static str, value: &str) {
        self.0.push(FieldFault {
            value: Some(value.to_owned()),
            ..FieldFault::new(field, message)
        });
    }

    /// Not empty, one line, and short enough for Salesforce.
    pub fn subject(&mut self, field: &'static str, subject: &str) {
        let subject = subject.trim();
        if subject.is_empty() {
            self.fault(field, "field_subject_missing");
        } else if subject.chars().count() > MAX_SUBJECT {
            self.fault(field, "field_subject_too_long");
        } else if subject.chars().any(char::is_control) {
            self.fault(field, "field_subject_one_line");
        }
    }

    /// Short enough for Salesforce.
    pub fn notes(&mut self, field: &'static str, notes: &str) {
        if notes.chars().count() > MAX_NOTES {
            self.fault(field, "field_notes_too_long");
        }
    }

    /// The faults, if there are any.
    pub fn result(self) -> Result<(), Vec<FieldFault>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}
