//! Which presses count in a frame of somebody else's page, and which do not.

use msi_actions::base::sight::{Moment, Place, Pointer, SETTLED, Seen, Sight, Unseen};
use std::time::Duration;

const MOUSE: Pointer = Pointer::Hovers;
const FINGER: Pointer = Pointer::Touches;
/// Where the frame lies.
const HERE: (f64, f64) = (910.0, 97.0);
const THERE: (f64, f64) = (610.0, 97.0);

const fn at(millis: u64) -> Moment {
    Duration::from_millis(millis)
}

/// A pointer's place at 100, 40 of a frame that lies at `frame`.
fn over(frame: (f64, f64)) -> Place {
    Place::of((frame.0 + 100.0, frame.1 + 40.0), (100.0, 40.0), 1.0)
}

/// A frame that has been seen since the page began, with the focus inside.
fn seen_frame() -> Sight {
    let mut sight = Sight::of_frame();
    sight.visible(at(0), true);
    sight.focused(at(0));
    sight
}

/// A click of a mouse, 80 ms long.
fn click(sight: &mut Sight, millis: u64, frame: (f64, f64)) -> Result<Seen, Unseen> {
    sight.down(at(millis), MOUSE, over(frame));
    sight.clicked(at(millis + 80), MOUSE, over(frame));
    sight.of_press(at(millis + 81))
}

fn tap(sight: &mut Sight, millis: u64, frame: (f64, f64)) -> Result<Seen, Unseen> {
    sight.down(at(millis), FINGER, over(frame));
    sight.left(FINGER);
    sight.clicked(at(millis + 60), FINGER, over(frame));
    sight.of_press(at(millis + 61))
}

#[track_caller]
fn counts(press: Result<Seen, Unseen>) {
    assert!(press.is_ok(), "{press:?}");
}

#[track_caller]
fn refused(press: Result<Seen, Unseen>, why: Unseen) {
    assert_eq!(press.err(), Some(why));
}

#[test]
fn in_a_window_of_our_own_everything_counts() {
    counts(Sight::of_own_window().of_press(at(0)));
}

#[test]
fn nothing_counts_without_a_press() {
    let mut sight = seen_frame();
    refused(sight.of_press(at(60_000)), Unseen::JustMoved);
    sight.pointer(at(60_000), MOUSE, over(HERE));
    refused(sight.of_press(at(60_001)), Unseen::JustMoved);
}

#[test]
fn a_click_counts_once_pointer_and_frame_have_rested() {
    let mut sight = seen_frame();
    sight.pointer(at(1000), MOUSE, over(HERE));
    refused(click(&mut sight, 1200, HERE), Unseen::JustMoved);
    refused(click(&mut sight, 1499, HERE), Unseen::JustMoved);
    counts(click(&mut sight, 1500, HERE));
    counts(click(&mut sight, 60_000, HERE));
}

#[test]
fn a_press_is_for_the_command_of_its_own_moment() {
    let mut sight = seen_frame();
    sight.pointer(at(1000), MOUSE, over(HERE));
    counts(click(&mut sight, 2000, HERE));
    refused(sight.of_press(at(4000)), Unseen::JustMoved);
}

#[test]
fn a_frame_that_moves_between_two_clicks_gets_none_of_them() {
    let mut sight = seen_frame();
    sight.pointer(at(1000), MOUSE, over(HERE));
    counts(click(&mut sight, 2000, HERE));
    refused(click(&mut sight, 2200, THERE), Unseen::JustMoved);
    refused(click(&mut sight, 2400, HERE), Unseen::JustMoved);
    counts(click(&mut sight, 2900, HERE));
}

