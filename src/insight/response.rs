//! Reads Salesforce's answer into a record view.

use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::HashSet;

use super::activities::{Meeting, Member, activities};
use super::query::{FLAMES, PEOPLE_LIMIT, STARS, step};
use super::row::Row;
use super::rows::{Children, Named, take};
use super::{Freshness, Gone, LastContact, Marketo, Older, PersonView, Record, marketo};
use crate::base::{Day, Millis, ObjectType, RecordId, RecordRef, Related, sort::sort_by_key};
use crate::salesforce::{CompositeReply, RestError, opt_out::RowOf};
use crate::settings::OptOutField;

/// The view of `record` from the answer to its composite; `day_of` gives the day of a moment where the rep is.
pub(super) fn view(
    record: &RecordRef,
    (user, now): (&RecordId, Millis),
    reply: &CompositeReply,
    more: &[OptOutField],
    can_add_role: bool,
    day_of: impl Fn(Millis) -> Day,
) -> Result<Record, RestError> {
    let mut row = Row(reply.part(step::RECORD)?);
    let mut around = around(reply)?;
    let (account, roles) = (
        around.account.take(),
        take(&mut around.opportunity_contact_roles),
    );
    let company = match record.object {
        ObjectType::Lead => row.text("Company"),
        _ => account.as_ref().and_then(|account| account.text("Name")),
    };
    let title = match record.object {
        ObjectType::Lead | ObjectType::Contact => row.text("Title"),
        ObjectType::Account => row.text("Industry"),
        ObjectType::Opportunity => row.text("StageName"),
    };
    if let Some(Row(account)) = account {
        // As the row of a query has it.
        row.0.insert("Account".into(), account.into());
    }
    let no_roles = record.object == ObjectType::Opportunity && roles.is_empty();
    let (people, more_people, last) = people(record, &row, &roles, reply, more)?;
    let (activities, older) = activities(
        reply,
        (take(&mut around.events), take(&mut around.campaign_members)),
        row.moment(),
        (user, now),
        day_of,
    )?;
    let view = Record {
        record: record.clone(),
        name: row.text("Name").unwrap_or_default(),
        title,
        company,
        account: match record.object {
            ObjectType::Lead => None,
            ObjectType::Account => Some(record.id.clone()),
            ObjectType::Contact | ObjectType::Opportunity => row.id("AccountId"),
        },
        opportunities: opportunities(roles, reply)?,
        people,
        more_people,
        last_contact: last,
        no_roles,
        campaigns: false,
        cadences: false,
        can_add_role: no_roles && can_add_role,
        owner: owner(&around, reply),
        marketo: match record.object {
            ObjectType::Lead | ObjectType::Contact => marketo::marketo(&row.0, "__c", &record.org),
            ObjectType::Account | ObjectType::Opportunity => Marketo::default(),
        },
        marks: match record.object {
            ObjectType::Lead | ObjectType::Contact => row.marks("__c"),
            ObjectType::Account | ObjectType::Opportunity => None,
        },
        older: Older::of_view(older),
        activities,
        moment: row.moment(),
        freshness: Freshness {
            at: now,
            fault: None,
            due: false,
        },
    };
    Ok(view)
}

/// Whether the record is a lead that was converted.
pub(super) fn converted(
    record: &RecordRef,
    reply: &CompositeReply,
) -> Result<Option<Gone>, RestError> {
    let row = Row(reply.part(step::RECORD)?);
    let converted = row.is("IsConverted") == Some(true);
    let gone = || Gone::Converted {
        into: row.id("ConvertedContactId").map(|id| RecordRef {
            org: record.org.clone(),
            object: ObjectType::Contact,
            id,
        }),
    };
    Ok((record.object == ObjectType::Lead && converted).then(gone))
}

