//! Jo at work: signed in to Acme and to Google, with a mail to Ada to send; and what has become of it.
#![allow(dead_code, reason = "each test uses its part")]

use crate::acme::{self, Acme};
use crate::google::{self, Google};
use crate::microsoft::{self, Microsoft};
use crate::tasks::Tasks;
use crate::world::{Killed, Life, World, json as answer};
use msi_actions::actions::{AddTask, CallDirection, FollowUp, Form, LogCall, SendEmail, TaskKind};
use msi_actions::base::{
    About, Day, Fault, IntentId, Millis, ObjectType, Provider, Recipient, RecordId, RecordRef,
};
use msi_actions::insight::Insight;
use msi_actions::mailbox::Mailboxes;
use msi_actions::outbox::{DraftSaved, Outbox, OutboxItem, OutboxState, Owner, Services, Writing};
use msi_actions::ports::{Area, Clock, HttpRequest, HttpResponse, Table};
use msi_actions::salesforce::Sessions;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;

/// The world with everybody in it; it outlives the worker.
pub struct Office {
    pub world: Rc<World>,
    pub acme: Rc<Acme>,
    pub google: Rc<Google>,
    pub microsoft: Rc<Microsoft>,
    mailbox: Mailbox,
    /// The `EmailMessage` records that were made.
    pub logged: Rc<RefCell<Vec<Value>>>,
    /// The Tasks that were made.
    pub tasks: Rc<Tasks>,
    /// What the next attempts to make an `EmailMessage` answer instead.
    pub log_refusals: Rc<RefCell<VecDeque<(u16, Value)>>>,
    /// Whether the org refuses every `EmailMessage`, though describe says that they may be made.
    pub refuses_messages: Rc<Cell<bool>>,
    /// Whether Ada's lead is converted: nothing can refer to it any more.
    pub refuses_lead: Rc<Cell<bool>>,
}

/// What Jo's mailbox is, and what it may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mailbox {
    Gmail,
    /// With the right to send only.
    Outlook,
    /// With the right to drafts, too.
    OutlookDrafts,
}

/// What a new life of the worker makes.
pub struct Worker {
    pub sessions: Rc<Sessions<World>>,
    pub mailboxes: Rc<Mailboxes<World>>,
    pub insight: Rc<Insight<World>>,
    pub outbox: Rc<Outbox<World>>,
}

impl Office {
    /// Jo is signed in to both, with Gmail.
    pub fn open() -> Self {
        Self::with(Mailbox::Gmail)
    }

    /// Jo is signed in to both.
    pub fn with(mailbox: Mailbox) -> Self {
        let office = Self::closed(mailbox);
        let signed_in = SIGNED_IN.with_borrow_mut(|kept| {
            let signed_in = kept
                .entry(mailbox)
                .or_insert_with(|| Rc::new(SignedIn::keep(mailbox)));
            Rc::clone(signed_in)
        });
        signed_in.restore(&office);
        office
    }

    /// Nobody is signed in.
    fn closed(mailbox: Mailbox) -> Self {
        let world = World::new();
        let acme = Acme::on(&world);
        let google = Google::on(&world);
        let microsoft = Microsoft::on(&world);
        microsoft.drafts.set(mailbox == Mailbox::OutlookDrafts);
        let (org_page, google_page) = (Rc::clone(&acme), Rc::clone(&google));
        let entra_page = Rc::clone(&microsoft);
        world.on_sign_in(move |world, url, how| match url.host_str() {
            Some("accounts.google.com") => google_page.sign_in(world.now(), url, how),
            Some("login.microsoftonline.com") => entra_page.sign_in(url, how),
            _ => org_page.sign_in(url),
        });
        acme.step("EmailMessage/describe", 200, describe());
        let mut office = Self {
            acme,
            google,
            microsoft,
            mailbox,
            logged: Rc::default(),
            tasks: Rc::default(),
            log_refusals: Rc::default(),
            refuses_messages: Rc::default(),
            refuses_lead: Rc::default(),
            world,
        };
        office.keep_log();
        office.tasks = Tasks::on(&office.world, &office.acme, &office.refuses_lead);
        office
    }

