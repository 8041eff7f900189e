//! Asks for a page, and reads the answer.

use serde::{Deserialize, Serialize};

use super::query::question;
use super::{Older, Source};
use crate::base::{Day, Fault, RecordRef};
use crate::insight::activities::activities;
use crate::insight::query::step;
use crate::insight::{ActivityError, ActivityView, Insight, cache};
use crate::ports::Platform;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityPage {
    /// The activities, the newest first.
    pub activities: Vec<ActivityView>,
    /// The sources that go on after it.
    pub older: Vec<Older>,
}

impl<P: Platform + 'static> Insight<P> {
    /// The next page of each of these sources, of everything or of the week that begins on a day; of the record, or of
    /// its whole `account`. One call.
    ///
    /// # Errors
    /// Salesforce could not be asked.
    pub async fn older(
        &self,
        record: &RecordRef,
        account: bool,
        week: Option<Day>,
        of: &[Older],
    ) -> Result<ActivityPage, Fault> {
        let whose = self.whose(record, account).await?;
        let user = self.sessions.signed_in(&record.org).await?.user_id;
        let (rest, schema, _) = self.query_context(&record.org).await?;
        let composite = question((&whose, account), &schema, week, self.platform.today(), of);
        if composite.is_empty() {
            return Ok(ActivityPage::default());
        }
        let reply = rest.composite(&composite).await?;
        let day_of = |at| self.platform.day(at);
        let members = reply.visible_rows(step::CAMPAIGNS)?;
        let now = self.platform.now();
        let (activities, mut older) =
            activities(&reply, (Vec::new(), members), None, (&user, now), day_of)?;
        if of.iter().any(|of| of.source == Source::Calls) {
            let tasks = older.iter_mut().filter(|of| of.source == Source::Tasks);
            tasks.for_each(|of| of.source = Source::Calls);
        }
        let ids = activities.iter().map(|activity| activity.id.clone());
        let _row = self.unstored.rows.hold(&record.key()).await;
        cache::note_older(&*self.platform, record, ids).await?;
        Ok(ActivityPage { activities, older })
    }

    /// The record, or its account.
    pub(super) async fn whose(
        &self,
        record: &RecordRef,
        account: bool,
    ) -> Result<RecordRef, Fault> {
        if !account {
            return Ok(record.clone());
        }
        let account = self.cached(record).await?.and_then(|view| view.account);
        let account = account.and_then(|id| record.beside(&id));
        Ok(account.ok_or(ActivityError::Gone)?)
    }
}
