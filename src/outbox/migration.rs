//! Moves over what releases before this one stored: actions and invitations in tables of their own, each
//! row with all that is long about it.

use serde_json::{Map, Value, json};

use super::departures::Departures;
use super::rows::{self, Batch, Body};
use super::submit::activities;
use super::{Intent, Outbox, OutboxError};
use crate::actions::{Effect, Form};
use crate::base::{IntentId, Millis, json as reading};
use crate::mailbox::Mime;
use crate::ports::{Platform, Table};

/// The last version of the rows in the earlier tables.
const LAST: u64 = 2;

impl<P: Platform + 'static> Outbox<P> {
    /// Moves over what an earlier release stored, before any row is looked at: once a life, a row in a
    /// transaction. What this release cannot read stays where it is.
    pub(super) async fn move_over(&self) -> Result<(), OutboxError> {
        if self.moved.get() {
            return Ok(());
        }
        let _held = self.locks.hold("move over").await;
        for table in [Table::Intents, Table::Invitations] {
            for (key, text) in self.platform.rows(table, "").await? {
                let earlier = match table {
                    Table::Intents => action(&text),
                    _ => invitation(&text, || IntentId::new(self.platform.bytes())),
                };
                if let Some(earlier) = earlier {
                    self.move_row(earlier, (table, key)).await?;
                }
            }
        }
        self.moved.set(true);
        Ok(())
    }

    async fn move_row(
        &self,
        earlier: Earlier,
        (table, key): (Table, String),
    ) -> Result<(), OutboxError> {
        let mut intent = earlier.intent;
        let mut batch = Batch::default();
        batch.put(None, &mut intent, self.platform.now())?;
        if let Some(body) = earlier.body {
            batch.put_form(&intent, body)?;
        }
        if let Some(mime) = earlier.mime {
            batch.put_mime(&intent, &Mime::text(mime))?;
        }
        if let Some(mailbox) = &intent.owner.mailbox {
            let mut departures: Departures = rows::departures(&*self.platform, mailbox).await?;
            for at in earlier.left {
                departures.add(at, at, intent.invited().is_some());
            }
            batch.put_departures(mailbox, &departures)?;
        }
        batch.delete(table, key);
        self.commit(batch, intent.wake).await
    }
}

/// What an earlier row becomes.
struct Earlier {
    intent: Intent,
    body: Option<Body>,
    /// The mail on its way.
    mime: Option<String>,
    /// When mails of it left, or may have.
    left: Vec<Millis>,
}

/// A row of [`Table::Intents`]: everything in one, effects matched by position to a plan.
fn action(text: &str) -> Option<Earlier> {
    let (version, mut row) = fields(text)?;
    let mut outgoing = row.remove("outgoing").unwrap_or_default();
    let mail = outgoing.as_object_mut();
    let mime = mail.and_then(|mail| Some(mail.remove("mime")?.as_str()?.to_owned()));
    // Version 1 knew Gmail only: a mail on its way had the `session` of its upload.
    if version == 1
        && let Some(mail) = outgoing.as_object_mut()
    {
        let session = mail.remove("session").filter(Value::is_string);
        let sending = session.map(|session| json!({ "gmail": session }));
        mail.insert("sending".into(), sending.unwrap_or_default());
    }
    let begun = outgoing.get("sending").is_some_and(|how| !how.is_null());
    let sent = row.remove("sent").unwrap_or_default();
    let left = moment(&sent).or_else(|| match begun {
        true => moment(outgoing.get("date").unwrap_or(&Value::Null))
            .or_else(|| moment(row.get("submitted")?)),
        false => None,
    });
    let form: Form = reading::of_value(row.get("form")?).ok()?;
    let plan = form.plan();
    let steps: Option<Vec<Value>> = row
        .get("effects")?
        .as_array()?
        .iter()
        .map(|effect| {
            let kind = match effect.get(0)?.as_str()? {
                "mail" => json!({ "send_mail": { "outgoing": outgoing, "sent": sent } }),
                "log_mail" => json!({ "log_mail": { "as_task": row.get("as_task") == Some(&Value::Bool(true)) } }),
                _ => json!({ "activities": {
                    "contact": row.get("contact"),
                    "candidates": row.get("candidates").cloned().unwrap_or_else(|| json!([])),
                } }),
            };
            Some(json!({ "kind": kind, "mark": effect.get(1)? }))
        })
        .collect();
    let is = |name: &str| row.get(name) == Some(&Value::Bool(true));
    let held = match (is("held"), is("beside_another")) {
        (false, _) => Value::Null,
        (true, false) => "late".into(),
        (true, true) => "beside_another".into(),
    };
    let on_record = json!({
        "action": form.kind(),
        "record": row.get("record"),
        "subject": form.subject(),
        "recipients": form.recipients(),
        "people": plan.iter().flat_map(Effect::records).collect::<Vec<_>>(),
        "checked": row.get("checked"),
    });
    let job = json!({ "action": on_record });
    let intent = intent(&row, job, steps?, held, row.get("end").cloned())?;
    let activities = plan.into_iter().flat_map(activities).collect();
    Some(Earlier {
        intent,
        body: Some(Body { form, activities }),
        mime,
        left: left.into_iter().collect(),
    })
}

