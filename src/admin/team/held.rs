//! What users have of MSI Actions: the permission set, the right to make tasks, a browser that works.

use serde::Deserialize;
use std::collections::{HashMap, HashSet};

use super::directory::{Answers, PERMISSION_SET, in_parts};
use crate::base::{Millis, RecordId, time};
use crate::ports::Platform;
use crate::salesforce::{Rest, RestError};

/// What the org's External Client App is called, where it was set up as we say.
const APP: &str = "MSI_Actions";
const APP_LABEL: &str = "MSI Actions";

/// Rows on a page of an answer; of as many there may be more.
const FULL: usize = 2_000;
/// A query of tokens gives 500 rows a page, and 2,500 in all.
const PAGES_OF_TOKENS: usize = 5;

/// Assignments that were revoked or ran out stay as rows.
const IN_FORCE: &str = "IsActive = true AND IsRevoked = false";
const NOT_IN_FORCE: &str = "(IsActive = false OR IsRevoked = true)";

/// What users have.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Who has the permission set.
    pub invited: HashSet<RecordId>,
    /// Who may make tasks; `None` where it cannot be told.
    pub tasks: Option<HashSet<RecordId>>,
    /// When their browsers last used the app, of those that hold a token; `None` where that may not
    /// be read, or says nothing.
    pub used: Option<HashMap<RecordId, Millis>>,
}

/// Which assignments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them, in force or not.
    All,
    /// Those that were revoked or ran out.
    NotInForce,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Assignment {
    assignee_id: RecordId,
    permission_set: Option<Set>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Set {
    name: String,
    #[serde(default)]
    permissions_edit_task: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Token {
    user_id: RecordId,
    last_used_date: Option<String>,
}

/// Who of these has the permission set, may make tasks, and uses the app.
pub async fn held<P: Platform>(rest: &Rest<P>, users: &[RecordId]) -> Result<Held, RestError> {
    if users.is_empty() {
        return Ok(Held::default());
    }
    let ids = || users.iter().map(RecordId::as_str);
    // A profile's own rights are a permission set, too, which every user of it is assigned.
    let assigned = in_parts(ids(), |list| {
        format!(
            "SELECT AssigneeId, PermissionSet.Name, PermissionSet.PermissionsEditTask \
             FROM PermissionSetAssignment WHERE AssigneeId IN ({list}) AND {IN_FORCE} \
             AND (PermissionSet.Name = '{PERMISSION_SET}' OR PermissionSet.PermissionsEditTask = true)"
        )
    });
    let ours = format!(
        "SELECT UserId, LastUsedDate FROM OauthToken WHERE AppName IN ('{APP}', '{APP_LABEL}')"
    );
    let used = in_parts(ids(), |list| format!("{ours} AND UserId IN ({list})"));
    // Whether tokens of the app are told under its name at all: whoever asks holds one.
    let anybody = format!("{ours} LIMIT 1");
    let parts = assigned.len();
    let questions: Vec<String> = assigned.into_iter().chain(used).chain([anybody]).collect();
    let answers = Answers::of(rest, &questions).await?;
    let mut held = Held {
        tasks: Some(HashSet::new()),
        used: last_used(rest, &answers, parts..questions.len()).await,
        ..Held::default()
    };
    for part in 0..parts {
        let rows: Vec<Assignment> = answers.rows(part)?;
        let whole = rows.len() < FULL;
        for row in rows {
            let Some(set) = row.permission_set else {
                continue;
            };
            if set.name == PERMISSION_SET {
                held.invited.insert(row.assignee_id.clone());
            }
            if set.permissions_edit_task
                && let Some(tasks) = &mut held.tasks
            {
                tasks.insert(row.assignee_id);
            }
        }
        if !whole {
            held.tasks = None;
        }
    }
    Ok(held)
}

/// When each last used the app. `None` where it may not be read (that needs Customize Application),
/// where there are more rows than can be, and where no row is the app's: then they are told under
/// another name, and say nothing of anybody.
async fn last_used<P: Platform>(
    rest: &Rest<P>,
    answers: &Answers,
    parts: std::ops::Range<usize>,
) -> Option<HashMap<RecordId, Millis>> {
    let mut used = HashMap::new();
    let mut any = false;
    for part in parts {
        let rows = answers.rows_of_pages(rest, part, PAGES_OF_TOKENS).await;
        let rows: Vec<Token> = rows.ok()??;
        any |= !rows.is_empty();
        for token in rows {
            let at = token
                .last_used_date
                .as_deref()
                .and_then(time::parse_datetime);
            let last = used.entry(token.user_id).or_default();
            *last = at.unwrap_or_default().max(*last);
        }
    }
    any.then_some(used)
}

/// The assignments of the permission set to these users, each with its user.
pub async fn assignments<P: Platform>(
    rest: &Rest<P>,
    users: &[RecordId],
    which: Which,
) -> Result<Vec<(RecordId, RecordId)>, RestError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Row {
        id: RecordId,
        assignee_id: RecordId,
    }
    let only = match which {
        Which::All => String::new(),
        Which::NotInForce => format!(" AND {NOT_IN_FORCE}"),
    };
    let questions = in_parts(users.iter().map(RecordId::as_str), |list| {
        format!(
            "SELECT Id, AssigneeId FROM PermissionSetAssignment \
             WHERE PermissionSet.Name = '{PERMISSION_SET}' AND AssigneeId IN ({list}){only}"
        )
    });
    let rows: Vec<Row> = Answers::of(rest, &questions).await?.all()?;
    let pair = |row: Row| (row.id, row.assignee_id);
    Ok(rows.into_iter().map(pair).collect())
}
