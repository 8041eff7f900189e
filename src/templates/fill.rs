//! Puts the values of one receiver into a template.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;

use super::placeholder::{self, Content};
use super::source::{Form, Run, runs};
use super::{FieldName, FieldValue, Reason, Style, Unfilled};

/// The values of one receiver: `None` for a field that nobody knows, an empty text for one that is empty.
pub type Values<'a> = &'a dyn Fn(&FieldName) -> Option<FieldValue>;

/// What stands as it is in a part of an address.
const IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A piece of the template that is replaced.
struct Replaced {
    from: usize,
    to: usize,
    by: String,
}

/// A field that is not filled, and from where to where it is written; `None` where markup splits it.
struct Left {
    what: Unfilled,
    written: Option<(usize, usize)>,
    is_in_tag: bool,
}

/// What becomes of the fields of a template.
#[derive(Default)]
struct Judged {
    pieces: Vec<Replaced>,
    left: Vec<Left>,
}

/// What of a text is not filled, whatever the values of its fields are: a prompt, or what is no field.
#[must_use]
pub fn never_filled(template: &str, form: Form) -> Vec<Unfilled> {
    let any = |_: &FieldName| Some(FieldValue::Text("x".to_owned()));
    let filled = fill(template, form, &Style::of(""), &any);
    filled.err().unwrap_or_default()
}

/// The text with every field filled: it holds no `{{` and no `{!`, whatever the template and the values are.
///
/// # Errors
/// All fields that are not filled, in the order in which they stand there.
pub fn fill(
    template: &str,
    form: Form,
    style: &Style,
    values: Values<'_>,
) -> Result<String, Vec<Unfilled>> {
    let Judged { mut pieces, left } = judge(template, form, style, values);
    if !left.is_empty() {
        let mut unfilled: Vec<Unfilled> = left.into_iter().map(|left| left.what).collect();
        unfilled.sort_by_key(|each| each.at);
        return Err(unfilled);
    }
    pieces.sort_by_key(|piece| piece.from);
    let filled = replace(template, &pieces);
    // Two values that meet can open a field that none of them opens alone.
    if has_fields(&filled, form) {
        let field: String = template.chars().take(80).collect();
        return Err(vec![Unfilled {
            near: field.clone(),
            field,
            at: 0,
            reason: Reason::Braces,
        }]);
    }
    Ok(filled)
}

/// The text for the rep's eye only: what can be filled is, the rest stays as it is written, in HTML on a
/// ground of its own. Never to be sent.
#[must_use]
pub fn preview(template: &str, form: Form, style: &Style, values: Values<'_>) -> String {
    let Judged { mut pieces, left } = judge(template, form, style, values);
    if form == Form::Html {
        let words = left.iter().filter(|left| !left.is_in_tag);
        for (from, to) in words.filter_map(|left| left.written) {
            let shown = template.get(from..to).unwrap_or_default();
            let by = format!("<span style=\"background-color: #ffe08a\">{shown}</span>");
            pieces.push(Replaced { from, to, by });
        }
    }
    pieces.sort_by_key(|piece| piece.from);
    replace(template, &pieces)
}

/// Whether a text has a field, or what a reader could take for one.
#[must_use]
pub fn has_fields(text: &str, form: Form) -> bool {
    let in_words = |run: &Run| placeholder::find(&run.text).is_some();
    placeholder::find(text).is_some() || runs(text, form).iter().any(in_words)
}

/// The fields that a template names.
#[must_use]
pub fn named_fields(template: &str, form: Form) -> BTreeSet<FieldName> {
    let runs = runs(template, form);
    let all = runs.iter().flat_map(fields);
    all.filter_map(|(_, _, content)| match content {
        Content::Field { name, .. } => Some(name),
        Content::Wrong { .. } => None,
    })
    .collect()
}

/// A field, or what could be taken for one, where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedField {
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Its name, a prompt's words, or what stands there in place of a name.
    pub shown: String,
    /// Whether a value can be put there at all.
    pub is_field: bool,
}

/// All fields of a plain text, in order.
#[must_use]
pub fn placed_fields(text: &str) -> Vec<PlacedField> {
    let placed = |run: &Run, (at, length, content): (usize, usize, Content)| {
        let (from, to) = run.written(at, length).ok()?;
        let (shown, is_field) = match content {
            Content::Field { shown, .. } => (shown, true),
            Content::Wrong { shown, .. } => (shown, false),
        };
        Some(PlacedField {
            from,
            to,
            shown,
            is_field,
        })
    };
    let runs = runs(text, Form::Text);
    let all = runs.iter().flat_map(|run| {
        fields(run)
            .into_iter()
            .filter_map(move |field| placed(run, field))
    });
    all.collect()
}

/// The words of a line in which each field is only hinted at, for a place where nobody's values are known.
#[must_use]
pub fn outlined(line: &str) -> String {
    let fields = placed_fields(line).into_iter().map(|field| Replaced {
        from: field.from,
        to: field.to,
        by: "…".to_owned(),
    });
    replace(line, &fields.collect::<Vec<_>>())
}

