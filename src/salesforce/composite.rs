//! Several calls in one: the Composite resource (REST API Developer Guide, "Composite").

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::body::Body;
use super::{Cause, Refused, RestError};
use crate::base::{Millis, json, time::http_date};

/// The most calls in a composite.
const MOST_STEPS: usize = 25;
/// The most of them that are queries or collections of records.
const MOST_QUERIES: usize = 5;

/// Up to 25 calls, at most 5 of them queries, that count as one. A later step may use an earlier
/// one's answer as `@{reference.field}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Composite {
    all_or_none: bool,
    steps: Vec<Step>,
}

/// One call; `path` is below `/services/data/vNN.0/`.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Step {
    reference: String,
    method: String,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    /// The value of `If-Unmodified-Since`.
    #[serde(skip_serializing_if = "Option::is_none")]
    unmodified_since: Option<String>,
}

impl Composite {
    /// Each step takes effect by itself; steps that use a refused one's answer are refused, too.
    #[must_use]
    pub fn separate() -> Self {
        Self::default()
    }

    /// All steps take effect, or none.
    #[must_use]
    pub fn together() -> Self {
        Self {
            all_or_none: true,
            steps: Vec::new(),
        }
    }

    /// Adds a reading of `path`.
    #[must_use]
    pub fn get(self, reference: &str, path: impl Into<String>) -> Self {
        self.step(reference, "GET", path.into(), None)
    }

    /// Adds a query.
    #[must_use]
    pub fn query(self, reference: &str, soql: &str) -> Self {
        self.step(reference, "GET", query_path(soql), None)
    }

    /// Adds a query that also gives what was deleted and not yet thrown away ("QueryAll", REST API
    /// Developer Guide).
    #[must_use]
    pub fn query_all(self, reference: &str, soql: &str) -> Self {
        let path = query_path(soql).replacen("query?", "queryAll?", 1);
        self.step(reference, "GET", path, None)
    }

    /// Adds the creation of a record.
    #[must_use]
    pub fn create(self, reference: &str, object: &str, fields: impl Into<Body>) -> Self {
        let path = format!("sobjects/{object}");
        self.step(reference, "POST", path, Some(fields.into()))
    }

    /// Adds an update of a record.
    #[must_use]
    pub fn update(self, reference: &str, object: &str, id: &str, fields: impl Into<Body>) -> Self {
        let path = format!("sobjects/{object}/{id}");
        self.step(reference, "PATCH", path, Some(fields.into()))
    }

    /// Adds an update that is refused with the status 412 where the record was changed after `seen`, a whole second
    /// ("Conditional Request Headers", REST API Developer Guide; only accounts have the stronger `If-Match`).
    #[must_use]
    pub fn update_unless_changed(
        self,
        reference: &str,
        object: &str,
        id: &str,
        fields: impl Into<Body>,
        seen: Millis,
    ) -> Self {
        let mut composite = self.update(reference, object, id, fields);
        if let Some(step) = composite.steps.last_mut() {
            step.unmodified_since = Some(http_date(seen));
        }
        composite
    }

    /// Adds an upsert: an update of the record whose external id `field` is `id`, else the creation of it.
    #[must_use]
    pub fn upsert(
        self,
        reference: &str,
        object: &str,
        field: &str,
        id: &str,
        fields: impl Into<Body>,
    ) -> Self {
        let path = format!("sobjects/{object}/{field}/{id}");
        self.step(reference, "PATCH", path, Some(fields.into()))
    }

    /// Adds an update of the record whose external id `field` is `id`; refused where there is none (`updateOnly` of "Insert
    /// or Update (Upsert) a Record Using an External ID", REST API Developer Guide).
    #[must_use]
    pub fn update_by(
        self,
        reference: &str,
        object: &str,
        field: &str,
        id: &str,
        fields: impl Into<Body>,
    ) -> Self {
        let path = format!("sobjects/{object}/{field}/{id}?updateOnly=true");
        self.step(reference, "PATCH", path, Some(fields.into()))
    }

    /// Adds the creation of many records, at most 200, each of which is created or refused by itself; each has its
    /// object in `attributes` ("sObject Collections", REST API Developer Guide). It counts as one of the queries.
    #[must_use]
    pub fn create_many(self, reference: &str, records: Vec<Value>) -> Self {
        let body = json::object([
            ("allOrNone".to_owned(), false.into()),
            ("records".to_owned(), records.into()),
        ]);
        let path = "composite/sobjects".to_owned();
        self.step(reference, "POST", path, Some(body.into()))
    }

