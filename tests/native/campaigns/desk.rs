//! A browser of Jo's, with an org that has campaigns and a mailbox whose mails may be read. Several can share both.

use crate::google::{self, Google};
use crate::support::cadence_org;
use crate::support::campaign_org::{CampaignOrg, NEWER, describes};
use crate::support::inbox::Inbox;
use crate::support::salesforce_org::{self, Acme, org};
use crate::support::worker::{Asked, lightning, panel, set_up_in, signs_in, taken};
use crate::world::{Mishap, World};
use msi_actions::actions::{AddToCampaign, ChosenCampaign, Form, StepId};
use msi_actions::base::{
    Fault, IntentId, Millis, ObjectType, Recipient, RecordId, RecordRef, UnsentWork,
};
use msi_actions::campaigns::{
    Absence, Campaign, MemberView, OrgCampaigns, Recency, Rules, Steer, Step, StepTask, What,
    WhileAway, Why,
};
use msi_actions::mailbox::Part;
use msi_actions::ports::{Area, Clock};
use msi_actions::protocol::{
    CheckLaunch, GetCampaigns, GetRecordCampaigns, SaveCampaign, Sender, SetAway, SteerMember,
};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

pub const HOUR: Duration = Duration::from_secs(3600);

/// A browser.
pub struct Desk {
    pub asked: Asked,
    pub google: Rc<Google>,
    pub acme: Rc<Acme>,
}

impl Desk {
    /// A browser of Jo's; `seed` makes its random numbers others than those of another browser.
    pub fn new(campaigns: &Rc<CampaignOrg>, inbox: &Rc<Inbox>, seed: u64) -> Self {
        let world = World::new();
        world.seed(seed);
        let (acme, google) = set_up_in(&world);
        if !campaigns.without_objects.get() {
            for (name, mut description) in describes() {
                if campaigns.older.get() {
                    let fields = description["fields"].as_array_mut().unwrap();
                    fields.retain(|field| !NEWER.iter().any(|newer| field["name"] == **newer));
                }
                acme.step(name, 200, description);
            }
        }
        if !campaigns.cadences.cadences.borrow().is_empty() {
            for (name, description) in cadence_org::describes() {
                acme.step(name, 200, description);
            }
        }
        let task = ["WhatId", "ActivityDate"]
            .map(|name| json!({ "name": name, "createable": true, "length": 18 }));
        let task = json!({ "createable": true, "fields": task });
        acme.step("Task/describe", 200, task);
        let readable = ["Incoming", "FromAddress", "MessageDate"]
            .map(|name| json!({ "name": name, "createable": false, "length": 0 }));
        let email = json!({ "createable": true, "fields": readable });
        let described = ("EmailMessage/describe", 200, email);
        acme.steps.borrow_mut().insert(0, described);
        // The logs of the mails.
        let logged = json!({ "id": "00TAc0000000099MAA", "success": true, "errors": [] });
        acme.step("POST /services/data/v67.0/sobjects/Task", 201, logged);
        let tasks = Rc::clone(campaigns);
        *acme.part.borrow_mut() = Some(Box::new(move |step, body| tasks.noted(step, body)));
        // As the check before a mail sees them.
        let people = campaigns.people.borrow();
        let rows = people.iter().map(|(id, known)| {
            let mut row = salesforce_org::ada();
            row["Id"] = json!(id);
            for name in ["Name", "Email", "OwnerId"] {
                row[name] = known[name].clone();
            }
            ("Lead", row)
        });
        *acme.people.borrow_mut() = rows.collect();
        drop(people);
        inbox.also_in(&world);
        campaigns.on(&world);
        let mut account: Value =
            serde_json::from_str(&world.stored(Area::Local)["mailbox"]).unwrap();
        account["agreed_to_replies"] = true.into();
        account["reads"] = true.into();
        world.plant(Area::Local, "mailbox", &account.to_string());
        let token = &world.stored(Area::Session)["mailbox.token"];
        let mut token: Value = serde_json::from_str(token).unwrap();
        token["reads"] = true.into();
        world.plant(Area::Session, "mailbox.token", &token.to_string());
        world.set_policy(&json!({ "replies": true }));
        google.reads.set(true);
        *google.kept_in.borrow_mut() = Some(Rc::clone(inbox));
        google
            .granted
            .borrow_mut()
            .push_str(" https://www.googleapis.com/auth/gmail.readonly");
        Self {
            asked: Asked::new(&world),
            google,
            acme,
        }
    }

    /// The worker's next life: it is started, and what it begins is done.
    pub fn start(&mut self) {
        let world = Rc::clone(&self.asked.world);
        self.asked = Asked::new(&world);
        self.asked.worker.start();
        let _ = self.asked.life.settle();
    }

    /// Whether Salesforce has ended the session: an answer with a new refresh token was lost with the life that asked.
    pub fn is_signed_out(&self) -> bool {
        self.acme.good.borrow().is_empty()
    }

    /// The rep signs in to Salesforce again, as the notice asks them to.
    pub fn sign_in(&mut self) {
        signs_in(
            &mut self.asked,
            &self.acme,
            salesforce_org::JO,
            UnsentWork::Keep,
        );
    }

