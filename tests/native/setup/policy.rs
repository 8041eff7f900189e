//! The policy in every form: read back, it is the same policy.

use msi_actions::admin::setup::{BrowserKind, PolicyFile, Way, policy_files};
use serde_json::{Map, Value, json};

const ID: &str = "acmkjekgkhjakilhjhelmegdnepbbaon";
const EDGE: &str = "bcmkjekgkhjakilhjhelmegdnepbbaon";

/// What a policy says: how the extension is installed, and its own settings.
#[derive(Debug, PartialEq)]
struct Said {
    mode: Option<String>,
    settings: Value,
}

fn policy() -> Value {
    json!({
        "orgs": [
            { "host": "acme.my.salesforce.com", "consumerKey": "3MVG9.a_b", "googleClientId": "1-a.apps.googleusercontent.com" },
            { "host": "acme--uat.sandbox.my.salesforce.com", "consumerKey": "3MVG9.c_d", "label": "Tests & \"<quotes>\" \\ 'x'" },
        ],
        "sandboxes": false, "undoSeconds": 10, "contact": "Robin & Co <robin@acme.example>",
        "mailClients": ["gmail"],
    })
}

fn files(ids: &[&str]) -> Vec<PolicyFile> {
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    policy_files(&policy(), &ids)
}

fn read(file: &PolicyFile, id: &str) -> Said {
    match file.way {
        Way::Registry => registry(&file.text, id),
        Way::GroupPolicy => Said {
            mode: mode(&serde_json::from_str(&file.text).unwrap(), id),
            settings: policy(),
        },
        Way::Linux => {
            let text: Value = serde_json::from_str(&file.text).unwrap();
            Said {
                mode: mode(&text["ExtensionSettings"], id),
                settings: text["3rdparty"]["extensions"][id].clone(),
            }
        }
        Way::GoogleAdmin => {
            let text: Map<String, Value> = serde_json::from_str(&file.text).unwrap();
            let plain = text
                .into_iter()
                .map(|(name, value)| (name, value["Value"].clone()));
            Said {
                mode: Some("force_installed".into()),
                settings: Value::Object(plain.collect()),
            }
        }
        Way::MacProfile => profile(&file.text, id),
        Way::Intune => intune(&file.text, id),
    }
}

fn mode(settings: &Value, id: &str) -> Option<String> {
    settings[id]["installation_mode"]
        .as_str()
        .map(str::to_owned)
}

/// As Chrome reads the registry: by the schema, a list or a switch from what Windows can hold.
fn of_windows(name: &str, data: &str) -> Value {
    match policy().get(name) {
        Some(Value::Array(_)) => serde_json::from_str(data).unwrap(),
        Some(Value::Bool(_)) => json!(data == "true" || data == "dword:00000001"),
        Some(Value::Number(_)) => match data.strip_prefix("dword:") {
            Some(hex) => json!(u32::from_str_radix(hex, 16).unwrap()),
            None => json!(data.parse::<u32>().unwrap()),
        },
        _ => json!(data),
    }
}

