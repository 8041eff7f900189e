//! What the tests of both mail products share: running a mailbox, sending, dying at every moment.

use futures_util::{FutureExt, future::ready};
use msi_actions::mailbox::{Delivery, MailboxError, Mailboxes, Outbound, Sending};
use std::cell::RefCell;
use std::rc::Rc;

use crate::world::{Killed, Life, World, every_mishap};

/// Runs `work` in a life of its own.
pub fn run<T>(world: &Rc<World>, work: impl Future<Output = T>) -> T {
    Life::begin(world).run(work).unwrap()
}

/// Sends a mail, or goes on with one; gives what was kept of it, too.
pub fn go_on(
    world: &Rc<World>,
    mailboxes: &Mailboxes<World>,
    mail: Outbound<'_>,
) -> (Delivery, Vec<Sending>) {
    let kept = RefCell::default();
    let keep = |sending| {
        Vec::push(&mut kept.borrow_mut(), sending);
        ready(Ok(())).boxed_local()
    };
    let delivery = run(world, mailboxes.send(mail, &keep));
    (delivery, kept.into_inner())
}

/// What a life of the worker came to: done, an error, or death.
pub type Tried = Result<Result<(), MailboxError>, Killed>;

/// Plays `story` with each mishap at each moment. What it does in a life, it does up to three times
/// through its second argument, which says whether that was enough.
pub fn survives_every_death(
    story: impl Fn(&Rc<World>, &dyn Fn(&dyn Fn(&mut Life) -> Tried) -> bool),
) {
    let runs = every_mishap(|world| {
        story(world, &|work| {
            (0..3).any(|_| match work(&mut Life::begin(world)) {
                Ok(Ok(())) => true,
                Ok(Err(MailboxError::Unreachable(_))) | Err(Killed) => false,
                Ok(Err(other)) => panic!("{other}"),
            })
        });
    });
    assert!(runs > 10, "{runs}");
}
