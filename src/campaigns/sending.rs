//! Mails that leave by themselves: the mailbox is asked, the step is claimed while Salesforce is asked, then the outbox gets
//! the mail. What was claimed and did not come to the outbox is taken up again.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::cache::{CacheEntry, Pending};
use super::calendar::Calendar;
use super::facts::{self, Heard};
use super::mail::mail;
use super::query::{self, listed};
use super::running::Due;
use super::{CampaignError, Campaigns, End, Member, Outcome, Standing, write};
use crate::actions::SendEmail;
use crate::base::{Day, Fault, Millis, OrgHost, RecordId, RecordRef, time};
use crate::insight::Row;
use crate::outbox::Owner;
use crate::ports::Platform;
use crate::salesforce::{Composite, Refused, Schema};
use crate::settings::OptOutField;

impl<P: Platform + 'static> Campaigns<P> {
    /// Asks mailbox and Salesforce, claims, and gives the mails to the outbox. Mails with a field that has no value
    /// become tasks.
    pub(super) async fn send(
        self: &Rc<Self>,
        org: &OrgHost,
        due: Vec<Due>,
        tasks: &mut Vec<Due>,
        ends: &mut Vec<(Member, End)>,
    ) -> Result<bool, CampaignError> {
        let rest = self.rest(org);
        let schema = Schema::of(&rest).await?;
        let settings = self.sessions.policies().settings().await;
        let Ok(mailbox) = self.accounts.mailbox_for(org).await else {
            return Ok(true);
        };
        if self.mailboxes.ready(&mailbox.address).await.is_err() {
            return Ok(true);
        }
        let mut failed = false;
        let mut asked: BTreeMap<String, (Due, SendEmail, Heard)> = BTreeMap::new();
        for due in due {
            let known = &due.member.known;
            let mut addresses = vec![known.address.clone()];
            if !known.first_address.eq_ignore_ascii_case(&known.address) {
                addresses.push(known.first_address.clone());
            }
            addresses.retain(|address| !address.trim().is_empty());
            let Ok(heard) = self.replies.heard(&addresses, due.member.started).await else {
                failed = true;
                continue;
            };
            if let Some(until) = heard.away
                && let Some(back) = self.back(&due, until)
            {
                self.pause(org, &due.member, back).await?;
                continue;
            }
            let heard = Heard {
                reply: heard.wrote,
                bounce: heard.bounced,
                opted_out: heard.opted_out,
                meeting: false,
            };
            if let Some(why) = facts::end(&due.campaign, &due.member, heard) {
                ends.push((due.member, why));
                continue;
            }
            match mail(self, org, &due.campaign, &due.member, due.number).await {
                Ok(mail) => {
                    asked.insert(due.member.key.clone(), (due, mail, heard));
                }
                // A field has no value: the rep writes what is missing.
                Err(Some(_)) => tasks.push(due),
                Err(None) => failed = true,
            }
        }
        if asked.is_empty() {
            return Ok(failed);
        }
        let user = self.sessions.signed_in(org).await?;
        let browser = self.browser().await?;
        let pending = asked.values().map(|(due, ..)| Pending {
            member: due.member.key.clone(),
            number: due.number,
        });
        self.note_pending(org, &user.user_id, pending.collect())
            .await?;
        let question = self.claim(&asked, &browser, &schema, &settings.opt_out_fields);
        let checked = self.platform.now();
        let reply = match rest.composite(&question).await {
            Ok(reply) => reply,
            Err(error) => {
                // What of it is claimed is found when Salesforce is asked the next time.
                self.forget(org).await?;
                return Err(error.into());
            }
        };
        let claimed: Vec<Claimed> = reply.part("claims")?;
        let members = query::members(&reply, "members", &settings.opt_out_fields)?;
        let meetings: Vec<Row> = reply.visible_rows("meetings")?;
        let mails: Vec<Row> = reply.visible_rows("mails")?;
        let mut stopped = Vec::new();
        for ((due, mail, heard), claim) in asked.into_values().zip(claimed) {
            if !claim.success {
                let taken = claim
                    .errors
                    .first()
                    .is_some_and(|error| error.code == "DUPLICATE_VALUE");
                failed |= !taken;
                // Whose claim it is, perhaps this browser's of an earlier life, is read the next time.
                self.forget(org).await?;
                continue;
            }
            let now = members.iter().find(|now| now.id == due.member.id);
            let fresh = now.map_or_else(
                || due.member.clone(),
                |now| Member {
                    runs: due.member.runs.clone(),
                    ..now.clone()
                },
            );
            let heard = Heard {
                meeting: meetings.iter().any(|row| {
                    row.id("WhoId") == due.member.person
                        && row.at("CreatedDate") > Some(due.member.started)
                }),
                reply: heard.reply
                    || mails.iter().any(|row| {
                        let from = row.text("FromAddress").unwrap_or_default();
                        let known = &fresh.known;
                        let theirs = [&known.address, &known.first_address];
                        theirs.iter().any(|own| own.eq_ignore_ascii_case(&from))
                            && row.at("MessageDate") > Some(due.member.started)
                    }),
                ..heard
            };
            let paused = !matches!(fresh.standing, Standing::Active | Standing::Paused(Some(_)));
            let end = facts::end(&due.campaign, &fresh, heard);
            self.note_run(
                org,
                &user.user_id,
                &due,
                Outcome::Mail {
                    browser: browser.clone(),
                },
            )
            .await?;
            if end.is_some() || paused || fresh.is_over() {
                self.not_pending(org, &user.user_id, &due.member.key)
                    .await?;
                stopped.push((due.member.key.clone(), due.number));
                if let Some(why) = end.filter(|_| !fresh.is_over()) {
                    ends.push((due.member, why));
                }
                continue;
            }
            failed |= !self.submit(org, &user.user_id, &due, mail, checked).await?;
        }
        self.unclaim(org, &stopped).await?;
        Ok(failed)
    }

    /// The call that claims the steps of these members and asks what came of them meanwhile.
    fn claim(
        &self,
        asked: &BTreeMap<String, (Due, SendEmail, Heard)>,
        browser: &str,
        schema: &Schema,
        more: &[OptOutField],
    ) -> Composite {
        let members = || asked.values().map(|(due, ..)| &due.member);
        let claims = asked.values().map(|(due, ..)| (&due.member, due.number));
        let ids: Vec<&RecordId> = members().map(|member| &member.id).collect();
        let since = members()
            .map(|member| member.started)
            .min()
            .unwrap_or_default();
        let since = time::datetime(since);
        let people = listed(
            members()
                .filter_map(|member| member.person.as_ref())
                .map(RecordId::as_str),
        );
        let mut composite = Composite::separate()
            .create_many(
                "claims",
                write::claims(claims, browser, self.platform.now()),
            )
            .query("members", &query::members_now(&ids, schema, more));
        if schema.event.is_some() {
            composite = composite.query(
                "meetings",
                &format!("SELECT WhoId, CreatedDate FROM Event WHERE WhoId IN ({people}) AND CreatedDate > {since}"),
            );
        }
        let readable = |field: &&str| {
            let email = schema.email.as_ref();
            email.is_some_and(|email| email.field(field).is_some())
        };
        if ["Incoming", "FromAddress", "MessageDate"]
            .iter()
            .all(readable)
        {
            let own =
                members().flat_map(|member| [&member.known.address, &member.known.first_address]);
            let addresses = listed(own.map(String::as_str));
            composite = composite.query(
                "mails",
                &format!(
                    "SELECT FromAddress, MessageDate FROM EmailMessage WHERE Incoming = true \
                     AND FromAddress IN ({addresses}) AND MessageDate > {since}"
                ),
            );
        }
        composite
    }

    /// Gives a claimed mail to the outbox; false where it could not take it now.
    async fn submit(
        self: &Rc<Self>,
        org: &OrgHost,
        user: &RecordId,
        due: &Due,
        mail: SendEmail,
        checked: Millis,
    ) -> Result<bool, CampaignError> {
        let (Some(person), Ok(owner)) = (&due.member.person, self.owner(org).await) else {
            return Ok(false);
        };
        let Some(object) = person.object() else {
            return Ok(false);
        };
        let record = RecordRef {
            org: org.clone(),
            object,
            id: person.clone(),
        };
        let id = write::mail_id(&due.member.key, due.number);
        let taken = self
            .outbox
            .send_for_campaign(id, owner, record, mail, checked)
            .await;
        if taken.is_ok() {
            self.not_pending(org, user, &due.member.key).await?;
        }
        Ok(taken.is_ok())
    }

    /// Goes on with claims of this browser whose mail did not come to the outbox: it was killed between them.
    pub(super) async fn recover(
        self: &Rc<Self>,
        org: &OrgHost,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        if entry.pending.is_empty() {
            return Ok(());
        }
        let browser = self.browser().await?;
        for Pending {
            member: key,
            number,
        } in &entry.pending
        {
            let member = entry.member(key);
            let run =
                member.and_then(|member| member.runs.iter().find(|run| run.number == *number));
            let ours = run.is_some_and(|run| {
                run.outcome
                    == Outcome::Mail {
                        browser: browser.clone(),
                    }
            });
            let campaign = member.and_then(|member| entry.campaign(&member.campaign));
            let (Some(member), Some(row), true) = (member, campaign, ours) else {
                // It was not claimed, or by another browser: it is decided anew.
                self.not_pending(org, &entry.user, key).await?;
                continue;
            };
            let id = write::mail_id(key, *number);
            let there = self
                .outbox
                .has_mail(&id)
                .await
                .map_err(CampaignError::from)?;
            if there || member.is_over() {
                self.not_pending(org, &entry.user, key).await?;
                continue;
            }
            let due = Due {
                member: member.clone(),
                campaign: row.campaign.clone(),
                number: *number,
            };
            self.resume(org, &entry.user, due).await?;
        }
        Ok(())
    }

    /// Looks once more, then sends a mail that was claimed before.
    async fn resume(
        self: &Rc<Self>,
        org: &OrgHost,
        user: &RecordId,
        due: Due,
    ) -> Result<(), CampaignError> {
        let known = &due.member.known;
        let addresses = [known.address.clone(), known.first_address.clone()];
        let addresses: Vec<String> = addresses
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect();
        let Ok(heard) = self.replies.heard(&addresses, due.member.started).await else {
            return Ok(());
        };
        let heard = Heard {
            reply: heard.wrote,
            bounce: heard.bounced,
            opted_out: heard.opted_out,
            meeting: false,
        };
        if let Some(why) = facts::end(&due.campaign, &due.member, heard) {
            self.not_pending(org, user, &due.member.key).await?;
            self.unclaim(org, &[(due.member.key.clone(), due.number)])
                .await?;
            return self.end(org, &[(due.member, why)]).await;
        }
        match mail(self, org, &due.campaign, &due.member, due.number).await {
            // Salesforce is asked by the outbox, since this look is of the mailbox alone.
            Ok(mail) => {
                self.submit(org, user, &due, mail, Millis::default())
                    .await?;
                Ok(())
            }
            Err(_) => Ok(()),
        }
    }

    /// When somebody who is away until a day gets the next mail: the day after, in the open hours; `None` where that is
    /// over already.
    fn back(&self, due: &Due, until: Day) -> Option<Millis> {
        let calendar = Calendar::new(&*self.platform);
        let now = self.platform.now();
        let zone = due.member.zone.as_ref();
        if calendar.day(zone, now) > until {
            return None;
        }
        let noon = until.later(1).at_greenwich();
        Some(calendar.open(&due.campaign.rules, zone, noon))
    }

    async fn owner(&self, org: &OrgHost) -> Result<Owner, Fault> {
        let user = self.sessions.signed_in(org).await?;
        let mailbox = self.accounts.mailbox_for(org).await?;
        Ok(Owner {
            org: user.org,
            user_id: user.user_id,
            name: user.name,
            mailbox: Some(mailbox.address),
        })
    }
}

/// What became of a claim.
#[derive(serde::Deserialize)]
struct Claimed {
    success: bool,
    #[serde(default)]
    errors: Vec<Refused>,
}
