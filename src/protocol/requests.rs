//! The list of requests: one entry gives the struct, its place on the wire, who may ask, and a
//! method that the worker must have.

use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;

use super::{Call, Reply, Request, Sender, Surface};
use crate::actions::{Assignee, Doubt, Form};
use crate::admin::{
    AdminView,
    setup::{ItemName, SetupDraft, SetupView, TypedClients},
    team::{
        Checked, Drafted, Everybody, Groups, InvitationsView, TeamPage, WelcomePreview, Who,
        Withdrawn, Within,
    },
};
use crate::agenda::TasksView;
use crate::base::{
    ActionKind, BrowserKey, Day, Fault, IntentId, Language, Left, Move, OrgHost, Provider,
    RecordId, RecordRef, UnsentWork, json, sight::Seen,
};
use crate::insight::{ContactsPage, FoundPerson, Whom};
use crate::onboarding::{Answer, ConnectionView, PopupView, ProfileView, SignInView, StepName};
use crate::outbox::{
    Change, Decision, DraftItem, DraftSaved, Expiring, OutboxItem, Undone, Unsent, Welcome, Writing,
};
use crate::panel::{DraftView, PanelView};
use crate::salesforce::ApiUsage;
use crate::settings::{DiagnosticsPolicy, Mistake};

/// The command is under way or done; its progress is a view.
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

/// What the content script is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum PageOrder {
    /// Show the panel, or move the one there is.
    Mount {
        /// Show only the tab at the edge.
        collapsed: bool,
        /// Width in CSS pixels, 320 to 600.
        width: u16,
        /// Light or dark, so that the frame is never painted in the other.
        theme: Theme,
    },
    /// Remove the panel if there is one.
    Unmount,
}

/// What every surface needs to know of the administrator's policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    /// Everything is switched off.
    pub off: bool,
    /// Who helps, where the policy says it.
    pub contact: Option<String>,
    /// The settings that restrict and cannot be read as they were written.
    #[serde(default)]
    pub mistakes: Vec<Mistake>,
}

/// What Diagnostics shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiagnosticsView {
    /// The administrator's policy.
    pub policy: DiagnosticsPolicy,
    /// Each connection, with what is wrong.
    pub connections: Vec<ConnectionView>,
    /// Why they cannot be told, where that is so.
    pub fault: Option<Fault>,
    /// What each org last said of its limits of API calls, since the worker started.
    pub usage: Vec<(OrgHost, ApiUsage)>,
}

/// What is wanted of the tour.
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

/// Where the tour stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourView {
    /// A panel should begin it.
    pub wanted: bool,
}

/// What became of a submission.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Submitted {
    /// The outbox has it.
    Taken(Box<OutboxItem>),
    /// Nothing was done: the people whom the mail is for have changed.
    Changed(Vec<Change>),
    /// Nothing was done: the rep is asked first.
    Unsure(Vec<Doubt>),
}

/// A request is a command of the rep's, unless it is said to be `unprompted`: a surface asks it, or keeps
/// something by it, without a press.
macro_rules! proof {
    () => {
        Seen
    };
    (unprompted) => {
        ()
    };
}

