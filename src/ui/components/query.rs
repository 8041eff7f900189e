//! Queries and commands to the worker, as signals.

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

/// Counts the changes of each topic since the surface was opened.
#[derive(Clone, Copy)]
struct Changes {
    setup: RwSignal<u32>,
    record: RwSignal<u32>,
    drafts: RwSignal<u32>,
    outbox: RwSignal<u32>,
    tasks: RwSignal<u32>,
    people: RwSignal<u32>,
    campaigns: RwSignal<u32>,
    team: RwSignal<u32>,
    replies: RwSignal<u32>,
    feed: RwSignal<u32>,
}

impl Changes {
    const fn of(self, topic: Topic) -> RwSignal<u32> {
        match topic {
            Topic::Setup => self.setup,
            Topic::Record => self.record,
            Topic::Drafts => self.drafts,
            Topic::Outbox => self.outbox,
            Topic::Tasks => self.tasks,
            Topic::People => self.people,
            Topic::Campaigns => self.campaigns,
            Topic::Team => self.team,
            Topic::Replies => self.replies,
            Topic::Feed => self.feed,
        }
    }
}

/// Listens for changes, once in a surface. Getting the focus counts as a change of everything, because an event may
/// have been lost while the page was in the background.
pub(super) fn follow_changes() {
    let changes = Changes {
        setup: RwSignal::new(0),
        record: RwSignal::new(0),
        drafts: RwSignal::new(0),
        outbox: RwSignal::new(0),
        tasks: RwSignal::new(0),
        people: RwSignal::new(0),
        campaigns: RwSignal::new(0),
        team: RwSignal::new(0),
        replies: RwSignal::new(0),
        feed: RwSignal::new(0),
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
            bump(changes.people);
            bump(changes.campaigns);
            bump(changes.team);
            bump(changes.replies);
            bump(changes.feed);
        });
    }
}

/// An answer of the worker that is kept up to date.
pub struct Query<T: Send + Sync + 'static> {
    /// The last answer, which stays while a later request fails.
    pub value: RwSignal<Option<T>>,
    /// Why the last request failed.
    pub fault: RwSignal<Option<Fault>>,
    /// The number of the latest request; answers to earlier ones are ignored.
    latest: StoredValue<u32>,
    /// Sends the request.
    question: StoredValue<Box<dyn Fn() + Send + Sync>>,
}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Query<T> {}

/// The state of a query, for drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No answer yet.
    Loading,
    /// There is a value, perhaps an older one beside a fault.
    Ready,
    /// There is no value, because of this fault.
    Failed(Fault),
}

impl<T: Send + Sync + 'static> Query<T> {
    /// Sends the request again, now.
    pub fn again(self) {
        self.question.try_with_value(|question| question());
    }

    /// Sets the value from another source, for example a command's response.
    pub fn put(self, value: T)
    where
        T: PartialEq,
    {
        self.latest.try_update_value(|n| *n = n.wrapping_add(1));
        self.take(Ok(value));
    }

    /// The state of the query; changes only when it becomes another one.
    pub fn standing(self) -> Memo<Standing> {
        Memo::new(
            move |_| match (self.value.with(Option::is_some), self.fault.get()) {
                (true, _) => Standing::Ready,
                (false, Some(fault)) => Standing::Failed(fault),
                (false, None) => Standing::Loading,
            },
        )
    }

    /// Handles an answer. An equal one changes nothing, so that nothing is drawn again while the rep works.
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

/// Sends the request now, and again whenever `topic` changed: one request at a time, and one more after it however
/// often the topic changed meanwhile.
pub fn ask_and_follow<R>(request: R, topic: Topic) -> Query<R::Response>
where
    R: Request<Proof = ()> + Send + Sync + 'static,
    R::Response: PartialEq + Send + Sync + 'static,
{
    ask_and_follow_any(request, vec![topic])
}

/// The same, for an answer that is made of several topics.
pub fn ask_and_follow_any<R>(request: R, topics: Vec<Topic>) -> Query<R::Response>
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
        for topic in &topics {
            if let Some(changes) = changes {
                changes.of(*topic).track();
            }
        }
        asked.again();
    });
    asked
}

/// Handles the response to a command.
type Then = Box<dyn FnOnce(&Value) -> Result<(), Fault>>;

/// A command to the worker: one at a time, its fault beside the button. It is not sent where the rep may not have seen
/// what they pressed.
#[derive(Clone, Copy)]
pub struct Command {
    guard: Guard,
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    /// Why the last one failed.
    pub fault: RwSignal<Option<Fault>>,
}

impl Command {
    /// A command that was not sent yet.
    pub fn new() -> Self {
        Self {
            guard: Guard::of_surface(),
            busy: RwSignal::new(false),
            fault: RwSignal::new(None),
        }
    }

    /// Sends the command, and calls `then` with the response. Does nothing while it is under way.
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
                // Further commands of `then` count as made by the same press.
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
