//! Rich text as plain text, for the mail's text part.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

/// The text below `root`: one line a block, list items with a dash, links with their address
/// where it says more than the words.
pub fn plain_text(root: &Node) -> String {
    let mut text = String::new();
    write(root, &mut text);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn write(node: &Node, text: &mut String) {
    let children = node.child_nodes();
    for child in (0..children.length()).filter_map(|i| children.item(i)) {
        match child.node_type() {
            Node::TEXT_NODE => words(&child.node_value().unwrap_or_default(), text),
            Node::ELEMENT_NODE => element(child.unchecked_ref(), text),
            _ => {}
        }
    }
}

fn element(element: &Element, text: &mut String) {
    match element.tag_name().as_str() {
        // A line break that ends its block only keeps the block open: it is no line of its own.
        "BR" => text.push('\n'),
        "LI" => {
            new_line(text);
            text.push_str("- ");
            write(element, text);
            new_line(text);
        }
        "P" | "BLOCKQUOTE" => {
            new_line(text);
            write(element, text);
            new_line(text);
            text.push('\n');
        }
        "DIV" | "UL" | "OL" => {
            new_line(text);
            write(element, text);
            new_line(text);
        }
        "A" => {
            let start = text.len();
            write(element, text);
            let shown = text.get(start..).unwrap_or_default().trim().to_owned();
            if let Some(address) = address_beside(element, &shown) {
                text.push_str(&format!(" ({address})"));
            }
        }
        _ => write(element, text),
    }
}

/// A link's address, unless its words already are the address.
fn address_beside(link: &Element, shown: &str) -> Option<String> {
    let address = link.get_attribute("href")?;
    let bare = ["mailto:", "tel:", "https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(&address)
        .trim_end_matches('/');
    let same = shown == address || shown.trim_end_matches('/') == bare;
    (!same && !shown.is_empty()).then_some(address)
}

/// White space as HTML has it: runs are one space, none at the start of a line.
fn words(words: &str, text: &mut String) {
    for c in words.chars() {
        let space = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !space {
            text.push(if c == '\u{a0}' { ' ' } else { c });
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn new_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}