fn judge(template: &str, form: Form, style: &Style, values: Values<'_>) -> Judged {
    let mut judged = Judged::default();
    for run in runs(template, form) {
        for (at, length, found) in fields(&run) {
            let written = run.written(at, length);
            let start = written.map_or_else(|start| start, |(start, _)| start);
            let left = |field: String, reason| Left {
                what: Unfilled {
                    near: run.near(at, length),
                    field,
                    at: start,
                    reason,
                },
                written: written.ok(),
                is_in_tag: run.is_tag,
            };
            match (found, written) {
                (Content::Wrong { shown, reason }, _) => judged.left.push(left(shown, reason)),
                (Content::Field { shown, .. }, Err(_)) => {
                    judged.left.push(left(shown, Reason::Split));
                }
                (
                    Content::Field {
                        name,
                        default,
                        shown: as_typed,
                    },
                    Ok((from, to)),
                ) => {
                    let place = Place::of(&run, at, form);
                    let by = value(&name, default, place, style, values).and_then(|shown| {
                        let around = Around::of(&run.text, at, length);
                        if around.opens_a_field(&shown.read) {
                            Err(Reason::Braces)
                        } else {
                            Ok(shown.written)
                        }
                    });
                    match by {
                        Ok(by) => judged.pieces.push(Replaced { from, to, by }),
                        Err(reason) => judged.left.push(left(as_typed, reason)),
                    }
                }
            }
        }
    }
    judged
}

/// The placeholders of a run: where they begin, how long they are, what they are.
fn fields(run: &Run) -> Vec<(usize, usize, Content)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(rest) = run.text.get(at..) {
        let Some(next) = placeholder::find(rest) else {
            break;
        };
        let read = placeholder::read(rest.get(next..).unwrap_or_default());
        found.push((at + next, read.length, read.content));
        at += next + read.length;
    }
    found
}

fn replace(template: &str, pieces: &[Replaced]) -> String {
    let (mut filled, mut at) = (String::with_capacity(template.len()), 0);
    for piece in pieces {
        filled.push_str(template.get(at..piece.from).unwrap_or_default());
        filled.push_str(&piece.by);
        at = piece.to;
    }
    filled.push_str(template.get(at..).unwrap_or_default());
    filled
}

/// A value as it is read, and as it is written for that.
struct Shown {
    read: String,
    written: String,
}

fn value(
    name: &FieldName,
    default: Option<String>,
    place: Place,
    style: &Style,
    values: Values<'_>,
) -> Result<Shown, Reason> {
    let known = values(name);
    let is_known = known.is_some();
    let filled = known.filter(|value| !style.text(value).trim().is_empty());
    let value = match (filled, default) {
        (Some(value), _) => value,
        (None, Some(default)) => FieldValue::Text(default),
        (None, None) if is_known => return Err(Reason::Empty),
        (None, None) => return Err(Reason::Unknown),
    };
    let read = cleaned(&style.text(&value));
    if placeholder::find(&read).is_some() {
        return Err(Reason::Braces);
    }
    let written = match (place, value) {
        (Place::Line, _) => read.split_whitespace().collect::<Vec<_>>().join(" "),
        (Place::Text, _) => read.clone(),
        (Place::Html, FieldValue::Html(html)) => html,
        (Place::Html, _) => escaped(&read).replace('\n', "<br>"),
        (Place::Attribute, _) => escaped(&read).replace('\n', " "),
        (Place::InAddress, _) => utf8_percent_encode(&read, IN_ADDRESS).to_string(),
        (Place::Address, _) => {
            let lower = read.trim().to_ascii_lowercase();
            let known = ["https://", "http://", "mailto:", "tel:"];
            if !known.iter().any(|scheme| lower.starts_with(scheme)) {
                return Err(Reason::NoLink);
            }
            escaped(read.trim()).replace('\n', "")
        }
    };
    Ok(Shown { read, written })
}

/// Without control characters; lines end as one.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// Where a value is put.
#[derive(Clone, Copy)]
enum Place {
    Line,
    Text,
    /// Among the words of HTML.
    Html,
    /// In the value of an attribute.
    Attribute,
    /// At the beginning of the address of a link or image.
    Address,
    /// Further on in such an address.
    InAddress,
}

impl Place {
    fn of(run: &Run, at: usize, form: Form) -> Self {
        match form {
            Form::Line => return Self::Line,
            Form::Text => return Self::Text,
            Form::Html if !run.is_tag => return Self::Html,
            Form::Html => {}
        }
        let before = run.text.get(..at).unwrap_or_default();
        let Some((name, value)) = before
            .rfind("=\"")
            .max(before.rfind("='"))
            .and_then(|quote| {
                let (name, value) = before.split_at_checked(quote)?;
                Some((name.trim_end().to_ascii_lowercase(), value.get(2..)?))
            })
        else {
            // Without quotes, an address could end anywhere.
            return Self::InAddress;
        };
        let is_address = ["href", "src", "background", "action"]
            .iter()
            .any(|known| name.ends_with(known));
        match (is_address, value.trim().is_empty()) {
            (true, true) => Self::Address,
            (true, false) => Self::InAddress,
            (false, _) => Self::Attribute,
        }
    }
}

/// The characters before and behind a placeholder.
struct Around {
    before: Option<char>,
    behind: Option<char>,
}

impl Around {
    fn of(text: &str, at: usize, length: usize) -> Self {
        Self {
            before: text.get(..at).and_then(|before| before.chars().next_back()),
            behind: text
                .get(at + length..)
                .and_then(|behind| behind.chars().next()),
        }
    }

    fn opens_a_field(&self, value: &str) -> bool {
        let whole: String = self
            .before
            .into_iter()
            .chain(value.chars())
            .chain(self.behind)
            .collect();
        placeholder::find(&whole).is_some()
    }
}
