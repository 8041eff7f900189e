//! Which interface, org and record a Salesforce URL shows.

use url::Url;

use super::host::{self, Site};
use super::path::{is_under, segments};
use super::shown::Found;
use super::{Mode, Subject, Ui, classic, experience, lightning};
use crate::base::{OrgHost, RecordRef};

/// What a URL shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The user interface.
    pub ui: Ui,
    /// The org, where it is one that we can sign in to.
    pub org: Option<OrgHost>,
    /// The object and record.
    pub subject: Subject,
    /// What is done with the record.
    pub mode: Mode,
}

impl Page {
    /// Recognises a URL. It never fails: a URL that is not Salesforce's is [`Ui::Other`] with nothing found.
    #[must_use]
    pub fn recognise(url: &Url) -> Self {
        let Some(site) = host::site(url) else {
            return Self::nothing(Ui::Other, None);
        };
        let org = host::org(url);
        let (ui, found) = match site {
            Site::Login => (Ui::Login, Found::NOTHING),
            Site::Setup | Site::Visualforce if is_sign_in(url) => (Ui::Login, Found::NOTHING),
            Site::Setup => (Ui::Setup, Found::NOTHING),
            Site::Visualforce => (Ui::Visualforce, classic::visualforce(url)),
            Site::Experience => (Ui::Experience, experience::route(url)),
            Site::Lightning | Site::MyDomain => org_page(site, url),
        };
        Self {
            ui,
            org,
            subject: found.subject,
            mode: found.mode,
        }
    }

    /// The record to show the panel for: one of the four objects, in an org that we can sign in to.
    #[must_use]
    pub fn record(&self) -> Option<RecordRef> {
        match &self.subject {
            Subject::Record {
                object: Some(object),
                id,
                ..
            } => Some(RecordRef {
                org: self.org.clone()?,
                object: *object,
                id: id.clone(),
            }),
            _ => None,
        }
    }

    const fn nothing(ui: Ui, org: Option<OrgHost>) -> Self {
        Self {
            ui,
            org,
            subject: Subject::Nothing,
            mode: Mode::None,
        }
    }
}

/// Lightning's routes also work on My Domain hosts, and Classic's in frames on Lightning hosts, so the path
/// decides.
fn org_page(site: Site, url: &Url) -> (Ui, Found) {
    let path = url.path();
    if is_sign_in(url)
        || (path == "/" && matches!(site, Site::MyDomain))
        || (!is_visualforce(path) && url.query_pairs().any(|(key, _)| key == "ec"))
    {
        return (Ui::Login, Found::NOTHING);
    }
    if is_under(
        path,
        &[
            "/setup",
            "/ui/setup",
            "/p/setup",
            "/_ui/identity/saml",
            "/lightning/setup",
            "/builder_platform_interaction",
            "/visualEditor",
            "/flow_builder",
        ],
    ) {
        return (Ui::Setup, Found::NOTHING);
    }
    if is_under(
        path,
        &[
            "/services",
            "/servlet",
            "/sfc",
            "/sfsites",
            "/resource",
            "/img",
            "/projRes",
            "/.well-known",
            "/aura",
        ],
    ) {
        return (Ui::Other, Found::NOTHING);
    }
    if is_under(path, &["/lightning"]) {
        return (Ui::Lightning, lightning::route(url));
    }
    if segments(path) == ["one", "one.app"] {
        return lightning::one_app(url, |address| {
            let page = Page::recognise(address);
            Found {
                subject: page.subject,
                mode: page.mode,
            }
        });
    }
    let found = classic::route(url);
    let classic_in_lightning = !matches!(found.subject, Subject::Nothing) && !is_visualforce(path);
    match site {
        Site::Lightning if !classic_in_lightning => (Ui::Lightning, found),
        _ => (Ui::Classic, found),
    }
}

/// The pages on which a person signs in, proves who they are, or sets a password. A record in their query is
/// where they lead afterwards, not what they show.
fn is_sign_in(url: &Url) -> bool {
    let path = url.path();
    // The settings of single sign-on are a page of Setup, though their path is among those of identity.
    let settings = is_under(path, &["/_ui/identity/saml"]);
    !settings
        && is_under(
            path,
            &[
                "/secur",
                "/setup/secur",
                "/services/oauth2",
                "/services/auth",
                "/login",
                "/loginflow",
                "/idp",
                "/saml",
                "/visualforce/session",
                "/_ui/identity",
                "/_ui/system/security",
                "/_nc_external/identity",
                "/_nc_external/system/security",
            ],
        )
}

/// `/apex/…`, a page that the org wrote itself.
fn is_visualforce(path: &str) -> bool {
    is_under(path, &["/apex"])
}
