//! What the fields of mails are called.

use crate::platform::i18n::text;

/// The label of a field; its name where it has none.
pub fn field_label(name: &str) -> String {
    match name {
        "first_name" => text("fields_first_name"),
        "last_name" => text("fields_last_name"),
        "title" => text("fields_title"),
        "company" => text("fields_company"),
        "company_friendly" => text("fields_company_friendly"),
        "email" => text("fields_email"),
        "work_website" => text("fields_work_website"),
        "my_name" => text("fields_my_name"),
        "my_title" => text("fields_my_title"),
        "my_signature" => text("fields_my_signature"),
        "sfdc_owner_name" => text("fields_owner_name"),
        other => other.to_owned(),
    }
}
