//! The answers to the requests of `src/protocol/page.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::ports::Platform;
use crate::protocol::{
    Accepted, Look, PageHandler, PageOrder, RecordChanged, RowsChecked, Sender, SetPanel,
    SidePanelOpened,
};
use crate::worker::{Worker, WorkerError};

impl<P: Platform + 'static> PageHandler for Worker<P> {
    async fn look(&self, from: &Sender, request: Look) -> Result<PageOrder, Fault> {
        match from {
            Sender::Page(tab) => self.page_order(tab, request.seen).await,
            _ => Err(WorkerError::Sender.into()),
        }
    }

    async fn set_panel(&self, from: &Sender, request: SetPanel) -> Result<Accepted, Fault> {
        let tab = self.tab_of(from).await;
        self.panel
            .set_dock(tab.as_ref(), request.collapsed, request.width)
            .await?;
        Ok(ACCEPTED)
    }

    async fn side_panel_opened(
        &self,
        from: &Sender,
        _: SidePanelOpened,
    ) -> Result<Accepted, Fault> {
        match from {
            Sender::SidePanel { window } => self.panel.side_panel_opened(*window).await?,
            _ => return Err(WorkerError::Sender.into()),
        }
        Ok(ACCEPTED)
    }

    async fn record_changed(&self, from: &Sender, _: RecordChanged) -> Result<Accepted, Fault> {
        match from {
            Sender::Page(tab) => self.panel.record_changed(tab).await?,
            _ => return Err(WorkerError::Sender.into()),
        }
        Ok(ACCEPTED)
    }

    async fn rows_checked(&self, from: &Sender, request: RowsChecked) -> Result<Accepted, Fault> {
        match from {
            Sender::Page(tab) => {
                let tab = self.with_frames(tab.clone()).await;
                self.panel.rows_checked(&tab, &request.ids).await?;
            }
            _ => return Err(WorkerError::Sender.into()),
        }
        Ok(ACCEPTED)
    }
}
