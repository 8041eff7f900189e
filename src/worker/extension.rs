//! The worker as the browser uses it: its services, which are replaced by new ones after everything was removed.

use futures_util::lock::Mutex;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use super::endable::Endable;
use super::{Removal, Worker};
use crate::base::{Fault, Left, Provider, Topic, WindowId};
use crate::ports::{Area, Badge, Platform};
use crate::protocol::{Call, Sender};
use crate::settings::is_of_policy;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// The key of a mark that is stored during a removal, so that a later run of the worker finishes it.
const KEY: &str = "removing";

/// One run of the service worker.
pub struct Extension<P> {
    platform: Rc<P>,
    services: RefCell<Services<P>>,
    /// Held while everything is removed.
    removing: Mutex<()>,
    /// Whether it is known that no removal is unfinished.
    no_removal: Cell<bool>,
    this: Weak<Self>,
}

/// The services, and the two platforms that end them: that of the working services, and that of the services that
/// hold the accounts.
struct Services<P> {
    worker: Rc<Worker<Endable<P>>>,
    work: Rc<Endable<P>>,
    accounts: Rc<Endable<P>>,
}

#[derive(Serialize, Deserialize)]
struct Removing {}

impl Versioned for Removing {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Extension<P> {
    /// Made once in a run.
    #[must_use]
    pub fn new(platform: Rc<P>) -> Rc<Self> {
        Rc::new_cyclic(|this| Self {
            services: RefCell::new(services(&platform, this)),
            platform,
            removing: Mutex::new(()),
            no_removal: Cell::new(false),
            this: Weak::clone(this),
        })
    }

    /// Continues in the background what the last run left unfinished. Called once in a run, after the first answer.
    pub fn start(self: &Rc<Self>) {
        self.beside(async |worker| worker.start());
    }

    /// An alarm fired.
    pub fn alarm(self: &Rc<Self>, name: &str) {
        let name = name.to_owned();
        self.beside(async move |worker| worker.alarm(&name));
    }

    /// The extension was installed or updated.
    pub async fn installed(&self, reason: &str) {
        self.worker().await.installed(reason).await;
    }

    /// The rep clicked a notification.
    pub async fn notice_clicked(&self, id: &str) {
        self.worker().await.notice_clicked(id).await;
    }

    /// Chrome reports that the policy changed.
    pub async fn policy_changed(&self) {
        self.worker().await.policy_changed().await;
    }

    /// Chrome closed the side panel of a window.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn side_panel_closed(&self, window: WindowId) -> Result<(), Fault> {
        self.worker().await.panel().side_panel_closed(window).await
    }

    /// Answers one message of a surface or a page.
    pub async fn message(&self, from: Sender, call: Call) -> String {
        self.worker().await.message(from, call).await
    }

    fn beside(self: &Rc<Self>, work: impl AsyncFnOnce(Rc<Worker<Endable<P>>>) + 'static) {
        let this = Rc::clone(self);
        self.platform.spawn(async move {
            work(this.worker().await).await;
        });
    }

    /// The services, after an unfinished removal was finished.
    async fn worker(&self) -> Rc<Worker<Endable<P>>> {
        if !self.no_removal.get() {
            let _held = self.removing.lock().await;
            if !self.no_removal.get() {
                let begun = self.platform.read(Area::Local, KEY).await;
                if matches!(begun, Ok(Some(_))) {
                    // Where it fails, the next run tries again.
                    let _ = self.finish().await;
                }
                self.no_removal.set(true);
            }
        }
        Rc::clone(&self.services.borrow().worker)
    }

    /// Signs out everywhere, which revokes, and deletes everything that is stored in this browser except the policy.
    /// Work that is under way stops at once and for good.
    async fn remove(&self) -> Result<Left, Fault> {
        let _held = self.removing.lock().await;
        let worker = Rc::clone(&self.services.borrow().worker);
        // Nothing leaves that nobody here knows of any more.
        worker.take_home(Provider::Microsoft, None).await;
        self.no_removal.set(false);
        self.services.borrow().work.end();
        let begun = storage::write(&*self.platform, Area::Local, KEY, &Removing {}).await;
        let finished = self.finish().await;
        self.no_removal.set(true);
        begun?;
        finished
    }

    async fn finish(&self) -> Result<Left, Fault> {
        let platform = &*self.platform;
        let (worker, work, accounts) = {
            let services = self.services.borrow();
            services.work.end();
            let Services {
                worker,
                work,
                accounts,
            } = &*services;
            (Rc::clone(worker), Rc::clone(work), Rc::clone(accounts))
        };
        platform.close_auth_window().await;
        // Unsent work and alarms are deleted first, the tokens only once they are revoked.
        work.rest().await;
        let emptied = platform.delete_everything().await;
        platform.clear_alarms().await;
        let accesses = worker.end_accesses().await;
        accounts.end();
        accounts.rest().await;
        let cleared = clear(platform).await;
        platform.badge(Badge::None).await;
        self.services.replace(services(&self.platform, &self.this));
        for topic in Topic::ALL {
            platform.changed(*topic).await;
        }
        platform.look_again().await;
        emptied.map_err(StoredError::from)?;
        cleared?;
        Ok(Left { accesses })
    }
}

fn services<P: Platform + 'static>(platform: &Rc<P>, this: &Weak<Extension<P>>) -> Services<P> {
    let (work, accounts) = (Endable::of(platform), Endable::of(platform));
    let extension = Weak::clone(this);
    let removal: Removal = Box::new(move || {
        let extension = Weak::upgrade(&extension);
        Box::pin(async move {
            match extension {
                Some(extension) => extension.remove().await,
                None => Ok(Left::default()),
            }
        })
    });
    Services {
        worker: Worker::new(Rc::clone(&work), Rc::clone(&accounts), removal),
        work,
        accounts,
    }
}

/// Empties every store, the mark of the removal last.
async fn clear<P: Platform>(platform: &P) -> Result<(), StoredError> {
    platform.delete_everything().await?;
    platform.clear_alarms().await;
    for area in Area::ALL {
        // The policy is not the rep's, and Chrome would hand it over again.
        let keys = platform.keys(*area, "").await?;
        for key in keys.iter().filter(|key| !is_of_policy(key) && *key != KEY) {
            platform.remove(*area, key).await?;
        }
    }
    Ok(platform.remove(Area::Local, KEY).await?)
}
