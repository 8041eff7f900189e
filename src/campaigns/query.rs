//! What is asked of Salesforce, and what it answers, as data.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::away::AWAY;
use super::cache::{CacheEntry, CampaignRow};
use super::orphan::Orphan;
use super::pages::{MOST_MEMBERS, MOST_RUNS, MOST_STEPS, Pages};
use super::{
    Absence, Campaign, End, Known, Member, Outcome, Rules, Run, Standing, Step, StepTask, What,
};
use crate::actions::{CampaignId, StepId};
use crate::base::{IntentId, Millis, ObjectType, RecordId, Zone, json, sort::sort_by_key};
use crate::insight::Row;
use crate::salesforce::{
    CAMPAIGN_ACTIVE_KEY, CAMPAIGN_OBJECT, Composite, CompositeReply, MEMBER_OBJECT, MEMBER_TEXTS,
    RUN_OBJECT, RestError, STEP_OBJECT, Schema,
    opt_out::{NO_EMAIL, OptOut, RowOf},
    soql,
};
use crate::settings::OptOutField;

/// So many campaigns are shown: as many as Marketo Sales takes ("Product Usage Limits").
const MOST_CAMPAIGNS: usize = 500;

/// The question for a rep's campaigns, members and what was done; `tasks` are those that were open the last time.
pub(super) fn question(
    user: &RecordId,
    schema: &Schema,
    more: &[OptOutField],
    tasks: &[&RecordId],
) -> Composite {
    let mine = format!(
        "OwnerId = '{user}' AND (State__c = 'active' OR State__c = 'paused' OR State__c = '{AWAY}' \
         OR Ended__c = LAST_N_DAYS:30)"
    );
    let mut composite = Composite::separate()
        .query(
            "campaigns",
            &format!(
                "SELECT Id, Key__c, Name, Category__c, Rules__c, Archived__c, OwnerId, Owner.Name, LastModifiedDate \
                 FROM {CAMPAIGN_OBJECT} ORDER BY Name ASC, Id ASC LIMIT {MOST_CAMPAIGNS}"
            ),
        )
        .query(
            "steps",
            &format!(
                "SELECT Id, Campaign__c, Number__c, Day__c, Kind__c, Subject__c, Body__c, Settings__c FROM {STEP_OBJECT} \
                 WHERE Campaign__c != null ORDER BY Campaign__c ASC, Number__c ASC, Id ASC LIMIT {MOST_STEPS}"
            ),
        )
        // Those for whom it is not over come first, so that what is left out is never to be done. What was done for
        // somebody stands together: see [`super::pages`].
        .query(
            "members",
            &format!(
                "{} WHERE {mine} ORDER BY Ended__c DESC NULLS FIRST, Started__c DESC, Id ASC LIMIT {MOST_MEMBERS}",
                select_members(schema, more)
            ),
        )
        .query(
            "runs",
            &format!(
                "SELECT Member__c, Number__c, At__c, Outcome__c, Browser__c, Activity__c FROM {RUN_OBJECT} \
                 WHERE Member__c IN (SELECT Id FROM {MEMBER_OBJECT} WHERE {mine}) \
                 ORDER BY Member__r.Ended__c DESC NULLS FIRST, Member__c ASC, Id ASC LIMIT {MOST_RUNS}"
            ),
        );
    if !tasks.is_empty() {
        composite = composite.query("tasks", &still_open(tasks.iter().copied()));
    }
    composite
}

/// Which of these tasks are still to be done.
pub(super) fn still_open<'a>(tasks: impl Iterator<Item = &'a RecordId>) -> String {
    let ids = soql::list(tasks.map(RecordId::as_str));
    format!("SELECT Id FROM Task WHERE IsClosed = false AND Id IN ({ids})")
}

/// When those of these tasks are due that are still the user's to do.
pub(super) fn due_days<'a>(user: &RecordId, tasks: impl Iterator<Item = &'a RecordId>) -> String {
    let ids = soql::list(tasks.map(RecordId::as_str));
    format!(
        "SELECT Id, ActivityDate FROM Task WHERE IsClosed = false AND OwnerId = '{user}' AND Id IN ({ids})"
    )
}

/// The members with these records, as they are now, and when the user is away.
pub(super) fn members_now(
    ids: &[&RecordId],
    user: &RecordId,
    schema: &Schema,
    more: &[OptOutField],
) -> String {
    let ids = soql::list(ids.iter().map(|id| id.as_str()));
    format!(
        "{} WHERE Id IN ({ids}) OR (OwnerId = '{user}' AND State__c = '{AWAY}')",
        select_members(schema, more)
    )
}

