//! The administrator's desk: Jo may invite; Acme's users and who has the permission set.
#![allow(dead_code, reason = "each test uses its part")]

use crate::acme;
use crate::office::{Mailbox, Office, Worker, jo};
use crate::world::{Killed, Life, World, json as answer};
use msi_actions::admin::team::{Draft, InvitationItem, Team};
use msi_actions::base::{Fault, IntentId, Move, Provider, RecordId};
use msi_actions::outbox::Welcome;
use msi_actions::ports::{HttpRequest, HttpResponse};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const SET: &str = "0PSAc0000000001";

/// A user of the org.
#[derive(Clone)]
pub struct Someone {
    pub row: Value,
    pub tasks: bool,
}

/// The org's users; outlives the worker.
#[derive(Default)]
pub struct Directory {
    pub users: RefCell<Vec<Someone>>,
    /// Who has the permission set; never twice.
    pub assigned: RefCell<Vec<String>>,
    /// Of those, whose assignment was revoked or ran out.
    pub ended: RefCell<Vec<String>>,
    /// The code beside the words of a second assignment.
    pub duplicate: Cell<Option<&'static str>>,
    /// Rows of tokens on a page; 0 for as many as there are.
    pub token_page: Cell<usize>,
    /// Whether the org has the permission set.
    pub bare: Cell<bool>,
    /// Whether tokens may be read.
    pub tokens: RefCell<Option<Vec<Value>>>,
    /// The queries and calls, in their order.
    pub asked: RefCell<Vec<String>>,
    /// HTTP calls.
    pub calls: Cell<usize>,
}

/// The office with a directory.
pub struct Desk {
    pub office: Office,
    pub directory: Rc<Directory>,
    orders: Cell<u8>,
}

pub fn id(n: usize) -> RecordId {
    RecordId::parse(&format!("005Ac{n:010}")).unwrap()
}

/// An active employee with the given number and first name.
pub fn employee(n: usize, first: &str) -> Someone {
    let lower = first.to_lowercase();
    Someone {
        row: json!({
            "Id": id(n).as_str(), "Name": format!("{first} Tester"), "FirstName": first,
            "Email": format!("{lower}@acme.example"), "Username": format!("{lower}@acme.example"),
            "Title": null, "IsActive": true, "UserType": "Standard", "LanguageLocaleKey": "en_US",
            "Profile": { "UserLicense": { "Name": "Salesforce" } },
        }),
        tasks: true,
    }
}

impl Someone {
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.row[field] = value;
        self
    }
}

impl Desk {
    pub fn open(users: Vec<Someone>) -> Self {
        Self::with(Mailbox::Gmail, users)
    }

    pub fn with(mailbox: Mailbox, users: Vec<Someone>) -> Self {
        let office = Office::with(mailbox);
        let directory = Rc::new(Directory::default());
        directory.users.replace(users);
        directory.tokens.replace(Some(Vec::new()));
        let (server, acme) = (Rc::clone(&directory), Rc::clone(&office.acme));
        office.world.on_http(move |_, request| {
            let bearer = request.headers().get("authorization")?.to_str().ok()?;
            let token = bearer.strip_prefix("Bearer ")?;
            let good = acme.access.borrow().iter().any(|good| good == token);
            good.then(|| server.answer(request)).flatten().map(Ok)
        });
        Self {
            office,
            directory,
            orders: Cell::new(1),
        }
    }

    /// What a new life of the worker makes.
    pub fn worker(&self) -> (Worker, Rc<Team<World>>) {
        let worker = self.office.worker();
        let team = Team::new(
            Rc::clone(&self.office.world),
            Rc::clone(&worker.sessions),
            Rc::clone(&worker.mailboxes),
            Rc::clone(&worker.outbox),
        );
        (worker, team)
    }

    /// Does `work` in a life of its own, with what it spawns.
    pub fn live<T>(&self, work: impl AsyncFnOnce(Rc<Team<World>>) -> T) -> T {
        let mut life = Life::begin(&self.office.world);
        let (_worker, team) = self.worker();
        let answer = life.run(work(Rc::clone(&team))).unwrap();
        life.settle().unwrap();
        answer
    }

    /// Invites users, as one order.
    pub fn invite(&self, numbers: impl Iterator<Item = usize>) {
        let users: Vec<_> = numbers.map(id).collect();
        let order = self.orders.replace(self.orders.get() + 1);
        let order = IntentId::new([order; 16]);
        let invite = async |team: Rc<Team<World>>| {
            let draft = Draft { order, ..draft() };
            team.invite(&acme::org(), &users, &draft).await
        };
        self.live(invite).unwrap();
    }

    /// Lives on, woken by alarms only, until the worker sleeps for good. The administrator signs in
    /// where they are asked to.
    pub fn live_on(&self) {
        for _ in 0..120 {
            if self.office.world.next_alarm().is_none() {
                return;
            }
            let _ = self.wake();
        }
        panic!("the team never rests: {:?}", self.items());
    }

