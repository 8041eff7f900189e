//! The fields of a new record, as far as the rep may set them.

use serde_json::{Map, Value};

use super::ObjectSchema;
use super::text;

/// A record in the making.
pub(super) struct Fields<'a> {
    schema: &'a ObjectSchema,
    pub map: Map<String, Value>,
    /// The fields that the rep filled in and may not set.
    pub left_out: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub fn of(schema: &'a ObjectSchema) -> Self {
        Self {
            schema,
            map: Map::new(),
            left_out: Vec::new(),
        }
    }

    /// Sets what the record should have where that is possible.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        if self.schema.can_set(name) {
            self.map.insert(name.to_owned(), value.into());
        }
    }

    /// Sets a text, cut to what the field holds.
    pub fn set_text(&mut self, name: &str, value: &str) {
        let text = text::plain(value);
        self.set(name, text::within(&text, self.length(name)));
    }

    /// As [`Self::set_text`], of HTML.
    pub fn set_html(&mut self, name: &str, html: &str) {
        let html = text::plain_html(html);
        self.set(name, text::html_within(&html, self.length(name)));
    }

    /// Sets what the record makes no sense without: where the rep may not, Salesforce says so.
    pub fn must_set(&mut self, name: &str, value: impl Into<Value>) {
        self.map.insert(name.to_owned(), value.into());
    }

    /// Sets what the rep filled in, and would miss.
    pub fn fill_in(&mut self, name: &'static str, value: impl Into<Value>) {
        self.set(name, value);
        if !self.map.contains_key(name) {
            self.left_out.push(name);
        }
    }

    /// As [`Self::fill_in`], a text cut to what the field holds; an empty one is nothing.
    pub fn fill_in_text(&mut self, name: &'static str, value: &str) {
        if !value.is_empty() {
            let text = text::plain(value);
            self.fill_in(name, text::within(&text, self.length(name)));
        }
    }

    /// Most characters of a field; 0 where there is no limit.
    pub fn length(&self, name: &str) -> usize {
        self.schema.field(name).map_or(0, |field| field.length)
    }
}
