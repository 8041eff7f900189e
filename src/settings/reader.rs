//! Reads the values of a policy, and notes the mistakes in them.

use serde_json::{Map, Value};

use super::{
    ActivitySubject, Clients, DialUrl, Finding, OptOutField, PolicyOrg, Problem, Settings, org,
};
use crate::base::{ConsumerKey, OrgHost, Provider, is_google_client, is_tenant, is_uuid};

/// The longest text that is accepted.
const LONGEST: usize = 200;
/// The most orgs that are accepted.
/// As many as Marketo Sales takes ("Product Usage Limits").
const MOST_CHOICES: usize = 15;
/// The length of Marketo Sales' own fields for them.
const LONGEST_CHOICE: usize = 50;
const MOST_ORGS: usize = 100;
/// The most opt-out fields that are accepted.
const MOST_FIELDS: usize = 20;

/// The most blocked domains that are accepted.
const MOST_DOMAINS: usize = 500;

/// A policy while it is read.
#[derive(Default)]
pub struct Reader {
    /// The settings read so far.
    pub settings: Settings,
    /// Whether other orgs than the listed ones are allowed, where the policy says it.
    pub other_orgs: Option<bool>,
    /// The settings that the policy lists as required, by name.
    pub required: Vec<String>,
    /// The mistakes found so far.
    pub findings: Vec<Finding>,
    /// The setting that is read now.
    pub setting: &'static str,
}

impl Reader {
    /// Notes a mistake at a part of the setting's value.
    pub fn wrong(&mut self, at: impl Into<String>, problem: Problem) {
        self.findings.push(Finding {
            setting: self.setting.to_owned(),
            at: at.into(),
            problem,
        });
    }

