//! What Salesforce says of its users, in few calls.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::TeamError;
use super::within::Within;
use crate::base::RecordId;
use crate::ports::Platform;
use crate::salesforce::{Composite, CompositeReply, Rest, RestError, soql};

/// The API name of the permission set whose users are the team.
pub const PERMISSION_SET: &str = "MSI_Actions";

/// Users on a page of the list.
const PAGE: usize = 50;
/// Ids or addresses in one question: its rows fit on a page of 2,000.
const ASKED: usize = 100;
/// Queries in one composite.
const QUERIES: usize = 5;
/// How many users can be listed: a query skips no more rows ("OFFSET", SOQL and SOSL Reference).
const LISTED: usize = 2_000;

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
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// Whether there are more than can be listed: only a search finds those.
    pub beyond: bool,
    /// The permission set, where there is one.
    pub permission_set: Option<RecordId>,
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
    within: &Within,
    offset: usize,
) -> Result<Page, RestError> {
    let condition = condition(search, within);
    let limit = PAGE + 1;
    let offset = offset.min(LISTED - PAGE);
    let users = format!(
        "SELECT {FIELDS} FROM User WHERE {condition} \
         ORDER BY Name ASC, Id ASC LIMIT {limit} OFFSET {offset}"
    );
    let question = Composite::separate()
        .query("users", &users)
        .query("set", &permission_set_question());
    let reply = rest.composite(&question).await?;
    let mut users: Vec<User> = reply.rows("users")?;
    let more = users.len() > PAGE;
    users.truncate(PAGE);
    let next = offset + PAGE;
    let set: Vec<IdRow> = reply.rows("set").unwrap_or_default();
    Ok(Page {
        users,
        next: (more && next < LISTED).then_some(next),
        beyond: more && next >= LISTED,
        permission_set: set.into_iter().next().map(|row| row.id),
    })
}

/// Which users are listed.
pub(super) fn condition(search: &str, within: &Within) -> String {
    let found = match search.trim() {
        "" => String::new(),
        text => {
            let like = soql::containing(text);
            format!(" AND (Name LIKE {like} OR Email LIKE {like} OR Username LIKE {like})")
        }
    };
    let within = within.condition();
    format!("IsActive = true AND UserType = 'Standard'{within}{found}")
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

/// A question for each hundred of `values`, whose list goes into `IN (…)`.
pub(super) fn in_parts<'a>(
    values: impl Iterator<Item = &'a str>,
    question: impl Fn(&str) -> String,
) -> Vec<String> {
    let values: Vec<String> = values.map(soql::literal).collect();
    let parts = values.chunks(ASKED);
    parts.map(|part| question(&part.join(", "))).collect()
}

/// What several questions were answered, five in a call.
pub(super) struct Answers {
    replies: Vec<CompositeReply>,
    count: usize,
}

impl Answers {
    pub async fn of<P: Platform>(rest: &Rest<P>, questions: &[String]) -> Result<Self, RestError> {
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
    pub fn rows<T: DeserializeOwned>(&self, n: usize) -> Result<Vec<T>, RestError> {
        let reply = self.replies.get(n / QUERIES);
        let reply = reply.ok_or(RestError::Unexpected("composite reply"))?;
        reply.rows(&reference(n % QUERIES))
    }

    /// The rows of the `n`-th question with those of further pages, of which at most so many are read;
    /// `None` where there are more.
    pub async fn rows_of_pages<T: DeserializeOwned, P: Platform>(
        &self,
        rest: &Rest<P>,
        n: usize,
        pages: usize,
    ) -> Result<Option<Vec<T>>, RestError> {
        let reply = self.replies.get(n / QUERIES);
        let reply = reply.ok_or(RestError::Unexpected("composite reply"))?;
        rest.rows_of_pages(reply, &reference(n % QUERIES), pages)
            .await
    }

    /// The rows of all questions.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, RestError> {
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
