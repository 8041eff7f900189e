//! A guard against clickjacking: whether the rep saw what they pressed, in a frame in somebody else's page.
//!
//! Such a page can cover our frame, fade it, or move it under the pointer between two clicks, so that
//! the rep presses what they do not see. A press counts when the frame has been seen for half a second,
//! and, by a pointer, when the pointer has been inside for as long while the frame did not move: a
//! position on the screen less its position in the frame is the frame's own position. Nobody reacts to what
//! they see in less time.

use std::time::Duration;

/// How long everything has to rest before a press counts.
pub const SETTLED: Duration = Duration::from_millis(500);
/// A press is handled at once: a command that comes later than this was not meant by it.
const PRESS_LASTS: Duration = Duration::from_secs(1);
/// A click without a pointer this soon after one with a pointer is the same press.
const SAME_MOMENT: Duration = Duration::from_millis(50);
/// Nothing is heard of a finger that was lifted: after this time it is forgotten.
const TOUCH_LASTS: Duration = Duration::from_secs(10);

/// The proof that the rep saw what they pressed. Only [`Sight`] makes one, and no command of a framed
/// surface leaves without it.
#[derive(Clone, Copy, Debug)]
pub struct Seen(());

/// Why a press does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// Something covers or alters the frame.
    Covered,
    /// The frame came into sight or under the pointer just now, or moved there.
    JustMoved,
    /// The focus came into the frame just now.
    JustFocused,
}

/// The proof that a request needs: none, or that the rep has [`Seen`] what they pressed.
pub trait Proof: Copy {
    /// The proof, where there is one.
    fn of(seen: impl FnOnce() -> Option<Seen>) -> Option<Self>;
    /// The press in it.
    fn seen(self) -> Option<Seen>;
}

impl Proof for () {
    fn of(_: impl FnOnce() -> Option<Seen>) -> Option<Self> {
        Some(())
    }

    fn seen(self) -> Option<Seen> {
        None
    }
}

impl Proof for Seen {
    fn of(seen: impl FnOnce() -> Option<Seen>) -> Option<Self> {
        seen()
    }

    fn seen(self) -> Option<Seen> {
        Some(self)
    }
}

/// A moment, since the page began.
pub type Moment = Duration;

/// Where the frame lies, in pixels of the screen that know no zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    x: f64,
    y: f64,
    /// How far two positions of a frame at rest may differ: a pointer's position may be rounded to whole pixels.
    slack: f64,
}

impl Place {
    /// From a pointer's place on the screen and in the frame. The browser's zoom enlarges the frame's
    /// pixels and not the screen's.
    #[must_use]
    pub fn of(screen: (f64, f64), inside: (f64, f64), zoom: f64) -> Self {
        Self {
            x: screen.0 - inside.0 * zoom,
            y: screen.1 - inside.1 * zoom,
            slack: 1.0 + 2.0 * zoom.max(1.0),
        }
    }

    fn is(self, other: Self) -> bool {
        (self.x - other.x).abs() <= self.slack && (self.y - other.y).abs() <= self.slack
    }
}

/// The kind of pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse or a pen: it moves over the frame before it presses.
    Hovers,
    /// A finger: its first event is the press.
    Touches,
}

/// Since when a pointer has been inside of a frame that rests.
#[derive(Clone, Copy, Debug)]
struct Rest {
    pointer: Pointer,
    place: Place,
    since: Moment,
    last: Moment,
}

/// What made a press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Pointer,
    Key,
    /// Neither a pointer nor a key, as far as we know.
    Itself,
}

/// The last press.
#[derive(Clone, Copy, Debug)]
struct Press {
    at: Moment,
    by: By,
    counts: Result<Seen, Unseen>,
}

/// What is known of the frame.
#[derive(Debug, Default)]
struct Frame {
    /// Whether the browser has reported yet on the visibility of the element that is watched now.
    reported: bool,
    /// Since when it is visible.
    visible: Option<Moment>,
    /// The browser's last report was that it is not visible.
    covered: bool,
    rest: Option<Rest>,
    /// Since when the pointer had been at rest as it went down, if for long enough.
    down: Option<Moment>,
    focused: Option<Moment>,
    press: Option<Press>,
}

/// What is known of a surface.
#[derive(Debug)]
pub struct Sight {
    /// `None` for a window of our own, which nobody can cover or move.
    frame: Option<Frame>,
}

impl Sight {
    /// Of a surface in a window of our own.
    #[must_use]
    pub const fn of_own_window() -> Self {
        Self { frame: None }
    }

    /// Of a surface in a frame of somebody else's page.
    #[must_use]
    pub fn of_frame() -> Self {
        Self {
            frame: Some(Frame::default()),
        }
    }

    /// Another element is watched in place of the whole frame, because one of our own dialogs opened over it or
    /// closed. The browser reports soon whether it is visible.
    pub fn watches_another(&mut self) {
        self.on_frame(|frame| frame.reported = false);
    }

