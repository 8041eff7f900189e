//! What a person may type or paste to name their org, and what is refused.

use msi_actions::base::{Fault, OrgHost};
use msi_actions::salesforce::OrgAddressError;
use proptest::prelude::*;

#[test]
fn any_address_of_an_org_names_it() {
    for (text, host) in [
        ("acme.my.salesforce.com", "acme.my.salesforce.com"),
        (
            "  https://ACME.my.salesforce.com/  ",
            "acme.my.salesforce.com",
        ),
        ("http://acme.my.salesforce.com", "acme.my.salesforce.com"),
        (
            "https://acme.lightning.force.com/lightning/r/Lead/00Q5w00001abcdeEAA/view",
            "acme.my.salesforce.com",
        ),
        ("acme.lightning.force.com", "acme.my.salesforce.com"),
        (
            "https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home",
            "acme.my.salesforce.com",
        ),
        (
            "https://acme.my.salesforce.com/0035w00001abcdeAAA",
            "acme.my.salesforce.com",
        ),
        (
            "https://acme--uat.sandbox.lightning.force.com/lightning/page/home",
            "acme--uat.sandbox.my.salesforce.com",
        ),
        (
            "https://acme--uat.sandbox.my.salesforce-setup.com/x",
            "acme--uat.sandbox.my.salesforce.com",
        ),
        (
            "https://acme--c.vf.force.com/apex/Page",
            "acme.my.salesforce.com",
        ),
        (
            "https://acme.my.salesforce.com:443/",
            "acme.my.salesforce.com",
        ),
    ] {
        assert_eq!(
            OrgHost::in_text(text),
            Ok(OrgHost::parse(host).unwrap()),
            "{text}"
        );
    }
}

#[test]
fn everything_else_is_refused_with_its_reason() {
    use OrgAddressError::{Disguised, Foreign, LookAlike, NoOrg, Unreadable};
    for (text, error) in [
        ("", Unreadable),
        ("acme", Unreadable),
        ("my salesforce", Unreadable),
        ("javascript:alert(1)", Unreadable),
        ("ftp://acme.my.salesforce.com", Unreadable),
        ("https://", Unreadable),
        ("///acme.my.salesforce.com", Unreadable),
        ("https://login.salesforce.com/", NoOrg),
        ("test.salesforce.com", NoOrg),
        ("https://na1.salesforce.com/001", NoOrg),
        ("acme-my.salesforce.com", NoOrg),
        ("https://acme.my.site.com/portal", NoOrg),
        ("https://help.salesforce.com/", NoOrg),
        ("acme.my.salesforce.com.evil.example", LookAlike),
        ("acme-my.salesforce.com.co", LookAlike),
        ("https://acme.my-salesforce.com", LookAlike),
        ("https://acme.my.salesforce.com.", LookAlike),
        ("https://acme.lightning.force.com.evil.example/", LookAlike),
        ("acme.my.s\u{430}lesforce.com", LookAlike),
        ("xn--cme-5cd.example", LookAlike),
        ("https://acme.my.salesforce.com:8443/", Disguised),
        ("https://jo@acme.my.salesforce.com/", Disguised),
        ("https://acme.my.salesforce.com@evil.example/", Disguised),
        ("https://jo:x@login.salesforce.com", Disguised),
        ("https://acme.my.s%C3%81lesforce.com/", Disguised),
        ("%41cme.my.salesforce.com", Disguised),
        ("https://acme.example/", Foreign),
        ("https://mail.google.com/", Foreign),
        ("https://127.0.0.1/", Foreign),
    ] {
        assert_eq!(OrgHost::in_text(text), Err(error), "{text}");
    }
}

/// A rep at such an address is at Salesforce: to be told of a fake would send them to their security
/// team for nothing.
#[test]
fn a_domain_that_we_do_not_work_with_is_salesforces_all_the_same() {
    for text in [
        "acme.my.salesforce.mil",
        "https://acme.lightning.crmforce.mil/lightning/r/Lead/00Q5g00000AbCdEEAV/view",
        "https://acme--uat.sandbox.lightning.crmforce.mil/",
        "acme.lightning.force.mil",
        "https://acme--c.vf.force.mil/apex/Page",
        "https://acme.my.salesforce-setup.mil/lightning/setup/SetupOneHome/home",
        "https://login.salesforce.mil/",
        "acme.cloudforce.com",
        "https://acme--sbx.cloudforce.com/0065g00000JkLmN",
        "ACME.CLOUDFORCE.MIL",
        "https://acme--c.visualforce.com/apex/Page?id=0065g00000JkLmN",
        "acme.visualforce.mil",
        "acme.database.com",
        "acme.my.sfcrmproducts.cn",
        "http://acme.lightning.sfcrmapps.cn/lightning/page/home",
        "https://acme.setup.sfcrmproducts.cn/lightning/setup/Home",
        "https://login.sfcrmproducts.cn/",
        "acme.sites.sfcrmapps.cn",
        "acme.my.salesforce.cn",
        "https://acme.lightning.force.com.mcas.ms/lightning/page/home",
        "acme.my.salesforce.com.mcas.ms",
    ] {
        assert_eq!(
            OrgHost::in_text(text),
            Err(OrgAddressError::Unsupported),
            "{text}"
        );
    }
    for (text, error) in [
        (
            "acme.my.salesforce.mil.evil.example",
            OrgAddressError::LookAlike,
        ),
        ("acme-salesforce.mil", OrgAddressError::LookAlike),
        ("evilcloudforce.com", OrgAddressError::LookAlike),
        ("acme.sfcrmproducts.com", OrgAddressError::Foreign),
        ("acme.sfcrmproducts.cn.example", OrgAddressError::Foreign),
        ("acme.mcas.ms", OrgAddressError::Foreign),
        ("salesforce.com.evil.mcas.ms", OrgAddressError::LookAlike),
        (
            "https://acme.my.salesforce.mil:8443/",
            OrgAddressError::Disguised,
        ),
        ("https://acme.documentforce.com/", OrgAddressError::NoOrg),
        (
            "https://acme.my.salesforce-sites.com/",
            OrgAddressError::NoOrg,
        ),
    ] {
        assert_eq!(OrgHost::in_text(text), Err(error), "{text}");
    }
}

#[test]
fn each_reason_has_its_own_words() {
    use OrgAddressError::{Disguised, Foreign, LookAlike, NoOrg, Unreadable, Unsupported};
    let reasons = [
        Unreadable,
        Disguised,
        LookAlike,
        NoOrg,
        Unsupported,
        Foreign,
    ];
    let codes = reasons.map(|reason| Fault::from(reason).code);
    for (at, code) in codes.iter().enumerate() {
        assert!(!codes.iter().skip(at + 1).any(|other| other == code));
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader_or_leads_elsewhere(text in "\\PC{0,60}") {
        if let Ok(org) = OrgHost::in_text(&text) {
            prop_assert!(org.as_str().ends_with(".my.salesforce.com"));
        }
    }

    #[test]
    fn what_follows_the_org_s_domain_is_never_an_org(end in "[a-z0-9.-]{1,12}") {
        let text = format!("acme.my.salesforce.com.{end}");
        prop_assert!(OrgHost::in_text(&text).is_err());
    }
}
