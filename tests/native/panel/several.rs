//! Of people who get a mail each: who is left out, who comes back, in which order they stand.

use msi_actions::actions::{MOST_PEOPLE, OneEach, Personal, SendEmail};
use msi_actions::base::{Millis, Recipient, RecordId};
use msi_actions::outbox::{Change, What};
use msi_actions::panel::{Gets, KnownPeople, PersonRow, Several};

fn who(name: &str) -> Recipient {
    Recipient {
        address: format!("{name}@x.example"),
        name: Some(name.to_owned()),
        record: RecordId::parse(&format!("0035w00000{name:A<5}")).ok(),
        ..Recipient::default()
    }
}

fn form(names: &[&str]) -> SendEmail {
    SendEmail {
        to: names.iter().map(|name| who(name)).collect(),
        html: "<p>Hello</p>".into(),
        each: Some(OneEach::default()),
        ..SendEmail::default()
    }
}

fn change(name: &str, what: What) -> Change {
    Change {
        who: who(name),
        what,
    }
}

/// What a check finds of the people of a form, and the form after it.
fn checked(form: &mut SendEmail, found: &[Change]) -> KnownPeople {
    let mut known = KnownPeople::default();
    let people = Several::of(form).unwrap();
    known.note(&people);
    let asked = known.unasked(&people);
    known.learn(form, &asked, found);
    known
}

/// Each row: the name, whether they get a mail, how much there is to know.
fn rows(known: &KnownPeople, form: &SendEmail) -> Vec<(String, Gets, usize)> {
    let rows = known.rows(&Several::of(form).unwrap());
    let row = |row: PersonRow| (row.who.shown().to_owned(), row.gets, row.found.len());
    rows.into_iter().map(row).collect()
}

fn written_to() -> What {
    What::WrittenTo {
        at: Millis(1),
        by: None,
    }
}

#[test]
fn who_starts_left_out_and_who_can_be_included() {
    let opted_out = |blocked| What::OptedOut {
        name: String::new(),
        blocked,
    };
    let owner = What::Owner { name: "Sam".into() };
    let mut form = form(&["Ada", "Bob", "Cid", "Dan", "Eve"]);
    let found = [
        change("Bob", opted_out(false)),
        change("Cid", What::NoAddress),
        change("Dan", owner),
        change("Eve", opted_out(true)),
    ];
    let known = checked(&mut form, &found);
    let expected = [
        ("Bob", Gets::Nothing, 1),
        ("Cid", Gets::Never, 1),
        ("Dan", Gets::Mail, 1),
        ("Eve", Gets::Never, 1),
        ("Ada", Gets::Mail, 0),
    ];
    let expected = expected.map(|(name, gets, found)| (name.to_owned(), gets, found));
    assert_eq!(rows(&known, &form), expected);
    assert_eq!(Several::of(&form).unwrap().counts(), (2, 3));
}

#[test]
fn who_was_included_is_not_left_out_again_and_the_draft_knows_it() {
    let mut form = form(&["Ada", "Bob"]);
    let found = [change("Bob", written_to())];
    let known = checked(&mut form, &found);
    assert_eq!(form.to, [who("Ada")]);
    known.include(&mut form, &who("Bob"), true);
    assert_eq!(form.to, [who("Ada"), who("Bob")]);
    checked(&mut form, &found);
    assert_eq!(form.to.len(), 2, "opened again");
    known.include(&mut form, &who("Bob"), false);
    assert_eq!(form.to, [who("Ada")]);
    form.leave_out(&who("Bob"), false);
    checked(&mut form, &found);
    assert_eq!(form.to, [who("Ada")], "no word of the rep's is left");
}

#[test]
fn whoever_opted_out_is_written_to_only_by_the_reps_word() {
    let mut form = form(&["Ada", "Bob"]);
    let out = What::OptedOut {
        name: "Bob".into(),
        blocked: false,
    };
    let known = checked(
        &mut form,
        &[change("Bob", out), change("Ada", written_to())],
    );
    for name in ["Ada", "Bob"] {
        known.include(&mut form, &who(name), true);
    }
    let agreed: Vec<bool> = form.to.iter().map(|who| who.agreed).collect();
    assert_eq!(agreed, [false, true]);
    known.include(&mut form, &who("Bob"), false);
    assert!(!form.each.unwrap().left_out[0].agreed);
}

#[test]
fn everybody_keeps_their_place_and_is_asked_about_once() {
    let mut form = form(&["Ada", "Bob"]);
    let mut known = checked(&mut form, &[]);
    form.leave_out(&who("Ada"), true);
    form.add(who("Cid"));
    let people = Several::of(&form).unwrap();
    known.note(&people);
    assert_eq!(known.unasked(&people), [who("Cid")]);
    let names: Vec<_> = rows(&known, &form).into_iter().map(|row| row.0).collect();
    assert_eq!(names, ["Ada", "Bob", "Cid"]);
    known.learn(&mut form, &[who("Cid")], &[]);
    assert_eq!(known.unasked(&people), []);
}

#[test]
fn a_new_address_is_taken_over_and_told() {
    let mut form = form(&["Ada", "Bob"]);
    let now = "bob@x.example".to_owned();
    let known = checked(&mut form, &[change("Ada", What::Address { now })]);
    let ada = Recipient {
        address: "bob@x.example".into(),
        ..who("Ada")
    };
    assert_eq!(form.to, std::slice::from_ref(&ada));
    let expected = [
        ("Ada".into(), Gets::Mail, 1),
        ("Bob".into(), Gets::Never, 1),
    ];
    assert_eq!(rows(&known, &form), expected, "Bob has that address, too");
    form.remove(&ada);
    let expected = [("Bob".into(), Gets::Nothing, 0)];
    assert_eq!(rows(&known, &form), expected);
}

#[test]
fn who_became_somebody_else_is_asked_about_again() {
    let mut form = form(&["Ada"]);
    let person = who("Bob");
    let became = What::Became {
        person,
        converted: false,
    };
    let mut known = checked(&mut form, &[change("Ada", became)]);
    let people = Several::of(&form).unwrap();
    assert_eq!(known.unasked(&people), [who("Bob")]);
    known.learn(&mut form, &[who("Bob")], &[change("Bob", written_to())]);
    let expected = [("Bob".to_owned(), Gets::Nothing, 2)];
    assert_eq!(rows(&known, &form), expected);
}

#[test]
fn a_text_of_ones_own_is_marked_whatever_the_case_of_the_address() {
    let mut form = form(&["Ada"]);
    form.write_personal(Personal {
        address: "ada@X.example".into(),
        ..Personal::default()
    });
    let rows = KnownPeople::default().rows(&Several::of(&form).unwrap());
    assert!(rows[0].personal);
}

#[test]
fn of_a_thousand_two_hundred_are_asked_about_at_once() {
    let mut form = form(&[]);
    form.to = (0..1_000)
        .map(|n| Recipient {
            address: format!("p{n}@x.example"),
            ..Recipient::default()
        })
        .collect();
    let people = Several::of(&form).unwrap();
    let known = KnownPeople::default();
    assert_eq!(known.unasked(&people).len(), MOST_PEOPLE);
}