    /// The browser reports whether the frame is visible: neither covered nor altered, nor in great part outside
    /// of the window.
    pub fn visible(&mut self, at: Moment, visible: bool) {
        self.on_frame(|frame| {
            frame.reported = true;
            frame.covered = !visible;
            if visible {
                frame.visible.get_or_insert(at);
            } else {
                frame.visible = None;
            }
        });
    }

    /// A pointer moved inside.
    pub fn pointer(&mut self, at: Moment, pointer: Pointer, place: Place) {
        self.on_frame(|frame| {
            let rests = frame.rest.filter(|rest| {
                let away = at.saturating_sub(rest.last) > TOUCH_LASTS;
                rest.pointer == pointer
                    && rest.place.is(place)
                    && !(pointer == Pointer::Touches && away)
            });
            // Compared with its first position: a frame that moves little by little has moved, too.
            let (place, since) = rests.map_or((place, at), |rest| (rest.place, rest.since));
            frame.rest = Some(Rest {
                pointer,
                place,
                since,
                last: at,
            });
        });
    }

    /// The pointer left. A finger that is lifted does not count as leaving.
    pub fn left(&mut self, pointer: Pointer) {
        if pointer == Pointer::Hovers {
            self.moved();
        }
    }

    /// The frame was moved, or the rep went elsewhere: earlier positions of the pointer do not count.
    pub fn moved(&mut self) {
        self.on_frame(|frame| frame.rest = None);
    }

    /// A pointer went down inside.
    pub fn down(&mut self, at: Moment, pointer: Pointer, place: Place) {
        self.pointer(at, pointer, place);
        self.on_frame(|frame| {
            let rest = frame.rest.map(|rest| rest.since);
            frame.down = rest.filter(|since| at.saturating_sub(*since) >= SETTLED);
        });
    }

    /// A pointer clicked.
    pub fn clicked(&mut self, at: Moment, pointer: Pointer, place: Place) {
        self.pointer(at, pointer, place);
        self.on_frame(|frame| {
            let rested = frame.down.take();
            let same = rested.is_some() && rested == frame.rest.map(|rest| rest.since);
            let rests = if same { Ok(()) } else { Err(Unseen::JustMoved) };
            let counts = frame.seen(at).and_then(|seen| rests.map(|()| seen));
            frame.pressed(at, By::Pointer, counts);
        });
    }

    /// A click without a pointer. It follows a key or a pointer that was heard just before, which has to count
    /// itself; or it comes from a screen reader, which no page can imitate in our frame.
    pub fn clicked_without_pointer(&mut self, at: Moment) {
        self.on_frame(|frame| {
            let heard = frame.press.filter(|press| {
                let since = at.saturating_sub(press.at);
                match press.by {
                    By::Pointer => since <= SAME_MOMENT,
                    By::Key => since <= PRESS_LASTS,
                    By::Itself => false,
                }
            });
            let counts = match heard {
                Some(press) => press.counts.and_then(|_| frame.seen(at)),
                None => frame.seen(at),
            };
            frame.pressed(at, By::Itself, counts);
        });
    }

    /// A key that gives commands was pressed inside.
    pub fn key(&mut self, at: Moment) {
        self.on_frame(|frame| {
            let settled = |since: Moment| at.saturating_sub(since) >= SETTLED;
            let focused = match frame.focused.is_some_and(settled) {
                true => Ok(()),
                false => Err(Unseen::JustFocused),
            };
            let counts = frame.seen(at).and_then(|seen| focused.map(|()| seen));
            frame.pressed(at, By::Key, counts);
        });
    }

    /// The focus is inside.
    pub fn focused(&mut self, at: Moment) {
        self.on_frame(|frame| {
            frame.focused.get_or_insert(at);
        });
    }

    /// The focus left the frame.
    pub fn unfocused(&mut self) {
        self.on_frame(|frame| {
            frame.focused = None;
            frame.rest = None;
        });
    }

    /// Whether the press that is being handled counts.
    ///
    /// # Errors
    /// Why the press does not count.
    pub fn of_press(&self, at: Moment) -> Result<Seen, Unseen> {
        match &self.frame {
            None => Ok(Seen(())),
            // Without a press nobody has seen anything.
            Some(frame) => {
                let lasts = |press: &Press| at.saturating_sub(press.at) <= PRESS_LASTS;
                let press = frame.press.filter(lasts);
                press.map_or(Err(Unseen::JustMoved), |press| press.counts)
            }
        }
    }

    fn on_frame(&mut self, change: impl FnOnce(&mut Frame)) {
        if let Some(frame) = &mut self.frame {
            change(frame);
        }
    }
}

impl Frame {
    fn seen(&self, at: Moment) -> Result<Seen, Unseen> {
        let since = self.visible.filter(|_| self.reported);
        match since {
            Some(since) if at.saturating_sub(since) >= SETTLED => Ok(Seen(())),
            _ if self.covered => Err(Unseen::Covered),
            // Likewise where a cover went away under the rep's finger, or their tab came back to the front.
            _ => Err(Unseen::JustMoved),
        }
    }

    fn pressed(&mut self, at: Moment, by: By, counts: Result<Seen, Unseen>) {
        self.press = Some(Press { at, by, counts });
    }
}
