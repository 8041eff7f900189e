//! The logs of mails that were submitted together: many in one call of Salesforce, by which an org with a hundred reps
//! who write to two hundred people each still has calls left.

use std::time::Duration;

use super::effects::activity::{LogAs, LogOutcome, LoggedEmail, log_outcome, log_plain, marker};
use super::effects::{Work, log_failure};
use super::{Intent, Mark, Next, Outbox, OutboxError, Outcome, Part, StepKind, next};
use crate::base::{IntentId, Millis};
use crate::ports::Platform;
use crate::salesforce::{Cause, Graphs, MOST_GRAPHS, Purpose, Rest, Schema};

/// So many mails are sent before they are logged.
const TOGETHER: u32 = 67;
/// The last of those is logged after a moment, and all others with it.
const A_MOMENT: Duration = Duration::from_secs(5);
/// Longer than a mail takes: who leaves before the last waits for it, and not for ever.
const A_MAIL: Duration = Duration::from_secs(10);

/// A mail whose log is to be written, and what was told of it.
struct Logging {
    intent: Intent,
    mail: LoggedEmail,
}

impl<P: Platform + 'static> Outbox<P> {
    /// Writes the logs of mails that were submitted together, as soon as one of them is due.
    pub(super) async fn log_together(&self, due: &[Intent]) -> Result<(), OutboxError> {
        let now = self.platform.now();
        let mut orders: Vec<IntentId> = Vec::new();
        for intent in due.iter().filter(|intent| self.logs_now(intent, now)) {
            let order = intent.part().map(|part| part.of.clone());
            orders.extend(order.filter(|order| !orders.contains(order)));
        }
        for order in orders {
            let mut parts = self.open_parts(&order).await?;
            parts.retain(|part| part.logs_with_others() && self.may_log(part, now));
            while parts.iter().any(|part| self.logs_now(part, now)) {
                let rest = parts.split_off(parts.len().min(MOST_GRAPHS));
                self.log_some(parts).await?;
                parts = rest;
            }
        }
        Ok(())
    }

    /// Waits until the last of those that are logged together is due: then all of them are.
    pub(super) async fn await_logs(&self, intent: &Intent) {
        let wait = intent.due.since(self.platform.now());
        let is_last = intent.part().is_some_and(|part| part.to_come() == 0);
        if is_last && !wait.is_zero() && wait <= A_MOMENT {
            self.platform.sleep(wait).await;
            self.more_is_due.set(true);
        }
    }

    fn logs_now(&self, intent: &Intent, now: Millis) -> bool {
        let next = next(intent, now, &self.life);
        intent.logs_with_others() && matches!(next, Next::Begin | Next::Recover { .. })
    }

    /// Whether a log that is not due yet can be written with those that are. One that is being asked about waits.
    fn may_log(&self, intent: &Intent, now: Millis) -> bool {
        let mark = intent.current().map(|step| &step.mark);
        self.logs_now(intent, now)
            || (mark == Some(&Mark::Todo) && intent.held.is_none() && intent.fault.is_none())
    }

    async fn log_some(&self, parts: Vec<Intent>) -> Result<(), OutboxError> {
        let mut allowed = Vec::with_capacity(parts.len());
        for part in parts {
            if self.may_go_on(&part).await? {
                allowed.push(part);
            }
        }
        let parts = allowed;
        let Some(first) = parts.first() else {
            return Ok(());
        };
        if let Some(step) = first.current()
            && let Err(obstacle) = self.ready(first, step).await
        {
            let (now, jitter) = (self.platform.now(), self.jitter());
            self.change_all(parts.clone(), |intent| {
                let known = intent.fault.as_ref() == Some(&obstacle.fault);
                intent.put_off(obstacle.fault.clone(), obstacle.after, now, jitter);
                !known
            })
            .await?;
            return Ok(());
        }
        let rest = self
            .services
            .sessions
            .rest(&first.owner.org)
            .counted_as(Purpose::Log);
        let schema = match Schema::of(&rest).await {
            Ok(schema) => schema,
            Err(error) => {
                return self
                    .settle_logs(parts, |_| log_failure(error.clone(), false))
                    .await;
            }
        };
        let log_as = match rest.refuses_messages(&first.owner.user_id).await {
            true => LogAs::Task,
            false => LogAs::Message,
        };
        let (asked, fresh): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .partition(|intent| intent.current().is_some_and(|step| step.mark != Mark::Todo));
        let mut logs = self.logs_of(fresh).await?;
        let unclear = self.logs_of(asked).await?;
        if !unclear.is_empty() {
            logs.extend(self.not_written(&rest, &schema, log_as, unclear).await?);
        }
        self.write_logs(&rest, &schema, log_as, logs).await
    }

    /// Reads what is logged of these.
    async fn logs_of(&self, parts: Vec<Intent>) -> Result<Vec<Logging>, OutboxError> {
        let mut logs = Vec::with_capacity(parts.len());
        for intent in parts {
            let Work::LogMail(mail) = self.work(&intent, self.platform.now()).await? else {
                continue;
            };
            if let Some(mail) = self.logged(&intent, &mail).await {
                logs.push(Logging { intent, mail });
            }
        }
        Ok(logs)
    }

    /// Of logs whose answer was lost, finds those that are not there: one call.
    async fn not_written(
        &self,
        rest: &Rest<P>,
        schema: &Schema,
        log_as: LogAs,
        logs: Vec<Logging>,
    ) -> Result<Vec<Logging>, OutboxError> {
        let marks: Option<Vec<_>> = logs
            .iter()
            .map(|log| marker(&log.mail, schema, log_as))
            .collect();
        let Some(marks) = marks else {
            // Nothing says what became of them.
            let all = intents(logs);
            self.settle_logs(all, |_| Outcome::Unknown).await?;
            return Ok(Vec::new());
        };
        let there = match super::mail_log::are_there(rest, &marks).await {
            Ok(there) => there,
            Err(error) => {
                self.settle_logs(intents(logs), |_| log_failure(error.clone(), true))
                    .await?;
                return Ok(Vec::new());
            }
        };
        let (mut done, mut missing) = (Vec::new(), Vec::new());
        for (log, mark) in logs.into_iter().zip(&marks) {
            match there.contains(&mark.value) {
                true => done.push(log.intent),
                false => missing.push(log),
            }
        }
        self.settle_logs(done, |_| Outcome::Done { warning: None })
            .await?;
        Ok(missing)
    }

    /// Writes them: each by itself, all in one call.
    async fn write_logs(
        &self,
        rest: &Rest<P>,
        schema: &Schema,
        log_as: LogAs,
        logs: Vec<Logging>,
    ) -> Result<(), OutboxError> {
        let now = self.platform.now();
        let all: Vec<Intent> = logs.iter().map(|log| log.intent.clone()).collect();
        let mut begun: Vec<IntentId> = Vec::new();
        self.change_all(all, |intent| {
            let begins = intent.logs_with_others() && self.may_log(intent, now);
            if begins {
                intent.begin(&self.life, now);
                begun.push(intent.id.clone());
            }
            begins
        })
        .await?;
        let mut graphs = Graphs::default();
        let mut told = Vec::new();
        for log in logs.iter().filter(|log| begun.contains(&log.intent.id)) {
            let (composite, notice) = log_plain(&log.mail, schema, log_as);
            graphs.add(composite);
            told.push((log, notice));
        }
        if told.is_empty() {
            return Ok(());
        }
        let begun = || told.iter().map(|(log, _)| log.intent.clone()).collect();
        let reply = match rest.graphs(&graphs).await {
            Ok(reply) => reply,
            Err(error) if error.cause().is_some_and(|cause| !cause.passes()) => {
                // Refused as a whole, for example by an org that has no such call: each goes by itself.
                return self.log_alone(begun()).await;
            }
            Err(error) => {
                let unclear = error.may_have_happened();
                return self
                    .settle_logs(begun(), |_| log_failure(error.clone(), unclear))
                    .await;
            }
        };
        let mut alone = Vec::new();
        let mut outcomes = Vec::new();
        for (nth, (log, notice)) in told.into_iter().enumerate() {
            let intent = log.intent.clone();
            let reply = reply.graph(nth);
            if let Some(reply) = &reply {
                self.tell_closed(&log.mail, reply);
            }
            match reply.map(|reply| log_outcome(reply, notice)) {
                Some(LogOutcome::Logged { warning, .. }) => {
                    outcomes.push((intent, Outcome::Done { warning }));
                }
                Some(LogOutcome::Refused(error)) if error.cause().is_some_and(Cause::passes) => {
                    outcomes.push((intent, log_failure(error, false)));
                }
                // Refused, or not tried because others were.
                Some(LogOutcome::Refused(_)) | None => alone.push(intent),
            }
        }
        let rows = outcomes.iter().map(|(intent, _)| intent.clone()).collect();
        self.settle_logs(rows, |intent| {
            let found = outcomes.iter().find(|(row, _)| row.id == intent.id);
            found.map_or(Outcome::Unknown, |(_, outcome)| outcome.clone())
        })
        .await?;
        self.log_alone(alone).await
    }

    /// Lets each be tried by itself: why it was refused decides what is done about it.
    async fn log_alone(&self, refused: Vec<Intent>) -> Result<(), OutboxError> {
        let now = self.platform.now();
        self.change_all(refused, |intent| intent.log_alone(now))
            .await
    }

    async fn settle_logs(
        &self,
        rows: Vec<Intent>,
        outcome: impl Fn(&Intent) -> Outcome,
    ) -> Result<(), OutboxError> {
        let (now, jitter) = (self.platform.now(), self.jitter());
        let mut settled = Vec::new();
        self.change_all(rows, |intent| {
            let waits = intent.logs_with_others();
            if waits {
                intent.settle(outcome(intent), now, jitter);
                settled.push(intent.clone());
            }
            waits
        })
        .await?;
        self.refresh_views(&settled).await;
        self.forget_files_of(&settled).await
    }
}

