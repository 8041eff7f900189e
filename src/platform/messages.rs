//! How a surface asks the worker, and hears that something changed.

use futures_util::future::{Either, select};
use serde::Deserialize;
use std::pin::pin;
use wasm_bindgen::prelude::*;

use super::{chrome, message_of, property};
use crate::protocol::{BUILD, Call, Fault, Move, Reply, Request, Topic};

/// Asks the worker; every way out is an answer or a fault.
///
/// # Errors
/// The worker's fault; `worker.no_answer` when it did not answer within [`Request::DEADLINE`] or
/// could not be reached.
pub async fn ask<R: Request>(request: R) -> Result<R::Response, Fault> {
    let call = Call {
        name: R::NAME.into(),
        build: BUILD.into(),
        body: serde_json::to_value(&request).map_err(unreadable)?,
    };
    let text = JsValue::from(serde_json::to_string(&call).map_err(unreadable)?);
    let answer = pin!(chrome::runtime_send_message(&text));
    let deadline = pin!(gloo_timers::future::sleep(R::DEADLINE));
    let reply = match select(answer, deadline).await {
        Either::Left((Ok(reply), _)) => reply,
        Either::Left((Err(error), _)) => return Err(no_answer().with_detail(message_of(&error))),
        Either::Right(_) => return Err(no_answer()),
    };
    let reply = reply.as_string().ok_or_else(no_answer)?;
    match serde_json::from_str(&reply).map_err(unreadable)? {
        Reply::Ok(value) => Ok(value),
        Reply::Fault(fault) => Err(fault),
    }
}

/// Calls `listener` for every change that the worker tells, for as long as this page lives.
pub fn on_changed(listener: impl Fn(Topic) + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(move |message: JsValue| {
        if let Some(topic) = topic_of(&message) {
            listener(topic);
        }
    });
    chrome::runtime_on_message(closure.as_ref().unchecked_ref());
    // The page keeps the listener until it closes.
    closure.forget();
}

fn topic_of(message: &JsValue) -> Option<Topic> {
    let text = property(message, "changed").as_string()?;
    Topic::deserialize(serde_json::Value::from(text)).ok()
}

fn no_answer() -> Fault {
    Fault::new("worker.no_answer", Move::Retry { after: None })
}

fn unreadable(error: serde_json::Error) -> Fault {
    Fault::new("bug.unreadable_reply", Move::Bug).with_detail(error.to_string())
}
