//! The REST API of one org on behalf of its session.

use oauth2::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use oauth2::http::{HeaderValue, Method};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::rc::Rc;

use super::composite::{Composite, CompositeReply, Rows, query_path};
use super::grant::AccessToken;
use super::invocable::{self, ActionResult};
use super::ledger::Purpose;
use super::limits::ApiUsage;
use super::tokens::Shared;
use super::{Cause, Refused, RestError, SessionError};
use crate::base::{OrgHost, RecordId, json};
use crate::oauth::retry_after;
use crate::ports::{HttpRequest, HttpResponse, Platform};

/// The API versions that we support: Spring '24 to Summer '26.
const VERSIONS: std::ops::RangeInclusive<u16> = 60..=67;

/// The content type of most bodies.
const JSON: &str = "application/json; charset=UTF-8";

/// The REST API of one org. Each call uses the stored access token. Where Salesforce answers that it has expired,
/// it is renewed once and the call repeated (it did not take effect before).
pub struct Rest<P> {
    shared: Rc<Shared<P>>,
    org: OrgHost,
    purpose: Purpose,
}

/// The answer of the userinfo endpoint.
#[derive(Deserialize)]
pub(super) struct UserInfo {
    pub user_id: RecordId,
    pub organization_id: RecordId,
    pub preferred_username: String,
    pub email: String,
    pub name: String,
    /// The user's time zone by its IANA name.
    #[serde(default)]
    pub zoneinfo: Option<String>,
    /// The user's language, such as `pt_BR`.
    #[serde(default)]
    pub language: Option<String>,
}

impl<P: Platform> Rest<P> {
    pub(super) fn new(shared: Rc<Shared<P>>, org: OrgHost) -> Self {
        Self {
            shared,
            org,
            purpose: Purpose::Other,
        }
    }

    /// The same, its calls counted for a purpose.
    #[must_use]
    pub fn counted_as(&self, purpose: Purpose) -> Self {
        Self {
            shared: Rc::clone(&self.shared),
            org: self.org.clone(),
            purpose,
        }
    }

    /// The org.
    #[must_use]
    pub fn org(&self) -> &OrgHost {
        &self.org
    }

