//! The people who are chosen for a mail: when each of them gets one of their own, and who is chosen already.

use super::SendEmail;
use crate::base::Recipient;

impl SendEmail {
    /// Everybody in To, then those who are left out.
    pub fn chosen(&self) -> impl Iterator<Item = &Recipient> {
        let left_out = self.each.iter().flat_map(|each| &each.left_out);
        self.to.iter().chain(left_out)
    }

    /// Whether somebody was chosen and nobody gets a mail.
    #[must_use]
    pub fn everybody_is_left_out(&self) -> bool {
        self.to.is_empty() && self.chosen().next().is_some()
    }

    /// Adds people from a list. Several at once, where To had nobody or one person, get one mail each; a mail with copies
    /// stays one for all.
    pub fn choose(&mut self, people: Vec<Recipient>) {
        let new = |who: &&Recipient| !self.to.iter().any(|other| other.is_same(who));
        let several = people.iter().filter(new).nth(1).is_some();
        let no_copies = self.cc.is_empty() && self.bcc.is_empty();
        if several && no_copies && self.to.len() <= 1 && self.each.is_none() {
            self.send_each();
        }
        for who in people {
            self.add(who);
        }
    }

    /// Adds somebody who is not chosen yet. Of two people with one address only the first gets a mail of their own: the
    /// other one is left out, and is told of.
    pub fn add(&mut self, who: Recipient) {
        for typed in &mut self.to {
            typed.become_known(&who);
        }
        let is_them = |other: &&Recipient| {
            other.is_same(&who) || (who.record.is_none() && other.has_address_of(&who))
        };
        if self.chosen().any(|other| is_them(&other)) {
            return;
        }
        let taken = self.to.iter().any(|other| other.has_address_of(&who));
        match &mut self.each {
            Some(each) if taken => each.left_out.push(who),
            Some(_) => self.to.push(who),
            None => who.join(&mut self.to),
        }
    }

    /// Takes somebody out of the form. What was written for them alone stays, should they be chosen again.
    pub fn remove(&mut self, who: &Recipient) {
        self.to.retain(|other| !other.is_same(who));
        if let Some(each) = &mut self.each {
            each.left_out.retain(|other| !other.is_same(who));
            each.included
                .retain(|address| !address.eq_ignore_ascii_case(&who.address));
        }
    }

    /// Sends each of the people a mail of their own, with what was special about that before.
    pub fn send_each(&mut self) {
        let mut each = self.kept_each.take().unwrap_or_default();
        let to = &self.to;
        let left_out = &mut each.left_out;
        left_out.retain(|who| !to.iter().any(|other| other.is_same(who)));
        self.each = Some(each);
    }

    /// Sends one mail to all who are in To. What was special about a mail for each is kept.
    pub fn send_to_all(&mut self) {
        self.kept_each = self.each.take();
    }

