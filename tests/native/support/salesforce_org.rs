//! Acme's Salesforce, as far as the native tests need one: OAuth with rotating refresh tokens that
//! checks what it is sent, userinfo, versions, and composites answered from a table.

use crate::world::{AuthAnswer, World, json as answer};
use msi_actions::base::{ConsumerKey, OrgHost};
use msi_actions::ports::{Area, HttpRequest, HttpResponse};
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use url::{Url, form_urlencoded};

pub const ORG_ID: &str = "00DAc0000000001MAA";
pub const JO: &str = "005Ac0000000002IAA";
pub const SAM: &str = "005Ac0000000003IAA";
const KEY: &str = "3MVG9AcmeDemo.Org_MsiActions_ExternalClientApp_ConsumerKey_1";

/// Asks whether the rep is in the team.
pub const IN_TEAM: &str = "UserSetupEntityAccess";
/// Asks for the org's own record of its apps.
pub const APPS: &str = "MSI_Actions_App__mdt";
/// The client at Google that the record names.
pub const GOOGLE: &str = crate::support::google::CLIENT;

/// The org's own record of its apps.
pub fn record() -> Value {
    json!({ "Consumer_Key__c": KEY, "Google_Client_Id__c": GOOGLE,
        "Microsoft_Client_Id__c": null, "Microsoft_Tenant__c": null })
}

/// A part of the org with a state of its own: it gets a step's method with its address, and its body.
pub type Part = Box<dyn Fn(&str, &Value) -> Option<(u16, Value)>>;

