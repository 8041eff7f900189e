//! An intent: what is to be done, and how far it has come. Everything here is pure; what follows from
//! a stored intent is decided here and nowhere else.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{Candidate, Checked, Decision};
use crate::actions::{Effect, EffectKind, Form};
use crate::base::{Fault, IntentId, LifeId, Millis, Move, OrgHost, Recipient, RecordId, RecordRef};
use crate::mailbox::Sending;

/// A mail whose time passed longer ago than this is not sent without asking.
const LATE: Duration = Duration::from_secs(2 * 60);
/// A request whose answer was lost may be under way for as long as this.
const IN_FLIGHT: Duration = Duration::from_secs(30);
/// The waiting before the first try again; doubled with each, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_secs(30 * 60);

/// One submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Intent {
    /// Made by the surface.
    pub id: IntentId,
    /// Who does it.
    pub owner: Owner,
    /// On which record.
    pub record: RecordRef,
    /// The action, filled in.
    pub form: Form,
    /// When it was submitted.
    pub submitted: Millis,
    /// Nothing is done before: the end of the undo time, then of the waiting after each failure.
    pub due: Millis,
    /// How often something failed since it last got on.
    pub attempts: u8,
    /// What failed last.
    pub fault: Option<Fault>,
    /// Its time passed while the browser slept: the rep decides.
    pub held: bool,
    /// Held because the rep took it back while another draft of theirs stood in its place.
    #[serde(default)]
    pub beside_another: bool,
    /// The plan's effects, in order, each with how far it has come.
    pub effects: Vec<(EffectKind, Mark)>,
    /// The mail on its way, from its first try until it is sent.
    pub outgoing: Option<Outgoing>,
    /// When the mail was sent, by its own date.
    pub sent: Option<Millis>,
    /// The mail is logged as a Task, for the org refuses messages to the rep.
    #[serde(default)]
    pub as_task: bool,
    /// The contact that the record, a lead, became before this could be written on it.
    #[serde(default)]
    pub contact: Option<RecordRef>,
    /// Where it is unknown whether activities were written: Tasks on the record that could be they.
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    /// The last look at the people whom the mail is for; none before it, or where an earlier release
    /// made the intent.
    #[serde(default)]
    pub checked: Option<Checked>,
    /// Nothing is left to be done.
    pub end: Option<End>,
}

/// Who does it: an intent never leaves by another user's session or another mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The org.
    pub org: OrgHost,
    /// The Salesforce user.
    pub user_id: RecordId,
    /// The user's name, which the mail goes out with.
    pub name: String,
    /// The mailbox's address, where one is connected: calls and tasks need none.
    pub mailbox: Option<String>,
}

/// How far an effect has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Not begun, or begun and certain to have done nothing.
    Todo,
    /// Under way in a life of the worker; once that life is over, like [`Mark::Unclear`].
    Trying {
        /// Which life.
        life: LifeId,
        /// Since when.
        since: Millis,
    },
    /// It may have taken effect: the other side is asked before anything else.
    Unclear,
    /// It took effect.
    Done {
        /// What was refused beside it.
        warning: Option<Fault>,
    },
    /// The other side cannot say either: the rep decides.
    Unknown,
    /// Refused for good: it did not take effect.
    Failed {
        /// What was refused, and whose move it is.
        fault: Fault,
    },
}

/// A mail on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// As it is sent; kept, because an upload can only go on with the same bytes.
    pub mime: String,
    /// Its date, which is when it was sent, however late that is found out; unknown where an earlier
    /// release began it.
    #[serde(default)]
    pub date: Option<Millis>,
    /// How far it has come on its way. Without it nothing was sent.
    pub sending: Option<Sending>,
}

/// How it ended. The row stays for a while, so that a submission that is asked twice is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// When it ended.
    pub at: Millis,
    /// Whether everything was done; else the rep took it back or dropped it.
    pub done: bool,
}

/// What is to be done with an intent now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Begin the effect of that number.
    Begin(usize),
    /// Find out what became of the effect of that number, then go on with it.
    Recover {
        /// Its number among the effects.
        effect: usize,
        /// So long ago that it must not go on without asking the rep.
        late: bool,
    },
    /// Nothing before this moment.
    Wait(Millis),
    /// Its time passed while the browser slept: mark it as held.
    Hold,
    /// Somebody in this life is at it.
    Busy,
    /// The rep decides.
    AskRep,
    /// Nothing is left.
    Rest,
}

/// What became of an effect.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It took effect.
    Done {
        /// What was refused beside it.
        warning: Option<Fault>,
    },
    /// Not now.
    Later {
        /// What is in the way.
        fault: Fault,
        /// The other side's Retry-After.
        after: Duration,
        /// Whether it may have taken effect all the same.
        unclear: bool,
    },
    /// It is not too late yet, but must not go on without asking the rep.
    Held,
    /// Nothing says what became of it.
    Unknown,
    /// Refused for good.
    Failed(Fault),
}

