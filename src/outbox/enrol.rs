//! Adding people to a sales campaign: a record for each, all in one call.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::time::Duration;

use super::effects::{log_failure, not_asked};
use super::rows::{self, ACTIONS};
use super::{Intent, Outbox, OutboxError, Outcome, Step, StepKind};
use crate::actions::{AddToCampaign, kept_texts};
use crate::base::json::object;
use crate::base::{Fault, IntentId, Millis, Move, ObjectType, OrgHost, Recipient, RecordId, time};
use crate::ports::Platform;
use crate::salesforce::{
    ACTIVE_KEY, CAMPAIGN_KEY, MEMBER_OBJECT, MEMBER_TEXTS, Purpose, Refused, RestError, note, soql,
};

/// The middle of the day at Greenwich, which is the same day nearly everywhere.
const NOON: Duration = Duration::from_secs(12 * 60 * 60);

/// A row of the question who is there already.
#[derive(Deserialize)]
struct Known {
    #[serde(rename = "Key__c")]
    key: String,
    #[serde(rename = "Active_Key__c")]
    active: Option<String>,
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
        let rest = self
            .services
            .sessions
            .rest(&intent.owner.org)
            .counted_as(Purpose::Campaigns);
        let started = match form.start {
            Some(day) => day.at_greenwich().after(NOON),
            None => intent.submitted,
        };
        let records: Vec<Value> = people
            .iter()
            .map(|(person, id)| {
                let mut record = member(&intent.id, &campaign.id, person, id, started);
                // Without any it stays as it is in an org that has no field for them.
                if let Some(texts) = kept_texts(&form.own_of(id)) {
                    record.insert(MEMBER_TEXTS.to_owned(), json!(texts));
                }
                Value::Object(record)
            })
            .collect();
        let saved = match rest.create_all(MEMBER_OBJECT, records).await {
            Ok(saved) => saved,
            Err(error) => return not_asked_or(error, recover),
        };
        let refused: Vec<(&Recipient, &RecordId, Refused)> = people
            .iter()
            .zip(saved)
            .filter_map(|((person, id), saved)| Some((*person, *id, saved.err()?)))
            .collect();
        if refused.is_empty() {
            return Outcome::Done { warning: None };
        }
        if let Some((_, _, other)) = refused
            .iter()
            .find(|(_, _, refused)| !refused.is_duplicate())
        {
            // What of it is there already is found by its key the next time.
            return log_failure(RestError::Refused(other.clone()), true);
        }
        let keys: Vec<String> = refused
            .iter()
            .map(|(_, id, _)| key(&intent.id, id))
            .collect();
        let question = format!(
            "SELECT Key__c, Active_Key__c, Campaign__r.Name FROM {MEMBER_OBJECT} WHERE Key__c IN ({}) OR Active_Key__c IN ({})",
            soql::list(keys.iter().map(String::as_str)),
            soql::list(refused.iter().map(|(_, id, _)| id.as_str()))
        );
        let known: Vec<Known> = match rest.query(&question).await {
            Ok(known) => known,
            Err(error) => return not_asked(error, true),
        };
        let own = |id: &RecordId| {
            let key = key(&intent.id, id);
            known.iter().any(|known| known.key == key)
        };
        let elsewhere = refused.iter().filter(|(_, id, _)| !own(id));
        let told: Vec<String> = elsewhere
            .map(|(person, id, _)| {
                let theirs = known
                    .iter()
                    .find(|known| known.active.as_deref() == Some(id.as_str()));
                let campaign = theirs.and_then(|known| known.campaign.as_ref()?.name.clone());
                match campaign {
                    Some(campaign) => format!("{} ({campaign})", person.shown()),
                    None => person.shown().to_owned(),
                }
            })
            .collect();
        Outcome::Done {
            warning: (!told.is_empty()).then(|| {
                let mut fault = Fault::new("campaigns.in_another", Move::FixInput);
                fault.fields = vec![note("note_in_another_campaign", told.join(", "))];
                fault
            }),
        }
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
    person: &Recipient,
    id: &RecordId,
    started: Millis,
) -> Map<String, Value> {
    let lookup = match id.object() {
        Some(ObjectType::Lead) => "Lead__c",
        _ => "Contact__c",
    };
    let settings = json!({ "zone": person.zone, "owner": person.owner });
    let fields = [
        (CAMPAIGN_KEY, json!(key(submission, id))),
        (ACTIVE_KEY, json!(id)),
        ("Campaign__c", json!(campaign)),
        (lookup, json!(id)),
        ("Email__c", json!(person.address)),
        ("Started__c", json!(time::datetime(started))),
        ("State__c", json!("active")),
        ("Settings__c", json!(settings.to_string())),
    ]
    .map(|(name, value)| (name.to_owned(), value));
    object(fields)
}