    /// What the worker makes at its start. Begin the life first.
    pub fn worker(&self) -> Worker {
        let world = &self.world;
        let sessions = Rc::new(Sessions::new(Rc::clone(world)));
        let mailboxes = Rc::new(Mailboxes::new(Rc::clone(world)));
        let insight = Rc::new(Insight::new(Rc::clone(world), Rc::clone(&sessions)));
        let services = Services {
            sessions: Rc::clone(&sessions),
            mailboxes: Rc::clone(&mailboxes),
            insight: Rc::clone(&insight),
        };
        Worker {
            insight,
            sessions,
            mailboxes,
            outbox: Outbox::new(Rc::clone(world), services),
        }
    }

    /// How many composites Salesforce got.
    pub fn acme_composites(&self) -> usize {
        let composite = |request: &&HttpRequest| request.uri().path().ends_with("/composite");
        self.world.requests().iter().filter(composite).count()
    }

    /// The number of mails that left.
    pub fn sent(&self) -> usize {
        self.microsoft.let_go(self.world.server_time());
        self.google.sent.borrow().len() + self.microsoft.sent.borrow().len()
    }

    /// Lives on, woken by alarms only, until the worker sleeps for good. The rep signs in again where
    /// they are asked to.
    pub fn live_on(&self) {
        for _ in 0..60 {
            if self.world.next_alarm().is_none() {
                return;
            }
            let _ = self.wake();
        }
        panic!("the journal never rests: {:?}", self.outbox());
    }

    /// One life that goes on with the journal.
    pub fn wake(&self) -> Result<(), Killed> {
        let mut life = Life::begin(&self.world);
        let worker = self.worker();
        let _ = life.run(worker.outbox.run())?;
        let items = life.run(worker.outbox.outbox())?.unwrap_or_default();
        for provider in items.iter().filter_map(asks_to_sign_in) {
            let _ = match provider {
                Provider::Salesforce => life.run(worker.sign_in_to_salesforce())?.err(),
                _ => life.run(worker.sign_in_to_mail(self.mailbox))?.err(),
            };
            let _ = life.run(worker.outbox.run())?;
        }
        Ok(())
    }

    /// What the surfaces would show.
    pub fn outbox(&self) -> Vec<OutboxItem> {
        let mut life = Life::begin(&self.world);
        let worker = self.worker();
        life.run(worker.outbox.outbox()).unwrap().unwrap()
    }

    /// The row of an action, as it is stored.
    pub fn row(&self, id: &IntentId) -> String {
        self.world.kept(Table::Outbox)[&format!("action/{id}")].clone()
    }

    /// What the rep is told of the one intent, which is done.
    pub fn warning(&self) -> Fault {
        let OutboxState::Done {
            warning: Some(warning),
        } = self.state()
        else {
            panic!("{:?}", self.state())
        };
        warning
    }

    /// The one state in the outbox.
    pub fn state(&self) -> OutboxState {
        let [item] = &self.outbox()[..] else {
            panic!("not one intent: {:?}", self.outbox());
        };
        item.state.clone()
    }

