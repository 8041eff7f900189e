//! Where the value of a field is: ours by its meaning, Salesforce's by its name.

use crate::templates::FieldName;

/// Whose field it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    /// The lead or contact whom the mail is for.
    Person,
    /// The account in view, else the person's, else the opportunity's.
    Account,
    /// The opportunity in view, else the one that the mail is about.
    Opportunity,
    /// The rep's own user.
    Sender,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A field of a record, by its path in lower case such as `account_industry`.
    Record(Root, String),
    /// The name of the person's company.
    Company,
    /// The same without what only lawyers write, such as `, Inc.`
    FriendlyCompany,
    /// The website of the person's company.
    Website,
    /// The rep's signature.
    Signature,
    /// A field of the product that Salesforce has nothing for: empty for everybody.
    Nothing,
}

/// Where the value of a field is; `None` for a name that nobody knows.
pub(super) fn source(name: &FieldName, object: Option<&str>) -> Option<Source> {
    let person = |path: &str| Source::Record(Root::Person, path.to_owned());
    let sender = |path: &str| Source::Record(Root::Sender, path.to_owned());
    Some(match name.as_str() {
        "first_name" => person("firstname"),
        "last_name" => person("lastname"),
        "title" => person("title"),
        "email" => person("email"),
        "company" => Source::Company,
        "company_friendly" | "friendly_company" => Source::FriendlyCompany,
        "work_website" => Source::Website,
        "personal_email" => Source::Nothing,
        "my_name" => sender("name"),
        "my_title" => sender("title"),
        "my_signature" => Source::Signature,
        other => {
            let (of, path) = other.strip_prefix("sfdc_")?.split_once('_')?;
            let root = match of {
                "recipient" => Root::Person,
                "lead" | "contact" => {
                    // A contact's field has no value for a lead, and the other way round.
                    if object.is_some_and(|object| !object.eq_ignore_ascii_case(of)) {
                        return Some(Source::Nothing);
                    }
                    Root::Person
                }
                "account" => Root::Account,
                "opportunity" => Root::Opportunity,
                "user" | "sender" => Root::Sender,
                "owner" => return Some(person(&format!("owner_{path}"))),
                _ => return None,
            };
            Source::Record(root, path.to_owned())
        }
    })
}

/// A company's name as its people say it: without `, Inc.` and its like, which stand behind a comma.
pub(super) fn friendly(company: &str) -> String {
    const FORMS: [&str; 18] = [
        "inc",
        "incorporated",
        "llc",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "plc",
        "llp",
        "lp",
        "gmbh",
        "ag",
        "bv",
        "nv",
        "sa",
        "pty ltd",
    ];
    let Some((name, form)) = company.rsplit_once(',') else {
        return company.trim().to_owned();
    };
    let form = form.replace('.', "").trim().to_ascii_lowercase();
    let is_form = FORMS.contains(&form.as_str());
    let name = if is_form { name } else { company };
    name.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_called_by_its_name() {
        for (company, name) in [
            ("Analytical Engines, Inc.", "Analytical Engines"),
            ("Navy Systems, L.L.C.", "Navy Systems"),
            ("Hopper, Lovelace & Co", "Hopper, Lovelace & Co"),
            ("Acme Inc.", "Acme Inc."),
            ("", ""),
        ] {
            assert_eq!(friendly(company), name);
        }
    }
}
