//! What the schema says of the custom objects.

use msi_actions::salesforce::{
    CAMPAIGN_OBJECTS, CampaignObjects, CompositeReply, RUN_OBJECT, Schema,
};
use serde_json::{Value, json};

/// An object as its describe shows it to a rep who may do all.
fn described(fields: &[&str]) -> Value {
    let field = |name: &&str| {
        json!({ "name": name, "type": "string", "createable": true, "length": 80,
            "externalId": name.ends_with("Key__c") })
    };
    let fields: Vec<_> = fields.iter().map(field).collect();
    json!({ "createable": true, "fields": fields })
}

/// Whether there are campaigns, with this instead of what `name` answers.
fn campaigns(name: &str, status: u16, body: Value) -> bool {
    objects(|each| each == name, status, &body) == CampaignObjects::Usable
}

/// What the rep may do with the objects, with this instead of what those answer of which `changed` says so.
fn objects(changed: impl Fn(&str) -> bool, status: u16, body: &Value) -> CampaignObjects {
    let part = |name: &str, status: u16, body: Value| json!({ "referenceId": name, "httpStatusCode": status, "httpHeaders": {}, "body": body });
    let mut parts = vec![part("task", 200, described(&["Subject"]))];
    for (each, fields) in CAMPAIGN_OBJECTS {
        parts.push(match changed(each) {
            true => part(each, status, body.clone()),
            false => part(each, 200, described(fields)),
        });
    }
    let reply = json!({ "compositeResponse": parts });
    let reply: CompositeReply = serde_json::from_value(reply).unwrap();
    Schema::read(&reply).unwrap().campaigns
}

#[test]
fn there_are_campaigns_where_the_rep_may_write_all_four_objects() {
    assert!(campaigns("none", 200, Value::Null));
    for (name, fields) in CAMPAIGN_OBJECTS {
        for (at, missing) in fields.iter().enumerate() {
            let mut rest = fields.to_vec();
            rest.remove(at);
            let found = campaigns(name, 200, described(&rest));
            assert!(!found, "{name} without {missing}");
            let mut object = described(fields);
            object["fields"][at]["createable"] = json!(false);
            assert!(
                !campaigns(name, 200, object),
                "{name}, {missing} not to be set"
            );
        }
        let mut object = described(fields);
        object["createable"] = json!(false);
        assert!(!campaigns(name, 200, object), "{name} not to be created");
    }
    let gone =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    assert!(!campaigns(RUN_OBJECT, 404, gone));
}

#[test]
fn an_org_without_the_objects_is_told_from_one_that_keeps_the_rep_out() {
    let gone =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    let closed = json!({ "createable": false, "fields": [] });
    let some = |each: &str| each != RUN_OBJECT;
    assert_eq!(objects(|_| true, 404, &gone), CampaignObjects::NotThere);
    assert_eq!(objects(some, 404, &gone), CampaignObjects::Closed);
    assert_eq!(objects(|_| true, 200, &closed), CampaignObjects::Closed);
    assert_eq!(objects(some, 200, &closed), CampaignObjects::Closed);
}

#[test]
fn an_object_whose_keys_are_not_unique_is_not_used() {
    for (name, fields) in CAMPAIGN_OBJECTS {
        for (at, key) in fields.iter().enumerate() {
            let mut object = described(fields);
            object["fields"][at]["externalId"] = json!(false);
            let needed = key.ends_with("Key__c");
            assert_eq!(campaigns(name, 200, object), !needed, "{name}.{key}");
        }
    }
}

#[test]
fn the_schema_is_read_by_one_composite() {
    let question = serde_json::to_value(Schema::question()).unwrap();
    let steps = question["steps"].as_array().unwrap();
    assert!(steps.len() <= 25, "{}", steps.len());
    let asked = |name: &str| {
        let path = format!("sobjects/{name}/describe");
        steps
            .iter()
            .filter(|step| step["path"] == path.as_str())
            .count()
    };
    for (name, _) in CAMPAIGN_OBJECTS {
        assert_eq!(asked(name), 1, "{name}");
    }
}
