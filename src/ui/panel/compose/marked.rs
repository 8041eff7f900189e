//! The fields of the text that is being written stand out in it; those that are not filled most.

use leptos::{html, prelude::*};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit, Node, Range};

use crate::platform::highlights::highlight;
use crate::templates::{PlacedField, placed_fields};

/// The fields that have a value, in the style sheet.
const FIELD: &str = "field";
/// The others.
const UNFILLED: &str = "unfilled-field";

/// The marks of the fields in a text.
#[derive(Clone, Copy)]
pub struct Marked {
    around: NodeRef<html::Div>,
    unfilled: Signal<Vec<String>>,
    /// The first prompt is selected at the text's next change.
    selects: StoredValue<bool>,
}

impl Marked {
    /// Selects the first prompt once the text has changed, so that typing replaces it; without a prompt the text gets
    /// the focus.
    pub fn select_prompt_soon(self) {
        self.selects.set_value(true);
    }

    /// Selects the first place that keeps the mail from being sent.
    pub fn select_unfilled(self) {
        let Some(unfilled) = self.unfilled.try_get_untracked() else {
            return;
        };
        self.select(|field| !field.is_field || unfilled.contains(&field.shown));
    }

    fn select(self, is_it: impl Fn(&PlacedField) -> bool) {
        let Some(text) = self.text() else { return };
        let mut words = Words::default();
        words.take(&text);
        let first = placed_fields(&words.text).into_iter().find(is_it);
        let range = first.and_then(|field| words.range(field.from, field.to));
        let _ = text.focus();
        if let (Some(range), Ok(Some(selection))) = (range, window().get_selection()) {
            let _ = selection.remove_all_ranges();
            let _ = selection.add_range(&range);
            if let Some(place) = range
                .start_container()
                .ok()
                .and_then(|at| at.parent_element())
            {
                place.scroll_into_view_with_bool(false);
            }
        }
    }

    fn paint(self) {
        let (Some(text), Some(unfilled)) = (self.text(), self.unfilled.try_get_untracked()) else {
            return;
        };
        mark(&text, &unfilled);
        if self.selects.try_get_value() == Some(true) {
            self.selects.set_value(false);
            self.select(|field| !field.is_field);
        }
    }

    fn text(self) -> Option<HtmlElement> {
        let around = self.around.get_untracked()?;
        let text = around.query_selector("[role='textbox']").ok().flatten();
        text?.dyn_into().ok()
    }
}

/// Marks the fields in the text field within `around`, and again at every change of it.
pub fn mark_fields(around: NodeRef<html::Div>, unfilled: Signal<Vec<String>>) -> Marked {
    let marked = Marked {
        around,
        unfilled,
        selects: StoredValue::new(false),
    };
    let paint = move || marked.paint();
    let observing = StoredValue::new_local(None::<(MutationObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(around) = around.get() else { return };
        let changed = Closure::<dyn FnMut()>::new(paint);
        let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) else {
            return;
        };
        let what = MutationObserverInit::new();
        what.set_subtree(true);
        what.set_child_list(true);
        what.set_character_data(true);
        // It fails only where nothing is to be observed.
        let _ = observer.observe_with_options(&around, &what);
        observing.set_value(Some((observer, changed)));
        paint();
    });
    Effect::new(move |_| {
        unfilled.track();
        paint();
    });
    on_cleanup(move || {
        if let Some((observer, _)) = observing.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
        highlight(FIELD, &[]);
        highlight(UNFILLED, &[]);
    });
    marked
}

fn mark(text: &Node, unfilled: &[String]) {
    let (mut fields, mut left) = (Vec::new(), Vec::new());
    if text.text_content().is_some_and(|text| text.contains('{')) {
        let mut words = Words::default();
        words.take(text);
        for field in placed_fields(&words.text) {
            let is_filled = field.is_field && !unfilled.contains(&field.shown);
            let list = if is_filled { &mut fields } else { &mut left };
            list.extend(words.range(field.from, field.to));
        }
    }
    highlight(FIELD, &fields);
    highlight(UNFILLED, &left);
}

/// The words of an element, with the node that each piece is in.
#[derive(Default)]
struct Words {
    text: String,
    /// Where each node's text begins, in bytes.
    nodes: Vec<(usize, Node)>,
}

impl Words {
    fn take(&mut self, node: &Node) {
        if node.node_type() == Node::TEXT_NODE {
            self.nodes.push((self.text.len(), node.clone()));
            self.text.push_str(&node.node_value().unwrap_or_default());
            return;
        }
        let mut child = node.first_child();
        while let Some(inner) = child {
            self.take(&inner);
            child = inner.next_sibling();
        }
    }

    fn range(&self, from: usize, to: usize) -> Option<Range> {
        let range = Range::new().ok()?;
        let (node, offset) = self.place(from, false)?;
        range.set_start(node, offset).ok()?;
        let (node, offset) = self.place(to, true)?;
        range.set_end(node, offset).ok()?;
        Some(range)
    }

    /// The node of a place, and how many UTF-16 units into it; an end belongs to the node that it ends.
    fn place(&self, at: usize, is_end: bool) -> Option<(&Node, u32)> {
        let next = self
            .nodes
            .partition_point(|(begin, _)| if is_end { *begin < at } else { *begin <= at });
        let (begin, node) = self.nodes.get(next.checked_sub(1)?)?;
        let before = self.text.get(*begin..at)?;
        Some((node, u32::try_from(before.encode_utf16().count()).ok()?))
    }
}