    /// A start of the worker.
    pub fn wake(&self) -> Result<(), Killed> {
        let mut life = Life::begin(&self.office.world);
        let (worker, team) = self.worker();
        let _ = life.run(worker.outbox.run())?;
        let items = life.run(team.invitations(&acme::org()))?;
        let faults = items.into_iter().flat_map(|view| view.items);
        for provider in faults.filter_map(|item| asks_to_sign_in(item.fault.as_ref()?)) {
            let _ = match provider {
                Provider::Salesforce => life.run(worker.sign_in_to_salesforce())?.err(),
                _ => life.run(worker.sign_in_to_google())?.err(),
            };
            let _ = life.run(worker.outbox.run())?;
        }
        Ok(())
    }

    /// What the page would show.
    pub fn items(&self) -> Vec<InvitationItem> {
        let mut life = Life::begin(&self.office.world);
        let (_, team) = self.worker();
        let view = life.run(team.invitations(&acme::org()));
        view.unwrap().unwrap().items
    }

    /// How many mails went to an address.
    pub fn mails_to(&self, address: &str) -> usize {
        let to = format!("<{address}>");
        let gmail = self.office.google.sent.borrow();
        let has = |mime: &&String| {
            let to_line = mime.lines().find(|line| line.starts_with("To:"));
            to_line.is_some_and(|line| line.contains(&to))
        };
        gmail.iter().filter(has).count()
    }
}

/// An invitation by mail, in each user's own language, with no words of Jo's own.
pub fn draft() -> Draft {
    Draft {
        welcome: Welcome::ByMail,
        language: None,
        note: String::new(),
        by: jo(),
        key: acme::key(),
        order: IntentId::new([0; 16]),
    }
}

fn asks_to_sign_in(fault: &Fault) -> Option<Provider> {
    match fault.whose_move {
        Move::SignIn { provider } => Some(provider),
        _ => None,
    }
}

impl Directory {
    fn answer(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let (path, query) = (request.uri().path(), request.uri().query());
        let reply = match (request.method().as_str(), path.rsplit_once("v67.0/")?.1) {
            ("GET", "query") => {
                let soql = url::form_urlencoded::parse(query?.as_bytes()).next()?.1;
                answer(200, self.rows(&soql)?)
            }
            ("GET", page) if page.starts_with("query/01gTokens-") => {
                let from = page.rsplit_once('-')?.1.parse().unwrap();
                answer(200, self.tokens_from(from))
            }
            ("GET", page) if page.starts_with("query/01gUsers-") => {
                let from = page.rsplit_once('-')?.1.parse().unwrap();
                answer(200, self.everybody_from(from))
            }
            ("POST", "composite") => self.composite(request)?,
            ("POST", "composite/sobjects") => answer(200, self.assign(request)),
            ("DELETE", "composite/sobjects") => answer(200, self.take_away(query?)),
            _ => return None,
        };
        self.calls.set(self.calls.get() + 1);
        Some(reply)
    }

    fn composite(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let mut parts = Vec::new();
        for step in body["compositeRequest"].as_array()? {
            let url = url::Url::parse("https://x.example").unwrap();
            let url = url.join(step["url"].as_str()?).unwrap();
            let soql = url.query_pairs().next()?.1.into_owned();
            let refused = soql.contains("OauthToken") && self.tokens.borrow().is_none();
            let (status, body) = if refused {
                (
                    400,
                    json!([{ "errorCode": "INVALID_TYPE", "message": "no such object" }]),
                )
            } else {
                (200, self.rows(&soql)?)
            };
            parts.push(json!({ "referenceId": step["referenceId"], "httpStatusCode": status, "body": body }));
        }
        assert!(parts.len() <= 5, "five queries in a composite");
        Some(answer(200, json!({ "compositeResponse": parts })))
    }

