//! What the panel shows of a record.

mod activities;
mod ahead;
mod cache;
mod contacts;
mod dated;
mod detail;
mod find;
mod gone;
mod list;
mod marketo;
mod older;
mod opportunities;
mod page_start;
mod place;
mod query;
mod rate_limit;
mod read_ahead;
mod record;
mod response;
mod row;
mod rows;
mod score_history;
mod search;
mod sorting;
mod tab_choice;
mod tab_name;
mod task_change;
mod task_delete;
mod unstored;
mod weeks;
mod when;
mod with_write;

pub use contacts::ContactsPage;
pub use dated::Dated;
pub use detail::{
    ActivityDetail, ActivityError, DetailOf, MailDetail, MeetingDetail, Opened, TaskDetail,
    TaskField, TaskFields,
};
pub use find::{FoundPerson, Whom, is_searchable};
pub use older::{ActivityPage, LastRow, Older, Source, Timeline, whole_from};
pub use page_start::{LastContact, PageStart};
pub(crate) use query::{order_by, terms, visible};
pub use record::{
    ActivityKind, ActivityView, Found, Freshness, Gone, Line, Marketo, Marks, Moment, PersonView,
    Record,
};
pub(crate) use row::Row;
pub use score_history::{MOST_CHANGES, ScoreChange, ScoreField};
pub use search::{completion, only_with_address};
pub use sorting::SortBy;
pub use tab_choice::TabChoice;
pub use tab_name::TabName;
pub use task_change::{TaskChange, TaskChanged};
pub use weeks::{DayCount, Week, is_of_week, weeks};
pub use when::{Part, Weeks, When};

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::time::Duration;

use self::ahead::Ahead;
use self::rate_limit::RateLimit;
use self::unstored::Unstored;
use crate::base::{Fault, Millis, OrgHost, RecordId, RecordRef, locks::Locks};
use crate::ports::Platform;
use crate::salesforce::{
    CampaignObjects, Cause, CompositeReply, Purpose, Rest, RestError, SalesforceUser, Schema,
    Sessions,
};
use crate::settings::OptOutField;

/// A cached view that is older than this is read again when the rep sees it.
const FRESH_FOR: Duration = Duration::from_secs(120);

/// Record views, cached: one call of Salesforce at first, none for the next two minutes.
pub struct Insight<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    /// One lock a record, so that two tabs on it make one call.
    locks: Locks,
    /// When and why renewing a cached view failed; by record.
    failed: RefCell<HashMap<String, (Millis, Fault)>>,
    /// The tasks that are deleted once the time for Undo is over.
    deleting: RefCell<HashSet<RecordId>>,
    rate_limit: RefCell<RateLimit>,
    /// The record that the rep has before them, as far as this life of the worker knows.
    in_view: RefCell<Option<Rc<RecordRef>>>,
    ahead: Ahead,
    unstored: Rc<Unstored>,
}

/// How new a view has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// A cached view of any age. Salesforce is asked where none is cached.
    Any,
    /// A cached view, unless it is due to be renewed.
    Recent,
    /// Read now.
    New,
}

