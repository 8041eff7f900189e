//! What Salesforce says of its users, in few calls.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{HashMap, HashSet};

use super::error::TeamError;
use crate::ports::{Millis, Platform};
use crate::salesforce::{Composite, CompositeReply, RecordId, Rest, RestError, soql, time};

/// The API name of the permission set whose users are the team.
pub const PERMISSION_SET: &str = "MSI_Actions";
/// What the org's External Client App is called, where it was set up as we say.
const APP: &str = "MSI_Actions";
const APP_LABEL: &str = "MSI Actions";

/// Users on a page of the list.
pub const PAGE: usize = 50;
/// Ids or addresses in one question: its rows fit on a page of 2,000.
const ASKED: usize = 100;
/// Queries in one composite.
const QUERIES: usize = 5;
/// Rows on a page of an answer; of as many there may be more.
const FULL: usize = 2_000;

const FIELDS: &str = "Id, Name, FirstName, Email, Username, Title, IsActive, UserType, \
     LanguageLocaleKey, Profile.UserLicense.Name";

/// A user.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct User {
    /// The id.
    pub id: RecordId,
    /// The full name.
    pub name: String,
    /// The first name.
    pub first_name: Option<String>,
    /// The address, with `.invalid` where a sandbox appended it.
    pub email: Option<String>,
    /// The job title.
    pub title: Option<String>,
    /// Whether they may sign in at all.
    pub is_active: bool,
    /// `Standard` for employees.
    pub user_type: Option<String>,
    /// Their language.
    pub language_locale_key: Option<String>,
    profile: Option<Profile>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Profile {
    user_license: Option<License>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct License {
    name: String,
}

impl User {
    /// The name of the licence, where it may be read.
    #[must_use]
    pub fn licence(&self) -> Option<&str> {
        let profile = self.profile.as_ref()?;
        Some(profile.user_license.as_ref()?.name.as_str())
    }
}

/// A page of the org's active users.
#[derive(Debug)]
pub struct Page {
    /// By name.
    pub users: Vec<User>,
    /// Whether there are more.
    pub more: bool,
    /// The permission set, where there is one.
    pub permission_set: Option<RecordId>,
}

/// What users have.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// Who has the permission set.
    pub invited: HashSet<RecordId>,
    /// Who may make tasks; `None` where it cannot be told.
    pub tasks: Option<HashSet<RecordId>>,
    /// When their browsers last used the app, of those that hold a token; `None` where that may not
    /// be read.
    pub used: Option<HashMap<RecordId, Millis>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct IdRow {
    id: RecordId,
}

/// The active users whose name, address or user name contains `search`, from the `offset`-th on.
/// (Only those of type Standard can be a rep.)
pub async fn page<P: Platform>(
    rest: &Rest<P>,
    search: &str,
    offset: usize,
) -> Result<Page, RestError> {
    let found = match search.trim() {
        "" => String::new(),
        text => {
            let like = soql::containing(text);
            format!(" AND (Name LIKE {like} OR Email LIKE {like} OR Username LIKE {like})")
        }
    };
    let limit = PAGE + 1;
    let users = format!(
        "SELECT {FIELDS} FROM User WHERE IsActive = true AND UserType = 'Standard'{found} \
         ORDER BY Name ASC, Id ASC LIMIT {limit} OFFSET {offset}"
    );
    let question = Composite::separate()
        .query("users", &users)
        .query("set", &permission_set_question());
    let reply = rest.composite(&question).await?;
    let mut users: Vec<User> = reply.rows("users")?;
    let more = users.len() > PAGE;
    users.truncate(PAGE);
    let set: Vec<IdRow> = reply.rows("set").unwrap_or_default();
    Ok(Page {
        users,
        more,
        permission_set: set.into_iter().next().map(|row| row.id),
    })
}

fn permission_set_question() -> String {
    format!("SELECT Id FROM PermissionSet WHERE Name = '{PERMISSION_SET}' LIMIT 1")
}

/// The permission set of the team.
pub async fn permission_set<P: Platform>(rest: &Rest<P>) -> Result<RecordId, TeamError> {
    let rows: Vec<IdRow> = rest.query(&permission_set_question()).await?;
    let first = rows.into_iter().next().map(|row| row.id);
    first.ok_or(TeamError::NoPermissionSet)
}

/// The users with these ids.
pub async fn by_id<P: Platform>(rest: &Rest<P>, ids: &[RecordId]) -> Result<Vec<User>, RestError> {
    let questions = in_parts(ids.iter().map(RecordId::as_str), |list| {
        format!("SELECT {FIELDS} FROM User WHERE Id IN ({list})")
    });
    Answers::of(rest, &questions).await?.all()
}

/// The users with these addresses, active or not, of any type. In a sandbox also those whose address
/// was made invalid.
pub async fn by_address<P: Platform>(
    rest: &Rest<P>,
    addresses: &[String],
) -> Result<Vec<User>, RestError> {
    let sandbox = rest.org().is_sandbox();
    let copies = addresses.iter().filter(|_| sandbox);
    let copies: Vec<String> = copies.map(|address| format!("{address}.invalid")).collect();
    let all = addresses.iter().chain(&copies).map(String::as_str);
    let questions = in_parts(all, |list| {
        format!("SELECT {FIELDS} FROM User WHERE Email IN ({list}) ORDER BY Name ASC, Id ASC")
    });
    Answers::of(rest, &questions).await?.all()
}

/// Who of these has the permission set, may make tasks, and uses the app.
pub async fn held<P: Platform>(rest: &Rest<P>, users: &[RecordId]) -> Result<Held, RestError> {
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
    if users.is_empty() {
        return Ok(Held::default());
    }
    let ids = || users.iter().map(RecordId::as_str);
    // A profile's own rights are a permission set, too, which every user of it is assigned.
    let assigned = in_parts(ids(), |list| {
        format!(
            "SELECT AssigneeId, PermissionSet.Name, PermissionSet.PermissionsEditTask \
             FROM PermissionSetAssignment WHERE AssigneeId IN ({list}) \
             AND (PermissionSet.Name = '{PERMISSION_SET}' OR PermissionSet.PermissionsEditTask = true)"
        )
    });
    let used = in_parts(ids(), |list| {
        format!(
            "SELECT UserId, LastUsedDate FROM OauthToken \
             WHERE AppName IN ('{APP}', '{APP_LABEL}') AND UserId IN ({list})"
        )
    });
    let parts = assigned.len();
    let questions: Vec<String> = assigned.into_iter().chain(used).collect();
    let answers = Answers::of(rest, &questions).await?;
    let mut held = Held {
        tasks: Some(HashSet::new()),
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
    // Needs Customize Application: without it the state is "not known".
    let tokens = (parts..questions.len()).map(|part| answers.rows::<Token>(part));
    let rows: Result<Vec<Vec<Token>>, RestError> = tokens.collect();
    held.used = rows.ok().map(|rows| {
        let mut used = HashMap::new();
        for token in rows.into_iter().flatten() {
            let at = token
                .last_used_date
                .as_deref()
                .and_then(time::parse_datetime);
            let last = used.entry(token.user_id).or_default();
            *last = at.unwrap_or_default().max(*last);
        }
        used
    });
    Ok(held)
}

/// The assignments of the permission set to these users.
pub async fn assignments<P: Platform>(
    rest: &Rest<P>,
    users: &[RecordId],
) -> Result<Vec<(RecordId, RecordId)>, RestError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Row {
        id: RecordId,
        assignee_id: RecordId,
    }
    let questions = in_parts(users.iter().map(RecordId::as_str), |list| {
        format!(
            "SELECT Id, AssigneeId FROM PermissionSetAssignment \
             WHERE PermissionSet.Name = '{PERMISSION_SET}' AND AssigneeId IN ({list})"
        )
    });
    let rows: Vec<Row> = Answers::of(rest, &questions).await?.all()?;
    let pair = |row: Row| (row.id, row.assignee_id);
    Ok(rows.into_iter().map(pair).collect())
}

/// A question for each hundred of `values`, whose list goes into `IN (…)`.
fn in_parts<'a>(
    values: impl Iterator<Item = &'a str>,
    question: impl Fn(&str) -> String,
) -> Vec<String> {
    let values: Vec<String> = values.map(soql::literal).collect();
    let parts = values.chunks(ASKED);
    parts.map(|part| question(&part.join(", "))).collect()
}

/// What several questions were answered, five in a call.
struct Answers {
    replies: Vec<CompositeReply>,
    count: usize,
}

impl Answers {
    async fn of<P: Platform>(rest: &Rest<P>, questions: &[String]) -> Result<Self, RestError> {
        let mut replies = Vec::new();
        for part in questions.chunks(QUERIES) {
            let composite = (0..)
                .zip(part)
                .fold(Composite::separate(), |all, (n, soql)| {
                    all.query(&reference(n), soql)
                });
            replies.push(rest.composite(&composite).await?);
        }
        let count = questions.len();
        Ok(Self { replies, count })
    }

    /// The rows of the `n`-th question.
    fn rows<T: DeserializeOwned>(&self, n: usize) -> Result<Vec<T>, RestError> {
        let reply = self.replies.get(n / QUERIES);
        let reply = reply.ok_or(RestError::Unexpected("composite reply"))?;
        reply.rows(&reference(n % QUERIES))
    }

    /// The rows of all questions.
    fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, RestError> {
        let mut all = Vec::new();
        for n in 0..self.count {
            all.extend(self.rows(n)?);
        }
        Ok(all)
    }
}

fn reference(n: usize) -> String {
    format!("part{n}")
}
