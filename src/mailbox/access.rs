//! Tokens for the mailbox: requested, and renewed one at a time.

use std::time::Duration;

use super::account::{self, Account};
use super::google::Revoked;
use super::grant::{AccessToken, Grant, Hint, Identity, Rights};
use super::mailboxes::{ACCOUNT, Mailboxes};
use super::microsoft::{self, App, Refreshed};
use super::{MailClient, MailboxError, google, graph};
use crate::base::{Access, Fault, Move, Provider};
use crate::ports::{Area, Authorize, Platform};

/// How long after an early renewal another one may be tried.
const TRY_AGAIN: Duration = Duration::from_secs(60);

impl<P: Platform> Mailboxes<P> {
    /// Requests tokens of an account on the provider's page; `claims` are what Microsoft demands of the sign-in.
    pub(super) async fn ask_for_grant(
        &self,
        client: &MailClient,
        hint: Hint<'_>,
        claims: Option<&str>,
        how: Authorize,
    ) -> Result<Grant, MailboxError> {
        let platform = &*self.platform;
        let settings = self.policies.settings().await;
        // More rights are requested only at a sign-in: a renewal with more would need the rep.
        let asks = how != Authorize::Silent;
        let reads = settings.replies && self.agreed_to_replies(hint).await;
        match client {
            MailClient::Google { client_id } => {
                let signature = settings.gmail_signature;
                let extras = google::Extras { signature, reads };
                google::authorize(platform, client_id, hint, extras, how).await
            }
            MailClient::Microsoft { client_id, tenant } => {
                let tenant = tenant.as_deref();
                let app = App {
                    client_id,
                    tenant,
                    rights: Rights {
                        drafts: asks && settings.outlook_drafts,
                        reads: asks && reads,
                    },
                };
                microsoft::authorize(platform, app, hint, claims, how).await
            }
        }
    }

    /// The account that a token belongs to.
    pub(super) async fn identity(
        &self,
        provider: Provider,
        token: &AccessToken,
    ) -> Result<Identity, MailboxError> {
        match provider {
            Provider::Microsoft => graph::identity(&*self.platform, token).await,
            _ => google::identity(&*self.platform, token).await,
        }
    }

    /// Revokes the grant at the provider. Google needs a valid token for that; where there is none, a new one is
    /// requested without a window. Microsoft does not let an application of our kind revoke: there, tokens that we
    /// delete expire by themselves.
    pub(super) async fn revoke(&self, account: &Account) -> Access {
        if account.provider == Provider::Microsoft {
            return Access::Stays;
        }
        let platform = &*self.platform;
        let kept = account::token(platform, account, platform.now()).await;
        if let Ok(Some(token)) = kept {
            match google::revoke(platform, &token).await {
                Ok(Revoked::Yes) => return Access::Ended,
                Ok(Revoked::Unknown) => {}
                Err(_) => return Access::Stays,
            }
        }
        let Ok(grant) = self.granted_silently(account).await else {
            return Access::Stays;
        };
        match google::revoke(platform, &grant.token).await {
            Ok(_) => Access::Ended,
            Err(_) => Access::Stays,
        }
    }

    /// Revokes a token that will not be used, because its account was refused.
    pub(super) async fn revoke_unused(&self, provider: Provider, token: &AccessToken) {
        if provider == Provider::Google {
            // Where that fails, it expires within the hour.
            let _ = google::revoke(&*self.platform, token).await;
        }
    }

    /// Runs `work` with a token, and once more with a new token where the provider refused the first.
    pub(super) async fn with_token<T>(
        &self,
        address: &str,
        work: impl AsyncFn(&AccessToken) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        let token = self.token(address).await?;
        let mut done = work(&token).await;
        if let Err(error) = done {
            let token = self.token_after(address, &token, error).await?;
            done = work(&token).await;
        }
        if done.is_ok() {
            account::note_success(&*self.platform).await;
        }
        done
    }

    /// A new token, where `error` is one that a new token may help against; else the error.
    async fn token_after(
        &self,
        address: &str,
        token: &AccessToken,
        error: MailboxError,
    ) -> Result<AccessToken, MailboxError> {
        let claims = match error {
            MailboxError::SessionExpired(_) => None,
            MailboxError::InteractionRequired { claims } => claims,
            MailboxError::NoRight(..) => {
                self.expire().await?;
                return Err(error);
            }
            error => return Err(error),
        };
        self.drop_token(token, claims).await?;
        self.token(address).await
    }

    /// Where the policy lets a refresh token be stored.
    pub(super) async fn area(&self) -> Area {
        if self.policies.settings().await.session_only {
            Area::Session
        } else {
            Area::Local
        }
    }

