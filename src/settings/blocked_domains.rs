//! The domains that the administrator keeps from getting mail.

use crate::base::is_address;

/// The domains to which nobody can send a sales email.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockedDomains {
    domains: Vec<String>,
    /// The list could not be read: no mail leaves.
    pub unread: bool,
}

impl BlockedDomains {
    /// Adds `acme.example`, in small letters; false for what is no domain.
    pub fn add(&mut self, domain: &str) -> bool {
        let domain = domain.trim().to_ascii_lowercase();
        let sound = is_address(&format!("a@{domain}"));
        if sound && !self.domains.contains(&domain) {
            self.domains.push(domain);
        }
        sound
    }

    /// Whether an address lies in one of them, or in a domain below one.
    #[must_use]
    pub fn has(&self, address: &str) -> bool {
        let Some((_, host)) = address.rsplit_once('@') else {
            return self.unread;
        };
        let host = host.to_ascii_lowercase();
        let within = |domain: &String| {
            let above = host.strip_suffix(domain.as_str());
            above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        };
        self.unread || self.domains.iter().any(within)
    }

    /// The domains, as they are compared.
    #[must_use]
    pub fn listed(&self) -> &[String] {
        &self.domains
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_blocks_itself_and_what_lies_below_it() {
        let mut blocked = BlockedDomains::default();
        assert!(blocked.add("Rival.Example"));
        for (address, expected) in [
            ("ada@rival.example", true),
            ("ada@RIVAL.example", true),
            ("ada@mail.rival.example", true),
            ("ada@arrival.example", false),
            ("rival.example@a.example", false),
        ] {
            assert_eq!(blocked.has(address), expected, "{address}");
        }
        for none in [
            "",
            "rival",
            "@rival.example",
            "https://rival.example",
            "a b.example",
        ] {
            assert!(!blocked.add(none), "{none}");
        }
    }
}
