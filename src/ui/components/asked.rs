//! Questions and commands to the worker, as signals.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;
use std::sync::Arc;

use super::Guard;
use crate::base::{
    Fault, Topic,
    sight::{Proof, Seen},
    turns::Turns,
};
use crate::platform::{
    messages::{Question, on_changed, response},
    sight::following,
};
use crate::protocol::Request;

/// How often each topic may have changed since the surface was opened.
#[derive(Clone, Copy)]
struct Changes {
    setup: RwSignal<u32>,
    record: RwSignal<u32>,
    drafts: RwSignal<u32>,
    outbox: RwSignal<u32>,
    tasks: RwSignal<u32>,
    team: RwSignal<u32>,
}

impl Changes {
    const fn of(self, topic: Topic) -> RwSignal<u32> {
        match topic {
            Topic::Setup => self.setup,
            Topic::Record => self.record,
            Topic::Drafts => self.drafts,
            Topic::Outbox => self.outbox,
            Topic::Tasks => self.tasks,
            Topic::Team => self.team,
        }
    }
}

/// Listens for changes once a surface. The focus counts as a change of everything: an event may
/// have been lost while the page was in the background.
pub(super) fn follow_changes() {
    let changes = Changes {
        setup: RwSignal::new(0),
        record: RwSignal::new(0),
        drafts: RwSignal::new(0),
        outbox: RwSignal::new(0),
        tasks: RwSignal::new(0),
        team: RwSignal::new(0),
    };
    provide_context(changes);
    let bump = |count: RwSignal<u32>| {
        count.try_update(|n| *n = n.wrapping_add(1));
    };
    on_changed(move |topic| bump(changes.of(topic)));
    for event in ["focus", "online", "offline"] {
        window_event_listener_untyped(event, move |_| {
            bump(changes.setup);
            bump(changes.record);
            bump(changes.drafts);
            bump(changes.outbox);
            bump(changes.tasks);
            bump(changes.team);
        });
    }
}

/// A view of the worker's, kept up to date.
pub struct Query<T: Send + Sync + 'static> {
    /// The last answer, kept while a later question fails.
    pub value: RwSignal<Option<T>>,
    /// Why the last question had no answer.
    pub fault: RwSignal<Option<Fault>>,
    /// The number of the latest question; answers to earlier ones come too late.
    latest: StoredValue<u32>,
    /// Asks.
    question: StoredValue<Box<dyn Fn() + Send + Sync>>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Query<T> {}

/// What there is to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No answer yet.
    Loading,
    /// There is a value, maybe an older one beside a fault.
    Ready,
    /// No value, and this is why.
    Failed(Fault),
}

impl<T: Send + Sync + 'static> Query<T> {
    /// Asks again, now.
    pub fn again(self) {
        self.question.try_with_value(|question| question());
    }

    /// Takes an answer that came another way, for example with a command.
    pub fn put(self, value: T)
    where
        T: PartialEq,
    {
        self.latest.try_update_value(|n| *n = n.wrapping_add(1));
        self.take(Ok(value));
    }

    /// Loading, ready or failed; changes only when that changes.
    pub fn standing(self) -> Memo<Standing> {
        Memo::new(
            move |_| match (self.value.with(Option::is_some), self.fault.get()) {
                (true, _) => Standing::Ready,
                (false, Some(fault)) => Standing::Failed(fault),
                (false, None) => Standing::Loading,
            },
        )
    }

    /// An equal answer changes nothing: nothing is drawn again under the rep's hands.
    fn take(self, answer: Result<T, Fault>)
    where
        T: PartialEq,
    {
        match answer {
            Ok(value) => {
                if self.fault.try_with_untracked(Option::is_some) == Some(true) {
                    self.fault.try_set(None);
                }
                let same = self
                    .value
                    .try_with_untracked(|old| old.as_ref() == Some(&value));
                if same == Some(false) {
                    self.value.try_set(Some(value));
                }
            }
            Err(fault) => {
                self.fault.try_set(Some(fault));
            }
        }
    }
}

/// Asks now, and again whenever `topic` may have changed: one question at a time, and one after it
/// whatever changed meanwhile, however often.
pub fn ask_and_follow<R>(request: R, topic: Topic) -> Query<R::Response>
where
    R: Request<Proof = ()> + Send + Sync + 'static,
    R::Response: PartialEq + Send + Sync + 'static,
{
    let value = RwSignal::new(None);
    let fault = RwSignal::new(None);
    let latest = StoredValue::new(0_u32);
    let question = StoredValue::new(Box::new(|| {}) as Box<dyn Fn() + Send + Sync>);
    let asked = Query {
        value,
        fault,
        latest,
        question,
    };
    let turns = StoredValue::new(Turns::default());
    let request = Arc::new(request);
    question.set_value(Box::new(move || {
        if turns.try_update_value(Turns::wanted) != Some(true) {
            return;
        }
        let request = Arc::clone(&request);
        spawn_local(async move {
            loop {
                latest.try_update_value(|n| *n = n.wrapping_add(1));
                let mine = latest.try_get_value();
                let answer = Question::of(&*request, ()).answer().await;
                if mine.is_some() && latest.try_get_value() == mine {
                    asked.take(answer.and_then(|answer| response::<R>(&answer)));
                }
                if turns.try_update_value(Turns::done) != Some(true) {
                    break;
                }
            }
        });
    }));
    let changes = use_context::<Changes>();
    Effect::new(move |_| {
        if let Some(changes) = changes {
            changes.of(topic).track();
        }
        asked.again();
    });
    asked
}

/// What is done with the answer to a command.
type Then = Box<dyn FnOnce(&Value) -> Result<(), Fault>>;

/// A command to the worker: one at a time, its fault beside the button. Where the rep may not have seen
/// what they pressed, it is not given.
#[derive(Clone, Copy)]
pub struct Command {
    guard: Guard,
    /// Under way.
    pub busy: RwSignal<bool>,
    /// Why the last one was not done.
    pub fault: RwSignal<Option<Fault>>,
}

impl Command {
    /// Nothing under way.
    pub fn new() -> Self {
        Self {
            guard: Guard::of_surface(),
            busy: RwSignal::new(false),
            fault: RwSignal::new(None),
        }
    }

    /// Gives the command, and calls `then` with the answer. Does nothing while one is under way.
    pub fn run<R: Request + 'static>(self, request: R, then: impl FnOnce(R::Response) + 'static) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        let Some(proof) = self.guard.proof::<R::Proof>() else {
            return;
        };
        let then = move |answer: &Value| response::<R>(answer).map(then);
        self.give(Question::of(&request, proof), proof.seen(), Box::new(then));
    }

    fn give(self, question: Question, seen: Option<Seen>, then: Then) {
        self.busy.set(true);
        self.fault.set(None);
        spawn_local(async move {
            let answer = question.answer().await;
            self.busy.try_set(false);
            match answer {
                // What follows from the answer follows from the same press.
                Ok(answer) => following(seen, || {
                    if let Err(fault) = then(&answer) {
                        self.fault.try_set(Some(fault));
                    }
                }),
                Err(fault) => {
                    self.fault.try_set(Some(fault));
                }
            }
        });
    }
}
