//! What a change of the administrator's policy means to what is under way: it holds at once, and signs
//! nobody out.

use std::rc::Rc;

use super::Worker;
use crate::ports::Platform;
use crate::protocol::Topic;

impl<P: Platform + 'static> Worker<P> {
    /// Chrome says that the policy changed.
    pub async fn policy_changed(&self) {
        self.policies.changed();
        self.obey_policy().await;
    }

    /// At every start of the worker: what changed while nobody listened, and an answer of Chrome's that
    /// is not believed yet.
    pub(super) fn follow_policy(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        self.platform.spawn(async move {
            worker.move_tokens().await;
            if let Some(at) = worker.policies.known_at().await {
                let wait = at.since(worker.platform.now());
                worker.platform.sleep(wait).await;
                worker.obey_policy().await;
            }
        });
    }

    /// Tokens are kept where they may be; what cannot be moved stays usable where it is.
    async fn move_tokens(&self) {
        self.sessions.keep_as_told().await;
        let _ = self.mailboxes.keep_as_told().await;
    }

    /// The surfaces and the open pages ask again, and what was held goes on.
    async fn obey_policy(&self) {
        self.move_tokens().await;
        for topic in [Topic::Setup, Topic::Record, Topic::Outbox, Topic::Tasks] {
            self.platform.changed(topic).await;
        }
        self.platform.look_again().await;
        self.go_on();
        self.show_badge();
    }
}