    /// Adds the deletion of the record whose external id `field` is `id`.
    #[must_use]
    pub fn delete(self, reference: &str, object: &str, field: &str, id: &str) -> Self {
        let path = format!("sobjects/{object}/{field}/{id}");
        self.step(reference, "DELETE", path, None)
    }

    /// Adds the deletion of a record.
    #[must_use]
    pub fn delete_record(self, reference: &str, object: &str, id: &str) -> Self {
        self.step(reference, "DELETE", format!("sobjects/{object}/{id}"), None)
    }

    fn step(mut self, reference: &str, method: &str, path: String, body: Option<Body>) -> Self {
        self.steps.push(Step {
            reference: reference.to_owned(),
            method: method.to_owned(),
            // A reference would also count in an address.
            path: path.replace("@{", "%40%7B"),
            body: body.map(Body::into_value),
            unmodified_since: None,
        });
        self
    }

    /// Whether all steps take effect, or none.
    #[must_use]
    pub const fn takes_effect_together(&self) -> bool {
        self.all_or_none
    }

    /// Whether another query has room: a composite takes five.
    #[must_use]
    pub fn takes_a_query(&self) -> bool {
        self.queries() < MOST_QUERIES && self.steps.len() < MOST_STEPS
    }

    /// These calls, and then the readings of `other` in the same composite; `None` where they have no room together. Of
    /// several steps that take effect together, a reading that is refused takes all back:
    /// [`CompositeReply::is_refused_itself`] says so.
    #[must_use]
    pub fn then_reads(&self, other: &Self) -> Option<Self> {
        let mut both = self.clone();
        let is_known = |step: &Step| self.steps.iter().any(|own| own.reference == step.reference);
        if other.steps.iter().any(is_known) {
            return None;
        }
        // One step is all or none by itself.
        both.all_or_none = self.all_or_none && self.steps.len() > 1;
        both.steps.extend(other.steps.iter().cloned());
        (both.steps.len() <= MOST_STEPS && both.queries() <= MOST_QUERIES).then_some(both)
    }

    fn queries(&self) -> usize {
        let reads = |step: &&Step| {
            let mut starts = ["query?", "queryAll?", "composite/sobjects"].iter();
            starts.any(|start| step.path.starts_with(start))
        };
        self.steps.iter().filter(reads).count()
    }

    /// The number of calls.
    #[must_use]
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there are no calls.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The request body; `base` is `/services/data/vNN.0/`.
    pub(crate) fn body(&self, base: &str) -> Value {
        json!({ "allOrNone": self.all_or_none, "compositeRequest": self.calls(base) })
    }

    /// The calls, as a request has them.
    pub(super) fn calls(&self, base: &str) -> Vec<Value> {
        let call = |step: &Step| {
            let mut call = json!({
                "method": step.method,
                "url": format!("{base}{}", step.path),
                "referenceId": step.reference,
            });
            if let (Some(call), Some(body)) = (call.as_object_mut(), &step.body) {
                call.insert("body".into(), body.clone());
            }
            if let (Some(call), Some(since)) = (call.as_object_mut(), &step.unmodified_since) {
                let headers = json!({ "If-Unmodified-Since": since });
                call.insert("httpHeaders".into(), headers);
            }
            call
        };
        self.steps.iter().map(call).collect()
    }
}

/// The path of a query.
pub(super) fn query_path(soql: &str) -> String {
    let q: String = url::form_urlencoded::byte_serialize(soql.as_bytes()).collect();
    format!("query?q={q}")
}

/// The answers, by reference.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct CompositeReply {
    #[serde(rename = "compositeResponse")]
    parts: Vec<Part>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    reference_id: String,
    http_status_code: u16,
    #[serde(default)]
    body: Value,
}

impl CompositeReply {
    /// Whether the composite had the step.
    #[must_use]
    pub fn has(&self, reference: &str) -> bool {
        self.parts.iter().any(|part| part.reference_id == reference)
    }