    /// Moves the refresh token to the storage that the policy allows.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn apply_session_policy(&self) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        account::move_refresh_token(&*self.platform, self.area().await).await
    }

    /// A token for the mailbox with `address`, renewed without a window where necessary.
    pub(super) async fn token(&self, address: &str) -> Result<AccessToken, MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let account = account::connected(&*self.platform).await?;
        if !account.address.eq_ignore_ascii_case(address) {
            return Err(MailboxError::OtherMailbox {
                needed: address.to_owned(),
                connected: account.address,
                provider: account.provider,
            });
        }
        if let Some(error) = account.obstacle() {
            return Err(error);
        }
        let now = self.platform.now();
        match account::token(&*self.platform, &account, now).await? {
            Some(token) => Ok(token),
            None => self.renew(account).await,
        }
    }

    /// Renews a token that is about to expire, without a window. Called when a surface opens, so that a rep who has to
    /// sign in again does so before writing a mail. True where the connection's fault changed.
    pub async fn renew_early(&self) -> bool {
        let now = self.platform.now();
        let again = self.renewed_early.get().map(|at| at.after(TRY_AGAIN));
        if again.is_some_and(|again| now < again) {
            return false;
        }
        let settings = self.policies.settings().await;
        let before = self.fault().await;
        let _held = self.locks.hold(ACCOUNT).await;
        let Ok(Some(account)) = account::account(&*self.platform).await else {
            return false;
        };
        let offered = !settings.off && settings.mail.contains(&account.provider);
        let due = account::needs_renewal(&*self.platform, &account, now).await;
        if !offered || account.obstacle().is_some() || due != Ok(true) {
            return false;
        }
        self.renewed_early.set(Some(now));
        // A fault that passes by itself is shown when a mail is sent.
        let _ = self.renew(account).await;
        self.fault().await != before
    }

    /// A new token without a window. After a renewal that needs the rep, none is tried again before they sign in.
    async fn renew(&self, account: Account) -> Result<AccessToken, MailboxError> {
        let renewed = self.renewed(account).await;
        let renewal_fault = renewed.as_ref().err().cloned().map(Fault::from);
        let lasts = |fault: &Fault| !matches!(fault.whose_move, Move::Retry { .. });
        self.renewal_fault.replace(renewal_fault.filter(lasts));
        renewed
    }

    async fn renewed(&self, account: Account) -> Result<AccessToken, MailboxError> {
        let platform = &*self.platform;
        match self.granted_silently(&account).await {
            Ok(grant) => {
                let renewed = Account {
                    claims: None,
                    drafts: grant.token.rights.drafts,
                    reads: grant.token.rights.reads,
                    ..account.clone()
                };
                if renewed != account {
                    account::keep(platform, &renewed).await?;
                }
                let area = self.area().await;
                account::keep_grant(platform, area, &account, &grant).await?;
                Ok(grant.token)
            }
            Err(error @ MailboxError::SessionExpired(_)) => {
                let expired = true;
                account::keep(platform, &Account { expired, ..account }).await?;
                Err(error)
            }
            Err(MailboxError::InteractionRequired { claims }) => {
                let asked = Account {
                    expired: true,
                    claims: claims.or(account.claims),
                    ..account
                };
                account::keep(platform, &asked).await?;
                Err(asked.needs_sign_in())
            }
            Err(error) => Err(error),
        }
    }

    /// Notes that the rep has to sign in before the provider is asked again.
    async fn expire(&self) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        if let Some(mut account) = account::account(&*self.platform).await? {
            account.expired = true;
            account::keep(&*self.platform, &account).await?;
        }
        account::forget_token(&*self.platform).await
    }

    async fn granted_silently(&self, account: &Account) -> Result<Grant, MailboxError> {
        let platform = &*self.platform;
        let mut claims = account.claims.clone();
        let refresh_token = account::refresh_token(platform, account).await?;
        if let (Some(token), None) = (refresh_token, &claims) {
            let tenant = account.tenant.as_deref();
            let client_id = &account.client_id;
            let app = App {
                client_id,
                tenant,
                rights: Rights::default(),
            };
            match microsoft::refresh(platform, app, &token).await? {
                Refreshed::Grant(grant) => return Ok(grant),
                Refreshed::Over { claims: wanted } => claims = wanted,
            }
        }
        let (client, hint) = (account.client(), Hint::Account(&account.address));
        let asked = self
            .ask_for_grant(&client, hint, claims.as_deref(), Authorize::Silent)
            .await;
        let grant = match (asked, claims) {
            // The claims of the refused renewal are needed at the next sign-in.
            (
                Err(
                    MailboxError::SessionExpired(_)
                    | MailboxError::InteractionRequired { claims: None },
                ),
                claims @ Some(_),
            ) => return Err(MailboxError::InteractionRequired { claims }),
            (asked, _) => asked?,
        };
        let identity = self.identity(account.provider, &grant.token).await?;
        if identity.id == account.sub {
            Ok(grant)
        } else {
            Err(MailboxError::AnotherAccount(account.provider))
        }
    }

    /// Deletes `token`, unless it was replaced in the meantime; the next one has to satisfy `claims`.
    pub(super) async fn drop_token(
        &self,
        token: &AccessToken,
        claims: Option<String>,
    ) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let Some(mut account) = account::account(&*self.platform).await? else {
            return Ok(());
        };
        let kept = account::token(&*self.platform, &account, self.platform.now()).await?;
        match kept {
            Some(kept) if kept.secret() == token.secret() => {
                if claims.is_some() {
                    account.claims = claims;
                    account::keep(&*self.platform, &account).await?;
                }
                account::forget_token(&*self.platform).await
            }
            _ => Ok(()),
        }
    }
}
