//! Rights and mails: in which order, how many, and what the administrator decides.

use crate::acme::org;
use crate::world::{BrowserCall, Life};
use mail_parser::MessageParser;
use msi_actions::admin::team::{
    Draft, Drafted, InvitationState, InvitationsView, LONGEST_NOTE, Who, Within,
};
use msi_actions::base::{Fault, IntentId, Topic};
use msi_actions::outbox::{Decision, Owner, WELCOME_MAILS_A_DAY, Welcome};
use msi_actions::ports::{AuthWindowError, Clock, Database, Table, Tasks};
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;

use super::desk::{Desk, draft, employee, id};
use crate::office::jo;

fn staff(n: usize) -> Desk {
    Desk::open((1..=n).map(|n| employee(n, &format!("U{n}"))).collect())
}

fn view(desk: &Desk) -> InvitationsView {
    desk.live(async |team| team.invitations(&org()).await)
        .unwrap()
}

fn states(desk: &Desk) -> Vec<InvitationState> {
    view(desk)
        .items
        .into_iter()
        .map(|item| item.state)
        .collect()
}

fn take(desk: &Desk, n: usize, decision: Decision) -> Result<(), Fault> {
    let taken = desk.live(async |team| team.decide(&org(), &id(n), decision).await);
    desk.live_on();
    taken
}

