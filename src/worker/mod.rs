//! Creates the services, and routes requests and events of the browser to them.

mod access;
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

mod page_order;
mod people;
mod policy;
mod reminders;
mod remove;
mod replies;
mod theme;
mod today;

pub use error::WorkerError;
pub use extension::Extension;

use futures_util::future::{Either, LocalBoxFuture, join, select};
use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;

use self::home::Home;
use crate::accounts::Accounts;
use crate::admin::{Admin, team::Team};
use crate::agenda::Agenda;
use crate::base::{Fault, Left, Provider, Topic, UnsentWork};
use crate::cadences::Cadences;
use crate::campaigns::{self as sales_campaigns, Campaigns};
use crate::feed::{self as live_feed, Feed};
use crate::insight::Insight;
use crate::library::Library;
use crate::mailbox::Mailboxes;
use crate::onboarding::{Onboarding, PopupView};
use crate::outbox::{ALARM, ALARM_DUE, Outbox, Services};
use crate::panel::Panel;
use crate::people::People;
use crate::ports::Platform;
use crate::protocol::{Call, Sender, StartSignIn, answer, deadline, refuse};
use crate::replies::{self as came_back, Replies};
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

impl<P: Platform + 'static> Worker<P> {
    /// The services that hold the accounts use the platform `accounts`, which is ended last, since they revoke.
    #[must_use]
    pub fn new(platform: Rc<P>, accounts: Rc<P>, removal: Removal) -> Rc<Self> {
        let policies = Rc::new(Policies::new(Rc::clone(&accounts)));
        let sessions = Sessions::with_policies(Rc::clone(&accounts), Rc::clone(&policies));
        let sessions = Rc::new(sessions);
        let mailboxes = Mailboxes::with_policies(accounts, Rc::clone(&policies));
        let mailboxes = Rc::new(mailboxes);
        let insight = Insight::new(Rc::clone(&platform), Rc::clone(&sessions));
        let insight = Rc::new(insight);
        let services = Services {
            sessions: Rc::clone(&sessions),
            mailboxes: Rc::clone(&mailboxes),
            insight: Rc::clone(&insight),
        };
        let outbox = Outbox::new(Rc::clone(&platform), services);
        let accounts = Rc::new(Accounts::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&mailboxes),
        ));
        let onboarding = Onboarding::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&mailboxes),
            Rc::clone(&accounts),
        );
        let onboarding = Rc::new(onboarding);
        let replies = Replies::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&mailboxes),
            Rc::clone(&outbox),
        );
        let people = Rc::new(People::new(Rc::clone(&platform), Rc::clone(&sessions)));
        let home = Rc::new(Home {
            replies: Rc::clone(&replies),
            platform: Rc::clone(&platform),
            sessions: Rc::clone(&sessions),
            accounts: Rc::clone(&accounts),
            onboarding: Rc::clone(&onboarding),
            outbox: Rc::clone(&outbox),
            agenda: Agenda::new(
                Rc::clone(&platform),
                Rc::clone(&sessions),
                Rc::clone(&insight),
            ),
            feed: Feed::new(Rc::clone(&platform), Rc::clone(&sessions)),
            people: Rc::clone(&people),
            armed: Cell::new(false),
        });
        let campaigns = Campaigns::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&accounts),
            Rc::clone(&mailboxes),
            Rc::clone(&outbox),
            Rc::clone(&replies),
        );
        let cadences = Rc::new(Cadences::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&outbox),
        ));
        let running = Rc::downgrade(&campaigns);
        let badge = Rc::downgrade(&home);
        let known = Rc::downgrade(&cadences);
        outbox.when_idle(move || {
            if let (Some(home), Some(campaigns), Some(cadences)) =
                (badge.upgrade(), running.upgrade(), known.upgrade())
            {
                let platform = Rc::clone(&home.platform);
                platform.spawn(async move {
                    home.show_badge().await;
                    // A mail may have left: from now on an answer can come.
                    home.replies.look().await;
                    // Somebody may have been added to a campaign or a cadence.
                    let orgs = home.orgs().await.unwrap_or_default();
                    campaigns.run(&orgs).await;
                    cadences.catch_up(&orgs).await;
                });
            }
        });
        let badge = Rc::downgrade(&home);
        let running = Rc::downgrade(&campaigns);
        outbox.when_task_done(move |org, task| {
            if let (Some(home), Some(campaigns)) = (badge.upgrade(), running.upgrade()) {
                let (org, task) = (org.clone(), task.clone());
                let platform = Rc::clone(&home.platform);
                platform.spawn(async move {
                    // What cannot be noted is read from Salesforce as ever.
                    let _ = home.note_done(&org, &task, true).await;
                    let _ = campaigns.task_done(&org, &task, true).await;
                    let orgs = home.orgs().await.unwrap_or_default();
                    campaigns.run(&orgs).await;
                });
            }
        });
        let badge = Rc::downgrade(&home);
        let running = Rc::downgrade(&campaigns);
        replies.when_news(move || {
            if let (Some(home), Some(campaigns)) = (badge.upgrade(), running.upgrade()) {
                let platform = Rc::clone(&home.platform);
                platform.spawn(async move {
                    home.show_badge().await;
                    home.came_back().await;
                    // Whoever answered gets nothing more by a campaign.
                    let orgs = home.orgs().await.unwrap_or_default();
                    campaigns.run(&orgs).await;
                });
            }
        });
        let admin = Admin::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&onboarding),
            Rc::clone(&mailboxes),
        );
        let team = Team::new(
            Rc::clone(&platform),
            Rc::clone(&sessions),
            Rc::clone(&mailboxes),
            Rc::clone(&outbox),
        );
        let panel = Panel::new(
            Rc::clone(&platform),
            Rc::clone(&accounts),
            Rc::clone(&sessions),
            Rc::clone(&mailboxes),
            Rc::clone(&insight),
            Rc::clone(&outbox),
            people,
        );
        let panel = Rc::new(panel);
        let library = Library::new(Rc::clone(&platform), Rc::clone(&sessions));
        Rc::new(Self {
            library,
            campaigns,
            cadences,
            home,
            admin: Rc::new(admin),
            team,
            platform,
            policies,
            mailboxes,
            sessions,
            insight,
            outbox,
            accounts,
            onboarding,
            panel,
            replies,
            removal,
        })
    }

    /// The panel.
    pub fn panel(&self) -> &Panel<P> {
        &self.panel
    }

    /// Continues in the background what the last run left unfinished. Called once in a run, after the first answer.
    pub fn start(self: &Rc<Self>) {
        let onboarding = Rc::clone(&self.onboarding);
        self.platform.spawn(async move {
            // This ends a sign-in of the last run, and notifies the surfaces.
            let _ = onboarding.popup().await;
        });
        self.follow_policy();
        self.go_on();
        self.show_badge();
        self.look_for_replies();
        self.run_campaigns();
    }

    /// An alarm fired: the outbox's, the tasks', the feed's, or that of what comes back.
    pub fn alarm(&self, name: &str) {
        match name {
            ALARM | ALARM_DUE => self.go_on(),
            came_back::ALARM => self.look_for_replies(),
            home::ALARM => {
                let home = Rc::clone(&self.home);
                self.platform.spawn(async move { home.alarm().await });
            }
            sales_campaigns::ALARM => self.run_campaigns(),
            live_feed::ALARM => {
                let home = Rc::clone(&self.home);
                self.platform.spawn(async move { home.feed_alarm().await });
            }
            reminders::ALARM => {
                let home = Rc::clone(&self.home);
                self.platform.spawn(async move { home.remind().await });
            }
            // An earlier release armed it.
            other => {
                let (platform, other) = (Rc::clone(&self.platform), other.to_owned());
                self.platform
                    .spawn(async move { platform.clear_alarm(&other).await });
            }
        }
    }

    /// The rep clicked a notification.
    pub async fn notice_clicked(&self, id: &str) {
        self.home.rep_is_here().await;
        if let Some((org, task, starts)) = self.home.of_reminder(id).await {
            // Where the storage fails, the record is not opened; it stands in the list of tasks.
            let _ = match starts {
                Some((record, action)) => self.panel.order(record, action).await,
                None => {
                    let address = format!("https://{org}/{}", task.opens());
                    self.platform.open_tab(&address).await;
                    Ok(())
                }
            };
            return;
        }
        // Where the storage fails, the rep finds the event in the feed.
        let _ = self.home.open_notice(id).await;
    }

    /// The extension was installed or updated: tabs that were open before get their panel, and after an installation
    /// the rep is welcomed as the policy says.
    pub async fn installed(self: &Rc<Self>, reason: &str) {
        self.platform.look_again().await;
        if reason == "install" {
            let worker = Rc::clone(self);
            self.platform.spawn(async move { worker.welcome().await });
        }
    }

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

    /// Begins a sign-in, which continues in the background. Afterwards the popup is reopened if it began there, and work
    /// that waited for the sign-in is continued. A `check` of the app's settings also proves that the token can be
    /// renewed.
    async fn begin_sign_in(
        &self,
        request: StartSignIn,
        check: bool,
        from: &Sender,
    ) -> Result<(), Fault> {
        let StartSignIn {
            provider,
            org,
            another,
            unsent,
        } = request;
        let shown = self.tab_of(from).await;
        let org = shown.and_then(|tab| tab.page.org).or(org);
        let onboarding = &self.onboarding;
        let attempt = match (org.as_ref().filter(|_| check), another) {
            (Some(org), _) => onboarding.begin_check(org).await,
            (None, true) => onboarding.begin_another(provider, org.as_ref()).await,
            (None, false) => onboarding.begin_sign_in(provider, org.as_ref()).await,
        };
        let Some(attempt) = attempt? else {
            return Ok(());
        };
        if another {
            self.take_home(provider, org.as_ref()).await;
        }
        let delete = another && unsent == UnsentWork::Delete;
        let before = match delete {
            true => self.leaving(provider, org.as_ref()).await,
            false => Vec::new(),
        };
        let (onboarding, outbox) = (Rc::clone(&self.onboarding), Rc::clone(&self.outbox));
        let team = Rc::clone(&self.team);
        let sessions = Rc::clone(&self.sessions);
        let insight = Rc::clone(&self.insight);
        let platform = Rc::clone(&self.platform);
        let from_popup = *from == Sender::Popup;
        self.platform.spawn(async move {
            let connected = onboarding.sign_in(attempt).await;
            for (user, what) in before {
                // A user who signed in again keeps their work.
                let now = sessions.user(&user.org).await;
                let same = now.is_some_and(|now| now.user_id == user.user_id);
                if connected && !(same && provider == Provider::Salesforce) {
                    // Work that cannot be deleted now is shown to nobody, and is deleted later because of its age.
                    let _ = outbox.delete_unsent(&user.org, &user.user_id, what).await;
                    let _ = team.delete_drafts(&user.org, &user.user_id).await;
                }
            }
            let back = async {
                if from_popup {
                    onboarding.reopen_popup().await;
                }
            };
            let unfinished = async {
                if connected {
                    insight.forget_failures();
                    for topic in [Topic::Record, Topic::Drafts, Topic::Team] {
                        platform.changed(topic).await;
                    }
                    let _ = outbox.run().await;
                }
            };
            join(back, unfinished).await;
        });
        Ok(())
    }

    /// Continues the outbox. Where its storage fails, its alarm is still armed.
    fn go_on(&self) {
        let outbox = Rc::clone(&self.outbox);
        self.platform.spawn(async move {
            let _ = outbox.run().await;
        });
    }

    /// Updates the badge in the background.
    fn show_badge(&self) {
        let home = Rc::clone(&self.home);
        self.platform.spawn(async move { home.show_badge().await });
    }

    /// Opens the popup, if Chrome allows that without a click.
    fn offer_popup(&self) {
        let onboarding = Rc::clone(&self.onboarding);
        self.platform
            .spawn(async move { onboarding.reopen_popup().await });
    }

    /// Adds the outbox to the popup's view, and replaces the view where the policy demands it.
    async fn with_outbox(&self, view: PopupView) -> Result<PopupView, Fault> {
        if let Some(instead) = self.instead_of(&view).await? {
            return Ok(instead);
        }
        Ok(match view {
            PopupView::Home(mut home) => {
                self.accounts.renew_mailbox();
                home.outbox = self.outbox.outbox().await?;
                PopupView::Home(home)
            }
            PopupView::Wizard(mut wizard) => {
                wizard.reader = self.admin.reader(&wizard.screen).await;
                PopupView::Wizard(wizard)
            }
            other => other,
        })
    }
}
