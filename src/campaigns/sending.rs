//! Mails that leave by themselves: the mailbox is asked, the step is claimed while Salesforce is asked, then the outbox gets
//! the mail. What was claimed and did not come to the outbox is taken up again.

use std::rc::Rc;

use super::cache::CacheEntry;
use super::calendar::Calendar;
use super::due::Due;
use super::facts::{self, Heard};
use super::look::{Look, Ready};
use super::mail::Unwritten;
use super::place::{Kept, Place};
use super::{CampaignError, Campaigns, End, Member, Outcome, keys, write};
use crate::actions::SendEmail;
use crate::base::{Day, Fault, Millis, OrgHost};
use crate::mailbox::MailboxError;
use crate::outbox::Owner;
use crate::ports::Platform;
use crate::salesforce::{Refused, Schema};

impl<P: Platform + 'static> Campaigns<P> {
    /// Asks mailbox and Salesforce, claims, and gives the mails to the outbox; says whether something could not be done
    /// now. Mails with a field that has no value become tasks.
    pub(super) async fn send(
        self: &Rc<Self>,
        at: Place<'_>,
        due: Vec<Due>,
        tasks: &mut Vec<Due>,
        ends: &mut Vec<(Member, End)>,
    ) -> Result<bool, CampaignError> {
        let org = at.org;
        let Ok((owner, mailbox)) = self.owner(org).await else {
            return Ok(true);
        };
        if self.mailboxes.ready(&mailbox).await.is_err() {
            return Ok(true);
        }
        let mut failed = false;
        let mut listened = Vec::new();
        for due in due {
            let Ok((heard, away)) = self.listen(&due.member).await else {
                failed = true;
                continue;
            };
            if let Some(back) = away.and_then(|until| self.back(&due, until)) {
                self.pause(at, &due.member, back).await?;
            } else if let Some(why) = facts::end(&due.campaign, &due.member, heard) {
                ends.push((due.member, why));
            } else {
                listened.push((due, heard));
            }
        }
        let mails: Vec<&Due> = listened.iter().map(|(due, _)| due).collect();
        let mails = self.mails(org, &mails, Some(&mailbox)).await;
        let mut ready = Vec::new();
        for ((due, heard), mail) in listened.into_iter().zip(mails) {
            match mail {
                Ok(mail) => ready.push(Ready { due, mail, heard }),
                // The rep writes what is missing.
                Err(Unwritten::NoValue) => tasks.push(due),
                Err(Unwritten::NotNow) => failed = true,
            }
        }
        if !ready.is_empty() {
            failed |= self.claim(at, &owner, ready, ends).await?;
        }
        Ok(failed)
    }

    /// Claims the steps of mails that are ready, and sends those of which Salesforce says nothing against it.
    async fn claim(
        self: &Rc<Self>,
        at: Place<'_>,
        owner: &Owner,
        ready: Vec<Ready>,
        ends: &mut Vec<(Member, End)>,
    ) -> Result<bool, CampaignError> {
        let rest = self.rest(at.org);
        let schema = Schema::of(&rest).await?;
        let settings = self.sessions.policies().settings().await;
        let browser = self.browser().await?;
        self.change(at, |entry| {
            ready
                .iter()
                .for_each(|ready| entry.begin(ready.due.pending()));
        })
        .await?;
        let checked = self.platform.now();
        let more = &settings.opt_out_fields;
        let members: Vec<&Member> = ready.iter().map(|one| &one.due.member).collect();
        let claims = match at.kept {
            Kept::Salesforce => {
                let claims = ready.iter().map(|ready| {
                    let in_thread = ready.mail.earlier.is_some();
                    (&ready.due.member, ready.due.step, in_thread)
                });
                write::claims(claims, &browser, checked)
            }
            Kept::Here => Vec::new(),
        };
        let look = Look::of(at, &members, claims, &owner.user_id, &schema, more);
        let reply = match rest.composite(&look.question).await {
            Ok(reply) => reply,
            Err(error) => {
                // What of it is claimed is found when Salesforce is asked the next time.
                self.forget(at).await?;
                return Err(error.into());
            }
        };
        let mut said = look.read(at, &members, &reply, more)?;
        let mut failed = false;
        let (mut claimed, mut refused) = (Vec::new(), false);
        for (ready, claim) in ready.into_iter().zip(&said.claims) {
            if claim.success {
                claimed.push(ready);
            } else {
                // Whose claim is there, perhaps this browser's of an earlier life, is read the next time.
                refused = true;
                failed |= !claim.errors.first().is_some_and(Refused::is_duplicate);
            }
        }
        self.change(at, |entry| {
            if at.kept == Kept::Here {
                // What the rep did meanwhile is known here alone.
                said.now.away.clone_from(&entry.away);
                let (go_on, rest) = std::mem::take(&mut claimed)
                    .into_iter()
                    .partition(|ready: &Ready| entry.may_begin(&ready.due, checked));
                claimed = go_on;
                rest.iter().for_each(|ready: &Ready| {
                    entry.give_up(&ready.due.pending());
                });
            }
            for Ready { due, mail, .. } in &claimed {
                let sent = Outcome::Mail {
                    browser: browser.clone(),
                    in_thread: mail.earlier.is_some(),
                    left: false,
                };
                entry.note_run(due, checked, sent);
                // It was paused or ended elsewhere: else the step would be due again at once.
                let now = said.of(&due.member);
                if now.is_over() || now.is_paused(checked) {
                    entry.note_standing(&due.member.key, now.standing);
                }
            }
            if refused {
                entry.asked = None;
            }
            entry.away.clone_from(&said.now.away);
        })
        .await?;
        let (mut settled, mut stopped, mut given_back) = (Vec::new(), Vec::new(), Vec::new());
        let calendar = Calendar::new(&*self.platform, &said.now.away);
        for Ready { due, mail, heard } in claimed {
            let now = said.of(&due.member);
            let end = facts::end(&due.campaign, &now, said.heard(&now, heard));
            let pending = due.pending();
            if end.is_none() && !now.is_over() && calendar.waits(&now, checked) {
                given_back.push(pending);
            } else if end.is_some() || now.is_over() {
                stopped.push(pending.clone());
                settled.push(pending);
                ends.extend(end.filter(|_| !now.is_over()).map(|why| (due.member, why)));
            } else if self.submit(at, owner, &due, mail, checked).await {
                settled.push(pending);
            } else {
                failed = true;
            }
        }
        self.outbox.go_on_with_all();
        self.settle(at, &settled).await?;
        self.unclaim(at, &stopped).await?;
        self.give_back(at, &given_back).await?;
        Ok(failed)
    }

    /// Gives a claimed mail to the outbox; false where it could not take it now.
    async fn submit(
        &self,
        at: Place<'_>,
        owner: &Owner,
        due: &Due,
        mail: SendEmail,
        checked: Millis,
    ) -> bool {
        let Some(record) = due.member.record(&owner.org) else {
            return false;
        };
        let id = keys::mail_id(&due.member.key, due.step);
        let in_org = at.kept == Kept::Salesforce;
        let run = in_org.then(|| keys::run_key(&due.member.key, due.step));
        let taken = self
            .outbox
            .send_for_campaign(id, owner.clone(), record, mail, run, checked);
        taken.await.is_ok()
    }

    /// Goes on with claims of this browser whose mail did not come to the outbox: it was killed between them.
    pub(super) async fn recover(
        self: &Rc<Self>,
        at: Place<'_>,
        entry: &CacheEntry,
    ) -> Result<(), CampaignError> {
        let browser = self.browser().await?;
        let now = self.platform.now();
        let calendar = Calendar::new(&*self.platform, &entry.away);
        let (mut settled, mut given_back) = (Vec::new(), Vec::new());
        for pending in &entry.pending {
            // What was not claimed, or by another browser, is decided anew.
            let Some(due) = entry.claimed(pending, &browser) else {
                settled.push(pending.clone());
                continue;
            };
            if due.member.is_over() || self.outbox.has_mail(&pending.id()).await? {
                settled.push(pending.clone());
            } else if calendar.waits(&due.member, now) || !due.leaves_by_itself() {
                // Or the step was taken out since, or became a task.
                given_back.push(pending.clone());
            } else if self.resume(at, due).await? {
                settled.push(pending.clone());
            }
        }
        self.outbox.go_on_with_all();
        self.settle(at, &settled).await?;
        self.give_back(at, &given_back).await
    }

    /// Looks once more, then sends a mail that was claimed before; says whether it is settled.
    async fn resume(self: &Rc<Self>, at: Place<'_>, due: Due) -> Result<bool, CampaignError> {
        let Ok((heard, _)) = self.listen(&due.member).await else {
            return Ok(false);
        };
        if let Some(why) = facts::end(&due.campaign, &due.member, heard) {
            self.unclaim(at, &[due.pending()]).await?;
            self.end(at, &[(due.member, why)]).await?;
            return Ok(true);
        }
        let Ok((owner, mailbox)) = self.owner(at.org).await else {
            return Ok(false);
        };
        let mail = self.mails(at.org, &[&due], Some(&mailbox)).await.pop();
        // Salesforce is asked by the outbox, since this look is of the mailbox alone.
        Ok(match mail {
            Some(Ok(mail)) => self.submit(at, &owner, &due, mail, Millis::default()).await,
            _ => false,
        })
    }

    /// What the mailbox has of somebody since they were added, and up to which day they are away.
    pub(super) async fn listen(
        &self,
        member: &Member,
    ) -> Result<(Heard, Option<Day>), MailboxError> {
        let heard = self
            .replies
            .heard(&member.addresses(), member.started)
            .await?;
        Ok((heard.into(), heard.away))
    }

    /// When somebody who is away until a day gets the next mail: the day after, in the open hours; `None` where that is
    /// over already.
    fn back(&self, due: &Due, until: Day) -> Option<Millis> {
        let calendar = Calendar::new(&*self.platform, &[]);
        let now = self.platform.now();
        let zone = due.member.zone.as_ref();
        if calendar.day(zone, now) > until {
            return None;
        }
        Some(calendar.open_on(&due.campaign.rules, zone, until.later(1)))
    }

    /// Who sends, and from which address.
    async fn owner(&self, org: &OrgHost) -> Result<(Owner, String), Fault> {
        let user = self.sessions.signed_in(org).await?;
        let address = self.accounts.mailbox_for(org).await?.address;
        let owner = Owner {
            org: user.org,
            user_id: user.user_id,
            name: user.name,
            mailbox: Some(address.clone()),
        };
        Ok((owner, address))
    }
}
