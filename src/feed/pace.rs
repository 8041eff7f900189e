//! How often Salesforce is asked, by when the rep was last here.

use std::time::Duration;

use crate::base::Millis;

/// Where the rep looks at the feed, what is older than this is asked for again.
pub const SEEN: Duration = Duration::from_secs(10 * 60);
/// While the rep works, this long after the last answer.
const ACTIVE: Duration = Duration::from_secs(20 * 60);
/// While the rep does something else.
const IDLE: Duration = Duration::from_secs(60 * 60);
/// Who did nothing for so long does something else.
const AT_WORK: Duration = Duration::from_secs(30 * 60);
/// Who did nothing for so long is gone: Salesforce is not asked before they are back.
const HERE: Duration = Duration::from_secs(4 * 60 * 60);

/// How long after an answer of Salesforce it is asked again; `None`: not before the rep is back.
pub(super) fn pace(used: Option<Millis>, now: Millis) -> Option<Duration> {
    match now.since(used?) {
        ago if ago < AT_WORK => Some(ACTIVE),
        ago if ago < HERE => Some(IDLE),
        _ => None,
    }
}
