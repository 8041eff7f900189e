//! Tokens for the mailbox: asked for, renewed one at a time, never shown.

use super::account::{self, Account};
use super::grant::{AccessToken, Grant, Identity};
use super::{ACCOUNT, MailClient, MailboxError, Mailboxes, google};
use crate::ports::{Authorize, Platform};
use crate::protocol::Provider;

impl<P: Platform> Mailboxes<P> {
    /// Asks at the provider's page for tokens of the account with `address`.
    pub(super) async fn ask_for_grant(
        &self,
        client: &MailClient,
        address: &str,
        how: Authorize,
    ) -> Result<Grant, MailboxError> {
        let platform = &*self.platform;
        match client {
            MailClient::Google { client_id } => {
                google::authorize(platform, client_id, address, how).await
            }
            MailClient::Microsoft { .. } => Err(MailboxError::NotOffered),
        }
    }

    /// Who a token belongs to.
    pub(super) async fn identity(
        &self,
        _provider: Provider,
        token: &AccessToken,
    ) -> Result<Identity, MailboxError> {
        google::identity(&*self.platform, token).await
    }

    /// Tells the provider that the grant is over.
    pub(super) async fn revoke(&self, account: &Account) -> Result<(), MailboxError> {
        let platform = &*self.platform;
        match account::token(platform, account, platform.now()).await? {
            Some(token) => google::revoke(platform, &token).await,
            None => Ok(()),
        }
    }

    /// Does `work` with a token; where the provider no longer takes it, once more with a new one.
    pub(super) async fn with_token<T>(
        &self,
        address: &str,
        work: impl AsyncFn(&AccessToken) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        let token = self.token(address).await?;
        match work(&token).await {
            Err(MailboxError::SessionExpired(_)) => {
                self.drop_token(&token).await?;
                work(&self.token(address).await?).await
            }
            Err(error @ MailboxError::NoRight(..)) => {
                self.expire().await?;
                Err(error)
            }
            done => done,
        }
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
        if account.expired {
            return Err(account.needs_sign_in());
        }
        let now = self.platform.now();
        match account::token(&*self.platform, &account, now).await? {
            Some(token) => Ok(token),
            None => self.renew(account).await,
        }
    }

    /// A new token without a window. A renewal that would need the rep is not tried again before
    /// they sign in.
    async fn renew(&self, account: Account) -> Result<AccessToken, MailboxError> {
        let renewed = self.granted_silently(&account).await;
        match renewed {
            Ok(grant) => {
                account::keep_grant(&*self.platform, &account, &grant).await?;
                Ok(grant.token)
            }
            Err(error) => {
                if error == MailboxError::SessionExpired(account.provider) {
                    let expired = Account {
                        expired: true,
                        ..account
                    };
                    account::keep(&*self.platform, &expired).await?;
                }
                Err(error)
            }
        }
    }

    /// Asks nothing more of the provider before the rep signs in again.
    async fn expire(&self) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        if let Some(mut account) = account::account(&*self.platform).await? {
            account.expired = true;
            account::keep(&*self.platform, &account).await?;
        }
        account::forget_token(&*self.platform).await
    }

    async fn granted_silently(&self, account: &Account) -> Result<Grant, MailboxError> {
        let (client, address) = (account.client(), &account.address);
        let grant = self
            .ask_for_grant(&client, address, Authorize::Silent)
            .await?;
        let identity = self.identity(account.provider, &grant.token).await?;
        if identity.id == account.sub {
            Ok(grant)
        } else {
            Err(MailboxError::AnotherAccount(account.provider))
        }
    }

    /// Forgets `token` unless another one has come in the meantime.
    async fn drop_token(&self, token: &AccessToken) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let Some(account) = account::account(&*self.platform).await? else {
            return Ok(());
        };
        let kept = account::token(&*self.platform, &account, self.platform.now()).await?;
        match kept {
            Some(kept) if kept.secret() == token.secret() => {
                account::forget_token(&*self.platform).await
            }
            _ => Ok(()),
        }
    }
}
