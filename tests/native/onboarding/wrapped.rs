//! Invitation links as they arrive: wrapped by mail filters, quoted, cut into lines.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use msi_actions::onboarding::{Invitation, InvitationError};
use msi_actions::ports::Clock;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::time::Duration;

use crate::support::onboarding_services::invitation;
use crate::world::World;

fn encoded(link: &str) -> String {
    utf8_percent_encode(link, NON_ALPHANUMERIC).to_string()
}

fn safe_links(link: &str) -> String {
    format!(
        "https://eur01.safelinks.protection.outlook.com/?url={}&data=05%7C02%7Cjo%40acme.example%7C08d&sdata=aB3%2F%3D&reserved=0",
        encoded(link)
    )
}

/// Each sign that is no letter, digit or dot as `-` and its code, and a slash as `_`.
fn proofpoint_2(link: &str) -> String {
    let sign = |c: char| match c {
        '/' => "_".to_owned(),
        c if c.is_ascii_alphanumeric() || c == '.' => c.to_string(),
        c => format!("-{:02X}", u32::from(c)),
    };
    let address: String = link.chars().map(sign).collect();
    format!(
        "https://urldefense.proofpoint.com/v2/url?u={address}&d=DwMFaQ&c=euGZstcaTDllvimEN8b7jXrwqOf-v5A&r=x&m=y&s=z&e="
    )
}

fn proofpoint_3(link: &str) -> String {
    let address = link.replace(['#', '='], "*");
    let signs = URL_SAFE_NO_PAD.encode("#=");
    format!("https://urldefense.com/v3/__{address}__;{signs}!!Bt8fGhp8LhKGRg!Ab-c_d$")
}

/// The link in every wrapping.
fn wrapped(link: &str) -> Vec<String> {
    let code = encoded(link);
    let twice = encoded(&code);
    let (http, rest) = link.split_at(30);
    let bare = link.strip_prefix("https://").unwrap();
    vec![
        link.to_owned(),
        safe_links(link),
        safe_links(&safe_links(link)),
        safe_links(link)
            .replace('&', "&amp;")
            .replace("eur01", "GBR01")
            .replace("outlook.com", "outlook.com:443"),
        safe_links(link).replace("protection.outlook.com", "protection.office365.us"),
        safe_links(&proofpoint_2(link)),
        proofpoint_2(link),
        proofpoint_2(&safe_links(link)),
        proofpoint_3(link),
        proofpoint_3(&safe_links(link)).replace("__https://", "__https:/"),
        safe_links(&proofpoint_3(link)),
        format!(
            "https://urldefense.proofpoint.com/v1/url?u={code}&k=oIvRg1%2BdGAgOoM1BIlLLqw%3D%3D%0A&r=x"
        ),
        format!("https://www.google.com/url?q={code}&sa=D&source=gmail&ust=1700000000&usg=AOvVaw"),
        format!(
            "https://linkprotect.cudasvc.com/url?a={}&c=E,1,abc,&typo=1",
            code.to_lowercase()
                .replace(&encoded(bare).to_lowercase(), &encoded(bare))
        ),
        format!("https://secure-web.cisco.com/1aBcD/{code}"),
        format!("https://protect2.fireeye.com/v1/url?k=31323334-50&q=1&e=abc&u={code}"),
        format!("https://clicktime.symantec.com/3Pf9/7Vc?u={code}"),
        format!("https://ddec1-0-en-ctp.trendmicro.com/wis/clicktime/v1/query?url={code}&umid=1"),
        format!(
            "https://us-west-2.protection.sophos.com/?d=salesforce.com&u={}&i=NWY&t=b&h=c",
            STANDARD.encode(link)
        ),
        format!(
            "https://eu.protection.sophos.com/?d=salesforce.com&u={}&i=NWY",
            encoded(&STANDARD.encode(link))
        ),
        format!("https://linkscan.example/scan/ux/{}", URL_SAFE.encode(link)),
        format!("https://l.facebook.com/l.php?u={code}&h=AT0"),
        format!("https://slack-redir.net/link?url={code}"),
        format!("https://deref.example/dereferrer/?redirectUrl={twice}"),
        format!("https://antiphishing.example/v4?f=b64&i=b64&k=x&u={code}&r=y"),
        format!("https://go.example/#!/out?to={code}"),
        format!("https://url.avanan.click/v2/___{link}___.YXAzOmFjbWU6YTpvOmFiYw"),
        format!("https://redirect.example/?to={link}"),
        code.clone(),
        link.replace('#', "%23"),
        link.replace('=', "%3D"),
        format!("Hello Jo,\r\n\r\nGet started: {link}.\r\n\r\nRegards"),
        format!("“{link}”"),
        format!("'{link}',"),
        format!("<{link}>"),
        format!("({link})"),
        format!("[Get started]({link})"),
        format!("**{link}**"),
        format!("<a href=\"{link}\" style=\"x\">Get started</a>"),
        format!("<a href=3D\"{}\">Get started</a>", link.replace('=', "=3D")),
        format!("<{}|Get started>", safe_links(link)),
        format!("\u{200b}{http}\u{200b}{rest}\u{feff} \u{202c}and more"),
        format!("{http}\u{ad}{rest}"),
        format!("See {http}\r\n{rest}\r\nand write to jo@acme.example"),
        format!("> {http}\n> {rest}\n> see https://acme.example"),
        format!("{http}\n  {rest}"),
        format!("{http} {rest}"),
        format!("{http}=\r\n{}", rest.replace('=', "=3D")),
        safe_links(link)
            .as_bytes()
            .chunks(76)
            .map(|part| String::from_utf8(part.to_vec()).unwrap())
            .collect::<Vec<_>>()
            .join("\r\n")
            + "\r\n\r\nRegards",
        safe_links(link)
            .replace('=', "=3D")
            .as_bytes()
            .chunks(75)
            .map(|part| String::from_utf8(part.to_vec()).unwrap())
            .collect::<Vec<_>>()
            .join("=\r\n"),
        format!("\"url\": \"{}\"", link.replace('/', "\\/")),
        format!("https://help.example/ first, then {link}"),
    ]
}

