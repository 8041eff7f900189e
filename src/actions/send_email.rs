//! Send Sales Email: one mail from the rep's own mailbox, logged on the record.

use serde::{Deserialize, Serialize};

use super::checks::Checks;
use super::{Action, CheckedStep, Effect, Fresh, Later, Mail, Offer, OneEach, PersonZone};
use crate::base::{About, FieldFault, Recipient, html::EMPTY_LINE, is_address};
use crate::insight::{PersonView, Record};
use crate::mailbox::{Attachment, Earlier, images_of, one_line, plain_text, shown_of};

/// Gmail's limit for one mail sent through its API ("Gmail sending limits in Google Workspace").
const MAX_RECIPIENTS: usize = 500;

/// Of those who get a mail each so many are named, the others are counted.
const NAMED: usize = 3;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SendEmail {
    /// At least one.
    pub to: Vec<Recipient>,
    /// Copies.
    pub cc: Vec<Recipient>,
    /// Blind copies.
    pub bcc: Vec<Recipient>,
    /// At most 255 characters, no line break.
    pub subject: String,
    /// Sanitised HTML, signature included.
    pub html: String,
    /// The opportunity that it is about, from a contact.
    #[serde(default, skip_serializing_if = "About::is_undecided")]
    pub about: About,
    /// The name of the template that was put into it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// The mail in whose thread it goes; `None` for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Box<Earlier>>,
    /// The step of a sales campaign that it does, where the rep checks its email first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Box<CheckedStep>>,
    /// When it is sent; `None` for at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
    /// Its files and the images of its text, in the order in which they were added; also images that the text shows no
    /// more ([`Self::carried`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// One mail for each person in To; `None` for one mail to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<OneEach>,
    /// What was special about it while it was a mail for each person, should the rep choose that again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_each: Option<OneEach>,
}

/// What may be a mistake in a form. The rep is asked before it is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// It has no subject.
    NoSubject,
    /// It has no text but the signature.
    NoWords,
    /// Nobody has said which of several opportunities it is about.
    AboutWhat,
}

impl SendEmail {
    /// What the rep is to be asked about before it is sent; `signature` is the rep's, as HTML.
    #[must_use]
    pub fn doubts(&self, signature: &str) -> Vec<Doubt> {
        let words = one_line(&plain_text(&self.html));
        let no_words = words.is_empty() || words == one_line(&plain_text(signature));
        let no_words = no_words && images_of(&self.html).is_subset(&images_of(signature));
        let doubts = [
            (self.subject.trim().is_empty(), Doubt::NoSubject),
            (no_words, Doubt::NoWords),
        ];
        let found = doubts.into_iter().filter(|(found, _)| *found);
        found.map(|(_, doubt)| doubt).collect()
    }
}

impl SendEmail {
    /// What the form's mails carry of its files: all but the images that no text shows.
    #[must_use]
    pub fn carried(&self) -> Vec<Attachment> {
        shown_of(self.texts(), &self.attachments)
    }

    /// Nobody has written anything yet: a template takes the place above the signature.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let html = self.html.trim();
        self.subject.trim().is_empty() && (html.is_empty() || html.starts_with(EMPTY_LINE))
    }

    /// Whom it is sent to, with their time zones, where these are known.
    #[must_use]
    pub fn zones(&self) -> Vec<PersonZone> {
        let known = self.to.iter().filter_map(|person| {
            Some(PersonZone {
                name: person.shown().to_owned(),
                zone: person.zone.clone()?,
            })
        });
        known.collect()
    }

    /// Updates each recipient who has a record to the address there. Returns those whose address changed. Recipients
    /// whose record has no address any more keep the old one: the check before sending asks about them.
    pub fn follow(&mut self, people: &[PersonView]) -> Vec<Recipient> {
        let mut changed = Vec::new();
        let copies = self.cc.iter().chain(&self.bcc);
        let all: Vec<Recipient> = self.chosen().chain(copies).cloned().collect();
        for who in all {
            let person = people
                .iter()
                .find(|person| Some(&person.record) == who.record.as_ref());
            let address = person.and_then(|person| person.address.as_ref());
            if let Some(address) = address.filter(|address| **address != who.address) {
                changed.push(self.replace(
                    &who,
                    Recipient {
                        address: address.clone(),
                        ..who.clone()
                    },
                ));
            }
        }
        changed
    }
}

impl Action for SendEmail {
    /// Offered without a person, too: an address can be typed.
    fn offered(_on: &Record, with: Option<&PersonView>) -> Offer {
        match with {
            Some(person) if person.address.is_none() => Offer::Needs("offer_needs_address".into()),
            _ => Offer::Yes,
        }
    }

