//! What of a record could not be written in full: a warning for the rep.

use crate::base::{Fault, FieldFault, Move};

/// What could not be written in full.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    /// Fields that the rep filled in and may not set.
    pub left_out: Vec<&'static str>,
    /// Fields whose text was shortened.
    pub shortened: Vec<&'static str>,
    /// How many addresses did not fit into their fields.
    pub addresses: usize,
}

impl Notices {
    /// Adds those of another record.
    pub fn append(&mut self, mut other: Self) {
        self.left_out.append(&mut other.left_out);
        self.shortened.append(&mut other.shortened);
        self.addresses += other.addresses;
    }

    /// The warning for a record of `object`; `None` where everything was written in full.
    pub fn fault(&self, object: &str) -> Option<Fault> {
        let names = |fields: &[&'static str]| {
            let names: Vec<String> = fields
                .iter()
                .map(|name| format!("{object}.{name}"))
                .collect();
            names.join(", ")
        };
        let shortened = names(&self.shortened);
        let mut notes = Vec::new();
        if self.addresses > 0 {
            notes.push(note("note_addresses_missing", self.addresses.to_string()));
        }
        if !shortened.is_empty() {
            notes.push(note("note_shortened", shortened.clone()));
        }
        let fault = if !self.left_out.is_empty() {
            Fault::new("salesforce.fields_left_out", Move::AskAdmin)
                .with_detail(names(&self.left_out))
        } else if !shortened.is_empty() {
            Fault::new("salesforce.shortened", Move::FixInput).with_detail(shortened)
        } else if self.addresses > 0 {
            Fault::new("salesforce.shortened", Move::FixInput)
        } else {
            return None;
        };
        Some(Fault {
            fields: notes,
            ..fault
        })
    }
}

/// A line below a fault: the locale's text `message` with `value` in it.
pub(crate) fn note(message: &'static str, value: String) -> FieldFault {
    FieldFault {
        field: "".into(),
        message: message.into(),
        value: Some(value),
    }
}

/// Two warnings as one.
pub(crate) fn both(one: Option<Fault>, other: Option<Fault>) -> Option<Fault> {
    match (one, other) {
        (Some(mut one), Some(other)) => {
            let details: Vec<String> = [one.detail, other.detail].into_iter().flatten().collect();
            one.detail = (!details.is_empty()).then(|| details.join("\n"));
            one.fields.extend(other.fields);
            Some(one)
        }
        (one, other) => one.or(other),
    }
}
