//! Salesforce's hosts, by dot-anchored suffix. Sources: Salesforce Help "My Domain URL Formats" and
//! "Partitioned Domains"; the domain tests of Salesforce's own `sfdx-core`.

use url::Url;

use crate::base::{OrgHost, is_instance};

/// What a host serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// My Domain, instance and brand hosts: login, Classic, API.
    MyDomain,
    /// Lightning Experience.
    Lightning,
    /// Visualforce.
    Visualforce,
    /// Experience Cloud and Sites.
    Experience,
    /// Setup's own host.
    Setup,
    /// The generic login hosts.
    Login,
}

/// Hosts of an org, `<org>[.<partition>]<suffix>`, most special first.
const ORG_HOSTS: &[(&str, Site)] = &[
    (".lightning.force.com", Site::Lightning),
    (".lightning.crmforce.mil", Site::Lightning),
    (".lightning.force.mil", Site::Lightning),
    (".lightning.sfcrmapps.cn", Site::Lightning),
    (".lightning.sfcrmproducts.cn", Site::Lightning),
    (".my.salesforce.com", Site::MyDomain),
    (".my.salesforce.mil", Site::MyDomain),
    (".my.sfcrmproducts.cn", Site::MyDomain),
    (".my.sfcrmapps.cn", Site::MyDomain),
    (".cloudforce.com", Site::MyDomain),
    (".cloudforce.mil", Site::MyDomain),
    (".database.com", Site::MyDomain),
    (".my.salesforce-setup.com", Site::Setup),
    (".my.salesforce-setup.mil", Site::Setup),
    (".setup.sfcrmproducts.cn", Site::Setup),
    (".setup.sfcrmapps.cn", Site::Setup),
    (".vf.force.com", Site::Visualforce),
    (".vf.force.mil", Site::Visualforce),
    (".visual.force.com", Site::Visualforce),
    (".visual.force.mil", Site::Visualforce),
    (".visualforce.com", Site::Visualforce),
    (".visualforce.mil", Site::Visualforce),
    (".visual.sfcrmapps.cn", Site::Visualforce),
    (".my.site.com", Site::Experience),
    (".my.salesforce-sites.com", Site::Experience),
    (".builder.salesforce-experience.com", Site::Experience),
    (".preview.salesforce-experience.com", Site::Experience),
    (".live-preview.salesforce-experience.com", Site::Experience),
    (".secure.force.com", Site::Experience),
];

/// The labels that may come between an org's name and its suffix.
const PARTITIONS: &[&str] = &[
    "sandbox",
    "develop",
    "scratch",
    "demo",
    "patch",
    "trailblaze",
    "free",
    "bt",
    "sfdctest",
    "sfdcdot",
];

/// Salesforce's own sites, never an org.
const COMPANY: &[&str] = &[
    "www",
    "help",
    "developer",
    "developers",
    "trailhead",
    "trailblazer",
    "appexchange",
    "status",
    "trust",
    "success",
    "ideas",
    "admin",
    "architect",
    "partners",
    "investor",
    "security",
    "info",
    "engineering",
    "org",
    "events",
    "blog",
    "careers",
    "support",
    "docs",
    "api",
    "mail",
    "cdn",
    "static",
    "my",
    "lightning",
    "setup",
];

/// What the host of a URL serves; `None` where it is not an org's, not https, or disguised.
pub fn site(url: &Url) -> Option<Site> {
    let plain = url.scheme() == "https"
        && url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none();
    let host = url.host_str().filter(|_| plain)?;
    if matches!(host, "login.salesforce.com" | "test.salesforce.com") {
        return Some(Site::Login);
    }
    for (suffix, site) in ORG_HOSTS {
        if let Some(labels) = host.strip_suffix(suffix) {
            return is_org(labels).then_some(*site);
        }
    }
    if let Some(labels) = host.strip_suffix(".salesforce.com") {
        // `na1`, `cs42`, a My Domain from before `.my`, or a Hyperforce cell `usa842.sfdc-8tgtt5`.
        let org = match labels.split_once('.') {
            None => is_label(labels) && !COMPANY.contains(&labels),
            Some((instance, cell)) => {
                is_instance(instance) && cell.starts_with("sfdc-") && is_label(cell)
            }
        };
        return org.then_some(Site::MyDomain);
    }
    // The older form of a site: `<name>.force.com/<prefix>/s/…`.
    let name = host.strip_suffix(".force.com")?;
    let reserved = [
        "lightning",
        "visual",
        "vf",
        "file",
        "content",
        "container",
        "secure",
    ];
    (is_label(name) && !reserved.contains(&name)).then_some(Site::Experience)
}

/// The My Domain host of the org that a URL belongs to, where it names one.
pub fn org(url: &Url) -> Option<OrgHost> {
    let site = site(url)?;
    let host = url.host_str()?;
    let labels = match site {
        Site::MyDomain => host.strip_suffix(".my.salesforce.com")?.to_owned(),
        Site::Lightning => host.strip_suffix(".lightning.force.com")?.to_owned(),
        Site::Visualforce => {
            // `<org>[--<sandbox>]--<package>[.<partition>]`; both may hold single hyphens.
            let labels = host.strip_suffix(".vf.force.com")?;
            let (name, partition) = labels
                .split_once('.')
                .map_or((labels, None), |(name, p)| (name, Some(p)));
            let (name, _package) = name.rsplit_once("--")?;
            partition.map_or_else(
                || name.to_owned(),
                |partition| format!("{name}.{partition}"),
            )
        }
        _ => return None,
    };
    if is_instance(&labels) {
        return None;
    }
    OrgHost::parse(&format!("{labels}.my.salesforce.com")).ok()
}

/// `<org>`, `<org>.<partition>` or `<org>.<instance>`.
fn is_org(labels: &str) -> bool {
    match labels.split_once('.') {
        None => is_label(labels),
        Some((org, between)) => {
            is_label(org) && (PARTITIONS.contains(&between) || is_instance(between))
        }
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
}
