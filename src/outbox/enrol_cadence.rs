//! Adding people to a cadence of Salesforce's: an input for each, all in one call; Salesforce runs the steps.

use serde::Deserialize;
use serde_json::json;
use std::time::Duration;

use super::effects::{log_failure, not_asked};
use super::enrol::not_asked_or;
use super::{Intent, Outbox, Outcome};
use crate::actions::ChosenCampaign;
use crate::base::{Fault, Move, Recipient, RecordId, time};
use crate::ports::Platform;
use crate::salesforce::{NOT_OVER, Purpose, Refused, Rest, RestError, TRACKER_OBJECT, note, soql};

/// The browser's clock may be ahead of Salesforce's by so much.
const AHEAD: Duration = Duration::from_secs(5 * 60);

/// Somebody who is in the cadence by the rep.
#[derive(Deserialize)]
struct Tracker {
    #[serde(rename = "TargetId")]
    target: RecordId,
}

type Person<'a> = (&'a Recipient, &'a RecordId);

impl<P: Platform + 'static> Outbox<P> {
    /// Adds the people, and names whom Salesforce refuses, with its message. Where they may have been added before, who
    /// is in the cadence is asked first: Salesforce has no key that keeps somebody from being added twice.
    pub(super) async fn enrol_in_cadence(
        &self,
        intent: &Intent,
        cadence: &ChosenCampaign,
        mut people: Vec<Person<'_>>,
        recover: bool,
    ) -> Outcome {
        let Some(cadence) = cadence.id.record() else {
            return Outcome::Unknown;
        };
        let rest = self
            .services
            .sessions
            .rest(&intent.owner.org)
            .counted_as(Purpose::Campaigns);
        let all = people.len();
        if recover {
            let there = match added(&rest, intent, cadence, &people).await {
                Ok(there) => there,
                Err(error) => return not_asked(error, true),
            };
            people.retain(|(_, id)| !there.iter().any(|tracker| tracker.target == **id));
        }
        if people.is_empty() {
            return Outcome::Done { warning: None };
        }
        let inputs = people.iter().map(|(_, id)| {
            json!({ "salesCadenceNameOrId": cadence, "targetId": id, "userId": intent.owner.user_id })
        });
        let answer = rest
            .run_action("assignTargetToSalesCadence", inputs.collect())
            .await;
        let results = match answer {
            Ok(results) => results,
            Err(error) => return not_asked_or(error, recover),
        };
        let refused: Vec<(&Recipient, Refused)> = people
            .iter()
            .zip(results)
            .filter_map(|((person, _), result)| Some((*person, result.err()?)))
            .collect();
        let mut passing = refused.iter().filter(|(_, why)| why.cause().passes());
        if let Some((_, passing)) = passing.next() {
            // Who of them is in the cadence by then is asked before the next try.
            return log_failure(RestError::Refused(passing.clone()), true);
        }
        match refused.len() {
            0 => Outcome::Done { warning: None },
            // Nobody was added, now or before.
            count if count == all => Outcome::Failed(told("cadences.nobody", &refused)),
            _ => Outcome::Done {
                warning: Some(told("cadences.in_part", &refused)),
            },
        }
    }
}

/// Who of the people is in the cadence by the rep, or was since the submission.
async fn added<P: Platform>(
    rest: &Rest<P>,
    intent: &Intent,
    cadence: &RecordId,
    people: &[Person<'_>],
) -> Result<Vec<Tracker>, RestError> {
    let since = time::datetime(intent.submitted.before(AHEAD));
    rest.query(&format!(
        "SELECT TargetId FROM {TRACKER_OBJECT} WHERE ActionCadenceId = {} AND OwnerId = {} AND TargetId IN ({}) \
         AND ({NOT_OVER} OR CreatedDate >= {since})",
        soql::literal(cadence.as_str()),
        soql::literal(intent.owner.user_id.as_str()),
        soql::list(people.iter().map(|(_, id)| id.as_str())),
    ))
    .await
}

/// Who was not added and what Salesforce says of it; those of whom it says the same are named together.
fn told(code: &'static str, refused: &[(&Recipient, Refused)]) -> Fault {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for (person, refused) in refused {
        let says = match refused.message.trim() {
            "" => refused.code.as_str(),
            message => message,
        };
        match groups.iter_mut().find(|(known, _)| *known == says) {
            Some((_, names)) => names.push(person.shown()),
            None => groups.push((says, vec![person.shown()])),
        }
    }
    let mut fault = Fault::new(code, Move::FixInput);
    let line = |(says, names): (&str, Vec<&str>)| {
        note(
            "note_not_in_cadence",
            format!("{} ({says})", names.join(", ")),
        )
    };
    fault.fields = groups.into_iter().map(line).collect();
    fault
}