#[test]
fn an_invitation_is_found_in_every_wrapping() {
    let world = World::new();
    let link = invitation(&world).to_string();
    let plain = Invitation::in_text(&link, world.now()).unwrap();
    for text in wrapped(&link) {
        assert!(Invitation::is_in(&text), "{text}");
        assert_eq!(
            Invitation::in_text(&text, world.now()),
            Ok(plain.clone()),
            "{text}"
        );
    }
}

#[test]
fn the_host_that_counts_is_the_links_own() {
    let world = World::new();
    let link = invitation(&world).to_string();
    let (host, rest) = link
        .strip_prefix("https://")
        .unwrap()
        .split_once('/')
        .unwrap();
    for foreign in [
        format!("https://{host}.evil.example/{rest}"),
        format!("https://evil.example/{rest}"),
        format!("http://{host}/{rest}"),
        format!("https://{host}:8443/{rest}"),
        format!("https://user@{host}/{rest}"),
        format!("https://globex.my.salesforce.com/{rest}"),
    ] {
        for text in [
            foreign.clone(),
            safe_links(&foreign),
            proofpoint_2(&foreign),
            proofpoint_3(&foreign),
        ] {
            assert_eq!(
                Invitation::in_text(&text, world.now()),
                Err(InvitationError::Host),
                "{text}"
            );
        }
    }
}

#[test]
fn what_is_wrong_with_a_wrapped_link_is_told() {
    let world = World::new();
    let link = invitation(&world).to_string();
    let late = world.now().after(Duration::from_secs(60 * 24 * 60 * 60));
    for text in wrapped(&link) {
        assert_eq!(
            Invitation::in_text(&text, late),
            Err(InvitationError::Expired),
            "{text}"
        );
    }
    for text in [
        "",
        "https://acme.my.salesforce.com/",
        "https://mimecast.example/s/aBcDeF?domain=acme.my.salesforce.com",
        "#msi=",
    ] {
        assert_eq!(
            Invitation::in_text(text, world.now()),
            Err(InvitationError::Unreadable),
            "{text}"
        );
    }
    let cut = &link[..link.len() - 20];
    assert_eq!(
        Invitation::in_text(&safe_links(cut), world.now()),
        Err(InvitationError::Unreadable)
    );
}