fn registry(text: &str, id: &str) -> Said {
    let mut lines = text.split("\r\n");
    assert_eq!(lines.next(), Some("Windows Registry Editor Version 5.00"));
    let (mut key, mut said) = (
        String::new(),
        Said {
            mode: None,
            settings: json!({}),
        },
    );
    for line in lines.filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[') {
            key = name.trim_end_matches(']').to_owned();
            assert!(key.starts_with(r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\"));
            continue;
        }
        let (name, data) = line.split_once('=').unwrap();
        let name = name.trim_matches('"');
        let data = match data
            .strip_prefix('"')
            .and_then(|data| data.strip_suffix('"'))
        {
            Some(text) => text.replace("\\\"", "\"").replace(r"\\", "\\"),
            None => data.to_owned(),
        };
        if key.ends_with(&format!(r"\ExtensionSettings\{id}")) {
            if name == "installation_mode" {
                said.mode = Some(data);
            }
        } else {
            assert!(
                key.ends_with(&format!(r"\3rdparty\extensions\{id}\policy")),
                "{key}"
            );
            said.settings[name] = of_windows(name, &data);
        }
    }
    said
}

fn intune(text: &str, id: &str) -> Said {
    let profile: Value = serde_json::from_str(text).unwrap();
    let rows = profile["omaSettings"].as_array().unwrap();
    let values: Vec<&str> = rows
        .iter()
        .map(|row| row["value"].as_str().unwrap())
        .collect();
    let template = roxmltree::Document::parse(values[0]).unwrap();
    let named = |tag: &str| {
        template
            .descendants()
            .filter(|node| node.has_tag_name(tag))
            .count()
    };
    assert_eq!(named("policy"), 2);
    for key in [
        format!(r"ExtensionSettings\{id}"),
        format!(r"3rdparty\extensions\{id}\policy"),
    ] {
        assert!(values[0].contains(&key), "{key}");
    }
    let data = |value: &str| -> Map<String, Value> {
        let text = format!("<row>{value}</row>");
        let row = roxmltree::Document::parse(&text).unwrap();
        let entries = row.descendants().filter(|node| node.has_tag_name("data"));
        entries
            .map(|node| {
                let name = node.attribute("id").unwrap();
                let declared = format!("<text id=\"{name}\" valueName=\"{name}\"");
                assert!(values[0].contains(&declared), "{name}");
                (
                    name.to_owned(),
                    of_windows(name, node.attribute("value").unwrap()),
                )
            })
            .collect()
    };
    Said {
        mode: data(values[1])["installation_mode"]
            .as_str()
            .map(str::to_owned),
        settings: Value::Object(data(values[2])),
    }
}

fn profile(text: &str, id: &str) -> Said {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    let document = roxmltree::Document::parse_with_options(text, options).unwrap();
    let root = document
        .root_element()
        .children()
        .find(roxmltree::Node::is_element)
        .unwrap();
    let profile = plist(root);
    let payloads = profile["PayloadContent"].as_array().unwrap();
    let own = payloads.iter().find(|payload| {
        let kind = payload["PayloadType"].as_str().unwrap();
        kind.ends_with(&format!(".extensions.{id}"))
    });
    let settings = own.unwrap().as_object().unwrap().iter();
    let settings = settings.filter(|(name, _)| !name.starts_with("Payload"));
    Said {
        mode: mode(&payloads[0]["ExtensionSettings"], id),
        settings: settings
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    }
}

fn plist(node: roxmltree::Node<'_, '_>) -> Value {
    let text = || node.text().unwrap_or_default();
    let children = || node.children().filter(roxmltree::Node::is_element);
    match node.tag_name().name() {
        "dict" => {
            let nodes: Vec<_> = children().collect();
            let pairs = nodes
                .chunks(2)
                .map(|pair| (pair[0].text().unwrap().to_owned(), plist(pair[1])));
            Value::Object(pairs.collect())
        }
        "array" => children().map(plist).collect(),
        "true" => json!(true),
        "false" => json!(false),
        "integer" => json!(text().parse::<i64>().unwrap()),
        "string" => json!(text()),
        other => panic!("no property list has <{other}>"),
    }
}

#[test]
fn every_form_says_what_the_policy_says() {
    let said = Said {
        mode: Some("force_installed".into()),
        settings: policy(),
    };
    for file in files(&[ID]) {
        assert_eq!(read(&file, ID), said, "{}", file.file);
    }
}

#[test]
fn each_browser_has_every_way_that_it_knows() {
    let all = files(&[ID]);
    let of = |browser| all.iter().filter(|file| file.browser == browser).count();
    assert_eq!((of(BrowserKind::Chrome), of(BrowserKind::Edge)), (6, 5));
    let names: std::collections::BTreeSet<_> = all.iter().map(|file| &file.file).collect();
    assert_eq!(names.len(), all.len());
}

#[test]
fn edge_takes_its_own_extension_where_there_is_one() {
    for file in files(&[ID, EDGE]) {
        let (id, store) = match file.browser {
            BrowserKind::Chrome => (ID, "clients2.google.com"),
            BrowserKind::Edge => (EDGE, "edge.microsoft.com"),
        };
        assert_eq!(
            read(&file, id).mode.as_deref(),
            Some("force_installed"),
            "{}",
            file.file
        );
        let from_store = file.way == Way::GoogleAdmin || file.text.contains(store);
        assert!(from_store, "{}", file.file);
    }
    for file in files(&[ID]) {
        let from_chrome = file.way == Way::GoogleAdmin || file.text.contains("clients2.google.com");
        assert!(from_chrome, "{}", file.file);
    }
}
