//! Adding people to a sales campaign: which campaigns are offered, who is left out, who comes back.

use msi_actions::actions::{AddToCampaign, CampaignId, ChosenCampaign, StepId};
use msi_actions::base::{IntentId, Millis, OrgHost, Recipient, RecordId};
use msi_actions::cadences::Cadence;
use msi_actions::campaigns::{
    Campaign, CampaignView, Keeping, LeftOut, OrgCampaigns, Rules, Step, StepTask, What, Why,
};
use msi_actions::panel::{LaunchCheck, offered, offered_cadences};

fn who(name: &str) -> Recipient {
    Recipient {
        address: format!("{name}@x.example"),
        name: Some(name.to_owned()),
        record: RecordId::parse(&format!("0035w00000{name:A<5}")).ok(),
        ..Recipient::default()
    }
}

fn form(names: &[&str]) -> AddToCampaign {
    AddToCampaign {
        people: names.iter().map(|name| who(name)).collect(),
        ..AddToCampaign::default()
    }
}

fn left(name: &str, why: Why) -> LeftOut {
    let who = who(name);
    LeftOut { who, why }
}

fn written_to() -> Why {
    Why::WrittenTo { at: Millis(1) }
}

/// Each row: the name, whether they are added, why not.
fn rows(check: &LaunchCheck, form: &AddToCampaign) -> Vec<(String, bool, &'static str)> {
    let rows = check.rows(form).into_iter();
    rows.map(|row| {
        let why = row.why.as_ref().map_or("", Why::name);
        (row.who.shown().to_owned(), row.added, why)
    })
    .collect()
}

fn row(name: &str, added: bool, why: &'static str) -> (String, bool, &'static str) {
    (name.to_owned(), added, why)
}

/// A form that was checked, with what was found.
fn checked(names: &[&str], found: Vec<LeftOut>) -> (LaunchCheck, AddToCampaign) {
    let (mut check, mut form) = (LaunchCheck::default(), form(names));
    let asked = check.unasked(&form);
    assert_eq!(asked.len(), names.len());
    check.learn(&mut form, asked, found);
    assert!(check.unasked(&form).is_empty());
    (check, form)
}

#[test]
fn whom_a_check_names_is_left_out_and_stays_in_sight() {
    let found = vec![left("bo", Why::OptedOut), left("cy", written_to())];
    let (check, form) = checked(&["al", "bo", "cy"], found);
    assert_eq!(
        rows(&check, &form),
        [
            row("al", true, ""),
            row("bo", false, "opted_out"),
            row("cy", false, "written_to")
        ]
    );
}

#[test]
fn the_rep_adds_all_the_same_only_whom_they_may() {
    let found = vec![left("bo", Why::OptedOut), left("cy", written_to())];
    let (mut check, mut form) = checked(&["al", "bo", "cy"], found.clone());
    for name in ["bo", "cy"] {
        check.include(&mut form, &who(name), true);
    }
    let expected = [
        row("al", true, ""),
        row("cy", true, "written_to"),
        row("bo", false, "opted_out"),
    ];
    assert_eq!(rows(&check, &form), expected);
    // The next answer names them again.
    form.people.push(who("di"));
    let asked = check.unasked(&form);
    assert_eq!(asked.len(), 4);
    check.learn(&mut form, asked, found);
    assert!(form.people.contains(&who("cy")) && form.people.contains(&who("di")));
    check.include(&mut form, &who("cy"), false);
    assert_eq!(form.left_out, [who("bo"), who("cy")]);
}

#[test]
fn who_may_be_in_several_campaigns_is_left_out_of_those_in_which_they_are() {
    let ids = [1, 2].map(|n| RecordId::parse(&format!("a0C5g000000Cmp{n}")).unwrap());
    let chosen = |n: usize| {
        Some(ChosenCampaign {
            id: CampaignId::Salesforce(ids[n].clone()),
            name: String::new(),
            cadence: false,
        })
    };
    let also = Why::AlsoIn {
        id: ids[0].clone(),
        campaign: "Welcome".into(),
        rep: "Sam".into(),
        place: 1,
    };
    let found = vec![left("bo", written_to()), left("bo", also.clone())];
    let (mut check, mut form) = checked(&["al", "bo"], found);
    check.include(&mut form, &who("bo"), true);
    let of_bo = |check: &LaunchCheck, form: &AddToCampaign| {
        let mut rows = check.rows(form).into_iter();
        let row = rows.find(|row| row.who == who("bo")).unwrap();
        (row.added, row.why.map(|why| why.name()), row.also.len())
    };
    assert_eq!(of_bo(&check, &form), (true, Some("written_to"), 1));
    form.campaign = chosen(0);
    check.settle(&mut form);
    assert_eq!(of_bo(&check, &form), (false, Some("in_campaign"), 0));
    check.include(&mut form, &who("bo"), true);
    assert_eq!(
        of_bo(&check, &form),
        (false, Some("in_campaign"), 0),
        "nobody may"
    );
    form.campaign = chosen(1);
    check.settle(&mut form);
    assert_eq!(of_bo(&check, &form), (true, Some("written_to"), 1));
    let id = who("bo").record.unwrap();
    assert_eq!((form.taken_of(&id), form.taken.len()), (vec![1], 1));
}

