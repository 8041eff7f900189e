//! Creates the services, and routes requests and events of the browser to them.

mod access;
mod browser_events;
mod cadences;
mod campaigns;
mod endable;
mod error;
mod extension;
mod feed;
mod handlers;
mod home;
mod invited;
mod inviting;
mod leave;
mod messages;
mod page_order;
mod people;
mod policy;
mod popup;
mod reminders;
mod remove;
mod replies;
mod services;
mod sign_in;
mod theme;
mod today;

pub use error::WorkerError;
pub use extension::Extension;

use futures_util::future::LocalBoxFuture;
use std::rc::Rc;

use self::home::Home;
use crate::accounts::Accounts;
use crate::admin::{Admin, team::Team};
use crate::base::{Fault, Left};
use crate::cadences::Cadences;
use crate::campaigns::Campaigns;
use crate::insight::Insight;
use crate::library::Library;
use crate::mailbox::Mailboxes;
use crate::onboarding::Onboarding;
use crate::outbox::Outbox;
use crate::panel::Panel;
use crate::replies::Replies;
use crate::salesforce::Sessions;
use crate::settings::Policies;

/// Removes everything, the [`Worker`] included.
pub(super) type Removal = Box<dyn Fn() -> LocalBoxFuture<'static, Result<Left, Fault>>>;

/// The services, until everything is removed.
pub(crate) struct Worker<P> {
    platform: Rc<P>,
    policies: Rc<Policies<P>>,
    mailboxes: Rc<Mailboxes<P>>,
    sessions: Rc<Sessions<P>>,
    insight: Rc<Insight<P>>,
    outbox: Rc<Outbox<P>>,
    accounts: Rc<Accounts<P>>,
    onboarding: Rc<Onboarding<P>>,
    home: Rc<Home<P>>,
    admin: Rc<Admin<P>>,
    team: Rc<Team<P>>,
    panel: Rc<Panel<P>>,
    replies: Rc<Replies<P>>,
    campaigns: Rc<Campaigns<P>>,
    cadences: Rc<Cadences<P>>,
    library: Library<P>,
    /// Removes everything, and ends these services.
    removal: Removal,
}

impl<P> Worker<P> {
    /// The panel.
    pub fn panel(&self) -> &Panel<P> {
        &self.panel
    }
}