    /// Reads `path`, given below `/services/data/vNN.0/`.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, RestError> {
        let path = format!("{}{path}", self.base().await?);
        self.read(Method::GET, &path, Vec::new()).await
    }

    /// The first page of a query's rows, up to 2,000.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn query<T: DeserializeOwned>(&self, soql: &str) -> Result<Vec<T>, RestError> {
        let rows: Rows<T> = self.get(&query_path(soql)).await?;
        Ok(rows.records)
    }

    /// The first page of a query's rows, including records that were deleted or merged into others.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn query_all<T: DeserializeOwned>(&self, soql: &str) -> Result<Vec<T>, RestError> {
        let path = query_path(soql).replacen("query", "queryAll", 1);
        let rows: Rows<T> = self.get(&path).await?;
        Ok(rows.records)
    }

    /// The rows of a query in `reply`, with those of its further pages: one call for each, and no more than `pages`
    /// pages in all. `None` where there are more.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn rows_of_pages<T: DeserializeOwned>(
        &self,
        reply: &CompositeReply,
        reference: &str,
        pages: usize,
    ) -> Result<Option<Vec<T>>, RestError> {
        let (rows, more) = self.first_pages(reply, reference, pages).await?;
        Ok((!more).then_some(rows))
    }

    /// Likewise the rows of the first `pages` pages, and whether there are more.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn first_pages<T: DeserializeOwned>(
        &self,
        reply: &CompositeReply,
        reference: &str,
        pages: usize,
    ) -> Result<(Vec<T>, bool), RestError> {
        let mut page: Rows<T> = reply.part(reference)?;
        let mut rows = page.records;
        for _ in 1..pages {
            let Some(next) = page.next_records_url else {
                return Ok((rows, false));
            };
            if !next.starts_with("/services/data/") {
                return Err(RestError::Unexpected("address of a next page"));
            }
            page = self.read(Method::GET, &next, Vec::new()).await?;
            rows.extend(page.records);
        }
        Ok((rows, page.next_records_url.is_some()))
    }

    /// Makes all calls of `composite` in one.
    ///
    /// # Errors
    /// [`RestError`] of the whole; each step's own is in the reply.
    pub async fn composite(&self, composite: &Composite) -> Result<CompositeReply, RestError> {
        let base = self.base().await?;
        let body = composite.body(&base).to_string().into_bytes();
        self.read(Method::POST, &format!("{base}composite"), body)
            .await
    }

    /// Sends `body` to `path`, given below `/services/data/vNN.0/`.
    pub(super) async fn send_json<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<T, RestError> {
        let path = format!("{}{path}", self.base().await?);
        let body = body.map(Value::to_string).unwrap_or_default().into_bytes();
        self.read(method, &path, body).await
    }

    /// Runs a standard action of Salesforce's, such as `assignTargetToSalesCadence`, for each of these inputs, at most
    /// 200: each is done or refused by itself. The results are in the inputs' order.
    ///
    /// # Errors
    /// [`RestError`] of the whole call.
    pub async fn run_action(
        &self,
        name: &str,
        inputs: Vec<Value>,
    ) -> Result<Vec<ActionResult>, RestError> {
        let count = inputs.len();
        let body = serde_json::json!({ "inputs": inputs });
        let path = format!("actions/standard/{name}");
        let rows = self.send_json(Method::POST, &path, Some(&body)).await?;
        invocable::results(rows, count)
    }

    /// Sends `body` as it is to `path`, given as in [`Self::get`].
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        content_type: &'static str,
        body: Vec<u8>,
    ) -> Result<T, RestError> {
        let path = format!("{}{path}", self.base().await?);
        let answer = self.call(Method::POST, &path, content_type, body).await?;
        json::read(&answer).map_err(|_| RestError::Unexpected("answer"))
    }

    pub(crate) fn platform(&self) -> &Rc<P> {
        &self.shared.platform
    }

    pub(super) async fn userinfo(&self) -> Result<UserInfo, SessionError> {
        self.read(Method::GET, "/services/oauth2/userinfo", Vec::new())
            .await
            .map_err(session_error)
    }

    /// The newest version that both the org and we support.
    pub(super) async fn newest_version(&self) -> Result<u16, SessionError> {
        #[derive(Deserialize)]
        struct Offered {
            version: String,
        }
        let offered: Vec<Offered> = self
            .read(Method::GET, "/services/data", Vec::new())
            .await
            .map_err(session_error)?;
        let newest = offered
            .iter()
            .filter_map(|offered| offered.version.split('.').next()?.parse::<u16>().ok())
            .max()
            .unwrap_or(0)
            .min(*VERSIONS.end());
        if VERSIONS.contains(&newest) {
            Ok(newest)
        } else {
            Err(SessionError::Unexpected("list of API versions"))
        }
    }

    /// `/services/data/vNN.0/` of the version negotiated at sign-in.
    pub(super) async fn base(&self) -> Result<String, RestError> {
        let stored = self.shared.stored(&self.org).await?;
        let version = match stored.ok_or(SessionError::NotSignedIn)?.api_version {
            Some(version) => version,
            None => self.newest_version().await?,
        };
        Ok(format!("/services/data/v{version}.0/"))
    }

    async fn read<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<T, RestError> {
        let answer = self.call(method, path, JSON, body).await?;
        json::read(&answer).map_err(|_| RestError::Unexpected("answer"))
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        content_type: &'static str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, RestError> {
        let token = self.shared.access(&self.org).await?;
        let first = self
            .send(&token, &method, path, content_type, body.clone())
            .await;
        if !matches!(&first, Err(error) if error.cause() == Some(Cause::SessionOver)) {
            return first;
        }
        let token = self.shared.renew(&self.org, Some(&token)).await?;
        self.send(&token, &method, path, content_type, body).await
    }

    async fn send(
        &self,
        token: &AccessToken,
        method: &Method,
        path: &str,
        content_type: &'static str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, RestError> {
        let stored = self.shared.stored(&self.org).await?;
        let instance = stored.ok_or(SessionError::NotSignedIn)?.instance_url;
        let request = request(
            token,
            method,
            &format!("{instance}{path}"),
            content_type,
            body,
        )
        .ok_or(RestError::Unexpected("address"))?;
        let platform = &self.shared.platform;
        self.shared
            .ledger
            .count(&self.org, platform.today(), self.purpose);
        let response = platform.send(request).await;
        self.store_counts();
        let response = response?;
        if let Some(usage) = ApiUsage::read(response.headers()) {
            self.shared
                .usage
                .borrow_mut()
                .insert(self.org.clone(), usage);
        }
        let answer = answer(response);
        if answer.is_ok() {
            self.shared.note_success(&self.org).await;
        }
        answer
    }

    /// Stores what was counted; nothing waits for it.
    fn store_counts(&self) {
        let shared = Rc::clone(&self.shared);
        self.shared.platform.spawn(async move {
            // Where that fails, the counts are lost.
            let _ = shared.ledger.store(&*shared.platform).await;
        });
    }
}

fn request(
    token: &AccessToken,
    method: &Method,
    url: &str,
    content_type: &'static str,
    body: Vec<u8>,
) -> Option<HttpRequest> {
    let mut bearer = HeaderValue::try_from(token.bearer()).ok()?;
    bearer.set_sensitive(true);
    let mut request = oauth2::http::Request::builder()
        .method(method)
        .uri(url)
        .header(AUTHORIZATION, bearer)
        .header(ACCEPT, "application/json");
    if !body.is_empty() {
        request = request.header(CONTENT_TYPE, content_type);
    }
    request.body(body).ok()
}

fn answer(response: HttpResponse) -> Result<Vec<u8>, RestError> {
    match response.status().as_u16() {
        200..=299 => Ok(response.into_body()),
        400 if invocable::is_answer(response.body()) => Ok(response.into_body()),
        status @ (429 | 500..) => Err(RestError::Unavailable {
            status,
            after: retry_after(&response),
        }),
        status => Err(Refused::read(status, response.body())
            .map_or(RestError::Unexpected("refusal"), RestError::Refused)),
    }
}

/// A failed call at sign-in, as an error of the session.
fn session_error(error: RestError) -> SessionError {
    match error {
        RestError::Session(error) => error,
        RestError::Network(error) => error.into(),
        RestError::Refused(refused) => SessionError::Rest(refused),
        RestError::Unavailable { status, .. } => SessionError::Unavailable(status),
        RestError::Unexpected(what) => SessionError::Unexpected(what),
    }
}