    fn rows(&self, soql: &str) -> Option<Value> {
        self.asked.borrow_mut().push(soql.to_owned());
        let lower = soql.to_lowercase();
        let listed = |key: &str| lower.contains(&format!("'{}'", key.to_lowercase()));
        let users = self.users.borrow();
        if soql.starts_with("SELECT Id FROM User WHERE") {
            return Some(self.everybody_from(0));
        }
        let rows: Vec<Value> = if soql
            .starts_with("SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name")
        {
            let assigned = self.assigned.borrow();
            assigned
                .iter()
                .map(|user| json!({ "AssigneeId": user }))
                .collect()
        } else if soql.contains("FROM User WHERE IsActive") {
            let (_, limit) = soql.split_once("LIMIT ").unwrap();
            let (limit, offset) = limit.split_once(" OFFSET ").unwrap();
            let offset: usize = offset.parse().unwrap();
            assert!(offset <= 2_000, "Maximum SOQL offset allowed is 2000");
            let active = users.iter().filter(|user| user.row["IsActive"] == true);
            let page = active.skip(offset).take(limit.parse().unwrap());
            page.map(|user| user.row.clone()).collect()
        } else if soql.contains("FROM User WHERE Id IN")
            || soql.contains("FROM User WHERE Email IN")
        {
            let field = if soql.contains("Email IN") {
                "Email"
            } else {
                "Id"
            };
            let found = users
                .iter()
                .filter(|user| listed(user.row[field].as_str().unwrap()));
            found.map(|user| user.row.clone()).collect()
        } else if soql.contains("FROM PermissionSet WHERE") {
            let set = (!self.bare.get()).then(|| json!({ "Id": SET }));
            set.into_iter().collect()
        } else if soql.starts_with("SELECT Id, AssigneeId") {
            let assigned = self.assigned.borrow();
            let ended = self.ended.borrow();
            let only_ended = soql.contains("(IsActive = false OR IsRevoked = true)");
            let found = assigned
                .iter()
                .filter(|user| listed(user) && (!only_ended || ended.contains(user)));
            found.map(|user| json!({ "Id": user.replace("005", "0Pa").get(..15), "AssigneeId": user })).collect()
        } else if soql.contains("FROM PermissionSetAssignment") {
            let assigned = self.assigned.borrow();
            let ended = self.ended.borrow();
            let in_force = soql.contains("IsActive = true AND IsRevoked = false");
            let counts = |user: &&String| listed(user) && !(in_force && ended.contains(user));
            let own = assigned.iter().filter(counts).map(|user| {
                json!({ "AssigneeId": user, "PermissionSet": { "Name": "MSI_Actions", "PermissionsEditTask": false } })
            });
            let profiles = users.iter().filter(|user| user.tasks && listed(user.row["Id"].as_str().unwrap())).map(|user| {
                json!({ "AssigneeId": user.row["Id"], "PermissionSet": { "Name": "X00e", "PermissionsEditTask": true } })
            });
            own.chain(profiles).collect()
        } else if soql.contains("FROM OauthToken") {
            return Some(self.tokens_from(0));
        } else {
            return None;
        };
        Some(json!({ "totalSize": rows.len(), "done": true, "records": rows }))
    }

    /// A page of all users, of 2,000.
    fn everybody_from(&self, from: usize) -> Value {
        let users = self.users.borrow();
        let page = users.iter().skip(from).take(2_000);
        let page: Vec<_> = page.map(|user| json!({ "Id": user.row["Id"] })).collect();
        let to = from + page.len();
        match to < users.len() {
            false => json!({ "totalSize": users.len(), "done": true, "records": page }),
            true => json!({ "totalSize": users.len(), "done": false, "records": page,
                "nextRecordsUrl": format!("/services/data/v67.0/query/01gUsers-{to}") }),
        }
    }

    /// A page of the tokens.
    fn tokens_from(&self, from: usize) -> Value {
        let tokens = self.tokens.borrow().clone().unwrap();
        let size = match self.token_page.get() {
            0 => tokens.len(),
            size => size,
        };
        let page: Vec<_> = tokens.iter().skip(from).take(size).collect();
        let to = from + size;
        match to < tokens.len() {
            false => json!({ "totalSize": tokens.len(), "done": true, "records": page }),
            true => json!({ "totalSize": tokens.len(), "done": false, "records": page,
                "nextRecordsUrl": format!("/services/data/v67.0/query/01gTokens-{to}") }),
        }
    }

    fn assign(&self, request: &HttpRequest) -> Value {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(body["allOrNone"], false);
        let records = body["records"].as_array().unwrap();
        assert!(records.len() <= 200);
        self.asked
            .borrow_mut()
            .push(format!("assign {}", records.len()));
        let users = self.users.borrow();
        let results = records.iter().map(|record| {
            assert_eq!(record["attributes"]["type"], "PermissionSetAssignment");
            assert!(record["PermissionSetId"].as_str().unwrap().starts_with(SET));
            let user = record["AssigneeId"].as_str().unwrap().to_owned();
            let someone = users.iter().find(|each| each.row["Id"] == user.as_str()).unwrap();
            let refused = |code: &str, message: &str| {
                json!({ "success": false, "errors": [{ "statusCode": code, "message": message, "fields": [] }] })
            };
            let mut assigned = self.assigned.borrow_mut();
            if assigned.contains(&user) {
                let code = self.duplicate.get().unwrap_or("DUPLICATE_VALUE");
                refused(code, "Duplicate PermissionSetAssignment. Assignee: …")
            } else if someone.row["Profile"]["UserLicense"]["Name"] != "Salesforce" {
                refused("FIELD_INTEGRITY_EXCEPTION", "The user license doesn't allow the permission: API Enabled")
            } else {
                assigned.push(user);
                json!({ "id": "0PaAc0000000001AAA", "success": true, "errors": [] })
            }
        });
        results.collect()
    }

    fn take_away(&self, query: &str) -> Value {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        let ids = pairs
            .into_iter()
            .find(|(key, _)| key == "ids")
            .unwrap()
            .1
            .into_owned();
        let results = ids.split(',').map(|id| {
            let stem = id.replace("0Pa", "005");
            let stem = stem.get(..15).unwrap();
            for users in [&self.assigned, &self.ended] {
                users.borrow_mut().retain(|user| !user.starts_with(stem));
            }
            json!({ "id": id, "success": true, "errors": [] })
        });
        results.collect()
    }
}
