//! The module of the service worker: what `extension/worker.js` calls, one function for each event of
//! Chrome. It has no start function, since its loader starts it again after a trap.
#![no_main]

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

use msi_actions::base::{Fault, Move, WindowId, json};
use msi_actions::mailbox;
use msi_actions::platform::{self, Chrome};
use msi_actions::protocol::{Call, MessageSender, Sender, refuse};
use msi_actions::worker::Extension;

thread_local! {
    static WORKER: RefCell<Option<Rc<Extension<Chrome>>>> = const { RefCell::new(None) };
}

/// Makes the worker, with the loader's copy of what is stored ([`Chrome::with_stored`]).
#[wasm_bindgen]
pub fn start_worker(stored: JsValue) {
    let worker = Extension::new(Rc::new(Chrome::with_stored(stored)));
    WORKER.with_borrow_mut(|slot| slot.replace(worker));
}

/// Continues what an earlier run left unfinished. Called once in a run, after the first answer.
#[wasm_bindgen]
pub fn go_on() {
    if let Some(worker) = living() {
        worker.start();
    }
}

/// Answers one message: `call` is [`Call`], `sender` `chrome.runtime.MessageSender`, both as JSON.
#[wasm_bindgen]
pub async fn answer_message(call: String, sender: String) -> String {
    let sender = json::read::<MessageSender>(&sender)
        .ok()
        .and_then(|sender| Sender::of(sender, &platform::extension_id()));
    let call = json::read::<Call>(&call);
    match (living(), sender, call) {
        (Some(worker), Some(sender), Ok(call)) => worker.message(sender, call).await,
        (None, ..) => refused("bug.no_worker"),
        (_, None, _) => refused("bug.not_yours_to_ask"),
        (_, _, Err(_)) => refused("bug.malformed_request"),
    }
}

/// An alarm fired.
#[wasm_bindgen]
pub fn alarm_fired(name: &str) {
    if let Some(worker) = living() {
        worker.alarm(name);
    }
}

/// The extension was installed or updated; `reason` is `chrome.runtime.OnInstalledReason`.
#[wasm_bindgen]
pub async fn extension_installed(reason: String) {
    if let Some(worker) = living() {
        worker.installed(&reason).await;
    }
}

/// The rep clicked a notification of ours.
#[wasm_bindgen]
pub async fn notice_clicked(id: String) {
    if let Some(worker) = living() {
        worker.notice_clicked(&id).await;
    }
}

/// The administrator's policy changed.
#[wasm_bindgen]
pub async fn policy_changed() {
    if let Some(worker) = living() {
        worker.policy_changed().await;
    }
}

/// Chrome closed the side panel of a window.
#[wasm_bindgen]
pub async fn side_panel_closed(window: i32) {
    if let Some(worker) = living() {
        // Without storage no side panel is noted, and the pages check again by themselves.
        let _ = worker.side_panel_closed(WindowId(window)).await;
    }
}

/// The text part of a mail with this HTML: tests/tools/paste.js shows it beside what the editor makes of foreign HTML.
#[wasm_bindgen]
pub fn plain_text(html: &str) -> String {
    mailbox::plain_text(html)
}

fn living() -> Option<Rc<Extension<Chrome>>> {
    WORKER.with_borrow(Clone::clone)
}

fn refused(code: &'static str) -> String {
    refuse(Fault::new(code, Move::Bug))
}
