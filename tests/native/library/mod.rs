//! The rep's templates, in Salesforce and in this browser.

use crate::support::fault_texts::assert_kinds;
use crate::support::salesforce_org::{Acme, JO, org};
use crate::support::worker::{Asked, code, lightning, panel, set_up};
use msi_actions::base::{Fault, FileId, Kind, Millis};
use msi_actions::library::{Home, LibraryError, LibraryView, MOST_PINNED, Mark, TemplateText};
use msi_actions::mailbox::content_id;
use msi_actions::protocol::{GetTemplates, MarkTemplate, SaveTemplate, Sender};
use msi_actions::salesforce::{RestError, SessionError};
use msi_actions::storage::StoredError;
use serde_json::json;
use std::rc::Rc;

/// What Salesforce answers of templates.
fn knows(acme: &Rc<Acme>, createable: bool) {
    let described = json!({ "createable": createable, "updateable": true, "fields": [] });
    acme.step("EmailTemplate/describe", 200, described);
    let row = |id: &str, kind: &str, folder: &str| {
        json!({ "Id": id, "Name": id, "Subject": "Hi {!Contact.FirstName}", "HtmlValue": "<p>Hi</p>",
            "Body": "Hi <you>\nBye", "TemplateType": kind, "IsActive": true, "FolderId": folder,
            "FolderName": "Sales", "Description": null })
    };
    let mut own = row("00XAc0000000001", "custom", JO);
    own["Description"] = json!("MSI Actions: Renewals");
    acme.rows("FolderId = '", json!([own]));
    let (text, lightning) = (
        row("00XAc0000000002", "text", "00DAc0000000001MAA"),
        row("00XAc0000000003", "custom", "00DAc0000000001MAA"),
    );
    acme.rows("FolderId %21= '", json!([text, lightning]));
    let saved = json!({ "id": "00XAc0000000009", "success": true, "errors": [] });
    acme.step("sobjects/EmailTemplate", 201, saved);
}

fn view(asked: &mut Asked) -> LibraryView {
    let (org, refresh) = (org(), false);
    let view = asked.ask(Sender::App, GetTemplates { org, refresh });
    view.unwrap()
}

fn save(asked: &mut Asked, id: Option<&str>, name: &str) -> Result<String, Fault> {
    let save = SaveTemplate {
        org: org(),
        id: id.map(str::to_owned),
        text: TemplateText {
            name: name.into(),
            category: "First".into(),
            subject: "Hello {{first_name}}".into(),
            html: "<p>Hello</p>".into(),
        },
    };
    asked.ask(Sender::App, save)
}

fn mark(asked: &mut Asked, id: &str, mark: Mark) -> Result<(), Fault> {
    let (org, id) = (org(), id.to_owned());
    asked
        .ask(Sender::App, MarkTemplate { org, id, mark })
        .map(drop)
}

