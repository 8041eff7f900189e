//! The one composite that reads the values of fields: a query a record, with the named fields only.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

use super::field_types::{Kind, Path};
use super::source::Root;
use crate::base::RecordId;
use crate::mailbox::plain_text;
use crate::salesforce::{Composite, CompositeReply, RestError};
use crate::templates::{FieldValue, Number};

/// A record that is asked for fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub object: &'static str,
    pub id: RecordId,
}

/// Which fields are asked of which records.
#[derive(Debug, Default)]
pub(super) struct Question {
    asked: BTreeMap<(Root, &'static str), OfObject>,
}

/// The records of one object, and the fields that are asked of them.
#[derive(Debug, Default)]
struct OfObject {
    ids: BTreeSet<RecordId>,
    fields: BTreeSet<String>,
}

impl Question {
    /// Asks for a field of a record.
    pub fn add(&mut self, root: Root, record: &Asked, path: &Path) {
        let OfObject { ids, fields } = self.asked.entry((root, record.object)).or_default();
        ids.insert(record.id.clone());
        fields.insert(path.soql.clone());
        if path.kind == Kind::Money {
            fields.extend(path.currency.clone());
        }
    }

    /// The composite; `None` where nothing is asked.
    pub fn composite(&self) -> Option<Composite> {
        let mut composite = Composite::separate();
        for ((root, object), OfObject { ids, fields }) in &self.asked {
            // Whose row it is says the Id, as somebody may ask for it anyway.
            let own = fields
                .iter()
                .map(String::as_str)
                .filter(|name| *name != "Id");
            let fields: Vec<&str> = std::iter::once("Id").chain(own).collect();
            let ids: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
            let which = match &ids[..] {
                [one] => format!("= {one}"),
                several => format!("IN ({})", several.join(", ")),
            };
            let soql = format!(
                "SELECT {} FROM {object} WHERE Id {which}",
                fields.join(", ")
            );
            composite = composite.query(&step(*root, object), &soql);
        }
        (!composite.is_empty()).then_some(composite)
    }
}

/// The reference of a query: people may be leads and contacts.
fn step(root: Root, object: &str) -> String {
    let root = match root {
        Root::Person => "person",
        Root::Account => "account",
        Root::Opportunity => "opportunity",
        Root::Sender => "sender",
    };
    format!("{root}{object}")
}

/// The records as they were answered.
pub(super) struct Rows(BTreeMap<(Root, RecordId), Map<String, Value>>);

impl Rows {
    /// Reads the answer; a record that is gone has no fields.
    pub fn read(question: &Question, reply: &CompositeReply) -> Result<Self, RestError> {
        let mut rows = BTreeMap::new();
        for (root, object) in question.asked.keys() {
            let found: Vec<Map<String, Value>> = reply.rows(&step(*root, object))?;
            for row in found {
                let id = row.get("Id").and_then(Value::as_str).map(RecordId::parse);
                if let Some(Ok(id)) = id {
                    rows.insert((*root, id), row);
                }
            }
        }
        Ok(Self(rows))
    }

    /// The value of a field; `None` where it is empty.
    pub fn value(&self, root: Root, record: &Asked, path: &Path) -> Option<RawValue> {
        let row = self.0.get(&(root, record.id.clone()))?;
        let value = inner(row, &path.soql)?;
        let currency = path.currency.as_deref().and_then(|path| inner(row, path));
        let currency = currency.and_then(Value::as_str).map(str::to_owned);
        RawValue::read(value, path.kind, currency)
    }
}

/// A value as it was answered; a moment is a day only in somebody's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RawValue {
    Field(FieldValue),
    Moment(String),
}

impl RawValue {
    fn read(value: &Value, kind: Kind, currency: Option<String>) -> Option<Self> {
        let text = value.as_str().map(str::to_owned);
        let number = || {
            let text = value.as_number()?.to_string();
            // Salesforce answers whole numbers of these types as 12500.0.
            Number::read(text.strip_suffix(".0").unwrap_or(&text))
        };
        let field = match kind {
            Kind::Text => FieldValue::Text(text.unwrap_or_else(|| value.to_string())),
            Kind::List => FieldValue::Text(text?.replace(';', ", ")),
            // HTML from outside is sanitised by surfaces only: here it becomes text.
            Kind::Html => FieldValue::Text(plain_text(&text?)),
            Kind::Number => FieldValue::Number(number()?),
            Kind::Percent => FieldValue::Percent(number()?),
            Kind::Money => match currency {
                Some(currency) => FieldValue::Money(number()?, currency),
                None => FieldValue::Amount(number()?),
            },
            Kind::Day => FieldValue::day(&text?)?,
            Kind::Moment => return Some(Self::Moment(text?)),
            Kind::Flag => FieldValue::Text(value.as_bool()?.to_string()),
        };
        Some(Self::Field(field))
    }
}

/// A field by its path; `None` where it or a record on the way is null.
fn inner<'a>(row: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let value = match path.split_once('.') {
        None => row.get(path)?,
        Some((relation, rest)) => inner(row.get(relation)?.as_object()?, rest)?,
    };
    (!value.is_null()).then_some(value)
}
