//! The answers to the requests of `src/protocol/templates.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::library::LibraryView;
use crate::ports::Platform;
use crate::protocol::{
    Accepted, GetRecommended, GetTemplates, MarkTemplate, SaveTemplate, Sender, TemplatesHandler,
};
use crate::worker::Worker;

impl<P: Platform + 'static> TemplatesHandler for Worker<P> {
    async fn get_templates(
        &self,
        from: &Sender,
        request: GetTemplates,
    ) -> Result<LibraryView, Fault> {
        let org = self.own_org(from, request.org).await?;
        Ok(self.library.view(&org, request.refresh).await?)
    }

    async fn get_recommended(
        &self,
        from: &Sender,
        request: GetRecommended,
    ) -> Result<Vec<String>, Fault> {
        let record = self.in_view(from, request.record).await?;
        let library = self.library.view(&record.org, false).await?;
        self.panel
            .recommended(&record, &request.mail, &library.templates)
            .await
    }

    async fn save_template(&self, from: &Sender, request: SaveTemplate) -> Result<String, Fault> {
        let SaveTemplate {
            org,
            id,
            text,
            audience,
        } = request;
        let org = self.own_org(from, org).await?;
        let text = text.without_signature(&self.panel.signature().await);
        let saved = self.library.save(&org, id.as_deref(), text, audience);
        Ok(saved.await?)
    }

    async fn mark_template(&self, from: &Sender, request: MarkTemplate) -> Result<Accepted, Fault> {
        let MarkTemplate { org, id, mark } = request;
        let org = self.own_org(from, org).await?;
        self.library.mark(&org, &id, mark).await?;
        Ok(ACCEPTED)
    }
}