/// A row of [`Table::Invitations`]: one stage for both steps. A mail that may have left goes on under its own
/// id, by which the provider knows it.
fn invitation(text: &str, fresh_id: impl FnOnce() -> IntentId) -> Option<Earlier> {
    let (version, mut row) = fields(text)?;
    // Version 1 kept the mail clients too, which a link does not carry any more.
    if version == 1 {
        let key = row.remove("config")?.get("consumer_key")?.clone();
        row.insert("key".into(), key);
    }
    let mut left: Vec<Millis> = row
        .get("sent")?
        .as_array()?
        .iter()
        .filter_map(moment)
        .collect();
    let last = left.last().map_or(Value::Null, |at| at.0.into());
    let done = || json!({ "done": { "warning": null } });
    let stage = row.remove("stage")?;
    let (name, data) = match &stage {
        Value::String(name) => (name.as_str(), &Value::Null),
        stage => {
            let (name, data) = stage.as_object()?.iter().next()?;
            (name.as_str(), data)
        }
    };
    let mail = data.get("mail");
    let sending = mail.and_then(|mail| mail.get("sending"));
    let mut outgoing = match mail {
        Some(_) => json!({ "date": data.get("since"), "sending": sending }),
        None => Value::Null,
    };
    if sending.is_some_and(|how| !how.is_null()) {
        left.extend(data.get("since").and_then(moment));
    }
    let failed = || json!({ "failed": { "fault": data } });
    let (assigned, mailed, ended) = match name {
        "assign" => ("todo".into(), "todo".into(), None),
        "refused" => (failed(), "todo".into(), None),
        "mail" => (done(), "todo".into(), None),
        "sending" => {
            let trying =
                json!({ "trying": { "life": data.get("life"), "since": data.get("since") } });
            (done(), trying, None)
        }
        "unclear" => (done(), "unclear".into(), None),
        "unknown" => {
            outgoing = json!({ "date": last, "sending": null });
            (done(), "unknown".into(), None)
        }
        "failed" => (done(), failed(), None),
        "done" => (done(), done(), Some(true)),
        _ => (done(), "todo".into(), Some(false)),
    };
    let mut steps = vec![json!({ "kind": "permission_set", "mark": assigned })];
    let in_browser = row.get("welcome").is_some_and(|how| how == "in_browser");
    if !in_browser {
        let sent = if ended == Some(true) {
            last.clone()
        } else {
            Value::Null
        };
        let kind = json!({ "send_mail": { "outgoing": outgoing, "sent": sent } });
        steps.push(json!({ "kind": kind, "mark": mailed }));
    }
    let asked = row.remove("asked")?;
    let end = ended.map(|done| {
        let at = if last.is_null() { &asked } else { &last };
        json!({ "at": at, "done": done })
    });
    let by = row.remove("by")?;
    let mailbox = by.get("mailbox").filter(|mailbox| *mailbox != "");
    let owner = json!({
        "org": row.remove("org"), "user_id": by.get("user"), "name": by.get("name"), "mailbox": mailbox,
    });
    let id = mail.and_then(|mail| IntentId::try_from(mail.get("id")?.as_str()?.to_owned()).ok());
    let mut job = row.clone();
    job.entry("welcome").or_insert_with(|| "by_mail".into());
    job.entry("note").or_insert_with(|| "".into());
    row.insert("owner".into(), owner);
    row.insert("submitted".into(), asked);
    row.insert("id".into(), id.unwrap_or_else(fresh_id).as_str().into());
    let job = json!({ "invitation": job });
    Some(Earlier {
        intent: intent(&row, job, steps, Value::Null, end)?,
        body: None,
        mime: mail.and_then(|mail| Some(mail.get("mime")?.as_str()?.to_owned())),
        left,
    })
}

/// A row of today, by what both earlier kinds called the same.
fn intent(
    row: &Map<String, Value>,
    job: Value,
    steps: Vec<Value>,
    held: Value,
    end: Option<Value>,
) -> Option<Intent> {
    let same = ["id", "owner", "submitted", "due", "attempts", "fault"];
    let mut fields: Map<String, Value> = same
        .into_iter()
        .map(|name| (name.to_owned(), row.get(name).cloned().unwrap_or_default()))
        .collect();
    let of_today = [
        ("job", job),
        ("steps", Value::Array(steps)),
        ("held", held),
        ("parked", false.into()),
        ("end", end.unwrap_or_default()),
        ("wake", "parked".into()),
    ];
    fields.extend(of_today.map(|(name, value)| (name.to_owned(), value)));
    reading::of_value(&Value::Object(fields)).ok()
}

/// The version of an earlier row, and its fields.
fn fields(text: &str) -> Option<(u64, Map<String, Value>)> {
    let mut row: Map<String, Value> = reading::read(text).ok()?;
    let version = row.remove("v")?.as_u64()?;
    (1..=LAST).contains(&version).then_some((version, row))
}

fn moment(value: &Value) -> Option<Millis> {
    value.as_i64().map(Millis)
}
