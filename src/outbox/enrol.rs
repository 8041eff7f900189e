//! Adding people to a sales campaign: a record for each, all in one call.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::effects::{log_failure, not_asked};
use super::rows::{self, ACTIONS};
use super::{Intent, NewMember, Outbox, OutboxError, Outcome, Step, StepKind};
use crate::actions::{
    AddToCampaign, CampaignId, free_place, kept_texts, key_of_place, most_places, place_of,
};
use crate::base::json::object;
use crate::base::{Fault, IntentId, Millis, Move, ObjectType, OrgHost, Recipient, RecordId, time};
use crate::ports::Platform;
use crate::salesforce::{
    ACTIVE_KEY, CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, MEMBER_OBJECT, MEMBER_TEXTS, Purpose, Rest,
    RestError, Schema, note, soql,
};

/// A row of the question who is there already.
#[derive(Deserialize)]
struct Known {
    #[serde(rename = "Key__c")]
    key: String,
    #[serde(rename = "Active_Key__c")]
    active: Option<String>,
    #[serde(rename = "Campaign__c")]
    of: Option<String>,
    #[serde(rename = "Campaign__r")]
    campaign: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    #[serde(rename = "Name")]
    name: Option<String>,
}

impl<P: Platform + 'static> Outbox<P> {
    /// When a user last added somebody to a campaign or cadence here, as far as that is still known.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn enrolled(
        &self,
        org: &OrgHost,
        user: &RecordId,
    ) -> Result<Option<Millis>, OutboxError> {
        let rows = rows::all(&*self.platform, ACTIONS).await?;
        let mine = rows.iter().filter(|intent| {
            let adds = |step: &Step| step.kind == StepKind::Enrol;
            intent.is_of(org, user) && intent.steps.iter().any(adds)
        });
        let done = mine.filter_map(|intent| intent.end.filter(|end| end.done));
        Ok(done.map(|end| end.at).max())
    }

    /// Adds the people. Whoever somebody else added to a campaign meanwhile is left out, and named.
    pub(super) async fn enrol(
        &self,
        intent: &Intent,
        form: &AddToCampaign,
        recover: bool,
    ) -> Outcome {
        let Some(campaign) = &form.campaign else {
            return Outcome::Unknown;
        };
        let people: Vec<(&Recipient, &RecordId)> = form
            .people
            .iter()
            .filter_map(|person| Some((person, person.record.as_ref()?)))
            .collect();
        if campaign.cadence {
            return self
                .enrol_in_cadence(intent, campaign, people, recover)
                .await;
        }
        let started = match form.start {
            Some(day) => day.noon_at_greenwich(),
            None => intent.submitted,
        };
        let campaign = match &campaign.id {
            CampaignId::Salesforce(id) => id,
            CampaignId::ThisBrowser(key) => {
                return self.enrol_here(intent, form, key, people, started).await;
            }
        };
        let rest = self
            .services
            .sessions
            .rest(&intent.owner.org)
            .counted_as(Purpose::Campaigns);
        let most = match self.most_places(&rest).await {
            Ok(most) => most,
            Err(error) => return not_asked_or(error, recover),
        };
        let mut told = Vec::new();
        let mut wanted: Vec<Wanted<'_>> = people
            .into_iter()
            .map(|(person, id)| Wanted {
                person,
                id,
                // Where all are taken by now, Salesforce says who is where.
                place: free_place(&form.taken_of(id), most).unwrap_or(1),
            })
            .collect();
        // Somebody may take a place in the same moment, each time another one.
        for _ in 0..=most {
            let made = wanted.iter().map(|wanted| {
                let mut record = member(&intent.id, campaign, wanted, started, most);
                // Without any it stays as it is in an org that has no field for them.
                if let Some(texts) = kept_texts(&form.own_of(wanted.id)) {
                    record.insert(MEMBER_TEXTS.to_owned(), json!(texts));
                }
                Value::Object(record)
            });
            let saved = match rest.create_all(MEMBER_OBJECT, made).await {
                Ok(saved) => saved,
                Err(error) => return not_asked_or(error, recover),
            };
            let mut refused = Vec::new();
            for (wanted, saved) in wanted.drain(..).zip(saved) {
                match saved {
                    Ok(_) => {}
                    Err(error) if error.is_duplicate() => refused.push(wanted),
                    // What of it is there already is found by its key the next time.
                    Err(error) => return log_failure(RestError::Refused(error), true),
                }
            }
            if refused.is_empty() {
                break;
            }
            let question = who_is_where(&intent.id, &refused, most);
            let known: Vec<Known> = match rest.query(&question).await {
                Ok(known) => known,
                Err(error) => return not_asked(error, true),
            };
            for one in refused {
                match one.anew(&known, &key(&intent.id, one.id), campaign, most) {
                    Anew::Done => {}
                    Anew::Elsewhere(campaign) => told.push(one.told(campaign)),
                    Anew::At(place) => wanted.push(Wanted { place, ..one }),
                }
            }
            if wanted.is_empty() {
                break;
            }
        }
        told.extend(wanted.iter().map(|one| one.told(None)));
        in_another(&told)
    }

    /// Adds the people to a campaign that is kept in this browser alone.
    async fn enrol_here(
        &self,
        intent: &Intent,
        form: &AddToCampaign,
        campaign: &IntentId,
        people: Vec<(&Recipient, &RecordId)>,
        started: Millis,
    ) -> Outcome {
        let Some(campaigns) = self.campaigns() else {
            return Outcome::Unknown;
        };
        let new = |(person, id): (&Recipient, &RecordId)| NewMember {
            key: key(&intent.id, id),
            id: id.clone(),
            person: person.clone(),
            own: form.own_of(id).into_iter().cloned().collect(),
            started,
        };
        let people = people.into_iter().map(new).collect();
        match campaigns.add(&intent.owner, campaign, people).await {
            Ok(left) => {
                let named = left.iter();
                let told = named.map(|(person, campaign)| told(person, Some(campaign)));
                in_another(&told.collect::<Vec<String>>())
            }
            Err(fault) => Outcome::Failed(fault),
        }
    }

    /// In how many campaigns somebody may be at a time, in this org.
    async fn most_places(&self, rest: &Rest<P>) -> Result<u8, RestError> {
        let settings = self.services.sessions.policies().settings().await;
        if settings.campaigns_per_person <= 1 {
            return Ok(1);
        }
        Ok(most_places(&settings, &Schema::of(rest).await?))
    }
}

