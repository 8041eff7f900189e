//! A sign-in that a surface asks for.

use futures_util::future::join;
use std::rc::Rc;

use super::Worker;
use crate::base::{Fault, Provider, Topic, UnsentWork};
use crate::ports::Platform;
use crate::protocol::{Sender, StartSignIn};

impl<P: Platform + 'static> Worker<P> {
    /// Begins a sign-in, which continues in the background. Afterwards the popup is reopened if it began there, and work
    /// that waited for the sign-in is continued. A `check` of the app's settings also proves that the token can be
    /// renewed.
    pub(super) async fn begin_sign_in(
        &self,
        request: StartSignIn,
        check: bool,
        from: &Sender,
    ) -> Result<(), Fault> {
        let StartSignIn {
            provider,
            org,
            another,
            unsent,
        } = request;
        let shown = self.tab_of(from).await;
        let org = shown.and_then(|tab| tab.page.org).or(org);
        let onboarding = &self.onboarding;
        let attempt = match (org.as_ref().filter(|_| check), another) {
            (Some(org), _) => onboarding.begin_check(org).await,
            (None, true) => onboarding.begin_another(provider, org.as_ref()).await,
            (None, false) => onboarding.begin_sign_in(provider, org.as_ref()).await,
        };
        let Some(attempt) = attempt? else {
            return Ok(());
        };
        if another {
            self.take_home(provider, org.as_ref()).await;
        }
        let delete = another && unsent == UnsentWork::Delete;
        let before = match delete {
            true => self.leaving(provider, org.as_ref()).await,
            false => Vec::new(),
        };
        let (onboarding, outbox) = (Rc::clone(&self.onboarding), Rc::clone(&self.outbox));
        let team = Rc::clone(&self.team);
        let sessions = Rc::clone(&self.sessions);
        let insight = Rc::clone(&self.insight);
        let platform = Rc::clone(&self.platform);
        let from_popup = *from == Sender::Popup;
        self.platform.spawn(async move {
            let connected = onboarding.sign_in(attempt).await;
            for (user, what) in before {
                // A user who signed in again keeps their work.
                let now = sessions.user(&user.org).await;
                let same = now.is_some_and(|now| now.user_id == user.user_id);
                if connected && !(same && provider == Provider::Salesforce) {
                    // Work that cannot be deleted now is shown to nobody, and is deleted later because of its age.
                    let _ = outbox.delete_unsent(&user.org, &user.user_id, what).await;
                    let _ = team.delete_drafts(&user.org, &user.user_id).await;
                }
            }
            let back = async {
                if from_popup {
                    onboarding.reopen_popup().await;
                }
            };
            let unfinished = async {
                if connected {
                    insight.forget_failures();
                    for topic in [Topic::Record, Topic::Drafts, Topic::Team] {
                        platform.changed(topic).await;
                    }
                    let _ = outbox.run().await;
                }
            };
            join(back, unfinished).await;
        });
        Ok(())
    }
}
