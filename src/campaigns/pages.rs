//! What Salesforce gives in pages of up to 2,000 rows: the first of each in the call of everything else, each further one by
//! a call. It is read to its end, which is far beyond what a rep has; where there is more, that is said, and nothing is
//! done that may be done already.

use super::Member;
use super::cache::CampaignRow;
use crate::actions::CampaignId;
use crate::base::RecordId;
use crate::insight::Row;
use crate::ports::Platform;
use crate::salesforce::{CompositeReply, Rest, RestError};

/// So many people of a rep's are read.
pub(super) const MOST_MEMBERS: usize = 10_000;
/// So much of what was done for them.
pub(super) const MOST_RUNS: usize = 50_000;
/// So many steps: those of 500 campaigns with twenty each.
pub(super) const MOST_STEPS: usize = 10_000;
/// So many pages of each are read at most: a page has fewer rows where they are long.
const MOST_PAGES: usize = 50;

/// The rows of a query, from the first on.
pub(super) struct Paged {
    pub rows: Vec<Row>,
    /// There are more.
    pub cut: bool,
}

/// What comes in pages.
pub(super) struct Pages {
    pub steps: Paged,
    pub members: Paged,
    pub runs: Paged,
}

impl Pages {
    /// Reads the further pages of an answer.
    pub async fn read<P: Platform + 'static>(
        rest: &Rest<P>,
        reply: &CompositeReply,
    ) -> Result<Self, RestError> {
        let all = async |name, most| {
            let (rows, more) = rest.first_pages::<Row>(reply, name, MOST_PAGES).await?;
            let cut = more || rows.len() >= most;
            Ok::<_, RestError>(Paged { rows, cut })
        };
        // A rep who may not see steps sees the campaigns all the same.
        let sees_steps = !reply.visible_rows::<Row>("steps")?.is_empty();
        Ok(Self {
            steps: match sees_steps {
                true => all("steps", MOST_STEPS).await?,
                false => Paged {
                    rows: Vec::new(),
                    cut: false,
                },
            },
            members: all("members", MOST_MEMBERS).await?,
            runs: all("runs", MOST_RUNS).await?,
        })
    }

    /// Whether there is more than these.
    pub const fn are_cut(&self) -> bool {
        self.steps.cut || self.members.cut || self.runs.cut
    }
}

impl Paged {
    /// These are steps: a campaign that may have more of them is not run, since its people would look as if they were through.
    pub fn keep_complete_campaigns(&self, campaigns: &mut Vec<CampaignRow>) {
        let Some(last) = self.last("Campaign__c").map(CampaignId::Salesforce) else {
            return;
        };
        campaigns.retain(|row| !row.campaign.steps.is_empty() && row.id != last);
    }

    /// These are what was done, first for those for whom it is not over. Where there is more of them, it is not sure that
    /// nothing was done for those who seem to have had nothing: they wait until others are through.
    pub fn keep_complete_members(&self, members: &mut Vec<Member>) {
        let Some(last) = self.last("Member__c") else {
            return;
        };
        let is_last = |member: &Member| member.id.as_ref() == Some(&last);
        if !members
            .iter()
            .any(|member| is_last(member) && member.is_over())
        {
            members
                .retain(|member| member.is_over() || !(member.runs.is_empty() || is_last(member)));
        }
    }

    /// Where there are more, what the last row is of.
    fn last(&self, field: &str) -> Option<RecordId> {
        self.rows.last().filter(|_| self.cut)?.id(field)
    }
}
