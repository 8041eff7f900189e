//! Inviting by the signed-in user and mailbox.

use super::Worker;
use crate::admin::team::{Draft, InvitationsView, TeamError, WelcomePreview};
use crate::base::{ConsumerKey, Fault, IntentId, OrgHost};
use crate::outbox::{Owner, Welcome};
use crate::ports::Platform;
use crate::protocol::{Invite, PreviewWelcome};
use crate::salesforce::SessionError;

impl<P: Platform + 'static> Worker<P> {
    /// The invitations, with the mail providers that could be connected for them.
    pub(super) async fn invitations(&self, org: &OrgHost) -> Result<InvitationsView, Fault> {
        let mut view = self.team.invitations(org).await?;
        if view.mailbox.is_none() {
            let apps = self.onboarding.apps_of(org).await;
            view.choices = apps.map(|apps| apps.mail_providers()).unwrap_or_default();
        }
        Ok(view)
    }

    /// The welcome mail, which can be previewed before a mailbox is connected.
    pub(super) async fn welcome_mail(
        &self,
        request: PreviewWelcome,
    ) -> Result<WelcomePreview, Fault> {
        let PreviewWelcome {
            org,
            user,
            language,
            note,
        } = request;
        let mailbox = self.mailboxes.user().await.map(|user| user.address);
        let draft = Draft {
            welcome: Welcome::ByMail,
            language,
            note,
            by: self.inviter(&org, mailbox).await?,
            key: self.key_of(&org).await?,
            order: IntentId::new([0; 16]),
        };
        self.team.preview(&org, &user, &draft).await
    }

    /// Invites by the session and the mailbox of this browser's user.
    pub(super) async fn invite(&self, request: Invite) -> Result<(), Fault> {
        let Invite {
            org,
            users,
            welcome,
            language,
            note,
            order,
        } = request;
        let mailbox = match welcome {
            Welcome::ByMail => Some(self.mailboxes.connected().await?.address),
            Welcome::InBrowser => None,
        };
        let draft = Draft {
            welcome,
            language,
            note,
            by: self.inviter(&org, mailbox).await?,
            key: self.key_of(&org).await?,
            order,
        };
        self.team.invite(&org, &users, &draft).await
    }

    async fn inviter(&self, org: &OrgHost, mailbox: Option<String>) -> Result<Owner, Fault> {
        let user = self.sessions.user(org).await;
        let user = user.ok_or(SessionError::NotSignedIn)?;
        Ok(Owner {
            org: org.clone(),
            user_id: user.user_id,
            name: user.name,
            mailbox,
        })
    }

    async fn key_of(&self, org: &OrgHost) -> Result<ConsumerKey, Fault> {
        let apps = self.onboarding.apps_of(org).await;
        Ok(apps.ok_or(TeamError::NotSetUp)?.key().clone())
    }
}
