//! What the rep is to know of several people before each gets a mail: who is left out, and why.

use std::rc::Rc;

use super::changes::{Change, What, changes_of};
use super::query::PeopleQuery;
use crate::base::{Fault, IntentId, Recipient, RecordRef};
use crate::outbox::{Intent, Outbox, Step};
use crate::ports::Platform;

/// Domains under which everybody can have a mailbox at Google or Microsoft: who has one there is no colleague.
const PUBLIC: [&str; 8] = [
    "gmail",
    "googlemail",
    "outlook",
    "hotmail",
    "live",
    "msn",
    "passport",
    "windowslive",
];

impl<P: Platform + 'static> Outbox<P> {
    /// What there is to know of these people, in their order: one call of Salesforce for all of them, which also
    /// serves the submission `id` that follows soon.
    ///
    /// # Errors
    /// Salesforce or the storage could not be asked.
    pub async fn check_people(
        &self,
        id: &IntentId,
        record: &RecordRef,
        people: &[Recipient],
    ) -> Result<Vec<Change>, Fault> {
        let settings = self.services.sessions.policies().settings().await;
        let asked = PeopleQuery::of(record, people).written_to(settings.written_to_days);
        let facts = self.look(record, asked).await?;
        let everybody: Vec<&Recipient> = people.iter().collect();
        let mut found = changes_of(&everybody, &facts, &settings);
        let own = self.services.mailboxes.user().await;
        let own = own.map(|user| user.address).unwrap_or_default();
        let user = self.services.sessions.user(&record.org).await;
        let on_its_way = self.mails_on_their_way().await?;
        for (nth, who) in people.iter().enumerate() {
            let mut add = |what| {
                found.push(Change {
                    who: who.clone(),
                    what,
                });
            };
            if let Some(other) = same_address(people.get(..nth).unwrap_or_default(), who) {
                add(What::SameAddress { other });
            }
            if is_own_domain(&own, &who.address) {
                add(What::OwnDomain);
            }
            let known = who.record.as_ref();
            let written = known.and_then(|id| facts.last_mail(id));
            let waiting = on_its_way.iter().find(|mail| mail.is_to(who));
            if let Some(mail) = waiting {
                add(What::WrittenTo {
                    at: mail.due,
                    by: None,
                });
            } else if let Some(mail) = written {
                let own = user.as_ref().is_some_and(|user| user.user_id == mail.by);
                add(What::WrittenTo {
                    at: mail.at,
                    by: (!own).then(|| mail.name.clone()),
                });
            }
        }
        found.extend(self.bounces(people.iter(), &settings).await);
        *self.last_facts.borrow_mut() = Some((id.clone(), Rc::new(facts)));
        Ok(found)
    }

    /// The mails of the rep's that Salesforce does not know of yet.
    async fn mails_on_their_way(&self) -> Result<Vec<Intent>, Fault> {
        let mut all = self.own_actions().await?;
        all.retain(|intent| intent.end.is_none() && intent.has_mail());
        Ok(all)
    }
}

impl Intent {
    fn is_to(&self, who: &Recipient) -> bool {
        let people = self.action().map(|action| &action.people);
        let record = who.record.as_ref();
        self.current().is_some_and(Step::leads_to_mail)
            && people.is_some_and(|people| record.is_some_and(|id| people.contains(id)))
    }
}

/// The first of `before` with the address of `who`, as shown.
fn same_address(before: &[Recipient], who: &Recipient) -> Option<String> {
    let same = |other: &&Recipient| {
        !who.address.is_empty() && other.address.eq_ignore_ascii_case(&who.address)
    };
    before
        .iter()
        .find(same)
        .map(|other| other.shown().to_owned())
}

/// Whether an address is of the domain of the rep's own one, and that is a company's.
fn is_own_domain(own: &str, address: &str) -> bool {
    let domain = |address: &str| {
        let (_, domain) = address.rsplit_once('@')?;
        Some(domain.to_ascii_lowercase())
    };
    let Some(own) = domain(own) else {
        return false;
    };
    let name = own.split('.').next().unwrap_or_default();
    !PUBLIC.contains(&name) && domain(address) == Some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colleague_is_of_the_same_company_not_of_the_same_provider() {
        for (own, other, expected) in [
            ("jo@acme.example", "Ada@ACME.example", true),
            ("jo@acme.example", "ada@mail.acme.example", false),
            ("jo@gmail.com", "ada@gmail.com", false),
            ("jo@outlook.fr", "ada@outlook.fr", false),
            ("", "", false),
        ] {
            assert_eq!(is_own_domain(own, other), expected, "{own} {other}");
        }
    }

    #[test]
    fn the_second_of_two_with_one_address_is_told_of_the_first() {
        let person = |name: &str, address: &str| Recipient {
            address: address.into(),
            name: Some(name.into()),
            ..Recipient::default()
        };
        let people = [person("Ada", "a@x.example"), person("Bob", "")];
        let same = |name, address| same_address(&people, &person(name, address));
        assert_eq!(same("Lin", "A@x.example"), Some("Ada".into()));
        assert_eq!(same("Lin", "b@x.example"), None);
        assert_eq!(same("Lin", ""), None);
    }
}