fn select_members(schema: &Schema, more: &[OptOutField]) -> String {
    let mut fields: Vec<String> = [
        "Id",
        "Key__c",
        "Campaign__c",
        "Campaign__r.Key__c",
        "Lead__c",
        "Contact__c",
        "Email__c",
        "Started__c",
        "State__c",
        "Reason__c",
        "Ended__c",
        "Paused_Until__c",
        "Settings__c",
    ]
    .map(str::to_owned)
    .into();
    let key = schema.several_campaigns;
    fields.extend(key.then(|| CAMPAIGN_ACTIVE_KEY.to_owned()));
    fields.extend(schema.own_mails.then(|| MEMBER_TEXTS.to_owned()));
    for (path, object) in [
        ("Lead__r", ObjectType::Lead),
        ("Contact__r", ObjectType::Contact),
    ] {
        let seen = people_fields(object, &["Name", "Status", "OwnerId"], schema, more);
        fields.extend(seen.iter().map(|name| format!("{path}.{name}")));
    }
    format!("SELECT {} FROM {MEMBER_OBJECT}", fields.join(", "))
}

/// The fields of a lead or contact that say whether a campaign may write to them, and these `others`, as far as the rep
/// sees them; none where the rep does not see the object.
pub(super) fn people_fields<'a>(
    object: ObjectType,
    others: &[&'a str],
    schema: &Schema,
    more: &'a [OptOutField],
) -> Vec<&'a str> {
    let Some(seen) = schema.people(object) else {
        return Vec::new();
    };
    let wanted = ["Email", NO_EMAIL, "IsConverted"].into_iter();
    let wanted = wanted.chain(others.iter().copied());
    let wanted = wanted.chain(more.iter().filter_map(|field| field.on(object)));
    // Everybody who sees an object sees its name, which describe is not asked for.
    let is_seen = |name: &&str| *name == "Name" || seen.field(name).is_some();
    wanted.filter(is_seen).collect()
}

/// Takes over what Salesforce answered, with the rows that come in pages.
pub(super) fn take(
    entry: &mut CacheEntry,
    reply: &CompositeReply,
    pages: &Pages,
    more: &[OptOutField],
) -> Result<(), RestError> {
    let Pages {
        steps,
        members,
        runs,
    } = pages;
    entry.cut = pages.are_cut();
    let mut by_campaign: BTreeMap<RecordId, Vec<Step>> = BTreeMap::new();
    for row in &steps.rows {
        if let (Some(of), Some(step)) = (row.id("Campaign__c"), step(row)) {
            by_campaign.entry(of).or_default().push(step);
        }
    }
    let rows: Vec<Row> = reply.rows("campaigns")?;
    entry.campaigns = rows
        .iter()
        .filter_map(|row| {
            let steps = by_campaign.remove(&row.id("Id")?).unwrap_or_default();
            campaign(row, steps)
        })
        .collect();
    steps.keep_complete_campaigns(&mut entry.campaigns);
    let open: Option<Vec<Row>> = match reply.has("tasks") {
        true => Some(reply.rows("tasks")?),
        false => None,
    };
    let open: Option<Vec<RecordId>> =
        open.map(|rows| rows.iter().filter_map(|row| row.id("Id")).collect());
    // A task that was not asked about is as it was; a new one is open.
    let tasks = tasks(&entry.members);
    let were_open = |id: &RecordId| {
        let at = tasks.binary_search_by(|(task, _)| task.cmp(id)).ok()?;
        tasks.get(at).map(|(_, open)| open)
    };
    let mut by_member: BTreeMap<RecordId, Vec<Run>> = BTreeMap::new();
    for row in &runs.rows {
        let Some(of) = row.id("Member__c") else {
            continue;
        };
        let Some(mut run) = run(row) else { continue };
        if let Outcome::Task { id, open: is_open } = &mut run.outcome {
            *is_open = match (were_open(id), &open) {
                (Some(false), _) => false,
                (Some(true), Some(open)) => open.contains(id),
                (None, _) | (Some(true), None) => true,
            };
        }
        by_member.entry(of).or_default().push(run);
    }
    entry.away = absences(&members.rows);
    entry.orphans = members.rows.iter().filter_map(Orphan::of).collect();
    entry.freed = members.rows.iter().filter_map(Orphan::ended).collect();
    let members = members.rows.iter().filter_map(|row| {
        let mut member = member(row, more)?;
        member.runs = by_member.remove(&row.id("Id")?).unwrap_or_default();
        member.runs.sort_by_key(|run| (run.at, run.step));
        Some(member)
    });
    entry.members = members.collect();
    runs.keep_complete_members(&mut entry.members);
    Ok(())
}