impl<P: Platform + 'static> Insight<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>) -> Self {
        Self {
            platform,
            sessions,
            locks: Locks::default(),
            failed: RefCell::default(),
            deleting: RefCell::default(),
            rate_limit: RefCell::default(),
            in_view: RefCell::default(),
            ahead: Ahead::default(),
            unstored: Rc::default(),
        }
    }

    /// The cached view of `record`, with whether it is due to be renewed. Never asks Salesforce.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub async fn cached(&self, record: &RecordRef) -> Result<Option<Record>, Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        let kept = self.cached_for(record, &user).await;
        Ok(kept.map(|(view, _)| view))
    }

    /// What Salesforce says of `record`.
    ///
    /// # Errors
    /// Where Salesforce cannot be asked and no view is cached. A cached view is returned with the fault in it,
    /// unless Salesforce answers that the rep may not see the record (any more).
    pub async fn view(&self, record: &RecordRef, age: Age) -> Result<Found, Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        let asked = self.platform.now();
        let serves = |(view, _): &(Record, u32)| match age {
            Age::Any => true,
            Age::Recent => !view.freshness.due,
            Age::New => view.freshness.at > asked,
        };
        if let Some((view, _)) = self.cached_for(record, &user).await.filter(&serves) {
            return Ok(Found::Record(Box::new(view)));
        }
        let _held = self.locks.hold(&record.key()).await;
        if age == Age::Recent
            && let Some(found) = self.ahead.take(record, &user.user_id, asked)
        {
            return found;
        }
        let kept = self.cached_for(record, &user).await;
        if let Some((view, _)) = kept.clone().filter(&serves) {
            return Ok(Found::Record(Box::new(view)));
        }
        self.read_now(record, &user, kept).await
    }

    /// Reads a record from Salesforce, of which `kept` is the cached view. Its lock is held.
    async fn read_now(
        &self,
        record: &RecordRef,
        user: &SalesforceUser,
        kept: Option<(Record, u32)>,
    ) -> Result<Found, Fault> {
        match self.ask(record, &user.user_id).await {
            Ok(Found::Record(view)) => {
                self.failed.borrow_mut().remove(&record.key());
                let shown = kept.map_or(0, |(_, changes)| changes);
                let unstored = &self.unstored;
                unstored.store(&self.platform, &user.user_id, &view, shown);
                Ok(Found::Record(view))
            }
            Ok(gone) => {
                self.forget(record).await?;
                Ok(gone)
            }
            Err(error) if is_gone(&error) => {
                self.forget(record).await?;
                let rest = self.sessions.rest(&record.org).counted_as(Purpose::Record);
                // The first error counts more than one of this additional call.
                let gone = gone::ask(&rest, record).await.ok().flatten();
                gone.map(Found::Gone).ok_or_else(|| error.into())
            }
            Err(error) => {
                let fault = Fault::from(error.clone());
                let (mut view, _) = kept.ok_or_else(|| fault.clone())?;
                // Without a network, trying again costs no call of Salesforce.
                if !matches!(error, RestError::Network(_)) {
                    let failed = (self.platform.now(), fault.clone());
                    self.failed.borrow_mut().insert(record.key(), failed);
                }
                view.freshness.due = false;
                view.freshness.fault = Some(fault);
                Ok(Found::Record(Box::new(view)))
            }
        }
    }

    /// A page reports that its record may have changed: the cached view is due, unless pages report too often.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn changed_on_page(&self, record: &RecordRef) -> Result<(), Fault> {
        let now = self.platform.now();
        if self.rate_limit.borrow_mut().allows(now) {
            self.failed.borrow_mut().remove(&record.key());
            self.note_change(record).await?;
        }
        Ok(())
    }

    /// Somebody signed in: views that could not be renewed are tried again at once.
    pub fn forget_failures(&self) {
        self.failed.borrow_mut().clear();
    }

    /// The cached view, and how many changes of its record were reported.
    async fn cached_for(&self, record: &RecordRef, user: &SalesforceUser) -> Option<(Record, u32)> {
        let cached = match self.unstored.get(record, &user.user_id) {
            Some(cached) => cached,
            None => cache::get(&*self.platform, record, &user.user_id).await?,
        };
        let (mut view, now) = (cached.view, self.platform.now());
        view.freshness.due = cached.outdated || now.since(view.freshness.at) > FRESH_FOR;
        if let Some((at, fault)) = self.failed.borrow().get(&record.key()) {
            view.freshness.due &= now.since(*at) > FRESH_FOR;
            view.freshness.fault = Some(fault.clone());
        }
        Some((view, cached.changes))
    }

    /// We wrote something to `record`: its view is due to be renewed.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn outdate(&self, record: &RecordRef) -> Result<(), Fault> {
        self.failed.borrow_mut().remove(&record.key());
        self.note_change(record).await
    }

    async fn note_change(&self, record: &RecordRef) -> Result<(), Fault> {
        self.ahead.forget(record);
        let _row = self.unstored.rows.hold(&record.key()).await;
        // What could not be stored yet does not know of it.
        self.unstored.forget(record);
        Ok(cache::outdate(&*self.platform, record).await?)
    }

    /// Removes the cached view of `record`.
    async fn forget(&self, record: &RecordRef) -> Result<(), Fault> {
        self.unstored.forget(record);
        let _row = self.unstored.rows.hold(&record.key()).await;
        Ok(cache::forget(&*self.platform, record).await?)
    }

    /// People by a part of their name, company or address; those of the record's account first, then the rep's
    /// own. One call; none for less than two characters.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn find_people(
        &self,
        record: &RecordRef,
        text: &str,
        whom: Whom,
    ) -> Result<Vec<FoundPerson>, Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        let kept = self.cached_for(record, &user).await;
        let (rest, schema, more) = self.query_context(&record.org).await?;
        let rest = rest.counted_as(Purpose::Search);
        let search = find::Search {
            text,
            whom,
            account: kept.and_then(|(view, _)| view.account),
            user: user.user_id,
        };
        let question = search.question(&schema, &more);
        if question.is_empty() {
            return Ok(Vec::new());
        }
        let reply = rest.composite(&question).await?;
        Ok(find::read(&reply, &more)?)
    }

    /// A page of the contacts of the record's account, or of the opportunity's contact roles: those after the first
    /// `after` who match `text`.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn contacts(
        &self,
        record: &RecordRef,
        text: &str,
        start: &PageStart,
    ) -> Result<ContactsPage, Fault> {
        let Found::Record(view) = self.view(record, Age::Any).await? else {
            return Ok(ContactsPage::default());
        };
        let (rest, schema, more) = self.query_context(&record.org).await?;
        let rest = rest.counted_as(Purpose::Search);
        let question = contacts::Whose::of(&view)
            .and_then(|whose| contacts::question(&whose, text, start, &schema, &more));
        let Some(question) = question else {
            return Ok(ContactsPage::default());
        };
        let rows: Vec<row::Row> = rest.query(&question).await?;
        Ok(contacts::page(&rows, &more))
    }

    /// A contact who is not among the people of a view.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn contact(
        &self,
        record: &RecordRef,
        id: &RecordId,
    ) -> Result<Option<PersonView>, Fault> {
        let (rest, schema, more) = self.query_context(&record.org).await?;
        let of = format!("Id = '{id}'");
        let Some(question) = query::contacts(&of, &schema, &more) else {
            return Ok(None);
        };
        let rows: Vec<row::Row> = rest.query(&question).await?;
        Ok(response::contacts(&rows, &more).into_iter().next())
    }

    async fn ask(&self, record: &RecordRef, user: &RecordId) -> Result<Found, RestError> {
        let (rest, schema, more) = self.query_context(&record.org).await?;
        let question = query::question(record, &schema, &more);
        let asked = self.platform.now();
        let reply = rest.composite(&question).await?;
        self.read(record, &schema, &more, (user, asked), &reply)
    }

    fn read(
        &self,
        record: &RecordRef,
        schema: &Schema,
        more: &[OptOutField],
        asked: (&RecordId, Millis),
        reply: &CompositeReply,
    ) -> Result<Found, RestError> {
        if let Some(gone) = response::converted(record, reply)? {
            return Ok(Found::Gone(gone));
        }
        let day_of = |at| self.platform.day(at);
        let role = schema.contact_role.as_ref();
        let can_add_role = role.is_some_and(|role| role.createable);
        let view = response::view(record, asked, reply, more, can_add_role, day_of)?;
        Ok(Found::Record(Box::new(Record {
            campaigns: schema.campaigns != CampaignObjects::Closed,
            cadences: schema.cadences,
            ..view
        })))
    }

    /// What is needed to query an org: the REST client, the objects and fields that the rep can see, and the
    /// opt-out fields of the policy.
    async fn query_context(
        &self,
        org: &OrgHost,
    ) -> Result<(Rest<P>, Schema, Vec<OptOutField>), RestError> {
        let rest = self.sessions.rest(org).counted_as(Purpose::Record);
        let schema = Schema::of(&rest).await?;
        let settings = self.sessions.policies().settings().await;
        Ok((rest, schema, settings.opt_out_fields.clone()))
    }
}

fn is_gone(error: &RestError) -> bool {
    matches!(
        error.cause(),
        Some(Cause::NoRight | Cause::NotThere | Cause::RecordDeleted)
    )
}
