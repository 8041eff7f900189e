//! The same-address rule of the onboarding guide: the mailbox has to have the Salesforce user's address.

use crate::base::OrgHost;

/// Whether two addresses are the same: ignoring case, and in a sandbox one trailing `.invalid`,
/// which Salesforce appends to every user's address when it copies an org.
#[must_use]
pub fn same_address(org: &OrgHost, one: &str, other: &str) -> bool {
    plain_address(org, one).eq_ignore_ascii_case(plain_address(org, other))
}

/// The address that a mailbox must have for a Salesforce user with `address`.
#[must_use]
pub fn plain_address<'a>(org: &OrgHost, address: &'a str) -> &'a str {
    let address = address.trim();
    if org.is_sandbox() {
        address.strip_suffix(".invalid").unwrap_or(address)
    } else {
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(org: &str, one: &str, other: &str) -> bool {
        OrgHost::parse(org).is_ok_and(|org| same_address(&org, one, other))
    }

    #[test]
    fn case_does_not_count() {
        let org = "acme.my.salesforce.com";
        assert!(same(org, "Jo@Acme.example", "jo@acme.example"));
        assert!(!same(org, "jo@acme.example", "joe@acme.example"));
    }

    #[test]
    fn a_sandbox_appends_invalid_and_production_does_not() {
        let copied = "jo@acme.example.invalid";
        let sandbox = "acme--uat.sandbox.my.salesforce.com";
        assert!(same(sandbox, copied, "jo@acme.example"));
        assert!(!same("acme.my.salesforce.com", copied, "jo@acme.example"));
    }
}
