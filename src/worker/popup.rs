//! The popup: opened, and its view with what is known of the outbox.

use std::rc::Rc;

use super::Worker;
use crate::base::Fault;
use crate::onboarding::PopupView;
use crate::ports::Platform;

impl<P: Platform + 'static> Worker<P> {
    /// Opens the popup, if Chrome allows that without a click.
    pub(super) fn offer_popup(&self) {
        let onboarding = Rc::clone(&self.onboarding);
        self.platform
            .spawn(async move { onboarding.reopen_popup().await });
    }

    /// Adds the outbox to the popup's view, and replaces the view where the policy demands it.
    pub(super) async fn with_outbox(&self, view: PopupView) -> Result<PopupView, Fault> {
        if let Some(instead) = self.instead_of(&view).await? {
            return Ok(instead);
        }
        Ok(match view {
            PopupView::Home(mut home) => {
                self.accounts.renew_mailbox();
                home.outbox = self.outbox.outbox().await?;
                PopupView::Home(home)
            }
            PopupView::Wizard(mut wizard) => {
                wizard.reader = self.admin.reader(&wizard.screen).await;
                PopupView::Wizard(wizard)
            }
            other => other,
        })
    }
}
