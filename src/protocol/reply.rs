//! The answer as it is sent, and what is asked of a call before it is answered.

use serde::{Deserialize, Serialize};

use super::{BUILD, Call, Request, Sender, Surface};
use crate::base::{Fault, Move, json};

/// The answer as it is sent; every request gets one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply<T> {
    /// The response.
    Ok(T),
    /// Why it failed.
    Fault(Fault),
}

/// The answer to a call that is refused.
#[must_use]
pub fn refuse(fault: Fault) -> String {
    write::<()>(Err(fault))
}

/// The request of a call, if its sender may ask it and is of this build.
pub(super) fn admit<R: Request>(from: &Sender, call: &Call) -> Result<R, Fault> {
    may_ask(from, call, R::FROM)?;
    json::of_value(&call.body).map_err(malformed)
}

/// A [`Reply`] as JSON text.
pub(super) fn write<T: Serialize>(result: Result<T, Fault>) -> String {
    let reply = match result {
        Ok(value) => Reply::Ok(value),
        Err(fault) => Reply::Fault(fault),
    };
    json::write(&reply).unwrap_or_else(|_| {
        r#"{"fault":{"code":"bug.unwritable_reply","whose_move":"bug"}}"#.into()
    })
}

fn may_ask(from: &Sender, call: &Call, who: &[Surface]) -> Result<(), Fault> {
    if call.build != BUILD {
        return Err(Fault::new("bug.updated", Move::Bug));
    }
    if !who.contains(&from.surface()) {
        return Err(Fault::new("bug.not_yours_to_ask", Move::Bug));
    }
    Ok(())
}

fn malformed(error: serde_json::Error) -> Fault {
    Fault::new("bug.malformed_request", Move::Bug).with_detail(error.to_string())
}
