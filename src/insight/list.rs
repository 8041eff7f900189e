//! The people of a list of leads or contacts: the first of a list view, and those whom a page's rows name.

use serde::Deserialize;

use super::query::{account_address, fields_of, visible};
use super::row::Row;
use super::{Insight, PersonView};
use crate::base::{Fault, ObjectType, OrgHost, RecordId, sort::sort_by_key};
use crate::ports::Platform;
use crate::salesforce::{
    Composite, Purpose, Schema,
    opt_out::RowOf,
    page::{ListPage, ListView},
};
use crate::settings::OptOutField;

/// The reference of the query.
const PEOPLE: &str = "people";

#[derive(Deserialize)]
struct ListRecords {
    records: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    id: RecordId,
}

impl<P: Platform> Insight<P> {
    /// The first people of a list view, at most `most`, in the view's order. One call.
    ///
    /// # Errors
    /// Salesforce could not be asked, or the rep may not see the view.
    pub async fn ids_of_view(
        &self,
        list: &ListPage,
        view: &ListView,
        most: usize,
    ) -> Result<Vec<RecordId>, Fault> {
        let rest = self.sessions.rest(&list.org).counted_as(Purpose::Lists);
        let found: ListRecords = rest.get(&view.path(list.object, most)).await?;
        let ids = found.records.into_iter().map(|row| row.id);
        let ids = ids.filter(|id| id.object() == Some(list.object));
        Ok(ids.take(most).collect())
    }

    /// Leads or contacts as the rep may see them, in the order of their ids; converted leads and whoever the rep may
    /// not see are left out. One call.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn people_of_ids(
        &self,
        org: &OrgHost,
        object: ObjectType,
        ids: &[RecordId],
    ) -> Result<Vec<PersonView>, Fault> {
        let (rest, schema, more) = self.query_context(org).await?;
        let rest = rest.counted_as(Purpose::Lists);
        let Some(query) = question(object, ids, &schema, &more) else {
            return Ok(Vec::new());
        };
        // A query of its own would not fit into an address.
        let reply = rest
            .composite(&Composite::separate().query(PEOPLE, &query))
            .await?;
        let rows: Vec<Row> = reply.visible_rows(PEOPLE)?;
        let person = |row: &Row| Some(row.person(row.id("Id")?, RowOf::Person(object), &more));
        let mut people: Vec<PersonView> = rows.iter().filter_map(person).collect();
        people.retain(|person| ids.contains(&person.record));
        sort_by_key(&mut people, |person| {
            ids.iter().position(|id| *id == person.record)
        });
        Ok(people)
    }
}

fn question(
    object: ObjectType,
    ids: &[RecordId],
    schema: &Schema,
    more: &[OptOutField],
) -> Option<String> {
    let person = schema.people(object).filter(|_| !ids.is_empty())?;
    let fields = visible(person, "", &fields_of(object, more));
    let (address, open) = match object {
        ObjectType::Lead => (String::new(), " AND IsConverted = false"),
        _ => (account_address(schema, ""), ""),
    };
    let listed: Vec<String> = ids.iter().map(|id| format!("'{id}'")).collect();
    Some(format!(
        "SELECT Id, Name{fields}{address} FROM {} WHERE Id IN ({}){open} LIMIT {}",
        object.api_name(),
        listed.join(", "),
        ids.len()
    ))
}
