//! Who of a list can be invited, and what stands in the way.

use crate::acme::org;
use msi_actions::admin::team::{Checked, Finding, PersonState, Who, Within};
use msi_actions::base::Millis;
use serde_json::json;

use super::desk::{Desk, Someone, employee, id};

/// A user of each kind that an invitation can meet.
fn everybody() -> Vec<Someone> {
    let licence = |name: &str| json!({ "UserLicense": { "Name": name } });
    let without_tasks = Someone {
        tasks: false,
        ..employee(9, "Ida")
    };
    vec![
        employee(1, "Ada"),
        employee(2, "Bo").with("IsActive", false.into()),
        employee(3, "Cleo")
            .with("UserType", "CsnOnly".into())
            .with("Profile", licence("Chatter Free")),
        employee(4, "Dana").with("UserType", "CspLitePortal".into()),
        employee(5, "Eve").with("Email", "sales@acme.example".into()),
        employee(6, "Finn").with("Email", "Sales@acme.example".into()),
        employee(7, "Gus").with("Email", "gus@acme.example.invalid".into()),
        employee(8, "Hal").with("Profile", licence("Identity")),
        without_tasks,
        // Somebody left, and somebody new has the address.
        employee(10, "Jan")
            .with("IsActive", false.into())
            .with("Email", "jan@acme.example".into()),
        employee(11, "Jan"),
    ]
}

fn check(desk: &Desk, who: Who) -> Vec<Checked> {
    desk.live(async |team| team.check(&org(), &who).await)
        .unwrap()
}

#[test]
fn each_row_of_a_list_says_why() {
    let desk = Desk::open(everybody());
    let text = "Name;Email\nA;ada@acme.example\nB;bo@acme.example\nC;cleo@acme.example\nD;dana@acme.example\n\
        E;sales@acme.example\nG;gus@acme.example.invalid\nH;hal@acme.example\nI;ida@acme.example\nJ;jan@acme.example\n\
        K;nobody@acme.example\nL;nonsense\nM;ADA@acme.example\n";
    let rows = check(&desk, Who::List(text.into()));
    let found: Vec<_> = rows.iter().map(|row| row.findings.clone()).collect();
    let no_api = |name: &str| Finding::NoApi(name.into());
    let expected: Vec<Vec<Finding>> = vec![
        vec![],
        vec![Finding::Inactive],
        vec![Finding::NotStandard, no_api("Chatter Free")],
        vec![Finding::NotStandard],
        vec![Finding::Several],
        vec![Finding::Unreachable],
        vec![no_api("Identity")],
        vec![Finding::NoTasks],
        vec![],
        vec![Finding::NoUser],
        vec![Finding::Malformed],
        vec![Finding::Again],
    ];
    assert_eq!(found, expected);
    let can: Vec<_> = rows
        .iter()
        .filter(|row| row.can_be_invited())
        .map(|row| row.line.unwrap())
        .collect();
    assert_eq!(can, [2, 9, 10]);
    assert_eq!(rows[8].user.as_ref().unwrap().user, id(11));
    assert_eq!(
        desk.directory.calls.get(),
        2,
        "one call for the users, one for what they have"
    );
}

#[test]
fn who_is_invited_already_or_just_now_is_told() {
    let desk = Desk::open(everybody());
    desk.directory
        .assigned
        .borrow_mut()
        .push(id(9).as_str().into());
    desk.office.google.refuse("start", 403, "domainPolicy");
    desk.invite(1..=1);
    let picked = check(&desk, Who::Users(vec![id(1), id(9), id(77)]));
    assert_eq!(picked[0].findings, [Finding::UnderWay, Finding::Invited]);
    assert!(!picked[0].can_be_invited());
    assert_eq!(picked[1].findings, [Finding::Invited, Finding::NoTasks]);
    assert!(picked[1].can_be_invited(), "the mail is sent again");
    assert_eq!(picked[2].findings, [Finding::NoUser]);
    let listed = check(&desk, Who::List("ida@acme.example".into()));
    assert_eq!(
        listed[0].findings,
        [Finding::InvitedBefore, Finding::NoTasks]
    );
    assert!(!listed[0].can_be_invited(), "a list sends nothing again");
}

#[test]
fn a_long_list_takes_few_calls_and_a_longer_one_is_refused() {
    let desk = Desk::open((1..=300).map(|n| employee(n, &format!("U{n}"))).collect());
    let list = |n: usize| {
        (1..=n)
            .map(|n| format!("u{n}@acme.example\n"))
            .collect::<String>()
    };
    let rows = check(&desk, Who::List(list(300)));
    assert!(rows.iter().all(Checked::can_be_invited));
    assert_eq!(desk.directory.calls.get(), 3);
    desk.directory.calls.set(0);
    let rows = check(&desk, Who::List(list(10_000)));
    assert_eq!(rows.iter().filter(|row| row.can_be_invited()).count(), 300);
    assert_eq!(
        desk.directory.calls.get(),
        22,
        "a call for five hundred addresses, two for the users that are there"
    );
    let refused = desk.live(async |team| team.check(&org(), &Who::List(list(10_001))).await);
    assert_eq!(refused.unwrap_err().code.as_str(), "team.too_many");
}