/// The tasks that are known, each with whether it is open, by id.
fn tasks(members: &[Member]) -> Vec<(RecordId, bool)> {
    let runs = members.iter().flat_map(|member| &member.runs);
    let tasks = runs.filter_map(|run| match &run.outcome {
        Outcome::Task { id, open } => Some((id.clone(), *open)),
        _ => None,
    });
    let mut tasks: Vec<_> = tasks.collect();
    sort_by_key(&mut tasks, |(task, _)| task.clone());
    tasks
}

/// What an answer to [`members_now`] says.
#[derive(Default)]
pub(super) struct MembersNow {
    /// The members, without what was done for them.
    pub members: Vec<Member>,
    /// Those whose campaign was deleted.
    pub orphans: Vec<Orphan>,
    /// When the user is away.
    pub away: Vec<Absence>,
}

pub(super) fn members(
    reply: &CompositeReply,
    step: &str,
    more: &[OptOutField],
) -> Result<MembersNow, RestError> {
    let rows: Vec<Row> = reply.rows(step)?;
    Ok(MembersNow {
        members: rows.iter().filter_map(|row| member(row, more)).collect(),
        orphans: rows.iter().filter_map(Orphan::of).collect(),
        away: absences(&rows),
    })
}

/// The absences among these rows, the earliest first.
fn absences(rows: &[Row]) -> Vec<Absence> {
    let of_absence = |row: &&Row| row.text("State__c").as_deref() == Some(AWAY);
    let rows = rows.iter().filter(of_absence);
    let read = |row: &Row| json::read(row.text("Settings__c")?.as_bytes()).ok();
    let mut all: Vec<Absence> = rows.filter_map(read).collect();
    all.sort_unstable_by_key(|absence| absence.first);
    all
}

fn campaign(row: &Row, steps: Vec<Step>) -> Option<CampaignRow> {
    let rules = row.text("Rules__c").unwrap_or_default();
    let mut rules: Rules = json::read(rules.as_bytes()).unwrap_or_default();
    // Campaigns that are older than this have it not.
    let highest = steps.iter().map(|step| step.id.get()).max();
    rules.made = rules.made.max(highest.unwrap_or_default());
    let owner = part(row, "Owner").and_then(|owner| owner.text("Name"));
    Some(CampaignRow {
        id: CampaignId::Salesforce(row.id("Id")?),
        campaign: Campaign {
            key: IntentId::try_from(row.text("Key__c")?).ok()?,
            name: row.text("Name").unwrap_or_default(),
            category: row.text("Category__c").unwrap_or_default(),
            steps,
            rules,
            archived: row.is("Archived__c") == Some(true),
        },
        owner: row.id("OwnerId")?,
        owner_name: owner.unwrap_or_default(),
        changed: row.at("LastModifiedDate")?,
    })
}

/// What a step has beside its fields.
#[derive(Default, PartialEq, Serialize, Deserialize)]
pub(super) struct StepSettings {
    /// As in [`What::Mail`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_thread: bool,
    /// Which step it is; without one that of its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<u16>,
    /// As in [`Step`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added: Option<Millis>,
}

fn step(row: &Row) -> Option<Step> {
    let settings = row.text("Settings__c").unwrap_or_default();
    let settings: StepSettings = json::read(settings.as_bytes()).unwrap_or_default();
    let subject = row.text("Subject__c").unwrap_or_default();
    let text = row.text("Body__c").unwrap_or_default();
    let task = |kind| What::Task {
        kind,
        subject: subject.clone(),
        notes: text.clone(),
    };
    let mail = |by_itself| What::Mail {
        subject: subject.clone(),
        html: text.clone(),
        by_itself,
        in_thread: settings.in_thread,
    };
    let what = match row.text("Kind__c")?.as_str() {
        "mail" => mail(true),
        "mail_by_hand" => mail(false),
        "call" => task(StepTask::Call),
        "in_mail" => task(StepTask::InMail),
        _ => task(StepTask::Other),
    };
    let number_here = number(row, "Number__c")?;
    Some(Step {
        id: StepId::nth(settings.id.unwrap_or(number_here)),
        added: settings.added,
        day: number(row, "Day__c")?,
        what,
    })
}

