//! The fields of a new record: only those that the rep may set, cut to their lengths.

use serde_json::{Map, Value};

use super::ObjectSchema;
use super::notices::Notices;
use super::text;

/// A record to be created.
pub(crate) struct Fields<'a> {
    schema: &'a ObjectSchema,
    pub map: Map<String, Value>,
    /// What could not be set in full.
    pub notices: Notices,
}

impl<'a> Fields<'a> {
    pub fn of(schema: &'a ObjectSchema) -> Self {
        Self {
            schema,
            map: Map::new(),
            notices: Notices::default(),
        }
    }

    /// Sets a field where the rep may; else it is left out without a notice.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        if self.schema.can_set(name) {
            self.map.insert(name.to_owned(), value.into());
        }
    }

    /// As [`Self::set`], a text cut to the field's length.
    pub fn set_text(&mut self, name: &'static str, value: &str) {
        let text = text::plain(value);
        let cut = text::within(&text, self.length(name));
        self.set_cut(name, &text, cut);
    }

    /// As [`Self::set_text`], of HTML.
    pub fn set_html(&mut self, name: &'static str, html: &str) {
        let html = text::plain_html(html);
        let cut = text::html_within(&html, self.length(name));
        self.set_cut(name, &html, cut);
    }

    /// Sets a list of as many addresses as fit in the field; no address is cut.
    pub fn set_addresses(&mut self, name: &'static str, addresses: &[&str]) {
        if addresses.is_empty() || !self.schema.can_set(name) {
            return;
        }
        let (list, missing) = text::addresses_within(addresses, self.length(name));
        self.notices.addresses += missing;
        if !list.is_empty() {
            self.set(name, list);
        }
    }

    /// Sets a field without which the record makes no sense: where the rep may not, Salesforce refuses the record.
    pub fn must_set(&mut self, name: &str, value: impl Into<Value>) {
        self.map.insert(name.to_owned(), value.into());
    }

    /// Sets a field that the rep filled in; a notice says where that was not possible.
    pub fn fill_in(&mut self, name: &'static str, value: impl Into<Value>) {
        self.set(name, value);
        if !self.map.contains_key(name) {
            self.notices.left_out.push(name);
        }
    }

    /// As [`Self::fill_in`], a text cut to the field's length; an empty one is not set.
    pub fn fill_in_text(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            self.set_text(name, value);
            if !self.map.contains_key(name) {
                self.notices.left_out.push(name);
            }
        }
    }

    fn set_cut(&mut self, name: &'static str, whole: &str, cut: &str) {
        if self.schema.can_set(name) {
            if cut.len() < whole.len() {
                self.notices.shortened.push(name);
            }
            self.set(name, cut);
        }
    }

    /// The most characters of a field; 0 where there is no limit.
    fn length(&self, name: &str) -> usize {
        self.schema.field(name).map_or(0, |field| field.length)
    }
}
