//! Add to Sales Campaign: people whom a campaign writes to and reminds of from now on.

use serde::{Deserialize, Serialize};

use super::campaign_id::CampaignId;
use super::checks::Checks;
use super::own_mail::fits;
use super::send_email::names;
use super::{Action, Effect, Fresh, MOST_PEOPLE, Offer, OwnMail, OwnText, TakenPlace};
use crate::base::{About, Day, FieldFault, Recipient, RecordId};
use crate::insight::{PersonView, Record};

/// Of those who are added so many are named, the others are counted.
const NAMED: usize = 3;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AddToCampaign {
    /// Into which campaign.
    pub campaign: Option<ChosenCampaign>,
    /// Who is added, at most 200; each has a record.
    pub people: Vec<Recipient>,
    /// Who was chosen and is not added. They stay in the form, so that nobody disappears without a word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Recipient>,
    /// The places that some of them have in other campaigns, as far as the check before found any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<TakenPlace>,
    /// The emails that are written for one person alone. Those of people who were left out, or of another campaign, stay
    /// in the form until it is submitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_mails: Vec<OwnMail>,
    /// On which day it begins for them; `None` for at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// A campaign is about no opportunity.
    #[serde(default, skip_serializing_if = "About::is_undecided")]
    pub about: About,
}

/// A campaign that was chosen, or a cadence of Salesforce's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenCampaign {
    /// Which one.
    pub id: CampaignId,
    /// As it was called when it was chosen.
    pub name: String,
    /// It is a cadence, whose steps Salesforce runs: it begins at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cadence: bool,
}

impl AddToCampaign {
    /// Adds people whom the rep chose; whoever is there already stays as they are.
    pub fn choose(&mut self, people: &[PersonView]) {
        for person in people.iter().filter_map(PersonView::recipient) {
            let mut all = self.people.iter().chain(&self.left_out);
            if !all.any(|known| known.record == person.record) {
                self.people.push(person);
            }
        }
    }

    /// Takes somebody out, with what was written for them.
    pub fn remove(&mut self, who: &Recipient) {
        for people in [&mut self.people, &mut self.left_out] {
            people.retain(|other| !other.is_same(who));
        }
        let of = |mail: &OwnMail| Some(&mail.person) == who.record.as_ref();
        self.own_mails.retain(|mail| !of(mail));
    }

    /// The places that somebody has in other campaigns.
    #[must_use]
    pub fn taken_of(&self, person: &RecordId) -> Vec<u8> {
        let theirs = self.taken.iter().filter(|taken| taken.person == *person);
        theirs.map(|taken| taken.place).collect()
    }

    /// What is written for one person in the chosen campaign, by the step.
    #[must_use]
    pub fn own_of(&self, person: &RecordId) -> Vec<&OwnText> {
        let mails = self.own_here().filter(|mail| mail.person == *person);
        let mut texts: Vec<&OwnText> = mails.map(|mail| &mail.text).collect();
        texts.sort_by_key(|text| text.step);
        texts
    }

    /// What is written for anybody in the chosen campaign.
    pub fn own_here(&self) -> impl Iterator<Item = &OwnMail> {
        let chosen = self.campaign.as_ref().filter(|chosen| !chosen.cadence);
        let id = chosen.map(|chosen| &chosen.id);
        let all = self.own_mails.iter();
        all.filter(move |mail| Some(&mail.campaign) == id)
    }

    /// Writes an email for one person alone, in place of what was written for them before; one that is as the campaign's
    /// takes no place.
    pub fn write_own(&mut self, own: OwnMail) {
        let is_same = |other: &OwnMail| {
            (&other.campaign, &other.person, other.text.step)
                == (&own.campaign, &own.person, own.text.step)
        };
        self.own_mails.retain(|other| !is_same(other));
        if !own.text.is_blank() {
            self.own_mails.push(own);
        }
    }

    /// Somebody's emails have to change before they are added.
    fn check_own(&self, checks: &mut Checks) {
        for person in &self.people {
            let Some(id) = &person.record else { continue };
            let mut own = self.own_here().filter(|mail| mail.person == *id);
            if own.any(|mail| !mail.faults().is_empty()) {
                checks.fault_of("people", "field_campaign_own", person.shown());
            }
            if !fits(&self.own_of(id)) {
                checks.fault_of("people", "field_campaign_own_long", person.shown());
            }
        }
    }
}

impl Action for AddToCampaign {
    fn offered(on: &Record, with: Option<&PersonView>) -> Offer {
        match with {
            _ if !on.campaigns && !on.cadences => Offer::Needs("offer_needs_campaigns".into()),
            Some(person) if person.address.is_none() => Offer::Needs("offer_needs_address".into()),
            _ => Offer::Yes,
        }
    }

    fn fresh(start: &Fresh<'_>) -> Self {
        Self {
            people: start
                .with
                .and_then(PersonView::recipient)
                .into_iter()
                .collect(),
            ..Self::default()
        }
    }

    fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut checks = Checks::default();
        if self.campaign.is_none() {
            checks.fault("campaign", "field_campaign_missing");
        }
        if self.people.is_empty() {
            checks.fault("people", "field_campaign_nobody");
        }
        if self.people.len() > MOST_PEOPLE {
            checks.fault("people", "field_campaign_too_many");
        }
        for person in self.people.iter().filter(|person| person.record.is_none()) {
            checks.fault_of("people", "field_campaign_unknown", person.shown());
        }
        self.check_own(&mut checks);
        checks.result()
    }

    fn plan(&self) -> Vec<Effect> {
        vec![Effect::Enrol(self.people.clone())]
    }

    fn subject(&self) -> String {
        let campaign = self.campaign.as_ref();
        campaign.map_or_else(String::new, |campaign| campaign.name.clone())
    }

    fn about_mut(&mut self) -> &mut About {
        &mut self.about
    }

    fn recipients(&self) -> String {
        names(&self.people, NAMED)
    }

    fn known_people(&self) -> Vec<String> {
        let people = self.people.iter().map(Recipient::shown);
        people.map(str::to_owned).collect()
    }

    fn forget_words(&mut self) {
        self.own_mails.clear();
    }
}