    /// The answers to the calls of `composite`, and all others.
    #[must_use]
    pub fn split(self, composite: &Composite) -> (Self, Self) {
        let is_of = |part: &Part| {
            let mut steps = composite.steps.iter();
            steps.any(|step| step.reference == part.reference_id)
        };
        let (parts, others) = self.parts.into_iter().partition(is_of);
        (Self { parts }, Self { parts: others })
    }

    /// Whether the first step took effect.
    #[must_use]
    pub fn began(&self) -> bool {
        let first = self.parts.first();
        first.is_some_and(|part| (200..300).contains(&part.http_status_code))
    }

    /// Whether one of the steps was refused for a reason of its own, not because another one was.
    #[must_use]
    pub fn is_refused_itself(&self) -> bool {
        self.at_fault().is_some()
    }

    /// Whether a conditional step was refused because its record has changed.
    #[must_use]
    pub fn was_changed(&self, reference: &str) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.reference_id == reference && part.http_status_code == 412)
    }

    /// The answer to a step.
    ///
    /// # Errors
    /// The step's refusal, or [`RestError::Unexpected`].
    pub fn part<T: DeserializeOwned>(&self, reference: &str) -> Result<T, RestError> {
        let part = self
            .parts
            .iter()
            .find(|part| part.reference_id == reference)
            .ok_or(RestError::Unexpected("composite reply: a step is missing"))?;
        match part.http_status_code {
            200..=299 => json::of_value(&part.body)
                .map_err(|_| RestError::Unexpected("composite reply: a step's answer")),
            status @ 500.. => Err(RestError::Unavailable {
                status,
                after: None,
            }),
            status => Err(
                Refused::read(status, part.body.to_string().as_bytes()).map_or(
                    RestError::Unexpected("composite reply: a step's refusal"),
                    RestError::Refused,
                ),
            ),
        }
    }

    /// The rows of a query.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn rows<T: DeserializeOwned>(&self, reference: &str) -> Result<Vec<T>, RestError> {
        self.part::<Rows<T>>(reference).map(|rows| rows.records)
    }

    /// As [`Self::rows`]; none where the query was not sent, or the rep may not see the object: a missing right does not
    /// hide everything else.
    ///
    /// # Errors
    /// As [`Self::part`], for any other reason.
    pub fn visible_rows<T: DeserializeOwned>(&self, reference: &str) -> Result<Vec<T>, RestError> {
        if !self.has(reference) {
            return Ok(Vec::new());
        }
        match self.rows(reference) {
            Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => {
                Ok(Vec::new())
            }
            rows => rows,
        }
    }

    /// The id of the record that a step created or updated.
    ///
    /// # Errors
    /// As [`Self::part`].
    pub fn saved(&self, reference: &str) -> Result<String, RestError> {
        #[derive(Deserialize)]
        struct Saved {
            id: String,
        }
        self.part::<Saved>(reference).map(|saved| saved.id)
    }

    /// Reads the answer to steps that take effect together: of those that were undone, the one that was at fault.
    ///
    /// # Errors
    /// Why nothing was done.
    pub fn all_done(&self) -> Result<(), RestError> {
        let mut errors: Vec<RestError> = self.refused().map(|(_, error)| error).collect();
        match errors.iter().position(|error| !is_halted(error)) {
            Some(at) => Err(errors.swap_remove(at)),
            None => errors.pop().map_or(Ok(()), Err),
        }
    }

    /// The step that was refused for a reason of its own, with its refusal.
    #[must_use]
    pub fn at_fault(&self) -> Option<(&str, RestError)> {
        self.refused().find(|(_, error)| !is_halted(error))
    }

    /// The references of the steps that were refused, with the refusals.
    pub fn refused(&self) -> impl Iterator<Item = (&str, RestError)> {
        self.parts.iter().filter_map(|part| {
            let error = self.part::<Value>(&part.reference_id).err()?;
            Some((part.reference_id.as_str(), error))
        })
    }
}

/// Whether a step was refused, or taken back, because another one was refused.
fn is_halted(error: &RestError) -> bool {
    matches!(error, RestError::Refused(refused) if refused.code == "PROCESSING_HALTED")
}

