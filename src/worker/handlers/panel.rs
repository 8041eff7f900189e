//! The answers to the requests of `src/protocol/panel.rs`.

use super::ACCEPTED;
use crate::base::{ActionKind, Fault};
use crate::panel::{ListPeople, PanelView};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, BeginAction, ChooseTab, ConfirmUser, GetListPeople, GetRecord, GetRecordNow, Looked,
    PanelHandler, Sender, TakeAction,
};
use crate::worker::Worker;

impl<P: Platform + 'static> PanelHandler for Worker<P> {
    async fn choose_tab(&self, _: &Sender, request: ChooseTab) -> Result<Accepted, Fault> {
        self.panel.choose_tab(request.choice).await?;
        Ok(ACCEPTED)
    }

    async fn get_record_now(&self, from: &Sender, _: GetRecordNow) -> Result<PanelView, Fault> {
        self.panel.known(self.tab_of(from).await.as_ref()).await
    }

    async fn looked(&self, from: &Sender, request: Looked) -> Result<Accepted, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.looked(&record).await?;
        Ok(Accepted {})
    }

    async fn get_record(&self, from: &Sender, request: GetRecord) -> Result<PanelView, Fault> {
        let tab = self.tab_of(from).await;
        let view = self.panel.view(tab.as_ref(), request.refresh).await?;
        if request.refresh && view.is_withdrawn() {
            // Somebody may have taken the rep into the team again.
            Self::check_again(self).await?;
            return self.panel.view(tab.as_ref(), true).await;
        }
        if request.refresh {
            self.renew_memberships(&view).await;
        }
        Ok(view)
    }

    async fn get_list_people(
        &self,
        from: &Sender,
        request: GetListPeople,
    ) -> Result<ListPeople, Fault> {
        let tab = self.tab_of(from).await;
        self.panel.list_people(tab.as_ref(), &request.ids).await
    }

    async fn confirm_user(&self, from: &Sender, _: ConfirmUser) -> Result<Accepted, Fault> {
        let tab = self.tab_of(from).await;
        self.panel.confirm_page_user(tab.as_ref()).await?;
        Ok(ACCEPTED)
    }

    async fn begin_action(&self, from: &Sender, request: BeginAction) -> Result<Accepted, Fault> {
        let record = self.person(from, request.record).await?;
        self.panel.order(record, request.action).await?;
        Ok(ACCEPTED)
    }

    async fn take_action(
        &self,
        from: &Sender,
        request: TakeAction,
    ) -> Result<Option<ActionKind>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.take_order(&record).await
    }
}
