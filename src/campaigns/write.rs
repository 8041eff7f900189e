//! What is written in Salesforce: campaigns with their steps, claims, and where members stand.

use serde_json::{Map, Value, json};

use super::away::AWAY;
use super::cache::CampaignRow;
use super::due::Due;
use super::keys;
use super::place::{Kept, Place};
use super::query::{StepSettings, kind_name};
use super::{Absence, Campaign, End, Member, Steer, Step, What};
use crate::actions::StepId;
use crate::base::{Day, Millis, json as text, time};
use crate::salesforce::{
    ACTIVE_KEY, Answer, Body, CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, CAMPAIGN_OBJECT, Composite,
    MEMBER_OBJECT, RUN_OBJECT, STEP_OBJECT,
};

fn fields<const N: usize>(all: [(&str, Value); N]) -> Map<String, Value> {
    text::object(all.map(|(name, value)| (name.to_owned(), value)))
}

/// The call that saves a campaign, all of it or nothing. A campaign that was changed after `seen`
/// is not overwritten. `known` is what Salesforce has; steps that are not there any more are deleted.
pub(super) fn campaign(
    campaign: &Campaign,
    known: Option<&CampaignRow>,
    seen: Option<Millis>,
) -> Composite {
    let rules = text::write(&campaign.rules).unwrap_or_default();
    let own = fields([
        ("Name", json!(campaign.name.trim())),
        ("Category__c", json!(campaign.category.trim())),
        ("Rules__c", json!(rules)),
        ("Archived__c", json!(campaign.archived)),
    ]);
    let composite = Composite::together();
    let mut composite = match known {
        Some(row) => match seen {
            Some(seen) => composite.update_unless_changed(
                "campaign",
                CAMPAIGN_OBJECT,
                row.id.as_str(),
                own,
                seen,
            ),
            None => composite.update("campaign", CAMPAIGN_OBJECT, row.id.as_str(), own),
        },
        None => {
            let mut own = own;
            own.insert(CAMPAIGN_KEY.into(), json!(campaign.key));
            composite.create("campaign", CAMPAIGN_OBJECT, own)
        }
    };
    let key = |number: u16| format!("{}-{number}", campaign.key);
    for (step, number) in campaign.steps.iter().zip(1_u16..) {
        let (subject, body) = match &step.what {
            What::Mail { subject, html, .. } => (subject, html),
            What::Task { subject, notes, .. } => (subject, notes),
        };
        let mut fields = fields([
            ("Number__c", json!(number)),
            ("Day__c", json!(step.day)),
            ("Kind__c", json!(kind_name(&step.what))),
            ("Subject__c", json!(subject.trim())),
            ("Body__c", json!(body)),
            ("Settings__c", settings(step, number)),
        ]);
        let body = match known {
            Some(row) => {
                fields.insert("Campaign__c".into(), json!(row.id));
                Body::from(fields)
            }
            None => Body::from(fields).with_answer(
                "Campaign__c",
                Answer {
                    step: "campaign",
                    field: "id",
                },
            ),
        };
        let reference = format!("step{number}");
        composite = composite.upsert(&reference, STEP_OBJECT, CAMPAIGN_KEY, &key(number), body);
    }
    let were = known.map_or(0, |row| row.campaign.len());
    for number in campaign.len().saturating_add(1)..=were {
        let reference = format!("gone{number}");
        composite = composite.delete(&reference, STEP_OBJECT, CAMPAIGN_KEY, &key(number));
    }
    composite
}

/// What a step has beside its fields; blank where it is as usual.
fn settings(step: &Step, number: u16) -> Value {
    let id = step.id.get();
    let settings = StepSettings {
        in_thread: matches!(
            step.what,
            What::Mail {
                in_thread: true,
                ..
            }
        ),
        id: (id != number).then_some(id),
        added: step.added,
    };
    let is_usual = settings == StepSettings::default();
    json!((!is_usual).then(|| text::write(&settings).unwrap_or_default()))
}

/// The claims of some steps' mails by this browser, each with whether it goes in a thread.
pub(super) fn claims<'a>(
    members: impl Iterator<Item = (&'a Member, StepId, bool)>,
    browser: &str,
    now: Millis,
) -> Vec<Value> {
    members
        .map(|(member, step, in_thread)| {
            let mut run = run(member, step, if in_thread { "reply" } else { "mail" }, now);
            run.insert("Browser__c".into(), json!(browser));
            run.insert("attributes".into(), json!({ "type": RUN_OBJECT }));
            Value::Object(run)
        })
        .collect()
}

