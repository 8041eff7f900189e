//! The fields that the rep can choose from a list.

use serde::{Deserialize, Serialize};

/// The product's own fields, in the order of the list.
pub const LISTED: [&str; 11] = [
    "first_name",
    "last_name",
    "title",
    "company",
    "company_friendly",
    "email",
    "work_website",
    "my_name",
    "my_title",
    "my_signature",
    "sfdc_owner_name",
];

/// A field with its value for the person whom the mail is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedField {
    /// Its name, as it stands between braces.
    pub name: String,
    /// Its value as text; empty where there is none.
    pub value: String,
}
