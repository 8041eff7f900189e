//! The values to copy into the apps at each provider.

use url::Url;

use super::view::Values;
use crate::base::{OrgConfig, stores};
use crate::mailbox::MICROSOFT_SCOPES;
use crate::ports::AuthWindow;
use crate::salesforce::SCOPES;

/// The resource of Graph's scopes, which a link has to name.
const GRAPH: &str = "https://graph.microsoft.com/";

/// The extension's ids: each store's, and the running one's where it is another (a build of one's own).
fn extension_ids(browser: &impl AuthWindow) -> Vec<String> {
    let stores = [Some(stores::chrome_id()), stores::edge_id()];
    let mut ids: Vec<String> = stores.into_iter().flatten().map(str::to_owned).collect();
    let own = Url::parse(&browser.redirect_url("salesforce")).ok();
    let own = own
        .as_ref()
        .and_then(Url::host_str)
        .and_then(|host| host.strip_suffix(".chromiumapp.org"));
    if let Some(own) = own.filter(|own| ids.iter().all(|id| id != own)) {
        ids.push(own.to_owned());
    }
    ids
}

/// The values; with the link for an administrator's consent, if `config` has an application and its directory.
#[must_use]
pub fn values(browser: &impl AuthWindow, config: Option<&OrgConfig>) -> Values {
    let ids = extension_ids(browser);
    let redirects = |path: &str| {
        ids.iter()
            .map(|id| format!("https://{id}.chromiumapp.org/{path}"))
            .collect::<Vec<_>>()
    };
    Values {
        salesforce: redirects("salesforce"),
        google: redirects("google"),
        microsoft: redirects("microsoft"),
        scopes: SCOPES.map(str::to_owned).into(),
        admin_center: config
            .and_then(|config| config.microsoft.as_deref())
            .map(admin_center),
        admin_consent: config.and_then(|config| {
            let redirect = browser.redirect_url("microsoft");
            admin_consent(
                config.microsoft.as_deref()?,
                config.tenant.as_deref()?,
                &redirect,
            )
        }),
    }
}

/// The page with an application's API permissions in the Entra admin center.
fn admin_center(application: &str) -> String {
    format!(
        "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/\
         ~/CallAnAPI/appId/{application}/isMSAApp~/false"
    )
}

/// Entra's page of an administrator's consent ("Admin consent on the Microsoft identity platform").
fn admin_consent(application: &str, directory: &str, redirect: &str) -> Option<String> {
    let address = format!("https://login.microsoftonline.com/{directory}/v2.0/adminconsent");
    let mut url = Url::parse(&address).ok()?;
    let scopes = MICROSOFT_SCOPES.map(|scope| match scope.contains('.') {
        true => format!("{GRAPH}{scope}"),
        false => scope.to_owned(),
    });
    url.query_pairs_mut()
        .append_pair("client_id", application)
        .append_pair("scope", &scopes.join(" "))
        .append_pair("redirect_uri", redirect);
    Some(url.into())
}
