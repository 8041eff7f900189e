//! Where the rep writes, so that a field or a template is inserted there.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, ClipboardEventInit, DataTransfer, Element, HtmlDocument, HtmlElement,
    HtmlInputElement, Range,
};

const SUBJECT: &str = "[data-field='subject'] input";
const TEXT: &str = "[data-field='html'] [role='textbox']";

/// The place, kept while a picker has the focus.
#[derive(Clone, Copy)]
pub struct Caret {
    /// The selector of the form, with a space behind it; empty where there is one form in the page.
    form: StoredValue<String>,
    in_subject: StoredValue<bool>,
    kept: StoredValue<Option<Place>, LocalStorage>,
}

#[derive(Clone)]
enum Place {
    Subject(u32, u32),
    Text(Option<Range>),
}

impl Caret {
    /// In the text, until the rep writes somewhere else.
    pub fn new() -> Self {
        Self::within("")
    }

    /// The same, of the form of a selector.
    pub fn within(form: &str) -> Self {
        Self {
            form: StoredValue::new(format!("{form} ")),
            in_subject: StoredValue::new(false),
            kept: StoredValue::new_local(None),
        }
    }

    /// The focus came to an element of the form.
    pub fn follow(self, event: &web_sys::FocusEvent) {
        let target = event.target().and_then(|to| to.dyn_into::<Element>().ok());
        let is = |selector: &str| {
            let inside = |target: &Element| target.closest(selector).ok().flatten();
            target.as_ref().and_then(inside).is_some()
        };
        if is(SUBJECT) {
            self.in_subject.set_value(true);
        } else if is(TEXT) {
            self.in_subject.set_value(false);
        }
    }

    /// Keeps the place, before a picker takes the focus.
    pub fn keep(self) {
        let place = if self.in_subject.get_value() {
            let input = self.found::<HtmlInputElement>(SUBJECT);
            let at = |end: fn(&HtmlInputElement) -> Option<u32>| input.as_ref().and_then(end);
            let start = at(|input| input.selection_start().ok().flatten());
            let end = at(|input| input.selection_end().ok().flatten());
            Place::Subject(start.unwrap_or(0), end.or(start).unwrap_or(0))
        } else {
            Place::Text(
                self.found::<HtmlElement>(TEXT)
                    .and_then(|text| range_in(&text)),
            )
        };
        self.kept.set_value(Some(place));
    }

    /// Puts the focus and the selection back.
    pub fn restore(self) {
        match self.kept.get_value() {
            Some(Place::Subject(start, end)) => {
                if let Some(input) = self.found::<HtmlInputElement>(SUBJECT) {
                    let _ = input.focus();
                    let _ = input.set_selection_range(start, end);
                }
            }
            Some(Place::Text(range)) => {
                if let Some(text) = self.found::<HtmlElement>(TEXT) {
                    let _ = text.focus();
                    let start = || {
                        let range = document().create_range().ok()?;
                        let first = text.first_element_child();
                        range
                            .select_node_contents(first.as_ref().unwrap_or(&text))
                            .ok()?;
                        range.collapse_with_to_start(true);
                        Some(range)
                    };
                    select(range.or_else(start).as_ref());
                }
            }
            None => {}
        }
    }

    /// Writes words at the place, as if they were typed or pasted there: they can be undone.
    pub fn insert_text(self, words: &str) {
        self.restore();
        if self.in_subject.get_value() {
            if let Ok(page) = document().dyn_into::<HtmlDocument>() {
                // It returns false where nothing can be written.
                let _ = page.exec_command_with_show_ui_and_value("insertText", false, words);
            }
        } else {
            self.paste("text/plain", words);
        }
    }

    /// Puts HTML into the text at the place; where that is the subject, at the beginning of the text.
    pub fn insert_html(self, html: &str) {
        if self.in_subject.get_value() {
            self.in_subject.set_value(false);
            self.kept.set_value(Some(Place::Text(None)));
        }
        self.restore();
        self.paste("text/html", html);
    }

    /// Pastes into the text, whatever edits it.
    fn paste(self, kind: &str, words: &str) -> Option<()> {
        let data = DataTransfer::new().ok()?;
        data.set_data(kind, words).ok()?;
        let what = ClipboardEventInit::new();
        what.set_bubbles(true);
        what.set_cancelable(true);
        what.set_clipboard_data(Some(&data));
        let event = ClipboardEvent::new_with_event_init_dict("paste", &what).ok()?;
        self.found::<HtmlElement>(TEXT)?
            .dispatch_event(&event)
            .ok()?;
        Some(())
    }

    fn found<T: JsCast>(self, selector: &str) -> Option<T> {
        let selector = self.form.with_value(|form| format!("{form}{selector}"));
        let element = document().query_selector(&selector).ok().flatten()?;
        element.dyn_into().ok()
    }
}

fn range_in(text: &HtmlElement) -> Option<Range> {
    let selection = window().get_selection().ok().flatten()?;
    let range = selection.get_range_at(0).ok()?;
    let inside = range.common_ancestor_container().ok()?;
    text.contains(Some(&inside)).then_some(range)
}

fn select(range: Option<&Range>) {
    if let (Some(range), Ok(Some(selection))) = (range, window().get_selection()) {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(range);
    }
}
