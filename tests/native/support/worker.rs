//! A worker with a rep who is set up, asked as its surfaces ask it: one message in, one answer out.

use crate::support::google::{self, Google};
use crate::support::salesforce_org::{Acme, JO, key, org};
use crate::world::{Life, World};
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{
    Fault, IntentId, ObjectType, Provider, Recipient, RecordId, RecordRef, TabId, UnsentWork,
};
use msi_actions::campaigns::Recency;
use msi_actions::outbox::{OutboxItem, Writing};
use msi_actions::panel::Tab;
use msi_actions::ports::{Area, Clock};
use msi_actions::protocol::{
    BUILD, Call, GetToday, Reply, Request, SaveDraft, Sender, StartSignIn, Submitted,
};
use msi_actions::salesforce::Sessions;
use msi_actions::today::TodayView;
use msi_actions::worker::Extension;
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

pub const ADA: &str = "00QAc0000000001";
pub const TAB: TabId = TabId(7);

/// A life of the worker, and what it is asked.
pub struct Asked {
    pub world: Rc<World>,
    pub life: Life,
    pub worker: Rc<Extension<World>>,
}

impl Asked {
    pub fn new(world: &Rc<World>) -> Self {
        Self {
            world: Rc::clone(world),
            life: Life::begin(world),
            worker: Extension::new(Rc::clone(world)),
        }
    }

    pub fn ask<R: Request>(&mut self, from: Sender, request: R) -> Result<R::Response, Fault> {
        let call = Call {
            name: R::NAME.into(),
            build: BUILD.into(),
            body: serde_json::to_value(&request).unwrap(),
        };
        let text = self.life.run(self.worker.message(from, call)).unwrap();
        match serde_json::from_str(&text).unwrap() {
            Reply::Ok(value) => Ok(value),
            Reply::Fault(fault) => Err(fault),
        }
    }

    /// The code of the refusal of a request without a body of use.
    pub fn refused(&mut self, from: Sender, name: &str, build: &str) -> String {
        let call = Call {
            name: name.into(),
            build: build.into(),
            body: json!({ "step": 5 }),
        };
        let text = self.life.run(self.worker.message(from, call)).unwrap();
        match serde_json::from_str::<Reply<serde_json::Value>>(&text).unwrap() {
            Reply::Ok(value) => panic!("{name} was answered: {value}"),
            Reply::Fault(fault) => fault.code.as_str().to_owned(),
        }
    }
}

pub fn page(url: &str) -> Sender {
    let url = Url::parse(url).unwrap();
    Sender::Page(Tab::at(TAB, url))
}

pub fn panel(url: &str) -> Sender {
    let url = Url::parse(url).unwrap();
    Sender::Panel(Tab::at(TAB, url))
}

pub fn lightning(id: &str) -> String {
    format!("https://acme.lightning.force.com/lightning/r/Lead/{id}/view")
}

pub fn ada() -> RecordRef {
    RecordRef {
        org: org(),
        object: ObjectType::Lead,
        id: RecordId::parse(ADA).unwrap(),
    }
}

/// What the journal took; a test that is not about changed people has none.
pub fn taken(submitted: Submitted) -> Result<OutboxItem, Fault> {
    match submitted {
        Submitted::Taken(item) => Ok(*item),
        Submitted::Changed(changes) => panic!("{changes:?}"),
        Submitted::Unsure(doubts) => panic!("{doubts:?}"),
    }
}

/// A form that is opened afresh has its words kept for the first time.
pub fn keep(form: Form) -> SaveDraft {
    let writing = Writing {
        draft: IntentId::new([11; 16]),
        form: IntentId::new([12; 16]),
        edition: 1,
        seen: None,
        user: None,
    };
    SaveDraft {
        record: ada(),
        name: "Ada Lovelace".into(),
        form,
        writing,
    }
}

pub fn mail() -> Form {
    Form::SendEmail(SendEmail {
        to: vec![Recipient {
            address: "ada@analytical.example".into(),
            name: Some("Ada Lovelace".into()),
            record: Some(ada().id),
            ..Recipient::default()
        }],
        subject: "Hello".into(),
        html: "<p>Hello</p>".into(),
        ..SendEmail::default()
    })
}