/// What is to be done with `intent`, in the life of the worker that asks.
#[must_use]
pub fn next(intent: &Intent, now: Millis, life: &LifeId) -> Next {
    if intent.end.is_some() {
        return Next::Rest;
    }
    let Some((effect, kind, mark)) = intent.current() else {
        return Next::Rest;
    };
    let since = match mark {
        Mark::Unknown | Mark::Failed { .. } => return Next::AskRep,
        Mark::Trying { life: whose, .. } if whose == life => return Next::Busy,
        _ if intent.held => return Next::AskRep,
        Mark::Trying { since, .. } => Some(*since),
        _ => None,
    };
    let waits_for_sign_in = intent.waits_for_sign_in();
    let settled = since.map(|since| since.after(intent.in_flight(kind)));
    let begin = intent.due.max(settled.unwrap_or_default());
    if now < begin && !(waits_for_sign_in && since.is_none()) {
        return Next::Wait(begin);
    }
    let late = kind == EffectKind::Mail && !waits_for_sign_in && now.since(begin) > LATE;
    match mark {
        Mark::Todo if late => Next::Hold,
        Mark::Todo => Next::Begin(effect),
        _ if intent.nothing_left() && late => Next::Hold,
        _ => Next::Recover { effect, late },
    }
}

impl Intent {
    /// The first effect that is not done.
    #[must_use]
    pub fn current(&self) -> Option<(usize, EffectKind, &Mark)> {
        self.effects
            .iter()
            .enumerate()
            .find(|(_, (_, mark))| !matches!(mark, Mark::Done { .. }))
            .map(|(effect, (kind, mark))| (effect, *kind, mark))
    }

    /// The records on which it shows once it is done: its own, and its people's.
    #[must_use]
    pub fn shows_on(&self) -> Vec<RecordRef> {
        let mut records = vec![self.record.clone()];
        records.extend(self.contact.clone());
        for id in self.form.plan().iter().flat_map(Effect::records) {
            let org = self.record.org.clone();
            let Some(object) = id.object() else { continue };
            let person = RecordRef { org, object, id };
            if !records.contains(&person) {
                records.push(person);
            }
        }
        records
    }

    /// Whether it does what `form` says. Of what is finished the words are forgotten: the rest decides. Who
    /// has an address is found out when it is submitted, and is no other mail.
    #[must_use]
    pub fn is_about(&self, form: &Form) -> bool {
        let bare = |form: &Form| {
            let mut form = form.clone();
            if self.end.is_some() {
                form.forget_words();
            }
            if let Form::SendEmail(mail) = &mut form {
                let lists = [&mut mail.to, &mut mail.cc, &mut mail.bcc];
                for person in lists.into_iter().flatten() {
                    *person = Recipient {
                        address: std::mem::take(&mut person.address),
                        ..Recipient::default()
                    };
                }
            }
            form
        };
        bare(&self.form) == bare(form)
    }

    /// Whether only a sign-in keeps it from going on.
    #[must_use]
    pub fn waits_for_sign_in(&self) -> bool {
        let whose_move = self.fault.as_ref().map(|fault| &fault.whose_move);
        matches!(whose_move, Some(Move::SignIn { .. }))
    }

    /// Marks the current effect as under way; `mime` is the mail where one has to be begun.
    pub fn begin(
        &mut self,
        life: &LifeId,
        now: Millis,
        mime: impl FnOnce(&Self) -> Option<String>,
    ) {
        let Some((effect, kind, _)) = self.current() else {
            return;
        };
        if kind == EffectKind::Mail && !self.may_have_left() {
            self.outgoing = mime(self).map(|mime| Outgoing {
                mime,
                date: Some(now),
                sending: None,
            });
        }
        let life = life.clone();
        self.fault = None;
        self.mark(effect, Mark::Trying { life, since: now });
    }

    /// Takes down what became of the current effect. `jitter`, 0 to 255, spreads the tries again.
    pub fn settle(&mut self, outcome: Outcome, now: Millis, jitter: u8) {
        let Some((effect, kind, _)) = self.current() else {
            return;
        };
        match outcome {
            Outcome::Done { warning } => {
                self.mark(effect, Mark::Done { warning });
                self.calm_down(now);
                if kind == EffectKind::Mail {
                    let outgoing = self.outgoing.take();
                    self.sent = outgoing.and_then(|mail| mail.date).or(Some(now));
                }
                if self.current().is_none() {
                    self.finish(End {
                        at: now,
                        done: true,
                    });
                }
            }
            Outcome::Later {
                fault,
                after,
                unclear,
            } => {
                let after = if unclear {
                    self.mark(effect, Mark::Unclear);
                    after.max(self.in_flight(kind))
                } else {
                    self.outgoing = None;
                    self.mark(effect, Mark::Todo);
                    after
                };
                self.put_off(fault, after, now, jitter);
            }
            Outcome::Held => {
                self.mark(effect, Mark::Unclear);
                self.held = true;
            }
            Outcome::Unknown => self.mark(effect, Mark::Unknown),
            Outcome::Failed(fault) => self.mark(effect, Mark::Failed { fault }),
        }
    }

