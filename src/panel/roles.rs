//! Adding contact roles to an opportunity.

use serde_json::Value;

use super::{Panel, PanelError};
use crate::base::{Fault, ObjectType, RecordId, RecordRef, Topic, json};
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose};

impl<P: Platform + 'static> Panel<P> {
    /// Adds a contact role. The record's view is renewed in any case, so that it shows the role even if the answer is lost.
    ///
    /// # Errors
    /// Where the record is no opportunity, and where Salesforce refuses.
    pub async fn add_role(&self, record: &RecordRef, contact: &RecordId) -> Result<(), Fault> {
        let fits = record.object == ObjectType::Opportunity
            && contact.object() == Some(ObjectType::Contact);
        if !fits {
            return Err(PanelError::OtherRecord.into());
        }
        let value = |id: &RecordId| Value::from(id.as_str());
        let fields = json::object([
            ("OpportunityId".to_owned(), value(&record.id)),
            ("ContactId".to_owned(), value(contact)),
        ]);
        let composite = Composite::separate().create("role", "OpportunityContactRole", fields);
        let rest = self.sessions.rest(&record.org).counted_as(Purpose::Log);
        let reply = rest.composite(&composite).await;
        self.insight.outdate(record).await?;
        self.platform.changed(Topic::Record).await;
        reply?.saved("role")?;
        Ok(())
    }
}
