//! Salesforce and Google as far as the set-up asks them, and an invitation to them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use msi_actions::ports::{Authorize, Clock, HttpRequest, HttpResponse};
use serde_json::{Value, json};
use std::rc::Rc;
use url::Url;

use crate::world::{AuthAnswer, HttpAnswer, World, json as answer};

pub const ORG: &str = "acme.my.salesforce.com";
pub const UAT: &str = "acme--uat.sandbox.my.salesforce.com";
pub const KEY: &str =
    "3MVG9AcmeDemo.Org_MsiActions_ExternalClientApp_ConsumerKey_0000000000000000000000001";
/// Of another app, whoever's it is.
pub const OTHER_KEY: &str = "3MVG9.AnotherConsumerKeyOfTheAcmeOrg_0123456789";
pub const GOOGLE: &str = "700000000001-msiactionsdemo.apps.googleusercontent.com";
pub const REP: &str = "jo@acme.example";

/// What an invitation says, before it is made a link.
pub fn proposal(world: &World) -> Value {
    json!({
        "v": 2, "org": ORG, "consumerKey": KEY, "to": REP,
        "expires": world.now().0 / 1000 + 3600,
    })
}

/// The link that carries `proposal`, on `host`.
pub fn link(host: &str, proposal: &Value) -> String {
    let written = URL_SAFE_NO_PAD.encode(proposal.to_string());
    format!("https://{host}/.well-known/openid-configuration#msi={written}")
}

/// The rep's invitation.
pub fn invitation(world: &World) -> Url {
    Url::parse(&link(ORG, &proposal(world))).unwrap()
}

/// A world where `address` signs in at Salesforce and `mailbox` at Google.
pub fn signed_in_as(world: &World, address: &'static str, mailbox: &'static str) {
    world.on_http(move |_, request| salesforce(request, address));
    world.on_http(move |_, request| google(request, mailbox));
    world.on_sign_in(consent);
}

/// A new world with an invited rep who consents everywhere.
pub fn with_rep(world: &Rc<World>) {
    signed_in_as(world, REP, REP);
}

pub fn consent(_: &World, url: &Url, _: &Authorize) -> AuthAnswer {
    let ask = |name: &str| {
        let pair = url.query_pairs().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    let (to, state) = (ask("redirect_uri"), ask("state"));
    AuthAnswer::Redirect(if ask("response_type") == "code" {
        format!("{to}?code=aPrx&state={state}")
    } else {
        let scope = "openid+email+https://www.googleapis.com/auth/gmail.send";
        format!(
            "{to}#state={state}&access_token=ya29.x&token_type=Bearer&expires_in=3599&scope={scope}"
        )
    })
}

/// The org's own record of its apps.
pub fn record() -> Value {
    json!({ "Consumer_Key__c": KEY, "Google_Client_Id__c": GOOGLE,
        "Microsoft_Client_Id__c": null, "Microsoft_Tenant__c": null })
}

pub fn rows(records: &Value) -> Value {
    json!({ "done": true, "records": records })
}

/// What the org answers at a sign-in: whether the rep is in the team, and its record of its apps.
pub fn says(team: HttpResponse, apps: HttpResponse) -> HttpResponse {
    let part = |reference: &str, answer: HttpResponse| {
        let body: Value = serde_json::from_slice(answer.body()).unwrap();
        json!({ "referenceId": reference, "httpStatusCode": answer.status().as_u16(),
            "httpHeaders": {}, "body": body })
    };
    let parts = [part("access", team), part("apps", apps)];
    answer(200, json!({ "compositeResponse": parts }))
}

/// The org's record is this from now on; `None`: it has none.
pub fn on_record(world: &World, record: Option<Value>) {
    world.on_http(move |_, request| {
        let asked = request.uri().host() == Some(ORG)
            && request.uri().path() == "/services/data/v67.0/composite";
        let missing = || json!([{ "errorCode": "INVALID_TYPE", "message": "not supported" }]);
        asked.then(|| {
            let apps = match &record {
                Some(record) => answer(200, rows(&json!([record]))),
                None => answer(400, missing()),
            };
            Ok(says(answer(200, rows(&json!([{}]))), apps))
        })
    });
}

fn salesforce(request: &HttpRequest, address: &str) -> Option<HttpAnswer> {
    let uri = request.uri();
    if uri.host() != Some(ORG) {
        return None;
    }
    Some(Ok(match uri.path() {
        "/services/oauth2/token" => answer(
            200,
            json!({
                "access_token": "00D!AQ", "refresh_token": "5Aep", "token_type": "Bearer",
                "instance_url": format!("https://{ORG}"), "issued_at": "1800000000000",
                "id": "https://login.salesforce.com/id/00D5w000000Jo0dEAC/0055w00000AbCdEAAV",
                "scope": "api refresh_token openid profile email", "signature": "x",
            }),
        ),
        "/services/oauth2/userinfo" => answer(
            200,
            json!({
                "sub": "https://login.salesforce.com/id/00D5w000000Jo0dEAC/0055w00000AbCdEAAV",
                "organization_id": "00D5w000000Jo0dEAC", "user_id": "0055w00000AbCdEAAV",
                "preferred_username": address, "name": "Jo Devries", "email": address,
                "email_verified": true,
            }),
        ),
        "/services/data/v67.0/composite" => says(
            answer(200, rows(&json!([{}]))),
            answer(200, rows(&json!([record()]))),
        ),
        "/services/oauth2/revoke" => answer(200, json!({})),
        "/services/data" | "/services/data/" => answer(
            200,
            json!([{ "label": "Summer '26", "url": "/services/data/v67.0", "version": "67.0" }]),
        ),
        other => panic!("no {other} in this org"),
    }))
}

fn google(request: &HttpRequest, mailbox: &str) -> Option<HttpAnswer> {
    let uri = request.uri();
    match (uri.host()?, uri.path()) {
        ("openidconnect.googleapis.com", "/v1/userinfo") => Some(Ok(answer(
            200,
            json!({ "sub": "1", "email": mailbox, "email_verified": true, "name": "Jo Devries" }),
        ))),
        ("oauth2.googleapis.com", "/revoke") => Some(Ok(answer(200, json!({})))),
        _ => None,
    }
}