/// How long a surface waits: ten seconds, unless the request says `within` more.
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
        /// Answers every request; it does not compile while one has no method.
        #[allow(async_fn_in_trait, reason = "single-threaded: the futures need no Send bound")]
        pub trait Handler {
            $(
                $(#[$doc])*
                async fn $method(&self, from: &Sender, request: $name) -> Result<$response, Fault>;
            )+
        }
        /// Every request's name and who may ask it.
        pub const REQUESTS: &[(&str, &[Surface])] = &[$( (<$name as Request>::NAME, <$name as Request>::FROM) ),+];
        /// How long the asker of a call waits.
        #[must_use]
        pub fn deadline(call: &Call) -> Duration {
            match call.name.as_str() {
                $( <$name as Request>::NAME => <$name as Request>::DEADLINE, )+
                _ => Duration::ZERO,
            }
        }
        /// Routes one call; the answer is always a [`Reply`] as JSON text.
        pub async fn answer<H: Handler>(handler: &H, from: &Sender, call: Call) -> String {
            // Each in a box whose type nobody sees: this would else be one function with the code of all
            // handlers, which the browser compiles whole before it gives the first answer.
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
    /// What the popup shows now.
    get_popup: GetPopup {} -> PopupView, from [Popup, App], unprompted;
    /// The rep answers the wizard's screen; `step` is the screen it was, so that a stale popup changes nothing.
    answer_step: AnswerStep {
        /// The screen that the rep saw.
        step: StepName,
        /// What they answered.
        answer: Answer
    } -> PopupView, from [Popup, App];
    /// Opens the provider's sign-in window; progress is in [`GetPopup`] and [`GetSignIn`].
    start_sign_in: StartSignIn {
        /// Where to sign in.
        provider: Provider,
        /// To which org; without one to where a sign-in is needed. A panel's is its tab's.
        org: Option<OrgHost>,
        /// For another account than the one that is signed in at the provider: it asks which.
        #[serde(default)]
        another: bool,
        /// What becomes of what the one before has not sent, once another took their place.
        #[serde(default)]
        unsent: UnsentWork
    } -> Accepted, from [Popup, App, Panel];
    /// The sign-in under way, and how the last one failed.
    get_sign_in: GetSignIn {} -> SignInView, from [Popup, App, Panel], unprompted;
    /// Brings the sign-in window to the front.
    show_sign_in: ShowSignIn {} -> Accepted, from [Popup, App, Panel];
    /// Gives up the sign-in under way.
    cancel_sign_in: CancelSignIn {} -> Accepted, from [Popup, App, Panel];
    /// Takes a pasted invitation link, or an address of an org.
    paste_invitation: PasteInvitation {
        /// The link as pasted.
        link: String
    } -> PopupView, from [Popup, App];
    /// The rep wants to work in a further org: the popup asks which.
    add_org: AddOrg {} -> PopupView, from [Popup, App];
    /// Asks each org now whether it has the rep in the team.
    check_again: CheckAgain {} -> PopupView, from [Popup, App, Panel];
    /// Signs out everywhere and forgets everything that this browser keeps of the rep.
    remove_everything: RemoveEverything {} -> Left, from [Popup, App];
    /// Opens the web application at a hash route such as `#/profile`.
    open_app: OpenApp {
        /// The route.
        route: String
    } -> Accepted, from [Popup, Panel, App];
    /// Opens the toolbar popup for the rep.
    open_popup: OpenPopup {} -> Accepted, from [App, Panel];
    /// The content script saw its page's address change.
    look: Look {} -> PageOrder, from [Page], unprompted;
    /// The rep collapsed, opened or resized the panel.
    set_panel: SetPanel {
        /// Only the tab at the edge.
        collapsed: bool,
        /// Width in CSS pixels; clamped to 320 to 600.
        width: u16
    } -> Accepted, from [Page, Panel], unprompted;
    /// Asks for the tour of the panel, orders it, or ends it.
    tour: Tour {
        /// What is wanted.
        order: TourOrder
    } -> TourView, from [Panel, App], unprompted;
    /// The panel is shown in a window's side panel: the pages of that window put theirs away.
    side_panel_opened: SidePanelOpened {} -> Accepted, from [Panel], unprompted;
    /// The page's record may have changed: it was saved, or the page was loaded again.
    record_changed: RecordChanged {} -> Accepted, from [Page], unprompted;
    /// What is known of the record in view, at once: Salesforce is not asked.
    get_record_now: GetRecordNow {} -> PanelView, from [Panel], unprompted;
    /// The record in view, asked for where it is not kept, or was kept for two minutes.
    get_record: GetRecord {
        /// Ask Salesforce even if the kept view is new.
        refresh: bool
    } -> PanelView, from [Panel], unprompted;
    /// The kept draft of an action on a record, or a fresh form.
    get_draft: GetDraft {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// Which action.
        action: ActionKind,
        /// For whom a fresh form is: one of the record's people, else the first of them.
        with: Option<RecordId>,
        /// The day at the rep's place, for a fresh form.
        today: Day
    } -> DraftView, from [Panel], unprompted;
    /// Keeps a draft while the rep types.
    save_draft: SaveDraft {
        /// Its record, of the org in the tab: the page may have moved on while the rep typed. In the
        /// side panel it stays open whatever tab is in front.
        record: RecordRef,
        /// The record's name.
        name: String,
        /// The form.
        form: Form,
        /// Which draft, and what the form knows of it.
        writing: Writing
    } -> DraftSaved, from [Panel], unprompted;
    /// The drafts that wait, the one that was kept last first.
    get_drafts: GetDrafts {} -> Vec<DraftItem>, from [Panel, Popup], unprompted;
    /// Throws a draft away.
    drop_draft: DropDraft {
        /// Its record; for a panel in a page of the org in its tab.
        record: RecordRef,
        /// Which action.
        action: ActionKind
    } -> Accepted, from [Panel, Popup];
    /// Does an action: answered as soon as the outbox has it. The people whom a mail is for are looked at
    /// first; what changed about them comes back in its place, for the rep to decide.
    submit: Submit {
        /// The draft's id; asking twice with the same id does it once, from whatever tab.
        intent: IntentId,
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The filled form.
        form: Form,
        /// What the rep was asked about, and wants all the same.
        #[serde(default)]
        sure: Vec<Doubt>
    } -> Submitted, from [Panel];
    /// The rep says that the page in the panel's tab is theirs, where the page itself does not say.
    confirm_user: ConfirmUser {} -> Accepted, from [Panel];
    /// Active users of the record's org by a part of their name, at most ten: to give a task to.
    find_users: FindUsers {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// What was typed; empty for the first of all.
        text: String
    } -> Vec<Assignee>, from [Panel], unprompted;
    /// Leads and contacts by a part of their name, company or address, for a mail or an activity.
    find_people: FindPeople {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// What was typed.
        text: String,
        /// Who is looked for.
        whom: Whom
    } -> Vec<FoundPerson>, from [Panel], unprompted;
    /// The contacts of the record's account, a page at a time.
    list_contacts: ListContacts {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// A part of their name, title or address; empty for all.
        text: String,
        /// How many come before.
        after: usize
    } -> ContactsPage, from [Panel], unprompted;
    /// Makes a contact of an opportunity's account one of its contact roles.
    make_role: MakeRole {
        /// The opportunity in view; must equal the tab's.
        record: RecordRef,
        /// The contact who becomes one.
        contact: RecordId
    } -> Accepted, from [Panel];
    /// Takes a submission back while that is possible.
    undo: Undo {
        /// The submission.
        intent: IntentId,
        /// Whether the rep is writing another of its kind on its record.
        #[serde(default)]
        writing: bool
    } -> Undone, from [Panel, Popup, App];
    /// Sends a waiting intent without the rest of its undo time.
    send_now: SendNow {
        /// The intent that waits.
        intent: IntentId
    } -> Accepted, from [Panel];
    /// What is being sent, and what needs the rep.
    get_outbox: GetOutbox {} -> Vec<OutboxItem>, from [Panel, Popup, App], unprompted;
    /// The rep decides about an intent that is stuck.
    resolve: Resolve {
        /// The intent that is stuck.
        intent: IntentId,
        /// What to do.
        decision: Decision
    } -> Accepted, from [Panel, Popup, App];
    /// The rep's tasks that are due, of every org that is set up.
    get_tasks: GetTasks {
        /// Ask Salesforce even if what is kept is fresh.
        refresh: bool
    } -> TasksView, from [Popup], unprompted;
    /// Marks a task as done, or takes that back.
    complete_task: CompleteTask {
        /// Its org.
        org: OrgHost,
        /// One of the tasks that the rep was shown.
        task: RecordId,
        /// Done, or not after all.
        done: bool
    } -> Accepted, from [Popup];
    /// The profile page: connections and signature.
    get_profile: GetProfile {} -> ProfileView, from [App, Popup], unprompted;
    /// What every surface needs to know of the administrator's policy.
    get_policy: GetPolicy {} -> PolicyView, from [App, Popup, Panel], unprompted;
    /// Light or dark.
    get_theme: GetTheme {} -> Theme, from [App, Popup, Panel], unprompted;
    /// The rep chooses light or dark, for every surface.
    set_theme: SetTheme {
        /// What they chose.
        theme: Theme
    } -> Accepted, from [App, Popup];
    /// The browser's own keys for us, as they are set.
    get_browser_keys: GetBrowserKeys {} -> Vec<BrowserKey>, from [App, Panel], unprompted;
    /// Opens the browser's page where those keys are set.
    open_browser_keys: OpenBrowserKeys {} -> Accepted, from [App, Panel];
    /// What the diagnostics page shows.
    get_diagnostics: GetDiagnostics {} -> DiagnosticsView, from [App], unprompted;
    /// Keeps the signature.
    save_signature: SaveSignature {
        /// HTML as written; sanitised before it is kept.
        html: String
    } -> Accepted, from [App, Popup], unprompted;
    /// What is not sent or written of the one who is signed in at a provider.
    get_unsent: GetUnsent {
        /// Which connection.
        provider: Provider,
        /// Of which org, for Salesforce; without one of the first.
        org: Option<OrgHost>
    } -> Unsent, from [App, Popup], unprompted;
    /// What will soon be deleted because nobody went on with it.
    get_expiring: GetExpiring {} -> Vec<Expiring>, from [App, Popup], unprompted;
    /// Signs out of one provider: revokes, then forgets.
    sign_out: SignOut {
        /// Which connection.
        provider: Provider,
        /// Of which org, for Salesforce; without one of the first.
        org: Option<OrgHost>,
        /// What becomes of what is not sent.
        #[serde(default)]
        unsent: UnsentWork
    } -> Left, from [App, Popup];
    /// The orgs where somebody is signed in, and what they may administer there.
    get_admin: GetAdmin {} -> AdminView, from [App, Popup], unprompted;
    /// A page of an org's active users, with where they stand.
    get_team: GetTeam {
        /// Which org.
        org: OrgHost,
        /// What name, address or user name contains; empty for everybody.
        search: String,
        /// Whose users.
        within: Within,
        /// Which user the page begins with, from 0.
        offset: usize
    } -> TeamPage, from [App], unprompted;
    /// What the list of an org's users can be narrowed to.
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
    /// Looks at users before they are invited.
    check_invitations: CheckInvitations {
        /// Of which org.
        org: OrgHost,
        /// Whom.
        who: Who
    } -> Vec<Checked>, from [App], unprompted within 120;
    /// The welcome mail as a user would get it.
    preview_welcome: PreviewWelcome {
        /// Of which org.
        org: OrgHost,
        /// Who would get it.
        user: RecordId,
        /// In which language; without one in the user's own.
        language: Option<Language>,
        /// The administrator's own words.
        #[serde(default)]
        note: String
    } -> WelcomePreview, from [App], unprompted;
    /// Invites users: their permission set is assigned and the welcome mail sent.
    invite: Invite {
        /// To which org.
        org: OrgHost,
        /// Whom.
        users: Vec<RecordId>,
        /// How they hear of it.
        welcome: Welcome,
        /// The language of the mail; without one each user's own.
        language: Option<Language>,
        /// The administrator's own words in it.
        #[serde(default)]
        note: String,
        /// The same when it is asked again because no answer came.
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
    /// Takes invitations back.
    withdraw: Withdraw {
        /// Of which org.
        org: OrgHost,
        /// The users who were invited.
        users: Vec<RecordId>
    } -> Withdrawn, from [App];
    /// Keeps what is being written on the team page.
    save_pasted: SavePasted {
        /// For which org.
        org: OrgHost,
        /// What it is.
        what: Drafted,
        /// The text.
        text: String
    } -> Accepted, from [App], unprompted;
    /// The set-up page.
    get_setup: GetSetup {
        /// About which org; without one about the first.
        org: Option<OrgHost>,
        /// Look at the org even if it was looked at just now.
        refresh: bool
    } -> SetupView, from [App], unprompted;
    /// Keeps what is typed in the set-up's first step.
    save_setup_draft: SaveSetupDraft {
        /// As typed.
        draft: SetupDraft
    } -> Accepted, from [App], unprompted;
    /// Checks an org's app by signing in with it; progress is in [`GetSetup`].
    check_setup: CheckSetup {
        /// As typed.
        draft: SetupDraft
    } -> Accepted, from [App];
    /// Sets the apps of an org's mail providers; empty texts take one away.
    save_clients: SaveClients {
        /// Which org.
        org: OrgHost,
        /// The ids as typed.
        clients: TypedClients
    } -> Accepted, from [App];
    /// Signs in once by the client that is entered for a mail provider; what comes of it is in
    /// [`GetSetup`].
    try_client: TryClient {
        /// Of which org.
        org: OrgHost,
        /// At which mail provider.
        provider: Provider
    } -> Accepted, from [App];
    /// Chooses a setting of the policy that the set-up page writes.
    choose_setting: ChooseSetting {
        /// Its name in the catalogue.
        setting: String,
        /// Its value; `null` leaves it out.
        value: Value
    } -> Accepted, from [App];
    /// Says that something is done which cannot be seen from here, or takes that back.
    confirm_setup: ConfirmSetup {
        /// Which org.
        org: OrgHost,
        /// The part of the set-up that it is.
        item: ItemName,
        /// Done, or not after all.
        confirmed: bool
    } -> Accepted, from [App];
    /// Deploys the permission set, and the optional fields where wanted or there; progress is in
    /// [`GetSetup`].
    deploy_setup: DeploySetup {
        /// Which org.
        org: OrgHost,
        /// With the optional fields.
        fields: bool
    } -> Accepted, from [App];
}

/// The answer to a call that is not routed.
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
