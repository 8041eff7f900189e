//! Reads the values of fields, and keeps them while a form is open.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

use super::field_types::{FieldTypes, objects_on_the_way};
use super::query::{Question, RawValue, Rows};
use super::records::{Records, Subject};
use super::source::{Source, friendly, source};
use crate::base::{Fault, Millis, RecordId, time};
use crate::mailbox::Mailboxes;
use crate::ports::Platform;
use crate::salesforce::{Cause, Rest, RestError, Sessions};
use crate::templates::{FieldName, FieldValue, Style};

/// For so long values are not asked for again: what was seen in the preview is what is sent.
const HOLDS: Duration = Duration::from_secs(5 * 60);

/// The values of some fields.
#[derive(Clone, Debug)]
pub struct FieldValues {
    values: BTreeMap<FieldName, FieldValue>,
    /// How the org writes numbers and days.
    pub style: Style,
}

impl FieldValues {
    /// The value of a field, an empty text where it is empty; `None` where there is no such field, or the rep
    /// may not see it.
    #[must_use]
    pub fn get(&self, name: &FieldName) -> Option<FieldValue> {
        self.values.get(name).cloned()
    }

    /// No fields at all.
    #[must_use]
    pub fn none() -> Self {
        Self {
            values: BTreeMap::new(),
            style: Style::of(""),
        }
    }
}

/// The values that were read last.
struct Kept {
    user: RecordId,
    subject: Subject,
    at: Millis,
    /// `None` for a field that there is not.
    values: BTreeMap<FieldName, Option<FieldValue>>,
    locale: String,
}

/// Reads the values of fields, made once by the worker.
pub struct MergeValues<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    kept: RefCell<Option<Kept>>,
}

impl<P: Platform> MergeValues<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>, mailboxes: Rc<Mailboxes<P>>) -> Self {
        Self {
            platform,
            sessions,
            mailboxes,
            kept: RefCell::default(),
        }
    }

    /// The values of these fields: one call of Salesforce for those that are not known yet, and one more a day
    /// for each kind of record.
    ///
    /// # Errors
    /// Nobody is signed in, or Salesforce could not be asked.
    pub async fn read(
        &self,
        subject: &Subject,
        names: &BTreeSet<FieldName>,
    ) -> Result<FieldValues, Fault> {
        if names.is_empty() {
            return Ok(FieldValues::none());
        }
        let user = self.sessions.signed_in(&subject.record.org).await?.user_id;
        let now = self.platform.now();
        let holds = |kept: &Kept| {
            kept.user == user && kept.subject == *subject && now.since(kept.at) < HOLDS
        };
        let kept = self.kept.borrow_mut().take().filter(holds);
        let mut kept = kept.unwrap_or_else(|| Kept {
            user: user.clone(),
            subject: subject.clone(),
            at: now,
            values: BTreeMap::new(),
            locale: String::new(),
        });
        let missing: BTreeSet<&FieldName> = names
            .iter()
            .filter(|name| !kept.values.contains_key(*name))
            .collect();
        if !missing.is_empty() {
            let (values, locale) = self.ask(subject, &user, &missing).await?;
            kept.values.extend(values);
            if !locale.is_empty() {
                kept.locale = locale;
            }
        }
        let known = names.iter().filter_map(|name| {
            let value = kept.values.get(name)?.clone()?;
            Some((name.clone(), value))
        });
        let values = FieldValues {
            values: known.collect(),
            style: Style::of(&kept.locale),
        };
        *self.kept.borrow_mut() = Some(kept);
        Ok(values)
    }

    /// Asks Salesforce; once more where the types of the day name a field that is not there any more.
    async fn ask(
        &self,
        subject: &Subject,
        user: &RecordId,
        names: &BTreeSet<&FieldName>,
    ) -> Result<(BTreeMap<FieldName, Option<FieldValue>>, String), Fault> {
        let rest = self.sessions.rest(&subject.record.org);
        match self.ask_once(&rest, subject, user, names).await {
            Err(Failed::Rest(error)) if error.cause() == Some(Cause::NotThere) => {
                FieldTypes::forget(&rest).await?;
                Ok(self.ask_once(&rest, subject, user, names).await?)
            }
            answer => Ok(answer?),
        }
    }

    async fn ask_once(
        &self,
        rest: &Rest<P>,
        subject: &Subject,
        user: &RecordId,
        names: &BTreeSet<&FieldName>,
    ) -> Result<(BTreeMap<FieldName, Option<FieldValue>>, String), Failed> {
        let records = Records::of(subject, user);
        let object = records.person.as_ref().map(|person| person.object);
        let sources: Vec<(&FieldName, Option<Source>)> = names
            .iter()
            .map(|name| (*name, source(name, object)))
            .collect();
        let places = sources
            .iter()
            .filter_map(|(_, source)| records.place(source.as_ref()?));
        let objects = places
            .flat_map(|place| objects_on_the_way(place.record.object, &place.path))
            .collect::<BTreeSet<_>>();
        let types = match objects.is_empty() {
            true => FieldTypes::default(),
            false => FieldTypes::of(rest, &objects).await?,
        };
        let mut question = Question::default();
        for (_, source) in &sources {
            let place = source.as_ref().and_then(|source| records.place(source));
            if let Some(place) = place
                && let Some(path) = types.path(place.record.object, &place.path)
            {
                question.add(place.root, place.record, &path);
            }
        }
        let rows = match question.composite() {
            Some(composite) => Some(Rows::read(&question, &rest.composite(&composite).await?)?),
            None => None,
        };
        let mut values = BTreeMap::new();
        for (name, source) in sources {
            let value = match source {
                None => None,
                Some(source) => {
                    self.value(&source, &records, &types, rows.as_ref(), subject)
                        .await?
                }
            };
            values.insert(name.clone(), value);
        }
        Ok((values, types.locale))
    }

    async fn value(
        &self,
        source: &Source,
        records: &Records,
        types: &FieldTypes,
        rows: Option<&Rows>,
        subject: &Subject,
    ) -> Result<Option<FieldValue>, Failed> {
        let empty = FieldValue::Text(String::new());
        if *source == Source::Signature {
            let html = self.mailboxes.signature().await.map_err(Fault::from);
            return Ok(Some(FieldValue::Html(html.map_err(Failed::Fault)?)));
        }
        let Some(place) = records.place(source) else {
            return Ok(Some(empty));
        };
        let Some(path) = types.path(place.record.object, &place.path) else {
            return Ok(None);
        };
        let Some(value) = rows.and_then(|rows| rows.value(place.root, &path)) else {
            return Ok(Some(empty));
        };
        let value = match value {
            RawValue::Field(value) => value,
            RawValue::Moment(text) => {
                let Some(at) = time::parse_datetime(&text) else {
                    return Ok(Some(empty));
                };
                let day = self.sessions.day(&subject.record.org, at).await;
                FieldValue::day(&day.to_string()).unwrap_or(empty)
            }
        };
        Ok(Some(match (source, value) {
            (Source::FriendlyCompany, FieldValue::Text(company)) => {
                FieldValue::Text(friendly(&company))
            }
            (_, value) => value,
        }))
    }
}

/// Why values could not be read.
enum Failed {
    Rest(RestError),
    Fault(Fault),
}

impl From<RestError> for Failed {
    fn from(error: RestError) -> Self {
        Self::Rest(error)
    }
}

impl From<Failed> for Fault {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Rest(error) => error.into(),
            Failed::Fault(fault) => fault,
        }
    }
}