    /// A mail to the person, with an empty line above the signature.
    fn fresh(start: &Fresh<'_>) -> Self {
        let signature = start.signature;
        let html = if signature.trim().is_empty() {
            String::new()
        } else {
            format!("{EMPTY_LINE}{signature}")
        };
        Self {
            to: start
                .with
                .and_then(PersonView::recipient)
                .into_iter()
                .collect(),
            html,
            about: start.about.clone(),
            ..Self::default()
        }
    }

    fn check(&self) -> Result<(), Vec<FieldFault>> {
        let mut checks = Checks::default();
        if self.everybody_is_left_out() {
            // With a value it shows before the rep tries to send.
            checks.fault_of("to", "field_each_nobody", "");
        } else if self.to.is_empty() {
            checks.fault("to", "field_recipient_missing");
        }
        for (field, people) in [("to", &self.to), ("cc", &self.cc), ("bcc", &self.bcc)] {
            for person in people.iter().filter(|person| !is_address(&person.address)) {
                checks.fault_of(field, "field_address_invalid", &person.address);
            }
        }
        if self.to.len() + self.cc.len() + self.bcc.len() > MAX_RECIPIENTS {
            checks.fault("to", "field_recipients_too_many");
        }
        if !self.subject.trim().is_empty() {
            checks.subject("subject", &self.subject);
        }
        if self.html.trim().is_empty() {
            checks.fault("html", "field_body_missing");
        }
        self.check_each(&mut checks);
        checks.result()
    }

    fn plan(&self) -> Vec<Effect> {
        if self.each.is_some() {
            return vec![Effect::OneEach {
                people: self.to.clone(),
                about: self.about.id(),
            }];
        }
        let mail = self.mail().into_iter();
        mail.flat_map(|mail| [Effect::Mail(mail.clone()), Effect::LogMail(mail)])
            .collect()
    }

    fn mail(&self) -> Option<Mail> {
        Some(Mail {
            to: self.to.clone(),
            cc: self.cc.clone(),
            bcc: self.bcc.clone(),
            subject: one_line(&self.subject),
            html: self.html.clone(),
            text: plain_text(&self.html),
            about: self.about.id(),
            template: self.template.clone(),
            attachments: self.carried(),
            earlier: self.follows(),
            closes: self.done_step().and_then(|step| step.task.clone()),
        })
    }

    fn subject(&self) -> String {
        one_line(&self.subject)
    }

    fn about_mut(&mut self) -> &mut About {
        &mut self.about
    }

    fn recipients(&self) -> String {
        let named = match self.each {
            Some(_) if self.to.len() > NAMED => NAMED,
            _ => self.to.len(),
        };
        names(&self.to, named)
    }

    fn known_people(&self) -> Vec<String> {
        let everyone = self.to.iter().chain(&self.cc).chain(&self.bcc);
        let known = everyone.filter(|person| person.record.is_some());
        known.map(Recipient::shown).map(str::to_owned).collect()
    }

    fn forget_words(&mut self) {
        self.html.clear();
        self.attachments.clear();
        self.kept_each = None;
        if let Some(each) = &mut self.each {
            each.personal.clear();
            each.filled.clear();
        }
    }
}

