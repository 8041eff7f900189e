//! The mails of a form: one for all, or one for each of its people.

use super::SendEmail;
use super::checks::Checks;
use super::each::{MOST_PEOPLE, Personal, text_of};
use crate::base::Recipient;

impl SendEmail {
    /// The mail of one of the people in To, with their own text where they have one.
    #[must_use]
    pub fn mail_for(&self, person: &Recipient) -> Self {
        let filled = self.each.as_ref();
        let filled = filled.and_then(|each| text_of(&each.filled, &person.address));
        let own = filled.or_else(|| self.personal_of(&person.address));
        self.with_text(Some(person), own)
    }

    /// The mail with the text for all, as the first of the people gets it.
    #[must_use]
    pub fn shared(&self) -> Self {
        match self.each {
            Some(_) => self.with_text(self.to.first(), None),
            None => self.clone(),
        }
    }

    fn with_text(&self, person: Option<&Recipient>, own: Option<&Personal>) -> Self {
        let (subject, html) =
            own.map_or((&self.subject, &self.html), |own| (&own.subject, &own.html));
        // Without the others and their texts, which are many.
        Self {
            to: person.into_iter().cloned().collect(),
            cc: self.cc.clone(),
            bcc: self.bcc.clone(),
            subject: subject.clone(),
            html: html.clone(),
            about: self.about.clone(),
            template: self.template.clone(),
            // What follows an email to one of them follows none to the others.
            earlier: match self.each {
                Some(_) => None,
                None => self.earlier.clone(),
            },
            step: self.step.clone().filter(|_| self.each.is_none()),
            later: self.later.clone(),
            attachments: self.attachments.clone(),
            each: None,
            kept_each: None,
        }
    }

    /// The mails that it sends: one for each person, or the one for all.
    #[must_use]
    pub fn mails(&self) -> Vec<Self> {
        match &self.each {
            Some(_) => self.to.iter().map(|person| self.mail_for(person)).collect(),
            None => vec![self.clone()],
        }
    }

