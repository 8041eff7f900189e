//! The panel beside a list of leads or contacts: which rows are checked, and the people whom the rep chose of them. What
//! the page says of its rows is only a proposal: Salesforce is asked who these people are, with the rep's own rights.

use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use super::{ListPeople, ListRows, Panel, PanelError, PanelView, Tab};
use crate::actions::MOST_PEOPLE;
use crate::base::{Fault, ObjectType, RecordId, RecordRef, TabId, Topic};
use crate::insight::Record;
use crate::ports::{Area, Platform};
use crate::salesforce::{CampaignObjects, Purpose, Schema, page::ListPage};
use crate::storage::{self, Versioned};

/// The key of the checked rows, stored until the browser closes.
const KEY: &str = "panel.rows";
/// Rows are remembered for so many tabs, those of last time.
const MOST_TABS: usize = 20;
/// No more of what a page names is looked at.
const MOST_NAMED: usize = 2000;

/// The checked rows of some tabs.
#[derive(Default, Serialize, Deserialize)]
struct Rows {
    of: Vec<RowsOfTab>,
}

#[derive(Serialize, Deserialize)]
struct RowsOfTab {
    tab: TabId,
    list: ListPage,
    ids: Vec<RecordId>,
}

impl Versioned for Rows {
    const VERSION: u32 = 1;
}

/// The leads or contacts among what a page names as its checked rows: each once, at most 200.
#[must_use]
pub fn proposed(object: ObjectType, named: &[String]) -> Vec<RecordId> {
    let mut seen = HashSet::new();
    let ids = named.iter().take(MOST_NAMED);
    ids.filter_map(|text| RecordId::parse(text).ok())
        .filter(|id| id.object() == Some(object) && seen.insert(id.clone()))
        .take(MOST_PEOPLE)
        .collect()
}

impl<P: Platform + 'static> Panel<P> {
    /// A page says which rows of its list are checked.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn rows_checked(&self, tab: &Tab, named: &[String]) -> Result<(), Fault> {
        let Some(list) = tab.list() else {
            return Ok(());
        };
        let ids = proposed(list.object, named);
        let mut rows = self.rows().await;
        rows.of.retain(|rows| rows.tab != tab.id);
        let surplus = (rows.of.len() + 1).saturating_sub(MOST_TABS);
        rows.of.drain(..surplus);
        rows.of.push(RowsOfTab {
            tab: tab.id,
            list,
            ids,
        });
        storage::write(&*self.platform, Area::Session, KEY, &rows).await?;
        self.platform.changed(Topic::Record).await;
        Ok(())
    }

    /// The view of a panel beside a list; Salesforce is not asked.
    pub(super) async fn list_view(&self, tab: TabId, list: ListPage) -> Result<PanelView, Fault> {
        let acting = match self.admit(tab, &list.org).await? {
            Ok(admitted) => admitted.acting,
            Err(instead) => return Ok(instead),
        };
        let mut rows = self.rows().await.of.into_iter();
        let rows = rows.find(|rows| rows.tab == tab && rows.list == list);
        Ok(PanelView::List(Box::new(ListRows {
            list,
            checked: rows.map(|rows| rows.ids).unwrap_or_default(),
            acting,
        })))
    }

    /// The people of these rows; without any, the first 200 of the list view: one call of Salesforce, or two.
    ///
    /// # Errors
    /// [`PanelError`], and where Salesforce cannot be asked.
    pub async fn list_people(
        &self,
        tab: Option<&Tab>,
        ids: &[RecordId],
    ) -> Result<ListPeople, Fault> {
        let (tab, list) = tab
            .and_then(|tab| Some((tab.id, tab.list()?)))
            .ok_or(PanelError::NoRecord)?;
        let admitted = self.admit(tab, &list.org).await?.map_err(refused)?;
        let ids = match (&list.view, ids) {
            (Some(view), []) => self.insight.ids_of_view(&list, view, MOST_PEOPLE).await?,
            (_, ids) => ids.iter().take(MOST_PEOPLE).cloned().collect(),
        };
        let people = self
            .insight
            .people_of_ids(&list.org, list.object, &ids)
            .await?;
        let first = people.first().ok_or(PanelError::Nobody)?.record.clone();
        let left_out = ids.len().saturating_sub(people.len());
        let record = RecordRef {
            org: list.org,
            object: list.object,
            id: first,
        };
        // Known since the people were read.
        let rest = self.sessions.rest(&record.org);
        let schema = Schema::of(&rest.counted_as(Purpose::Lists)).await;
        let has = |what: fn(&Schema) -> bool| schema.as_ref().is_ok_and(what);
        let facts = Record {
            campaigns: has(|schema| schema.campaigns != CampaignObjects::Closed),
            cadences: has(|schema| schema.cadences),
            ..Record::of_people(record, people, self.platform.now())
        };
        let mut view = self.compose(facts, admitted).await;
        view.watched = None;
        Ok(ListPeople {
            view: Box::new(view),
            left_out,
        })
    }

    /// Rows that cannot be read are forgotten.
    async fn rows(&self) -> Rows {
        let kept = storage::read::<Rows>(&*self.platform, Area::Session, KEY).await;
        kept.ok().flatten().unwrap_or_default()
    }
}

/// Why nothing is shown, as the refusal of a request.
fn refused(instead: PanelView) -> Fault {
    match instead {
        PanelView::Failed { fault } => fault,
        PanelView::OtherUser { .. } => PanelError::OtherUser.into(),
        _ => PanelError::NotSetUp.into(),
    }
}
