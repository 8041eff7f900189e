//! For which records a template is recommended: conditions on fields, which all have to hold.

use serde::{Deserialize, Serialize};

use crate::base::FieldFault;
use crate::templates::{FieldName, FieldValue, Style};

/// So many conditions a template can have.
pub const MOST_CONDITIONS: usize = 3;
/// The longest value that is compared with.
const MAX_VALUE: usize = 255;

/// A condition on one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The field, as a template names it: `title`, `sfdc_lead_industry`.
    pub field: String,
    /// How its value is compared.
    pub test: Test,
    /// With what; not used by [`Test::IsEmpty`].
    #[serde(default)]
    pub value: String,
}

/// How a value is compared; upper and lower case are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// It is this.
    #[default]
    Is,
    /// It is anything else, or empty.
    IsNot,
    /// This is a part of it.
    Contains,
    /// There is none.
    IsEmpty,
}

impl Test {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Is, Self::IsNot, Self::Contains, Self::IsEmpty];

    /// Whether it compares with a value.
    #[must_use]
    pub const fn has_value(self) -> bool {
        !matches!(self, Self::IsEmpty)
    }
}

impl Condition {
    /// Its field's name, where it is one.
    #[must_use]
    pub fn field(&self) -> Option<FieldName> {
        FieldName::read(&self.field)
    }

    fn holds(&self, value: &FieldValue, style: &Style) -> bool {
        let value = plain(&style.text(value));
        let wanted = plain(&self.value);
        match self.test {
            Test::Is => value == wanted,
            Test::IsNot => value != wanted,
            Test::Contains => value.contains(&wanted),
            Test::IsEmpty => value.is_empty(),
        }
    }

    /// What is wrong with it, as a fault of its field `conditions`.
    #[must_use]
    pub fn fault(&self) -> Option<FieldFault> {
        let message = if self.field().is_none() {
            "field_condition_field"
        } else if self.test.has_value() && self.value.trim().is_empty() {
            "field_condition_value"
        } else if self.value.chars().count() > MAX_VALUE {
            "field_condition_too_long"
        } else {
            return None;
        };
        Some(FieldFault {
            field: "conditions".into(),
            message: message.into(),
            value: Some(self.field.clone()),
        })
    }
}

/// Whether a template with these conditions is recommended: there are some, and all hold. `value` gives the value of a
/// field; a condition on a field that the record does not have, or that the rep may not see, does not hold.
#[must_use]
pub fn is_recommended(
    conditions: &[Condition],
    style: &Style,
    value: impl Fn(&FieldName) -> Option<FieldValue>,
) -> bool {
    let holds = |condition: &Condition| {
        let value = condition.field().and_then(|field| value(&field));
        value.is_some_and(|value| condition.holds(&value, style))
    };
    !conditions.is_empty() && conditions.iter().all(holds)
}

/// In lower case, white space at the ends and between words as one space.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(field: &str, test: Test, value: &str) -> Condition {
        Condition {
            field: field.into(),
            test,
            value: value.into(),
        }
    }

    fn value(name: &FieldName) -> Option<FieldValue> {
        let text = match name.as_str() {
            "title" => "Chief  Technology Officer",
            "sfdc_lead_industry" => "Machinery",
            "sfdc_lead_rating" => "",
            "sfdc_lead_interests__c" => "Plans, Prices",
            _ => return None,
        };
        Some(FieldValue::Text(text.into()))
    }

    #[test]
    fn all_conditions_have_to_hold() {
        let industry = |test, words: &str| when("sfdc_lead_industry", test, words);
        for (conditions, expected) in [
            (vec![], false),
            (vec![industry(Test::Is, " machinery ")], true),
            (vec![industry(Test::Is, "Machine")], false),
            (vec![industry(Test::IsNot, "Banking")], true),
            (vec![industry(Test::IsNot, "MACHINERY")], false),
            (vec![industry(Test::Contains, "machine")], true),
            (vec![industry(Test::IsEmpty, "")], false),
            (
                vec![when("Title", Test::Is, "chief technology officer")],
                true,
            ),
            (vec![when("sfdc_lead_rating", Test::IsEmpty, "")], true),
            (vec![when("sfdc_lead_rating", Test::IsNot, "Hot")], true),
            (vec![when("sfdc_lead_rating", Test::Is, "Hot")], false),
            (
                vec![when("sfdc_lead_interests__c", Test::Contains, "prices")],
                true,
            ),
            // A field that there is not decides nothing, whatever is asked of it.
            (vec![when("sfdc_lead_gone__c", Test::IsNot, "x")], false),
            (vec![when("sfdc_lead_gone__c", Test::IsEmpty, "")], false),
            (vec![when("no field!", Test::IsEmpty, "")], false),
            (
                vec![
                    industry(Test::Is, "Machinery"),
                    when("title", Test::Contains, "officer"),
                    when("sfdc_lead_rating", Test::IsEmpty, ""),
                ],
                true,
            ),
            (
                vec![
                    industry(Test::Is, "Machinery"),
                    when("title", Test::Contains, "sales"),
                ],
                false,
            ),
        ] {
            let found = is_recommended(&conditions, &Style::of(""), value);
            assert_eq!(found, expected, "{conditions:?}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let message = |condition: Condition| condition.fault().map(|fault| fault.message);
        for (condition, expected) in [
            (when("", Test::Is, "x"), Some("field_condition_field")),
            (when("a b", Test::Is, "x"), Some("field_condition_field")),
            (when("title", Test::Is, " "), Some("field_condition_value")),
            (when("title", Test::IsEmpty, ""), None),
            (when("title", Test::Contains, "CTO"), None),
        ] {
            let found = message(condition);
            assert_eq!(found.as_deref(), expected);
        }
    }
}
