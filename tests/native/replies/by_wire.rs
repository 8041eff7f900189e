//! The labelled mails as each provider hands them out: read through the real requests and readers, then told apart.

use crate::google::JO;
use crate::office::{Mailbox, Office};
use crate::support::inbox::Inbox;
use crate::world::Life;
use msi_actions::base::Day;
use msi_actions::mailbox::{New, Place};
use msi_actions::ports::Clock;
use msi_actions::replies::{Ours, classify};
use serde_json::json;

use super::labelled::{kind, label};
use super::mails::{Labelled, all};
use super::{REP, SENT};

#[test]
fn the_labelled_mails_are_told_apart_as_gmail_and_outlook_hand_them_out() {
    for mailbox in [Mailbox::Gmail, Mailbox::Outlook] {
        let office = office(mailbox);
        let mails = all();
        let arrived = in_turn(&office, mailbox, &mails);
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        assert_eq!(arrived.len(), mails.len(), "{mailbox:?}");
        let (mut told, mut right, mut wrong) = (0, 0, Vec::new());
        for (one, labelled) in arrived.iter().zip(&mails) {
            let read = worker.mailboxes.read_mail(JO, one);
            let part = life.run(read).unwrap().unwrap();
            let ours = Ours {
                addresses: &[REP.to_owned()],
                is_sent: &|id| id == SENT,
                same_conversation: labelled.same_conversation,
                today: Day::parse("2026-11-20").unwrap(),
            };
            let found = label(&classify(&part, ours));
            if found != labelled.label {
                wrong.push(format!(
                    "{}: {found}, not {}",
                    labelled.subject, labelled.label
                ));
            }
            if kind(&found) == "reply" {
                told += 1;
                assert_eq!(kind(labelled.label), "reply", "{}", labelled.subject);
                right += 1;
            }
        }
        assert!(told > 50 && right * 100 >= told * 99);
        let most = mails.len() / 100;
        assert!(wrong.len() <= most, "{mailbox:?}:\n{}", wrong.join("\n"));
        println!("{mailbox:?}: {} mails, {} wrong", mails.len(), wrong.len());
    }
}

/// Each mail a second after the one before.
fn in_turn(
    office: &Office,
    mailbox: Mailbox,
    mails: &[Labelled],
) -> Vec<msi_actions::mailbox::Arrived> {
    let inbox = Inbox::on(&office.world);
    let begin = office.world.now();
    for (at, Labelled { mail, .. }) in mails.iter().enumerate() {
        let seconds = std::time::Duration::from_secs(at as u64);
        inbox.deliver(begin.after(seconds), "c", mail.clone());
    }
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    // Gmail's history goes back to its first id, Outlook's list to a moment.
    let mut place = (mailbox == Mailbox::Gmail).then(|| Place::Gmail("0".into()));
    let mut arrived = Vec::new();
    loop {
        let news = worker.mailboxes.news(JO, place.as_ref(), begin);
        let news = life.run(news).unwrap().unwrap();
        arrived.extend(news.mails.into_iter().map(|mail| match mail {
            New::Arrived(mail) => mail,
            New::Sent(mail) => panic!("nobody sent one: {mail:?}"),
        }));
        place = Some(news.place);
        if !news.more {
            return arrived;
        }
    }
}

/// Jo, who agreed that answers are looked for.
pub fn office(mailbox: Mailbox) -> Office {
    let office = Office::with(mailbox);
    office.world.set_policy(&json!({ "replies": true }));
    office.google.reads.set(true);
    office.microsoft.reads.set(true);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let agreed = worker.mailboxes.agree_to_replies(true);
    life.run(agreed).unwrap().unwrap();
    life.run(worker.sign_in_to_mail(mailbox)).unwrap().unwrap();
    drop(life);
    office
}
