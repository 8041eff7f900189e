//! Going on with the invitations: the only asynchronous part of their state machine. Each change is
//! stored before what it says begins, so that a life may end at any await.

use futures_util::FutureExt;
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;

use super::held::{self, Which};
use super::row::{Next, Outgoing, Row, Stage, next};
use super::service::{ROWS, Team};
use super::{TeamError, directory, store};
use crate::base::{Fault, IntentId, Millis, RecordId, Topic};
use crate::mailbox::{Delivery, MailboxError, Outbound};
use crate::ports::Platform;
use crate::salesforce::{RestError, Saved, SessionError};
use crate::storage::StoredError;

/// Rings while anything is unfinished.
pub const ALARM: &str = "team";
/// Held by who goes on.
const RUN: &str = "run";
/// A waiting up to this long is waited out; a longer one is left to the alarm.
const SHORT: Duration = Duration::from_secs(5);
/// How often the alarm rings, in minutes: while there is something to do, and while only a day's limit
/// or the administrator's policy is waited for.
const SOON: u32 = 1;
const LATER: u32 = 30;
/// What is over is forgotten once its mails do not count any more.
const KEPT: Duration = Duration::from_secs(2 * 24 * 60 * 60);
/// What nobody goes on with is kept as long: the link of its mail would have run out by then.
const STALE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl<P: Platform + 'static> Team<P> {
    /// Goes on beside everything else.
    pub(super) fn go_on(self: &Rc<Self>) {
        let team = Rc::clone(self);
        self.platform.spawn(async move {
            // What fails here is stored with the row, or the storage itself failed: then the alarm is
            // the next try.
            let _ = team.run().await;
        });
    }

    /// Goes on with everything that is unfinished. To be called at every start of the worker and when
    /// [`ALARM`] rings. Ends when nothing more can be done now, which may take minutes.
    ///
    /// # Errors
    /// The storage failed; the alarm is still armed.
    pub async fn run(&self) -> Result<(), Fault> {
        let _running = self.locks.hold(RUN).await;
        self.forget_old().await?;
        loop {
            let rows = self.tidy().await?;
            let now = self.platform.now();
            match next(&rows, now, &self.life) {
                Next::Assign(batch) => {
                    let batch = batch.into_iter().filter_map(|at| rows.get(at)).cloned();
                    self.assign(batch.collect()).await?;
                }
                Next::Send(at) => {
                    let Some(row) = rows.get(at) else {
                        return Ok(());
                    };
                    self.send(row).await?;
                }
                Next::Wait(at) if at.since(now) <= SHORT => {
                    self.platform.sleep(at.since(now)).await;
                }
                Next::Wait(_) | Next::Rest => return Ok(()),
            }
        }
    }

    /// Goes on at once with what only waited for a sign-in.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn signed_in(&self) -> Result<(), Fault> {
        for row in store::all(&*self.platform).await? {
            if row.waits_for_sign_in() {
                let calm = |row: &mut Row, now| {
                    row.calm_down();
                    row.due = now;
                };
                self.change(&row, Row::waits_for_sign_in, calm).await?;
            }
        }
        self.run().await
    }

    /// Arms the alarm so that it rings every `minutes`; arming it again as it is would put it off.
    pub(super) async fn arm(&self, minutes: u32) {
        if self.armed.get() != minutes {
            self.platform.wake_every(ALARM, minutes).await;
            self.armed.set(minutes);
        }
    }

    /// The rows, with the alarm armed for them, or cleared where nothing is unfinished. What the
    /// administrator's policy keeps from going on is left out.
    async fn tidy(&self) -> Result<Vec<Row>, TeamError> {
        let _held = self.locks.hold(ROWS).await;
        let mut rows = store::all(&*self.platform).await?;
        let now = self.platform.now();
        if !rows.iter().any(Row::goes_on) {
            self.platform.clear_alarm(ALARM).await;
            self.armed.set(0);
            return Ok(rows);
        }
        let settings = self.sessions.policies().settings().await;
        rows.retain(|row| !row.goes_on() || settings.allows(&row.org));
        let minutes = match next(&rows, now, &self.life) {
            Next::Wait(at) if at.since(now) > Duration::from_secs(60 * 60) => LATER,
            Next::Rest => LATER,
            _ => SOON,
        };
        self.arm(minutes).await;
        Ok(rows)
    }

    async fn forget_old(&self) -> Result<(), TeamError> {
        let _held = self.locks.hold(ROWS).await;
        let now = self.platform.now();
        for row in store::all(&*self.platform).await? {
            let last = row.sent.last().copied().unwrap_or(row.asked);
            let over = matches!(row.stage, Stage::Done | Stage::Withdrawn);
            let stale = !over && now.since(row.asked) > STALE;
            if stale || (over && now.since(last) > KEPT) {
                store::delete(&*self.platform, &row).await?;
            }
        }
        Ok(())
    }

    /// Changes the row of `known` where it is still as `fits` wants it; whether it was.
    async fn change(
        &self,
        known: &Row,
        fits: impl FnOnce(&Row) -> bool,
        edit: impl FnOnce(&mut Row, Millis),
    ) -> Result<Option<Row>, TeamError> {
        let held = self.locks.hold(ROWS).await;
        let row = store::get(&*self.platform, &known.org, &known.user).await?;
        let Some(mut row) = row.filter(fits) else {
            return Ok(None);
        };
        edit(&mut row, self.platform.now());
        store::put(&*self.platform, &row).await?;
        drop(held);
        self.platform.changed(Topic::Team).await;
        Ok(Some(row))
    }

    /// Assigns the permission set to all of `rows` in one call.
    async fn assign(&self, rows: Vec<Row>) -> Result<(), TeamError> {
        let results = match self.ask_to_assign(&rows).await {
            Ok(results) => results,
            Err(error) => {
                let lasting = matches!(error, TeamError::NoPermissionSet);
                let fault = Fault::from(error);
                rows.iter().map(|_| Err((fault.clone(), lasting))).collect()
            }
        };
        for (row, result) in rows.iter().zip(results) {
            let waits = |row: &Row| row.stage == Stage::Assign;
            let edit = |row: &mut Row, now| match result {
                Ok(()) => row.assigned(),
                Err((fault, true)) => row.stage = Stage::Refused(fault),
                Err((fault, false)) => row.put_off(fault, Duration::ZERO, false, now),
            };
            self.change(row, waits, edit).await?;
        }
        Ok(())
    }

    /// What became of each; a refusal with whether it lasts.
    async fn ask_to_assign(
        &self,
        rows: &[Row],
    ) -> Result<Vec<Result<(), (Fault, bool)>>, TeamError> {
        let Some(first) = rows.first() else {
            return Ok(Vec::new());
        };
        let session = |error: SessionError| TeamError::Rest(RestError::Session(error));
        match self.sessions.user(&first.org).await {
            None => return Err(session(SessionError::NotSignedIn)),
            Some(user) if user.user_id != first.by.user => return Err(TeamError::OtherAdmin),
            Some(_) => {}
        }
        let rest = self.sessions.rest(&first.org);
        let set = directory::permission_set(&rest).await?;
        let record =
            |row: &Row| json!({ "PermissionSetId": set.as_str(), "AssigneeId": row.user.as_str() });
        let create = async |rows: &[&Row]| {
            let records = rows.iter().copied().map(record);
            rest.create_all("PermissionSetAssignment", records).await
        };
        let all: Vec<&Row> = rows.iter().collect();
        let mut results: Vec<_> = create(&all).await?.into_iter().map(assigned).collect();
        // An assignment that ran out or was revoked stands in the way of a new one, and gives nothing.
        let there = |at: &usize| matches!(results.get(*at), Some(Ok(Assigned::Before)));
        let there: Vec<usize> = (0..rows.len()).filter(there).collect();
        let users = there.iter().filter_map(|at| rows.get(*at));
        let users: Vec<RecordId> = users.map(|row| row.user.clone()).collect();
        if users.is_empty() {
            return Ok(results.into_iter().map(|result| result.map(drop)).collect());
        }
        let ended = held::assignments(&rest, &users, Which::NotInForce).await?;
        if !ended.is_empty() {
            let ids: Vec<RecordId> = ended.iter().map(|(id, _)| id.clone()).collect();
            rest.delete_all(&ids).await?;
            let again = |at: &usize| {
                let row = rows.get(*at);
                row.is_some_and(|row| ended.iter().any(|(_, user)| *user == row.user))
            };
            let again: Vec<usize> = there.into_iter().filter(again).collect();
            let of: Vec<&Row> = again.iter().filter_map(|at| rows.get(*at)).collect();
            for (at, saved) in again.into_iter().zip(create(&of).await?) {
                if let Some(result) = results.get_mut(at) {
                    *result = assigned(saved);
                }
            }
        }
        Ok(results.into_iter().map(|result| result.map(drop)).collect())
    }

    /// Sends the mail of `row`, or finds out what became of it.
    async fn send(&self, row: &Row) -> Result<(), TeamError> {
        if let Err(error) = self.mailboxes.ready(&row.by.mailbox).await {
            let after = error.retry().unwrap_or_default();
            let stage = row.stage.clone();
            let fault = Fault::from(error);
            // Nobody else's mail can leave by that mailbox either.
            for other in store::all(&*self.platform).await? {
                let same = other.by.mailbox == row.by.mailbox;
                if same && (other.stage == Stage::Mail || other.stage == stage) {
                    let fits = |row: &Row| row.stage == other.stage;
                    let edit = |row: &mut Row, now| row.put_off(fault.clone(), after, true, now);
                    self.change(&other, fits, edit).await?;
                }
            }
            return Ok(());
        }
        let id = IntentId::new(self.platform.bytes()).to_string();
        let fits = |kept: &Row| kept.stage == row.stage;
        let begin = |row: &mut Row, now| row.begin(&self.life, now, || id);
        let Some(row) = self.change(row, fits, begin).await? else {
            return Ok(());
        };
        let Stage::Sending { mail, .. } = &row.stage else {
            return Ok(());
        };
        let delivery = self.deliver(&row, mail).await;
        let mine =
            |row: &Row| matches!(&row.stage, Stage::Sending { life, .. } if *life == self.life);
        let settle = |row: &mut Row, now| match delivery {
            Delivery::Sent => row.sent(now),
            Delivery::Unknown | Delivery::Held => row.lost(now),
            Delivery::NotSent(error) => fail(row, error, false, now),
            Delivery::Unfinished(error) => fail(row, error, true, now),
        };
        self.change(&row, mine, settle).await?;
        Ok(())
    }

    async fn deliver(&self, row: &Row, mail: &Outgoing) -> Delivery {
        let keep = |sending| {
            let kept = async move {
                let edit = |row: &mut Row, _| {
                    if let Stage::Sending { mail, .. } = &mut row.stage {
                        mail.sending = Some(sending);
                    }
                };
                match self.change(row, |_| true, edit).await {
                    Ok(Some(_)) => Ok(()),
                    Err(TeamError::Stored(error)) => Err(error),
                    _ => Err(StoredError::Damaged),
                }
            };
            kept.boxed_local()
        };
        let outbound = Outbound {
            from: &row.by.mailbox,
            mime: &mail.mime,
            message_id: &row.message_id(mail),
            sending: mail.sending.as_ref(),
            late: false,
        };
        self.mailboxes.send(outbound, &keep).await
    }
}

/// Whether this call made an assignment.
enum Assigned {
    Now,
    Before,
}

/// What became of one assignment; a refusal with whether it lasts.
fn assigned(saved: Saved) -> Result<Assigned, (Fault, bool)> {
    match saved {
        Ok(()) => Ok(Assigned::Now),
        Err(refused) => match TeamError::of_assignment(refused) {
            None => Ok(Assigned::Before),
            Some(error) => Err((error.into(), true)),
        },
    }
}

fn fail(row: &mut Row, error: MailboxError, unclear: bool, now: Millis) {
    if error.is_final() {
        row.stage = Stage::Failed(error.into());
        row.calm_down();
    } else {
        let after = error.retry().unwrap_or_default();
        row.put_off(error.into(), after, unclear, now);
    }
}
