//! Requests of a surface to the worker, and the worker's events.

use futures_util::future::{Either, select};
use serde_json::Value;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use web_sys::console;

use super::javascript::{self, message_of, property};
use super::{chrome, side_panel};
use crate::base::{Fault, Move, Topic, json};
use crate::protocol::{BUILD, Call, MessageSender, Reply, Request};

/// Sends a request that needs no press of the rep; the result is an answer or a fault.
///
/// # Errors
/// The worker's fault; `worker.no_answer` when it did not answer within [`Request::DEADLINE`] or
/// could not be reached.
pub async fn ask<R: Request<Proof = ()>>(request: R) -> Result<R::Response, Fault> {
    response::<R>(&Question::of(&request, ()).answer().await?)
}

/// Reads the response to an `R`. One that cannot be read is named on the console: a page may go on without it.
///
/// # Errors
/// When it is not an `R`'s response.
pub fn response<R: Request>(answer: &Value) -> Result<R::Response, Fault> {
    json::of_value(answer).map_err(|error| unreadable_response(R::NAME, error))
}

/// A request that is ready to be sent. It has no type parameter, so that the code for sending is compiled once and
/// not for each request.
pub struct Question {
    call: Result<Call, Fault>,
    deadline: Duration,
}

impl Question {
    /// Makes it from a request, which is the only way to the worker. The proof is not sent: it only shows that there is
    /// one.
    pub fn of<R: Request>(request: &R, _: R::Proof) -> Self {
        let body = json::to_value(request).map_err(unreadable);
        Self {
            call: body.map(|body| Call {
                name: R::NAME.into(),
                build: BUILD.into(),
                body,
            }),
            deadline: R::DEADLINE,
        }
    }

    /// Sends it; the answer is to be read by [`response`].
    ///
    /// # Errors
    /// As [`ask`].
    pub async fn answer(self) -> Result<Value, Fault> {
        exchange(self.call?, self.deadline).await
    }
}

async fn exchange(call: Call, deadline: Duration) -> Result<Value, Fault> {
    let text = JsValue::from(json::write(&call).map_err(unreadable)?);
    let answer = pin!(chrome::runtime_send_message(&text));
    let deadline = pin!(gloo_timers::future::sleep(deadline));
    let reply = match select(answer, deadline).await {
        Either::Left((Ok(reply), _)) => reply,
        Either::Left((Err(error), _)) => return Err(no_answer().with_detail(message_of(&error))),
        Either::Right(_) => return Err(no_answer()),
    };
    let reply = reply.as_string().ok_or_else(no_answer)?;
    match json::read(&reply).map_err(unreadable)? {
        Reply::Ok(value) => Ok(value),
        Reply::Fault(fault) => Err(fault),
    }
}

/// Calls `listener` for every event of the worker, for as long as this page exists. Events of other senders are
/// ignored, because content scripts run in foreign pages. In the side panel, another tab or address in front also
/// counts as a change of the record.
pub fn on_changed(listener: impl Fn(Topic) + 'static) {
    follow(Rc::new(listener));
}

fn follow(listener: Rc<dyn Fn(Topic)>) {
    let front = Rc::clone(&listener);
    let own = extension_id();
    let closure = Closure::<dyn Fn(JsValue, JsValue)>::new(move |message, sender| {
        let sender: Option<MessageSender> = javascript::read(&sender);
        let from_worker = sender.is_some_and(|sender| sender.is_worker(&own));
        if let Some(topic) = topic_of(&message)
            && from_worker
        {
            listener(topic);
        }
    });
    chrome::runtime_on_message(closure.as_ref().unchecked_ref());
    // The page keeps the listener until it closes.
    closure.forget();
    side_panel::on_front_tab(move || front(Topic::Record));
}

fn topic_of(message: &JsValue) -> Option<Topic> {
    let text = property(message, "changed").as_string()?;
    json::of_value(&Value::from(text)).ok()
}

fn no_answer() -> Fault {
    Fault::new("worker.no_answer", Move::Retry { after: None })
}

/// The error's own words are not for the console: they can quote the answer.
fn unreadable_response(name: &str, error: serde_json::Error) -> Fault {
    console::error_2(&"Unreadable answer to".into(), &name.into());
    unreadable(error)
}

fn unreadable(error: serde_json::Error) -> Fault {
    Fault::new("bug.unreadable_reply", Move::Bug).with_detail(error.to_string())
}

/// Our extension's id.
#[must_use]
pub fn extension_id() -> String {
    chrome::RUNTIME_ID.with(Clone::clone)
}
