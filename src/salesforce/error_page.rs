//! Pages of an org that end a sign-in without redirecting back.

use url::Url;

use crate::ports::Refusal;

/// The refusal in the address of an org's error page; `None` for any other page. Only `error` and
/// `error_description` are read: the address may also have a code, a session id or a start URL in it.
#[must_use]
pub fn refusal(url: &Url) -> Option<Refusal> {
    let page = url.path_segments()?.next_back()?;
    if !page.eq_ignore_ascii_case("RemoteAccessErrorPage.apexp") {
        return None;
    }
    let parameter = |wanted: &str| {
        url.query_pairs()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| plain(&value))
            .unwrap_or_default()
    };
    Some(Refusal {
        error: parameter("error"),
        description: parameter("error_description"),
    })
}

/// At most 300 characters without control characters, since the text comes from an address.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(url: &str) -> Option<Refusal> {
        refusal(&Url::parse(url).unwrap())
    }

    #[test]
    fn the_page_of_an_app_that_is_not_installed() {
        let url = "https://acme.my.salesforce.com/setup/secur/RemoteAccessErrorPage.apexp?error=invalid_client&error_description=app+must+be+installed+into+org";
        assert_eq!(
            of(url),
            Some(Refusal {
                error: "invalid_client".into(),
                description: "app must be installed into org".into()
            })
        );
    }

    #[test]
    fn a_refusal_without_words_is_still_one() {
        let bare =
            of("https://acme.my.salesforce.com/_ui/identity/oauth/ui/RemoteAccessErrorPage.apexp");
        assert_eq!(bare.unwrap().error, "");
    }

    #[test]
    fn pages_of_a_sign_in_are_none() {
        for url in [
            "https://acme.my.salesforce.com/?startURL=%2Fsetup%2Fsecur%2FRemoteAccessErrorPage.apexp%3Ferror%3Dx",
            "https://acme.my.salesforce.com/setup/secur/RemoteAccessAuthorizationPage.apexp?source=x&error=y",
            "https://acme.my.salesforce.com/services/oauth2/authorize?error=x",
            "data:text/plain,RemoteAccessErrorPage.apexp?error=x",
        ] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_the_two_parameters_is_read(
            error in "[a-z_]{1,20}", words in ".{0,40}", secret in "[A-Z0-9]{30}"
        ) {
            let mut url = Url::parse("https://acme.my.salesforce.com/setup/secur/RemoteAccessErrorPage.apexp").unwrap();
            url.query_pairs_mut()
                .append_pair("code", &secret)
                .append_pair("error", &error)
                .append_pair("sid", &secret)
                .append_pair("error_description", &words)
                .append_pair("startURL", &secret);
            let refusal = refusal(&url).unwrap();
            prop_assert_eq!(&refusal.error, &error);
            prop_assert!(!refusal.description.contains(&secret));
            prop_assert!(!refusal.description.chars().any(char::is_control));
        }
    }
}
