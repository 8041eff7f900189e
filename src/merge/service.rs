//! Reads the values of fields, and keeps them while a form is open.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;

use super::field_types::{FieldTypes, objects_on_the_way};
use super::query::{Question, RawValue, Rows};
use super::records::{Place, Records, Subject};
use super::source::{Source, friendly, source};
use crate::base::{Fault, Millis, RecordId, time};
use crate::mailbox::Mailboxes;
use crate::ports::Platform;
use crate::salesforce::{Cause, Purpose, Rest, RestError, Sessions};
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

/// The values of one mail that were read of late.
struct Kept {
    user: RecordId,
    subject: Subject,
    at: Millis,
    /// `None` for a field that there is not.
    values: Values,
    locale: String,
}

/// The most mails whose values are kept: those of one submission.
const MOST_KEPT: usize = 200;

/// Reads the values of fields, made once by the worker.
pub struct MergeValues<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    kept: RefCell<Vec<Kept>>,
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
        let mut all = self.read_all(std::slice::from_ref(subject), names).await?;
        Ok(all.pop().unwrap_or_else(FieldValues::none))
    }

    /// As [`Self::read`], for several mails on one record, in their order: one call for all of them.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn read_all(
        &self,
        subjects: &[Subject],
        names: &BTreeSet<FieldName>,
    ) -> Result<Vec<FieldValues>, Fault> {
        let Some(first) = subjects.first().filter(|_| !names.is_empty()) else {
            return Ok(subjects.iter().map(|_| FieldValues::none()).collect());
        };
        let user = self.sessions.signed_in(&first.record.org).await?.user_id;
        let now = self.platform.now();
        let mut kept = std::mem::take(&mut *self.kept.borrow_mut());
        kept.retain(|kept| kept.user == user && now.since(kept.at) < HOLDS);
        for subject in subjects {
            if !kept.iter().any(|kept| kept.subject == *subject) {
                kept.push(Kept {
                    user: user.clone(),
                    subject: subject.clone(),
                    at: now,
                    values: BTreeMap::new(),
                    locale: String::new(),
                });
            }
        }
        let is_missing = |kept: &Kept, name: &&FieldName| !kept.values.contains_key(*name);
        let asked: Vec<&Kept> = kept
            .iter()
            .filter(|kept| subjects.contains(&kept.subject))
            .filter(|kept| names.iter().any(|name| is_missing(kept, &name)))
            .collect();
        let missing: BTreeSet<&FieldName> = names
            .iter()
            .filter(|name| asked.iter().any(|kept| is_missing(kept, name)))
            .collect();
        let asked: Vec<Subject> = asked.iter().map(|kept| kept.subject.clone()).collect();
        if !asked.is_empty() {
            let (values, locale) = self.ask(&asked, &user, &missing).await?;
            for (subject, values) in asked.iter().zip(values) {
                let own = kept.iter_mut().find(|kept| kept.subject == *subject);
                if let Some(own) = own {
                    own.values.extend(values);
                    if !locale.is_empty() {
                        own.locale.clone_from(&locale);
                    }
                }
            }
        }
        let of = |subject: &Subject| {
            let Some(kept) = kept.iter().find(|kept| kept.subject == *subject) else {
                return FieldValues::none();
            };
            let known = names.iter().filter_map(|name| {
                let value = kept.values.get(name)?.clone()?;
                Some((name.clone(), value))
            });
            FieldValues {
                values: known.collect(),
                style: Style::of(&kept.locale),
            }
        };
        let values = subjects.iter().map(of).collect();
        let old = kept.len().saturating_sub(MOST_KEPT);
        kept.drain(..old);
        *self.kept.borrow_mut() = kept;
        Ok(values)
    }

    /// Asks Salesforce; once more where the types of the day name a field that is not there any more.
    async fn ask(
        &self,
        subjects: &[Subject],
        user: &RecordId,
        names: &BTreeSet<&FieldName>,
    ) -> Result<(Vec<Values>, String), Fault> {
        let Some(first) = subjects.first() else {
            return Ok((Vec::new(), String::new()));
        };
        let rest = self
            .sessions
            .rest(&first.record.org)
            .counted_as(Purpose::Fields);
        match self.ask_once(&rest, subjects, user, names).await {
            Err(Failed::Rest(error)) if error.cause() == Some(Cause::NotThere) => {
                FieldTypes::forget(&rest).await?;
                Ok(self.ask_once(&rest, subjects, user, names).await?)
            }
            answer => Ok(answer?),
        }
    }

    async fn ask_once(
        &self,
        rest: &Rest<P>,
        subjects: &[Subject],
        user: &RecordId,
        names: &BTreeSet<&FieldName>,
    ) -> Result<(Vec<Values>, String), Failed> {
        let wanted: Vec<Wanted<'_>> = subjects
            .iter()
            .map(|subject| Wanted::of(subject, user, names))
            .collect();
        let places = wanted.iter().flat_map(Wanted::places);
        let objects = places
            .flat_map(|place| objects_on_the_way(place.record.object, &place.path))
            .collect::<BTreeSet<_>>();
        let types = match objects.is_empty() {
            true => FieldTypes::default(),
            false => FieldTypes::of(rest, &objects).await?,
        };
        let mut question = Question::default();
        for place in wanted.iter().flat_map(Wanted::places) {
            if let Some(path) = types.path(place.record.object, &place.path) {
                question.add(place.root, place.record, &path);
            }
        }
        let rows = match question.composite() {
            Some(composite) => Some(Rows::read(&question, &rest.composite(&composite).await?)?),
            None => None,
        };
        let mut all = Vec::with_capacity(wanted.len());
        for Wanted {
            subject,
            records,
            sources,
        } in &wanted
        {
            let mut values = Values::new();
            for (name, source) in sources {
                let value = match source {
                    None => None,
                    Some(source) => {
                        self.value(source, records, &types, rows.as_ref(), subject)
                            .await?
                    }
                };
                values.insert((*name).clone(), value);
            }
            all.push(values);
        }
        Ok((all, types.locale))
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
        let Some(value) = rows.and_then(|rows| rows.value(place.root, place.record, &path)) else {
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

/// What is known of each field; `None` for one that there is not.
type Values = BTreeMap<FieldName, Option<FieldValue>>;

/// The fields of one mail, and where each is.
struct Wanted<'a> {
    subject: &'a Subject,
    records: Records,
    sources: Vec<(&'a FieldName, Option<Source>)>,
}

impl<'a> Wanted<'a> {
    fn of(subject: &'a Subject, user: &RecordId, names: &BTreeSet<&'a FieldName>) -> Self {
        let records = Records::of(subject, user);
        let object = records.person.as_ref().map(|person| person.object);
        let sources = names.iter().map(|name| (*name, source(name, object)));
        Self {
            subject,
            sources: sources.collect(),
            records,
        }
    }

    fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let sources = self.sources.iter();
        sources.filter_map(|(_, source)| self.records.place(source.as_ref()?))
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
