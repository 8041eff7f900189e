//! Inviting: by whom, with which apps.

use super::Worker;
use crate::admin::team::{InvitationsView, Inviter, TeamError, WelcomePreview};
use crate::onboarding::OrgConfig;
use crate::ports::Platform;
use crate::protocol::{Fault, Invite, PreviewWelcome, Provider};
use crate::salesforce::{OrgHost, SessionError};

impl<P: Platform + 'static> Worker<P> {
    /// The invitations, with the mailboxes that could be connected for them.
    pub(super) async fn invitations(&self, org: &OrgHost) -> Result<InvitationsView, Fault> {
        let config = self.onboarding.config_of(org).await;
        let mut view = self.team.invitations(org).await?;
        if view.mailbox.is_none() {
            let offered = |config: OrgConfig| {
                let google = config.google.map(|_| Provider::Google);
                let microsoft = config.microsoft.map(|_| Provider::Microsoft);
                google.into_iter().chain(microsoft).collect()
            };
            view.choices = config.map(offered).unwrap_or_default();
        }
        Ok(view)
    }

    /// The welcome mail, which can be looked at before a mailbox is connected.
    pub(super) async fn welcome_mail(
        &self,
        request: PreviewWelcome,
    ) -> Result<WelcomePreview, Fault> {
        let PreviewWelcome {
            org,
            user,
            language,
        } = request;
        let mailbox = self.mailboxes.user().await.map(|user| user.address);
        let by = self.inviter(&org, mailbox.unwrap_or_default()).await?;
        let config = self.apps(&org).await?;
        self.team.preview(&org, &user, language, by, config).await
    }

    /// Invites by the session and the mailbox of who is here.
    pub(super) async fn invite(&self, request: Invite) -> Result<(), Fault> {
        let Invite {
            org,
            users,
            language,
            order,
        } = request;
        let mailbox = self.mailboxes.connected().await?.address;
        let by = self.inviter(&org, mailbox).await?;
        let config = self.apps(&org).await?;
        let team = &self.team;
        team.invite(&org, &users, language, by, config, order).await
    }

    async fn inviter(&self, org: &OrgHost, mailbox: String) -> Result<Inviter, Fault> {
        let user = self.sessions.user(org).await;
        let user = user.ok_or(SessionError::NotSignedIn)?;
        Ok(Inviter {
            user: user.user_id,
            name: user.name,
            mailbox,
        })
    }

    async fn apps(&self, org: &OrgHost) -> Result<OrgConfig, Fault> {
        let config = self.onboarding.config_of(org).await;
        Ok(config.ok_or(TeamError::NotSetUp)?)
    }
}
