//! Answers the messages of surfaces and pages.

use futures_util::future::{Either, select};
use std::pin::pin;
use std::rc::Rc;

use super::{Worker, WorkerError, feed};
use crate::ports::Platform;
use crate::protocol::{Call, Sender, answer, deadline, refuse};

impl<P: Platform + 'static> Worker<P> {
    /// Answers one message of a surface or a page, always and within the request's deadline. Work that takes longer
    /// continues, and the surface is notified of its end by an event.
    pub async fn message(self: &Rc<Self>, from: Sender, call: Call) -> String {
        let deadline = deadline(&call);
        let here = feed::shows_rep(&from, &call);
        let worker = Rc::clone(self);
        let work = Box::pin(async move {
            match worker.is_allowed(&call.name).await {
                Ok(()) => answer(&*worker, &from, call).await,
                Err(error) => refuse(error.into()),
            }
        });
        let time = pin!(self.platform.sleep(deadline));
        let text = match select(work, time).await {
            Either::Left((text, _)) => text,
            Either::Right(((), work)) => {
                self.platform.spawn(async move {
                    work.await;
                });
                refuse(WorkerError::NoAnswer.into())
            }
        };
        self.used(here);
        text
    }

    /// The extension is used: starts what is done on that occasion, after the answer. `here`: the rep themselves
    /// used it.
    fn used(self: &Rc<Self>, here: bool) {
        let home = Rc::clone(&self.home);
        self.platform.spawn(async move {
            home.used().await;
            home.replies.used().await;
            if here {
                home.rep_is_here().await;
            }
        });
        self.follow_teams();
    }
}
