//! What a request may name: the record in view, or an org where the rep may work.

use super::{Worker, WorkerError};
use crate::base::{Fault, OrgHost, RecordRef};
use crate::ports::Platform;
use crate::protocol::Sender;

impl<P: Platform + 'static> Worker<P> {
    /// The record that a request names, if the sender's tab shows it and the rep may see it.
    pub(super) async fn in_view(
        &self,
        from: &Sender,
        named: RecordRef,
    ) -> Result<RecordRef, Fault> {
        self.panel
            .in_view(self.tab_of(from).await.as_ref(), named)
            .await
    }

    /// As [`Self::in_view`], if the rep may also write to it.
    pub(super) async fn to_write(
        &self,
        from: &Sender,
        named: RecordRef,
    ) -> Result<RecordRef, Fault> {
        self.panel
            .to_write(self.tab_of(from).await.as_ref(), named)
            .await
    }

    /// The org that a request names, if it is that of the panel's tab and the rep may work there; the web
    /// application may name any org where somebody is signed in.
    pub(super) async fn own_org(&self, from: &Sender, named: OrgHost) -> Result<OrgHost, Fault> {
        if let Err(error) = self.policies.settings().await.fence(&named) {
            return Err(error.into());
        }
        if *from == Sender::App {
            return Ok(named);
        }
        match self.tab_of(from).await {
            Some(tab) if tab.page.org.as_ref() == Some(&named) => {
                self.panel.may_see(tab.id, &named).await?;
                Ok(named)
            }
            _ => Err(WorkerError::Sender.into()),
        }
    }
}