    /// Time passes; alarms wake the worker, and a life that was killed is followed by another.
    pub fn pass(&mut self, span: Duration) {
        let end = self.asked.world.now().after(span);
        while self.asked.world.now() < end {
            let left = end.since(self.asked.world.now()).min(HOUR / 4);
            let Ok(alarms) = self.asked.life.pass(left) else {
                self.asked.world.pass(Duration::from_secs(60));
                self.start();
                continue;
            };
            for alarm in alarms {
                self.asked.worker.alarm(&alarm);
                let _ = self.asked.life.settle();
            }
        }
    }

    /// As [`Self::pass`], but the worker is killed at this of the next moments; says whether there were so many.
    pub fn pass_killed_at(&mut self, span: Duration, at: usize) -> bool {
        self.asked.world.doom(Mishap::WorkerKilled, at);
        self.pass(span);
        let was_hit = !self.asked.world.doomed();
        self.asked.world.pardon();
        self.start();
        was_hit
    }

    /// This browser is closed until it is as late as at another one.
    pub fn is_closed_until(&mut self, other: &Self) {
        let now = self.asked.world.now();
        self.asked.world.pass(other.asked.world.now().since(now));
    }

    /// The rep steers a membership on the page.
    pub fn steer(&mut self, member: &str, how: Steer) -> Result<(), Fault> {
        let steer = SteerMember {
            org: org(),
            member: member.to_owned(),
            how,
        };
        self.asked.ask(Sender::App, steer).map(drop)
    }

    /// What the page shows.
    pub fn view(&mut self, refresh: bool) -> OrgCampaigns {
        let recency = match refresh {
            true => Recency::New,
            false => Recency::Recent,
        };
        self.seen_by(Sender::App, recency)
    }

    /// What the popup shows.
    pub fn view_known(&mut self) -> OrgCampaigns {
        self.seen_by(Sender::Popup, Recency::Known)
    }

    fn seen_by(&mut self, sender: Sender, recency: Recency) -> OrgCampaigns {
        let mut view = self.asked.ask(sender, GetCampaigns { recency }).unwrap();
        view.orgs.pop().unwrap()
    }

    /// What the panel shows at the first lead.
    pub fn of_record(&mut self, recency: Recency) -> OrgCampaigns {
        let record = record(1);
        let url = lightning(record.id.as_str());
        let question = GetRecordCampaigns { record, recency };
        self.asked.ask(panel(&url), question).unwrap()
    }

    /// The one member that there is.
    pub fn member(&mut self) -> MemberView {
        let mut members = self.view(true).members;
        assert_eq!(members.len(), 1, "{members:?}");
        members.pop().unwrap()
    }

    /// Saves a campaign, and gives it as a form chooses it.
    pub fn save(&mut self, campaign: &Campaign) -> ChosenCampaign {
        let save = SaveCampaign {
            org: org(),
            campaign: Box::new(campaign.clone()),
            seen: None,
        };
        self.asked.ask(Sender::App, save).unwrap();
        let view = self.view(false);
        let mut found = view.campaigns.into_iter();
        let view = found.find(|view| view.campaign.key == campaign.key);
        let view = view.unwrap();
        ChosenCampaign {
            id: view.id,
            name: view.campaign.name,
            cadence: false,
        }
    }

    /// The rep changes the one campaign that there is, as they see it.
    pub fn change(&mut self, change: impl FnOnce(&mut Campaign)) {
        let view = self.view(true).campaigns.pop().unwrap();
        let mut campaign = view.campaign;
        change(&mut campaign);
        let save = SaveCampaign {
            org: org(),
            campaign: Box::new(campaign),
            seen: Some(view.changed),
        };
        self.asked.ask(Sender::App, save).unwrap();
    }

    /// The rep is away from now on for so many days, or is back.
    pub fn away(&mut self, days: Option<(u16, WhileAway)>) -> Result<(), Fault> {
        let today = self.asked.world.today();
        let away = days.map(|(days, how)| Absence {
            first: today,
            last: today.later(days).earlier(1),
            how,
        });
        self.asked.ask(Sender::App, SetAway { away }).map(drop)
    }

    /// The mails that left: to whom, the subject, and when by its date.
    pub fn mails(&self) -> Vec<(String, String, Millis)> {
        let sent = self.google.sent.borrow();
        let parsed = sent.iter().map(|text| {
            let mail = mail_parser::MessageParser::default()
                .parse(text.as_bytes())
                .unwrap();
            let to = mail
                .to()
                .unwrap()
                .first()
                .unwrap()
                .address()
                .unwrap()
                .to_owned();
            let at = mail.date().unwrap().to_timestamp() * 1000;
            (to, mail.subject().unwrap().to_owned(), Millis(at))
        });
        parsed.collect()
    }

    /// The subjects of the mails that left.
    pub fn sent(&self) -> Vec<String> {
        let sent = self.google.sent.borrow();
        let subject = |text: &String| {
            let line = text.lines().find_map(|line| line.strip_prefix("Subject: "));
            line.unwrap().to_owned()
        };
        sent.iter().map(subject).collect()
    }
}

