//! The languages of the product.

use serde::{Deserialize, Serialize};

/// A language that the product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Japanese.
    Ja,
    /// Dutch.
    Nl,
    /// Brazilian Portuguese.
    PtBr,
}

impl Language {
    /// Every one.
    pub const ALL: [Self; 7] = [
        Self::De,
        Self::En,
        Self::Es,
        Self::Fr,
        Self::Ja,
        Self::Nl,
        Self::PtBr,
    ];

    /// The one for a user whose `LanguageLocaleKey` this is; English for all others.
    #[must_use]
    pub fn of(locale_key: &str) -> Self {
        match locale_key.split(['_', '-']).next() {
            Some("de") => Self::De,
            Some("es") => Self::Es,
            Some("fr") => Self::Fr,
            Some("ja") => Self::Ja,
            Some("nl") => Self::Nl,
            Some("pt") => Self::PtBr,
            _ => Self::En,
        }
    }

    /// As an HTML page names it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ja => "ja",
            Self::Nl => "nl",
            Self::PtBr => "pt-BR",
        }
    }
}