    fn keep_log(&self) {
        let (acme, logged) = (Rc::clone(&self.acme), Rc::clone(&self.logged));
        let refusals = Rc::clone(&self.log_refusals);
        let refuses = Rc::clone(&self.refuses_messages);
        let converted = Rc::clone(&self.refuses_lead);
        self.world.on_http(move |_, request| {
            let bearer = request.headers().get("authorization")?.to_str().ok()?;
            let token = bearer.strip_prefix("Bearer ")?;
            if !acme.access.borrow().iter().any(|good| good == token) {
                return None; // Acme says so itself.
            }
            match request.uri().path() {
                "/services/data/v67.0/composite" => {
                    let checks = std::str::from_utf8(request.body()).unwrap();
                    if !checks.contains("\"POST\"") && !checks.contains("\"PATCH\"") {
                        return None; // Acme answers what is only read.
                    }
                    if refuses.get() {
                        let refusal = json!([{ "errorCode": "INSUFFICIENT_ACCESS_OR_READONLY",
                            "message": "insufficient access rights on object id" }]);
                        refusals.borrow_mut().clear();
                        refusals.borrow_mut().push_back((403, refusal));
                    }
                    let refers = std::str::from_utf8(request.body())
                        .unwrap()
                        .contains(ada().id.as_str());
                    if converted.get() && refers {
                        let refusal = json!([{ "errorCode": "CANNOT_UPDATE_CONVERTED_LEAD",
                            "message": "cannot reference converted lead" }]);
                        refusals.borrow_mut().push_front((400, refusal));
                    }
                    log(request, &logged, &refusals).map(Ok)
                }
                "/services/data/v67.0/composite/graph" => {
                    Some(Ok(log_all(request, &logged, &refusals, refuses.get())))
                }
                "/services/data/v67.0/query" => Some(Ok(find(request, &logged))),
                _ => None,
            }
        });
    }
}

thread_local! {
    static SIGNED_IN: RefCell<HashMap<Mailbox, Rc<SignedIn>>> = RefCell::default();
}

/// What signing in leaves behind: done once a thread, since the crash tests open tens of thousands of
/// offices.
struct SignedIn {
    local: BTreeMap<String, String>,
    session: BTreeMap<String, String>,
    good: Vec<String>,
    access: Vec<String>,
    google: HashMap<String, Millis>,
    microsoft: HashMap<String, Millis>,
    refresh: HashMap<String, Millis>,
}

impl SignedIn {
    fn keep(mailbox: Mailbox) -> Self {
        let office = Office::closed(mailbox);
        let worker = office.worker();
        let mut life = Life::begin(&office.world);
        life.run(worker.sign_in_to_salesforce()).unwrap().unwrap();
        life.run(worker.sign_in_to_mail(mailbox)).unwrap().unwrap();
        Self {
            local: office.world.stored(Area::Local),
            session: office.world.stored(Area::Session),
            good: office.acme.good.borrow().clone(),
            access: office.acme.access.borrow().clone(),
            google: office.google.tokens.borrow().clone(),
            microsoft: office.microsoft.tokens.borrow().clone(),
            refresh: office.microsoft.refresh_tokens.borrow().clone(),
        }
    }

    fn restore(&self, office: &Office) {
        for (area, texts) in [(Area::Local, &self.local), (Area::Session, &self.session)] {
            for (key, text) in texts {
                office.world.plant(area, key, text);
            }
        }
        office.acme.good.borrow_mut().clone_from(&self.good);
        office.acme.access.borrow_mut().clone_from(&self.access);
        office.acme.made.set(1);
        office.google.tokens.borrow_mut().clone_from(&self.google);
        office.google.made.set(1);
        let microsoft = &office.microsoft;
        microsoft.tokens.borrow_mut().clone_from(&self.microsoft);
        microsoft
            .refresh_tokens
            .borrow_mut()
            .clone_from(&self.refresh);
        microsoft.made.set(9);
    }
}

impl Worker {
    pub async fn sign_in_to_salesforce(&self) -> Result<(), Fault> {
        let signed_in = self
            .sessions
            .sign_in(&acme::org(), &acme::key(), None)
            .await;
        Ok(signed_in.map(drop)?)
    }

    pub async fn sign_in_to_google(&self) -> Result<(), Fault> {
        self.sign_in_to_mail(Mailbox::Gmail).await
    }

