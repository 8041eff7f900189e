//! What a sign-in at any provider gives: tokens, and who they belong to.

use std::time::Duration;

use crate::base::Millis;
use crate::ports::Authorize;

/// A token is not used in its last minute, so that no upload ends after it.
const RESERVE: Duration = Duration::from_secs(60);

/// Tokens, and until when the access token is to be used.
pub(super) struct Grant {
    pub token: AccessToken,
    pub expires: Millis,
    /// From when on it is about to end.
    pub ending: Millis,
    /// Where the provider gives one.
    pub refresh_token: Option<RefreshToken>,
}

/// An access token: no Debug, no Display.
#[derive(Clone)]
pub(super) struct AccessToken {
    secret: String,
    /// Whether it may keep drafts in the mailbox, beside sending.
    pub drafts: bool,
}

impl AccessToken {
    /// A token for sending, and for drafts if it says so.
    pub const fn new(secret: String, drafts: bool) -> Self {
        Self { secret, drafts }
    }

    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// The value of an Authorization header.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.secret)
    }
}

/// A refresh token: no Debug, no Display.
#[derive(Clone)]
pub(super) struct RefreshToken(String);

impl RefreshToken {
    pub const fn new(secret: String) -> Self {
        Self(secret)
    }

    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// Until when a token with `life` left at `now` is to be used.
pub(super) fn good_until(now: Millis, life: Duration) -> Millis {
    now.after(life.saturating_sub(RESERVE.min(life / 2)))
}

/// From when on a token with `life` left at `now` is about to end: in its last sixth, which of an hour
/// is ten minutes.
pub(super) fn ending_from(now: Millis, life: Duration) -> Millis {
    now.after(life.saturating_sub(life / 6))
}

/// Whose account a sign-in is for.
#[derive(Clone, Copy)]
pub(super) enum Hint<'a> {
    /// The one with this address, which is filled in.
    Account(&'a str),
    /// The rep chooses among their accounts.
    Choose,
}

impl Hint<'_> {
    /// What `prompt` asks for (OpenID Connect Core §3.1.2.1, which wants `none` by itself).
    pub const fn prompt(self, how: &Authorize) -> Option<&'static str> {
        match (how, self) {
            (Authorize::Silent, _) => Some("none"),
            (Authorize::Interactive { .. }, Self::Choose) => Some("select_account"),
            (Authorize::Interactive { .. }, Self::Account(_)) => None,
        }
    }
}

/// Who a token belongs to.
pub(super) struct Identity {
    /// The provider's name for the account, which no other account ever gets.
    pub id: String,
    /// The account's addresses, its main one first.
    pub addresses: Vec<String>,
    /// The account's name, where the provider says it.
    pub name: Option<String>,
}

impl Identity {
    /// The account's address that is `expected`, case aside, as the provider writes it.
    pub fn address(&self, expected: &str) -> Option<&str> {
        self.addresses
            .iter()
            .find(|own| own.eq_ignore_ascii_case(expected))
            .map(String::as_str)
    }
}