#[test]
fn the_list_of_users_has_pages_and_says_where_each_stands() {
    let desk = Desk::open((1..=60).map(|n| employee(n, &format!("U{n}"))).collect());
    for n in [1, 2, 3] {
        desk.directory
            .assigned
            .borrow_mut()
            .push(id(n).as_str().into());
    }
    let used = json!({ "UserId": id(2).as_str(), "LastUsedDate": "2027-01-14T08:00:00.000+0000" });
    let opened = json!({ "UserId": id(3).as_str(), "LastUsedDate": null });
    desk.directory.tokens.replace(Some(vec![used, opened]));
    let page = |offset: usize| {
        desk.live(async |team| team.page(&org(), "", &Within::Org, offset).await)
            .unwrap()
    };
    let first = page(0);
    let states: Vec<_> = first
        .people
        .iter()
        .map(|person| person.state.clone())
        .take(4)
        .collect();
    let last = Some(Millis(1_799_913_600_000));
    let expected = [
        PersonState::Invited,
        PersonState::Active { used: last },
        PersonState::Active { used: None },
        PersonState::NotInvited,
    ];
    assert_eq!(states, expected);
    assert_eq!(
        (first.people.len(), first.next, first.missing),
        (50, Some(50), None)
    );
    assert_eq!(desk.directory.calls.get(), 2);
    let second = page(50);
    assert_eq!((second.people.len(), second.next), (10, None));
    assert!(!second.beyond);
    // Rows of the app are told under a name that we do not know: that says nothing of anybody.
    desk.directory.tokens.replace(Some(Vec::new()));
    let unmatched = page(0);
    let unmatched: Vec<_> = unmatched
        .people
        .into_iter()
        .map(|one| one.state)
        .take(4)
        .collect();
    let expected = [
        PersonState::InvitedNotKnown,
        PersonState::InvitedNotKnown,
        PersonState::InvitedNotKnown,
        PersonState::NotInvited,
    ];
    assert_eq!(unmatched, expected);
    desk.directory.tokens.replace(None);
    desk.directory.bare.set(true);
    let unread = page(0);
    assert_eq!(unread.people[1].state, PersonState::InvitedNotKnown);
    assert_eq!(
        unread.missing.unwrap().code.as_str(),
        "team.no_permission_set"
    );
}

#[test]
fn an_assignment_that_ran_out_or_was_revoked_invites_nobody() {
    let desk = Desk::open((1..=2).map(|n| employee(n, &format!("U{n}"))).collect());
    let [one, two] = [1, 2].map(|n| id(n).as_str().to_owned());
    desk.directory.assigned.replace(vec![one.clone(), two]);
    desk.directory.ended.replace(vec![one]);
    let used = json!({ "UserId": id(2).as_str(), "LastUsedDate": null });
    desk.directory.tokens.replace(Some(vec![used]));
    let page = desk.live(async |team| team.page(&org(), "", &Within::Org, 0).await);
    let states: Vec<_> = page
        .unwrap()
        .people
        .into_iter()
        .map(|one| one.state)
        .collect();
    let active = PersonState::Active { used: None };
    assert_eq!(states, [PersonState::NotInvited, active]);
    let checked = check(&desk, Who::List("u1@acme.example".into()));
    assert!(checked[0].can_be_invited(), "{checked:?}");
}

#[test]
fn tokens_are_read_by_pages_and_where_there_are_more_than_can_be_nothing_is_said() {
    let desk = Desk::open((1..=3).map(|n| employee(n, &format!("U{n}"))).collect());
    let all = (1..=3).map(|n| id(n).as_str().to_owned()).collect();
    desk.directory.assigned.replace(all);
    let token = |n: usize| json!({ "UserId": id(n).as_str(), "LastUsedDate": null });
    let last = |desk: &Desk| {
        let page = desk.live(async |team| team.page(&org(), "", &Within::Org, 0).await);
        page.unwrap().people.pop().unwrap().state
    };
    desk.directory.token_page.set(2);
    desk.directory
        .tokens
        .replace(Some(vec![token(1), token(1), token(1), token(2), token(3)]));
    assert_eq!(last(&desk), PersonState::Active { used: None });
    // Five pages are the most.
    let many = std::iter::repeat_n(token(1), 10).chain([token(2)]);
    desk.directory.tokens.replace(Some(many.collect()));
    assert_eq!(last(&desk), PersonState::InvitedNotKnown);
}

#[test]
fn two_thousand_are_listed_and_the_others_found_by_a_search() {
    let count = 2_060;
    let desk = Desk::open((1..=count).map(|n| employee(n, &format!("U{n}"))).collect());
    let page = |offset: usize| {
        desk.live(async |team| team.page(&org(), "", &Within::Org, offset).await)
            .unwrap()
    };
    let before = page(1_900);
    assert_eq!((before.next, before.beyond), (Some(1_950), false));
    let last = page(1_950);
    assert_eq!(
        (last.people.len(), last.next, last.beyond),
        (50, None, true)
    );
    let mistaken = page(5_000);
    assert_eq!((mistaken.next, mistaken.beyond), (None, true));
    desk.directory.users.borrow_mut().truncate(2_000);
    let whole = page(1_950);
    assert_eq!(
        (whole.people.len(), whole.next, whole.beyond),
        (50, None, false)
    );
}

#[test]
fn what_is_searched_for_is_only_text() {
    let desk = Desk::open(everybody());
    desk.live(async |team| team.page(&org(), " O'Neil%_ ", &Within::Org, 0).await)
        .unwrap();
    let asked = desk.directory.asked.borrow();
    let like = r"'%O\'Neil\%\_%'";
    assert!(
        asked[0].contains(&format!(
            "(Name LIKE {like} OR Email LIKE {like} OR Username LIKE {like})"
        )),
        "{}",
        asked[0]
    );
}
