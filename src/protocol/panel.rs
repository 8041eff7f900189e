//! What the panel shows: the record or the list in view.

use super::Accepted;
use super::requests::requests;
use crate::base::{ActionKind, RecordId, RecordRef};
use crate::insight::TabChoice;
use crate::panel::{ListPeople, PanelView};

requests! {
    trait PanelHandler;

    /// The rep chose a tab of the panel.
    choose_tab: ChooseTab {
        /// The object, the tab, and how its lists are sorted.
        choice: TabChoice
    } -> Accepted, from [Panel], unprompted;
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
    /// The people of these rows of the list in view; without any, the first 200 of the list view.
    get_list_people: GetListPeople {
        /// Leads or contacts.
        ids: Vec<RecordId>
    } -> ListPeople, from [Panel] within 20;
    /// The rep confirms that the page in the panel's tab is theirs, where the page makes no claim.
    confirm_user: ConfirmUser {} -> Accepted, from [Panel];
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
}
