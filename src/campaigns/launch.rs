//! Who would not be added to a campaign, and why: asked before, so that nobody is surprised after.

use std::collections::HashSet;
use std::time::Duration;

use super::cache::CacheEntry;
use super::place::Place;
use super::query::people_fields;
use super::{CampaignError, Campaigns, LeftOut, Member, Why};
use crate::actions::{most_places, place_of};
use crate::base::time::days;
use crate::base::{Millis, ObjectType, OrgHost, Recipient, RecordId};
use crate::insight::Row;
use crate::ports::Platform;
use crate::salesforce::{
    ACTIVE_KEY, CampaignObjects, Composite, CompositeReply, MEMBER_OBJECT, NOT_OVER, RestError,
    Schema, TRACKER_OBJECT,
    opt_out::{OptOut, RowOf},
    soql,
};
use crate::settings::OptOutField;

const A_DAY: Duration = days(1);

impl<P: Platform + 'static> Campaigns<P> {
    /// Who of these people would not be added, and why; where somebody may be in several campaigns, also in which they
    /// are. One call of Salesforce.
    ///
    /// # Errors
    /// Nobody is signed in, or Salesforce could not be asked.
    pub async fn check_launch(
        &self,
        org: &OrgHost,
        people: &[Recipient],
    ) -> Result<Vec<LeftOut>, CampaignError> {
        let rest = self.rest(org);
        let schema = Schema::of(&rest).await?;
        if schema.campaigns == CampaignObjects::Closed && !schema.cadences {
            return Err(CampaignError::NotThere);
        }
        let own = self.known(Place::here(org)).await?;
        let rep = self.sessions.signed_in(org).await?.name;
        let settings = self.sessions.policies().settings().await;
        let more = &settings.opt_out_fields;
        // Who was written to after this is left out, unless the rep says otherwise.
        let cool = A_DAY.saturating_mul(settings.campaign_cool_down_days);
        let cool = self.platform.now().before(cool);
        let most = most_places(&settings, &schema);
        let question = question(people, &schema, more);
        let facts = match question.is_empty() {
            true => None,
            false => Some(Facts::read(&rest.composite(&question).await?, more)?),
        };
        let mut addresses = HashSet::new();
        let mut left = Vec::new();
        for who in people {
            let blocked = settings.blocked_domains.has(&who.address);
            let why = facts
                .as_ref()
                .and_then(|facts| facts.why(who, blocked, cool, most, in_own(&own, who, &rep)))
                .or_else(|| {
                    let new = addresses.insert(who.address.to_lowercase());
                    (!new).then_some(Why::SameAddress)
                });
            let also = match (&why, &facts) {
                // The rep may add them all the same, or they are the first of their address.
                (None | Some(Why::WrittenTo { .. }), Some(facts)) => facts.also_in(who),
                _ => Vec::new(),
            };
            left.extend(why.into_iter().chain(also).map(|why| LeftOut {
                who: who.clone(),
                why,
            }));
        }
        Ok(left)
    }
}

/// What Salesforce says of the people.
struct Facts {
    people: Vec<(RecordId, Row, bool)>,
    members: Vec<Row>,
    /// Those who are in a cadence of Salesforce's.
    trackers: Vec<Row>,
}

impl Facts {
    fn read(reply: &CompositeReply, more: &[OptOutField]) -> Result<Self, RestError> {
        let mut people = Vec::new();
        for object in [ObjectType::Lead, ObjectType::Contact] {
            let rows: Vec<Row> = reply.visible_rows(object.api_name())?;
            people.extend(rows.into_iter().filter_map(|row| {
                let out = OptOut::read(&row.0, RowOf::Person(object), more).no_mail();
                Some((row.id("Id")?, row, out))
            }));
        }
        Ok(Self {
            people,
            members: match reply.has("members") {
                true => reply.rows("members")?,
                false => Vec::new(),
            },
            trackers: reply.visible_rows("trackers")?,
        })
    }

    /// The campaigns in which somebody is, by the person or the address.
    fn memberships(&self, who: &Recipient) -> Vec<&Row> {
        let is_theirs = |member: &&Row| {
            let address = member.text("Email__c");
            let same = address.is_some_and(|own| own.eq_ignore_ascii_case(&who.address));
            same || place(member, who).is_some()
        };
        self.members.iter().filter(is_theirs).collect()
    }

    /// In which campaigns somebody is, where they may be in more.
    fn also_in(&self, who: &Recipient) -> Vec<Why> {
        let memberships = self.memberships(who).into_iter();
        let also = memberships.filter_map(|member| {
            Some(Why::AlsoIn {
                id: member.id("Campaign__c")?,
                campaign: name(member, "Campaign__r"),
                rep: name(member, "Owner"),
                // Of somebody else with the same address: it takes none of theirs.
                place: place(member, who).unwrap_or(0),
            })
        });
        also.collect()
    }