/// The name of a step's kind in Salesforce.
pub(super) const fn kind_name(what: &What) -> &'static str {
    match what {
        What::Mail {
            by_itself: true, ..
        } => "mail",
        What::Mail { .. } => "mail_by_hand",
        What::Task { kind, .. } => match kind {
            StepTask::Call => "call",
            StepTask::InMail => "in_mail",
            StepTask::Other => "other",
        },
    }
}

fn member(row: &Row, more: &[OptOutField]) -> Option<Member> {
    #[derive(Deserialize, Default)]
    struct Settings {
        #[serde(default)]
        zone: Option<Zone>,
        #[serde(default)]
        owner: Option<RecordId>,
    }
    let settings = row.text("Settings__c").unwrap_or_default();
    let settings: Settings = json::read(settings.as_bytes()).unwrap_or_default();
    let texts = row.text(MEMBER_TEXTS).unwrap_or_default();
    let campaign = part(row, "Campaign__r")?.text("Key__c")?;
    let person = row.id("Lead__c").or_else(|| row.id("Contact__c"));
    let object = person.as_ref().and_then(RecordId::object);
    let now = part(row, "Lead__r").or_else(|| part(row, "Contact__r"));
    let first_address = row.text("Email__c").unwrap_or_default();
    let standing = match row.text("State__c").as_deref() {
        Some("active") => match row.at("Paused_Until__c") {
            Some(until) => Standing::Paused(Some(until)),
            None => Standing::Active,
        },
        Some("paused") => Standing::Paused(None),
        _ => Standing::Ended {
            why: row
                .text("Reason__c")
                .and_then(|name| End::of_name(&name))
                .unwrap_or(End::Removed),
            at: row.at("Ended__c").unwrap_or_default(),
        },
    };
    Some(Member {
        id: Some(row.id("Id")?),
        key: row.text("Key__c")?,
        campaign: IntentId::try_from(campaign).ok()?,
        person,
        known: known(now.as_ref(), object, first_address, more),
        started: row.at("Started__c")?,
        zone: settings.zone,
        owner: settings.owner,
        own: json::read(texts.as_bytes()).unwrap_or_default(),
        has_campaign_key: row.text(CAMPAIGN_ACTIVE_KEY).is_some(),
        standing,
        runs: Vec::new(),
    })
}

/// What the row of a person says of them; nothing where there is none.
pub(super) fn known(
    row: Option<&Row>,
    object: Option<ObjectType>,
    first_address: String,
    more: &[OptOutField],
) -> Known {
    let text = |name: &str| row.and_then(|row| row.text(name)).unwrap_or_default();
    Known {
        name: text("Name"),
        address: text("Email"),
        first_address,
        opted_out: row.zip(object).is_some_and(|(row, object)| {
            OptOut::read(&row.0, RowOf::Person(object), more).no_mail()
        }),
        converted: row.is_some_and(|row| row.is("IsConverted") == Some(true)),
        status: text("Status"),
        owner: row.and_then(|row| row.id("OwnerId")),
    }
}

fn run(row: &Row) -> Option<Run> {
    let outcome = match row.text("Outcome__c")?.as_str() {
        name @ ("mail" | "reply") => {
            let browser = row.text("Browser__c").unwrap_or_default();
            Outcome::Mail {
                in_thread: name == "reply",
                // The call that logs it says so. Without a log no browser has it any more.
                left: row.text("Activity__c").is_some() || browser.is_empty(),
                browser,
            }
        }
        "task" => Outcome::Task {
            id: row.id("Activity__c")?,
            open: true,
        },
        _ => Outcome::Skipped,
    };
    Some(Run {
        step: StepId::nth(number(row, "Number__c")?),
        at: row.at("At__c").unwrap_or_default(),
        outcome,
    })
}

/// A record that the row's leads to.
fn part(row: &Row, name: &str) -> Option<Row> {
    row.0.get(name)?.as_object().cloned().map(Row)
}

/// A whole number, which Salesforce may write as a decimal one: `3.0`.
fn number(row: &Row, field: &str) -> Option<u16> {
    let number = row.0.get(field)?.as_f64()?;
    (0.0..=f64::from(u16::MAX))
        .contains(&number)
        .then_some(number as u16)
}
