//! What a person opted out of, from Salesforce's fields and those that the policy names.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::ObjectType;
use crate::settings::OptOutField;

/// *Email Opt Out*.
pub(crate) const NO_EMAIL: &str = "HasOptedOutOfEmail";
/// *Fax Opt Out*.
pub(crate) const NO_FAX: &str = "HasOptedOutOfFax";
/// *Do Not Call*.
pub(crate) const NO_CALLS: &str = "DoNotCall";

/// What somebody opted out of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OptOut {
    /// E-mail, by Salesforce's own field.
    pub email: bool,
    /// E-mail, by these fields of the policy.
    pub fields: Vec<String>,
    /// Calls.
    pub calls: bool,
    /// Fax.
    pub fax: bool,
    /// Opt-out fields for e-mail that the rep may not see.
    pub unread: Vec<String>,
}

/// The kind of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowOf {
    /// A lead or contact.
    Person(ObjectType),
    /// A person account: the contact's fields begin with `Person` or end on `__pc`.
    PersonAccount,
}

impl OptOut {
    /// Whether they opted out of e-mail, by whichever field.
    #[must_use]
    pub const fn no_mail(&self) -> bool {
        self.email || !self.fields.is_empty()
    }

    /// Reads a row; `more` are the policy's fields.
    pub(crate) fn read(row: &Map<String, Value>, of: RowOf, more: &[OptOutField]) -> Self {
        let (prefix, object) = match of {
            RowOf::Person(object) => ("", object),
            RowOf::PersonAccount => ("Person", ObjectType::Contact),
        };
        let standard = |name: &str| row.get(&format!("{prefix}{name}")).and_then(Value::as_bool);
        let mut read = Self {
            calls: standard(NO_CALLS).unwrap_or_default(),
            fax: standard(NO_FAX).unwrap_or_default(),
            ..Self::default()
        };
        match standard(NO_EMAIL) {
            Some(out) => read.email = out,
            None => read.unread.push(NO_EMAIL.to_owned()),
        }
        for name in more.iter().filter_map(|field| field.on(object)) {
            let written = match (of, name.strip_suffix("__c")) {
                (RowOf::PersonAccount, Some(bare)) => format!("{bare}__pc"),
                _ => name.to_owned(),
            };
            match row.get(&written).and_then(Value::as_bool) {
                Some(true) => read.fields.push(name.to_owned()),
                Some(false) => {}
                None => read.unread.push(name.to_owned()),
            }
        }
        read
    }
}
