//! The recogniser against labelled URLs, and against any text.

use msi_actions::salesforce::page::Page;
use proptest::prelude::*;
use url::Url;

use crate::support::recognised_page::Words;

const CASES: &str = include_str!("../data/record-urls.tsv");

#[test]
fn every_labelled_url() {
    let wrong: Vec<String> = CASES
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (url, expected) = (columns.next()?, columns.next()?);
            let words = Words::of(url);
            let found = format!(
                "ui={} object={} id={} mode={}",
                words.ui, words.object, words.id, words.mode
            );
            (found != expected).then(|| format!("{url}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Shapes that the labelled list does not have.
#[test]
fn further_urls() {
    for (url, expected) in [
        (
            "https://acme.lightning.force.com/lightning/r/InsurancePolicy/0YT5g00000AbCdEGAV/view",
            None,
        ),
        (
            "https://acme.lightning.force.com/lightning/r/ServiceAppointment/00Q5g00000AbCdEEAV/view",
            Some("00Q5g00000AbCdEEAV"),
        ),
        (
            "https://acme.lightning.force.com/lightning/app/06m5j0000036hQWAAY/r/Lead/00Q5g00000AbCdEEAV/view",
            Some("00Q5g00000AbCdEEAV"),
        ),
        (
            "https://acme.lightning.force.com/lightning/r/Lead/00Q5g00000AbCdEEAV/view/",
            Some("00Q5g00000AbCdEEAV"),
        ),
        (
            "https://acme.my.salesforce.com/one/one.app#/alohaRedirect/00Q5g00000AbCdE",
            Some("00Q5g00000AbCdE"),
        ),
        (
            "https://acme.my.salesforce.com/one/one.app#/alohaRedirect/apex/X?id=00Q5g00000AbCdE",
            Some("00Q5g00000AbCdE"),
        ),
        (
            "https://acme.my.salesforce.com/console#%2F00Q5g00000AbCdE%7C",
            Some("00Q5g00000AbCdE"),
        ),
        (
            "https://acme.lightning.force.com/lightning/_classic/https%3A%2F%2Fevil.example%2F00Q5g00000AbCdE",
            None,
        ),
        (
            "https://acme.my.salesforce.com/secur/login_portal.jsp?startURL=%2F00Q5g00000AbCdE",
            None,
        ),
        (
            "https://acme.my.salesforce.com/services/oauth2/authorize?state=00Q5g00000AbCdE",
            None,
        ),
        ("https://acme.my.salesforce.com:8443/00Q5g00000AbCdE", None),
        ("http://acme.my.salesforce.com/00Q5g00000AbCdE", None),
    ] {
        let words = Words::of(url);
        let id = (words.id != "-" && words.object != "other").then_some(words.id.as_str());
        assert_eq!(id, expected, "{url}");
    }
}

#[test]
fn the_org_of_a_page() {
    for (url, expected) in [
        (
            "https://acme.lightning.force.com/",
            Some("acme.my.salesforce.com"),
        ),
        (
            "https://acme--uat.sandbox.lightning.force.com/",
            Some("acme--uat.sandbox.my.salesforce.com"),
        ),
        (
            "https://acme.my.salesforce.com/",
            Some("acme.my.salesforce.com"),
        ),
        (
            "https://acme--uat--c.sandbox.vf.force.com/apex/X",
            Some("acme--uat.sandbox.my.salesforce.com"),
        ),
        (
            "https://acme-dev-ed--c.develop.vf.force.com/apex/X",
            Some("acme-dev-ed.develop.my.salesforce.com"),
        ),
        ("https://na1.lightning.force.com/", None),
        ("https://acme.my.site.com/s/", None),
    ] {
        let org = Page::recognise(&Url::parse(url).unwrap()).org;
        assert_eq!(org.as_ref().map(|org| org.as_str()), expected, "{url}");
    }
}

proptest! {
    #[test]
    fn any_text_is_recognised_as_something(text in "\\PC*") {
        let _ = Words::of(&text);
    }

    #[test]
    fn a_record_is_only_found_on_salesforce(
        host in "[a-z]{1,12}(\\.[a-z]{1,12}){1,3}",
        path in "(/lightning/r/Lead)?/00Q5g00000AbCdEEAV(/view)?",
    ) {
        let words = Words::of(&format!("https://{host}{path}"));
        let salesforce = ["salesforce.com", "force.com", "site.com", "cloudforce.com", "database.com"];
        let ours = salesforce.iter().any(|suffix| host.ends_with(&format!(".{suffix}")));
        prop_assert!(words.id == "-" || ours, "{host}{path}");
    }

    #[test]
    fn fragments_and_queries_never_panic(text in "[-a-zA-Z0-9%/#?=&|+_.:]{0,80}") {
        for base in ["https://acme.lightning.force.com/one/one.app#", "https://acme.my.salesforce.com/", "https://acme.lightning.force.com/lightning/"] {
            let _ = Words::of(&format!("{base}{text}"));
        }
    }
}
