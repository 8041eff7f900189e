//! Views that were read and are being stored: whoever asked for one does not wait for the storage.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Record;
use super::cache::{self, Cached};
use crate::base::{RecordId, RecordRef, locks::Locks};
use crate::ports::Platform;

/// Those views, and the locks under which cached views are written.
#[derive(Default)]
pub(super) struct Unstored {
    /// One lock a record. It is held only while the cache is written, so that a change can be noted while Salesforce
    /// answers.
    pub rows: Locks,
    views: RefCell<HashMap<String, Rc<View>>>,
}

struct View {
    user: RecordId,
    view: Record,
    /// How many changes of its record it shows.
    shown: u32,
}

impl Unstored {
    /// The view of `record`, if `user` saw it and it is not stored yet.
    pub fn get(&self, record: &RecordRef, user: &RecordId) -> Option<Cached> {
        let views = self.views.borrow();
        let one = views.get(&record.key())?;
        (one.user == *user).then(|| Cached {
            view: one.view.clone(),
            outdated: false,
            changes: one.shown,
        })
    }

    /// It is not to be stored any more.
    pub fn forget(&self, record: &RecordRef) {
        self.views.borrow_mut().remove(&record.key());
    }

    /// Stores a view that shows the first `shown` changes, beside everything else. One that cannot be stored is read
    /// again when it is asked for.
    pub fn store<P>(self: &Rc<Self>, platform: &Rc<P>, user: &RecordId, view: &Record, shown: u32)
    where
        P: Platform + 'static,
    {
        let one = Rc::new(View {
            user: user.clone(),
            view: view.clone(),
            shown,
        });
        let key = view.record.key();
        self.views.borrow_mut().insert(key.clone(), Rc::clone(&one));
        let (unstored, storage) = (Rc::clone(self), Rc::clone(platform));
        platform.spawn(async move {
            let _row = unstored.rows.hold(&key).await;
            if !unstored.has(&key, &one) {
                return;
            }
            let _ = cache::put(&*storage, &one.user, &one.view, one.shown).await;
            if unstored.has(&key, &one) {
                unstored.views.borrow_mut().remove(&key);
            }
        });
    }

    fn has(&self, key: &str, one: &Rc<View>) -> bool {
        let views = self.views.borrow();
        views.get(key).is_some_and(|other| Rc::ptr_eq(other, one))
    }
}
