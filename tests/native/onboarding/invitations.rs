//! Which links are invitations.

use crate::world::World;
use msi_actions::base::{ConsumerKey, Millis, OrgHost};
use msi_actions::onboarding::{Invitation, InvitationError};
use msi_actions::ports::Clock;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

use crate::support::onboarding_services::{KEY, ORG, REP, link, proposal};

fn read(text: &str) -> Result<Invitation, InvitationError> {
    Invitation::in_text(text, World::new().now())
}

fn with(key: &str, value: Value) -> Result<Invitation, InvitationError> {
    let mut proposal = proposal(&World::new());
    proposal[key] = value;
    read(&link(ORG, &proposal))
}

#[test]
fn a_good_link_is_read_alone_or_in_a_mail() {
    let link = link(ORG, &proposal(&World::new()));
    let (head, tail) = link.split_at(80);
    for text in [
        link.clone(),
        format!("  {link}\n"),
        format!("Get started <{link}>, see https://store.example/"),
        format!("Use {link}."),
        format!("{head}\r\n{tail}"),
    ] {
        let invitation = read(&text).unwrap();
        assert_eq!(invitation.org.as_str(), ORG);
        assert_eq!(invitation.key.as_str(), KEY);
        assert_eq!(invitation.invited.as_deref(), Some(REP));
    }
}

#[test]
fn only_the_org_itself_may_invite() {
    let proposal = proposal(&World::new());
    for host in [
        "evil.example",
        "acme.my.salesforce.com.evil.example",
        "evil.my.salesforce.com",
        "user@acme.my.salesforce.com",
        "acme.my.salesforce.com:8443",
        "login.salesforce.com",
    ] {
        assert_eq!(
            read(&link(host, &proposal)),
            Err(InvitationError::Host),
            "{host}"
        );
    }
    let plain = link(ORG, &proposal).replace("https:", "http:");
    assert_eq!(read(&plain), Err(InvitationError::Host));
    let foreign = with("org", json!("other.my.salesforce.com"));
    assert_eq!(foreign, Err(InvitationError::Host));
}

#[test]
fn ids_must_be_well_formed() {
    for (key, value) in [
        ("consumerKey", json!("")),
        (
            "consumerKey",
            json!("3MVG9 with a space and enough characters to be long"),
        ),
        (
            "consumerKey",
            json!("https://evil.example/3MVG9aaaaaaaaaaaaaaaaaaaa"),
        ),
        ("to", json!("jo")),
        ("to", json!("jo@acme.example\nBcc: x@y.example")),
        ("expires", json!("tomorrow")),
        ("v", json!(0)),
        ("v", json!(null)),
    ] {
        let refused = with(key, value.clone());
        assert_eq!(refused, Err(InvitationError::Unreadable), "{key}: {value}");
    }
    assert!(with("something", json!("new")).is_ok());
}

#[test]
fn a_link_of_the_first_kind_is_to_be_asked_for_anew() {
    let world = World::new();
    let mut first = proposal(&world);
    first["v"] = json!(1);
    first["google"] = json!("700000000001-msiactionsdemo.apps.googleusercontent.com");
    first["microsoft"] = json!(null);
    assert_eq!(read(&link(ORG, &first)), Err(InvitationError::Outdated));
    first["expires"] = json!(1);
    assert_eq!(read(&link(ORG, &first)), Err(InvitationError::Outdated));
    assert_eq!(
        read(&link(ORG, &json!({ "v": 1 }))),
        Err(InvitationError::Outdated)
    );
    assert_eq!(
        read(&link("evil.example", &first)),
        Err(InvitationError::Host)
    );
}

#[test]
fn no_link_is_good_for_more_than_thirty_days() {
    let now = World::new().now().0 / 1000;
    let month = 30 * 24 * 3600;
    assert!(with("expires", json!(now + month)).is_ok());
    for seconds in [now + month + 1, now + 365 * 24 * 3600, i64::MAX] {
        assert_eq!(
            with("expires", json!(seconds)),
            Err(InvitationError::Unreadable),
            "refused, not shortened: {seconds}"
        );
    }
}

#[test]
fn an_expired_or_newer_one_says_so() {
    let now = World::new().now().0 / 1000;
    assert_eq!(with("expires", json!(now)), Err(InvitationError::Expired));
    assert_eq!(
        with("expires", json!(i64::MIN)),
        Err(InvitationError::Expired)
    );
    assert!(with("expires", json!(now + 1)).is_ok());
    assert_eq!(with("v", json!(3)), Err(InvitationError::Newer));
    let another_shape = json!({ "v": 3, "orgs": [] });
    assert_eq!(
        read(&link(ORG, &another_shape)),
        Err(InvitationError::Newer)
    );
}

#[test]
fn a_text_without_a_link_is_unreadable() {
    let whole = link(ORG, &proposal(&World::new()));
    let elsewhere = whole.replace("openid-configuration", "other");
    for text in [
        "",
        "Get started",
        "https://acme.my.salesforce.com/",
        &whole[..120],
        &elsewhere,
    ] {
        assert_eq!(read(text), Err(InvitationError::Unreadable), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in ".{0,400}") {
        prop_assert!(Invitation::in_text(&text, Millis(0)).is_err());
    }

    #[test]
    fn no_fragment_breaks_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        use base64::Engine;
        let written = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        let text = format!("https://{ORG}/.well-known/openid-configuration#msi={written}");
        prop_assert!(Invitation::in_text(&text, Millis(0)).is_err());
    }

    /// A link that is changed anywhere is refused, or still names the org of its host.
    #[test]
    fn a_changed_link_never_leads_elsewhere(at in 0_usize..400, to in "[ -~]") {
        let mut text = link(ORG, &proposal(&World::new()));
        let at = at % text.len();
        text.replace_range(at..=at, &to);
        if let Ok(invitation) = read(&text) {
            let whole: String = text.split_whitespace().collect(); // as from a mail that broke it
            let host = url::Url::parse(&whole).unwrap();
            prop_assert_eq!(Some(invitation.org.as_str()), host.host_str());
        }
    }
}

/// Any invitation that an administrator may send.
fn invitations() -> impl Strategy<Value = Invitation> {
    (
        "[a-z][a-z0-9]{1,20}(--[a-z]{1,8}\\.sandbox)?",
        "3MVG9[A-Za-z0-9._]{40,120}",
        prop::option::of("[a-z0-9.+']{1,20}x@[a-z]{1,12}\\.example"),
    )
        .prop_map(|(org, key, invited)| Invitation {
            org: OrgHost::parse(&format!("{org}.my.salesforce.com")).unwrap(),
            key: ConsumerKey::parse(&key).unwrap(),
            invited,
        })
}

proptest! {
    #[test]
    fn what_is_written_is_read(invitation in invitations(), seconds in 1_i64..2_000_000) {
        let now = World::new().now();
        let expires = now.after(Duration::from_secs(seconds.unsigned_abs()));
        let link = invitation.link(expires);
        let start = format!("https://{}/.well-known/openid-configuration#msi=", invitation.org);
        prop_assert!(link.starts_with(&start));
        let url = url::Url::parse(&link).unwrap();
        prop_assert!(Invitation::is_at(&url));
        prop_assert_eq!(&Invitation::in_url(&url, now), &Ok(invitation.clone()));
        prop_assert_eq!(&Invitation::in_text(&format!("Get started: {link}\nBye"), now), &Ok(invitation.clone()));
        prop_assert_eq!(Invitation::in_text(&link, expires), Err(InvitationError::Expired));
    }
}
