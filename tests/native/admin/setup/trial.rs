//! A client at a mail provider is done once somebody signed in by it.

use crate::support::salesforce_org::org;
use crate::support::worker::{Asked, code};
use crate::world::{AuthAnswer, BrowserCall, World, json as answer};
use msi_actions::admin::setup::{ItemName, State, TypedClients};
use msi_actions::base::Provider;
use msi_actions::ports::{AuthWindowError, Authorize};
use msi_actions::protocol::{CancelSignIn, SaveClients, Sender, TryClient};
use serde_json::json;
use std::collections::HashMap;
use url::Url;

use crate::support::setup_page::{APPLICATION, GOOGLE, empty_org, state};

const OTHER: &str = "2-b.apps.googleusercontent.com";

fn save(asked: &mut Asked, google: &str, microsoft: &str) {
    let request = SaveClients {
        org: org(),
        clients: TypedClients {
            google: google.into(),
            microsoft: microsoft.into(),
            tenant: String::new(),
        },
    };
    asked.ask(Sender::App, request).unwrap();
}

fn try_it(asked: &mut Asked, provider: Provider) {
    let org = org();
    asked.ask(Sender::App, TryClient { org, provider }).unwrap();
    asked.life.settle().unwrap();
}

/// The org's set-up page with both providers, which know one client each.
fn desk() -> Asked {
    let (asked, _) = empty_org();
    asked.world.on_sign_in(provider);
    asked.world.on_http(|_, request| {
        let host = request.uri().host()?;
        let token = host == "login.microsoftonline.com";
        let reply = match token {
            true => json!({ "token_type": "Bearer", "access_token": "t", "expires_in": 3600, "scope": "openid" }),
            false => json!({}),
        };
        let ours = ["graph.microsoft.com", "openidconnect.googleapis.com"].contains(&host);
        (token || ours).then(|| Ok(answer(if token { 200 } else { 401 }, reply)))
    });
    asked
}

/// Google and Entra as they are: whoever they do not know is never sent back.
fn provider(_: &World, url: &Url, how: &Authorize) -> AuthAnswer {
    let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!(asked["scope"], "openid", "the smallest scope");
    // RFC 6749 §3.1; Google and Entra refuse what is said twice.
    assert_eq!(asked.len(), url.query_pairs().count(), "{url}");
    let (known, answer, mark) = match url.host_str() {
        Some("accounts.google.com") => (GOOGLE, "access_token=t&token_type=Bearer", '#'),
        _ => (APPLICATION, "code=c", '?'),
    };
    let silent = *how == Authorize::Silent;
    match (asked["client_id"] == known, silent) {
        (false, true) => AuthAnswer::Fails(AuthWindowError::InteractionRequired),
        (false, false) => AuthAnswer::StaysOpen,
        (true, _) => {
            let answer = if silent {
                "error=login_required"
            } else {
                answer
            };
            let (to, state) = (&asked["redirect_uri"], &asked["state"]);
            AuthAnswer::Redirect(format!("{to}{mark}{answer}&state={state}"))
        }
    }
}

/// The code of what is wrong with the client of an item.
fn fails(asked: &mut Asked, item: ItemName) -> String {
    match state(asked, item) {
        Some(State::Fails(fault)) => fault.code.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_client_is_done_once_somebody_signed_in_by_it_and_another_one_is_untried_again() {
    let mut asked = desk();
    save(&mut asked, GOOGLE, APPLICATION);
    for (item, provider) in [
        (ItemName::Google, Provider::Google),
        (ItemName::Microsoft, Provider::Microsoft),
    ] {
        assert_eq!(state(&mut asked, item), Some(State::Untried));
        try_it(&mut asked, provider);
        assert_eq!(state(&mut asked, item), Some(State::Done));
    }
    save(&mut asked, OTHER, APPLICATION);
    assert_eq!(state(&mut asked, ItemName::Google), Some(State::Untried));
    assert_eq!(state(&mut asked, ItemName::Microsoft), Some(State::Done));
}

#[test]
fn a_client_that_the_provider_does_not_know_is_told_by_that_when_its_window_is_closed() {
    for (google, microsoft, item, provider, expected) in [
        (
            OTHER,
            "",
            ItemName::Google,
            Provider::Google,
            "setup.google_unknown",
        ),
        (
            "",
            "99999999-2222-4333-8444-555555555555",
            ItemName::Microsoft,
            Provider::Microsoft,
            "setup.microsoft_unknown",
        ),
    ] {
        let mut asked = desk();
        save(&mut asked, google, microsoft);
        try_it(&mut asked, provider);
        let now = state(&mut asked, item);
        assert!(matches!(now, Some(State::Trying(_))), "{now:?}");
        asked.world.take_calls();
        try_it(&mut asked, provider);
        assert!(
            asked
                .world
                .take_calls()
                .contains(&BrowserCall::ShowAuthWindow)
        );
        asked.world.end_sign_in(Err(AuthWindowError::Closed));
        asked.life.settle().unwrap();
        assert_eq!(fails(&mut asked, item), expected);
    }
}

#[test]
fn a_page_of_refusal_that_does_not_load_is_told_likewise_unless_there_is_no_connection() {
    let mut asked = desk();
    save(&mut asked, OTHER, "");
    let not_loaded =
        |_: &World, _: &Url, _: &Authorize| AuthAnswer::Fails(AuthWindowError::NotLoaded);
    asked.world.on_sign_in(not_loaded);
    try_it(&mut asked, Provider::Google);
    assert_eq!(fails(&mut asked, ItemName::Google), "setup.google_unknown");
    asked.world.on_http(|_, request| {
        let google = request.uri().host() == Some("openidconnect.googleapis.com");
        google.then_some(Err(msi_actions::ports::NetworkError::Offline))
    });
    try_it(&mut asked, Provider::Google);
    assert_eq!(fails(&mut asked, ItemName::Google), "mailbox.offline");
}

#[test]
fn a_client_that_the_provider_knows_is_not_blamed_for_a_window_that_was_given_up() {
    let mut asked = desk();
    save(&mut asked, GOOGLE, "");
    asked.world.on_sign_in(|world, url, how| match how {
        Authorize::Silent => provider(world, url, how),
        Authorize::Interactive { .. } => AuthAnswer::StaysOpen,
    });
    try_it(&mut asked, Provider::Google);
    asked.ask(Sender::App, CancelSignIn {}).unwrap();
    asked.life.settle().unwrap();
    assert_eq!(
        fails(&mut asked, ItemName::Google),
        "setup.google_unfinished"
    );
    let nothing = TryClient {
        org: org(),
        provider: Provider::Microsoft,
    };
    assert_eq!(code(asked.ask(Sender::App, nothing)), "setup.unknown_org");
}
