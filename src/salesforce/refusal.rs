//! Pages on which an org refuses a sign-in and never redirects back.

use url::Url;

use super::Refusal;

/// What the page at `url` refuses, if it is such a page: `RemoteAccessErrorPage.apexp` on the org's
/// My Domain. Only `error` and `error_description` are read, never a code, session id or start URL.
#[must_use]
pub fn refusal(url: &Url) -> Option<Refusal> {
    if !url.path().ends_with("/RemoteAccessErrorPage.apexp") {
        return None;
    }
    let value = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.chars().take(500).collect::<String>())
    };
    Some(Refusal {
        error: value("error")?,
        description: value("error_description").unwrap_or_default(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<Refusal> {
        refusal(&Url::parse(url).unwrap())
    }

    #[test]
    fn the_error_page_says_why() {
        let page = "https://acme.my.salesforce.com/setup/secur/RemoteAccessErrorPage.apexp\
                    ?error=invalid_client&error_description=app+must+be+installed+into+org";
        let refused = of(page).unwrap();
        assert_eq!(refused.error, "invalid_client");
        assert_eq!(refused.description, "app must be installed into org");
    }

    #[test]
    fn other_pages_refuse_nothing() {
        assert_eq!(of("https://acme.my.salesforce.com/?ec=302&error=x"), None);
        assert_eq!(
            of("https://acme.my.salesforce.com/setup/secur/RemoteAccessErrorPage.apexp"),
            None
        );
    }
}
