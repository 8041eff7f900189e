//! The handler of each request.

use std::rc::Rc;

use super::{Worker, WorkerError};
use crate::actions::{Assignee, FilledMail, MOST_PEOPLE, find_users};
use crate::admin::{
    AdminView,
    setup::SetupView,
    team::{Checked, Everybody, Groups, InvitationsView, TeamPage, WelcomePreview, Withdrawn},
};
use crate::base::{
    ActionKind, BrowserKey, Fault, Left, OrgHost, Provider, RecordId, RecordRef, Related, Topic,
    UnsentWork,
};
use crate::cadences::OrgCadences;
use crate::campaigns::{CampaignsView, LeftOut, OrgCampaigns};
use crate::diagnostics::{self, DiagnosticsView};
use crate::feed::FeedView;
use crate::insight::{
    ActivityDetail, ActivityPage, ContactsPage, DayCount, FoundPerson, ScoreChange, TaskChanged,
};
use crate::library::LibraryView;
use crate::merge::ListedField;
use crate::onboarding::{PopupView, ProfileView, SignInView};
use crate::outbox::{Change, DraftItem, DraftSaved, Expiring, Kept, OutboxItem, Undone, Unsent};
use crate::panel::{DraftView, ListPeople, PanelView, Tab};
use crate::people::PeopleView;
use crate::ports::Platform;
use crate::protocol::{
    Accepted, AddOrg, AgreeToReplies, AnswerStep, BUILD, BeginAction, CancelSignIn, ChangeTask,
    CheckAgain, CheckInvitations, CheckLaunch, CheckPeople, CheckSetup, ChooseNotices,
    ChooseSetting, ChooseTab, CompleteTask, ConfirmSetup, ConfirmUser, CountDays, DecideInvitation,
    DecideLate, DeploySetup, DropDraft, FillMail, FindPeople, FindUsers, GetActivity, GetAdmin,
    GetBrowserKeys, GetCampaigns, GetDiagnostics, GetDraft, GetDrafts, GetEverybody, GetExpiring,
    GetFeed, GetGroups, GetInvitations, GetKept, GetLeftToday, GetListPeople, GetMorePeople,
    GetOlder, GetOutbox, GetPeople, GetPolicy, GetPopup, GetProfile, GetRecommended, GetRecord,
    GetRecordCadences, GetRecordCampaigns, GetRecordNow, GetReplies, GetReport, GetScoreHistory,
    GetSetup, GetSignIn, GetTeam, GetTemplates, GetTheme, GetToday, GetUnsent, Handler, HidePerson,
    Invite, KeepTask, ListContacts, ListFields, ListOpportunities, Look, Looked, MakeRole,
    MarkTemplate, OpenApp, OpenBrowserKeys, OpenFormForSeveral, OpenPopup, OpenRecord, PageOrder,
    PasteInvitation, PolicyView, PreviewLaunch, PreviewWelcome, RecordChanged, RemoveEverything,
    Reschedule, Resolve, RetryAll, RowsChecked, SaveCampaign, SaveClients, SaveDraft, SavePasted,
    SaveSetupDraft, SaveSignature, SaveTemplate, SeeFeed, SeeReplies, SendNow, Sender, SetAway,
    SetPanel, SetTheme, ShowSignIn, SidePanelOpened, SignOut, StartSignIn, SteerInCadence,
    SteerMember, SteerQueue, Submit, Submitted, TakeAction, Theme, Tour, TourOrder, TourView,
    TryClient, Undo, WatchPeople, WatchPerson, Withdraw,
};
use crate::replies::RepliesView;
use crate::salesforce::Purpose;
use crate::today::TodayView;

const ACCEPTED: Accepted = Accepted {};
/// The page where the browser's keys are set; Edge redirects it to its own page.
const BROWSER_KEYS: &str = "chrome://extensions/shortcuts";