    /// The value that was read; a mistake is noted.
    fn part<T>(&mut self, at: &str, read: Result<T, Problem>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(problem) => {
                self.wrong(at, problem);
                None
            }
        }
    }

    /// A switch.
    pub fn switch(&mut self, value: &Value) -> Option<bool> {
        let read = value.as_bool().ok_or(Problem::WrongType);
        self.part("", read)
    }

    /// A number within a range.
    pub fn number(&mut self, value: &Value, least: u32, most: u32) -> Option<u32> {
        let read = match value.as_f64() {
            None => Err(Problem::WrongType),
            Some(_) => {
                let whole = value.as_u64().and_then(|number| u32::try_from(number).ok());
                let fits = whole.filter(|number| (least..=most).contains(number));
                fits.ok_or(Problem::OutOfRange)
            }
        };
        self.part("", read)
    }

    /// One of the allowed words.
    pub fn word<T: Clone>(&mut self, value: &Value, words: &[(&str, T)]) -> Option<T> {
        let read = chosen(value, words);
        self.part("", read)
    }

    /// A list of allowed words, each once.
    pub fn words<T: Clone + PartialEq>(&mut self, value: &Value, words: &[(&str, T)]) -> Words<T> {
        let listed = value.as_array().ok_or(Problem::WrongType);
        let listed = self.part("", listed);
        let mut read = Words {
            valid: Vec::new(),
            all_valid: listed.is_some(),
        };
        for (nth, each) in listed.into_iter().flatten().enumerate() {
            let word = chosen(each, words);
            match self.part(&place(nth), word) {
                Some(one) if !read.valid.contains(&one) => read.valid.push(one),
                Some(_) => {}
                None => read.all_valid = false,
            }
        }
        read
    }

    /// The opt-out fields. Where one cannot be read, it is not known who opted out.
    pub fn opt_out_fields(&mut self, value: &Value) {
        let all = self.each_text(value, MOST_FIELDS, |settings, text| {
            let field = OptOutField::parse(text).ok_or(Problem::NotAField)?;
            if !settings.opt_out_fields.contains(&field) {
                settings.opt_out_fields.push(field);
            }
            Ok(())
        });
        self.settings.opt_outs_unread = !all;
    }

    /// The domains that get no mail. Where one cannot be read, none does.
    pub fn blocked_domains(&mut self, value: &Value) {
        let all = self.each_text(value, MOST_DOMAINS, |settings, text| {
            let sound = settings.blocked_domains.add(text);
            sound.then_some(()).ok_or(Problem::NotADomain)
        });
        self.settings.blocked_domains.unread = !all;
    }

    /// Short texts to choose from, each once.
    pub fn choices(&mut self, value: &Value, of: fn(&mut Settings) -> &mut Vec<String>) {
        self.each_text(value, MOST_CHOICES, |settings, text| {
            let choice = line(text)?;
            if choice.chars().count() > LONGEST_CHOICE {
                return Err(Problem::NotText);
            }
            let all = of(settings);
            if !all.contains(&choice) {
                all.push(choice);
            }
            Ok(())
        });
    }

    /// Reads each text of a list of at most so many; says whether all of it could be read.
    fn each_text(
        &mut self,
        value: &Value,
        most: usize,
        read: impl Fn(&mut Settings, &str) -> Result<(), Problem>,
    ) -> bool {
        let listed = value.as_array().ok_or(Problem::WrongType);
        let Some(listed) = self.part("", listed) else {
            return false;
        };
        let mut all = true;
        for (nth, each) in listed.iter().take(most).enumerate() {
            let done = text(each).and_then(|text| read(&mut self.settings, text));
            all &= self.part(&place(nth), done).is_some();
        }
        if listed.len() > most {
            self.wrong("", Problem::OutOfRange);
            all = false;
        }
        all
    }

    /// The pattern of the subject of a logged mail or call.
    pub fn activity_subject(&mut self, value: &Value) {
        let read = |text: &str| ActivitySubject::parse(text).ok_or(Problem::NotAPattern);
        self.settings.activity_subject = self.part("", text(value).and_then(read));
    }

    /// The address of a softphone.
    pub fn dial_url(&mut self, value: &Value) {
        let read = |text: &str| DialUrl::parse(text).map_err(|_| Problem::NotADialUrl);
        self.settings.dial_url = self.part("", text(value).and_then(read));
    }

    /// A line of text.
    pub fn line(&mut self, value: &Value) -> Option<String> {
        let read = text(value).and_then(line);
        self.part("", read)
    }

    /// Google's client for every org.
    pub fn google(&mut self, value: &Value) {
        let read = text(value).and_then(google);
        match self.part("", read) {
            Some(client) => self.settings.clients.google = Some(client),
            None => self.settings.clients.mark_unusable(Provider::Google),
        }
    }

    /// Microsoft's application for every org.
    pub fn microsoft(&mut self, value: &Value) {
        let read = text(value).and_then(microsoft);
        match self.part("", read) {
            Some(application) => self.settings.clients.microsoft = Some(application),
            None => self.settings.clients.mark_unusable(Provider::Microsoft),
        }
    }

    /// The directory of that application.
    pub fn tenant(&mut self, value: &Value) {
        let read = text(value).and_then(tenant);
        match self.part("", read) {
            Some(tenant) => self.settings.clients.tenant = Some(tenant),
            None => self.settings.clients.mark_unusable(Provider::Microsoft),
        }
    }

    /// The list of required settings; `settings` are those that may be in it.
    pub fn required(&mut self, value: &Value, settings: &[&str]) {
        let names: Vec<(&str, String)> = settings
            .iter()
            .map(|name| (*name, (*name).to_owned()))
            .collect();
        let read = self.words(value, &names);
        self.settings.off |= !read.all_valid;
        self.required = read.valid;
    }

    /// The orgs.
    pub fn orgs(&mut self, value: &Value) {
        let listed = value.as_array().ok_or(Problem::WrongType);
        for (nth, each) in self.part("", listed).into_iter().flatten().enumerate() {
            let at = place(nth);
            if nth >= MOST_ORGS {
                self.wrong(at, Problem::OutOfRange);
                return;
            }
            if let Some(org) = self.org(&at, each) {
                self.settings.orgs.push(org);
            }
        }
    }

    fn org(&mut self, at: &str, value: &Value) -> Option<PolicyOrg> {
        let fields = value.as_object().ok_or(Problem::WrongType);
        let fields = self.part(at, fields)?;
        let below = |name: &str| format!("{at}.{name}");
        let host = required(fields, "host").and_then(host);
        let org = self.part(&below("host"), host);
        let key = required(fields, "consumerKey").and_then(consumer_key);
        let key = self.part(&below("consumerKey"), key);
        let mut optional = |name: &str, check: fn(&str) -> Result<String, Problem>| {
            let read = text(fields.get(name)?).and_then(check);
            self.part(&below(name), read)
        };
        let label = optional("label", line);
        let mut clients = Clients {
            google: optional("googleClientId", google),
            microsoft: optional("microsoftClientId", microsoft),
            tenant: optional("microsoftTenant", tenant),
            unusable: Vec::new(),
        };
        let unread =
            |name: &str, read: &Option<String>| read.is_none() && fields.contains_key(name);
        if unread("googleClientId", &clients.google) {
            clients.mark_unusable(Provider::Google);
        }
        if unread("microsoftClientId", &clients.microsoft)
            || unread("microsoftTenant", &clients.tenant)
        {
            clients.mark_unusable(Provider::Microsoft);
        }
        for name in fields
            .keys()
            .filter(|name| org::PARTS.iter().all(|(part, ..)| part != name))
        {
            self.wrong(below(name), Problem::Unknown);
        }
        let (org, consumer_key) = (org?, key?);
        if self.settings.orgs.iter().any(|known| known.org == org) {
            self.wrong(below("host"), Problem::Twice);
            return None;
        }
        Some(PolicyOrg {
            org,
            consumer_key,
            clients,
            label,
        })
    }
}