/// The record of a run.
pub(super) fn run(member: &Member, step: StepId, outcome: &str, now: Millis) -> Map<String, Value> {
    fields([
        (CAMPAIGN_KEY, json!(keys::run_key(&member.key, step))),
        ("Member__c", json!(member.id)),
        ("Number__c", json!(step)),
        ("At__c", json!(time::datetime(now))),
        ("Outcome__c", json!(outcome)),
    ])
}

/// A task with the claim of its step: both, or none of them. In this browser alone the entry has the claim.
pub(super) fn task(at: Place<'_>, due: &Due, task: Map<String, Value>, now: Millis) -> Composite {
    let composite = Composite::together().create("task", "Task", task);
    if at.kept == Kept::Here {
        return composite;
    }
    let claim = Body::from(run(&due.member, due.step, "task", now)).with_answer(
        "Activity__c",
        Answer {
            step: "task",
            field: "id",
        },
    );
    composite.create("run", RUN_OBJECT, claim)
}

/// A run whose mail was not sent after all.
pub(super) fn stopped() -> Map<String, Value> {
    fields([("Outcome__c", json!("stopped"))])
}

/// A run whose mail has left without a log that says so: no browser has it any more.
pub(super) fn has_left() -> Map<String, Value> {
    fields([("Browser__c", Value::Null)])
}

/// The record of an absence: a member without a campaign.
pub(super) fn away(absence: &Absence) -> Map<String, Value> {
    let day = |day: Day| json!(time::datetime(day.noon_at_greenwich()));
    fields([
        ("State__c", json!(AWAY)),
        ("Started__c", day(absence.first)),
        ("Ended__c", day(absence.last)),
        (
            "Settings__c",
            json!(text::write(absence).unwrap_or_default()),
        ),
    ])
}

/// Where a member stands from now on.
pub(super) fn ended(member: &Member, why: End, now: Millis) -> Map<String, Value> {
    over(member.has_campaign_key, why, now)
}

/// A membership that is over, which takes none of the person's places any more.
pub(super) fn over(has_campaign_key: bool, why: End, now: Millis) -> Map<String, Value> {
    let mut ended = fields([
        ("State__c", json!("ended")),
        ("Reason__c", json!(why.name())),
        ("Ended__c", json!(time::datetime(now))),
        (ACTIVE_KEY, Value::Null),
    ]);
    // Only where it has one: the org's object may be older than the field.
    if has_campaign_key {
        ended.insert(CAMPAIGN_ACTIVE_KEY.to_owned(), Value::Null);
    }
    ended
}

/// A member who is paused, until a moment or until the rep goes on.
pub(super) fn paused(until: Option<Millis>) -> Map<String, Value> {
    let state = if until.is_some() { "active" } else { "paused" };
    fields([
        ("State__c", json!(state)),
        ("Paused_Until__c", json!(until.map(time::datetime))),
    ])
}

/// The composite for what the rep does with a membership; `next` is the step that comes next.
pub(super) fn steered(
    member: &Member,
    how: Steer,
    next: Option<StepId>,
    now: Millis,
) -> Option<Composite> {
    let composite = Composite::together();
    let member_fields = match how {
        Steer::Pause => paused(None),
        Steer::GoOn => fields([
            ("State__c", json!("active")),
            ("Paused_Until__c", Value::Null),
        ]),
        Steer::Remove => ended(member, End::Removed, now),
        Steer::Skip => {
            let skipped = run(member, next?, "skipped", now);
            return Some(composite.create("run", RUN_OBJECT, skipped));
        }
    };
    Some(self::member(composite, "member", member, member_fields))
}

/// Adds the change of a membership; none of one that is kept in this browser alone.
pub(super) fn member(
    composite: Composite,
    reference: &str,
    member: &Member,
    fields: Map<String, Value>,
) -> Composite {
    match &member.id {
        Some(id) => composite.update(reference, MEMBER_OBJECT, id.as_str(), fields),
        None => composite,
    }
}
