//! The domains that belong to Salesforce, whatever is there, and those of them on which we do not
//! work. Sources: Salesforce Help "Allow the Required Domains"; the domain tests of Salesforce's own
//! `sfdx-core`.

/// Whose domain a host is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Salesforce's, in the part of the world that we work with.
    Served,
    /// Salesforce's, and neither sign-in nor API of ours reaches it.
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
    // Brand domains and Visualforce from before enhanced domains.
    ".cloudforce.com",
    ".visualforce.com",
    ".database.com",
    // The United States' defence.
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

/// What Microsoft Defender for Cloud Apps puts behind a host that it stands in for.
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
