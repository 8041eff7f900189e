//! Calls and tasks as they are written to Salesforce, field by field.

use crate::office::{call, task, today};
use crate::support::salesforce_org::org;
use msi_actions::actions::{
    AddTask, Assignee, CallDirection, Choices, Effect, FollowUp, Form, Limits, LogCall,
    NewActivity, Part, TaskKind,
};
use msi_actions::base::{About, Fault, IntentId, Millis, ObjectType, RecordId, RecordRef, Related};
use msi_actions::outbox::effects::task::{Activities, find_candidates, find_written, write};
use msi_actions::salesforce::{CompositeReply, INTENT_FIELD, Schema};
use msi_actions::settings::Settings;
use serde_json::{Value, json};
use std::time::Duration;

const ID: &str = "07070707-0707-4707-8707-070707070707";
const LEAD: &str = "00QAc0000000001";
const CONTACT: &str = "003Ac0000000001";
const ACCOUNT: &str = "001Ac0000000001";
const OPPORTUNITY: &str = "006Ac0000000001";
const JO: &str = "005Ac0000000002";

fn id(stem: &str) -> RecordId {
    RecordId::parse(stem).unwrap()
}

fn record(stem: &str) -> RecordRef {
    RecordRef {
        org: org(),
        object: id(stem).object().unwrap(),
        id: id(stem),
    }
}

/// The fields that the rep may set; `(name, values)` of picklists.
fn schema(fields: &[(&str, &[&str])]) -> Schema {
    let field = |(name, values): &(&str, &[&str])| {
        let value = |value: &&str| {
            json!({ "active": *value != "Old", "defaultValue": *value == "Normal",
            "label": format!("{value} label"), "value": value })
        };
        let values: Vec<Value> = values.iter().map(value).collect();
        json!({ "name": name, "createable": true, "length": 255, "picklistValues": values,
            "externalId": *name == INTENT_FIELD })
    };
    let task =
        json!({ "createable": true, "fields": fields.iter().map(field).collect::<Vec<_>>() });
    let reply: CompositeReply = serde_json::from_value(json!({ "compositeResponse": [
        { "referenceId": "task", "httpStatusCode": 200, "body": task },
        { "referenceId": "closed", "httpStatusCode": 200,
          "body": { "done": true, "records": [{ "ApiName": "Afgerond" }, { "ApiName": "Vervallen" }] } },
    ] }))
    .unwrap();
    Schema::read(&reply).unwrap()
}

