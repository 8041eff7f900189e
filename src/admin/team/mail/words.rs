//! The sentences of each language of the welcome email.

use super::sentences::{DE, EN, ES, FR, JA, NL, PT_BR, Words};
use crate::base::Language;

pub(super) const fn words(language: Language) -> &'static Words {
    match language {
        Language::De => &DE,
        Language::En => &EN,
        Language::Es => &ES,
        Language::Fr => &FR,
        Language::Ja => &JA,
        Language::Nl => &NL,
        Language::PtBr => &PT_BR,
    }
}
