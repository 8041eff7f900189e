//! Jo's mailbox at Microsoft.

use crate::support::mailboxes::{go_on, run};
use crate::support::microsoft::{self, JO, Microsoft};
use crate::world::World;
use msi_actions::base::Fault;
use msi_actions::mailbox::{Delivery, MailboxError, Mailboxes, Mime, Outbound, Sending};
use std::rc::Rc;
use std::time::Duration;

pub const HOUR: Duration = Duration::from_secs(3600);

/// Microsoft, with Jo at its page.
pub fn world() -> (Rc<World>, Rc<Microsoft>, Mailboxes<World>) {
    let world = World::new();
    let microsoft = Microsoft::on(&world);
    let page = Rc::clone(&microsoft);
    world.on_sign_in(move |_, url, how| page.sign_in(url, how));
    let mailboxes = Mailboxes::new(Rc::clone(&world));
    (world, microsoft, mailboxes)
}

pub fn sign_in(world: &Rc<World>, mailboxes: &Mailboxes<World>) -> Result<(), MailboxError> {
    let client = microsoft::client();
    run(world, mailboxes.sign_in(&client, JO)).map(drop)
}

/// Jo's mailbox is connected.
pub fn connected() -> (Rc<World>, Rc<Microsoft>, Mailboxes<World>) {
    let (world, microsoft, mailboxes) = world();
    sign_in(&world, &mailboxes).unwrap();
    (world, microsoft, mailboxes)
}

pub fn code(error: MailboxError) -> String {
    Fault::from(error).code.as_str().to_owned()
}

pub const MIME: &str = "From: jo@acme.example\r\nMessage-ID: <i@acme.example>\r\n\r\nHi";

/// Sends a mail, or goes on with one; gives what was kept of it, too.
pub fn send(
    world: &Rc<World>,
    mailboxes: &Mailboxes<World>,
    sending: Option<&Sending>,
) -> (Delivery, Vec<Sending>) {
    let mime = Mime::text(MIME.into());
    let mail = Outbound {
        conversation: None,
        from: JO,
        mime: &mime,
        message_id: "<i@acme.example>",
        sending,
        late: false,
        until: None,
        arrived: &|_| (),
    };
    go_on(world, mailboxes, mail)
}