pub fn lead(n: usize) -> RecordId {
    RecordId::parse(&format!("00QAc{n:010}")).unwrap()
}

pub fn record(n: usize) -> RecordRef {
    RecordRef {
        org: org(),
        object: ObjectType::Lead,
        id: lead(n),
    }
}

pub fn address(n: usize) -> String {
    format!("p{n}@x{n}.example")
}

pub fn person(n: usize) -> Recipient {
    Recipient {
        address: address(n),
        name: Some(format!("Lead {n}")),
        record: Some(lead(n)),
        ..Recipient::default()
    }
}

pub fn form(campaign: &ChosenCampaign, people: impl Iterator<Item = usize>) -> Form {
    Form::AddToCampaign(AddToCampaign {
        campaign: Some(campaign.clone()),
        people: people.map(person).collect(),
        ..AddToCampaign::default()
    })
}

pub fn mail(day: u16, subject: &str) -> Step {
    Step {
        id: StepId::default(),
        added: None,
        day,
        what: What::Mail {
            subject: subject.to_owned(),
            html: "<p>Hello</p>".to_owned(),
            by_itself: true,
            in_thread: false,
        },
    }
}

/// A mail in the thread of the one before.
pub fn reply(day: u16, subject: &str) -> Step {
    let mut step = mail(day, subject);
    if let What::Mail { in_thread, .. } = &mut step.what {
        *in_thread = true;
    }
    step
}

pub fn call(day: u16) -> Step {
    Step {
        id: StepId::default(),
        added: None,
        day,
        what: What::Task {
            kind: StepTask::Call,
            subject: "Call them".to_owned(),
            notes: "Ask".to_owned(),
        },
    }
}

/// As [`campaign`], with the ids that its steps get when they are saved.
pub fn saved(steps: Vec<Step>) -> Campaign {
    let mut campaign = campaign(steps);
    for (step, n) in campaign.steps.iter_mut().zip(1..) {
        step.id = StepId::nth(n);
    }
    campaign
}

pub fn campaign(steps: Vec<Step>) -> Campaign {
    Campaign {
        key: IntentId::new([77; 16]),
        name: "Welcome".to_owned(),
        category: String::new(),
        steps,
        rules: Rules::default(),
        archived: false,
    }
}

/// A mail of somebody's.
pub fn written(from: &str, subject: &str, text: &str, more: &[(&str, &str)]) -> Part {
    let mut headers = vec![
        ("From".to_owned(), from.to_owned()),
        ("To".to_owned(), google::JO.to_owned()),
        ("Subject".to_owned(), subject.to_owned()),
        ("Message-ID".to_owned(), format!("<{subject}-{from}>")),
    ];
    headers.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    Part {
        headers,
        kind: "multipart/alternative".into(),
        parts: vec![Part {
            kind: "text/plain".into(),
            text: text.to_owned(),
            ..Part::default()
        }],
        ..Part::default()
    }
}

/// What an absence says.
pub const AUTO: [(&str, &str); 1] = [("Auto-Submitted", "auto-replied")];

/// An org without the four objects, likewise: its campaigns are this browser's alone.
pub fn alone(leads: usize) -> (Rc<CampaignOrg>, Rc<Inbox>) {
    let (campaigns, inbox) = shared(leads);
    campaigns.without_objects.set(true);
    (campaigns, inbox)
}

/// An org with so many leads, and the mailbox.
pub fn shared(leads: usize) -> (Rc<CampaignOrg>, Rc<Inbox>) {
    let campaigns = Rc::<CampaignOrg>::default();
    for n in 1..=leads {
        campaigns.lead(lead(n).as_str(), &address(n));
    }
    (campaigns, Rc::default())
}

pub fn submit(desk: &mut Desk, id: u8, form: Form) {
    use msi_actions::protocol::Submit;
    let submit = Submit {
        intent: IntentId::new([id; 16]),
        record: record(1),
        form,
        sure: Vec::new(),
    };
    let url = lightning(lead(1).as_str());
    let answer = desk.asked.ask(panel(&url), submit).unwrap();
    taken(answer).unwrap();
    desk.pass(Duration::from_secs(60));
}

/// What the check says of the first lead.
pub fn check(desk: &mut Desk) -> Vec<Why> {
    let check = CheckLaunch {
        record: record(1),
        people: vec![person(1)],
    };
    let url = lightning(lead(1).as_str());
    let left = desk.asked.ask(panel(&url), check).unwrap();
    left.into_iter().map(|left| left.why).collect()
}

/// The headers of the mails that left.
pub fn headers(desk: &Desk, name: &str) -> Vec<String> {
    let sent = desk.google.sent.borrow();
    let value = |text: &String| {
        let mail = mail_parser::MessageParser::default();
        let mail = mail.parse(text.as_bytes()).unwrap();
        let value = mail.header_raw(name).unwrap_or_default();
        value.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    sent.iter().map(value).collect()
}
