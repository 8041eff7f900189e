//! Reads who works where from the sessions, the mailbox and the stored set-ups.

use std::rc::Rc;

use super::{Rep, SetUp, Snapshot, Standing, finished};
use crate::base::{Fault, OrgHost, Topic, sort::sort_by_key};
use crate::mailbox::{MailboxUser, Mailboxes};
use crate::ports::Platform;
use crate::salesforce::{OrgApps, Sessions};
use crate::settings::{Policies, Settings};
use crate::storage::StoredError;

/// The rep's accounts, made once by the worker.
pub struct Accounts<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    policies: Rc<Policies<P>>,
}

impl<P: Platform> Accounts<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>, mailboxes: Rc<Mailboxes<P>>) -> Self {
        Self {
            policies: Rc::clone(sessions.policies()),
            platform,
            sessions,
            mailboxes,
        }
    }

    /// Who works where now. A caller that needs several answers takes one snapshot, so that they agree.
    ///
    /// # Errors
    /// When the stored set-up cannot be read.
    pub async fn snapshot(&self) -> Result<Snapshot, StoredError> {
        let settings = self.policies.settings().await;
        let mut finished = finished::read(&*self.platform).await?;
        self.update_apps(&mut finished, &settings).await;
        Ok(self.snapshot_of(finished, None, &settings).await)
    }

    /// How the rep stands in `org`.
    ///
    /// # Errors
    /// As [`Self::snapshot`].
    pub async fn standing(&self, org: &OrgHost) -> Result<Standing, Fault> {
        Ok(self.snapshot().await?.standing(org))
    }

    /// The connected mailbox, if it is the rep's in `org` by the same-address rule.
    ///
    /// # Errors
    /// As [`Self::snapshot`]; and where none is connected, or one with another address.
    pub async fn mailbox_for(&self, org: &OrgHost) -> Result<MailboxUser, Fault> {
        let mailbox = self.mailboxes.connected().await?;
        Ok(self.snapshot().await?.mailbox_for(org, mailbox)?)
    }

    /// Updates the set-ups' mail clients from the orgs' own records and from the policy, which comes first. Those
    /// of an org that was not asked, or that the rep is signed out of, stay as they were.
    pub(crate) async fn update_apps(
        &self,
        set_ups: impl IntoIterator<Item = &mut SetUp>,
        settings: &Settings,
    ) {
        for own in set_ups {
            match self.sessions.org_apps(&own.org).await {
                OrgApps::NotAsked => {}
                known => own.apps.apply_org_record(known.record()),
            }
            own.apps.apply_policy(settings, &own.org);
        }
    }

    /// The snapshot for these finished set-ups and the org that the guide is about.
    pub(crate) async fn snapshot_of(
        &self,
        finished: Vec<SetUp>,
        guide: Option<&SetUp>,
        settings: &Settings,
    ) -> Snapshot {
        let mailbox = self.mailboxes.user().await;
        Snapshot {
            reps: self.reps(&finished, guide, settings).await,
            finished,
            guide: guide.map(|own| own.org.clone()),
            mailbox_fault: match mailbox {
                Some(_) => self.mailboxes.fault().await,
                None => None,
            },
            mailbox,
            off: settings.off,
        }
    }

    /// The rep in each org of these set-ups, in the order of the finished ones.
    pub(crate) async fn reps(
        &self,
        finished: &[SetUp],
        guide: Option<&SetUp>,
        settings: &Settings,
    ) -> Vec<Rep> {
        let mut reps: Vec<Rep> = Vec::new();
        for invitation in guide.into_iter().chain(finished) {
            let org = &invitation.org;
            if reps.iter().any(|rep| rep.invitation.org == *org) {
                continue;
            }
            let kept = self.sessions.has_session(org).await;
            let (user, fault, team) = match kept {
                true => (
                    self.sessions.user(org).await,
                    self.sessions.fault(org).await,
                    self.sessions.invited(org).await,
                ),
                false => Default::default(),
            };
            reps.push(Rep {
                invitation: invitation.clone(),
                user,
                kept,
                fault,
                team,
                last_success: None,
                rule: settings.same_address_in(org),
                mail: settings.mail.clone(),
                barred: settings.fence(org).err(),
            });
        }
        let place = |rep: &Rep| {
            finished
                .iter()
                .position(|own| own.org == rep.invitation.org)
        };
        sort_by_key(&mut reps, |rep| place(rep).unwrap_or(usize::MAX));
        reps
    }
}

impl<P: Platform + 'static> Accounts<P> {
    /// Renews the mailbox's token in the background where it is about to expire. Called while a surface is open,
    /// so that a rep who has to sign in again does so before writing.
    pub fn renew_mailbox(&self) {
        let (mailboxes, platform) = (Rc::clone(&self.mailboxes), Rc::clone(&self.platform));
        self.platform.spawn(async move {
            if mailboxes.renew_early().await {
                platform.changed(Topic::Setup).await;
                platform.changed(Topic::Record).await;
            }
        });
    }
}