fn code(state: &InvitationState) -> &str {
    match state {
        InvitationState::Refused(fault) | InvitationState::Failed(fault) => fault.code.as_str(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_day_takes_two_hundred_mails_and_the_next_the_rest() {
    let desk = staff(205);
    let begun = desk.office.world.now();
    desk.invite(1..=205);
    assert_eq!(desk.directory.assigned.borrow().len(), 205);
    let assigned: Vec<_> = desk
        .directory
        .asked
        .borrow()
        .iter()
        .filter(|a| a.starts_with("assign"))
        .cloned()
        .collect();
    assert_eq!(
        assigned,
        ["assign 200", "assign 5"],
        "one call for up to 200"
    );
    while desk.office.sent() < WELCOME_MAILS_A_DAY {
        let mut life = Life::begin(&desk.office.world);
        let (worker, _team) = desk.worker();
        life.run(worker.outbox.run()).unwrap().unwrap();
    }
    let took = desk.office.world.now().since(begun);
    assert!(
        took >= Duration::from_secs(3 * 199),
        "no more than twenty a minute: {took:?}"
    );
    let now = view(&desk);
    assert_eq!((now.sent, now.a_day), (200, 200));
    assert_eq!(now.next, Some(begun.after(Duration::from_secs(24 * 3600))));
    desk.live_on();
    assert_eq!(desk.office.sent(), 205);
    assert!(desk.office.world.now().since(begun) >= Duration::from_secs(24 * 3600));
    assert_eq!(desk.mails_to("u7@acme.example"), 1);
}

#[test]
fn a_refused_right_is_told_by_row_and_can_be_tried_again() {
    let other = json!({ "UserLicense": { "Name": "Salesforce Platform Light" } });
    let desk = Desk::open(vec![
        employee(1, "Ada"),
        employee(2, "Bo").with("Profile", other),
    ]);
    desk.invite(1..=2);
    desk.live_on();
    let [InvitationState::Sent(_), refused] = &states(&desk)[..] else {
        panic!("{:?}", states(&desk));
    };
    assert_eq!(code(refused), "team.licence");
    assert_eq!(desk.office.sent(), 1);
    desk.directory.users.borrow_mut()[1] = employee(2, "Bo");
    take(&desk, 2, Decision::Retry).unwrap();
    assert_eq!(desk.office.sent(), 2);
    let wrong = take(&desk, 2, Decision::SendAgain);
    assert_eq!(wrong.unwrap_err().code.as_str(), "team.not_now");
}

#[test]
fn without_the_permission_set_nothing_is_sent() {
    let desk = staff(1);
    desk.directory.bare.set(true);
    desk.invite(1..=1);
    desk.live_on();
    assert_eq!(code(&states(&desk)[0]), "team.no_permission_set");
    assert_eq!(desk.office.sent(), 0);
}

#[test]
fn a_refused_mail_waits_for_a_word_and_a_lost_sign_in_for_the_sign_in() {
    let desk = staff(2);
    desk.office.google.refuse("start", 403, "domainPolicy");
    desk.invite(1..=1);
    desk.live_on();
    assert!(matches!(states(&desk)[..], [InvitationState::Failed(_)]));
    take(&desk, 1, Decision::Retry).unwrap();
    assert_eq!(desk.office.sent(), 1);
    // Signed out of Google meanwhile: the mail waits, with its fault, and goes after the sign-in.
    desk.office.google.expire_tokens();
    desk.office.google.signed_in.set(false);
    *desk.office.google.page_fails.borrow_mut() = Some(AuthWindowError::InteractionRequired);
    desk.invite(2..=2);
    let mut life = Life::begin(&desk.office.world);
    let (worker, _team) = desk.worker();
    life.run(worker.outbox.run()).unwrap().unwrap();
    life.pass(Duration::from_secs(5)).unwrap();
    drop(life);
    let waiting = view(&desk).items.remove(1);
    assert_eq!(waiting.state, InvitationState::Waiting);
    assert_eq!(
        waiting.fault.unwrap().code.as_str(),
        "mailbox.session_expired"
    );
    *desk.office.google.page_fails.borrow_mut() = None;
    desk.office.google.signed_in.set(true);
    desk.live_on();
    assert_eq!(desk.office.sent(), 2);
}

#[test]
fn twice_invited_is_once_mailed_and_again_is_a_second_mail() {
    let desk = staff(1);
    desk.office.world.set_offline(true);
    desk.office.world.set_offline(false);
    desk.invite(1..=1);
    desk.live_on();
    desk.invite(1..=1);
    desk.live_on();
    assert_eq!(
        desk.mails_to("u1@acme.example"),
        2,
        "the administrator said so"
    );
    assert_eq!(desk.directory.assigned.borrow().len(), 1);
}

#[test]
fn withdrawn_is_without_the_right_and_without_the_mail_that_waited() {
    let desk = staff(3);
    desk.invite(1..=3);
    assert!(desk.office.sent() < 3, "mails have their pace");
    let users: Vec<_> = (1..=3).map(id).collect();
    let withdrawn = desk
        .live(async |team| team.withdraw(&org(), &users).await)
        .unwrap();
    assert_eq!(withdrawn.failed, []);
    let sent = desk.office.sent();
    desk.live_on();
    assert_eq!(
        (desk.office.sent(), desk.directory.assigned.borrow().len()),
        (sent, 0)
    );
    desk.invite(3..=3);
    desk.live_on();
    assert_eq!(
        desk.mails_to("u3@acme.example"),
        1,
        "undone by inviting again"
    );
}

#[test]
fn a_preview_is_what_is_sent_and_a_pasted_list_is_kept() {
    let desk = staff(1);
    let preview = desk
        .live(async |team| team.preview(&org(), &id(1), &draft()).await)
        .unwrap();
    assert_eq!(
        (preview.from.as_str(), preview.to.as_str()),
        ("jo@acme.example", "u1@acme.example")
    );
    assert!(preview.mail.html.contains("Welcome, U1"));
    let nobody = desk.live(async |team| team.preview(&org(), &id(9), &draft()).await);
    assert_eq!(nobody.unwrap_err().code.as_str(), "team.no_user");
    desk.live(async |team| {
        team.keep_draft(&org(), Drafted::List, "ada@ac".into())
            .await
    })
    .unwrap();
    assert_eq!(view(&desk).draft, "ada@ac");
    desk.live(async |team| team.keep_draft(&org(), Drafted::List, String::new()).await)
        .unwrap();
    assert_eq!(view(&desk).draft, "");
}

#[test]
fn the_administrator_s_own_words_are_kept_previewed_and_sent() {
    let desk = staff(1);
    let note = "Dear all,\r\nthis is <b>new</b>.\n\nAsk me: {org} & {first}.";
    desk.live(async |team| team.keep_draft(&org(), Drafted::Note, note.into()).await)
        .unwrap();
    let kept = view(&desk);
    assert_eq!((kept.note.as_str(), kept.draft.as_str()), (note, ""));
    let draft = Draft {
        note: kept.note,
        order: IntentId::new([3; 16]),
        ..draft()
    };
    let preview = desk.live(async |team| team.preview(&org(), &id(1), &draft).await);
    let preview = preview.unwrap().mail;
    desk.live(async |team| team.invite(&org(), &[id(1)], &draft).await)
        .unwrap();
    desk.live_on();
    let sent = desk.office.google.sent.borrow();
    let mail = MessageParser::default().parse(sent[0].as_bytes()).unwrap();
    for html in [preview.html.as_str(), &mail.body_html(0).unwrap()] {
        assert!(html.contains(">Dear all,<br>this is &lt;b&gt;new&lt;/b&gt;.</p>"));
        assert!(html.contains("Ask me: {org} &amp; {first}.</p>"));
    }
    for text in [
        preview.text.as_str(),
        &mail.body_text(0).unwrap().replace('\r', ""),
    ] {
        let words = "Hello U1,\n\nDear all,\nthis is <b>new</b>.\n\nAsk me: {org} & {first}.\n\nJo";
        assert!(text.contains(words), "{text}");
    }
    drop(sent);
    let too_long = Draft {
        note: "é".repeat(LONGEST_NOTE + 1),
        ..draft
    };
    let refused = desk.live(async |team| team.invite(&org(), &[id(1)], &too_long).await);
    assert_eq!(refused.unwrap_err().code.as_str(), "team.note_too_long");
    let refused = desk.live(async |team| team.preview(&org(), &id(1), &too_long).await);
    assert_eq!(refused.unwrap_err().code.as_str(), "team.note_too_long");
    let jo = jo().user_id;
    desk.live(async |team| team.delete_drafts(&org(), &jo).await)
        .unwrap();
    assert_eq!(view(&desk).note, "");
}

#[test]
fn a_long_list_says_how_many_addresses_were_looked_up() {
    let desk = staff(3);
    let list: String = (1..=1_200)
        .map(|n| format!("u{n}@acme.example\n"))
        .collect();
    let world = &desk.office.world;
    let mut life = Life::begin(world);
    let (_, team) = desk.worker();
    let looked_up = |life: &mut Life| {
        let view = life.run(team.invitations(&org())).unwrap().unwrap();
        view.looked_up
    };
    assert_eq!(looked_up(&mut life), None);
    world.set_silent(true);
    world.take_calls();
    let checking = Rc::clone(&team);
    world.spawn(async move {
        let checked = checking.check(&org(), &Who::List(list)).await.unwrap();
        assert_eq!(checked.len(), 1_200);
    });
    life.settle().unwrap();
    assert!(
        world
            .take_calls()
            .contains(&BrowserCall::Changed(Topic::Team))
    );
    assert_eq!(looked_up(&mut life), Some((0, 1_200)));
    world.set_silent(false);
    life.settle().unwrap();
    assert!(!life.busy());
    assert_eq!(looked_up(&mut life), None);
}

#[test]
fn what_the_policy_switches_off_waits_for_it() {
    let desk = staff(1);
    desk.office.world.set_policy(&json!({ "off": true }));
    desk.invite(1..=1);
    assert_eq!(states(&desk), [InvitationState::Assigning]);
    assert_eq!(
        (desk.office.sent(), desk.directory.assigned.borrow().len()),
        (0, 0)
    );
    let armed = desk.office.world.armed_alarms();
    assert!(armed.is_empty(), "no alarm rings for it: {armed:?}");
    desk.office.world.set_policy(&json!({}));
    // The worker hears of the policy, and goes on once it is believed.
    desk.wake().unwrap();
    desk.office.world.pass(Duration::from_secs(60));
    desk.wake().unwrap();
    desk.live_on();
    assert_eq!(desk.mails_to("u1@acme.example"), 1);
}

#[test]
fn whoever_has_the_permission_set_already_gets_the_mail_in_whichever_way_that_is_told() {
    for code in [
        "DUPLICATE_VALUE",
        "FIELD_INTEGRITY_EXCEPTION",
        "UNKNOWN_EXCEPTION",
    ] {
        let desk = staff(1);
        desk.directory.duplicate.set(Some(code));
        desk.directory
            .assigned
            .replace(vec![id(1).as_str().to_owned()]);
        desk.invite(1..=1);
        desk.live_on();
        assert_eq!(desk.office.sent(), 1, "{code}: {:?}", desk.items());
    }
}

#[test]
fn an_assignment_that_ran_out_makes_way_for_a_new_one() {
    let desk = staff(2);
    let users: Vec<String> = [1, 2].map(|n| id(n).as_str().to_owned()).into();
    desk.directory.assigned.replace(users.clone());
    desk.directory.ended.replace(vec![users[1].clone()]);
    desk.invite(1..=2);
    desk.live_on();
    assert_eq!(desk.office.sent(), 2);
    assert_eq!(*desk.directory.assigned.borrow(), users);
    assert!(desk.directory.ended.borrow().is_empty(), "it is in force");
}

#[test]
fn without_a_mail_everybody_is_in_the_team_at_once_and_no_mailbox_is_needed() {
    let desk = staff(2_000);
    let users: Vec<_> = (1..=2_000).map(id).collect();
    let nobodys = Owner {
        mailbox: None,
        ..jo()
    };
    let draft = Draft {
        welcome: Welcome::InBrowser,
        by: nobodys,
        order: IntentId::new([7; 16]),
        ..draft()
    };
    desk.live(async |team| team.invite(&org(), &users, &draft).await)
        .unwrap();
    desk.live_on();
    assert_eq!(desk.directory.assigned.borrow().len(), 2_000);
    let calls = desk.directory.asked.borrow();
    let assigned = calls.iter().filter(|call| call.starts_with("assign"));
    assert_eq!(assigned.count(), 10, "one call for up to 200");
    assert_eq!(desk.office.sent(), 0);
    drop(calls);
    let states = states(&desk);
    assert_eq!(states.len(), 2_000);
    assert!(
        states
            .iter()
            .all(|state| matches!(state, InvitationState::Assigned(_)))
    );
}

#[test]
fn a_list_of_thousands_is_selected_in_a_call_for_each_two_thousand() {
    let desk = staff(4_500);
    desk.directory
        .assigned
        .replace(vec![id(3).to_string(), id(4_400).to_string()]);
    let before = desk.directory.calls.get();
    let everybody = desk
        .live(async |team| team.everybody(&org(), "", &Within::Org).await)
        .unwrap();
    assert_eq!(desk.directory.calls.get() - before, 3);
    assert_eq!((everybody.people.len(), everybody.more), (4_500, false));
    let invited: Vec<_> = everybody
        .people
        .into_iter()
        .filter(|one| one.invited)
        .map(|one| one.user)
        .collect();
    assert_eq!(invited, [id(3), id(4_400)]);
}

#[test]
fn the_list_is_narrowed_to_a_profile_a_role_or_a_manager() {
    let desk = staff(3);
    let whose = msi_actions::base::RecordId::parse("00eAc0000000001").unwrap();
    for (within, field) in [
        (Within::Profile(whose.clone()), "ProfileId"),
        (Within::Role(whose.clone()), "UserRoleId"),
        (Within::Manager(whose), "ManagerId"),
    ] {
        desk.directory.asked.borrow_mut().clear();
        desk.live(async |team| team.page(&org(), "U", &within, 0).await)
            .unwrap();
        desk.live(async |team| team.everybody(&org(), "U", &within).await)
            .unwrap();
        let asked = desk.directory.asked.borrow();
        let narrowed = asked
            .iter()
            .filter(|soql| soql.contains(&format!("AND {field} = '00eAc0000000001")));
        assert_eq!(narrowed.count(), 2, "{asked:?}");
    }
}

#[test]
fn an_invitation_that_cannot_be_read_any_more_does_not_stand_in_the_way_of_a_new_one() {
    let desk = staff(1);
    let key = format!("invitation/{}/{}", org(), id(1));
    let world = &desk.office.world;
    let mut life = Life::begin(world);
    let put = world.put(Table::Outbox, &key, "{".into());
    life.run(put).unwrap().unwrap();
    drop(life);
    desk.invite(1..=1);
    desk.live_on();
    assert_eq!(desk.mails_to("u1@acme.example"), 1);
}
