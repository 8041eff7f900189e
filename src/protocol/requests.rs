//! The list of requests. Each entry defines the struct, its name on the wire, who may send it, and a method that the
//! worker must have.

use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

use super::{Call, Reply, Request, Sender, Surface};
use crate::actions::{AddToCampaign, Assignee, Doubt, FilledMail, Form, Later, SendEmail};
use crate::admin::{
    AdminView,
    setup::{ItemName, SetupDraft, SetupView, TypedClients},
    team::{
        Checked, Drafted, Everybody, Groups, InvitationsView, TeamPage, WelcomePreview, Who,
        Withdrawn, Within,
    },
};
use crate::base::{
    ActionKind, BrowserKey, Day, Fault, IntentId, Language, Left, Millis, Move, OrgHost, Provider,
    Recipient, RecordId, RecordRef, Related, UnsentWork, json, sight::Seen,
};
use crate::cadences::{OrgCadences, SteerTarget};
use crate::campaigns::{
    Absence, Campaign, CampaignsView, LeftOut, OrgCampaigns, Recency, Steer as SteerMembership,
};
use crate::diagnostics::DiagnosticsView;
use crate::feed::{FeedView, NoticeChoice};
use crate::insight::{
    ActivityDetail, ActivityPage, ContactsPage, DayCount, FoundPerson, Older, PageStart,
    PersonView, ScoreChange, TabChoice, TaskChange, TaskChanged, Whom,
};
use crate::library::{Audience, LibraryView, Mark, TemplateText};
use crate::merge::ListedField;
use crate::onboarding::{Answer, PopupView, ProfileView, SignInView, StepName};
use crate::outbox::{
    Change, Decision, DraftItem, DraftSaved, Expiring, FailureKind, ForAllLate, Kept, OutboxItem,
    Steer, Undone, Unsent, Welcome, Writing,
};
use crate::panel::{DraftView, ListPeople, PanelView};
use crate::people::{HideFor, PeopleList, PeopleView, Source};
use crate::replies::RepliesView;
use crate::settings::Mistake;
use crate::today::TodayView;

/// The command is under way or done; its progress is shown by a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the browser is.
    #[default]
    Browser,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// An order for the content script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum PageOrder {
    /// Show the panel, or change the existing one.
    Mount {
        /// Show only the tab at the edge.
        collapsed: bool,
        /// Width in CSS pixels, 320 to 600.
        width: u16,
        /// The theme, so that the frame is never painted in another one.
        theme: Theme,
    },
    /// Remove the panel, if there is one.
    Unmount,
}

/// The part of the policy for every surface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Everything is switched off.
    pub off: bool,
    /// Whom to contact, where the policy says it.
    pub contact: Option<String>,
    /// The restricting settings that could not be read as they were written.
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
}

/// A request about the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TourOrder {
    /// Whether a panel should begin it.
    Ask,
    /// The next panel begins it.
    Want,
    /// It was taken, or skipped.
    End,
}

/// The state of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourView {
    /// A panel should begin it.
    pub wanted: bool,
}

/// The result of a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submitted {
    /// The outbox has it.
    Taken(Box<OutboxItem>),
    /// Nothing was done: the recipients have changed in Salesforce.
    Changed(Vec<Change>),
    /// Nothing was done: the rep has to be asked first.
    Unsure(Vec<Doubt>),
}

/// A request is a command of the rep, unless it is marked `unprompted`: then a surface sends it without a press.
macro_rules! proof {
    () => {
        Seen
    };
    (unprompted) => {
        ()
    };
}

/// Whether a request is a command of the rep.
macro_rules! command {
    () => {
        true
    };
    (unprompted) => {
        false
    };
}

/// How long a surface waits: ten seconds, unless the request has a `within`.
macro_rules! deadline {
    () => {
        10
    };
    ($seconds:literal) => {
        $seconds
    };
}