#[test]
fn a_frame_that_moves_while_the_button_is_down_gets_no_click() {
    let mut sight = seen_frame();
    sight.pointer(at(1000), MOUSE, over(HERE));
    sight.down(at(2000), MOUSE, over(HERE));
    sight.clicked(at(2080), MOUSE, over(THERE));
    refused(sight.of_press(at(2081)), Unseen::JustMoved);
    sight.pointer(at(3000), MOUSE, over(HERE));
    sight.clicked(at(4000), MOUSE, over(HERE));
    refused(sight.of_press(at(4001)), Unseen::JustMoved);
}

#[test]
fn a_frame_that_comes_under_a_resting_pointer_gets_no_click() {
    let mut sight = seen_frame();
    // The press is the first that the frame hears of the pointer.
    refused(click(&mut sight, 5000, HERE), Unseen::JustMoved);
}

#[test]
fn who_went_elsewhere_begins_anew() {
    type Happens = fn(&mut Sight);
    let away: [(&str, Happens); 4] = [
        ("the pointer left", |sight| sight.left(MOUSE)),
        ("the content script saw the frame move", Sight::moved),
        ("a click beside took the focus", Sight::unfocused),
        ("a finger came between", |sight| {
            sight.pointer(at(2500), FINGER, over(HERE));
        }),
    ];
    for (what, happens) in away {
        let mut sight = seen_frame();
        sight.pointer(at(1000), MOUSE, over(HERE));
        happens(&mut sight);
        assert!(click(&mut sight, 3000, HERE).is_err(), "{what}");
        assert!(click(&mut sight, 3600, HERE).is_ok(), "{what}");
    }
}

#[test]
fn a_frame_that_creeps_has_moved() {
    let mut sight = seen_frame();
    for step in 0..10_u32 {
        let frame = (HERE.0 + f64::from(step), HERE.1);
        sight.pointer(at(1000 + 100 * u64::from(step)), MOUSE, over(frame));
    }
    refused(
        click(&mut sight, 2000, (HERE.0 + 9.0, HERE.1)),
        Unseen::JustMoved,
    );
}

#[test]
fn rounding_and_zoom_are_no_movement() {
    for zoom in [0.5, 1.0, 1.1, 1.25, 1.5, 3.0] {
        let mut sight = seen_frame();
        let place = |x: f64, y: f64| {
            let screen = (HERE.0 + x * zoom, HERE.1 + y * zoom);
            let inside = (x.floor(), y.floor());
            Place::of((screen.0.floor(), screen.1.floor()), inside, zoom)
        };
        for step in 0..40_u32 {
            let along = f64::from(step) * 7.3;
            sight.pointer(
                at(1000 + 15 * u64::from(step)),
                MOUSE,
                place(along, along / 2.0),
            );
        }
        sight.down(at(1600), MOUSE, place(285.9, 143.2));
        sight.clicked(at(1680), MOUSE, place(285.9, 143.2));
        assert!(sight.of_press(at(1681)).is_ok(), "{zoom}");
    }
}

#[test]
fn what_covers_the_frame_takes_every_press() {
    let mut sight = seen_frame();
    sight.pointer(at(1000), MOUSE, over(HERE));
    sight.visible(at(2000), false);
    refused(click(&mut sight, 3000, HERE), Unseen::Covered);
    sight.key(at(3500));
    refused(sight.of_press(at(3500)), Unseen::Covered);
    sight.clicked_without_pointer(at(6000));
    refused(sight.of_press(at(6000)), Unseen::Covered);
    // A cover that goes away under the finger was one.
    sight.visible(at(7000), true);
    refused(click(&mut sight, 7300, HERE), Unseen::JustMoved);
    counts(click(&mut sight, 7500, HERE));
}

#[test]
fn a_frame_that_appeared_just_now_gets_no_press() {
    let mut sight = Sight::of_frame();
    sight.pointer(at(0), MOUSE, over(HERE));
    refused(click(&mut sight, 900, HERE), Unseen::JustMoved);
    sight.visible(at(1000), true);
    refused(click(&mut sight, 1200, HERE), Unseen::JustMoved);
    counts(click(&mut sight, 1500, HERE));
}

