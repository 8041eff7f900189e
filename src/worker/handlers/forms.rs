//! The answers to the requests of `src/protocol/forms.rs`.

use super::ACCEPTED;
use crate::actions::{Assignee, FilledMail, MOST_PEOPLE, find_users};
use crate::base::{Fault, Related};
use crate::insight::FoundPerson;
use crate::merge::ListedField;
use crate::outbox::{Change, DraftItem, DraftSaved};
use crate::panel::{DraftView, Tab};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, CheckPeople, DropDraft, FillMail, FindPeople, FindUsers, FormsHandler, GetDraft,
    GetDrafts, ListFields, ListOpportunities, OpenFormForSeveral, SaveDraft, Sender, Submit,
    Submitted,
};
use crate::salesforce::Purpose;
use crate::worker::Worker;

impl<P: Platform + 'static> FormsHandler for Worker<P> {
    async fn get_draft(&self, from: &Sender, request: GetDraft) -> Result<DraftView, Fault> {
        let GetDraft {
            record,
            action,
            with,
            today,
        } = request;
        let record = self.in_view(from, record).await?;
        let mut draft = self
            .panel
            .open_form(&record, action, with.as_ref(), today)
            .await?;
        self.begin_with_step(&record, &mut draft).await;
        Ok(draft)
    }

    async fn open_form_for_several(
        &self,
        from: &Sender,
        request: OpenFormForSeveral,
    ) -> Result<DraftView, Fault> {
        let OpenFormForSeveral {
            record,
            action,
            people,
            today,
        } = request;
        let record = self.in_view(from, record).await?;
        self.panel
            .open_form_for_several(&record, action, &people, today)
            .await
    }

    async fn save_draft(&self, from: &Sender, request: SaveDraft) -> Result<DraftSaved, Fault> {
        let SaveDraft {
            record,
            name,
            form,
            writing,
        } = request;
        let record = self.panel.of_draft(own_page(from), record).await?;
        // A form that is still open after another user signed in must not be stored as theirs.
        if let Sender::Panel(tab) = from {
            self.panel.may_see(tab.id, &record.org).await?;
        }
        self.outbox.save_draft(&record, &name, form, writing).await
    }

    async fn get_drafts(&self, _: &Sender, _: GetDrafts) -> Result<Vec<DraftItem>, Fault> {
        self.outbox.drafts().await
    }

    async fn drop_draft(&self, from: &Sender, request: DropDraft) -> Result<Accepted, Fault> {
        let record = self.panel.of_draft(own_page(from), request.record).await?;
        self.outbox.drop_draft(&record, request.action).await?;
        Ok(ACCEPTED)
    }

    async fn submit(&self, from: &Sender, request: Submit) -> Result<Submitted, Fault> {
        let Submit {
            intent,
            record,
            form,
            sure,
        } = request;
        let record = self.to_write(from, record).await?;
        let owner = self.panel.owner(&record, &form).await?;
        let doubts = self.panel.doubts(&record, &form, &sure).await;
        if !doubts.is_empty() {
            return Ok(Submitted::Unsure(doubts));
        }
        let changes = self.outbox.review(&intent, &record, &form).await;
        let form = self.outbox.recognise(&intent, form);
        // What has to be written comes before what has to be decided.
        let form = self.panel.filled(&record, form).await?;
        if !changes.is_empty() {
            return Ok(Submitted::Changed(changes));
        }
        self.panel.remember_about(&record, &form).await;
        let item = self.outbox.submit(intent, owner, record, form).await?;
        Ok(Submitted::Taken(Box::new(item)))
    }

    async fn check_people(
        &self,
        from: &Sender,
        request: CheckPeople,
    ) -> Result<Vec<Change>, Fault> {
        let CheckPeople {
            intent,
            record,
            mut people,
        } = request;
        let record = self.in_view(from, record).await?;
        people.truncate(MOST_PEOPLE);
        self.outbox.check_people(&intent, &record, &people).await
    }

    async fn fill_mail(&self, from: &Sender, request: FillMail) -> Result<FilledMail, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.fill_mail(&record, &request.mail).await
    }

    async fn list_fields(
        &self,
        from: &Sender,
        request: ListFields,
    ) -> Result<Vec<ListedField>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.list_fields(&record, &request.mail).await
    }

    async fn find_users(&self, from: &Sender, request: FindUsers) -> Result<Vec<Assignee>, Fault> {
        let record = self.in_view(from, request.record).await?;
        let rest = self.sessions.rest(&record.org).counted_as(Purpose::Search);
        Ok(find_users(&rest, &request.text).await?)
    }

    async fn find_people(
        &self,
        from: &Sender,
        request: FindPeople,
    ) -> Result<Vec<FoundPerson>, Fault> {
        let FindPeople { record, text, whom } = request;
        let record = self.in_view(from, record).await?;
        self.insight.find_people(&record, &text, whom).await
    }

    async fn list_opportunities(
        &self,
        from: &Sender,
        request: ListOpportunities,
    ) -> Result<Vec<Related>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.opportunities(&record).await
    }
}

/// The page around a panel.
fn own_page(from: &Sender) -> Option<&Tab> {
    match from {
        Sender::Panel(tab) => Some(tab),
        _ => None,
    }
}
