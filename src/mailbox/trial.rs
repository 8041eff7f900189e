//! Tries a client at a mail provider before reps use it: a sign-in by it with the smallest scope, of which nothing
//! is stored. A provider that does not know the client or its redirect address never redirects back. So without an
//! answer, the request is repeated without a window: any redirect then means that the provider knows both.

use oauth2::http::Method;

use super::entra::Failure;
use super::grant::{Hint, Rights};
use super::microsoft::{self, App};
use super::request::request;
use super::{MailClient, MailboxError, Mailboxes, google, graph};
use crate::base::Provider;
use crate::oauth::{self, Redirect, RedirectError};
use crate::ports::{Authorize, Platform};

/// The scope that every client may ask for.
const SCOPE: &str = "openid";

/// Why a client failed the trial.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialError {
    /// The provider does not know the client, or not its redirect address.
    #[error("the provider knows no such client, or another redirect address")]
    Unknown,
    /// The provider knows the client and its redirect address, but nobody signed in.
    #[error("the sign-in was not finished: {0}")]
    Unfinished(String),
    /// The sign-in failed otherwise.
    #[error(transparent)]
    Mailbox(#[from] MailboxError),
}

impl<P: Platform> Mailboxes<P> {
    /// Signs somebody in by `client`, and stores nothing.
    ///
    /// # Errors
    /// [`TrialError`], which says what is wrong with the client.
    pub async fn try_client(&self, client: &MailClient) -> Result<(), TrialError> {
        let words = match self.sign_in_once(client).await {
            Err(
                error @ (MailboxError::SignInUnfinished(..)
                | MailboxError::ConsentDeclined(_)
                | MailboxError::NotLoaded(_)),
            ) => error.to_string(),
            signed_in => return Ok(signed_in?),
        };
        self.reach(client.provider()).await?;
        Err(match self.is_known(client).await {
            true => TrialError::Unfinished(words),
            false => TrialError::Unknown,
        })
    }

    async fn sign_in_once(&self, client: &MailClient) -> Result<(), MailboxError> {
        let how = Authorize::Interactive { watch: None };
        match client {
            MailClient::Google { client_id } => {
                let answer = self.ask_google(client_id, how).await?;
                answer
                    .map(drop)
                    .map_err(|error| google::refused(error, false))
            }
            MailClient::Microsoft { client_id, tenant } => {
                let asked = self.ask_microsoft(client_id, tenant.as_deref(), how).await;
                asked.map_err(|failure| failure.error(false))
            }
        }
    }

    /// Whether the provider redirects back, with any answer.
    async fn is_known(&self, client: &MailClient) -> bool {
        let how = Authorize::Silent;
        match client {
            MailClient::Google { client_id } => matches!(
                self.ask_google(client_id, how).await,
                Ok(Ok(_) | Err(RedirectError::Denied(_)))
            ),
            MailClient::Microsoft { client_id, tenant } => matches!(
                self.ask_microsoft(client_id, tenant.as_deref(), how).await,
                Ok(()) | Err(Failure::Refused(_))
            ),
        }
    }

    /// Requests a token of Google, which is not used; returns the redirect.
    async fn ask_google(
        &self,
        client_id: &str,
        how: Authorize,
    ) -> Result<Result<Redirect, RedirectError>, MailboxError> {
        google::ask(
            &*self.platform,
            client_id,
            vec![SCOPE],
            false,
            Hint::Choose,
            how,
        )
        .await
    }

    /// Requests a token of Entra, which is not used. The code is redeemed, because only that shows whether the application
    /// is registered as a single-page application.
    async fn ask_microsoft(
        &self,
        client_id: &str,
        tenant: Option<&str>,
        how: Authorize,
    ) -> Result<(), Failure> {
        let platform = &*self.platform;
        let app = App {
            client_id,
            tenant,
            rights: Rights::default(),
        };
        let asked = microsoft::ask(platform, app, vec![SCOPE], Hint::Choose, None, how);
        asked.await.map(drop)
    }

    /// Checks that the provider can be reached at all: without a connection, a page that does not load proves nothing
    /// about a client.
    async fn reach(&self, provider: Provider) -> Result<(), MailboxError> {
        let address = match provider {
            Provider::Microsoft => graph::ME,
            Provider::Google | Provider::Salesforce => google::USERINFO,
        };
        oauth::call(&*self.platform, request(Method::GET, address, Vec::new())?).await?;
        Ok(())
    }
}
