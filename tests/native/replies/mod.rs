//! What came back to the rep's mailbox.

mod by_wire;
mod labelled;
mod looking;
mod mails;
mod reports;

use msi_actions::base::Day;
use msi_actions::mailbox::Part;
use msi_actions::replies::{Arrival, Ours, classify};

/// The Message-ID of the mail that we sent.
const SENT: &str = "<07070707@seller.example>";
const REP: &str = "rita@seller.example";
const GONE: &str = "gone@customer.example";

fn judged(mail: &Part, same_conversation: bool) -> Arrival {
    let ours = Ours {
        addresses: &[REP.to_owned()],
        is_sent: &|id| id == SENT,
        same_conversation,
        today: Day::parse("2026-11-20").unwrap(),
    };
    classify(mail, ours)
}

fn part(kind: &str, text: &str) -> Part {
    Part {
        kind: kind.into(),
        text: text.into(),
        ..Part::default()
    }
}