macro_rules! requests {
    ($( $(#[$doc:meta])* $method:ident: $name:ident { $( $(#[$fdoc:meta])* $field:ident: $type:ty ),* } -> $response:ty, from [$($from:ident),+] $(, $kind:ident)? $(within $seconds:literal)?; )+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Serialize, Deserialize)]
            pub struct $name { $( $(#[$fdoc])* pub $field: $type ),* }
            impl Request for $name {
                type Response = $response;
                type Proof = proof!($($kind)?);
                const NAME: &'static str = stringify!($method);
                const DEADLINE: Duration = Duration::from_secs(deadline!($($seconds)?));
                const FROM: &'static [Surface] = &[$(Surface::$from),+];
            }
        )+
        /// A method for every request.
        #[allow(async_fn_in_trait, reason = "single-threaded: the futures need no Send bound")]
        pub trait Handler {
            $(
                $(#[$doc])*
                async fn $method(&self, from: &Sender, request: $name) -> Result<$response, Fault>;
            )+
        }
        /// Every request's name, and who may send it.
        pub const REQUESTS: &[(&str, &[Surface])] = &[$( (<$name as Request>::NAME, <$name as Request>::FROM) ),+];
        /// How long the sender of a call waits.
        #[must_use]
        pub fn deadline(call: &Call) -> Duration {
            match call.name.as_str() {
                $( <$name as Request>::NAME => <$name as Request>::DEADLINE, )+
                _ => Duration::ZERO,
            }
        }
        /// Whether a call is a command of the rep, and not what a surface asks by itself.
        #[must_use]
        pub fn is_command(call: &Call) -> bool {
            match call.name.as_str() {
                $( <$name as Request>::NAME => command!($($kind)?), )+
                _ => false,
            }
        }
        /// Routes one call. The answer is always a [`Reply`] as JSON text.
        pub async fn answer<H: Handler>(handler: &H, from: &Sender, call: Call) -> String {
            // Boxed, because this would otherwise be one function with the code of all handlers, which the browser
            // compiles completely before the first answer.
            let call = &call;
            let answering: LocalBoxFuture<'_, String> = match call.name.as_str() {
                $( <$name as Request>::NAME => Box::pin(async move {
                    match admit::<$name>(from, &call) {
                        Ok(request) => write(handler.$method(from, request).await),
                        Err(fault) => refuse(fault),
                    }
                }), )+
                _ => return refuse(Fault::new("bug.unknown_request", Move::Bug)),
            };
            answering.await
        }
    };
}

requests! {
    /// The popup's view.
    get_popup: GetPopup {} -> PopupView, from [Popup, App], unprompted;
    /// The rep answers the wizard's screen; `step` is that screen, so that an outdated popup changes nothing.
    answer_step: AnswerStep {
        /// The screen that the rep saw.
        step: StepName,
        /// Their answer.
        answer: Answer
    } -> PopupView, from [Popup, App];
    /// Opens the provider's sign-in window; progress is in [`GetPopup`] and [`GetSignIn`].
    start_sign_in: StartSignIn {
        /// The provider to sign in at.
        provider: Provider,
        /// The org; without one, the org that needs a sign-in. A panel's is that of its tab.
        org: Option<OrgHost>,
        /// Whether another account is wanted than the one that is signed in at the provider.
        #[serde(default)]
        another: bool,
        /// What happens to the unsent work of the user before, if another one signs in.
        #[serde(default)]
        unsent: UnsentWork
    } -> Accepted, from [Popup, App, Panel];
    /// The sign-in under way, and how the last one failed.
    get_sign_in: GetSignIn {} -> SignInView, from [Popup, App, Panel], unprompted;
    /// Brings the sign-in window to the front.
    show_sign_in: ShowSignIn {} -> Accepted, from [Popup, App, Panel];
    /// Cancels the sign-in under way.
    cancel_sign_in: CancelSignIn {} -> Accepted, from [Popup, App, Panel];
    /// Submits a pasted invitation link, or an address of an org.
    paste_invitation: PasteInvitation {
        /// The link as pasted.
        link: String
    } -> PopupView, from [Popup, App];
    /// The rep wants to work in a further org; the popup asks for it.
    add_org: AddOrg {} -> PopupView, from [Popup, App];
    /// Asks each org now whether the rep is in its team.
    check_again: CheckAgain {} -> PopupView, from [Popup, App, Panel];
    /// Signs out everywhere, and deletes everything that is stored in this browser.
    remove_everything: RemoveEverything {} -> Left, from [Popup, App];
    /// Opens the web application at a hash route such as `#/profile`.
    open_app: OpenApp {
        /// The route.
        route: String
    } -> Accepted, from [Popup, Panel, App];
    /// Opens the toolbar popup for the rep.
    open_popup: OpenPopup {} -> Accepted, from [App, Panel];
    /// The content script reports that its page's address changed.
    look: Look {
        /// Whether the rep sees the page: a panel in the background makes no calls.
        #[serde(default)]
        seen: bool
    } -> PageOrder, from [Page], unprompted;
    /// The rep collapsed, opened or resized the panel.
    set_panel: SetPanel {
        /// Whether only the tab at the edge is shown.
        collapsed: bool,
        /// Width in CSS pixels; clamped to 320 to 600.
        width: u16
    } -> Accepted, from [Page, Panel], unprompted;
    /// The rep chose a tab of the panel.
    choose_tab: ChooseTab {
        /// The object, the tab, and how its lists are sorted.
        choice: TabChoice
    } -> Accepted, from [Panel], unprompted;
    /// Reads whether the tour is wanted, requests it, or ends it.
    tour: Tour {
        /// The request.
        order: TourOrder
    } -> TourView, from [Panel, App], unprompted;
    /// The panel is shown in a window's side panel, so the pages of that window remove theirs.
    side_panel_opened: SidePanelOpened {} -> Accepted, from [Panel], unprompted;
    /// The page's record may have changed: it was saved, or the page was loaded again.
    record_changed: RecordChanged {} -> Accepted, from [Page], unprompted;
    /// The cached view of the record, at once; Salesforce is not asked.
    get_record_now: GetRecordNow {} -> PanelView, from [Panel], unprompted;
    /// The rep sees the record: what its view lists is not new the next time.
    looked: Looked {
        /// The record in view; must equal the tab's.
        record: RecordRef
    } -> Accepted, from [Panel], unprompted;
    /// The view of the record, which is read from Salesforce unless it was cached in the last two minutes.
    get_record: GetRecord {
        /// Whether Salesforce is asked even if the cached view is fresh.
        refresh: bool
    } -> PanelView, from [Panel], unprompted;
    /// The stored draft of an action on a record, or a fresh form.
    get_draft: GetDraft {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The action.
        action: ActionKind,
        /// The person for a fresh form: one of the record's people, by default the first.
        with: Option<RecordId>,
        /// The day where the rep is, for a fresh form.
        today: Day
    } -> DraftView, from [Panel], unprompted;
    /// A page reports which rows of its list of leads or contacts are checked.
    rows_checked: RowsChecked {
        /// Their ids, as the page has them.
        ids: Vec<String>
    } -> Accepted, from [Page], unprompted;
    /// The people of these rows of the list in view; without any, the first 200 of the list view.
    get_list_people: GetListPeople {
        /// Leads or contacts.
        ids: Vec<RecordId>
    } -> ListPeople, from [Panel] within 20;
    /// A form for several people of the list in view, or of the account or opportunity in view: a stored draft with them
    /// added, or a fresh form.
    open_form_for_several: OpenFormForSeveral {
        /// In a list one of them, else the record in view.
        record: RecordRef,
        /// The action.
        action: ActionKind,
        /// All of them.
        people: Vec<PersonView>,
        /// The day where the rep is.
        today: Day
    } -> DraftView, from [Panel];
    /// Puts people of the list in view, or contacts of the account or opportunity in view, on the rep's watch list: all of
    /// them, or nobody.
    watch_people: WatchPeople {
        /// Leads or contacts.
        ids: Vec<RecordId>
    } -> Accepted, from [Panel];
    /// Stores a draft while the rep types.
    save_draft: SaveDraft {
        /// Its record, which has to be of the org in the tab: the page may have moved on while the rep typed. In the side
        /// panel any record is allowed.
        record: RecordRef,
        /// The record's name.
        name: String,
        /// The form.
        form: Form,
        /// The draft's identity and edition.
        writing: Writing
    } -> DraftSaved, from [Panel], unprompted;
    /// The drafts, the last stored one first.
    get_drafts: GetDrafts {} -> Vec<DraftItem>, from [Panel, Popup], unprompted;
    /// Discards a draft.
    drop_draft: DropDraft {
        /// Its record; for a panel in a page of the org in its tab.
        record: RecordRef,
        /// The action.
        action: ActionKind
    } -> Accepted, from [Panel, Popup];
    /// Does an action: answered as soon as the outbox has it. The people whom a mail is for are looked at
    /// first; what changed about them comes back in its place, for the rep to decide.
    submit: Submit {
        /// The draft's id. Submitting twice with the same id, from any tab, sends once.
        intent: IntentId,
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The filled form.
        form: Form,
        /// The doubts that the rep has confirmed.
        #[serde(default)]
        sure: Vec<Doubt>
    } -> Submitted, from [Panel];
    /// What there is to know of several people before each gets a mail of their own: who is left out, and why.
    check_people: CheckPeople {
        /// The draft's id.
        intent: IntentId,
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// Whom the mails are for, and who is left out so far; at most 200 are looked at.
        people: Vec<Recipient>
    } -> Vec<Change>, from [Panel], unprompted within 20;
    /// A mail as its receiver would read it, with what of its fields is not filled.
    fill_mail: FillMail {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The mail as it is written.
        mail: SendEmail
    } -> FilledMail, from [Panel], unprompted;
    /// The sales campaigns of every org in which the rep works, and who is in them by the rep.
    get_campaigns: GetCampaigns {
        /// How new they have to be.
        recency: Recency
    } -> CampaignsView, from [Popup, App], unprompted within 30;
    /// The sales campaigns of a record's org, and which of the record's people are in one by the rep.
    get_record_campaigns: GetRecordCampaigns {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// How new they have to be.
        recency: Recency
    } -> OrgCampaigns, from [Panel], unprompted within 30;
    /// The cadences of a record's org that Salesforce runs, and which of the record's people are in one by the rep.
    get_record_cadences: GetRecordCadences {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// How new they have to be.
        recency: Recency
    } -> OrgCadences, from [Panel], unprompted within 30;
    /// Pauses somebody in a cadence of Salesforce's, resumes it, or takes them out.
    steer_in_cadence: SteerInCadence {
        /// In which org; must be that of the panel's tab.
        org: OrgHost,
        /// The record that says that they are in it.
        tracker: RecordId,
        /// What is done.
        how: SteerTarget
    } -> Accepted, from [Panel] within 30;
    /// Saves a sales campaign as it is now, a new one or one of the rep's own. One call of Salesforce.
    save_campaign: SaveCampaign {
        /// In which org.
        org: OrgHost,
        /// The campaign.
        campaign: Box<Campaign>,
        /// When it was changed last, as it was seen; `None` for a new one.
        seen: Option<Millis>
    } -> Accepted, from [App] within 30;
    /// Who of these people would not be added to a sales campaign, and why. One call of Salesforce.
    check_launch: CheckLaunch {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The people, at most 200.
        people: Vec<Recipient>
    } -> Vec<LeftOut>, from [Panel], unprompted within 20;
    /// The emails of the chosen campaign as one person of a form will get them, in order. One call of Salesforce for the
    /// fields of everybody in it, whose values are known for some minutes.
    preview_launch: PreviewLaunch {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The form.
        form: Box<AddToCampaign>,
        /// The lead or contact.
        person: RecordId
    } -> Vec<FilledMail>, from [Panel], unprompted within 20;
    /// Pauses somebody's membership in a sales campaign, goes on with it, skips its next step, or takes them out.
    steer_member: SteerMember {
        /// In which org; a panel's must be that of its tab.
        org: OrgHost,
        /// The key of the membership.
        member: String,
        /// What is done.
        how: SteerMembership
    } -> Accepted, from [Popup, App, Panel] within 30;
    /// The rep is away on these days, or without any is back: for the sales campaigns of every org in which they work.
    set_away: SetAway {
        /// The days, from today on, and what becomes of the steps.
        away: Option<Absence>
    } -> Accepted, from [App] within 60;
    /// The product's fields, with their values for the person whom a mail is for.
    list_fields: ListFields {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The mail as it is written.
        mail: SendEmail
    } -> Vec<ListedField>, from [Panel], unprompted;
    /// The rep's templates in an org, and the org's own.
    get_templates: GetTemplates {
        /// Which org; a panel's is that of its tab.
        org: OrgHost,
        /// Whether Salesforce is asked even if the cached ones are fresh.
        refresh: bool
    } -> LibraryView, from [Panel, App], unprompted;
    /// The ids of the templates that are recommended for the person whom a mail is for.
    get_recommended: GetRecommended {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The mail as it is written.
        mail: SendEmail
    } -> Vec<String>, from [Panel], unprompted;
    /// Saves a template of the rep's own; gives its id.
    save_template: SaveTemplate {
        /// Which org; a panel's is that of its tab.
        org: OrgHost,
        /// The template in whose place it is put; none for a new one.
        id: Option<String>,
        /// What it says; sanitised HTML.
        text: TemplateText,
        /// Who can use it.
        audience: Audience
    } -> String, from [Panel, App];
    /// Marks a template, or puts one of the rep's own away.
    mark_template: MarkTemplate {
        /// Which org; a panel's is that of its tab.
        org: OrgHost,
        /// The template.
        id: String,
        /// The mark.
        mark: Mark
    } -> Accepted, from [Panel, App];
    /// The rep confirms that the page in the panel's tab is theirs, where the page makes no claim.
    confirm_user: ConfirmUser {} -> Accepted, from [Panel];
    /// Active users of the record's org by a part of their name, at most ten, to assign a task to.
    find_users: FindUsers {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The typed text; empty for the first users.
        text: String
    } -> Vec<Assignee>, from [Panel], unprompted;
    /// Leads and contacts by a part of their name, company or address, for a mail or an activity.
    find_people: FindPeople {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The typed text.
        text: String,
        /// Which people are searched for.
        whom: Whom
    } -> Vec<FoundPerson>, from [Panel], unprompted;
    /// The open opportunities of the record's account, for an action to be about. One call of Salesforce.
    list_opportunities: ListOpportunities {
        /// The record in view; must equal the tab's.
        record: RecordRef
    } -> Vec<Related>, from [Panel], unprompted;
    /// The contacts of the record's account, or of the opportunity's contact roles, a page at a time.
    list_contacts: ListContacts {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// A part of their name, title or address; empty for all.
        text: String,
        /// Where the page begins.
        start: PageStart
    } -> ContactsPage, from [Panel], unprompted;
    /// Activities that are older than those of the record's view, a page of each source. One call of Salesforce.
    get_older: GetOlder {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// Whether they are those of its whole account.
        account: bool,
        /// The first day of a week, where the page is of that week alone.
        week: Option<Day>,
        /// Where each source goes on, each once; of tasks and calls only one.
        of: Vec<Older>
    } -> ActivityPage, from [Panel], unprompted;
    /// How many activities each of the last ninety days has, for the weeks of which not all were read. One call.
    count_days: CountDays {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// Whether they are those of its whole account.
        account: bool
    } -> Vec<DayCount>, from [Panel], unprompted;
    /// How the score of the lead or contact in view changed, as the org's field history keeps it. One call of Salesforce.
    get_score_history: GetScoreHistory {
        /// The record in view; must equal the tab's.
        record: RecordRef
    } -> Vec<ScoreChange>, from [Panel], unprompted;
    /// An activity of the record's list in full, for its opened card. One call of Salesforce.
    get_activity: GetActivity {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// One of the activities that its view lists, or a page of older ones.
        id: String
    } -> ActivityDetail, from [Panel], unprompted;
    /// Marks a task of the record's list as done or open, edits or deletes it. One call of Salesforce.
    change_task: ChangeTask {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// One of the activities that its view lists.
        id: String,
        /// What to change.
        change: TaskChange
    } -> TaskChanged, from [Panel];
    /// Takes back the deletion of a task, in time.
    keep_task: KeepTask {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The task.
        id: String
    } -> Accepted, from [Panel];
    /// Adds a contact of an opportunity's account to its contact roles.
    make_role: MakeRole {
        /// The opportunity in view; must equal the tab's.
        record: RecordRef,
        /// The contact.
        contact: RecordId
    } -> Accepted, from [Panel];
    /// Undoes a submission while that is possible.
    undo: Undo {
        /// The submission.
        intent: IntentId,
        /// Whether the rep has a form of the same action open on its record.
        #[serde(default)]
        writing: bool
    } -> Undone, from [Panel, Popup, App];
    /// Sends a waiting intent without the rest of its undo time, or before the time that the rep chose.
    send_now: SendNow {
        /// The intent that waits.
        intent: IntentId
    } -> Accepted, from [Panel, Popup, App];
    /// Changes the time of a mail that waits for its time.
    reschedule: Reschedule {
        /// The mail.
        intent: IntentId,
        /// The new time.
        later: Later
    } -> Accepted, from [Panel, Popup, App];
    /// The rep decides about all that was due while the browser slept.
    decide_late: DecideLate {
        /// What to do.
        what: ForAllLate
    } -> Accepted, from [Panel, Popup, App];
    /// Pauses the mails that wait for their turn, continues with them, or discards them.
    steer_queue: SteerQueue {
        /// What to do.
        how: Steer
    } -> Accepted, from [Panel, Popup, App];
    /// How many more mails may be sent today, where the policy limits that.
    get_left_today: GetLeftToday {} -> Option<usize>, from [Panel, App], unprompted;
    /// What is being sent, and what needs the rep.
    get_outbox: GetOutbox {} -> Vec<OutboxItem>, from [Panel, Popup, App], unprompted;
    /// The rep decides about an intent that is stuck.
    resolve: Resolve {
        /// The intent that is stuck.
        intent: IntentId,
        /// What to do.
        decision: Decision
    } -> Accepted, from [Panel, Popup, App];
    /// Marks a task as done, or as open again.
    complete_task: CompleteTask {
        /// Its org.
        org: OrgHost,
        /// One of the tasks that the rep was shown.
        task: RecordId,
        /// Whether it is done.
        done: bool
    } -> Accepted, from [Popup, App];
    /// What there is to do today, of every org that is set up. What is known is there at once; the popup's look has the due
    /// tasks read again in the background where they are old.
    get_today: GetToday {
        /// How new the due tasks have to be.
        tasks: Recency
    } -> TodayView, from [Popup, App], unprompted within 20;
    /// Opens a record beside the list of today: in the tab of the one before, where that is still there.
    open_record: OpenRecord {
        /// Its org.
        org: OrgHost,
        /// The record.
        record: RecordId,
        /// The action whose form its panel opens.
        action: Option<ActionKind>
    } -> Accepted, from [Popup, App];
    /// Best Bets or the watch list, of every org that is set up.
    get_people: GetPeople {
        /// Which list.
        list: PeopleList,
        /// Whether Salesforce is asked even if the cached list is fresh.
        refresh: bool
    } -> PeopleView, from [Popup, App], unprompted within 20;
    /// The next page of an org's Best Bets.
    get_more_people: GetMorePeople {
        /// Which org.
        org: OrgHost,
        /// Of which sources; of all where it is empty.
        sources: Vec<Source>
    } -> PeopleView, from [App] within 20;
    /// Puts a lead or contact on the rep's watch list, or takes it off.
    watch_person: WatchPerson {
        /// The lead or contact; a panel's must be that of its tab.
        record: RecordRef,
        /// Whether it is watched.
        watched: bool
    } -> Accepted, from [Popup, App, Panel];
    /// Hides a lead or contact from Best Bets for some days, or shows it again.
    hide_person: HidePerson {
        /// The lead or contact.
        record: RecordRef,
        /// For how long; without it, it is shown again.
        how_long: Option<HideFor>
    } -> Accepted, from [App];
    /// The live feed of every org that is set up. For the web application an old one is renewed.
    get_feed: GetFeed {
        /// Whether Salesforce is asked even if the kept feed is fresh.
        refresh: bool
    } -> FeedView, from [Popup, App], unprompted within 20;
    /// The page has shown the rep these events of the live feed.
    see_feed: SeeFeed {
        /// Of which org.
        org: OrgHost,
        /// The events.
        ids: Vec<String>
    } -> Accepted, from [App], unprompted;
    /// The rep chooses of which events they are told on the desktop.
    choose_notices: ChooseNotices {
        /// What they chose.
        choice: NoticeChoice
    } -> Accepted, from [App];
    /// Opens a lead or contact in a new tab, where its panel opens the action's form.
    begin_action: BeginAction {
        /// The lead or contact.
        record: RecordRef,
        /// The action.
        action: ActionKind
    } -> Accepted, from [Popup, App];
    /// The action that the rep chose elsewhere for the record in view; told once.
    take_action: TakeAction {
        /// The record in view; must equal the tab's.
        record: RecordRef
    } -> Option<ActionKind>, from [Panel], unprompted;
    /// The profile page: connections and signature.
    get_profile: GetProfile {} -> ProfileView, from [App, Popup], unprompted;
    /// The part of the policy for every surface.
    get_policy: GetPolicy {} -> PolicyView, from [App, Popup, Panel], unprompted;
    /// Light or dark.
    get_theme: GetTheme {} -> Theme, from [App, Popup, Panel], unprompted;
    /// The rep chooses light or dark, for every surface.
    set_theme: SetTheme {
        /// The rep's choice.
        theme: Theme
    } -> Accepted, from [App, Popup];
    /// The browser's keys for our commands, as they are set.
    get_browser_keys: GetBrowserKeys {} -> Vec<BrowserKey>, from [App, Panel], unprompted;
    /// Opens the browser's page where those keys are set.
    open_browser_keys: OpenBrowserKeys {} -> Accepted, from [App, Panel];
    /// What the diagnostics page shows.
    get_diagnostics: GetDiagnostics {} -> DiagnosticsView, from [App], unprompted;
    /// All work that is kept, with its state and history.
    get_kept: GetKept {} -> Vec<Kept>, from [App], unprompted;
    /// The report for support. It names nobody and nothing.
    get_report: GetReport {} -> String, from [App], unprompted;
    /// Tries all again that failed for one reason, as far as it waits for nobody; says how many there were.
    retry_all: RetryAll {
        /// The reason.
        kind: FailureKind
    } -> usize, from [App];
    /// Stores the signature.
    save_signature: SaveSignature {
        /// Sanitised HTML.
        html: String
    } -> Accepted, from [App, Popup], unprompted;
    /// The unsent work of the user who is signed in at a provider.
    get_unsent: GetUnsent {
        /// Which connection.
        provider: Provider,
        /// Of which org, for Salesforce; without one of the first.
        org: Option<OrgHost>
    } -> Unsent, from [App, Popup], unprompted;
    /// Drafts and submissions that will soon be deleted because of their age.
    get_expiring: GetExpiring {} -> Vec<Expiring>, from [App, Popup], unprompted;
    /// Signs out of one provider: revokes, then deletes the session.
    sign_out: SignOut {
        /// Which connection.
        provider: Provider,
        /// Of which org, for Salesforce; without one of the first.
        org: Option<OrgHost>,
        /// What happens to unsent work.
        #[serde(default)]
        unsent: UnsentWork
    } -> Left, from [App, Popup];
    /// The orgs where somebody is signed in, with their administrative rights.
    get_admin: GetAdmin {} -> AdminView, from [App, Popup], unprompted;
    /// A page of an org's active users, with their states.
    get_team: GetTeam {
        /// Which org.
        org: OrgHost,
        /// A part of the name, address or user name; empty for everybody.
        search: String,
        /// The group of users.
        within: Within,
        /// The index of the page's first user, from 0.
        offset: usize
    } -> TeamPage, from [App], unprompted;
    /// The groups that the list of an org's users can be limited to.
    get_groups: GetGroups {
        /// Which org.
        org: OrgHost
    } -> Groups, from [App], unprompted;
    /// All users of a list, to select them.
    get_everybody: GetEverybody {
        /// Which org.
        org: OrgHost,
        /// As in [`GetTeam`].
        search: String,
        /// As in [`GetTeam`].
        within: Within
    } -> Everybody, from [App], unprompted within 120;
    /// The invitations of an org that this browser made.
    get_invitations: GetInvitations {
        /// Which org.
        org: OrgHost
    } -> InvitationsView, from [App], unprompted;
    /// Checks users before they are invited.
    check_invitations: CheckInvitations {
        /// Of which org.
        org: OrgHost,
        /// The users.
        who: Who
    } -> Vec<Checked>, from [App], unprompted within 120;
    /// The welcome mail as a user would get it.
    preview_welcome: PreviewWelcome {
        /// Of which org.
        org: OrgHost,
        /// The user who would get it.
        user: RecordId,
        /// The language; without one, the user's own.
        language: Option<Language>,
        /// The administrator's own words.
        #[serde(default)]
        note: String
    } -> WelcomePreview, from [App], unprompted;
    /// Invites users: their permission set is assigned and the welcome mail sent.
    invite: Invite {
        /// The org.
        org: OrgHost,
        /// Whom.
        users: Vec<RecordId>,
        /// How they are informed.
        welcome: Welcome,
        /// The language of the mail; without one, each user's own.
        language: Option<Language>,
        /// The administrator's own words in it.
        #[serde(default)]
        note: String,
        /// The same id when the request is repeated because no answer came.
        order: IntentId
    } -> Accepted, from [App] within 120;
    /// The administrator's word about an invitation that needs it.
    decide_invitation: DecideInvitation {
        /// Of which org.
        org: OrgHost,
        /// The user who was invited.
        user: RecordId,
        /// What to do.
        decision: Decision
    } -> Accepted, from [App];
    /// Withdraws invitations.
    withdraw: Withdraw {
        /// Of which org.
        org: OrgHost,
        /// The users who were invited.
        users: Vec<RecordId>
    } -> Withdrawn, from [App];
    /// Stores what is being written on the team page.
    save_pasted: SavePasted {
        /// The org.
        org: OrgHost,
        /// What it is.
        what: Drafted,
        /// The text.
        text: String
    } -> Accepted, from [App], unprompted;
    /// What came back to the rep's mails, and whether it can be looked for.
    get_replies: GetReplies {} -> RepliesView, from [Popup, App, Panel], unprompted;
    /// The rep has seen what came back.
    see_replies: SeeReplies {
        /// Those that are not shown any more.
        ids: Vec<IntentId>
    } -> Accepted, from [Popup, App, Panel];
    /// Whether the rep wants answers to be looked for. Where the provider has not given the right, its window opens.
    agree_to_replies: AgreeToReplies {
        /// They do.
        agreed: bool
    } -> Accepted, from [App];
    /// The setup page.
    get_setup: GetSetup {
        /// The org; without one, the first.
        org: Option<OrgHost>,
        /// Whether the org's status is read again even if it is fresh.
        refresh: bool
    } -> SetupView, from [App], unprompted;
    /// Stores the entries of the setup page's first step.
    save_setup_draft: SaveSetupDraft {
        /// As typed.
        draft: SetupDraft
    } -> Accepted, from [App], unprompted;
    /// Checks an org's app by signing in by it; the progress is in [`GetSetup`].
    check_setup: CheckSetup {
        /// As typed.
        draft: SetupDraft
    } -> Accepted, from [App];
    /// Sets the clients of an org at the mail providers; an empty id removes one.
    save_clients: SaveClients {
        /// Which org.
        org: OrgHost,
        /// The ids as typed.
        clients: TypedClients
    } -> Accepted, from [App];
    /// Signs in once by the entered client of a mail provider; the result is in [`GetSetup`].
    try_client: TryClient {
        /// Of which org.
        org: OrgHost,
        /// The mail provider.
        provider: Provider
    } -> Accepted, from [App];
    /// Chooses a setting of the policy that the setup page writes.
    choose_setting: ChooseSetting {
        /// Its name in the catalogue.
        setting: String,
        /// Its value; `null` leaves it out.
        value: Value
    } -> Accepted, from [App];
    /// Confirms an item as done whose state cannot be read, or takes that back.
    confirm_setup: ConfirmSetup {
        /// Which org.
        org: OrgHost,
        /// The item.
        item: ItemName,
        /// Whether it is done.
        confirmed: bool
    } -> Accepted, from [App];
    /// Deploys the permission set, and the optional fields where they are wanted or exist; the progress is in
    /// [`GetSetup`].
    deploy_setup: DeploySetup {
        /// Which org.
        org: OrgHost,
        /// Whether the optional fields are wanted.
        fields: bool
    } -> Accepted, from [App];
}

/// The answer to a call that is refused before it is routed.
#[must_use]
pub fn refuse(fault: Fault) -> String {
    write::<Accepted>(Err(fault))
}

fn admit<R: Request>(from: &Sender, call: &Call) -> Result<R, Fault> {
    may_ask(from, call, R::FROM)?;
    json::of_value(&call.body).map_err(malformed)
}

fn may_ask(from: &Sender, call: &Call, who: &[Surface]) -> Result<(), Fault> {
    if call.build != super::BUILD {
        return Err(Fault::new("bug.updated", Move::Bug));
    }
    if !who.contains(&from.surface()) {
        return Err(Fault::new("bug.not_yours_to_ask", Move::Bug));
    }
    Ok(())
}

fn malformed(error: serde_json::Error) -> Fault {
    Fault::new("bug.malformed_request", Move::Bug).with_detail(error.to_string())
}

fn write<T: Serialize>(result: Result<T, Fault>) -> String {
    let reply = match result {
        Ok(value) => Reply::Ok(value),
        Err(fault) => Reply::Fault(fault),
    };
    json::write(&reply).unwrap_or_else(|_| {
        r#"{"fault":{"code":"bug.unwritable_reply","whose_move":"bug"}}"#.into()
    })
}