/// The first of some people by name, and how many more there are.
pub(super) fn names(people: &[Recipient], most: usize) -> String {
    let mut shown: Vec<String> = people.iter().map(|who| who.shown().to_owned()).collect();
    let more = shown.split_off(most.min(shown.len())).len();
    shown.extend((more > 0).then(|| format!("+{more}")));
    shown.join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::base::{FileId, Millis, RecordId};
    use crate::mailbox::content_id;
    use crate::salesforce::OptOut;

    fn filled() -> SendEmail {
        SendEmail {
            to: vec![to("ada@analytical.example")],
            subject: "Engines".into(),
            html: "<p>Hello</p>".into(),
            ..SendEmail::default()
        }
    }

    fn to(address: &str) -> Recipient {
        Recipient {
            address: address.into(),
            ..Recipient::default()
        }
    }

    fn faults(form: &SendEmail) -> Vec<(String, String)> {
        let faults = form.check().unwrap_err();
        faults
            .into_iter()
            .map(|fault| (fault.field.into(), fault.message.into()))
            .collect()
    }

    #[test]
    fn a_filled_form_is_sent_and_then_logged() {
        assert_eq!(filled().check(), Ok(()));
        let plan = filled().plan();
        assert!(
            matches!(plan.as_slice(), [Effect::Mail(sent), Effect::LogMail(logged)] if sent == logged)
        );
    }

    #[test]
    fn a_mail_is_untouched_until_somebody_writes_above_the_signature() {
        let fresh = |subject: &str, html: &str| SendEmail {
            subject: subject.into(),
            html: html.into(),
            ..filled()
        };
        let signature = "<div>Jo</div>";
        assert!(fresh("", "").is_untouched());
        assert!(fresh(" ", &format!("{EMPTY_LINE}{signature}")).is_untouched());
        assert!(!fresh("Plans", "").is_untouched());
        assert!(!fresh("", &format!("<div>Hello</div>{signature}")).is_untouched());
    }

    #[test]
    fn who_is_known_is_written_to_where_they_are_now() {
        let (ada, lin) = ("00Q5w000029KTYHEA4", "0035w00000AbcDEAAZ");
        let known = |record: &str, address: &str| Recipient {
            record: Some(RecordId::parse(record).unwrap()),
            ..to(address)
        };
        let person = |record: &str, address: Option<&str>| PersonView {
            record: RecordId::parse(record).unwrap(),
            name: String::new(),
            title: None,
            address: address.map(str::to_owned),
            phone: None,
            mobile: None,
            role: None,
            primary: false,
            marks: None,
            owner: None,
            zone: None,
            opt_out: OptOut::default(),
        };
        let mut form = SendEmail {
            to: vec![
                known(ada, "old@analytical.example"),
                to("old@analytical.example"),
            ],
            bcc: vec![known(lin, "lin@x.example")],
            ..filled()
        };
        let people = [
            person(ada, Some("new@analytical.example")),
            person(lin, None),
        ];
        let new = known(ada, "new@analytical.example");
        assert_eq!(form.follow(&people), std::slice::from_ref(&new));
        assert_eq!(form.to, [new, to("old@analytical.example")]);
        assert_eq!(form.bcc, [known(lin, "lin@x.example")]);
        assert_eq!(form.follow(&people), []);
    }

    #[test]
    fn every_empty_field_is_named() {
        let expected = [
            ("to", "field_recipient_missing"),
            ("html", "field_body_missing"),
        ];
        assert_eq!(
            faults(&SendEmail::default()),
            expected.map(|(field, message)| (field.to_owned(), message.to_owned()))
        );
    }

    #[test]
    fn a_mail_without_subject_or_words_is_asked_about() {
        let signature = "<div><b>Jo Devries</b></div><div>Acme</div>";
        assert!(filled().doubts(signature).is_empty());
        let mut untouched = SendEmail {
            html: format!("<p><br></p>{signature}"),
            ..filled()
        };
        assert_eq!(untouched.doubts(signature), [Doubt::NoWords]);
        untouched.subject = " ".into();
        let both = [Doubt::NoSubject, Doubt::NoWords];
        assert_eq!(untouched.doubts(signature), both);
        let image = content_id(&FileId::new(Millis(1), [1; 16]));
        untouched.html = format!("<p><img src=\"cid:{image}\"></p>{signature}");
        assert_eq!(
            untouched.doubts(signature),
            [Doubt::NoSubject],
            "an image says something"
        );
        untouched.html = format!("<p>Hello</p>{signature}");
        assert_eq!(untouched.doubts(signature), [Doubt::NoSubject]);
        assert_eq!(untouched.check(), Ok(()), "the rep decides");
    }

    #[test]
    fn the_plain_text_of_a_mail_is_that_of_its_html() {
        let mail = SendEmail {
            html: "<p><br></p><div>Jo Devries</div>".into(),
            ..filled()
        };
        let plan = mail.plan();
        assert!(matches!(plan.first(), Some(Effect::Mail(mail)) if mail.text == "Jo Devries"));
    }

    #[test]
    fn an_image_goes_with_the_mail_as_long_as_the_text_shows_it() {
        let id = FileId::new(Millis(1), [1; 16]);
        let cid = content_id(&id);
        let image = Attachment {
            id,
            name: "logo.png".into(),
            kind: "image/png".into(),
            size: 1,
            cid: Some(cid.clone()),
        };
        let mut form = filled();
        form.attachments.push(image.clone());
        assert_eq!(form.mail().unwrap().attachments, []);
        assert_eq!(form.attachments.len(), 1, "Undo finds it");
        form.html = format!("<p>Hello <img src=\"cid:{cid}\"></p>");
        assert_eq!(form.mail().unwrap().attachments, [image]);
    }

    #[test]
    fn a_wrong_address_is_named_with_its_field() {
        let mut form = filled();
        form.bcc = vec![to("ok@a.example"), to("nonsense")];
        let fault = form.check().unwrap_err().remove(0);
        assert_eq!(fault.field, "bcc");
        assert_eq!(fault.value.as_deref(), Some("nonsense"));
    }

    #[test]
    fn a_subject_is_one_line_of_what_salesforce_keeps() {
        for (subject, message) in [
            ("a\r\nBcc: b@c.example".to_owned(), "field_subject_one_line"),
            ("é".repeat(256), "field_subject_too_long"),
        ] {
            let form = SendEmail {
                subject,
                ..filled()
            };
            assert_eq!(faults(&form), [("subject".to_owned(), message.to_owned())]);
        }
    }
}
