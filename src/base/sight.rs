//! Whether the rep saw what they pressed, in a surface that lies in somebody else's page.
//!
//! Such a page can cover our frame, fade it, or move it under the pointer between two clicks, so that
//! the rep presses what they do not see. A press counts when the frame has been seen for half a second,
//! and, by a pointer, when the pointer has been inside for as long while the frame did not move: a
//! pointer's place on the screen less its place in the frame is the frame's own place. Nobody reacts to
//! what they see in less time.

use std::time::Duration;

/// How long everything has to rest before a press counts.
pub const SETTLED: Duration = Duration::from_millis(500);
/// The handler of a press gives its command at once; what comes later was not meant by it.
const PRESS_LASTS: Duration = Duration::from_secs(1);
/// A click without a pointer in the very moment of one with a pointer is the same press.
const SAME_MOMENT: Duration = Duration::from_millis(50);
/// A finger says nothing while it is away: after this time it is as if it had never been there.
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

/// What a surface has to show before it asks: nothing, or that the rep [`Seen`] what they pressed.
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
    /// How much of it rounding may make: each of a pointer's places may be in whole pixels.
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

/// What points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// A mouse or a pen: it says where it is before it presses.
    Hovers,
    /// A finger: the press is the first that is heard of it.
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

/// By what a press was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Pointer,
    Key,
    /// Nothing that was heard before.
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
    /// Whether the browser has said yet if what is looked at now is seen.
    told: bool,
    /// Since when it is seen.
    visible: Option<Moment>,
    /// What the browser said last was that it is not seen.
    covered: bool,
    rest: Option<Rest>,
    /// The rest in which the pointer went down, where it had lasted long enough.
    down: Option<Moment>,
    focused: Option<Moment>,
    press: Option<Press>,
}

/// What is known of a surface.
#[derive(Debug)]
pub struct Sight {
    /// `None`: a window of our own, where nobody can lie over us or move us.
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

    /// Another element stands for the frame: one of our own dialogs lies over the first, or went away.
    /// The browser tells soon whether it is seen.
    pub fn looks_elsewhere(&mut self) {
        self.on_frame(|frame| frame.told = false);
    }

    /// The browser says whether the frame is seen: neither covered nor altered, nor in great part
    /// outside of the window.
    pub fn visible(&mut self, at: Moment, visible: bool) {
        self.on_frame(|frame| {
            frame.told = true;
            frame.covered = !visible;
            if visible {
                frame.visible.get_or_insert(at);
            } else {
                frame.visible = None;
            }
        });
    }

    /// A pointer is inside.
    pub fn pointer(&mut self, at: Moment, pointer: Pointer, place: Place) {
        self.on_frame(|frame| {
            let rests = frame.rest.filter(|rest| {
                let away = at.saturating_sub(rest.last) > TOUCH_LASTS;
                rest.pointer == pointer
                    && rest.place.is(place)
                    && !(pointer == Pointer::Touches && away)
            });
            // Always from its first place: a frame that creeps has moved as well.
            let (place, since) = rests.map_or((place, at), |rest| (rest.place, rest.since));
            frame.rest = Some(Rest {
                pointer,
                place,
                since,
                last: at,
            });
        });
    }

    /// The pointer left. A finger that is lifted says nothing.
    pub fn left(&mut self, pointer: Pointer) {
        if pointer == Pointer::Hovers {
            self.moved();
        }
    }

    /// The frame was moved, or the rep went elsewhere: what the pointer said before is void.
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

    /// A click without a pointer: of a key or a pointer that was heard just before, and that has to count
    /// itself; or of a screen reader, which no page can imitate in our frame.
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

    /// The focus went elsewhere, and with it the rep.
    pub fn unfocused(&mut self) {
        self.on_frame(|frame| {
            frame.focused = None;
            frame.rest = None;
        });
    }

    /// Whether the press that is being handled counts.
    ///
    /// # Errors
    /// Why it does not.
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
        let since = self.visible.filter(|_| self.told);
        match since {
            Some(since) if at.saturating_sub(since) >= SETTLED => Ok(Seen(())),
            _ if self.covered => Err(Unseen::Covered),
            // Also where a cover went away under the rep's finger, or their tab came back to the front.
            _ => Err(Unseen::JustMoved),
        }
    }

    fn pressed(&mut self, at: Moment, by: By, counts: Result<Seen, Unseen>) {
        self.press = Some(Press { at, by, counts });
    }
}