    pub async fn sign_in_to_mail(&self, mailbox: Mailbox) -> Result<(), Fault> {
        let client = match mailbox {
            Mailbox::Gmail => google::client(),
            Mailbox::Outlook | Mailbox::OutlookDrafts => microsoft::client(),
        };
        let signed_in = self.mailboxes.sign_in(&client, google::JO).await;
        Ok(signed_in.map(drop)?)
    }

    /// Sends the form of [`mail`].
    pub async fn submit(&self) -> Result<OutboxItem, Fault> {
        self.outbox.submit(intent(), jo(), ada(), mail()).await
    }

    /// Keeps a draft on [`ada`].
    pub async fn keeps(&self, draft: IntentId, form: Form) -> Result<DraftSaved, Fault> {
        let writing = Writing {
            draft,
            form: IntentId::new([2; 16]),
            edition: 1,
            seen: None,
            user: None,
        };
        let record = ada();
        self.outbox.save_draft(&record, "Ada", form, writing).await
    }

    /// Submits another form.
    pub async fn submit_form(&self, form: Form) -> Result<OutboxItem, Fault> {
        self.outbox.submit(intent(), jo(), ada(), form).await
    }
}

pub fn intent() -> IntentId {
    IntentId::new([7; 16])
}

pub fn jo() -> Owner {
    Owner {
        org: acme::org(),
        user_id: RecordId::parse(&acme::JO[..15]).unwrap(),
        name: "Jo Devries".into(),
        mailbox: Some(google::JO.into()),
    }
}

pub fn ada() -> RecordRef {
    RecordRef {
        org: acme::org(),
        object: ObjectType::Lead,
        id: RecordId::parse("00QAc0000000001").unwrap(),
    }
}

pub fn mail() -> Form {
    Form::SendEmail(email())
}

pub fn email() -> SendEmail {
    SendEmail {
        to: vec![Recipient {
            address: "ada@analytical.example".into(),
            name: Some("Ada Lovelace".into()),
            record: Some(ada().id),
            ..Recipient::default()
        }],
        subject: "Engines".into(),
        html: "<p>Dear Ada</p>".into(),
        ..SendEmail::default()
    }
}

/// A call with Ada, and what follows from it.
pub fn call() -> LogCall {
    LogCall {
        reason: String::new(),
        seconds: None,
        timer: None,
        who: Some(ada().id),
        who_name: Some("Ada Lovelace".into()),
        also: Vec::new(),
        about: About::Undecided,
        subject: "Call".into(),
        outcome: "Left voicemail".into(),
        direction: CallDirection::Outbound,
        minutes: Some(12),
        notes: "She calls back.".into(),
        on: today(),
        follow_up: Some(FollowUp {
            subject: "Call again".into(),
            due: Some(today().later(7)),
            priority: "High".into(),
            reminder: Some(Millis(1_800_600_000_000)),
        }),
        step: None,
    }
}

/// Something to be done for Ada.
pub fn task() -> AddTask {
    AddTask {
        who: Some(ada().id),
        who_name: Some("Ada Lovelace".into()),
        also: Vec::new(),
        others: Vec::new(),
        about: About::Undecided,
        kind: TaskKind::Custom,
        subject: "Send the quote".into(),
        due: Some(today()),
        priority: "Normal".into(),
        reminder: None,
        assignee: None,
        notes: String::new(),
    }
}

pub fn today() -> Day {
    Day::parse("2027-01-15").unwrap()
}

