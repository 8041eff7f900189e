//! A rep's unsent work when they sign out, or another user signs in.

use super::Worker;
use crate::base::{Fault, OrgHost, Provider};
use crate::outbox::{Unsent, WhatOf};
use crate::ports::Platform;
use crate::salesforce::SalesforceUser;

impl<P: Platform + 'static> Worker<P> {
    /// The users who leave by signing out of a provider, and which of their work is concerned: all work in an org, or
    /// for the mailbox the mails in every org.
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

    /// Their unsent work.
    pub(super) async fn unsent(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Result<Unsent, Fault> {
        let mut all = Unsent::default();
        for (user, what) in self.leaving(provider, org).await {
            let unsent = self.outbox.unsent(&user.org, &user.user_id, what).await?;
            all.waiting += unsent.waiting;
            all.at_outlook += unsent.at_outlook;
            all.drafts += unsent.drafts;
            if what == WhatOf::Everything {
                let (org, id) = (&user.org, &user.user_id);
                all.in_campaigns += self.campaigns.in_campaigns_here(org, id).await?;
            }
        }
        Ok(all)
    }

    /// Takes back what of theirs waits at Outlook, as long as the mailbox can be asked; what cannot be taken back
    /// leaves at its time, and is logged once they are here again.
    pub(super) async fn take_home(&self, provider: Provider, org: Option<&OrgHost>) {
        for (user, _) in self.leaving(provider, org).await {
            let _ = self.outbox.take_home(&user.org, &user.user_id).await;
        }
    }

    /// Deletes their unsent work.
    pub(super) async fn delete_unsent(
        &self,
        user: &SalesforceUser,
        what: WhatOf,
    ) -> Result<(), Fault> {
        let (org, id) = (&user.org, &user.user_id);
        self.outbox.delete_unsent(org, id, what).await?;
        if what == WhatOf::Everything {
            self.campaigns.delete_here(org, id).await?;
        }
        self.team.delete_drafts(org, id).await
    }
}
