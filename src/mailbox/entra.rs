//! Refusals of Microsoft Entra, by the numbers of "Microsoft Entra authentication and authorization error codes". They
//! are grouped by who has to do what.

use oauth2::{ErrorResponse, RequestTokenError};
use serde::{Deserialize, Serialize};
use std::fmt;

use super::MailboxError;
use crate::base::Provider;
use crate::oauth::{CallError, Denied};

pub(super) const MICROSOFT: Provider = Provider::Microsoft;

/// The token endpoint's refusal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EntraReply {
    error: String,
    #[serde(default)]
    error_description: String,
    #[serde(default)]
    error_codes: Vec<u32>,
    /// The claims for the next authorization request.
    claims: Option<String>,
}

impl fmt::Display for EntraReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.error_description)
    }
}

impl ErrorResponse for EntraReply {}

/// Why Entra gave no tokens.
pub(super) enum Failure {
    /// It refused.
    Refused(Refusal),
    /// It could not be asked, or did not answer.
    Other(MailboxError),
}

/// A refusal, by the token endpoint or in a redirect.
pub(super) struct Refusal {
    /// OAuth's error code.
    error: String,
    /// Entra's number.
    number: Option<u32>,
    /// Entra's message.
    words: String,
    /// The claims for the next authorization request.
    pub claims: Option<String>,
}

impl From<MailboxError> for Failure {
    fn from(error: MailboxError) -> Self {
        Self::Other(error)
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        let parts = [&denied.error, &denied.subcode, &denied.description];
        let words: Vec<&str> = parts
            .map(|part| part.trim())
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Self::Refused(Refusal {
            number: number_in(&denied.description),
            words: words.join(" "),
            error: denied.error,
            claims: None,
        })
    }
}

impl From<RequestTokenError<CallError, EntraReply>> for Failure {
    /// The body of an unreadable answer is dropped, because it may have a token in it.
    fn from(error: RequestTokenError<CallError, EntraReply>) -> Self {
        match error {
            RequestTokenError::ServerResponse(reply) => Self::Refused(Refusal {
                number: reply
                    .error_codes
                    .first()
                    .copied()
                    .or_else(|| number_in(&reply.error_description)),
                words: reply.to_string(),
                error: reply.error,
                claims: reply.claims.filter(|claims| !claims.is_empty()),
            }),
            RequestTokenError::Request(error) => Self::Other(error.into()),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                Self::Other(MailboxError::Unexpected("token answer"))
            }
        }
    }
}

impl Failure {
    /// The error that it means; `silent` for a request without a window.
    pub fn error(self, silent: bool) -> MailboxError {
        match self {
            Self::Refused(refusal) => refusal.meaning(silent),
            Self::Other(error) => error,
        }
    }
}

impl Refusal {
    /// Whether the rep's grant has ended or does not suffice, so that a new authorization may help.
    pub fn ends_grant(&self) -> bool {
        matches!(
            self.error.as_str(),
            "invalid_grant" | "interaction_required" | "login_required" | "consent_required"
        )
    }

    fn meaning(self, silent: bool) -> MailboxError {
        let Self { words, claims, .. } = self;
        match self.number {
            Some(90093..=90095) => MailboxError::ConsentRequired(words),
            Some(65001) if !silent => MailboxError::ConsentRequired(words),
            Some(65004) => MailboxError::ConsentDeclined(words),
            Some(53000..=53003) => MailboxError::ConditionalAccess(words),
            Some(50072 | 50074 | 50076 | 50079 | 50158) => {
                MailboxError::InteractionRequired { claims }
            }
            Some(50105) => MailboxError::NotAssigned(words),
            Some(700_016 | 90002 | 50194) => MailboxError::UnknownApp(words),
            Some(9_002_326 | 9_002_327 | 7_000_218) => MailboxError::WrongAppType(words),
            Some(50011 | 500_112 | 500_113) => MailboxError::RedirectMismatch(words),
            _ => match self.error.as_str() {
                "temporarily_unavailable" | "server_error" => MailboxError::Unavailable {
                    status: 503,
                    after: None,
                },
                _ if claims.is_some() => MailboxError::InteractionRequired { claims },
                _ if silent => MailboxError::SessionExpired(MICROSOFT),
                _ => MailboxError::SignInUnfinished(MICROSOFT, words),
            },
        }
    }
}

/// The number of `AADSTS50076: Due to a …`.
fn number_in(words: &str) -> Option<u32> {
    let (_, rest) = words.split_once("AADSTS")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_is_read_from_the_words() {
        let words = "AADSTS50076: Due to a configuration change\r\nTrace ID: 12";
        assert_eq!(number_in(words), Some(50076));
        assert_eq!(number_in("(AADSTS700016) x"), Some(700_016));
        for none in ["", "AADSTS", "AADSTSx", "AADSTS99999999999", "error 50076"] {
            assert_eq!(number_in(none), None, "{none}");
        }
    }
}