fn asks_to_sign_in(item: &OutboxItem) -> Option<Provider> {
    use msi_actions::base::Move;
    match &item.state {
        OutboxState::Waiting { fault, .. } | OutboxState::Logging { fault } => {
            match fault.as_ref()?.whose_move {
                Move::SignIn { provider } => Some(provider),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Enhanced Email without a field of ours.
pub fn describe() -> Value {
    let names = [
        "Status",
        "Incoming",
        "MessageDate",
        "Subject",
        "HtmlBody",
        "TextBody",
        "FromAddress",
        "FromName",
        "ToIds",
        "ToAddress",
        "CcAddress",
        "BccAddress",
        "MessageIdentifier",
    ];
    let field = |name| json!({ "name": name, "createable": true, "length": 4000 });
    json!({ "createable": true, "fields": names.map(field) })
}

/// Makes the `EmailMessage` of a composite that has one.
fn log(
    request: &HttpRequest,
    logged: &RefCell<Vec<Value>>,
    refusals: &RefCell<VecDeque<(u16, Value)>>,
) -> Option<HttpResponse> {
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    let steps = body["compositeRequest"].as_array().unwrap();
    let activity = steps
        .iter()
        .find(|step| step["referenceId"] == "activity")?;
    let halted = acme::halted(activity, &[]).map(|refusal| (400, refusal));
    let (status, made) = match refusals.borrow_mut().pop_front().or(halted) {
        Some(refusal) => refusal,
        None => {
            logged.borrow_mut().push(activity["body"].clone());
            (201, json!({ "id": "02sAc0000000001MAA", "success": true }))
        }
    };
    let answers = steps.iter().map(|step| {
        let body = if step == activity {
            made.clone()
        } else {
            json!({ "id": "1", "success": true })
        };
        json!({ "referenceId": step["referenceId"], "httpStatusCode": status, "body": body })
    });
    Some(answer(
        200,
        json!({ "compositeResponse": answers.collect::<Vec<_>>() }),
    ))
}

/// Makes the `EmailMessage` of each graph. What is refused takes its own graph with it and no other.
fn log_all(
    request: &HttpRequest,
    logged: &RefCell<Vec<Value>>,
    refusals: &RefCell<VecDeque<(u16, Value)>>,
    refuses: bool,
) -> HttpResponse {
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    let graphs = body["graphs"].as_array().unwrap();
    assert!(graphs.len() <= 75, "{} graphs in a call", graphs.len());
    let answers = graphs.iter().map(|graph| {
        let steps = graph["compositeRequest"].as_array().unwrap();
        assert_eq!(steps.len(), 1, "a refused step takes the others with it");
        let refusal = match refuses {
            true => Some((403, json!([{ "errorCode": "INSUFFICIENT_ACCESS_OR_READONLY", "message": "no" }]))),
            false => refusals.borrow_mut().pop_front(),
        };
        let (status, made) = refusal.unwrap_or_else(|| {
            logged.borrow_mut().push(steps[0]["body"].clone());
            (201, json!({ "id": "02sAc0000000001MAA", "success": true }))
        });
        json!({ "graphId": graph["graphId"], "isSuccessful": status < 300, "graphResponse": {
            "compositeResponse": [{ "referenceId": steps[0]["referenceId"], "httpStatusCode": status,
                "httpHeaders": {}, "body": made }] } })
    });
    answer(200, json!({ "graphs": answers.collect::<Vec<_>>() }))
}

fn find(request: &HttpRequest, logged: &RefCell<Vec<Value>>) -> HttpResponse {
    let query = request.uri().query().unwrap();
    let (_, soql) = url::form_urlencoded::parse(query.as_bytes())
        .next()
        .unwrap();
    if let Some((_, listed)) = soql.split_once("MessageIdentifier IN (") {
        let asked = |row: &&Value| listed.contains(row["MessageIdentifier"].as_str().unwrap());
        let rows: Vec<Value> = logged.borrow().iter().filter(asked).cloned().collect();
        return answer(
            200,
            json!({ "done": true, "totalSize": rows.len(), "records": rows }),
        );
    }
    let (_, rest) = soql.split_once("MessageIdentifier = '").unwrap();
    let (identifier, _) = rest.split_once('\'').unwrap();
    let rows: Vec<Value> = logged
        .borrow()
        .iter()
        .filter(|each| each["MessageIdentifier"] == identifier)
        .map(|_| json!({ "Id": "02sAc0000000001MAA" }))
        .collect();
    answer(
        200,
        json!({ "totalSize": rows.len(), "done": true, "records": rows }),
    )
}