#[test]
fn one_of_our_own_dialogs_is_no_cover() {
    let mut sight = seen_frame();
    sight.pointer(at(1000), MOUSE, over(HERE));
    sight.watches_another();
    refused(click(&mut sight, 2000, HERE), Unseen::JustMoved);
    sight.visible(at(2100), true);
    counts(click(&mut sight, 2200, HERE));
    // A page that covers the frame as the dialog opens does not slip through.
    sight.watches_another();
    sight.visible(at(3000), false);
    refused(click(&mut sight, 4000, HERE), Unseen::Covered);
    // Nor is it taken for one that just came where the next dialog opens.
    sight.watches_another();
    refused(click(&mut sight, 5000, HERE), Unseen::Covered);
}

#[test]
fn a_key_counts_once_the_focus_has_rested() {
    let mut sight = Sight::of_frame();
    sight.visible(at(0), true);
    sight.key(at(900));
    refused(sight.of_press(at(900)), Unseen::JustFocused);
    sight.focused(at(1000));
    sight.key(at(1400));
    refused(sight.of_press(at(1400)), Unseen::JustFocused);
    // The focus goes from field to field: it stays inside.
    sight.focused(at(1450));
    sight.key(at(1500));
    counts(sight.of_press(at(1500)));
    sight.unfocused();
    sight.focused(at(2000));
    sight.key(at(2100));
    refused(sight.of_press(at(2100)), Unseen::JustFocused);
}

#[test]
fn the_click_that_a_key_makes_counts_as_the_key_does() {
    let mut sight = seen_frame();
    sight.unfocused();
    sight.focused(at(1000));
    sight.key(at(1100));
    sight.clicked_without_pointer(at(1101));
    refused(sight.of_press(at(1102)), Unseen::JustFocused);
    sight.key(at(3000));
    sight.clicked_without_pointer(at(3001));
    counts(sight.of_press(at(3002)));
}

#[test]
fn a_screen_readers_click_is_its_own() {
    let mut sight = Sight::of_frame();
    sight.visible(at(0), true);
    sight.clicked_without_pointer(at(300));
    refused(sight.of_press(at(300)), Unseen::JustMoved);
    sight.clicked_without_pointer(at(600));
    counts(sight.of_press(at(600)));
    // The pointer that had only just come was another press, unless this is the click that it made.
    refused(click(&mut sight, 2000, HERE), Unseen::JustMoved);
    sight.clicked_without_pointer(at(2085));
    refused(sight.of_press(at(2085)), Unseen::JustMoved);
    sight.clicked_without_pointer(at(2500));
    counts(sight.of_press(at(2500)));
}

#[test]
fn a_press_before_does_not_uncover_the_one_after_it() {
    let mut sight = seen_frame();
    sight.key(at(3000));
    counts(sight.of_press(at(3000)));
    sight.visible(at(3100), false);
    sight.clicked_without_pointer(at(3200));
    refused(sight.of_press(at(3200)), Unseen::Covered);
}

#[test]
fn a_screen_readers_click_needs_neither_pointer_nor_focus() {
    let mut sight = Sight::of_frame();
    sight.visible(at(0), true);
    sight.clicked_without_pointer(at(900));
    counts(sight.of_press(at(900)));
}

#[test]
fn a_finger_counts_the_second_time_at_the_same_place() {
    let mut sight = seen_frame();
    refused(tap(&mut sight, 1000, HERE), Unseen::JustMoved);
    counts(tap(&mut sight, 1700, HERE));
    // It goes on: the fields before, then the button.
    counts(tap(&mut sight, 9000, HERE));
    refused(tap(&mut sight, 10_000, THERE), Unseen::JustMoved);
    // Nothing is known of what happened meanwhile.
    refused(tap(&mut sight, 30_000, THERE), Unseen::JustMoved);
}

#[test]
fn half_a_second_is_half_a_second() {
    assert_eq!(SETTLED, Duration::from_millis(500));
}
