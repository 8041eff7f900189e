//! The rep's templates, in Salesforce and in this browser.

use crate::support::fault_texts::assert_kinds;
use crate::support::salesforce_org::{Acme, JO, org};
use crate::support::worker::{ADA, Asked, ada, code, lightning, mail, panel, set_up};
use msi_actions::actions::Form;
use msi_actions::base::{Fault, FileId, Kind, Millis};
use msi_actions::library::{
    Audience, Condition, Home, LibraryError, LibraryView, MOST_PINNED, Mark, Sharing, Template,
    TemplateText, Test,
};
use msi_actions::mailbox::content_id;
use msi_actions::protocol::{GetRecommended, GetTemplates, MarkTemplate, SaveTemplate, Sender};
use msi_actions::salesforce::{RestError, SessionError};
use msi_actions::storage::StoredError;
use serde_json::{Value, json};
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
    save_for(asked, id, name, Audience::Rep)
}

fn save_for(
    asked: &mut Asked,
    id: Option<&str>,
    name: &str,
    audience: Audience,
) -> Result<String, Fault> {
    let save = SaveTemplate {
        audience,
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
        audience: Audience::Rep,
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

/// The folder that colleagues share, as Salesforce answers it.
fn has_folder(acme: &Rc<Acme>, read_only: bool, manages: bool) {
    acme.rows(
        "FROM Folder WHERE",
        json!([{ "Id": FOLDER, "IsReadonly": read_only }]),
    );
    acme.rows(
        "FROM UserPermissionAccess",
        json!([{ "PermissionsEditPublicTemplates": manages }]),
    );
}

fn shared(id: &str, owner: &str, name: &str, active: bool) -> Value {
    json!({ "Id": id, "Name": id, "Subject": "Hi", "HtmlValue": "<p>Hi</p>", "Body": "Hi",
        "TemplateType": "custom", "IsActive": active, "FolderId": FOLDER, "FolderName": "MSI Actions",
        "Description": "MSI Actions: Events", "OwnerId": owner, "Owner": { "Name": name } })
}

const FOLDER: &str = "00lAc0000000001IAA";
const SAM: &str = "0055g0000000Sam";

#[test]
fn what_colleagues_share_is_listed_with_who_made_it_and_one_s_own_can_be_changed() {
    let (mut asked, acme) = set_up();
    knows(&acme, true);
    has_folder(&acme, false, false);
    let rows = [
        shared("00XAc0000000004", SAM, "Sam Okafor", true),
        shared("00XAc0000000005", JO, "Jo Devries", false),
        shared("00XAc0000000006", SAM, "Sam Okafor", false),
    ];
    acme.rows("FolderName = 'MSI Actions'", json!(rows));
    let library = view(&mut asked);
    assert_eq!(library.sharing, Sharing::Folder);
    let by = |id: &str| library.templates.iter().find(|each| each.id == id);
    let theirs = by("00XAc0000000004").unwrap();
    assert_eq!(theirs.shared_by.as_deref(), Some("Sam Okafor"));
    assert_eq!(
        (theirs.own, theirs.text.category.as_str()),
        (false, "Events")
    );
    let mine = by("00XAc0000000005").unwrap();
    assert!(mine.own && mine.archived && mine.shared_by.is_some());
    assert_eq!(by("00XAc0000000006"), None, "a colleague has put it away");
    assert_eq!(
        code(save(&mut asked, Some("00XAc0000000004"), "Mine")),
        "templates.not_found"
    );
    mark(&mut asked, "00XAc0000000005", Mark::Archived(false)).unwrap();
}

#[test]
fn a_template_is_put_into_the_shared_folder_and_taken_back() {
    let (mut asked, acme) = set_up();
    knows(&acme, true);
    has_folder(&acme, false, false);
    let id = save_for(&mut asked, None, "For all", Audience::Colleagues).unwrap();
    let sent = |asked: &Asked| {
        let last = asked.world.requests();
        String::from_utf8_lossy(last.last().unwrap().body()).into_owned()
    };
    let in_folder = format!("\"FolderId\":\"{FOLDER}\"");
    assert!(sent(&asked).contains(&in_folder));
    let find = |view: LibraryView| -> Template {
        let mut all = view.templates.into_iter();
        all.find(|each| each.text.name == "For all").unwrap()
    };
    let found = find(view(&mut asked));
    assert!(found.own && found.shared_by.is_some());
    save_for(&mut asked, Some(&id), "For all", Audience::Colleagues).unwrap();
    assert!(!sent(&asked).contains("FolderId"), "it stays where it is");
    save_for(&mut asked, Some(&id), "For all", Audience::Rep).unwrap();
    assert!(sent(&asked).contains(&format!("\"FolderId\":\"{JO}\"")));
    assert_eq!(find(view(&mut asked)).shared_by, None);
}

#[test]
fn without_a_folder_that_the_rep_may_write_nothing_is_shared() {
    for (folder, sharing) in [
        (None, Sharing::NoFolder),
        (Some((true, false)), Sharing::ReadOnly),
        (Some((true, true)), Sharing::Folder),
    ] {
        let (mut asked, acme) = set_up();
        knows(&acme, true);
        acme.rows("FROM Folder WHERE", json!([]));
        if let Some((read_only, manages)) = folder {
            has_folder(&acme, read_only, manages);
        }
        assert_eq!(view(&mut asked).sharing, sharing);
        let saved = save_for(&mut asked, None, "For all", Audience::Colleagues);
        match sharing {
            Sharing::Folder => assert!(saved.is_ok()),
            _ => assert_eq!(code(saved), "templates.not_shared"),
        }
    }
    let (mut asked, acme) = set_up();
    knows(&acme, false);
    assert_eq!(view(&mut asked).sharing, Sharing::NotInSalesforce);
    let saved = save_for(&mut asked, None, "For all", Audience::Colleagues);
    assert_eq!(code(saved), "templates.not_shared");
}

#[test]
fn a_template_is_recommended_for_records_that_its_conditions_fit_by_one_call_or_none() {
    let (mut asked, acme) = set_up();
    knows(&acme, true);
    let field =
        |name: &str| json!({ "name": name, "type": "string", "createable": true, "length": 80 });
    let fields = ["FirstName", "Industry", "Title"].map(field);
    let lead = json!({ "createable": true, "fields": fields });
    acme.step("Lead/describe", 200, lead);
    acme.rows("FROM Organization", json!([]));
    let row = json!([{ "Id": ADA, "Industry": "Machinery", "Title": null }]);
    acme.rows("FROM Lead WHERE Id = ", row);
    let Form::SendEmail(mail) = mail() else {
        panic!("no mail")
    };
    let recommended = |asked: &mut Asked| {
        let ask = GetRecommended {
            record: ada(),
            mail: mail.clone(),
        };
        asked.ask(panel(&lightning(ADA)), ask).unwrap()
    };
    let composites = || acme.count("/services/data/v67.0/composite");
    view(&mut asked);
    let before = composites();
    assert!(recommended(&mut asked).is_empty());
    assert_eq!(composites(), before, "no template has conditions");
    let when = |field: &str, test: Test, value: &str| Condition {
        field: field.into(),
        test,
        value: value.into(),
    };
    let fits = vec![
        when("sfdc_lead_industry", Test::Is, "machinery"),
        when("title", Test::IsEmpty, ""),
    ];
    let not = vec![when("sfdc_lead_industry", Test::IsNot, "Machinery")];
    // Also one of the org's own.
    for (id, conditions) in [("00XAc0000000002", fits.clone()), ("00XAc0000000001", not)] {
        mark(&mut asked, id, Mark::Recommended(conditions)).unwrap();
    }
    assert_eq!(recommended(&mut asked), ["00XAc0000000002"]);
    assert_eq!(
        composites(),
        before + 2,
        "the types of the fields once a day, and one call for the values"
    );
    assert_eq!(recommended(&mut asked), ["00XAc0000000002"]);
    assert_eq!(composites(), before + 2);
    let library = view(&mut asked);
    let by = |id: &str| library.templates.iter().find(|each| each.id == id);
    assert_eq!(by("00XAc0000000002").unwrap().conditions, fits);
    let wrong = Mark::Recommended(vec![when("no field", Test::Is, "x")]);
    let refused = mark(&mut asked, "00XAc0000000002", wrong);
    assert_eq!(code(refused), "templates.incomplete");
    mark(&mut asked, "00XAc0000000002", Mark::Recommended(Vec::new())).unwrap();
    assert!(recommended(&mut asked).is_empty());
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
        LibraryError::NotShared.into(),
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
            ("templates.not_shared", Kind::FixInput),
            ("templates.too_many_pinned", Kind::FixInput),
            ("templates.incomplete", Kind::FixInput),
        ],
    );
}
