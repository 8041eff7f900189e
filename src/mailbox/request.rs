//! Requests to the mail providers.

use oauth2::http::header::AUTHORIZATION;
use oauth2::http::{HeaderValue, Method};

use super::MailboxError;
use super::grant::AccessToken;
use crate::ports::HttpRequest;

/// A request without headers.
pub(super) fn request(
    method: Method,
    url: &str,
    body: Vec<u8>,
) -> Result<HttpRequest, MailboxError> {
    let mut request = HttpRequest::new(body);
    *request.method_mut() = method;
    *request.uri_mut() = url
        .parse()
        .map_err(|_| MailboxError::Unexpected("address of a request"))?;
    Ok(request)
}

/// A request with a token.
pub(super) fn with_token(
    token: &AccessToken,
    method: Method,
    url: &str,
    body: Vec<u8>,
) -> Result<HttpRequest, MailboxError> {
    let mut request = request(method, url, body)?;
    request
        .headers_mut()
        .insert(AUTHORIZATION, header(&token.bearer())?);
    Ok(request)
}

/// A header's value.
pub(super) fn header(text: &str) -> Result<HeaderValue, MailboxError> {
    HeaderValue::from_str(text).map_err(|_| MailboxError::Unexpected("header of a request"))
}
