//! Revokes every access, before everything is removed.

use futures_util::future::{Either, join, join_all, select};
use std::pin::pin;
use std::time::Duration;

use super::Worker;
use crate::base::{Access, AccessLeft, Provider};
use crate::ports::Platform;

/// How long an answer of a provider is waited for.
const PATIENCE: Duration = Duration::from_secs(8);

impl<P: Platform + 'static> Worker<P> {
    /// Signs out everywhere, which revokes; returns the accesses that could not be revoked.
    pub(super) async fn end_accesses(&self) -> Vec<AccessLeft> {
        let orgs = self.sessions.orgs().await;
        let in_orgs = join_all(orgs.into_iter().map(|org| async {
            let ended = self.soon(self.sessions.sign_out(&org)).await;
            (ended != Access::Ended).then(|| AccessLeft {
                provider: Provider::Salesforce,
                account: org.to_string(),
                org: Some(org),
            })
        }));
        let at_mailbox = async {
            let user = self.mailboxes.user().await?;
            let ended = self.soon(self.mailboxes.sign_out()).await;
            (ended != Access::Ended).then_some(AccessLeft {
                provider: user.provider,
                account: user.address,
                org: None,
            })
        };
        let (in_orgs, at_mailbox) = join(in_orgs, at_mailbox).await;
        in_orgs.into_iter().flatten().chain(at_mailbox).collect()
    }

    async fn soon<E>(&self, ends: impl Future<Output = Result<Access, E>>) -> Access {
        let (ends, time) = (pin!(ends), pin!(self.platform.sleep(PATIENCE)));
        match select(ends, time).await {
            Either::Left((Ok(access), _)) => access,
            Either::Left((Err(_), _)) | Either::Right(_) => Access::Stays,
        }
    }
}
