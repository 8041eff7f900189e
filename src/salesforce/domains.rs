//! The domains that belong to Salesforce, and those of them that we do not support. Sources: Salesforce Help
//! "Allow the Required Domains"; the domain tests of Salesforce's own
//! `sfdx-core`.

/// The owner of a host's domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Salesforce's, and supported.
    Served,
    /// Salesforce's, but not supported for sign-in and API.
    Unserved,
    /// Somebody else's.
    Foreign,
}

const SERVED: &[&str] = &[
    ".salesforce.com",
    ".force.com",
    ".site.com",
    ".salesforce-sites.com",
    ".salesforce-setup.com",
    ".salesforce-experience.com",
    ".salesforce-communities.com",
    ".salesforce-scrt.com",
    ".salesforceliveagent.com",
    ".documentforce.com",
    ".forceusercontent.com",
];

const UNSERVED: &[&str] = &[
    // Brand domains, and Visualforce before enhanced domains.
    ".cloudforce.com",
    ".visualforce.com",
    ".database.com",
    // The US military.
    ".salesforce.mil",
    ".force.mil",
    ".crmforce.mil",
    ".cloudforce.mil",
    ".visualforce.mil",
    ".site.mil",
    ".salesforce-sites.mil",
    ".salesforce-setup.mil",
    ".salesforce-experience.mil",
    // Salesforce on Alibaba Cloud.
    ".sfcrmproducts.cn",
    ".sfcrmapps.cn",
    ".salesforce.cn",
];

/// The suffix that Microsoft Defender for Cloud Apps adds to a host behind its proxy.
const DEFENDER: &str = ".mcas.ms";

impl Domain {
    /// The domain of a host, in lower case as a parsed URL has it.
    pub fn of(host: &str) -> Self {
        let host = format!(".{host}");
        let behind = host.strip_suffix(DEFENDER).unwrap_or_default();
        if is_in(UNSERVED, &host) || is_in(SERVED, behind) || is_in(UNSERVED, behind) {
            Self::Unserved
        } else if is_in(SERVED, &host) {
            Self::Served
        } else {
            Self::Foreign
        }
    }
}

fn is_in(domains: &[&str], host: &str) -> bool {
    domains.iter().any(|domain| host.ends_with(domain))
}