/// Everything that a form can fill in.
fn whole() -> Vec<(&'static str, &'static [&'static str])> {
    vec![
        ("Subject", &[]),
        ("WhatId", &[]),
        ("TaskSubtype", &["Task", "Email", "Call"]),
        ("Status", &[]),
        ("Priority", &["High", "Normal", "Old"]),
        ("ActivityDate", &[]),
        ("OwnerId", &[]),
        ("Description", &[]),
        ("CallType", &[]),
        ("CallDisposition", &[]),
        ("CallDurationInSeconds", &[]),
        ("CallObject", &[]),
        ("IsReminderSet", &[]),
        ("ReminderDateTime", &[]),
    ]
}

fn activities(form: Form) -> Vec<NewActivity> {
    match form.plan().pop() {
        Some(Effect::Activities(all)) => all,
        other => panic!("{other:?}"),
    }
}

/// The steps of the composite, and the warning.
fn steps(form: Form, on: &str, schema: &Schema) -> (Vec<Value>, Option<Fault>) {
    let (intent, record, user) = (IntentId::new([7; 16]), record(on), id(JO));
    let all = activities(form);
    let activities = Activities {
        subject: None,
        intent: &intent,
        record: &record,
        user: &user,
        all: &all,
    };
    let (composite, warning) = write(activities, schema);
    let composite = serde_json::to_value(composite).unwrap();
    assert_eq!(composite["all_or_none"], true);
    (composite["steps"].as_array().unwrap().clone(), warning)
}

fn body(form: Form, on: &str) -> Value {
    let (steps, warning) = steps(form, on, &schema(&whole()));
    assert_eq!(warning, None);
    steps[0]["body"].clone()
}

#[test]
fn a_call_and_its_follow_up_are_written_together() {
    let (steps, warning) = steps(Form::LogCall(call()), LEAD, &schema(&whole()));
    assert_eq!(warning, None);
    let (lead, jo) = (id(LEAD), id(JO));
    assert_eq!(
        steps,
        [
            json!({ "reference": "activity0", "method": "POST", "path": "sobjects/Task", "body": {
                "Subject": "Call", "TaskSubtype": "Call", "Status": "Afgerond",
                "ActivityDate": "2027-01-15", "OwnerId": jo, "CallType": "Outbound",
                "CallDisposition": "Left voicemail", "CallDurationInSeconds": 720,
                "Description": "She calls back.", "CallObject": format!("<{ID}@msi-actions>"),
                "WhoId": lead,
            } }),
            json!({ "reference": "activity1", "method": "POST", "path": "sobjects/Task", "body": {
                "Subject": "Call again", "TaskSubtype": "Task", "ActivityDate": "2027-01-22",
                "Priority": "High", "IsReminderSet": true,
                "ReminderDateTime": "2027-01-22T06:40:00.000Z", "OwnerId": jo, "WhoId": lead,
            } }),
        ]
    );
}

#[test]
fn who_and_what_follow_the_record() {
    let other = || Some(id("003Ac0000000002"));
    for (on, who, expected) in [
        (LEAD, None, (Some(LEAD), None)),
        (LEAD, other(), (Some(LEAD), None)),
        (CONTACT, other(), (Some(CONTACT), None)),
        (ACCOUNT, None, (None, Some(ACCOUNT))),
        (ACCOUNT, other(), (Some("003Ac0000000002"), Some(ACCOUNT))),
        // A lead belongs to no opportunity.
        (OPPORTUNITY, Some(id(LEAD)), (None, Some(OPPORTUNITY))),
        (
            OPPORTUNITY,
            Some(id(CONTACT)),
            (Some(CONTACT), Some(OPPORTUNITY)),
        ),
    ] {
        let of = |stem: Option<&str>| stem.map_or(Value::Null, |stem| json!(id(stem)));
        let expected = (of(expected.0), of(expected.1));
        let forms = [
            Form::LogCall(LogCall {
                who: who.clone(),
                ..call()
            }),
            Form::AddTask(AddTask { who, ..task() }),
        ];
        for form in forms {
            let body = body(form, on);
            assert_eq!(
                (body["WhoId"].clone(), body["WhatId"].clone()),
                expected,
                "{on}"
            );
        }
    }
}

#[test]
fn an_activity_with_a_contact_is_about_the_chosen_opportunity() {
    let about = About::Opportunity(Related {
        id: id(OPPORTUNITY),
        name: "Renewal 2027".into(),
    });
    let with = |about: &About| LogCall {
        about: about.clone(),
        ..call()
    };
    let (steps, _) = steps(Form::LogCall(with(&about)), CONTACT, &schema(&whole()));
    assert_eq!(steps.len(), 2, "the call and its follow-up");
    for step in &steps {
        let body = &step["body"];
        assert_eq!(body["WhoId"], json!(id(CONTACT)));
        assert_eq!(body["WhatId"], json!(id(OPPORTUNITY)));
    }
    let task = AddTask {
        about: about.clone(),
        ..task()
    };
    assert_eq!(
        body(Form::AddTask(task), CONTACT)["WhatId"],
        json!(id(OPPORTUNITY))
    );
    assert_eq!(
        body(Form::LogCall(with(&About::None)), CONTACT).get("WhatId"),
        None
    );
    // A lead belongs to no opportunity.
    assert_eq!(body(Form::LogCall(with(&about)), LEAD).get("WhatId"), None);
}

#[test]
fn what_was_left_empty_is_left_to_the_org() {
    let bare = LogCall {
        outcome: "  ".into(),
        minutes: None,
        notes: "\n".into(),
        direction: CallDirection::Inbound,
        follow_up: None,
        ..call()
    };
    let (steps, _) = steps(Form::LogCall(bare), LEAD, &schema(&whole()));
    assert_eq!(steps.len(), 1);
    let call = &steps[0]["body"];
    for field in ["CallDisposition", "CallDurationInSeconds", "Description"] {
        assert_eq!(call.get(field), None, "{field}");
    }
    assert_eq!(call["CallType"], "Inbound");
    let bare = AddTask {
        due: None,
        priority: String::new(),
        ..task()
    };
    let task = body(Form::AddTask(bare), LEAD);
    for field in ["ActivityDate", "Priority", "IsReminderSet", "Status"] {
        assert_eq!(task.get(field), None, "{field}");
    }
}

#[test]
fn a_timer_measures_seconds_until_the_rep_writes_something_else() {
    let start = Millis(1_795_337_905_000);
    let mut timed = call();
    timed.start_timer(start);
    assert_eq!((timed.minutes, timed.timer), (None, Some(start)));
    // It goes on in the stored draft, however long the panel is closed.
    let kept = serde_json::to_string(&Form::LogCall(timed)).unwrap();
    let mut form: Form = serde_json::from_str(&kept).unwrap();
    assert!(form.is_timed());
    form.stop_timer(start.after(Duration::from_secs(61)));
    form.stop_timer(start.after(Duration::from_secs(600)));
    let Form::LogCall(mut timed) = form else {
        panic!("another form");
    };
    assert_eq!((timed.minutes, timed.seconds), (Some(2), Some(61)));
    let duration =
        |call: &LogCall| body(Form::LogCall(call.clone()), LEAD)["CallDurationInSeconds"].clone();
    assert_eq!(duration(&timed), 61);
    timed.write_minutes(Some(5));
    assert_eq!(duration(&timed), 300);
    // Neither a clock that was set back nor a forgotten timer makes a form that cannot be logged.
    for later in [start.0 - 60_000, start.0 + 90 * 24 * 60 * 60 * 1000] {
        timed.start_timer(start);
        timed.stop_timer(Millis(later));
        assert_eq!(Form::LogCall(timed.clone()).check(), Ok(()), "{later}");
    }
}

#[test]
fn outcome_and_reason_are_of_the_administrators_lists_and_written_where_the_org_has_the_fields() {
    let settings = Settings {
        call_outcomes: vec!["Answered".into(), "Busy".into()],
        call_reasons: vec!["Renewal".into()],
        ..Settings::default()
    };
    let with = |fields: &[(&'static str, &'static [&'static str])]| {
        let mut all = whole();
        all.retain(|(name, _)| fields.iter().all(|(own, _)| own != name));
        all.extend_from_slice(fields);
        schema(&all)
    };
    let lists = |schema: &Schema, settings: &Settings| {
        let choices = Choices::of(schema, settings);
        (choices.outcomes, choices.reasons)
    };
    let reason: (_, &[&str]) = ("mktosales_call_reason__c", &[]);
    let plain = with(&[]);
    assert_eq!(lists(&plain, &Settings::default()), (vec![], vec![]));
    let listed = vec!["Answered".to_owned(), "Busy".to_owned()];
    assert_eq!(lists(&plain, &settings), (listed, vec![]));
    // A picklist takes what it knows and nothing else.
    let picklist = with(&[("CallDisposition", &["Busy", "Wrong number"]), reason]);
    let reasons = vec!["Renewal".to_owned()];
    assert_eq!(lists(&picklist, &settings), (vec!["Busy".into()], reasons));
    let foreign = with(&[("CallDisposition", &["Reached"])]);
    assert_eq!(lists(&foreign, &settings).0, ["Reached"]);

    let made = LogCall {
        outcome: "Busy".into(),
        reason: "Renewal".into(),
        ..call()
    };
    let schema = with(&[("mktosales_call_outcome__c", &[]), reason]);
    let (steps, warning) = steps(Form::LogCall(made), LEAD, &schema);
    assert_eq!(warning, None);
    assert_eq!(steps[0]["body"]["CallDisposition"], "Busy");
    assert_eq!(steps[0]["body"]["mktosales_call_outcome__c"], "Busy");
    assert_eq!(steps[0]["body"]["mktosales_call_reason__c"], "Renewal");
}

#[test]
fn the_kind_of_a_task_is_its_subtype_where_the_org_has_it() {
    let subtype = |kind, values: &'static [&'static str]| {
        let mut fields = whole();
        fields[2] = ("TaskSubtype", values);
        let form = Form::AddTask(AddTask { kind, ..task() });
        let (steps, warning) = steps(form, LEAD, &schema(&fields));
        assert_eq!(warning, None);
        steps[0]["body"]["TaskSubtype"].as_str().unwrap().to_owned()
    };
    let plain = &["Task", "Email", "Call"];
    assert_eq!(subtype(TaskKind::Email, plain), "Email");
    assert_eq!(subtype(TaskKind::Call, plain), "Call");
    assert_eq!(subtype(TaskKind::Custom, plain), "Task");
    assert_eq!(subtype(TaskKind::InMail, plain), "Task");
    assert_eq!(subtype(TaskKind::InMail, &["Task", "LinkedIn"]), "LinkedIn");
}

#[test]
fn a_task_can_be_somebody_elses() {
    let sam = Assignee {
        id: id("005Ac0000000003"),
        name: "Sam Okafor".into(),
    };
    let form = Form::AddTask(AddTask {
        assignee: Some(sam),
        ..task()
    });
    assert_eq!(body(form, LEAD)["OwnerId"], json!(id("005Ac0000000003")));
    assert_eq!(body(Form::AddTask(task()), LEAD)["OwnerId"], json!(id(JO)));
}

#[test]
fn fields_that_the_rep_may_not_set_are_named() {
    let hidden = [
        "ReminderDateTime",
        "CallDisposition",
        "CallType",
        "IsReminderSet",
    ];
    let mut fields = whole();
    fields.retain(|(name, _)| !hidden.contains(name));
    let (steps, warning) = steps(Form::LogCall(call()), LEAD, &schema(&fields));
    let fault = warning.unwrap();
    assert_eq!(fault.code.as_str(), "salesforce.fields_left_out");
    let detail = "Task.CallDisposition, Task.ReminderDateTime";
    assert_eq!(
        fault.detail.as_deref(),
        Some(detail),
        "what the rep filled in"
    );
    assert_eq!(steps[1]["body"].get("IsReminderSet"), None);
    assert_eq!(steps[0]["body"].get("CallDisposition"), None);
}

#[test]
fn our_own_field_makes_each_an_upsert_of_its_own() {
    let mut fields = whole();
    fields.push((INTENT_FIELD, &[]));
    let schema = schema(&fields);
    let (steps, _) = steps(Form::LogCall(call()), LEAD, &schema);
    let paths: Vec<_> = steps
        .iter()
        .map(|step| (&step["method"], &step["path"]))
        .collect();
    let second = format!("{}-1", ID.replace('-', ""));
    assert_eq!(
        paths[0],
        (
            &json!("PATCH"),
            &json!(format!("sobjects/Task/{INTENT_FIELD}/{ID}"))
        )
    );
    assert_eq!(
        paths[1],
        (
            &json!("PATCH"),
            &json!(format!("sobjects/Task/{INTENT_FIELD}/{second}"))
        )
    );
    assert!(second.len() <= 36, "what the field holds");
    assert_eq!(steps[0]["body"].get("CallObject"), None);
}

#[test]
fn they_are_found_by_what_they_carry_else_by_whose_they_are() {
    let (intent, user) = (IntentId::new([7; 16]), id(JO));
    let found = |form, on: &str, schema: &Schema| {
        let (record, all) = (record(on), activities(form));
        let activities = Activities {
            subject: None,
            intent: &intent,
            record: &record,
            user: &user,
            all: &all,
        };
        let since = Millis(1_800_000_000_000);
        (
            find_written(activities, schema),
            find_candidates(activities, since, schema),
        )
    };
    let plain = schema(&whole());
    let (call_object, _) = found(Form::LogCall(call()), LEAD, &plain);
    let by = |condition: &str| Some(format!("SELECT Id FROM Task WHERE {condition} LIMIT 1"));
    assert_eq!(
        call_object,
        by(&format!("CallObject = '<{ID}@msi-actions>'"))
    );
    let mut fields = whole();
    fields.push((INTENT_FIELD, &[]));
    let (ours, _) = found(Form::AddTask(task()), LEAD, &schema(&fields));
    assert_eq!(ours, by(&format!("{INTENT_FIELD} = '{ID}'")));
    let mail_like = AddTask {
        kind: TaskKind::Email,
        ..task()
    };
    let (_, candidates) = found(Form::AddTask(mail_like), LEAD, &plain);
    assert!(!candidates.contains("TaskSubtype"), "{candidates}");
    for (on, link) in [
        (LEAD, "WhoId"),
        (CONTACT, "WhoId"),
        (ACCOUNT, "WhatId"),
        (OPPORTUNITY, "WhatId"),
    ] {
        let (nothing, candidates) = found(Form::AddTask(task()), on, &plain);
        assert_eq!(nothing, None);
        assert_eq!(
            candidates,
            format!(
                "SELECT Id, Subject, CreatedDate FROM Task WHERE {link} = '{}' AND CreatedById = '{}' \
                 AND TaskSubtype != 'Email' AND CreatedDate >= 2027-01-15T07:00:00.000Z ORDER BY CreatedDate DESC, Id ASC LIMIT 5",
                id(on),
                id(JO)
            )
        );
    }
}

#[test]
fn of_steps_that_were_undone_together_the_one_at_fault_is_told() {
    let reply = |codes: [&str; 2]| -> CompositeReply {
        let part = |code: &str| {
            json!({ "referenceId": code, "httpStatusCode": 400,
            "body": [{ "errorCode": code, "message": format!("{code} said") }] })
        };
        serde_json::from_value(json!({ "compositeResponse": codes.map(part) })).unwrap()
    };
    for codes in [
        ["PROCESSING_HALTED", "FIELD_CUSTOM_VALIDATION_EXCEPTION"],
        ["FIELD_CUSTOM_VALIDATION_EXCEPTION", "PROCESSING_HALTED"],
    ] {
        let fault = Fault::from(reply(codes).all_done().unwrap_err());
        assert_eq!(fault.code.as_str(), "salesforce.org_rule");
        assert!(
            fault
                .detail
                .unwrap()
                .ends_with("FIELD_CUSTOM_VALIDATION_EXCEPTION said")
        );
    }
}

#[test]
fn what_has_to_change_in_a_form_is_named_by_its_field() {
    let long = "x".repeat(256);
    let wrong = LogCall {
        subject: " ".into(),
        outcome: long.clone(),
        minutes: Some(1441),
        notes: "x".repeat(32_001),
        follow_up: Some(FollowUp {
            subject: "two\nlines".into(),
            due: Some(today()),
            priority: String::new(),
            reminder: None,
        }),
        ..call()
    };
    let named = |form: Form| {
        let faults = form.check().unwrap_err();
        let pair = |fault: &msi_actions::base::FieldFault| {
            (fault.field.to_string(), fault.message.to_string())
        };
        faults.iter().map(pair).collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, &str)]| {
        let owned = |(field, message): &(&str, &str)| ((*field).to_owned(), (*message).to_owned());
        pairs.iter().map(owned).collect::<Vec<_>>()
    };
    assert_eq!(
        named(Form::LogCall(wrong)),
        pairs(&[
            ("subject", "field_subject_missing"),
            ("outcome", "field_outcome_too_long"),
            ("minutes", "field_minutes_too_many"),
            ("notes", "field_notes_too_long"),
            ("follow_up.subject", "field_subject_one_line"),
        ])
    );
    let wrong = AddTask {
        subject: long,
        ..task()
    };
    assert_eq!(
        named(Form::AddTask(wrong)),
        pairs(&[("subject", "field_subject_too_long")])
    );
    assert!(Form::LogCall(call()).check().is_ok() && Form::AddTask(task()).check().is_ok());
    assert_eq!(record(LEAD).object, ObjectType::Lead);
}

#[test]
fn what_the_rep_may_not_write_is_known_before() {
    let limits = |schema: &Schema| Choices::of(schema, &Settings::default()).limits;
    assert_eq!(limits(&schema(&whole())), Limits::default());
    for (without, barred) in [
        (vec!["Description"], vec![Part::Notes]),
        (vec!["CallDisposition"], vec![Part::Outcome]),
        (vec!["WhatId"], vec![Part::About]),
        (
            vec!["Priority", "ReminderDateTime"],
            vec![Part::Priority, Part::Reminder],
        ),
    ] {
        let mut fields = whole();
        fields.retain(|(name, _)| !without.contains(name));
        let limits = limits(&schema(&fields));
        assert!(barred.iter().all(|part| limits.bars(*part)), "{without:?}");
        assert_eq!(limits.barred.len(), barred.len(), "{:?}", limits.barred);
    }
    // The field of Marketo Sales takes the outcome, too.
    let mut fields = whole();
    fields.retain(|(name, _)| *name != "CallDisposition");
    fields.push(("mktosales_call_outcome__c", &[]));
    assert!(!limits(&schema(&fields)).bars(Part::Outcome));
}

#[test]
fn an_org_that_takes_no_task_of_ours_says_so_before() {
    let described = |createable: bool, fields: Value| -> Limits {
        let reply: CompositeReply = serde_json::from_value(json!({ "compositeResponse": [
            { "referenceId": "task", "httpStatusCode": 200,
              "body": { "createable": createable, "fields": fields } },
        ] }))
        .unwrap();
        let schema = Schema::read(&reply).unwrap();
        Choices::of(&schema, &Settings::default()).limits
    };
    let field = |name: &str, kind: &str, nillable: bool, defaulted: bool| {
        json!({ "name": name, "label": format!("{name} label"), "type": kind, "createable": true, "length": 0,
            "nillable": nillable, "defaultedOnCreate": defaulted })
    };
    let limits = described(
        true,
        json!([
            field("Region__c", "picklist", false, false),
            field("Size__c", "double", true, false),
            field("Source__c", "string", false, true),
            field("Flag__c", "boolean", false, false),
            field("Status", "picklist", false, true),
        ]),
    );
    assert!(!limits.no_tasks);
    assert_eq!(limits.required, ["Region__c label"]);
    let none = described(false, json!([]));
    assert!(none.no_tasks && none.no_mails);
}
