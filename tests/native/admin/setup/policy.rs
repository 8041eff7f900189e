//! The policy in every form: read back as a browser reads it, it is the same policy, and what a company set
//! before is still there.

use msi_actions::admin::setup::{
    BrowserKind, DeployMethod, MergeFault, PolicyFile, files_for, merged, policy_files,
};
use msi_actions::base::stores;
use msi_actions::settings::schema;
use serde_json::{Map, Value, json};

use crate::support::windows_registry::{Data, Key};

const ID: &str = "abcdefghijklmnopabcdefghijklmnop";
const EDGE: &str = "ponmlkjihgfedcbaponmlkjihgfedcba";

/// What a policy says: which extensions are installed by force, and the settings of this one.
#[derive(Debug, PartialEq)]
struct Said {
    forced: Vec<String>,
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

fn files(edge: Option<&str>) -> Vec<PolicyFile> {
    files_for(&policy(), ID, edge)
}

fn read(file: &PolicyFile, id: &str) -> Said {
    match file.way {
        DeployMethod::Registry => {
            in_registry(Key::default().with_reg(&file.text), file.browser, id)
        }
        DeployMethod::Script => in_registry(after_script(&file.text), file.browser, id),
        DeployMethod::Intune => in_registry(after_intune(&file.text), file.browser, id),
        DeployMethod::GroupPolicy => Said {
            forced: vec![file.text.trim_end().to_owned()],
            settings: policy(),
        },
        DeployMethod::Linux => {
            let text: Value = serde_json::from_str(&file.text).unwrap();
            Said {
                forced: texts(&text["ExtensionInstallForcelist"]),
                settings: text["3rdparty"]["extensions"][id].clone(),
            }
        }
        DeployMethod::GoogleAdmin => {
            let text: Map<String, Value> = serde_json::from_str(&file.text).unwrap();
            let plain = text
                .into_iter()
                .map(|(name, value)| (name, value["Value"].clone()));
            Said {
                forced: vec![format!("{id};{}", stores::CHROME_UPDATES)],
                settings: Value::Object(plain.collect()),
            }
        }
        DeployMethod::MacProfile => profile(&file.text, id),
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().into_iter().flatten();
    list.map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// The browser's own policies, as far as they matter here, for the reader of the registry.
fn browser_schema(id: &str) -> Value {
    let extension = json!({ "type": "object", "properties": { "policy": schema() } });
    json!({ "type": "object", "properties": {
        "ExtensionSettings": { "type": "object" },
        "ExtensionInstallForcelist": { "type": "array", "items": { "type": "string" } },
        "3rdparty": { "type": "object", "properties": {
            "extensions": { "type": "object", "properties": { id: extension } },
        } },
    } })
}

fn root_of(browser: BrowserKind) -> &'static str {
    match browser {
        BrowserKind::Chrome => r"SOFTWARE\Policies\Google\Chrome",
        BrowserKind::Edge => r"SOFTWARE\Policies\Microsoft\Edge",
    }
}

fn all_of(registry: &Key, browser: BrowserKind, id: &str) -> Value {
    let root = registry
        .at(root_of(browser))
        .expect("policies of the browser");
    root.to_json(&browser_schema(id))
}

fn in_registry(registry: Key, browser: BrowserKind, id: &str) -> Said {
    let all = all_of(&registry, browser, id);
    Said {
        forced: texts(&all["ExtensionInstallForcelist"]),
        settings: all["3rdparty"]["extensions"][id]["policy"].clone(),
    }
}

/// The lines of a script that write a value, done; each path is a variable that was set before.
fn after_script(text: &str) -> Key {
    let mut registry = Key::default();
    let mut variables: Vec<(String, String)> = Vec::new();
    for line in text.split("\r\n") {
        let filled = |text: &str, variables: &[(String, String)]| {
            let quoted = text
                .strip_prefix('\'')
                .and_then(|text| text.strip_suffix('\''));
            match quoted {
                Some(plain) => plain.replace("''", "'"),
                None => {
                    let mut text = text.trim_matches('"').to_owned();
                    for (name, value) in variables.iter().rev() {
                        text = text.replace(name.as_str(), value);
                    }
                    text
                }
            }
        };
        if let Some((name, value)) = line.split_once(" = ")
            && name.starts_with('$')
            && !name.contains(' ')
        {
            let value = filled(value, &variables);
            variables.push((name.to_owned(), value));
        }
        let part = |name: &str, until: &str| {
            let (_, rest) = line.split_once(&format!(" -{name} "))?;
            Some(rest.split(until).next().unwrap_or(rest).to_owned())
        };
        let written = line.trim_start().starts_with("Set-ItemProperty -Path $own")
            || line.contains("New-ItemProperty -Path $list");
        if !written {
            continue;
        }
        let path = filled(
            line.split(" -Path ")
                .nth(1)
                .unwrap()
                .split(' ')
                .next()
                .unwrap(),
            &variables,
        );
        let (_, value) = line.split_once(" -Value ").unwrap();
        let value = filled(value.trim_end_matches(" | Out-Null"), &variables);
        let name = match part("Name", " -").unwrap().as_str() {
            "\"$number\"" => "1".to_owned(),
            name => filled(name, &variables),
        };
        let data = match line.contains("DWord") {
            true => Data::Number(value.parse().unwrap()),
            false => Data::Text(value),
        };
        registry
            .key(path.strip_prefix(r"HKLM:\").unwrap())
            .set(&name, data);
    }
    registry
}

/// What Windows writes for a custom profile: each policy of the template under its key.
fn after_intune(text: &str) -> Key {
    let profile: Value = serde_json::from_str(text).unwrap();
    let rows = profile["omaSettings"].as_array().unwrap();
    let value = |row: &Value| row["value"].as_str().unwrap().to_owned();
    let template = value(&rows[0]);
    let template = roxmltree::Document::parse(&template).unwrap();
    let mut registry = Key::default();
    for row in &rows[1..] {
        let uri = row["omaUri"].as_str().unwrap();
        let named = |node: &roxmltree::Node<'_, '_>| {
            node.has_tag_name("policy")
                && uri.ends_with(&format!("/{}", node.attribute("name").unwrap()))
        };
        let policy = template
            .descendants()
            .find(named)
            .expect("a policy of the row");
        let key = registry.key(policy.attribute("key").unwrap());
        let text = format!("<row>{}</row>", value(row));
        let row = roxmltree::Document::parse(&text).unwrap();
        for data in row.descendants().filter(|node| node.has_tag_name("data")) {
            let id = data.attribute("id").unwrap();
            let of_it = |node: &roxmltree::Node<'_, '_>| node.attribute("id") == Some(id);
            let element = policy
                .descendants()
                .find(of_it)
                .expect("an element of the template");
            let name = element.attribute("valueName").unwrap();
            key.set(
                name,
                Data::Text(data.attribute("value").unwrap().to_owned()),
            );
        }
    }
    registry
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
        forced: texts(&payloads[0]["ExtensionInstallForcelist"]),
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
    for edge in [None, Some(EDGE)] {
        for file in &files(edge) {
            let (id, updates) = match (file.browser, edge) {
                (BrowserKind::Edge, Some(edge)) => (edge, stores::EDGE_UPDATES),
                _ => (ID, stores::CHROME_UPDATES),
            };
            let said = Said {
                forced: vec![format!("{id};{updates}")],
                settings: policy(),
            };
            assert_eq!(read(file, id), said, "{}", file.file);
        }
    }
}

#[test]
fn each_browser_has_every_way_that_it_knows() {
    let all = files(None);
    let of = |browser| all.iter().filter(|file| file.browser == browser).count();
    assert_eq!((of(BrowserKind::Chrome), of(BrowserKind::Edge)), (7, 6));
    let names: std::collections::BTreeSet<_> = all.iter().map(|file| &file.file).collect();
    assert_eq!(names.len(), all.len());
}

/// Edge's id is never that of whatever runs here: it is the store's, or there is none.
#[test]
fn without_a_listing_of_its_own_edge_takes_chrome_s() {
    assert_eq!(
        stores::edge_id(),
        None,
        "then docs/administer.md has more to say"
    );
    for file in policy_files(&policy()) {
        assert!(!file.text.contains(stores::EDGE_UPDATES), "{}", file.file);
        let named =
            file.way == DeployMethod::GoogleAdmin || file.text.contains(stores::chrome_id());
        assert!(named, "{}", file.file);
    }
}

/// What a company has: `ExtensionSettings` as Group Policy writes it, one value of text, and some forced
/// extensions.
fn company(browser: BrowserKind) -> (Key, Value) {
    let settings = json!({
        "*": { "installation_mode": "blocked", "runtime_blocked_hosts": ["*://bank.example"] },
        EDGE: { "installation_mode": "force_installed", "update_url": "https://updates.example/crx" },
    });
    let mut registry = Key::default();
    let root = registry.key(root_of(browser));
    root.set("ExtensionSettings", Data::Text(settings.to_string()));
    let list = registry.key(&format!(r"{}\ExtensionInstallForcelist", root_of(browser)));
    list.set("1", Data::Text("one".into()));
    list.set("2", Data::Text("two".into()));
    (registry, settings)
}

#[test]
fn a_company_s_own_policy_is_still_there_afterwards() {
    for file in files(None) {
        let (mut registry, settings) = company(file.browser);
        registry = match file.way {
            DeployMethod::Registry => registry.with_reg(&file.text),
            DeployMethod::Intune => registry.merged(after_intune(&file.text)),
            DeployMethod::Linux | DeployMethod::MacProfile => {
                assert!(!file.text.contains("ExtensionSettings"), "{}", file.file);
                continue;
            }
            _ => continue,
        };
        let all = all_of(&registry, file.browser, ID);
        assert_eq!(all["ExtensionSettings"], settings, "{}", file.file);
        let ours = format!("{ID};{}", stores::CHROME_UPDATES);
        let forced = texts(&all["ExtensionInstallForcelist"]);
        assert_eq!(forced, ["one", "two", &ours], "{}", file.file);
    }
}

/// The reader is Chromium's: what older files of ours wrote made a company's value disappear.
#[test]
fn a_key_hides_a_value_of_its_name() {
    let (registry, settings) = company(BrowserKind::Chrome);
    let old = format!(
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\{}\\ExtensionSettings\\{ID}]\r\n\
         \"installation_mode\"=\"force_installed\"\r\n",
        root_of(BrowserKind::Chrome)
    );
    assert_eq!(
        all_of(&registry, BrowserKind::Chrome, ID)["ExtensionSettings"],
        settings
    );
    let registry = registry.with_reg(&old);
    let left = &all_of(&registry, BrowserKind::Chrome, ID)["ExtensionSettings"];
    assert_eq!(
        *left,
        json!({ ID: { "installation_mode": "force_installed" } })
    );
}

/// Only what adds to a company's value writes it.
#[test]
fn nothing_but_the_script_touches_the_company_s_extension_settings() {
    for file in files(None) {
        let script = file.way == DeployMethod::Script;
        for name in ["runtime_blocked_hosts", "toolbar_"] {
            assert_eq!(file.text.contains(name), script, "{}", file.file);
        }
        if script {
            assert!(
                file.text.contains("$keepOthersOut = $false"),
                "on request only"
            );
            let pin = match file.browser {
                BrowserKind::Chrome => "'toolbar_pin' 'force_pinned'",
                BrowserKind::Edge => "'toolbar_state' 'force_shown'",
            };
            assert!(file.text.contains("$pinIcon = $true") && file.text.contains(pin));
        }
    }
}

fn merge(pasted: &str, browser: BrowserKind, keep_out: bool) -> Value {
    serde_json::from_str(&merged(pasted, browser, keep_out).unwrap()).unwrap()
}

#[test]
fn our_entry_comes_into_the_company_s_extension_settings_and_the_others_stay_as_they_are() {
    let id = stores::chrome_id();
    for (browser, pin, pinned) in [
        (BrowserKind::Chrome, "toolbar_pin", "force_pinned"),
        (BrowserKind::Edge, "toolbar_state", "force_shown"),
    ] {
        let ours = json!({
            "installation_mode": "force_installed", "update_url": stores::CHROME_UPDATES, pin: pinned,
        });
        assert_eq!(merge("  ", browser, false), json!({ id: ours }));
        let (_, company) = company(browser);
        let mut expected = company.clone();
        expected[id] = ours.clone();
        assert_eq!(merge(&company.to_string(), browser, false), expected);
        // What is pasted twice changes nothing more.
        assert_eq!(merge(&expected.to_string(), browser, false), expected);
        let wrapped = json!({ "ExtensionSettings": company, "HomepageLocation": "x" });
        let result = merge(&format!("\u{feff}{wrapped}"), browser, false);
        assert_eq!(result["ExtensionSettings"], expected);
        assert_eq!(result["HomepageLocation"], "x");
        // An entry of ours that has more keeps it.
        let mut more = expected.clone();
        more[id]["runtime_allowed_hosts"] = json!(["*://acme.example"]);
        assert_eq!(merge(&more.to_string(), browser, false), more);
    }
}

#[test]
fn other_extensions_are_kept_from_the_sign_in_pages_on_request_beside_what_is_blocked_already() {
    let id = stores::chrome_id();
    let (_, company) = company(BrowserKind::Chrome);
    let result = merge(&company.to_string(), BrowserKind::Chrome, true);
    let redirect = format!("*://{id}.chromiumapp.org");
    assert_eq!(
        texts(&result["*"]["runtime_blocked_hosts"]),
        [
            "*://bank.example",
            "*://accounts.google.com",
            "*://login.microsoftonline.com",
            &redirect
        ]
    );
    assert_eq!(result["*"]["installation_mode"], "blocked");
    // Ours is not among the others.
    assert_eq!(result[id]["runtime_blocked_hosts"], json!([]));
    let again = merge(&result.to_string(), BrowserKind::Chrome, true);
    assert_eq!(again, result);
}

#[test]
fn what_is_no_extension_settings_is_refused_with_the_place() {
    let refused =
        |pasted: &str, keep_out| merged(pasted, BrowserKind::Chrome, keep_out).unwrap_err();
    let place = |line, column| MergeFault::NoJson { line, column };
    assert_eq!(refused("{\n  \"*\": { \"a\": 1, }\n}", false), place(2, 18));
    assert_eq!(refused("{} x", false), place(1, 4));
    let part = |name: &str| MergeFault::WrongPart(name.into());
    assert_eq!(refused("[]", false), part(""));
    assert_eq!(refused(r#"{ "abc": "blocked" }"#, false), part("abc"));
    assert_eq!(
        refused(r#"{ "ExtensionSettings": [] }"#, false),
        part("ExtensionSettings")
    );
    let hosts = r#"{ "*": { "runtime_blocked_hosts": "*" } }"#;
    assert_eq!(refused(hosts, true), part("*.runtime_blocked_hosts"));
}
