//! The org's users, and inviting them: who is in the team, who can be invited, and the durable work
//! of assigning the permission set and sending the welcome mail.

mod check;
mod directory;
mod error;
mod groups;
mod held;
pub mod list;
mod mail;
mod notes;
mod row;
mod run;
mod store;
mod view;

pub use check::{Candidate, Checked, Finding, Known};
pub use directory::{PERMISSION_SET, User};
pub use error::TeamError;
pub use groups::{Everybody, Group, Groups, Listed, Within};
pub use held::Held;
pub use mail::{GOOD_FOR, LONGEST_NOTE, Language, Letter, Written, note_of};
pub use row::{
    A_DAY, BATCH, Inviter, Next, Outgoing, PACE, Row, Stage, Welcome, Word, mails_from, next,
    sent_in_a_day,
};
pub use run::ALARM;
pub use view::{
    InvitationItem, InvitationState, InvitationsView, Person, PersonState, TeamPage,
    WelcomePreview, Who, Withdrawn,
};

pub use self::notes::Drafted;

use self::held::Which;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::base::{
    ConsumerKey, Fault, IntentId, LifeId, Millis, OrgHost, RecordId, Topic, locks::Locks,
};
use crate::mailbox::Mailboxes;
use crate::ports::Platform;
use crate::salesforce::{Rest, RestError, Sessions};

/// What is done is shown for a day, and kept as long as its mails count.
const SHOWN: Duration = Duration::from_secs(24 * 60 * 60);

/// The team page's side of the worker.
pub struct Team<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    life: LifeId,
    /// One for who goes on with the invitations, one held while rows change.
    locks: Locks,
    /// How often the alarm rings, in minutes; 0 before this life armed it.
    armed: Cell<u32>,
    /// How many addresses of a list were looked up, and of how many; nothing while none is.
    looked_up: Cell<Option<(usize, usize)>>,
}

/// As many addresses of a list are looked up in one call.
const PART: usize = 500;

/// Held while rows change, not while anything is asked of Salesforce or the mailbox.
const ROWS: &str = "rows";

/// What invitations of one order have in common.
pub struct Draft {
    /// How the users hear of it.
    pub welcome: Welcome,
    /// The language of the mail; without one each user's own.
    pub language: Option<Language>,
    /// The administrator's own words in it.
    pub note: String,
    /// Who invites.
    pub by: Inviter,
    /// The org's app, as the mail's link names it.
    pub key: ConsumerKey,
    /// The surface's order, so that one whose answer was lost can be given again.
    pub order: IntentId,
}