/// Somebody who is to be added, in one of their places.
struct Wanted<'a> {
    person: &'a Recipient,
    id: &'a RecordId,
    place: u8,
}

/// What becomes of somebody whom Salesforce refused.
enum Anew {
    /// They were added by this submission already.
    Done,
    /// They are in another campaign, or in this one; with its name, where the rep may see it.
    Elsewhere(Option<String>),
    /// Another place of theirs is free.
    At(u8),
}

impl Wanted<'_> {
    fn anew(&self, known: &[Known], key: &str, campaign: &RecordId, most: u8) -> Anew {
        if known.iter().any(|known| known.key == key) {
            return Anew::Done;
        }
        let place = |known: &Known| place_of(self.id, known.active.as_deref()?);
        let theirs: Vec<(&Known, u8)> = known
            .iter()
            .filter_map(|known| Some((known, place(known)?)))
            .collect();
        let same = |known: &&Known| known.of.as_deref() == Some(campaign.as_str());
        let taken: Vec<u8> = theirs.iter().map(|(_, place)| *place).collect();
        let mut all = theirs.iter().map(|(known, _)| *known);
        match (all.find(same), free_place(&taken, most)) {
            // A place that is taken by whom the rep may not see is not tried again.
            (None, Some(place)) if place != self.place => Anew::At(place),
            (found, _) => {
                let found = found.or_else(|| theirs.first().map(|(known, _)| *known));
                Anew::Elsewhere(found.and_then(|known| known.campaign.as_ref()?.name.clone()))
            }
        }
    }

    /// Who it is, for the notice.
    fn told(&self, campaign: Option<String>) -> String {
        told(self.person, campaign.as_deref())
    }
}

/// Who of these people was added by the submission, and who is in which campaign.
fn who_is_where(submission: &IntentId, people: &[Wanted<'_>], most: u8) -> String {
    let keys: Vec<String> = people.iter().map(|one| key(submission, one.id)).collect();
    let keys = soql::list(keys.iter().map(String::as_str));
    let ids = soql::list(people.iter().map(|one| one.id.as_str()));
    let theirs = match most {
        0 | 1 => format!("{ACTIVE_KEY} IN ({ids})"),
        _ => format!("({ACTIVE_KEY} != null AND (Lead__c IN ({ids}) OR Contact__c IN ({ids})))"),
    };
    format!(
        "SELECT Key__c, Active_Key__c, Campaign__c, Campaign__r.Name FROM {MEMBER_OBJECT} \
         WHERE Key__c IN ({keys}) OR {theirs}"
    )
}

/// It took effect; whoever is in another campaign was not added, and is named with it.
fn in_another(told: &[String]) -> Outcome {
    Outcome::Done {
        warning: (!told.is_empty()).then(|| {
            let mut fault = Fault::new("campaigns.in_another", Move::FixInput);
            fault.fields = vec![note("note_in_another_campaign", told.join(", "))];
            fault
        }),
    }
}

/// Who is not added, for the notice; with the campaign in which they are, where the rep may see it.
fn told(person: &Recipient, campaign: Option<&str>) -> String {
    match campaign {
        Some(campaign) => format!("{} ({campaign})", person.shown()),
        None => person.shown().to_owned(),
    }
}

pub(super) fn not_asked_or(error: RestError, recover: bool) -> Outcome {
    let unclear = recover || error.may_have_happened();
    log_failure(error, unclear)
}

/// The key of a membership: 51 characters.
fn key(submission: &IntentId, person: &RecordId) -> String {
    format!("{submission}-{person}")
}

/// The record of a membership.
fn member(
    submission: &IntentId,
    campaign: &RecordId,
    Wanted { person, id, place }: &Wanted<'_>,
    started: Millis,
    most: u8,
) -> Map<String, Value> {
    let lookup = match id.object() {
        Some(ObjectType::Lead) => "Lead__c",
        _ => "Contact__c",
    };
    let settings = json!({ "zone": person.zone, "owner": person.owner });
    let fields = [
        (CAMPAIGN_KEY, json!(key(submission, id))),
        (ACTIVE_KEY, json!(key_of_place(id, *place))),
        ("Campaign__c", json!(campaign)),
        (lookup, json!(id)),
        ("Email__c", json!(person.address)),
        ("Started__c", json!(time::datetime(started))),
        ("State__c", json!("active")),
        ("Settings__c", json!(settings.to_string())),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    let mut record = object(fields);
    if most > 1 {
        let key = json!(format!("{id}-{campaign}"));
        record.insert(CAMPAIGN_ACTIVE_KEY.to_owned(), key);
    }
    record
}
