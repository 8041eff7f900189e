//! The window with a provider's page.

use super::MailboxError;
use crate::base::Provider;
use crate::oauth;
use crate::ports::{AuthWindowError, Authorize, NetworkError, Platform};

/// Opens a provider's page and returns the URL that it redirected to.
pub(super) async fn window<P: Platform>(
    platform: &P,
    provider: Provider,
    url: &str,
    how: Authorize,
) -> Result<String, MailboxError> {
    let silent = how == Authorize::Silent;
    let answer = oauth::window(platform, url, how).await;
    answer.map_err(|error| match error {
        AuthWindowError::InteractionRequired if silent => MailboxError::SessionExpired(provider),
        AuthWindowError::NotLoaded if silent => NetworkError::Failed.into(),
        AuthWindowError::NotLoaded => MailboxError::NotLoaded(provider),
        AuthWindowError::TooLong => MailboxError::SignInTooLong(provider),
        other => MailboxError::SignInUnfinished(provider, other.to_string()),
    })
}
