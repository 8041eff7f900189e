//! What becomes of a rep's unsent work when they sign out, or another takes their place.

use super::Worker;
use crate::base::{Fault, OrgHost, Provider};
use crate::outbox::{Unsent, WhatOf};
use crate::ports::Platform;
use crate::salesforce::SalesforceUser;

impl<P: Platform + 'static> Worker<P> {
    /// Who leaves by signing out of a provider, and what of their work that concerns: of an org all of
    /// it, of the mailbox the mails, in every org.
    pub(super) async fn leaving(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Vec<(SalesforceUser, WhatOf)> {
        let orgs = self.sessions.orgs().await;
        let (orgs, what) = match (provider, org) {
            (Provider::Salesforce, Some(org)) => (vec![org.clone()], WhatOf::Everything),
            (Provider::Salesforce, None) => {
                (orgs.into_iter().take(1).collect(), WhatOf::Everything)
            }
            (Provider::Google | Provider::Microsoft, _) => (orgs, WhatOf::Mails),
        };
        let mut leaving = Vec::new();
        for org in orgs {
            leaving.extend(self.sessions.user(&org).await.map(|user| (user, what)));
        }
        leaving
    }

    /// What they have not finished.
    pub(super) async fn unsent(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Result<Unsent, Fault> {
        let mut all = Unsent::default();
        for (user, what) in self.leaving(provider, org).await {
            let unsent = self.outbox.unsent(&user.org, &user.user_id, what).await?;
            all.waiting += unsent.waiting;
            all.drafts += unsent.drafts;
        }
        Ok(all)
    }

    /// Deletes it.
    pub(super) async fn delete_unsent(
        &self,
        user: &SalesforceUser,
        what: WhatOf,
    ) -> Result<(), Fault> {
        let (org, id) = (&user.org, &user.user_id);
        self.outbox.delete_unsent(org, id, what).await?;
        self.team.delete_drafts(org, id).await
    }
}
