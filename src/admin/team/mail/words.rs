//! What the welcome mail says, by language. (Placeholders: `{first}` who is invited, `{sender}` who
//! invites, `{org}` the org's host.)

use serde::{Deserialize, Serialize};

/// A language of the welcome mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Dutch.
    Nl,
}

impl Language {
    /// Every language of the mail.
    pub const ALL: [Self; 2] = [Self::En, Self::Nl];

    /// The one for a user whose `LanguageLocaleKey` this is; English for all others.
    #[must_use]
    pub fn of(locale_key: &str) -> Self {
        match locale_key.split(['_', '-']).next() {
            Some("nl") => Self::Nl,
            _ => Self::En,
        }
    }

    /// As an HTML page names it.
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
        }
    }

    pub(super) const fn words(self) -> &'static Words {
        match self {
            Self::En => &EN,
            Self::Nl => &NL,
        }
    }
}

/// The mail's sentences, in their order.
pub(super) struct Words {
    pub subject: &'static str,
    pub title: &'static str,
    pub hello: &'static str,
    /// The same where no first name is known.
    pub hello_nobody: &'static str,
    pub invited: &'static str,
    pub steps: &'static str,
    pub step: [&'static str; 3],
    pub start: &'static str,
    pub opens: &'static str,
    pub none_yet: &'static str,
    pub get_it: &'static str,
    pub then: &'static str,
    pub yours: &'static str,
}

const EN: Words = Words {
    subject: "Welcome to MSI Actions",
    title: "Welcome, {first}",
    hello: "Hello {first},",
    hello_nobody: "Hello,",
    invited: "{sender} has invited you to MSI Actions. It shows what Marketo knows about a lead or \
        contact beside the Salesforce record you are looking at, and lets you send a sales e-mail, \
        log a call or add a task right there.",
    steps: "Setting it up takes about three minutes:",
    step: [
        "Connect Salesforce",
        "Connect your mailbox",
        "Add your signature",
    ],
    start: "Get started",
    opens: "Opens {org}",
    none_yet: "No extension in this browser yet?",
    get_it: "Get the extension first",
    then: ", then come back to this mail.",
    yours: "The link is meant for you alone and works for 14 days. You sign in on the pages of \
        Salesforce and of your mail provider; MSI Actions never sees a password.",
};

const NL: Words = Words {
    subject: "Welkom bij MSI Actions",
    title: "Welkom, {first}",
    hello: "Hallo {first},",
    hello_nobody: "Hallo,",
    invited: "{sender} heeft u uitgenodigd voor MSI Actions. Het laat naast het Salesforce-record dat \
        u bekijkt zien wat Marketo over een lead of contactpersoon weet, en u kunt er meteen een \
        sales-e-mail verzenden, een gesprek vastleggen of een taak toevoegen.",
    steps: "Instellen kost ongeveer drie minuten:",
    step: [
        "Salesforce verbinden",
        "Uw mailbox verbinden",
        "Uw handtekening toevoegen",
    ],
    start: "Aan de slag",
    opens: "Opent {org}",
    none_yet: "Staat de extensie nog niet in deze browser?",
    get_it: "Installeer eerst de extensie",
    then: " en kom daarna terug naar deze mail.",
    yours: "De link is alleen voor u bedoeld en werkt 14 dagen. U meldt zich aan op de pagina's van \
        Salesforce en van uw mailprovider; MSI Actions ziet nooit een wachtwoord.",
};