    /// `own` is the campaign of this browser in which they are.
    fn why(
        &self,
        who: &Recipient,
        blocked: bool,
        cool: Millis,
        most: u8,
        own: Option<Why>,
    ) -> Option<Why> {
        let found = who
            .record
            .as_ref()
            .and_then(|id| self.people.iter().find(|(person, ..)| person == id));
        let Some((id, row, opted_out)) = found else {
            return Some(Why::Gone);
        };
        if row.is("IsConverted") == Some(true) {
            return Some(Why::Converted);
        }
        if row.text("Email").is_none() {
            return Some(Why::NoAddress);
        }
        if *opted_out {
            return Some(Why::OptedOut);
        }
        if blocked {
            return Some(Why::Blocked);
        }
        let memberships = self.memberships(who);
        if let Some(member) = memberships.first()
            && memberships.len() >= usize::from(most)
        {
            let rep = name(member, "Owner");
            return Some(match member.id("Campaign__c") {
                None => Why::InDeleted { rep },
                Some(_) => Why::InCampaign {
                    campaign: name(member, "Campaign__r"),
                    rep,
                },
            });
        }
        if own.is_some() {
            return own;
        }
        let tracked = |tracker: &&Row| tracker.text("TargetId").as_deref() == Some(id.as_str());
        if let Some(tracker) = self.trackers.iter().find(tracked) {
            return Some(Why::InCadence {
                cadence: name(tracker, "ActionCadence"),
                rep: name(tracker, "Owner"),
            });
        }
        let written = row
            .day("LastActivityDate")
            .map(crate::base::Day::at_greenwich);
        written
            .filter(|at| *at > cool)
            .map(|at| Why::WrittenTo { at })
    }
}

/// The campaign of this browser alone in which somebody is, by the person or the address.
fn in_own(own: &CacheEntry, who: &Recipient, rep: &str) -> Option<Why> {
    let is_theirs = |member: &&Member| {
        let addresses = member.addresses();
        let mut addresses = addresses.iter();
        let same = addresses.any(|own| own.eq_ignore_ascii_case(&who.address));
        !member.is_over() && (same || member.person == who.record)
    };
    let member = own.members.iter().find(is_theirs)?;
    Some(Why::InCampaign {
        campaign: own.campaign(&member.campaign)?.campaign.name.clone(),
        rep: rep.to_owned(),
    })
}

/// Which place of somebody's a membership takes.
fn place(member: &Row, who: &Recipient) -> Option<u8> {
    place_of(who.record.as_ref()?, &member.text(ACTIVE_KEY)?)
}

/// The name of a record that a row leads to; empty where it has none.
fn name(row: &Row, path: &str) -> String {
    row.name_of(path).unwrap_or_default().to_owned()
}

fn question(people: &[Recipient], schema: &Schema, more: &[OptOutField]) -> Composite {
    let mut composite = Composite::separate();
    let ids: Vec<&RecordId> = people
        .iter()
        .filter_map(|who| who.record.as_ref())
        .collect();
    if ids.is_empty() {
        return composite;
    }
    for object in [ObjectType::Lead, ObjectType::Contact] {
        let own = ids.iter().filter(|id| id.object() == Some(object));
        let own = soql::list(own.map(|id| id.as_str()));
        let seen = people_fields(object, &["LastActivityDate"], schema, more);
        if own.is_empty() || seen.is_empty() {
            continue;
        }
        let object = object.api_name();
        composite = composite.query(
            object,
            &format!(
                "SELECT Id, {} FROM {object} WHERE Id IN ({own})",
                seen.join(", ")
            ),
        );
    }
    let ids = soql::list(ids.iter().map(|id| id.as_str()));
    if schema.cadences {
        composite = composite.query(
            "trackers",
            &format!(
                "SELECT TargetId, ActionCadence.Name, Owner.Name FROM {TRACKER_OBJECT} \
                 WHERE {NOT_OVER} AND TargetId IN ({ids})"
            ),
        );
    }
    if schema.campaigns != CampaignObjects::Usable {
        return composite;
    }
    let addresses = soql::list(people.iter().map(|who| who.address.as_str()));
    // Whatever the policy says now, somebody may be in several; the keys of all places would be five times as many.
    let theirs = match schema.several_campaigns {
        false => format!(
            "{ACTIVE_KEY} IN ({ids}) OR ({ACTIVE_KEY} != null AND Email__c IN ({addresses}))"
        ),
        true => format!(
            "{ACTIVE_KEY} != null AND (Lead__c IN ({ids}) OR Contact__c IN ({ids}) OR Email__c IN ({addresses}))"
        ),
    };
    composite.query(
        "members",
        &format!(
            "SELECT {ACTIVE_KEY}, Email__c, Campaign__c, Campaign__r.Name, Owner.Name FROM {MEMBER_OBJECT} \
             WHERE {theirs}"
        ),
    )
}
