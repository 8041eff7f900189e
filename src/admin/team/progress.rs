//! How far the invitations are that this browser made.

use std::time::Duration;

use super::notes::Drafted;
use super::row::{A_DAY, Row, Stage, Welcome, mails_from, sent_in_a_day};
use super::service::{ROWS, Team};
use super::view::{InvitationItem, InvitationState, InvitationsView};
use super::{TeamError, store};
use crate::base::{Fault, Millis, OrgHost, RecordId, Topic, sort::sort_by};
use crate::ports::Platform;

/// What is done is shown for a day, and kept as long as its mails count.
const SHOWN: Duration = Duration::from_secs(24 * 60 * 60);

impl<P: Platform + 'static> Team<P> {
    /// The invitations of an org that this browser made; the mailbox is for the worker to add.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn invitations(&self, org: &OrgHost) -> Result<InvitationsView, Fault> {
        let now = self.platform.now();
        let rows = store::all(&*self.platform).await?;
        let mailbox = self.mailboxes.user().await;
        let from = mailbox.as_ref().map(|user| user.address.as_str());
        let from = from.unwrap_or_default();
        let user = self.sessions.user(org).await.map(|user| user.user_id);
        let own = |row: &&Row| row.org == *org && user.as_ref() == Some(&row.by.user);
        let mut shown: Vec<&Row> = rows.iter().filter(own).collect();
        sort_by(&mut shown, |a, b| {
            (a.asked, &a.name, &a.user).cmp(&(b.asked, &b.name, &b.user))
        });
        let next = rows.iter().any(|row| row.stage == Stage::Mail);
        let next = next.then(|| mails_from(&rows, from, now));
        let long = now.after(Duration::from_secs(60));
        Ok(InvitationsView {
            items: shown.into_iter().filter_map(|row| item(row, now)).collect(),
            sent: sent_in_a_day(&rows, from, now).len(),
            a_day: A_DAY,
            next: next.filter(|at| *at > long),
            mailbox_fault: self.mailboxes.fault().await,
            mailbox,
            choices: Vec::new(),
            draft: self.kept_draft(org, Drafted::List).await?,
            note: self.kept_draft(org, Drafted::Note).await?,
            looked_up: self.looked_up.get(),
        })
    }

    /// How many invitations of an administrator in an org are not sent yet.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn unsent(&self, org: &OrgHost, by: &RecordId) -> Result<usize, Fault> {
        let rows = store::all(&*self.platform).await?;
        let waits = |row: &&Row| row.org == *org && row.by.user == *by && row.goes_on();
        Ok(rows.iter().filter(waits).count())
    }

    /// Deletes them, and the list that is being pasted together.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn delete_unsent(&self, org: &OrgHost, by: &RecordId) -> Result<(), Fault> {
        let deleted: Result<(), TeamError> = async {
            let _held = self.locks.hold(ROWS).await;
            for row in store::all(&*self.platform).await? {
                if row.org == *org && row.by.user == *by && row.goes_on() {
                    store::delete(&*self.platform, &row).await?;
                }
            }
            self.forget_drafts(org, by).await
        }
        .await;
        self.platform.changed(Topic::Team).await;
        Ok(deleted?)
    }
}

/// What the page shows of an invitation, unless it is over for good.
fn item(row: &Row, now: Millis) -> Option<InvitationItem> {
    let state = match &row.stage {
        Stage::Assign => InvitationState::Assigning,
        Stage::Refused(fault) => InvitationState::Refused(fault.clone()),
        Stage::Mail => InvitationState::Waiting,
        Stage::Sending { .. } | Stage::Unclear { .. } => InvitationState::Sending,
        Stage::Failed(fault) => InvitationState::Failed(fault.clone()),
        Stage::Unknown => InvitationState::Unknown,
        Stage::Done if row.welcome == Welcome::InBrowser => {
            let at = Some(row.asked).filter(|at| now.since(*at) < SHOWN);
            InvitationState::Assigned(at?)
        }
        Stage::Done => {
            let at = row.sent.last().copied().filter(|at| now.since(*at) < SHOWN);
            InvitationState::Sent(at?)
        }
        Stage::Withdrawn => return None,
    };
    Some(InvitationItem {
        user: row.user.clone(),
        name: row.name.clone(),
        address: row.address.clone(),
        state,
        fault: row.fault.clone(),
    })
}