pub fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> String {
    result.unwrap_err().code.as_str().to_owned()
}

/// Today as the popup asks for it: at once, and again where the tasks were not read today.
pub fn popup_today(asked: &mut Asked, refresh: bool) -> TodayView {
    let mut ask = |tasks| asked.ask(Sender::Popup, GetToday { tasks }).unwrap();
    let mut view = ask(if refresh {
        Recency::New
    } else {
        Recency::Known
    });
    if view.unread {
        view = ask(Recency::Recent);
    }
    asked.life.settle().unwrap();
    view
}

/// A rep who has finished the set-up, with Ada's record in the org.
pub fn set_up() -> (Asked, Rc<Acme>) {
    let (asked, acme, _) = set_up_with_gmail();
    (asked, acme)
}

/// As [`set_up`], with the Google of the connected mailbox.
pub fn set_up_with_gmail() -> (Asked, Rc<Acme>, Rc<Google>) {
    let world = World::new();
    let (acme, google) = set_up_in(&world);
    (Asked::new(&world), acme, google)
}

/// The same, before the worker starts.
pub fn set_up_in(world: &Rc<World>) -> (Rc<Acme>, Rc<Google>) {
    let acme = Acme::on(world);
    let google = Google::on(world);
    let (org_page, google_page) = (Rc::clone(&acme), Rc::clone(&google));
    world.on_sign_in(move |world, url, how| match url.host_str() {
        Some("accounts.google.com") => google_page.sign_in(world.now(), url, how),
        _ => org_page.sign_in(url),
    });
    acme.rows("query?", json!([]));
    let lead = json!({ "Name": "Ada Lovelace", "Email": "ada@analytical.example" });
    acme.step("sobjects/Lead/", 200, lead);
    let what = json!({ "name": "WhatId", "createable": true, "length": 18 });
    for object in ["Task/describe", "EmailMessage/describe"] {
        let described = json!({ "createable": true, "fields": [what] });
        acme.step(object, 200, described);
    }
    let sessions = Sessions::new(Rc::clone(world));
    let (org, key) = (org(), key());
    let sign_in = sessions.sign_in(&org, &key, None);
    let mut life = Life::begin(world);
    life.run(sign_in).unwrap().unwrap();
    life.run(sessions.ask_membership(&org)).unwrap().unwrap();
    drop(life);
    let mailbox = json!({
        "v": 1, "provider": "google", "client_id": google::CLIENT,
        "sub": "sub-jo", "address": "jo@acme.example", "name": "Jo Devries", "expired": false,
    });
    world.plant(Area::Local, "mailbox", &mailbox.to_string());
    let hour = Duration::from_secs(3599);
    let ends = world.now().after(hour);
    google.tokens.borrow_mut().insert("ya29.first".into(), ends);
    let token = json!({
        "v": 1, "sub": "sub-jo", "secret": "ya29.first", "drafts": false,
        "expires": ends.0 - 60_000, "ending": ends.0 - 600_000,
    });
    world.plant(Area::Session, "mailbox.token", &token.to_string());
    let config = json!({ "consumer_key": key.as_str(), "google": null, "microsoft": null });
    let wizard = json!({
        "v": 1, "step": "home", "finished": true, "mail": "google",
        "invitation": { "org": org.as_str(), "config": config, "invited": "jo@acme.example" },
    });
    world.plant(Area::Local, "onboarding.wizard", &wizard.to_string());
    world.on_page_of(TAB, Some(JO), false);
    (acme, google)
}

/// Another user of the org, or the same again, signs in; the page is theirs.
pub fn signs_in(asked: &mut Asked, acme: &Rc<Acme>, user: &'static str, unsent: UnsentWork) {
    *acme.user.borrow_mut() = user;
    let provider = Provider::Salesforce;
    let (org, another) = (Some(org()), true);
    asked
        .ask(
            Sender::App,
            StartSignIn {
                provider,
                org,
                another,
                unsent,
            },
        )
        .unwrap();
    asked.life.settle().unwrap();
    asked.world.on_page_of(TAB, Some(user), false);
}