    /// Waits after a failure: twice as long each time, spread by a quarter, and at least `after`.
    pub fn put_off(&mut self, fault: Fault, after: Duration, now: Millis, jitter: u8) {
        let doubled = FIRST_WAIT.saturating_mul(1 << self.attempts.min(6));
        let wait = doubled.min(LONGEST_WAIT).max(after);
        let spread = wait.saturating_mul(u32::from(jitter)) / (4 * 255);
        self.due = now.after(wait.saturating_add(spread));
        self.attempts = self.attempts.saturating_add(1);
        self.fault = Some(fault);
    }

    /// The people whom the mail is for have changed: nothing is sent before the rep has decided.
    pub(super) fn stop(&mut self, fault: Fault) {
        if let Some((effect, EffectKind::Mail, _)) = self.current() {
            self.outgoing = None;
            self.checked = None;
            self.mark(effect, Mark::Failed { fault });
        }
    }

    /// Whether it can be taken back: it is certain that nothing has left.
    #[must_use]
    pub fn can_be_taken_back(&self, life: &LifeId) -> bool {
        let nothing_left = self.held || !self.may_have_left();
        self.end.is_none()
            && match self.current() {
                Some((0, _, Mark::Todo | Mark::Failed { .. })) => true,
                Some((0, EffectKind::Mail, Mark::Unclear)) => nothing_left,
                Some((0, EffectKind::Mail, Mark::Trying { life: whose, .. })) => {
                    whose != life && nothing_left
                }
                _ => false,
            }
    }

    /// Nothing of it goes on before the rep decides: they took it back, and its draft's place is taken.
    pub fn keep_apart(&mut self) {
        self.held = true;
        self.beside_another = true;
        self.fault = None;
    }

    /// Ends it without doing (the rest of) it.
    pub fn drop_it(&mut self, now: Millis) {
        self.outgoing = None;
        self.finish(End {
            at: now,
            done: false,
        });
    }

    /// Nothing is left to be done, and nothing of what was written is needed any more.
    fn finish(&mut self, end: End) {
        self.form.forget_words();
        self.end = Some(end);
    }

    /// Takes away what a finished intent of an earlier release kept; whether there was anything.
    pub(super) fn tidy_finished(&mut self) -> bool {
        let before = self.form.clone();
        if self.end.is_some() {
            self.form.forget_words();
        }
        self.form != before
    }

    /// Does what the rep decided; false where the decision does not fit how it stands.
    #[must_use]
    pub fn decide(&mut self, decision: Decision, now: Millis, life: &LifeId) -> bool {
        let Some((effect, kind, mark)) = self.current().filter(|_| self.end.is_none()) else {
            return false;
        };
        let mark = mark.clone();
        let begun = self.may_have_left();
        match (decision, kind, mark) {
            (_, _, Mark::Trying { life: whose, .. }) if whose == *life => return false,
            (Decision::Drop, ..) => {
                self.drop_it(now);
                return true;
            }
            (Decision::Retry, EffectKind::Mail, Mark::Failed { .. }) => {
                self.outgoing = None;
                self.mark(effect, Mark::Todo);
            }
            // Salesforce refused all of them.
            (Decision::Retry, EffectKind::Activities, Mark::Failed { .. }) => {
                self.mark(effect, Mark::Todo);
            }
            (Decision::Retry, EffectKind::Mail, Mark::Unknown) if !begun => return false,
            (Decision::Retry, _, Mark::Failed { .. } | Mark::Unknown) => {
                self.mark(effect, Mark::Unclear);
            }
            (Decision::Retry, ..) => {}
            (Decision::SendAgain, EffectKind::Mail | EffectKind::Activities, Mark::Unknown) => {
                self.outgoing = None;
                self.mark(effect, Mark::Todo);
            }
            (Decision::WasSent, EffectKind::Mail | EffectKind::Activities, Mark::Unknown) => {
                self.settle(Outcome::Done { warning: None }, now, 0);
            }
            (Decision::SendAgain | Decision::WasSent, ..) => return false,
        }
        self.calm_down(now);
        true
    }

    /// The provider was asked to send the mail, or is about to be.
    pub(super) fn may_have_left(&self) -> bool {
        self.sending().is_some()
    }

    fn sending(&self) -> Option<&Sending> {
        self.outgoing.as_ref()?.sending.as_ref()
    }

    /// For how long a request of an effect may still take effect although no answer came.
    fn in_flight(&self, kind: EffectKind) -> Duration {
        match kind {
            EffectKind::Mail => self
                .sending()
                .map_or(Duration::ZERO, Sending::settles_within),
            EffectKind::LogMail | EffectKind::Activities => IN_FLIGHT,
        }
    }

    /// The current effect is a mail that was tried and certainly not sent.
    fn nothing_left(&self) -> bool {
        matches!(self.current(), Some((_, EffectKind::Mail, _))) && !self.may_have_left()
    }

    /// What comes next has not failed yet: it does not wait for what did.
    fn calm_down(&mut self, now: Millis) {
        self.due = now;
        self.attempts = 0;
        self.fault = None;
        self.held = false;
        self.beside_another = false;
    }

    fn mark(&mut self, effect: usize, mark: Mark) {
        if let Some((_, place)) = self.effects.get_mut(effect) {
            *place = mark;
        }
    }
}