impl<P: Platform + 'static> Handler for Worker<P> {
    async fn get_popup(&self, from: &Sender, _: GetPopup) -> Result<PopupView, Fault> {
        if *from == Sender::Popup {
            self.onboarding.popup_opened().await;
            self.show_badge();
        }
        self.with_outbox(self.onboarding.popup().await?).await
    }

    async fn answer_step(&self, _: &Sender, request: AnswerStep) -> Result<PopupView, Fault> {
        let AnswerStep { step, answer } = request;
        let view = self.onboarding.answer(step, answer).await?;
        self.with_outbox(view).await
    }

    async fn start_sign_in(&self, from: &Sender, request: StartSignIn) -> Result<Accepted, Fault> {
        self.begin_sign_in(request, false, from).await?;
        Ok(ACCEPTED)
    }

    async fn get_sign_in(&self, _: &Sender, _: GetSignIn) -> Result<SignInView, Fault> {
        self.onboarding.signing_in().await
    }

    async fn get_replies(&self, _: &Sender, _: GetReplies) -> Result<RepliesView, Fault> {
        self.replies.view().await
    }

    async fn see_replies(&self, _: &Sender, request: SeeReplies) -> Result<Accepted, Fault> {
        self.replies.mark_seen(&request.ids).await?;
        Ok(ACCEPTED)
    }

    async fn agree_to_replies(
        &self,
        _: &Sender,
        request: AgreeToReplies,
    ) -> Result<Accepted, Fault> {
        self.agree_to_replies(request.agreed).await?;
        Ok(ACCEPTED)
    }

    async fn show_sign_in(&self, _: &Sender, _: ShowSignIn) -> Result<Accepted, Fault> {
        self.onboarding.show_sign_in().await;
        Ok(ACCEPTED)
    }

    async fn cancel_sign_in(&self, _: &Sender, _: CancelSignIn) -> Result<Accepted, Fault> {
        self.onboarding.cancel_sign_in().await?;
        Ok(ACCEPTED)
    }

    async fn paste_invitation(
        &self,
        _: &Sender,
        request: PasteInvitation,
    ) -> Result<PopupView, Fault> {
        let view = self.onboarding.pasted(&request.link).await?;
        self.platform.changed(Topic::Setup).await;
        self.with_outbox(view).await
    }

    async fn add_org(&self, _: &Sender, _: AddOrg) -> Result<PopupView, Fault> {
        self.with_outbox(self.onboarding.add_org().await?).await
    }

    async fn check_again(&self, _: &Sender, _: CheckAgain) -> Result<PopupView, Fault> {
        Self::check_again(self).await?;
        self.with_outbox(self.onboarding.popup().await?).await
    }

    async fn remove_everything(&self, _: &Sender, _: RemoveEverything) -> Result<Left, Fault> {
        (self.removal)().await
    }

    async fn open_app(&self, _: &Sender, request: OpenApp) -> Result<Accepted, Fault> {
        if !request.route.starts_with("#/") {
            return Err(WorkerError::Route.into());
        }
        self.platform.open_app(&request.route).await;
        Ok(ACCEPTED)
    }

    async fn open_popup(&self, _: &Sender, _: OpenPopup) -> Result<Accepted, Fault> {
        self.offer_popup();
        Ok(ACCEPTED)
    }

    async fn look(&self, from: &Sender, request: Look) -> Result<PageOrder, Fault> {
        match from {
            Sender::Page(tab) => self.page_order(tab, request.seen).await,
            _ => Err(WorkerError::Sender.into()),
        }
    }

    async fn choose_tab(&self, _: &Sender, request: ChooseTab) -> Result<Accepted, Fault> {
        self.panel.choose_tab(request.choice).await?;
        Ok(ACCEPTED)
    }

    async fn set_panel(&self, from: &Sender, request: SetPanel) -> Result<Accepted, Fault> {
        let tab = self.tab_of(from).await;
        self.panel
            .set_dock(tab.as_ref(), request.collapsed, request.width)
            .await?;
        Ok(ACCEPTED)
    }

    async fn tour(&self, _: &Sender, request: Tour) -> Result<TourView, Fault> {
        match request.order {
            TourOrder::Ask => {}
            TourOrder::Want => self.onboarding.set_tour(true).await?,
            TourOrder::End => self.onboarding.set_tour(false).await?,
        }
        let wanted = self.onboarding.wants_tour().await?;
        Ok(TourView { wanted })
    }

    async fn side_panel_opened(
        &self,
        from: &Sender,
        _: SidePanelOpened,
    ) -> Result<Accepted, Fault> {
        match from {
            Sender::SidePanel { window } => self.panel.side_panel_opened(*window).await?,
            _ => return Err(WorkerError::Sender.into()),
        }
        Ok(ACCEPTED)
    }

    async fn get_record(&self, from: &Sender, request: GetRecord) -> Result<PanelView, Fault> {
        let tab = self.tab_of(from).await;
        let view = self.panel.view(tab.as_ref(), request.refresh).await?;
        if request.refresh && view.is_withdrawn() {
            // Somebody may have taken the rep into the team again.
            Self::check_again(self).await?;
            return self.panel.view(tab.as_ref(), true).await;
        }
        if request.refresh {
            self.renew_memberships(&view).await;
        }
        Ok(view)
    }

    async fn get_record_now(&self, from: &Sender, _: GetRecordNow) -> Result<PanelView, Fault> {
        self.panel.known(self.tab_of(from).await.as_ref()).await
    }

    async fn record_changed(&self, from: &Sender, _: RecordChanged) -> Result<Accepted, Fault> {
        match from {
            Sender::Page(tab) => self.panel.record_changed(tab).await?,
            _ => return Err(WorkerError::Sender.into()),
        }
        Ok(ACCEPTED)
    }

    async fn get_draft(&self, from: &Sender, request: GetDraft) -> Result<DraftView, Fault> {
        let GetDraft {
            record,
            action,
            with,
            today,
        } = request;
        let record = self.in_view(from, record).await?;
        let mut draft = self
            .panel
            .open_form(&record, action, with.as_ref(), today)
            .await?;
        self.begin_with_step(&record, &mut draft).await;
        Ok(draft)
    }

    async fn find_users(&self, from: &Sender, request: FindUsers) -> Result<Vec<Assignee>, Fault> {
        let record = self.in_view(from, request.record).await?;
        let rest = self.sessions.rest(&record.org).counted_as(Purpose::Search);
        Ok(find_users(&rest, &request.text).await?)
    }

    async fn find_people(
        &self,
        from: &Sender,
        request: FindPeople,
    ) -> Result<Vec<FoundPerson>, Fault> {
        let FindPeople { record, text, whom } = request;
        let record = self.in_view(from, record).await?;
        self.insight.find_people(&record, &text, whom).await
    }

    async fn list_contacts(
        &self,
        from: &Sender,
        request: ListContacts,
    ) -> Result<ContactsPage, Fault> {
        let record = self.in_view(from, request.record).await?;
        let ListContacts { text, start, .. } = request;
        self.insight.contacts(&record, &text, &start).await
    }

    async fn list_opportunities(
        &self,
        from: &Sender,
        request: ListOpportunities,
    ) -> Result<Vec<Related>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.opportunities(&record).await
    }

    async fn looked(&self, from: &Sender, request: Looked) -> Result<Accepted, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.looked(&record).await?;
        Ok(Accepted {})
    }

    async fn get_older(&self, from: &Sender, request: GetOlder) -> Result<ActivityPage, Fault> {
        let GetOlder {
            record,
            account,
            week,
            of,
        } = request;
        let record = self.in_view(from, record).await?;
        self.insight.older(&record, account, week, &of).await
    }

    async fn count_days(&self, from: &Sender, request: CountDays) -> Result<Vec<DayCount>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.count_days(&record, request.account).await
    }

    async fn get_score_history(
        &self,
        from: &Sender,
        request: GetScoreHistory,
    ) -> Result<Vec<ScoreChange>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.score_history(&record).await
    }

    async fn get_activity(
        &self,
        from: &Sender,
        request: GetActivity,
    ) -> Result<ActivityDetail, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.insight.activity(&record, &request.id).await
    }

    async fn change_task(&self, from: &Sender, request: ChangeTask) -> Result<TaskChanged, Fault> {
        let ChangeTask { record, id, change } = request;
        let record = self.to_write(from, record).await?;
        let changed = self.insight.change_task(&record, &id, &change).await;
        // Its view is to be read again, whether or not the answer arrived.
        self.platform.changed(Topic::Record).await;
        let changed = changed?;
        let done = !matches!(changed, TaskChanged::Kept | TaskChanged::Conflict(_));
        if done {
            self.home.task_changed(&record.org, &id, &change).await?;
        }
        if let (true, Some(closed), Ok(task)) = (done, change.closes(), RecordId::parse(&id)) {
            self.campaign_task(&record.org, &task, closed).await?;
        }
        Ok(changed)
    }

    async fn keep_task(&self, from: &Sender, request: KeepTask) -> Result<Accepted, Fault> {
        self.in_view(from, request.record).await?;
        self.insight.keep_task(&request.id);
        Ok(ACCEPTED)
    }

    async fn make_role(&self, from: &Sender, request: MakeRole) -> Result<Accepted, Fault> {
        let record = self.to_write(from, request.record).await?;
        self.panel.add_role(&record, &request.contact).await?;
        Ok(ACCEPTED)
    }

    async fn rows_checked(&self, from: &Sender, request: RowsChecked) -> Result<Accepted, Fault> {
        match from {
            Sender::Page(tab) => {
                let tab = self.with_frames(tab.clone()).await;
                self.panel.rows_checked(&tab, &request.ids).await?;
            }
            _ => return Err(WorkerError::Sender.into()),
        }
        Ok(ACCEPTED)
    }

    async fn get_list_people(
        &self,
        from: &Sender,
        request: GetListPeople,
    ) -> Result<ListPeople, Fault> {
        let tab = self.tab_of(from).await;
        self.panel.list_people(tab.as_ref(), &request.ids).await
    }

    async fn open_form_for_several(
        &self,
        from: &Sender,
        request: OpenFormForSeveral,
    ) -> Result<DraftView, Fault> {
        let OpenFormForSeveral {
            record,
            action,
            people,
            today,
        } = request;
        let record = self.in_view(from, record).await?;
        self.panel
            .open_form_for_several(&record, action, &people, today)
            .await
    }

    async fn watch_people(&self, from: &Sender, request: WatchPeople) -> Result<Accepted, Fault> {
        let tab = self.tab_of(from).await;
        let org = self.panel.org_of_people(tab.as_ref(), &request.ids).await?;
        self.home.people.watch(&org, &request.ids, true).await?;
        self.home.send_watch_list(&org).await?;
        self.platform.changed(Topic::People).await;
        Ok(ACCEPTED)
    }

    async fn save_draft(&self, from: &Sender, request: SaveDraft) -> Result<DraftSaved, Fault> {
        let SaveDraft {
            record,
            name,
            form,
            writing,
        } = request;
        let record = self.panel.of_draft(own_page(from), record).await?;
        // A form that is still open after another user signed in must not be stored as theirs.
        if let Sender::Panel(tab) = from {
            self.panel.may_see(tab.id, &record.org).await?;
        }
        self.outbox.save_draft(&record, &name, form, writing).await
    }

    async fn get_drafts(&self, _: &Sender, _: GetDrafts) -> Result<Vec<DraftItem>, Fault> {
        self.outbox.drafts().await
    }

    async fn drop_draft(&self, from: &Sender, request: DropDraft) -> Result<Accepted, Fault> {
        let record = self.panel.of_draft(own_page(from), request.record).await?;
        self.outbox.drop_draft(&record, request.action).await?;
        Ok(ACCEPTED)
    }

    async fn submit(&self, from: &Sender, request: Submit) -> Result<Submitted, Fault> {
        let Submit {
            intent,
            record,
            form,
            sure,
        } = request;
        let record = self.to_write(from, record).await?;
        let owner = self.panel.owner(&record, &form).await?;
        let doubts = self.panel.doubts(&record, &form, &sure).await;
        if !doubts.is_empty() {
            return Ok(Submitted::Unsure(doubts));
        }
        let changes = self.outbox.review(&intent, &record, &form).await;
        let form = self.outbox.recognise(&intent, form);
        // What has to be written comes before what has to be decided.
        let form = self.panel.filled(&record, form).await?;
        if !changes.is_empty() {
            return Ok(Submitted::Changed(changes));
        }
        self.panel.remember_about(&record, &form).await;
        let item = self.outbox.submit(intent, owner, record, form).await?;
        Ok(Submitted::Taken(Box::new(item)))
    }

    async fn check_people(
        &self,
        from: &Sender,
        request: CheckPeople,
    ) -> Result<Vec<Change>, Fault> {
        let CheckPeople {
            intent,
            record,
            mut people,
        } = request;
        let record = self.in_view(from, record).await?;
        people.truncate(MOST_PEOPLE);
        self.outbox.check_people(&intent, &record, &people).await
    }

    async fn get_campaigns(
        &self,
        _: &Sender,
        request: GetCampaigns,
    ) -> Result<CampaignsView, Fault> {
        self.all_campaigns(request.recency).await
    }

    async fn get_record_campaigns(
        &self,
        from: &Sender,
        request: GetRecordCampaigns,
    ) -> Result<OrgCampaigns, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.campaigns_of(&record, request.recency).await
    }

    async fn get_record_cadences(
        &self,
        from: &Sender,
        request: GetRecordCadences,
    ) -> Result<OrgCadences, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.cadences_of(&record, request.recency).await
    }

    async fn steer_in_cadence(
        &self,
        from: &Sender,
        request: SteerInCadence,
    ) -> Result<Accepted, Fault> {
        let org = self.campaign_org(from, request.org).await?;
        self.cadences
            .steer(&org, &request.tracker, request.how)
            .await?;
        Ok(ACCEPTED)
    }

    async fn save_campaign(&self, from: &Sender, request: SaveCampaign) -> Result<Accepted, Fault> {
        let org = self.campaign_org(from, request.org).await?;
        self.campaigns
            .save(&org, &request.campaign, request.seen)
            .await?;
        Ok(ACCEPTED)
    }

    async fn check_launch(
        &self,
        from: &Sender,
        request: CheckLaunch,
    ) -> Result<Vec<LeftOut>, Fault> {
        let CheckLaunch { record, mut people } = request;
        let record = self.in_view(from, record).await?;
        people.truncate(MOST_PEOPLE);
        Ok(self.campaigns.check_launch(&record.org, &people).await?)
    }

    async fn preview_launch(
        &self,
        from: &Sender,
        request: PreviewLaunch,
    ) -> Result<Vec<FilledMail>, Fault> {
        let PreviewLaunch {
            record,
            mut form,
            person,
        } = request;
        let record = self.in_view(from, record).await?;
        form.people.truncate(MOST_PEOPLE);
        self.campaigns.preview(&record.org, &form, &person).await
    }

    async fn steer_member(&self, from: &Sender, request: SteerMember) -> Result<Accepted, Fault> {
        let org = self.campaign_org(from, request.org).await?;
        self.campaigns
            .steer(&org, &request.member, request.how)
            .await?;
        self.run_campaigns();
        Ok(ACCEPTED)
    }

    async fn set_away(&self, _: &Sender, request: SetAway) -> Result<Accepted, Fault> {
        self.set_away_everywhere(request.away).await?;
        Ok(ACCEPTED)
    }

    async fn fill_mail(&self, from: &Sender, request: FillMail) -> Result<FilledMail, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.fill_mail(&record, &request.mail).await
    }

    async fn list_fields(
        &self,
        from: &Sender,
        request: ListFields,
    ) -> Result<Vec<ListedField>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.list_fields(&record, &request.mail).await
    }

    async fn get_templates(
        &self,
        from: &Sender,
        request: GetTemplates,
    ) -> Result<LibraryView, Fault> {
        let org = self.own_org(from, request.org).await?;
        Ok(self.library.view(&org, request.refresh).await?)
    }

    async fn get_recommended(
        &self,
        from: &Sender,
        request: GetRecommended,
    ) -> Result<Vec<String>, Fault> {
        let record = self.in_view(from, request.record).await?;
        let library = self.library.view(&record.org, false).await?;
        self.panel
            .recommended(&record, &request.mail, &library.templates)
            .await
    }

    async fn save_template(&self, from: &Sender, request: SaveTemplate) -> Result<String, Fault> {
        let SaveTemplate {
            org,
            id,
            text,
            audience,
        } = request;
        let org = self.own_org(from, org).await?;
        let text = text.without_signature(&self.panel.signature().await);
        let saved = self.library.save(&org, id.as_deref(), text, audience);
        Ok(saved.await?)
    }

    async fn mark_template(&self, from: &Sender, request: MarkTemplate) -> Result<Accepted, Fault> {
        let MarkTemplate { org, id, mark } = request;
        let org = self.own_org(from, org).await?;
        self.library.mark(&org, &id, mark).await?;
        Ok(ACCEPTED)
    }

    async fn confirm_user(&self, from: &Sender, _: ConfirmUser) -> Result<Accepted, Fault> {
        let tab = self.tab_of(from).await;
        self.panel.confirm_page_user(tab.as_ref()).await?;
        Ok(ACCEPTED)
    }

    async fn undo(&self, _: &Sender, request: Undo) -> Result<Undone, Fault> {
        self.outbox.undo(&request.intent, request.writing).await
    }

    async fn send_now(&self, _: &Sender, request: SendNow) -> Result<Accepted, Fault> {
        self.outbox.send_now(&request.intent).await?;
        Ok(ACCEPTED)
    }

    async fn reschedule(&self, _: &Sender, request: Reschedule) -> Result<Accepted, Fault> {
        let Reschedule { intent, later } = request;
        self.outbox.reschedule(&intent, later).await?;
        Ok(ACCEPTED)
    }

    async fn decide_late(&self, _: &Sender, request: DecideLate) -> Result<Accepted, Fault> {
        self.outbox.decide_late(request.what).await?;
        Ok(ACCEPTED)
    }

    async fn steer_queue(&self, _: &Sender, request: SteerQueue) -> Result<Accepted, Fault> {
        self.outbox.steer(request.how).await?;
        Ok(ACCEPTED)
    }

    async fn get_left_today(&self, _: &Sender, _: GetLeftToday) -> Result<Option<usize>, Fault> {
        self.outbox.left_today().await
    }

    async fn get_outbox(&self, _: &Sender, _: GetOutbox) -> Result<Vec<OutboxItem>, Fault> {
        self.outbox.outbox().await
    }

    async fn resolve(&self, _: &Sender, request: Resolve) -> Result<Accepted, Fault> {
        let Resolve { intent, decision } = request;
        self.outbox.resolve(&intent, decision).await?;
        Ok(ACCEPTED)
    }

    async fn complete_task(&self, _: &Sender, request: CompleteTask) -> Result<Accepted, Fault> {
        let CompleteTask { org, task, done } = request;
        self.home.complete(&org, &task, done).await?;
        self.campaign_task(&org, &task, done).await?;
        Ok(ACCEPTED)
    }

    async fn get_today(&self, from: &Sender, request: GetToday) -> Result<TodayView, Fault> {
        let view = self.today(request.tasks).await?;
        if *from == Sender::Popup && !view.unread {
            self.home.freshen();
        }
        Ok(view)
    }

    async fn open_record(&self, _: &Sender, request: OpenRecord) -> Result<Accepted, Fault> {
        let OpenRecord {
            org,
            record,
            action,
        } = request;
        self.open_beside(org, record, action).await?;
        Ok(ACCEPTED)
    }

    async fn get_people(&self, _: &Sender, request: GetPeople) -> Result<PeopleView, Fault> {
        self.home.list(request.list, request.refresh).await
    }

    async fn get_feed(&self, from: &Sender, request: GetFeed) -> Result<FeedView, Fault> {
        let renew = *from == Sender::App;
        self.home.feed(request.refresh, renew).await
    }

    async fn see_feed(&self, _: &Sender, request: SeeFeed) -> Result<Accepted, Fault> {
        self.home.see_feed(&request.org, &request.ids).await?;
        Ok(ACCEPTED)
    }

    async fn choose_notices(&self, _: &Sender, request: ChooseNotices) -> Result<Accepted, Fault> {
        self.home.choose_notices(&request.choice).await?;
        Ok(ACCEPTED)
    }

    async fn get_more_people(
        &self,
        _: &Sender,
        request: GetMorePeople,
    ) -> Result<PeopleView, Fault> {
        self.home.more_people(&request.org, &request.sources).await
    }

    async fn watch_person(&self, from: &Sender, request: WatchPerson) -> Result<Accepted, Fault> {
        let record = self.person(from, request.record).await?;
        let people = &self.home.people;
        people
            .watch(&record.org, &[record.id], request.watched)
            .await?;
        self.home.send_watch_list(&record.org).await?;
        self.platform.changed(Topic::People).await;
        // A panel's view says whether its record is watched.
        self.platform.changed(Topic::Record).await;
        Ok(ACCEPTED)
    }

    async fn hide_person(&self, from: &Sender, request: HidePerson) -> Result<Accepted, Fault> {
        let record = self.person(from, request.record).await?;
        let people = &self.home.people;
        people
            .hide(&record.org, &record.id, request.how_long)
            .await?;
        self.platform.changed(Topic::People).await;
        Ok(ACCEPTED)
    }

    async fn begin_action(&self, from: &Sender, request: BeginAction) -> Result<Accepted, Fault> {
        let record = self.person(from, request.record).await?;
        self.panel.order(record, request.action).await?;
        Ok(ACCEPTED)
    }

    async fn take_action(
        &self,
        from: &Sender,
        request: TakeAction,
    ) -> Result<Option<ActionKind>, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.panel.take_order(&record).await
    }

    async fn get_profile(&self, _: &Sender, _: GetProfile) -> Result<ProfileView, Fault> {
        self.onboarding.profile().await
    }

    async fn get_policy(&self, _: &Sender, _: GetPolicy) -> Result<PolicyView, Fault> {
        Ok(self.policy().await)
    }

    async fn get_theme(&self, _: &Sender, _: GetTheme) -> Result<Theme, Fault> {
        self.theme().await
    }

    async fn set_theme(&self, _: &Sender, request: SetTheme) -> Result<Accepted, Fault> {
        self.choose_theme(request.theme).await?;
        Ok(ACCEPTED)
    }

    async fn get_browser_keys(
        &self,
        _: &Sender,
        _: GetBrowserKeys,
    ) -> Result<Vec<BrowserKey>, Fault> {
        Ok(self.platform.browser_keys().await)
    }

    async fn open_browser_keys(&self, _: &Sender, _: OpenBrowserKeys) -> Result<Accepted, Fault> {
        self.platform.open_tab(BROWSER_KEYS).await;
        Ok(ACCEPTED)
    }

    async fn get_diagnostics(
        &self,
        _: &Sender,
        _: GetDiagnostics,
    ) -> Result<DiagnosticsView, Fault> {
        let profile = self.onboarding.profile().await;
        let (connections, fault) = match profile {
            Ok(profile) => (profile.connections, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        Ok(DiagnosticsView {
            policy: self.policies.report().await,
            connections,
            fault,
            usage: self.sessions.usage(),
            calls: self.sessions.calls().await,
        })
    }

    async fn get_kept(&self, _: &Sender, _: GetKept) -> Result<Vec<Kept>, Fault> {
        self.outbox.kept().await
    }

    async fn get_report(&self, from: &Sender, _: GetReport) -> Result<String, Fault> {
        let view = self.get_diagnostics(from, GetDiagnostics {}).await?;
        let kept = self.outbox.kept().await?;
        Ok(diagnostics::report(
            BUILD,
            &view,
            &kept,
            self.platform.now(),
        ))
    }

    async fn retry_all(&self, _: &Sender, request: RetryAll) -> Result<usize, Fault> {
        self.outbox.retry_all(&request.kind).await
    }

    async fn save_signature(&self, _: &Sender, request: SaveSignature) -> Result<Accepted, Fault> {
        self.mailboxes.set_signature(&request.html).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(ACCEPTED)
    }

    async fn get_unsent(&self, _: &Sender, request: GetUnsent) -> Result<Unsent, Fault> {
        self.unsent(request.provider, request.org.as_ref()).await
    }

    async fn get_expiring(&self, _: &Sender, _: GetExpiring) -> Result<Vec<Expiring>, Fault> {
        self.outbox.expiring().await
    }

    async fn sign_out(&self, _: &Sender, request: SignOut) -> Result<Left, Fault> {
        let SignOut {
            provider,
            org,
            unsent,
        } = request;
        if unsent == UnsentWork::Delete {
            for (who, what) in self.leaving(provider, org.as_ref()).await {
                self.delete_unsent(&who, what).await?;
            }
        } else {
            self.take_home(provider, org.as_ref()).await;
        }
        let left = self.onboarding.sign_out(provider, org.as_ref()).await;
        self.show_badge();
        for topic in [Topic::Record, Topic::Outbox, Topic::Drafts] {
            self.platform.changed(topic).await;
        }
        Ok(Left {
            accesses: left?.into_iter().collect(),
        })
    }

    async fn get_admin(&self, _: &Sender, _: GetAdmin) -> Result<AdminView, Fault> {
        Ok(self.admin.view().await)
    }

    async fn get_team(&self, _: &Sender, request: GetTeam) -> Result<TeamPage, Fault> {
        let GetTeam {
            org,
            search,
            within,
            offset,
        } = request;
        self.team.page(&org, &search, &within, offset).await
    }

    async fn get_groups(&self, _: &Sender, request: GetGroups) -> Result<Groups, Fault> {
        self.team.groups(&request.org).await
    }

    async fn get_everybody(&self, _: &Sender, request: GetEverybody) -> Result<Everybody, Fault> {
        let GetEverybody {
            org,
            search,
            within,
        } = request;
        self.team.everybody(&org, &search, &within).await
    }

    async fn get_invitations(
        &self,
        _: &Sender,
        request: GetInvitations,
    ) -> Result<InvitationsView, Fault> {
        self.invitations(&request.org).await
    }

    async fn check_invitations(
        &self,
        _: &Sender,
        request: CheckInvitations,
    ) -> Result<Vec<Checked>, Fault> {
        self.team.check(&request.org, &request.who).await
    }

    async fn preview_welcome(
        &self,
        _: &Sender,
        request: PreviewWelcome,
    ) -> Result<WelcomePreview, Fault> {
        self.welcome_mail(request).await
    }

    async fn invite(&self, _: &Sender, request: Invite) -> Result<Accepted, Fault> {
        Self::invite(self, request).await?;
        Ok(ACCEPTED)
    }

    async fn decide_invitation(
        &self,
        _: &Sender,
        request: DecideInvitation,
    ) -> Result<Accepted, Fault> {
        let DecideInvitation {
            org,
            user,
            decision,
        } = request;
        self.team.decide(&org, &user, decision).await?;
        Ok(ACCEPTED)
    }

    async fn withdraw(&self, _: &Sender, request: Withdraw) -> Result<Withdrawn, Fault> {
        self.team.withdraw(&request.org, &request.users).await
    }

    async fn save_pasted(&self, _: &Sender, request: SavePasted) -> Result<Accepted, Fault> {
        let SavePasted { org, what, text } = request;
        self.team.keep_draft(&org, what, text).await?;
        Ok(ACCEPTED)
    }

    async fn get_setup(&self, _: &Sender, request: GetSetup) -> Result<SetupView, Fault> {
        self.admin.setup(request.org, request.refresh).await
    }

    async fn save_setup_draft(
        &self,
        _: &Sender,
        request: SaveSetupDraft,
    ) -> Result<Accepted, Fault> {
        self.admin.keep_draft(&request.draft).await?;
        Ok(ACCEPTED)
    }

    async fn check_setup(&self, from: &Sender, request: CheckSetup) -> Result<Accepted, Fault> {
        let Some(org) = self.admin.propose(&request.draft).await? else {
            return Ok(ACCEPTED);
        };
        let sign_in = StartSignIn {
            provider: Provider::Salesforce,
            org: Some(org),
            another: false,
            unsent: UnsentWork::Keep,
        };
        self.begin_sign_in(sign_in, true, from).await?;
        Ok(ACCEPTED)
    }

    async fn save_clients(&self, _: &Sender, request: SaveClients) -> Result<Accepted, Fault> {
        let SaveClients { org, clients } = request;
        self.admin.save_clients(&org, &clients).await?;
        Ok(ACCEPTED)
    }

    async fn try_client(&self, _: &Sender, request: TryClient) -> Result<Accepted, Fault> {
        let TryClient { org, provider } = request;
        if let Some(trial) = self.admin.begin_trial(org, provider).await? {
            let admin = Rc::clone(&self.admin);
            self.platform
                .spawn(async move { admin.run_trial(trial).await });
        }
        Ok(ACCEPTED)
    }

    async fn choose_setting(&self, _: &Sender, request: ChooseSetting) -> Result<Accepted, Fault> {
        self.admin.choose(&request.setting, request.value).await?;
        Ok(ACCEPTED)
    }

    async fn confirm_setup(&self, _: &Sender, request: ConfirmSetup) -> Result<Accepted, Fault> {
        let ConfirmSetup {
            org,
            item,
            confirmed,
        } = request;
        self.admin.confirm(&org, item, confirmed).await?;
        Ok(ACCEPTED)
    }

    async fn deploy_setup(&self, _: &Sender, request: DeploySetup) -> Result<Accepted, Fault> {
        self.admin.deploy(&request.org, request.fields).await?;
        Ok(ACCEPTED)
    }
}

impl<P: Platform + 'static> Worker<P> {
    /// The record that a request names, if the sender's tab shows it and the rep may see it.
    pub(super) async fn in_view(
        &self,
        from: &Sender,
        named: RecordRef,
    ) -> Result<RecordRef, Fault> {
        self.panel
            .in_view(self.tab_of(from).await.as_ref(), named)
            .await
    }

    /// As [`Self::in_view`], if the rep may also write to it.
    async fn to_write(&self, from: &Sender, named: RecordRef) -> Result<RecordRef, Fault> {
        self.panel
            .to_write(self.tab_of(from).await.as_ref(), named)
            .await
    }
}

impl<P: Platform + 'static> Worker<P> {
    /// The org that a request names, if it is that of the panel's tab and the rep may work there; the web
    /// application may name any org where somebody is signed in.
    pub(super) async fn own_org(&self, from: &Sender, named: OrgHost) -> Result<OrgHost, Fault> {
        if let Err(error) = self.policies.settings().await.fence(&named) {
            return Err(error.into());
        }
        if *from == Sender::App {
            return Ok(named);
        }
        match self.tab_of(from).await {
            Some(tab) if tab.page.org.as_ref() == Some(&named) => {
                self.panel.may_see(tab.id, &named).await?;
                Ok(named)
            }
            _ => Err(WorkerError::Sender.into()),
        }
    }
}

/// The page around a panel.
fn own_page(from: &Sender) -> Option<&Tab> {
    match from {
        Sender::Panel(tab) => Some(tab),
        _ => None,
    }
}
