//! What the words for days and times mean, in whatever language.

/// What a word says about a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// So many days from today.
    Day(u16),
    /// A day of the week, 0 for Monday.
    Weekday(u16),
    /// Says of a weekday that it is that of the next week.
    Next,
    /// The next week, alone or with a weekday.
    NextWeek,
    /// A span from now follows.
    In,
    /// A span from now went before.
    FromNow,
    /// Minutes of a span or of a time.
    Minutes,
    /// Hours of a span, or "o'clock".
    Hour,
    /// Days of a span.
    Days,
    /// Weeks of a span.
    Weeks,
    /// In the morning.
    Morning,
    /// At noon.
    Noon,
    /// In the afternoon.
    Afternoon,
    /// In the evening.
    Evening,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// And half an hour.
    Half,
    /// The number one.
    One,
    /// Says nothing.
    Fill,
}