#[test]
fn own_templates_are_in_salesforce_and_the_org_s_are_beside_them() {
    let (mut asked, acme) = set_up();
    knows(&acme, true);
    let library = view(&mut asked);
    assert_eq!(library.home, Home::Salesforce);
    let by = |id: &str| library.templates.iter().find(|each| each.id == id).unwrap();
    let own = by("00XAc0000000001");
    assert!(own.own && own.text.category == "Renewals");
    let text = by("00XAc0000000002");
    assert_eq!(text.text.html, "<p>Hi &lt;you&gt;</p><p>Bye</p>");
    assert!(!text.own && text.text.category == "Sales");
    let before = acme.count("/services/data/v67.0/composite");
    let id = save(&mut asked, None, "New").unwrap();
    assert_eq!(save(&mut asked, Some(&id), "Newer"), Ok(id.clone()));
    assert_eq!(
        acme.count("/services/data/v67.0/composite"),
        before + 2,
        "one call each"
    );
    let body = asked.world.requests().iter().rev().find_map(|request| {
        let body = String::from_utf8_lossy(request.body()).into_owned();
        body.contains("DeveloperName").then_some(body)
    });
    let body = body.unwrap();
    for part in [
        &format!("\"FolderId\":\"{JO}\""),
        "\"TemplateStyle\":\"none\"",
        "MSI Actions: First",
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    let now = view(&mut asked);
    let newer = now.templates.iter().find(|each| each.id == id).unwrap();
    assert_eq!(newer.text.name, "Newer");
    // The org's own cannot be changed here.
    assert_eq!(
        code(save(&mut asked, Some("00XAc0000000002"), "Mine")),
        "templates.not_found"
    );
    mark(&mut asked, &id, Mark::Archived(true)).unwrap();
    assert!(
        view(&mut asked)
            .templates
            .iter()
            .any(|each| each.id == id && each.archived)
    );
}

#[test]
fn images_of_a_mail_are_not_saved_and_those_of_the_web_are() {
    let (mut asked, acme) = set_up();
    knows(&acme, false);
    let id = content_id(&FileId::new(Millis(1), [1; 16]));
    let remote = "<img src=\"https://acme.example/logo.png\" alt=\"Acme\">";
    let save = SaveTemplate {
        org: org(),
        id: None,
        text: TemplateText {
            name: "With a logo".into(),
            category: String::new(),
            subject: String::new(),
            html: format!("<p>Hi{remote}<img src=\"cid:{id}\" alt=\"Logo\"></p>"),
        },
    };
    let id = asked.ask(Sender::App, save).unwrap();
    let found = view(&mut asked);
    let saved = found.templates.iter().find(|each| each.id == id).unwrap();
    assert_eq!(saved.text.html, format!("<p>Hi{remote}</p>"));
}

#[test]
fn where_salesforce_takes_none_they_are_in_this_browser_and_of_this_user() {
    let (mut asked, acme) = set_up();
    knows(&acme, false);
    assert_eq!(view(&mut asked).home, Home::Browser);
    let id = save(&mut asked, None, "Here").unwrap();
    assert!(id.starts_with("browser-"));
    assert_eq!(save(&mut asked, Some(&id), "Still here"), Ok(id.clone()));
    let found = view(&mut asked);
    let here = found.templates.iter().find(|each| each.id == id).unwrap();
    assert!(here.own && here.text.name == "Still here");
    mark(&mut asked, &id, Mark::Archived(true)).unwrap();
    assert!(
        view(&mut asked)
            .templates
            .iter()
            .any(|each| each.id == id && each.archived)
    );
}

#[test]
fn five_can_be_pinned_and_marks_stay() {
    let (mut asked, acme) = set_up();
    knows(&acme, false);
    let ids: Vec<String> = (0..=MOST_PINNED)
        .map(|n| save(&mut asked, None, &format!("T{n}")).unwrap())
        .collect();
    for id in &ids[..MOST_PINNED] {
        mark(&mut asked, id, Mark::Pinned(true)).unwrap();
    }
    let last = ids.last().unwrap();
    assert_eq!(
        code(mark(&mut asked, last, Mark::Pinned(true))),
        "templates.too_many_pinned"
    );
    mark(&mut asked, &ids[0], Mark::Pinned(false)).unwrap();
    mark(&mut asked, last, Mark::Pinned(true)).unwrap();
    mark(&mut asked, last, Mark::Favorite(true)).unwrap();
    mark(&mut asked, last, Mark::Used).unwrap();
    let marks = view(&mut asked)
        .templates
        .into_iter()
        .find(|each| each.id == *last)
        .unwrap()
        .marks;
    assert!(marks.pinned && marks.favorite && marks.used.is_some());
    assert_eq!(
        code(mark(&mut asked, "nothing", Mark::Used)),
        "templates.not_found"
    );
}

#[test]
fn what_is_missing_is_named_and_other_pages_see_nothing() {
    let (mut asked, acme) = set_up();
    knows(&acme, true);
    let refused = save(&mut asked, None, " ").unwrap_err();
    assert_eq!(refused.code.as_str(), "templates.incomplete");
    assert_eq!(refused.fields[0].field, "name");
    let (org, refresh) = (org(), false);
    let foreign = panel("https://globex.lightning.force.com/lightning/page/home");
    let ask = GetTemplates { org, refresh };
    assert_eq!(
        code(asked.ask(foreign, ask.clone())),
        "bug.not_yours_to_ask"
    );
    assert!(asked.ask(panel(&lightning("00QAc0000000001")), ask).is_ok());
}

#[test]
fn every_fault_has_a_code_and_a_move() {
    let faults = vec![
        LibraryError::NotFound.into(),
        LibraryError::TooManyPinned.into(),
        LibraryError::Incomplete(Vec::new()).into(),
        LibraryError::from(SessionError::NotSignedIn).into(),
        LibraryError::from(RestError::Unexpected("x")).into(),
        LibraryError::from(StoredError::Newer).into(),
    ];
    let own: Vec<Fault> = faults
        .into_iter()
        .filter(|fault: &Fault| fault.code.as_str().starts_with("templates."))
        .collect();
    assert_kinds(
        own,
        &[
            ("templates.not_found", Kind::Retry),
            ("templates.too_many_pinned", Kind::FixInput),
            ("templates.incomplete", Kind::FixInput),
        ],
    );
}
