//! The recogniser against labelled URLs, and against any text.

use msi_actions::salesforce::page::{ListPage, ListView, Page};
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

/// The list that a page shows: its object, and its view.
#[test]
fn the_list_of_a_page() {
    let lightning = "https://acme.lightning.force.com/lightning";
    let classic = "https://acme.my.salesforce.com";
    for (base, path, expected) in [
        (
            lightning,
            "/o/Lead/list?filterName=AllOpenLeads",
            "Lead AllOpenLeads",
        ),
        (lightning, "/o/Lead/list?filterName=Recent", "Lead __Recent"),
        (
            lightning,
            "/o/Contact/list?filterName=__Recent&count=3",
            "Contact __Recent",
        ),
        (
            lightning,
            "/o/Contact/list?filterName=00B5g00000AbCdE",
            "Contact 00B5g00000AbCdEEAV",
        ),
        (
            lightning,
            "/app/standard__LightningSales/o/Lead/list",
            "Lead -",
        ),
        (lightning, "/o/Lead/home", "Lead -"),
        (
            lightning,
            "/o/Lead/list?filterName=00Q5g00000AbCdE",
            "Lead -",
        ),
        (lightning, "/o/Lead/list?filterName=../../query", "Lead -"),
        (lightning, "/o/Lead/list?filterName=a%3Fb", "Lead -"),
        (lightning, "/o/Account/list?filterName=AllAccounts", "-"),
        (lightning, "/o/Lead/new", "-"),
        (lightning, "/r/Lead/00Q5g00000AbCdEEAV/view", "-"),
        (lightning, "/_classic/%2F00Q", "-"),
        (
            classic,
            "/00Q?fcf=00B5g00000AbCdE",
            "Lead 00B5g00000AbCdEEAV",
        ),
        (
            classic,
            "/003?fcf=00B5g00000AbCdE&rolodexIndex=-1&page=1",
            "Contact 00B5g00000AbCdEEAV",
        ),
        (classic, "/003", "Contact -"),
        (classic, "/003/o", "-"),
        (
            classic,
            "/003?rlid=RelatedContactList&id=0015g00000MnOpQ",
            "-",
        ),
        (classic, "/001?fcf=00B5g00000AbCdE", "-"),
        (
            "https://na10.salesforce.com",
            "/00Q?fcf=00BF0000006XuwF",
            "-",
        ),
        (
            "https://acme.my.site.com",
            "/s/recordlist/Lead/Default?Lead-filterId=Recent",
            "-",
        ),
    ] {
        let url = Url::parse(&format!("{base}{path}")).unwrap();
        let list = ListPage::of(&url, &Page::recognise(&url));
        let found = list.map_or("-".to_owned(), |list| {
            let view = match list.view {
                Some(ListView::Id(id)) => id.to_string(),
                Some(ListView::Name(name)) => name,
                None => "-".to_owned(),
            };
            format!("{} {view}", list.object.api_name())
        });
        assert_eq!(found, expected, "{url}");
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