/// The people of a record, the best first, ties by name, whether there are more, and after whom those begin. (A query
/// cannot sort by stars and flames together.)
fn people(
    record: &RecordRef,
    row: &Row,
    roles: &[Role],
    reply: &CompositeReply,
    more: &[OptOutField],
) -> Result<(Vec<PersonView>, bool, Option<LastContact>), RestError> {
    let of_account = || -> Result<_, RestError> {
        let rows: Vec<Row> = reply.visible_rows(step::PEOPLE)?;
        let (shown, last) = first_page(&rows);
        Ok((contacts(shown, more), shown.len() < rows.len(), last))
    };
    let (mut people, more_there, last) = match record.object {
        ObjectType::Lead | ObjectType::Contact => {
            let of = RowOf::Person(record.object);
            (vec![row.person(record.id.clone(), of, more)], false, None)
        }
        ObjectType::Account => match row.person_account(more) {
            Some(person) => (vec![person], false, None),
            None => of_account()?,
        },
        ObjectType::Opportunity if roles.is_empty() => of_account()?,
        ObjectType::Opportunity => {
            // They are sorted as contacts are, but for the primary one, who is first.
            let shown = roles.iter().take(PEOPLE_LIMIT);
            let more_there = roles.len() > PEOPLE_LIMIT;
            let last = shown.clone().next_back().filter(|_| more_there);
            let last = last.and_then(|role| last_contact(role.contact.as_ref()?));
            let people = shown.filter_map(|role| role.person(more)).collect();
            (people, more_there, last)
        }
    };
    sort(&mut people);
    Ok((people, more_there, last))
}

/// The contacts of the rows.
pub(super) fn contacts(rows: &[Row], more: &[OptOutField]) -> Vec<PersonView> {
    rows.iter().filter_map(|row| row.contact(more)).collect()
}

/// The rows of a page, and after whom the next one begins where there is one more row.
pub(super) fn first_page(rows: &[Row]) -> (&[Row], Option<LastContact>) {
    match rows.split_at_checked(PEOPLE_LIMIT) {
        Some((shown, rest)) if !rest.is_empty() => (shown, shown.last().and_then(last_contact)),
        _ => (rows, None),
    }
}

/// What a page that ends with this row leaves for the next one; `None` without a good id.
fn last_contact(row: &Row) -> Option<LastContact> {
    let number = |field: &str| row.0.get(field)?.as_number().cloned();
    Some(LastContact {
        flames: number(FLAMES),
        stars: number(STARS),
        id: row.id("Id")?,
    })
}

/// Removes duplicates and sorts the best first.
pub(super) fn sort(people: &mut Vec<PersonView>) {
    let mut seen = HashSet::new();
    people.retain(|person: &PersonView| seen.insert(person.record.clone()));
    sort_by_key(people, |person| {
        let marks = person.marks.map_or(0, |marks| marks.stars + marks.flames);
        let name = person.name.to_lowercase();
        (!person.primary, Reverse(marks), name, person.record.clone())
    });
}

/// What hangs on the record; nothing where that was not asked for or the rep may not see it.
fn around(reply: &CompositeReply) -> Result<Around, RestError> {
    let rows: Vec<Around> = reply.visible_rows(step::AROUND)?;
    Ok(rows.into_iter().next().unwrap_or_default())
}

/// The owner's name. An account's is read by itself.
fn owner(around: &Around, reply: &CompositeReply) -> Option<String> {
    let of_account = || {
        let there = reply
            .has(step::OWNER)
            .then(|| reply.part::<Named>(step::OWNER));
        there?.ok()?.name
    };
    let known = around.owner.as_ref().and_then(|owner| owner.name.clone());
    known.or_else(of_account).filter(|name| !name.is_empty())
}

/// A contact's opportunities, those with a contact role first, each once.
fn opportunities(roles: Vec<Role>, reply: &CompositeReply) -> Result<Vec<Related>, RestError> {
    let in_role = roles.into_iter().filter_map(|role| role.opportunity);
    let mut all: Vec<Related> = in_role.map(Opportunity::related).collect();
    let of_account: Vec<Opportunity> = reply.visible_rows(step::OPPORTUNITIES)?;
    all.extend(of_account.into_iter().map(Opportunity::related));
    let mut seen = HashSet::new();
    all.retain(|one| seen.insert(one.id.clone()));
    Ok(all)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Role {
    contact: Option<Row>,
    role: Option<String>,
    #[serde(default)]
    is_primary: bool,
    opportunity: Option<Opportunity>,
}

impl Role {
    fn person(&self, more: &[OptOutField]) -> Option<PersonView> {
        Some(PersonView {
            role: self.role.clone(),
            primary: self.is_primary,
            ..self.contact.as_ref()?.contact(more)?
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Around {
    owner: Option<Named>,
    account: Option<Row>,
    opportunity_contact_roles: Option<Children<Role>>,
    events: Option<Children<Meeting>>,
    campaign_members: Option<Children<Member>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Opportunity {
    id: RecordId,
    name: String,
}

impl Opportunity {
    fn related(self) -> Related {
        Related {
            id: self.id,
            name: self.name,
        }
    }
}
