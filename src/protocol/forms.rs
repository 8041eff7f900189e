//! The forms of the actions: their drafts, what they look up, and their submission.

use serde::{Deserialize, Serialize};

use super::Accepted;
use super::requests::requests;
use crate::actions::{Assignee, Doubt, FilledMail, Form, SendEmail};
use crate::base::{ActionKind, Day, IntentId, Recipient, RecordId, RecordRef, Related};
use crate::insight::{FoundPerson, PersonView, Whom};
use crate::merge::ListedField;
use crate::outbox::{Change, DraftItem, DraftSaved, OutboxItem, Writing};
use crate::panel::DraftView;

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

requests! {
    trait FormsHandler;

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
    /// The product's fields, with their values for the person whom a mail is for.
    list_fields: ListFields {
        /// The record in view; must equal the tab's.
        record: RecordRef,
        /// The mail as it is written.
        mail: SendEmail
    } -> Vec<ListedField>, from [Panel], unprompted;
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
}