impl<P: Platform + 'static> Team<P> {
    /// Made once by the worker, which then calls [`Self::run`].
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
    ) -> Rc<Self> {
        Rc::new(Self {
            life: LifeId::new(platform.bytes()),
            platform,
            sessions,
            mailboxes,
            locks: Locks::default(),
            armed: Cell::new(0),
            looked_up: Cell::new(None),
        })
    }

    /// A page of the org's active users: two calls.
    ///
    /// # Errors
    /// What Salesforce refuses.
    pub async fn page(
        &self,
        org: &OrgHost,
        search: &str,
        within: &Within,
        offset: usize,
    ) -> Result<TeamPage, Fault> {
        let rest = self.sessions.rest(org);
        let page = directory::page(&rest, search, within, offset).await?;
        let ids: Vec<RecordId> = page.users.iter().map(|user| user.id.clone()).collect();
        let held = held::held(&rest, &ids).await?;
        let known = Known {
            org,
            users: &page.users,
            held: &held,
            rows: &[],
        };
        let person = |user: &User| Person {
            who: known.candidate(user),
            title: user.title.clone(),
            state: state(&held, &user.id),
        };
        Ok(TeamPage {
            people: page.users.iter().map(person).collect(),
            next: page.next,
            beyond: page.beyond,
            missing: page
                .permission_set
                .is_none()
                .then(|| TeamError::NoPermissionSet.into()),
        })
    }

    /// What the list can be narrowed to: one call.
    ///
    /// # Errors
    /// What Salesforce refuses.
    pub async fn groups(&self, org: &OrgHost) -> Result<Groups, Fault> {
        Ok(groups::groups(&self.sessions.rest(org)).await?)
    }

    /// Everybody of a list, to select them all: one call, and one for each further 2,000 users.
    ///
    /// # Errors
    /// What Salesforce refuses.
    pub async fn everybody(
        &self,
        org: &OrgHost,
        search: &str,
        within: &Within,
    ) -> Result<Everybody, Fault> {
        let condition = directory::condition(search, within);
        Ok(groups::everybody(&self.sessions.rest(org), &condition).await?)
    }

    /// Looks at users before they are invited: two calls for up to a hundred.
    ///
    /// # Errors
    /// What Salesforce refuses, and a list that is too long.
    pub async fn check(&self, org: &OrgHost, who: &Who) -> Result<Vec<Checked>, Fault> {
        let rest = self.sessions.rest(org);
        let (entries, users) = match who {
            Who::Users(ids) => (Vec::new(), directory::by_id(&rest, ids).await?),
            Who::List(text) => {
                let to_ascii = |host: &str| self.platform.to_ascii(host);
                let entries = list::read(text, &to_ascii);
                let entries = entries.map_err(|list::TooMany| TeamError::TooMany)?;
                let addresses: Vec<String> = entries.iter().filter_map(address).collect();
                let users = self.look_up(&rest, &addresses).await;
                self.looked_up.set(None);
                (entries, users?)
            }
        };
        let ids: Vec<RecordId> = users.iter().map(|user| user.id.clone()).collect();
        let held = held::held(&rest, &ids).await?;
        let rows = store::all(&*self.platform).await?;
        let known = Known {
            org,
            users: &users,
            held: &held,
            rows: &rows,
        };
        Ok(match who {
            Who::Users(ids) => known.judge_picked(ids),
            Who::List(_) => known.judge_list(entries),
        })
    }

    /// The users of a list's addresses, a part after the other: a list of thousands says how far it is.
    async fn look_up(&self, rest: &Rest<P>, addresses: &[String]) -> Result<Vec<User>, RestError> {
        let mut users = Vec::new();
        for (done, part) in (0..).step_by(PART).zip(addresses.chunks(PART)) {
            if addresses.len() > PART {
                self.looked_up.set(Some((done, addresses.len())));
                self.platform.changed(Topic::Team).await;
            }
            users.extend(directory::by_address(rest, part).await?);
        }
        Ok(users)
    }

    /// The mail as it would go to `user`.
    ///
    /// # Errors
    /// There is no such user, or what Salesforce refuses.
    pub async fn preview(
        &self,
        org: &OrgHost,
        user: &RecordId,
        draft: &Draft,
    ) -> Result<WelcomePreview, Fault> {
        let from = draft.by.mailbox.clone();
        let rows = self.new_rows(org, std::slice::from_ref(user), draft);
        let row = rows.await?.into_iter().next().ok_or(TeamError::NoUser)?;
        Ok(WelcomePreview {
            from,
            to: row.address.clone(),
            language: row.language,
            mail: row.letter(self.platform.now()),
        })
    }

    /// Invites users: once this answers, it is stored and will be done. Whoever's invitation is under
    /// way is left as it is, and so is whoever this order invited already.
    ///
    /// # Errors
    /// What Salesforce refuses, or the storage failed, and nothing will be done.
    pub async fn invite(
        self: &Rc<Self>,
        org: &OrgHost,
        users: &[RecordId],
        draft: &Draft,
    ) -> Result<(), Fault> {
        let rows = self.new_rows(org, users, draft).await?;
        let held = self.locks.hold(ROWS).await;
        self.arm(1).await;
        for mut row in rows {
            let known = store::get(&*self.platform, org, &row.user).await?;
            if let Some(known) = known {
                let again = known.order == row.order;
                if again || known.goes_on() || known.stage == Stage::Unknown {
                    continue;
                }
                row.sent = known.sent;
            }
            store::put(&*self.platform, &row).await?;
        }
        drop(held);
        self.platform.changed(Topic::Team).await;
        self.go_on();
        Ok(())
    }

    /// Takes the administrator's word about an invitation that needs it.
    ///
    /// # Errors
    /// It does not fit how the invitation stands (any more).
    pub async fn take(
        self: &Rc<Self>,
        org: &OrgHost,
        user: &RecordId,
        word: Word,
    ) -> Result<(), Fault> {
        let now = self.platform.now();
        self.arm(1).await;
        let held = self.locks.hold(ROWS).await;
        let row = store::get(&*self.platform, org, user).await?;
        let by = self.acting(org).await?;
        let mut row = row
            .filter(|row| row.by.user == by)
            .ok_or(TeamError::NotNow)?;
        if !row.take(word, now) {
            return Err(TeamError::NotNow.into());
        }
        store::put(&*self.platform, &row).await?;
        drop(held);
        self.platform.changed(Topic::Team).await;
        self.go_on();
        Ok(())
    }

    /// Takes the permission set away from users; what waits for them is not sent. Two calls.
    ///
    /// # Errors
    /// What Salesforce refuses of the whole; each user's own is in the answer.
    pub async fn withdraw(&self, org: &OrgHost, users: &[RecordId]) -> Result<Withdrawn, Fault> {
        let rest = self.sessions.rest(org);
        let mut failed = Vec::new();
        for part in users.chunks(BATCH) {
            self.stop(org, part).await?;
            let assignments = held::assignments(&rest, part, Which::All).await?;
            let ids: Vec<RecordId> = assignments.iter().map(|(id, _)| id.clone()).collect();
            if ids.is_empty() {
                continue;
            }
            let results = rest.delete_all(&ids).await?;
            for ((_, user), result) in assignments.into_iter().zip(results) {
                if let Err(refused) = result {
                    failed.push((user, refused.into()));
                }
            }
        }
        self.platform.changed(Topic::Team).await;
        Ok(Withdrawn { failed })
    }

    /// Takes back what has not begun for these users.
    async fn stop(&self, org: &OrgHost, users: &[RecordId]) -> Result<(), TeamError> {
        let _held = self.locks.hold(ROWS).await;
        let now = self.platform.now();
        for user in users {
            if let Some(mut row) = store::get(&*self.platform, org, user).await?
                && row.take(Word::Drop, now)
            {
                store::put(&*self.platform, &row).await?;
            }
        }
        Ok(())
    }

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
        shown.sort_by(|a, b| (a.asked, &a.name, &a.user).cmp(&(b.asked, &b.name, &b.user)));
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

    /// Who administers the org now.
    async fn acting(&self, org: &OrgHost) -> Result<RecordId, TeamError> {
        let user = self.sessions.signed_in(org).await;
        let user = user.map_err(|error| TeamError::Rest(RestError::Session(error)))?;
        Ok(user.user_id)
    }

    /// Fresh invitations of these users, by what Salesforce says of them now: one call.
    async fn new_rows(
        &self,
        org: &OrgHost,
        users: &[RecordId],
        draft: &Draft,
    ) -> Result<Vec<Row>, TeamError> {
        let note = note_of(&draft.note)?;
        let found = directory::by_id(&self.sessions.rest(org), users).await?;
        let now = self.platform.now();
        let held = Held::default();
        let known = Known {
            org,
            users: &found,
            held: &held,
            rows: &[],
        };
        let row = |user: &User| {
            let who = known.candidate(user);
            Row {
                org: org.clone(),
                key: draft.key.clone(),
                user: who.user,
                name: who.name,
                first_name: user.first_name.clone().unwrap_or_default(),
                address: who.address,
                language: draft.language.unwrap_or(who.language),
                welcome: draft.welcome,
                note: note.clone(),
                by: draft.by.clone(),
                order: draft.order.clone(),
                asked: now,
                stage: Stage::Assign,
                due: now,
                attempts: 0,
                fault: None,
                sent: Vec::new(),
            }
        };
        let stands = |user: &&User| !known.findings(user).iter().any(Finding::stops);
        Ok(found.iter().filter(stands).map(row).collect())
    }
}

fn address(entry: &list::Entry) -> Option<String> {
    match &entry.reading {
        list::Reading::Address(address) => Some(address.clone()),
        _ => None,
    }
}

fn state(held: &Held, user: &RecordId) -> PersonState {
    if !held.invited.contains(user) {
        return PersonState::NotInvited;
    }
    match &held.used {
        None => PersonState::InvitedNotKnown,
        Some(used) => match used.get(user) {
            None => PersonState::Invited,
            Some(at) => PersonState::Active {
                used: (*at > Millis(0)).then_some(*at),
            },
        },
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
