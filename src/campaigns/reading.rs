//! What is written and read by the place in which campaigns are kept.

use super::cache::CacheEntry;
use super::pages::Pages;
use super::place::{Kept, Place};
use super::{Campaigns, here, query};
use crate::ports::Platform;
use crate::salesforce::{CampaignObjects, Composite, CompositeReply, RestError, Schema};

impl<P: Platform + 'static> Campaigns<P> {
    /// Writes what changes where campaigns are kept in Salesforce. In this browser nothing is to be written beside the entry,
    /// which the caller changes after this in both places.
    pub(super) async fn write(
        &self,
        at: Place<'_>,
        question: &Composite,
    ) -> Result<CompositeReply, RestError> {
        match at.kept {
            Kept::Salesforce => self.rest(at.org).composite(question).await,
            Kept::Here => Ok(CompositeReply::default()),
        }
    }

    /// Reads what is known anew: one call of Salesforce, and one for each further page; none where nobody is to be asked about.
    pub(super) async fn read(
        &self,
        at: Place<'_>,
        entry: &mut CacheEntry,
    ) -> Result<(), RestError> {
        let rest = self.rest(at.org);
        let schema = Schema::of(&rest).await?;
        entry.objects = schema.campaigns;
        entry.own_mails = schema.own_mails;
        let settings = self.sessions.policies().settings().await;
        let more = &settings.opt_out_fields;
        match at.kept {
            Kept::Salesforce if schema.campaigns != CampaignObjects::Usable => {
                entry.campaigns.clear();
                entry.members.clear();
                entry.away.clear();
                entry.orphans.clear();
                entry.cut = false;
            }
            Kept::Salesforce => {
                let open = entry.open_tasks();
                let question = query::question(&entry.user, &schema, more, &open);
                let reply = rest.composite(&question).await?;
                let pages = Pages::read(&rest, &reply).await?;
                query::take(entry, &reply, &pages, more)?;
            }
            Kept::Here => {
                entry.forget_ended(self.platform.now());
                let question = here::Question::of(entry, &schema, more);
                if !question.is_empty() {
                    let reply = rest.composite(question.composite()).await?;
                    question.take(entry, &reply, more)?;
                }
            }
        }
        Ok(())
    }
}