/// The org's state; it outlives the worker.
pub struct Acme {
    /// Who signs in at the page.
    pub user: RefCell<&'static str>,
    /// The time zone of their user, where userinfo says it.
    pub zone: Cell<Option<&'static str>>,
    /// The language of the user's record.
    pub language: Cell<&'static str>,
    /// The newest version that it offers.
    pub newest: Cell<u16>,
    /// The refresh tokens that are good.
    pub good: RefCell<Vec<String>>,
    /// The access tokens that are good.
    pub access: RefCell<Vec<String>>,
    /// What steps of composites answer, by a part of their method and address; the first match counts.
    pub steps: RefCell<Vec<(&'static str, u16, Value)>>,
    /// What the org says of the rep and of its apps; nothing else answers those two questions.
    pub words: RefCell<HashMap<&'static str, Value>>,
    /// What answers steps before those, where it has an answer.
    pub part: RefCell<Option<Part>>,
    /// What a query of deleted records answers.
    pub bin: RefCell<Value>,
    /// What a REST call answers instead of its own.
    pub refusal: RefCell<Option<(u16, Value)>>,
    /// Sessions may end while requests of theirs are on their way: those bring a token that is kept no more.
    pub ends_sessions: Cell<bool>,
    /// The number of requests by path.
    pub asked: RefCell<BTreeMap<String, usize>>,
    /// What the token endpoint refuses: the kind of grant, and its answer.
    pub denies: RefCell<Option<(&'static str, Value)>>,
    /// The leads and contacts that the check before a mail finds, by their object.
    pub people: RefCell<Vec<(&'static str, Value)>>,
    challenge: RefCell<String>,
    /// How many tokens it has made.
    pub made: Cell<u32>,
}

pub fn org() -> OrgHost {
    OrgHost::parse("acme.my.salesforce.com").unwrap()
}

pub fn key() -> ConsumerKey {
    ConsumerKey::parse(KEY).unwrap()
}

impl Acme {
    /// Puts the org into a world, with Jo at the sign-in page.
    pub fn on(world: &Rc<World>) -> Rc<Self> {
        let acme = Rc::new(Self {
            user: RefCell::new(JO),
            zone: Cell::new(None),
            language: Cell::new("en_US"),
            newest: Cell::new(67),
            good: RefCell::default(),
            access: RefCell::default(),
            steps: RefCell::default(),
            words: RefCell::default(),
            part: RefCell::default(),
            bin: RefCell::new(json!({ "done": true, "records": [] })),
            refusal: RefCell::default(),
            asked: RefCell::default(),
            denies: RefCell::default(),
            people: RefCell::new(vec![("Lead", ada())]),
            challenge: RefCell::default(),
            ends_sessions: Cell::default(),
            made: Cell::new(0),
        });
        for object in [
            "Lead/describe",
            "Contact/describe",
            "Account/describe",
            "OpportunityContactRole/describe",
            "Event/describe",
            "CampaignMember/describe",
        ] {
            acme.step(object, 200, people());
        }
        let gone = json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
        acme.step("__c/describe", 404, gone.clone());
        // Nobody has a licence for Sales Engagement.
        acme.step("ActionCadence/describe", 404, gone.clone());
        acme.step("ActionCadenceTracker/describe", 404, gone);
        acme.step("/Owner?fields=Name", 200, json!({ "Name": "Mia Chen" }));
        acme.rows("FROM TaskStatus", json!([{ "ApiName": "Completed" }]));
        acme.says(IN_TEAM, json!([{}]));
        acme.says(APPS, json!([record()]));
        let page = Rc::clone(&acme);
        world.on_sign_in(move |_, url, _| page.sign_in(url));
        let server = Rc::clone(&acme);
        world.on_http(move |world, request| {
            (request.uri().host() == Some("acme.my.salesforce.com"))
                .then(|| Ok(server.answer(world, request)))
        });
        acme
    }

    /// How often a path was asked for.
    pub fn count(&self, path: &str) -> usize {
        self.asked.borrow().get(path).copied().unwrap_or(0)
    }

    /// Ends every access token, as the session policy does.
    pub fn expire_access(&self) {
        self.access.borrow_mut().clear();
    }

    /// Sets the rows of one of the two questions that are asked at each sign-in, [`IN_TEAM`] and
    /// [`APPS`].
    pub fn says(&self, question: &'static str, rows: Value) {
        self.words.borrow_mut().insert(question, rows);
    }

    /// Sets what the steps of composites answer whose method and address, such as `GET /services/data/…`, have this
    /// part.
    pub fn step(&self, part: &'static str, status: u16, body: Value) {
        self.steps.borrow_mut().insert(0, (part, status, body));
    }

    /// Sets the rows of a query that has this part.
    pub fn rows(&self, part: &'static str, rows: Value) {
        self.step(part, 200, json!({ "done": true, "records": rows }));
    }

    pub fn sign_in(&self, url: &Url) -> AuthAnswer {
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(url.path(), "/services/oauth2/authorize");
        assert_eq!(asked["client_id"], KEY);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert_eq!(asked["scope"], "api refresh_token openid profile email");
        *self.challenge.borrow_mut() = asked["code_challenge"].clone();
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        back.query_pairs_mut()
            .append_pair("code", "aPrx.code==")
            .append_pair("state", &asked["state"]);
        AuthAnswer::Redirect(back.into())
    }

    fn answer(&self, world: &World, request: &HttpRequest) -> HttpResponse {
        let path = request.uri().path().to_owned();
        *self.asked.borrow_mut().entry(path.clone()).or_default() += 1;
        let form: HashMap<String, String> = form_urlencoded::parse(request.body())
            .into_owned()
            .collect();
        match path.as_str() {
            "/services/oauth2/token" => self.token(&form),
            "/services/oauth2/revoke" => {
                self.good.borrow_mut().retain(|good| *good != form["token"]);
                answer(200, json!({}))
            }
            _ => self.with_token(world, request, &path),
        }
    }

    fn token(&self, form: &HashMap<String, String>) -> HttpResponse {
        assert_eq!(form["client_id"], KEY);
        assert!(!form.contains_key("client_secret"), "a public client");
        let kind = form["grant_type"].as_str();
        let denied = self.denies.borrow();
        if let Some((_, why)) = denied.as_ref().filter(|(denied, _)| *denied == kind) {
            return answer(400, why.clone());
        }
        match kind {
            "authorization_code" => {
                let verifier = PkceCodeVerifier::new(form["code_verifier"].clone());
                let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
                assert_eq!(challenge.as_str(), *self.challenge.borrow());
            }
            _ => {
                let mut good = self.good.borrow_mut();
                let used = &form["refresh_token"];
                if !good.contains(used) {
                    // An old one revokes the current one and all access tokens.
                    good.clear();
                    self.access.borrow_mut().clear();
                    let why = "expired access/refresh token";
                    let body = json!({ "error": "invalid_grant", "error_description": why });
                    return answer(400, body);
                }
                good.retain(|good| good != used);
            }
        }
        let n = self.made.replace(self.made.get() + 1);
        self.good.borrow_mut().push(format!("refresh-{n}"));
        self.access.borrow_mut().push(format!("access-{n}"));
        let user = *self.user.borrow();
        answer(
            200,
            json!({
                "access_token": format!("access-{n}"),
                "refresh_token": format!("refresh-{n}"),
                "instance_url": "https://acme.my.salesforce.com",
                "id": format!("https://login.salesforce.com/id/{ORG_ID}/{user}"),
                "token_type": "Bearer",
                "issued_at": "1800000000000",
                "signature": "c2lnbmF0dXJl",
                "scope": "api refresh_token openid profile email",
            }),
        )
    }

    fn with_token(&self, world: &World, request: &HttpRequest, path: &str) -> HttpResponse {
        let bearer = request.headers()["authorization"].to_str().unwrap();
        let token = bearer.strip_prefix("Bearer ").unwrap();
        if !self.access.borrow().iter().any(|good| good == token) {
            let message = "Session expired or invalid";
            let body = json!([{ "errorCode": "INVALID_SESSION_ID", "message": message }]);
            return answer(401, body);
        }
        let refresh = token.replace("access", "refresh");
        let kept = [Area::Local, Area::Session].map(|area| world.stored(area));
        assert!(
            self.ends_sessions.get() || format!("{kept:?}").contains(&refresh),
            "the refresh token is kept before the access token is used"
        );
        if let Some((status, body)) = &*self.refusal.borrow() {
            return answer(*status, body.clone());
        }
        match path {
            "/services/oauth2/userinfo" => {
                let user = *self.user.borrow();
                answer(
                    200,
                    json!({
                        "user_id": user, "organization_id": ORG_ID,
                        "preferred_username": "jo@acme.example", "email": "jo@acme.example",
                        "name": "Jo Devries", "zoneinfo": self.zone.get(), "language": self.language.get(),
                    }),
                )
            }
            "/services/data" => {
                let versions = (60..=self.newest.get())
                    .map(|n| json!({ "version": format!("{n}.0"), "label": "", "url": "" }));
                answer(200, versions.collect())
            }
            _ => {
                let mut response = match path.ends_with("/composite") {
                    true => self.composite(request),
                    false if path.ends_with("/queryAll") => answer(200, self.bin.borrow().clone()),
                    false => answer(200, json!({ "path": path })),
                };
                let usage = "api-usage=25/15000; per-app-api-usage=17/250(appName=MSI Actions)";
                let usage = usage.parse().unwrap();
                response.headers_mut().insert("sforce-limit-info", usage);
                response
            }
        }
    }

    fn composite(&self, request: &HttpRequest) -> HttpResponse {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let steps = self.steps.borrow();
        // What later steps may refer to.
        let mut made: Vec<String> = Vec::new();
        let answers = body["compositeRequest"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| {
                let reference = step["referenceId"].as_str().unwrap();
                let made_before: Vec<&str> = made.iter().map(String::as_str).collect();
                if let Some(halted) = halted(step, &made_before) {
                    return json!({ "referenceId": reference, "httpStatusCode": 400, "httpHeaders": {}, "body": halted });
                }
                let url = step["url"].as_str().unwrap();
                let plain = url
                    .replace('+', " ")
                    .replace("%3D", "=")
                    .replace("%27", "'");
                let plain = format!("{} {plain}", step["method"].as_str().unwrap());
                let words = self.words.borrow();
                let part = self.part.borrow();
                let said = part
                    .as_ref()
                    .and_then(|part| part(&plain, &step["body"]))
                    .or_else(|| {
                        let mut words = words.iter();
                        let (_, rows) = words.find(|(question, _)| plain.contains(**question))?;
                        Some((200, json!({ "done": true, "records": rows })))
                    })
                    .or_else(|| {
                        let rows = found(&self.people.borrow(), url)?;
                        let own = steps.iter().any(|(part, ..)| plain.contains(part));
                        (!own).then(|| (200, json!({ "done": true, "records": rows })))
                    });
                let (status, body) = said.unwrap_or_else(|| {
                    let (_, status, body) = steps
                        .iter()
                        .find(|(part, ..)| plain.contains(part) && is_of_kind(part, &plain))
                        .unwrap_or_else(|| panic!("nothing answers {plain}"));
                    (*status, body.clone())
                });
                if status < 300 {
                    made.push(format!("{reference}.id"));
                }
                json!({ "referenceId": reference, "httpStatusCode": status, "httpHeaders": {}, "body": body })
            });
        answer(
            200,
            json!({ "compositeResponse": answers.collect::<Vec<_>>() }),
        )
    }
}

/// What a record answers is not what its object's describe answers.
fn is_of_kind(part: &str, address: &str) -> bool {
    !address.ends_with("/describe") || part.contains("describe")
}

/// The people that one of the queries before a mail finds; `None` for any other query.
fn found(people: &[(&str, Value)], url: &str) -> Option<Vec<Value>> {
    let (path, query) = url.split_once('?')?;
    let (_, soql) = form_urlencoded::parse(query.as_bytes()).next()?;
    let (select, condition) = soql.split_once(" WHERE ")?;
    let (fields, object) = select.strip_prefix("SELECT ")?.split_once(" FROM ")?;
    let (field, listed) = condition.split_once(" IN (")?;
    let deleted = path.ends_with("/queryAll");
    let fits = |row: &Value| {
        let value = row[field].as_str().unwrap_or_default();
        let known = listed.to_lowercase().contains(&value.to_lowercase());
        !value.is_empty() && known && (deleted || row["IsDeleted"] != true)
    };
    // Only what was asked for.
    let shown = |row: &Value| {
        let mut row = row.clone();
        let asked = |name: &str| {
            let mut fields = fields.split(", ");
            fields.any(|field| field.split('.').next() == Some(name))
        };
        row.as_object_mut()?.retain(|name, _| asked(name));
        Some(row)
    };
    let of = people.iter().filter(|(of, row)| *of == object && fits(row));
    (field == "Id" || field == "Email").then(|| of.filter_map(|(_, row)| shown(row)).collect())
}

/// Ada's lead, as Salesforce has it.
pub fn ada() -> Value {
    json!({
        "Id": "00QAc0000000001MAA", "Name": "Ada Lovelace", "Email": "ada@analytical.example",
        "IsDeleted": false, "MasterRecordId": null, "MasterRecord": null, "IsConverted": false,
        "ConvertedContactId": null, "ConvertedContact": null, "HasOptedOutOfEmail": false,
        "OwnerId": JO, "Owner": { "Name": "Jo Devries" },
    })
}

/// What a composite answers to a step that refers to an answer that there is not: whatever begins as a
/// reference is taken for one.
pub fn halted(step: &Value, answers: &[&str]) -> Option<Value> {
    let text = format!("{}{}", step["url"], step["body"]);
    let foreign = text.split("@{").skip(1).any(|rest| {
        let path = rest.split('}').next().unwrap_or_default();
        !answers.contains(&path)
    });
    foreign.then(|| {
        let message = "Invalid reference specified.";
        json!([{ "errorCode": "PROCESSING_HALTED", "message": message }])
    })
}

/// What describe says of people.
fn people() -> Value {
    let names = [
        "AccountId",
        "Title",
        "Email",
        "Phone",
        "MobilePhone",
        "LastActivityDate",
        "mkto_si__Relative_Score_Value__c",
        "mkto_si__Urgency_Value__c",
        "mkto_si__Priority__c",
        "mkto_si__Last_Interesting_Moment_Desc__c",
        "mkto_si__Last_Interesting_Moment_Type__c",
        "mkto_si__Last_Interesting_Moment_Date__c",
        "Status",
        "Role",
        "IsPrimary",
        "Birthdate",
        "OwnerId",
        "MasterRecordId",
        "IsConverted",
        "ConvertedContactId",
        "HasOptedOutOfEmail",
        "HasOptedOutOfFax",
        "DoNotCall",
    ];
    let field = |name| json!({ "name": name, "createable": true, "length": 80 });
    json!({ "createable": true, "fields": names.map(field) })
}