#[test]
fn who_is_not_named_any_more_is_added_again() {
    let (mut check, mut form) = checked(&["al"], vec![left("al", Why::NoAddress)]);
    assert!(form.people.is_empty());
    form.people.push(who("bo"));
    let asked = check.unasked(&form);
    check.learn(&mut form, asked, Vec::new());
    assert_eq!(form.people, [who("bo"), who("al")]);
    assert!(form.left_out.is_empty());
}

#[test]
fn without_the_first_of_an_address_the_second_is_asked_about_again() {
    let found = vec![left("bo", Why::SameAddress)];
    let (mut check, mut form) = checked(&["al", "bo"], found);
    check.remove(&mut form, &who("al"));
    assert_eq!(check.unasked(&form), [who("bo")]);
    // Without such a pair nothing is asked again.
    let (mut check, mut form) = checked(&["al", "bo"], Vec::new());
    check.remove(&mut form, &who("al"));
    assert!(check.unasked(&form).is_empty());
    assert_eq!(rows(&check, &form), [row("bo", true, "")]);
}

#[test]
fn campaigns_are_offered_by_category_and_only_those_that_can_be_used() {
    let campaign = |n: u8, name: &str, category: &str| Campaign {
        key: IntentId::new([n; 16]),
        name: name.to_owned(),
        category: category.to_owned(),
        steps: vec![Step {
            id: StepId::nth(1),
            added: None,
            day: 1,
            what: What::Task {
                kind: StepTask::Call,
                subject: String::new(),
                notes: String::new(),
            },
        }],
        rules: Rules::default(),
        archived: false,
    };
    let view = |n: u8, campaign: Campaign| CampaignView {
        id: CampaignId::Salesforce(RecordId::parse(&format!("a0X5w0000000{n:03}")).unwrap()),
        campaign,
        own: true,
        owner: "Jo Devries".into(),
        changed: Millis(1),
    };
    let here = OrgCampaigns {
        org: OrgHost::parse("acme.my.salesforce.com").unwrap(),
        keeping: Keeping::Salesforce,
        own_mails: true,
        campaigns: vec![
            view(1, campaign(1, "Loose", "")),
            view(2, campaign(2, "Welcome", "new")),
            view(
                3,
                Campaign {
                    archived: true,
                    ..campaign(3, "Old", "new")
                },
            ),
            view(
                4,
                Campaign {
                    steps: Vec::new(),
                    ..campaign(4, "Empty", "new")
                },
            ),
            view(5, campaign(5, "Renewal", "Customers")),
        ],
        members: Vec::new(),
        away: None,
        moved_tasks: 0,
        freed: 0,
        cut: false,
        at: None,
        fault: None,
        no_mails: None,
    };
    let names = |typed: &str| {
        let groups = offered(&here, typed).into_iter();
        let named = groups.map(|(category, group)| {
            let names = group.iter().map(|view| view.campaign.name.as_str());
            format!("{category}: {}", names.collect::<Vec<_>>().join(", "))
        });
        named.collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["Customers: Renewal", "new: Welcome", ": Loose"]);
    assert_eq!(names(" WEL"), ["new: Welcome"]);
    assert_eq!(names("devries").len(), 3);
    assert!(names("nothing").is_empty());
}

#[test]
fn cadences_are_found_by_their_names() {
    let all = ["Inbound", "Renewal"].map(|name| Cadence {
        id: RecordId::parse("77CAc0000000001").unwrap(),
        name: name.to_owned(),
    });
    let found = |typed: &str| {
        let found = offered_cadences(&all, typed);
        found.map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(""), ["Inbound", "Renewal"]);
    assert_eq!(found(" new"), ["Renewal"]);
}

#[test]
fn a_draft_from_before_there_were_cadences_is_of_a_campaign() {
    let old = r#"{"campaign":{"id":"a0XAc0000000001","name":"Welcome"},"people":[]}"#;
    let form: AddToCampaign = serde_json::from_str(old).unwrap();
    assert!(form.campaign.is_some_and(|own| !own.cadence));
}