/// The words of a list.
pub struct Words<T> {
    /// The allowed ones.
    pub valid: Vec<T>,
    /// Whether all of them are allowed.
    pub all_valid: bool,
}

fn place(nth: usize) -> String {
    format!("[{}]", nth.saturating_add(1))
}

fn chosen<T: Clone>(value: &Value, words: &[(&str, T)]) -> Result<T, Problem> {
    let word = text(value)?;
    let found = words.iter().find(|(name, _)| *name == word);
    found
        .map(|(_, meaning)| meaning.clone())
        .ok_or(Problem::NotOffered)
}

fn required<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, Problem> {
    text(fields.get(name).ok_or(Problem::Missing)?)
}

fn text(value: &Value) -> Result<&str, Problem> {
    match value.as_str().map(str::trim) {
        None => Err(Problem::WrongType),
        Some("") => Err(Problem::Missing),
        Some(text) => Ok(text),
    }
}

fn line(text: &str) -> Result<String, Problem> {
    let fits = text.len() <= LONGEST && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned()).ok_or(Problem::NotText)
}

fn host(text: &str) -> Result<OrgHost, Problem> {
    OrgHost::parse(text).map_err(|_| Problem::NotAnOrg)
}

fn consumer_key(text: &str) -> Result<ConsumerKey, Problem> {
    ConsumerKey::parse(text).map_err(|_| Problem::NotAConsumerKey)
}

fn google(text: &str) -> Result<String, Problem> {
    let fits = is_google_client(text);
    fits.then(|| text.to_owned())
        .ok_or(Problem::NotAGoogleClient)
}

fn microsoft(text: &str) -> Result<String, Problem> {
    let fits = is_uuid(text);
    fits.then(|| text.to_owned())
        .ok_or(Problem::NotAMicrosoftClient)
}

fn tenant(text: &str) -> Result<String, Problem> {
    let fits = is_tenant(text);
    fits.then(|| text.to_owned()).ok_or(Problem::NotATenant)
}