impl Intent {
    /// Waits with its log for the mails that leave soon after it.
    pub(super) fn wait_to_log(&mut self, now: Millis) {
        if self.logs_with_others()
            && let Some(part) = self.part()
        {
            let wait = A_MAIL.saturating_mul(part.to_come()) + A_MOMENT;
            self.due = now.after(wait);
        }
    }

    fn log_alone(&mut self, now: Millis) -> bool {
        let waits = self.logs_with_others();
        if let Some(step) = self.current_mut()
            && let StepKind::LogMail { alone, .. } = &mut step.kind
        {
            *alone = true;
            step.mark = Mark::Todo;
        }
        self.due = now;
        waits
    }
}

impl Part {
    /// How many of those that are logged with it leave after it.
    fn to_come(&self) -> u32 {
        let end = (self.nth / TOGETHER + 1).saturating_mul(TOGETHER);
        end.min(self.all).saturating_sub(self.nth + 1)
    }
}

fn intents(logs: Vec<Logging>) -> Vec<Intent> {
    logs.into_iter().map(|log| log.intent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Recipient;

    #[test]
    fn a_log_waits_for_the_last_of_those_that_are_logged_with_it() {
        let to_come = |nth, all| {
            let part = Part {
                of: IntentId::new([7; 16]),
                nth,
                all,
                person: Recipient::default(),
            };
            part.to_come()
        };
        assert_eq!(to_come(0, 200), 66);
        assert_eq!(to_come(66, 200), 0);
        assert_eq!(to_come(67, 200), 66);
        assert_eq!(to_come(134, 200), 65);
        assert_eq!(to_come(0, 3), 2);
        assert_eq!(to_come(199, 200), 0);
    }
}
