//! Best Bets and the watch list.

use super::Accepted;
use super::requests::requests;
use crate::base::{OrgHost, RecordId, RecordRef};
use crate::people::{HideFor, PeopleList, PeopleView, Source};

requests! {
    trait PeopleHandler;

    /// Puts people of the list in view, or contacts of the account or opportunity in view, on the rep's watch list: all of
    /// them, or nobody.
    watch_people: WatchPeople {
        /// Leads or contacts.
        ids: Vec<RecordId>
    } -> Accepted, from [Panel];
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
}
