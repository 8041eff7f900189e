//! The live feed.

use super::Accepted;
use super::requests::requests;
use crate::base::OrgHost;
use crate::feed::{FeedView, NoticeChoice};

requests! {
    trait FeedHandler;

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
}
