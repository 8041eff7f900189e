//! The body of a step of a composite. Salesforce takes `@{x.y}` anywhere in it as a reference to an earlier
//! answer, and there is no escape for it ("Composite Subrequest", REST API Developer Guide). So the types tell
//! them apart here: only an [`Answer`] becomes a reference.

use serde_json::{Map, Value};

use super::text;
use crate::base::json;

/// The fields of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body(Map<String, Value>);

/// A reference to a field of an earlier step's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The earlier step's reference.
    pub step: &'static str,
    /// The field.
    pub field: &'static str,
}

impl Body {
    /// Sets a field to the value of a reference.
    #[must_use]
    pub fn with_answer(mut self, field: &str, answer: Answer) -> Self {
        let Answer { step, field: of } = answer;
        self.0
            .insert(field.to_owned(), format!("@{{{step}.{of}}}").into());
        self
    }

    /// As it is sent.
    pub(super) fn into_value(self) -> Value {
        self.0.into()
    }
}

/// Every string in it is text, never a reference.
impl From<Map<String, Value>> for Body {
    fn from(fields: Map<String, Value>) -> Self {
        Self(texts(fields))
    }
}

fn texts(fields: Map<String, Value>) -> Map<String, Value> {
    let text = |(name, value): (String, Value)| (text::plain(&name), as_text(value));
    json::object(fields.into_iter().map(text))
}

fn as_text(value: Value) -> Value {
    match value {
        Value::String(own) => text::plain(&own).into(),
        Value::Array(values) => values.into_iter().map(as_text).collect(),
        Value::Object(fields) => texts(fields).into(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Any JSON, with much of what looks like a reference.
    fn value() -> impl Strategy<Value = Value> {
        let text = prop::collection::vec(
            prop_oneof![
                Just("@"),
                Just("{"),
                Just("}"),
                Just("activity.id"),
                Just("@{a.b}"),
                Just("\n")
            ],
            0..8,
        )
        .prop_map(|parts| parts.concat());
        let leaf = prop_oneof![
            text.clone().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            Just(Value::Null)
        ];
        leaf.prop_recursive(3, 16, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(text.clone(), inner, 0..4)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_text_leaves_as_a_reference(value in value()) {
            let fields: Map<String, Value> = [("Field".to_owned(), value)].into_iter().collect();
            let sent = Body::from(fields).into_value().to_string();
            prop_assert!(!sent.contains("@{"), "{sent}");
        }
    }

    #[test]
    fn only_an_answer_is_a_reference() {
        let fields: Map<String, Value> = [("Subject".to_owned(), json!("@{activity.id}"))]
            .into_iter()
            .collect();
        let answer = Answer {
            step: "activity",
            field: "id",
        };
        let body = Body::from(fields).with_answer("EmailMessageId", answer);
        assert_eq!(
            body.into_value(),
            json!({ "Subject": "@\u{200b}{activity.id}", "EmailMessageId": "@{activity.id}" })
        );
    }
}