    /// All texts that it has, as HTML: the shared one and those of one person.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let each = self.each.iter().chain(&self.kept_each);
        let own = each.flat_map(|each| each.personal.iter().chain(&each.filled));
        std::iter::once(self.html.as_str()).chain(own.map(|text| text.html.as_str()))
    }

    /// The text that is written for one person.
    #[must_use]
    pub fn personal_of(&self, address: &str) -> Option<&Personal> {
        text_of(&self.each.as_ref()?.personal, address)
    }

    /// Takes the filled texts away: what is written again is what the rep wrote.
    pub fn forget_filled(&mut self) {
        if let Some(each) = &mut self.each {
            each.filled.clear();
        }
    }

    /// Changes the text of one person; the shared text and those of others stay as they are.
    pub fn write_personal(&mut self, text: Personal) {
        let Some(each) = &mut self.each else {
            return;
        };
        match each
            .personal
            .iter_mut()
            .find(|own| own.is_of(&text.address))
        {
            Some(own) => *own = text,
            None => each.personal.push(text),
        }
    }

    /// Gives one person the shared text again.
    pub fn forget_personal(&mut self, address: &str) {
        if let Some(each) = &mut self.each {
            each.personal.retain(|text| !text.is_of(address));
        }
    }

    /// Moves somebody between those who get a mail and those who are left out.
    pub fn leave_out(&mut self, who: &Recipient, out: bool) {
        let Some(each) = &mut self.each else {
            return;
        };
        let (from, to) = match out {
            true => (&mut self.to, &mut each.left_out),
            false => (&mut each.left_out, &mut self.to),
        };
        if let Some(at) = from.iter().position(|other| other.is_same(who)) {
            to.push(from.remove(at));
        }
    }

    pub(super) fn check_each(&self, checks: &mut Checks) {
        if self.each.is_none() {
            return;
        }
        if self.to.len() > MOST_PEOPLE {
            checks.fault("to", "field_each_too_many");
        }
        for (field, people) in [("cc", &self.cc), ("bcc", &self.bcc)] {
            if !people.is_empty() {
                let all: Vec<&str> = people.iter().map(Recipient::shown).collect();
                checks.fault_of(field, "field_each_no_copies", &all.join(", "));
            }
        }
        for person in &self.to {
            let Some(text) = self.personal_of(&person.address) else {
                continue;
            };
            if text.html.trim().is_empty() {
                checks.fault_of("html", "field_each_body_missing", person.shown());
            }
            if !text.subject.trim().is_empty() {
                checks.subject("subject", &text.subject);
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::actions::OneEach;
    use crate::base::{FileId, Millis};
    use crate::mailbox::{Attachment, content_id};

    fn to(address: &str) -> Recipient {
        Recipient {
            address: address.into(),
            ..Recipient::default()
        }
    }

    fn form() -> SendEmail {
        SendEmail {
            to: vec![to("ada@a.example"), to("bob@b.example")],
            subject: "Engines".into(),
            html: "<p>Hello</p>".into(),
            each: Some(OneEach::default()),
            ..SendEmail::default()
        }
    }

    fn own(address: &str, html: &str) -> Personal {
        Personal {
            address: address.into(),
            subject: "Yours".into(),
            html: html.into(),
        }
    }

    #[test]
    fn everybody_gets_a_mail_of_their_own_and_sees_nobody_else() {
        let mut form = form();
        form.write_personal(own("Bob@b.example", "<p>Bob!</p>"));
        let mails = form.mails();
        let read: Vec<_> = mails
            .iter()
            .map(|mail| (mail.to.len(), mail.subject.as_str(), mail.html.as_str()))
            .collect();
        assert_eq!(
            read,
            [(1, "Engines", "<p>Hello</p>"), (1, "Yours", "<p>Bob!</p>")]
        );
        assert!(mails.iter().all(|mail| mail.each.is_none()));
    }

    #[test]
    fn each_mail_carries_the_images_of_its_own_text() {
        let image = |n: u8| {
            let id = FileId::new(Millis(1), [n; 16]);
            Attachment {
                cid: Some(content_id(&id)),
                id,
                name: "a.png".into(),
                kind: "image/png".into(),
                size: 1,
            }
        };
        let showing = |image: &Attachment| {
            let cid = image.cid.as_deref().unwrap();
            format!("<p><img src=\"cid:{cid}\"></p>")
        };
        let images = [1, 2, 3].map(image);
        let mut form = form();
        form.html = showing(&images[0]);
        form.write_personal(own("bob@b.example", &showing(&images[1])));
        form.attachments = images.to_vec();
        let carried: Vec<_> = form.mails().iter().map(SendEmail::carried).collect();
        assert_eq!(carried, [[images[0].clone()], [images[1].clone()]]);
        assert_eq!(form.carried(), images[..2]);
    }

    #[test]
    fn a_change_of_the_shared_text_leaves_a_personal_one_alone() {
        let mut form = form();
        form.write_personal(own("bob@b.example", "<p>Bob!</p>"));
        form.html = "<p>New</p>".into();
        form.write_personal(own("ada@a.example", "<p>Ada</p>"));
        form.write_personal(own("ada@a.example", "<p>Ada!</p>"));
        let texts = |form: &SendEmail| {
            form.mails()
                .into_iter()
                .map(|mail| mail.html)
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(&form), ["<p>Ada!</p>", "<p>Bob!</p>"]);
        form.forget_personal("ADA@a.example");
        assert_eq!(texts(&form), ["<p>New</p>", "<p>Bob!</p>"]);
    }

    #[test]
    fn who_is_left_out_stays_in_the_form_with_their_text() {
        let mut form = form();
        form.write_personal(own("bob@b.example", "<p>Bob!</p>"));
        form.leave_out(&to("Bob@b.example"), true);
        assert_eq!(form.to, [to("ada@a.example")]);
        form.leave_out(&to("bob@b.example"), false);
        assert_eq!(form.to, [to("ada@a.example"), to("bob@b.example")]);
        assert_eq!(form.mails().pop().unwrap().html, "<p>Bob!</p>");
    }

    #[test]
    fn copies_have_no_place_in_a_mail_for_each() {
        let mut form = form();
        form.cc = vec![to("lin@x.example")];
        let people = |n: usize| to(&format!("p{n}@x.example"));
        form.to = (0..=MOST_PEOPLE).map(people).collect();
        let faults = form.check_faults();
        assert_eq!(faults, ["field_each_too_many", "field_each_no_copies"]);
    }

    impl SendEmail {
        fn check_faults(&self) -> Vec<String> {
            use crate::actions::Action;
            let faults = self.check().unwrap_err();
            faults
                .into_iter()
                .map(|fault| fault.message.into())
                .collect()
        }
    }
}
