//! The campaigns, as every part of the page has them.

use leptos::prelude::*;

use crate::base::IntentId;
use crate::campaigns::{CampaignView, CampaignsView, OrgCampaigns, Recency};
use crate::protocol::GetCampaigns;
use crate::ui::components::{Command, Query};

/// The campaigns, and the reading of them.
#[derive(Clone, Copy)]
pub struct Asked {
    /// The answer.
    pub query: Query<CampaignsView>,
    /// The reading anew.
    pub refreshing: Command,
}

impl Asked {
    /// Reads them anew.
    pub fn refresh(self) {
        let request = GetCampaigns {
            recency: Recency::New,
        };
        self.refreshing
            .run(request, move |view| self.query.put(view));
    }

    /// A campaign, with what is known of its org.
    pub fn find(self, key: &IntentId) -> Option<(OrgCampaigns, CampaignView)> {
        self.query.value.with(|view| {
            let mut orgs = view.as_ref()?.orgs.iter();
            orgs.find_map(|of| {
                let found = of.campaigns.iter().find(|one| one.campaign.key == *key)?;
                Some((of.clone(), found.clone()))
            })
        })
    }
}
