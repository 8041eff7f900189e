//! What a mail is.

use super::received::{message_ids, without_quote};
use super::report::{Failure, Report};
use super::{absence, automatic, back, bounce, report};
use crate::base::Day;
use crate::mailbox::{Part, address_in};

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A person answered a mail of ours.
    Reply,
    /// Somebody is away; until when, where they say it.
    OutOfOffice(Option<Day>),
    /// A mail did not arrive; at least one failure.
    Bounce(Vec<Failure>),
    /// Another mail of a program: a ticket's number, a receipt, somebody who left.
    AutomaticOther,
    /// It has nothing to do with what we sent.
    Unrelated,
}

/// What is known of our own mails.
#[derive(Clone, Copy)]
pub struct Ours<'a> {
    /// The rep's addresses, in lower case.
    pub addresses: &'a [String],
    /// Whether a Message-ID, with angle brackets, is that of a mail that we sent.
    pub is_sent: &'a dyn Fn(&str) -> bool,
    /// Whether the provider keeps it in one conversation with such a mail.
    pub same_conversation: bool,
    /// The day on which it arrived.
    pub today: Day,
}

/// Says what a mail is.
#[must_use]
pub fn classify(mail: &Part, ours: Ours<'_>) -> Arrival {
    match report::read(mail) {
        Some(Report::Failed(failures)) => {
            return Arrival::Bounce(bounce::complete(failures, mail, ours.addresses));
        }
        Some(Report::Other) => return Arrival::AutomaticOther,
        None => {}
    }
    if ours.addresses.contains(&address_in(mail.header("From"))) {
        return Arrival::Unrelated;
    }
    if let Some(failures) = bounce::read(mail, ours.addresses) {
        return Arrival::Bounce(failures);
    }
    let (written, quotes) = without_quote(&mail.words());
    let answers = answers(mail, ours);
    if automatic::is_automatic(mail, &written, quotes) {
        // A newsletter, an invitation: nobody asked for it.
        if !answers && automatic::is_campaign(mail) {
            return Arrival::Unrelated;
        }
        let is_answer = answers || automatic::says_so(mail);
        return match (absence::is_absence(mail, &written), is_answer) {
            (true, _) => {
                Arrival::OutOfOffice(back::day(mail.header("Subject"), &written, ours.today))
            }
            (false, true) => Arrival::AutomaticOther,
            (false, false) => Arrival::Unrelated,
        };
    }
    if answers && absence::begins_as_absence(&written, quotes) {
        return Arrival::OutOfOffice(back::day(mail.header("Subject"), &written, ours.today));
    }
    if answers {
        Arrival::Reply
    } else {
        Arrival::Unrelated
    }
}

fn answers(mail: &Part, ours: Ours<'_>) -> bool {
    let headers = ["In-Reply-To", "References"];
    let ids = headers
        .iter()
        .flat_map(|name| mail.values(name))
        .flat_map(message_ids);
    ours.same_conversation || ids.into_iter().any(|id| (ours.is_sent)(&id))
}