    /// Puts somebody in the place of another one, with what was written for them: they have another address, or became
    /// another record. Gives the one who is there now.
    pub fn replace(&mut self, who: &Recipient, now: Recipient) -> Recipient {
        let there = self.chosen().any(|other| other.is_same(&now));
        if let Some(each) = &mut self.each {
            for text in each
                .personal
                .iter_mut()
                .filter(|text| text.is_of(&who.address))
            {
                text.address.clone_from(&now.address);
            }
            for address in &mut each.included {
                if address.eq_ignore_ascii_case(&who.address) {
                    address.clone_from(&now.address);
                }
            }
        }
        if there {
            self.remove(who);
        }
        let left_out = self.each.iter_mut().map(|each| &mut each.left_out);
        let lists = [&mut self.to, &mut self.cc, &mut self.bcc].into_iter();
        for other in lists.chain(left_out).flatten() {
            if other.is_same(who) {
                other.clone_from(&now);
            }
        }
        now
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::actions::Personal;
    use crate::base::RecordId;

    const ADA: &str = "0035w00000AbcDEAAZ";
    const BOB: &str = "0035w00000AbcDFAAZ";

    fn typed(address: &str) -> Recipient {
        Recipient {
            address: address.into(),
            ..Recipient::default()
        }
    }

    fn known(record: &str, address: &str) -> Recipient {
        Recipient {
            record: Some(RecordId::parse(record).unwrap()),
            ..typed(address)
        }
    }

    fn form(to: &[&str]) -> SendEmail {
        SendEmail {
            to: to.iter().map(|address| typed(address)).collect(),
            ..SendEmail::default()
        }
    }

    fn addresses(list: &[Recipient]) -> Vec<&str> {
        list.iter().map(|who| who.address.as_str()).collect()
    }

    #[test]
    fn several_who_are_chosen_at_once_get_a_mail_each() {
        for (before, added, each) in [
            (&[][..], &["a@x.example", "b@x.example"][..], true),
            (&["a@x.example"], &["b@x.example", "c@x.example"], true),
            (&["a@x.example"], &["a@x.example", "b@x.example"], false),
            (&[], &["a@x.example"], false),
            (
                &["a@x.example", "b@x.example"],
                &["c@x.example", "d@x.example"],
                false,
            ),
        ] {
            let mut form = form(before);
            form.choose(added.iter().map(|address| typed(address)).collect());
            assert_eq!(form.each.is_some(), each, "{before:?} {added:?}");
        }
    }

    #[test]
    fn a_mail_with_copies_stays_one_for_all() {
        let mut form = form(&[]);
        form.cc = vec![typed("c@x.example")];
        form.choose(vec![typed("a@x.example"), typed("b@x.example")]);
        assert_eq!(form.each, None);
        assert_eq!(form.to.len(), 2);
    }

    #[test]
    fn the_second_of_two_with_one_address_is_left_out() {
        let mut form = form(&[]);
        form.choose(vec![
            known(ADA, "a@x.example"),
            known(BOB, "A@x.example"),
            known(ADA, "a@x.example"),
            typed("a@x.example"),
        ]);
        assert_eq!(form.to, [known(ADA, "a@x.example")]);
        let each = form.each.unwrap();
        assert_eq!(each.left_out, [known(BOB, "A@x.example")]);
    }

    #[test]
    fn a_typed_address_becomes_the_person_who_is_chosen() {
        let mut form = form(&["a@x.example"]);
        form.choose(vec![known(ADA, "a@x.example")]);
        assert_eq!(form.to, [known(ADA, "a@x.example")]);
    }

    #[test]
    fn who_has_another_address_keeps_what_was_written_for_them() {
        let mut form = form(&[]);
        form.choose(vec![known(ADA, "old@x.example"), known(BOB, "b@x.example")]);
        form.write_personal(Personal {
            address: "old@x.example".into(),
            subject: "Yours".into(),
            html: "<p>Ada!</p>".into(),
        });
        form.replace(&known(ADA, "old@x.example"), known(ADA, "new@x.example"));
        assert_eq!(addresses(&form.to), ["new@x.example", "b@x.example"]);
        assert_eq!(form.mails().first().unwrap().html, "<p>Ada!</p>");
        form.replace(&known(ADA, "new@x.example"), known(BOB, "b@x.example"));
        assert_eq!(addresses(&form.to), ["b@x.example"], "merged into Bob");
    }

    #[test]
    fn one_mail_for_all_and_back_loses_nothing() {
        let mut form = form(&[]);
        form.choose(vec![typed("a@x.example"), typed("b@x.example")]);
        form.leave_out(&typed("b@x.example"), true);
        let before = form.clone();
        form.send_to_all();
        assert_eq!((form.each.clone(), form.to.len()), (None, 1));
        form.send_each();
        assert_eq!(form, before);
        form.send_to_all();
        form.add(typed("b@x.example"));
        form.send_each();
        assert_eq!(form.each.unwrap().left_out, [], "chosen again meanwhile");
    }

    #[test]
    fn who_is_removed_can_be_chosen_again() {
        let mut form = form(&[]);
        form.choose(vec![typed("a@x.example"), typed("b@x.example")]);
        form.leave_out(&typed("a@x.example"), true);
        form.remove(&typed("a@x.example"));
        assert_eq!(form.chosen().count(), 1);
        form.leave_out(&typed("b@x.example"), true);
        assert!(form.everybody_is_left_out());
        form.add(typed("a@x.example"));
        assert_eq!(addresses(&form.to), ["a@x.example"]);
    }
}
