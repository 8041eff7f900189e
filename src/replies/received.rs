//! What is read in a mail's headers and texts.

use crate::mailbox::{Part, begins_quote, plain_text};

impl Part {
    /// Whether the mail has a header.
    pub(super) fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    /// It and all its parts, outermost first.
    pub(super) fn all(&self) -> Vec<&Self> {
        let (mut all, mut ahead) = (Vec::new(), vec![self]);
        while let Some(part) = ahead.pop() {
            all.push(part);
            ahead.extend(part.parts.iter().rev());
        }
        all
    }

    /// What is read first: its plain text, or that of its HTML.
    pub(super) fn words(&self) -> String {
        let all = self.all();
        let of_kind = |kind: &str| {
            let is_it = |part: &&&Self| part.kind == kind && !part.text.trim().is_empty();
            all.iter().find(is_it).map(|part| part.text.clone())
        };
        // A mail without a type is plain text (RFC 2045 §5.2).
        let plain = of_kind("text/plain").or_else(|| of_kind(""));
        plain
            .or_else(|| of_kind("text/html").map(|html| plain_text(&html)))
            .unwrap_or_default()
    }
}

/// The Message-IDs in a header's value, with angle brackets.
pub(super) fn message_ids(value: &str) -> impl Iterator<Item = String> {
    let pieces = value.split('<').skip(1);
    pieces.filter_map(|piece| {
        piece
            .split_once('>')
            .map(|(id, _)| format!("<{}>", id.trim()))
    })
}

/// What somebody wrote, without what they quote; and whether they quote anything.
pub(super) fn without_quote(text: &str) -> (String, bool) {
    let mut written = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if begins_quote(line) {
            return (written.join("\n"), true);
        }
        written.push(line);
    }
    (written.join("\n"), false)
}
