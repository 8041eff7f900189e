//! Creates the services, and tells them of each other's news.

use std::cell::Cell;
use std::rc::Rc;

use super::home::Home;
use super::{Removal, Worker};
use crate::accounts::Accounts;
use crate::admin::{Admin, team::Team};
use crate::agenda::Agenda;
use crate::cadences::Cadences;
use crate::campaigns::Campaigns;
use crate::feed::Feed;
use crate::insight::Insight;
use crate::library::Library;
use crate::mailbox::Mailboxes;
use crate::onboarding::Onboarding;
use crate::outbox::{Outbox, Services};
use crate::panel::Panel;
use crate::people::People;
use crate::ports::Platform;
use crate::replies::Replies;
use crate::salesforce::Sessions;
use crate::settings::Policies;

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
}