/// A page of a query's answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rows<T> {
    pub records: Vec<T>,
    /// Where the next page is, if there is one.
    #[serde(default = "Option::default")]
    pub next_records_url: Option<String>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::salesforce::Cause;
    use serde_json::Map;

    #[test]
    fn a_composite_names_the_version_in_each_step() {
        let composite = Composite::separate()
            .query("open", "SELECT Id FROM Task WHERE Subject = 'a+b'")
            .create("mail", "EmailMessage", subject("Hi"));
        assert_eq!(
            composite.body("/services/data/v67.0/"),
            json!({ "allOrNone": false, "compositeRequest": [
                { "method": "GET", "referenceId": "open",
                  "url": "/services/data/v67.0/query?q=SELECT+Id+FROM+Task+WHERE+Subject+%3D+%27a%2Bb%27" },
                { "method": "POST", "referenceId": "mail", "body": { "Subject": "Hi" },
                  "url": "/services/data/v67.0/sobjects/EmailMessage" },
            ] })
        );
    }

    #[test]
    fn a_conditional_update_says_which_state_was_seen() {
        let seen = Millis(1_795_337_905_000);
        let composite = Composite::separate()
            .update_unless_changed("change", "Task", "00T", subject("Hi"), seen)
            .get("now", "sobjects/Task/00T");
        let body = composite.body("/services/data/v67.0/");
        let steps = body["compositeRequest"].as_array().unwrap();
        let since = json!({ "If-Unmodified-Since": "Sun, 22 Nov 2026 08:58:25 GMT" });
        assert_eq!(steps[0]["httpHeaders"], since);
        assert_eq!(steps[1].get("httpHeaders"), None);
    }

    fn subject(text: &str) -> Map<String, Value> {
        [("Subject".to_owned(), text.into())].into_iter().collect()
    }

    #[test]
    fn no_text_is_a_reference_wherever_it_stands() {
        let text = "@{customer.name}";
        let fields = || subject(text);
        let composite = Composite::separate()
            .get("get", text)
            .query("query", text)
            .create("create", text, fields())
            .update("update", text, text, fields())
            .upsert("upsert", text, text, text, fields())
            .delete("delete", text, text, text);
        let sent = composite.body("/services/data/v67.0/").to_string();
        assert!(!sent.contains("@{"), "{sent}");
    }

    #[test]
    fn readings_follow_what_is_written_where_they_have_room() {
        let write = |n: usize, composite: Composite| {
            (0..n).fold(composite, |all, n| {
                all.create(&format!("made{n}"), "Task", subject("Hi"))
            })
        };
        let reads = (0..5).fold(Composite::separate(), |all, n| {
            all.query(&format!("rows{n}"), "SELECT Id FROM Task")
        });
        let both = write(1, Composite::together()).then_reads(&reads).unwrap();
        assert_eq!((both.all_or_none, both.len()), (false, 6));
        let both = write(2, Composite::together()).then_reads(&reads).unwrap();
        assert_eq!((both.all_or_none, both.len()), (true, 7));
        let refused = [
            write(21, Composite::separate()),
            Composite::separate().create_many("many", Vec::new()),
            Composite::separate().create("rows3", "Task", subject("Hi")),
        ];
        for composite in refused {
            assert_eq!(composite.then_reads(&reads), None);
        }
        assert!(
            write(20, Composite::separate())
                .then_reads(&reads)
                .is_some()
        );
    }

    #[test]
    fn each_step_answers_for_itself() {
        let reply: CompositeReply = serde_json::from_value(json!({ "compositeResponse": [
            { "referenceId": "rows", "httpStatusCode": 200, "httpHeaders": {},
              "body": { "totalSize": 1, "done": true, "records": [{ "Id": "00T" }] } },
            { "referenceId": "mail", "httpStatusCode": 404, "httpHeaders": {},
              "body": [{ "errorCode": "NOT_FOUND", "message": "gone" }] },
        ] }))
        .unwrap();
        assert_eq!(
            reply.rows::<Value>("rows").unwrap(),
            [json!({ "Id": "00T" })]
        );
        assert_eq!(
            reply.saved("mail").unwrap_err().cause(),
            Some(Cause::NoRight)
        );
        assert_eq!(
            reply.refused().map(|(r, _)| r).collect::<Vec<_>>(),
            ["mail"]
        );
        assert!(matches!(
            reply.part::<Value>("other"),
            Err(RestError::Unexpected(_))
        ));
    }
}
