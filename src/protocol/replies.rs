//! What came back to the rep's mails.

use super::Accepted;
use super::requests::requests;
use crate::base::IntentId;
use crate::replies::RepliesView;

requests! {
    trait RepliesHandler;

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
}
