//! Acting on several people at once: those whom the rep chose in a list, or among the people of an account or opportunity.

use super::form::DraftView;
use super::{Panel, PanelError, Tab};
use crate::base::{ActionKind, Day, Fault, ObjectType, OrgHost, RecordId, RecordRef};
use crate::insight::PersonView;
use crate::ports::Platform;

impl<P: Platform + 'static> Panel<P> {
    /// As [`Self::open_form`], for people whom the rep chose: of a list, where `record` is one of them, or of the account
    /// or opportunity that is `record`.
    ///
    /// # Errors
    /// Where the record cannot be read, or storage fails.
    pub async fn open_form_for_several(
        &self,
        record: &RecordRef,
        action: ActionKind,
        people: &[PersonView],
        today: Day,
    ) -> Result<DraftView, Fault> {
        let mut opened = self.form_on(record, action, None, today, people).await?;
        opened.form.choose(people);
        Ok(opened)
    }

    /// The org of the list in view, if all of these are of its object; else that of the account or opportunity in view,
    /// if all of them are contacts.
    ///
    /// # Errors
    /// [`PanelError`].
    pub async fn org_of_people(
        &self,
        tab: Option<&Tab>,
        ids: &[RecordId],
    ) -> Result<OrgHost, Fault> {
        let tab = tab.ok_or(PanelError::NoRecord)?;
        let (org, object) = match (tab.record(), tab.list()) {
            (Some(record), _) if !record.object.is_person() => (record.org, ObjectType::Contact),
            (None, Some(list)) => (list.org, list.object),
            _ => return Err(PanelError::NoRecord.into()),
        };
        if ids.iter().any(|id| id.object() != Some(object)) {
            return Err(PanelError::OtherRecord.into());
        }
        self.may_see(tab.id, &org).await?;
        Ok(org)
    }
}
