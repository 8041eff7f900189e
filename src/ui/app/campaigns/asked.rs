//! The campaigns, as every part of the page has them.

use leptos::prelude::*;

use crate::base::IntentId;
use crate::cadences::CadencesIn;
use crate::campaigns::{CampaignView, CampaignsView, OrgCampaigns, Recency};
use crate::protocol::{GetCadences, GetCampaigns};
use crate::ui::components::{Command, Query};

/// The campaigns, and the reading of them.
#[derive(Clone, Copy)]
pub struct Asked {
    /// The answer.
    pub query: Query<CampaignsView>,
    /// The reading anew.
    pub refreshing: Command,
    /// The cadences of Salesforce's, and whom the rep added to them.
    pub cadences: Query<Vec<CadencesIn>>,
    /// The reading of these anew.
    pub refreshing_cadences: Command,
}

impl Asked {
    /// Reads them anew.
    pub fn refresh(self) {
        let request = GetCampaigns {
            recency: Recency::New,
        };
        self.refreshing
            .run(request, move |view| self.query.put(view));
        let request = GetCadences {
            recency: Recency::New,
        };
        self.refreshing_cadences
            .run(request, move |all| self.cadences.put(all));
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
