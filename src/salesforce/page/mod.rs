//! Which org and record a Salesforce URL shows.
//!
//! Order: the host first (parsed, https, no user info), then the path, then what few query keys
//! name a record. The object comes from the id's key prefix, never from the path.

mod classic;
mod experience;
mod host;
mod lightning;

use url::Url;

use crate::base::{ObjectType, OrgHost, RecordId, RecordRef};
use host::Site;

/// What a URL shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which of Salesforce's user interfaces.
    pub ui: Ui,
    /// The org, where it is one that we can sign in to.
    pub org: Option<OrgHost>,
    /// The object and record.
    pub subject: Subject,
    /// What is done with it.
    pub mode: Mode,
}

impl Page {
    /// Recognises a URL. Total: what is not Salesforce's is [`Ui::Other`] with nothing found.
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

/// Salesforce's user interfaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ui {
    /// Lightning Experience.
    Lightning,
    /// Salesforce Classic.
    Classic,
    /// A Visualforce page on its own host.
    Visualforce,
    /// An Experience Cloud site.
    Experience,
    /// Setup, builders.
    Setup,
    /// Login, consent, frontdoor.
    Login,
    /// Anything else, files and APIs of an org included.
    Other,
}

/// What a page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One record; `object` is `None` for objects without a panel.
    Record {
        /// One of the four, by key prefix.
        object: Option<ObjectType>,
        /// Its id.
        id: RecordId,
        /// The id as the URL has it, 15 or 18 characters.
        written: String,
    },
    /// A list or a form of an object; `None` for objects without a panel.
    Object(Option<ObjectType>),
    /// Neither.
    Nothing,
}

/// What is done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Shown.
    View,
    /// Edited, cloned or created.
    Edit,
    /// A related list of it in full.
    Related,
    /// A list or home of an object.
    List,
    /// Nothing found.
    None,
}

/// What a route found.
struct Found {
    subject: Subject,
    mode: Mode,
}

impl Found {
    const NOTHING: Self = Self {
        subject: Subject::Nothing,
        mode: Mode::None,
    };

    /// The record of a text, if it is an id.
    fn record(text: &str, mode: Mode) -> Option<Self> {
        let id = RecordId::parse(text).ok()?;
        Some(Self {
            subject: Subject::Record {
                object: id.object(),
                id,
                written: text.to_owned(),
            },
            mode,
        })
    }

    /// A list or form of the object of an API name.
    fn object(api_name: &str, mode: Mode) -> Self {
        if is_api_name(api_name) {
            Self {
                subject: Subject::Object(ObjectType::of_api_name(api_name)),
                mode,
            }
        } else {
            Self::NOTHING
        }
    }
}

/// Lightning's routes also work on My Domain, and Classic's in frames on the Lightning host: there
/// the path decides.
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
        return lightning::one_app(url);
    }
    let found = classic::route(url);
    let classic_in_lightning = !matches!(found.subject, Subject::Nothing) && !is_visualforce(path);
    match site {
        Site::Lightning if !classic_in_lightning => (Ui::Lightning, found),
        _ => (Ui::Classic, found),
    }
}

/// The pages on which a person signs in, proves who they are, or sets a password. What stands in
/// their query is where they lead to afterwards, never what they show.
fn is_sign_in(url: &Url) -> bool {
    let path = url.path();
    // Single sign-on's settings are a page of Setup that stands among those of identity.
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

/// Whether `path` is one of `folders` or below it.
fn is_under(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The path's segments; empty ones (a trailing slash) left out.
fn segments(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .collect()
}

/// Decodes `%2F` and the like once.
fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// The first value of a query key. Salesforce reads the names of a page's parameters in any case
/// ("PageReference Class", Apex Reference Guide), and people's buttons and links write them so.
fn query_value(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.into_owned())
}

fn is_api_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && RecordId::parse(text).is_err()
}
