//! The names of fields, ours and Salesforce's.

/// The name of a field, in lower case: `first_name`, `sfdc_account_industry`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(String);

/// Salesforce's fields that are fields of our own list: object, field, our name.
const EQUAL: [(&str, &str, &str); 19] = [
    ("contact", "firstname", "first_name"),
    ("contact", "lastname", "last_name"),
    ("contact", "title", "title"),
    ("contact", "account.name", "company"),
    ("contact", "email", "email"),
    ("lead", "firstname", "first_name"),
    ("lead", "lastname", "last_name"),
    ("lead", "title", "title"),
    ("lead", "company", "company"),
    ("lead", "email", "email"),
    ("recipient", "firstname", "first_name"),
    ("recipient", "lastname", "last_name"),
    ("recipient", "title", "title"),
    ("recipient", "company", "company"),
    ("recipient", "email", "email"),
    ("account", "name", "company"),
    ("user", "name", "my_name"),
    ("user", "title", "my_title"),
    ("user", "signature", "my_signature"),
];

impl FieldName {
    /// A name as it is typed between braces; `None` for what can be none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let within = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let fits =
            (1..=120).contains(&text.len()) && text.starts_with(|c: char| c.is_ascii_alphabetic());
        (fits && text.chars().all(within)).then(|| Self(text.to_ascii_lowercase()))
    }

    /// A field as Salesforce's own templates name it, `Contact.FirstName` or `Recipient.Account.Name`: ours
    /// where it is the same, else `sfdc_` and its path.
    #[must_use]
    pub fn of_merge_field(path: &str) -> Option<Self> {
        let path = path.trim().to_ascii_lowercase();
        let (object, field) = path.split_once('.')?;
        let object = if object == "sender" { "user" } else { object };
        let is_name = |part: &str| Self::read(part).is_some();
        if !is_name(object) || !field.split('.').all(is_name) {
            return None;
        }
        let equal = EQUAL
            .iter()
            .find(|(of, name, _)| *of == object && *name == field);
        match equal {
            Some((_, _, ours)) => Self::read(ours),
            None => Self::read(&format!("sfdc_{object}_{}", field.replace('.', "_"))),
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salesforces_names_are_ours_where_there_is_one() {
        for (path, ours) in [
            ("Contact.FirstName", Some("first_name")),
            (" recipient.LASTNAME ", Some("last_name")),
            ("Account.Name", Some("company")),
            ("Contact.Account.Name", Some("company")),
            ("Sender.Name", Some("my_name")),
            (
                "Contact.Favourite_Colour__c",
                Some("sfdc_contact_favourite_colour__c"),
            ),
            (
                "Opportunity.Owner.Name",
                Some("sfdc_opportunity_owner_name"),
            ),
            ("FirstName", None),
            ("NULLVALUE(Contact.FirstName, \"x\")", None),
            ("Contact.", None),
            ("Contact..Name", None),
        ] {
            let read = FieldName::of_merge_field(path);
            assert_eq!(read.as_ref().map(FieldName::as_str), ours, "{path}");
        }
    }
}
