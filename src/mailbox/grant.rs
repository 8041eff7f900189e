//! The result of a sign-in at any provider: tokens, and the account that they belong to.

use std::time::Duration;

use crate::base::Millis;
use crate::ports::Authorize;

/// A token is not used in its last minute, so that it does not expire during an upload.
const RESERVE: Duration = Duration::from_secs(60);

/// Tokens, and until when the access token is to be used.
pub(super) struct Grant {
    pub token: AccessToken,
    pub expires: Millis,
    /// From when on the access token is to be renewed.
    pub renew_from: Millis,
    /// The refresh token, if the provider gives one.
    pub refresh_token: Option<RefreshToken>,
}

/// An access token: no Debug, no Display.
#[derive(Clone)]
pub(super) struct AccessToken {
    secret: String,
    /// What else it may do.
    pub rights: Rights,
}

/// What a token may do beside sending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rights {
    /// It has access to drafts.
    pub drafts: bool,
    /// It can read mails.
    pub reads: bool,
}

impl AccessToken {
    /// A token for sending, and for what else it may do.
    pub const fn new(secret: String, rights: Rights) -> Self {
        Self { secret, rights }
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

/// Until when a token with `life` left at `now` is used.
pub(super) fn used_until(now: Millis, life: Duration) -> Millis {
    now.after(life.saturating_sub(RESERVE.min(life / 2)))
}

/// From when on a token with `life` left at `now` is to be renewed: in its last sixth, ten minutes of an hour.
pub(super) fn renew_from(now: Millis, life: Duration) -> Millis {
    now.after(life.saturating_sub(life / 6))
}

/// The account of a sign-in.
#[derive(Clone, Copy)]
pub(super) enum Hint<'a> {
    /// The account with this address, which is filled in.
    Account(&'a str),
    /// The rep chooses among their accounts.
    Choose,
}

impl Hint<'_> {
    /// The value of `prompt` (OpenID Connect Core §3.1.2.1, where `none` is combined with no other).
    pub const fn prompt(self, how: &Authorize) -> Option<&'static str> {
        match (how, self) {
            (Authorize::Silent, _) => Some("none"),
            (Authorize::Interactive { .. }, Self::Choose) => Some("select_account"),
            (Authorize::Interactive { .. }, Self::Account(_)) => None,
        }
    }
}

/// The account that a token belongs to.
pub(super) struct Identity {
    /// The provider's id of the account, which is never given to another one.
    pub id: String,
    /// The account's addresses, its main one first.
    pub addresses: Vec<String>,
    /// The account's name, where the provider has it.
    pub name: Option<String>,
}

impl Identity {
    /// The account's address that equals `expected`, ignoring case, as the provider writes it.
    pub fn address(&self, expected: &str) -> Option<&str> {
        self.addresses
            .iter()
            .find(|own| own.eq_ignore_ascii_case(expected))
            .map(String::as_str)
    }
}
