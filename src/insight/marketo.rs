//! What Marketo's packages say of a lead or contact. Three generations of fields are in use: those of Marketo Sales
//! Insight (`mkto_si__`), of the older Marketo package (`mkto2__`), and those that an org makes by hand (`mkto71_`).

use serde_json::{Map, Value};

use super::{Marketo, Marks};
use crate::base::OrgHost;

/// What the names of their fields begin with.
const PREFIXES: [&str; 3] = ["mkto_si__", "mkto2__", "mkto71_"];
/// The lead score, the newest generation first.
const SCORES: [&str; 3] = [
    "mkto_si__Mkto_Lead_Score",
    "mkto2__Lead_Score",
    "mkto71_Lead_Score",
];
/// Hosts below these are Marketo's own.
const OF_MARKETO: [&str; 2] = [".marketo.com", ".adobe.com"];

/// Of a record as the rep may see it; the names of its fields end on `ending`: `__c`, or `__pc` for a person account's
/// person.
pub(super) fn marketo(row: &Map<String, Value>, ending: &str, org: &OrgHost) -> Marketo {
    let field = |name: &str| row.get(&format!("{name}{ending}"));
    let known = |name: &String| PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    Marketo {
        is_there: row.keys().any(known),
        priority: field("mkto_si__Priority").and_then(whole),
        score: SCORES.iter().find_map(|name| field(name).and_then(whole)),
        link: field("mkto_si__View_in_Marketo")
            .and_then(Value::as_str)
            .and_then(|html| link(html, org)),
    }
}

/// Stars and flames; `None` where the org has no fields for them or the rep may see none.
pub(super) fn marks(row: &Map<String, Value>, ending: &str) -> Option<Marks> {
    let count = |value: &str, image: &str| {
        let value = row.get(&format!("{value}{ending}"));
        let image = || row.get(&format!("{image}{ending}"));
        match value {
            Some(value) => Some(up_to_three(value.as_f64().unwrap_or(0.0))),
            // A rep may see the picture and not the number.
            None => image().map(|image| of_image(image.as_str().unwrap_or_default())),
        }
    };
    let stars = count("mkto_si__Relative_Score_Value", "mkto_si__Relative_Score");
    let flames = count("mkto_si__Urgency_Value", "mkto_si__Urgency");
    (stars.is_some() || flames.is_some()).then(|| Marks {
        stars: stars.unwrap_or(0),
        flames: flames.unwrap_or(0),
    })
}

/// The number in `<img src="…/star2.png" alt="2">`.
fn of_image(html: &str) -> u8 {
    let after = html.split_once("alt=\"").map_or("", |(_, after)| after);
    let number = after.split('"').next().unwrap_or_default();
    up_to_three(number.trim().parse().unwrap_or(0.0))
}

/// 0 to 3, whatever the field holds.
fn up_to_three(value: f64) -> u8 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    let count = value.round().clamp(0.0, 3.0) as u8;
    count
}

/// A number field's value, rounded; `None` where it is empty or no score.
fn whole(value: &Value) -> Option<i32> {
    let value = value.as_f64()?.round();
    #[allow(clippy::cast_possible_truncation, reason = "in its range")]
    let whole = (value.abs() < 1e9).then_some(value as i32);
    whole
}

/// The address in `<a href="…">`, where it leads to the org itself or to Marketo: a field that anybody could fill must
/// not lead a rep elsewhere.
fn link(html: &str, org: &OrgHost) -> Option<String> {
    let (_, after) = html.split_once("href=\"")?;
    let address = after.split('"').next()?.replace("&amp;", "&");
    let own = url::Url::parse(&format!("https://{org}/")).ok()?;
    let address = own.join(&address).ok()?;
    let host = address.host_str()?;
    let of_marketo = OF_MARKETO.iter().any(|end| host.ends_with(end));
    let is_plain = address.username().is_empty() && address.password().is_none();
    let leads_there = address.scheme() == "https" && (host == org.as_str() || of_marketo);
    (leads_there && is_plain).then(|| address.into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn org() -> OrgHost {
        OrgHost::parse("acme.my.salesforce.com").unwrap()
    }

    fn read(row: Value) -> (Marketo, Option<Marks>) {
        let row = row.as_object().unwrap();
        (marketo(row, "__c", &org()), marks(row, "__c"))
    }

    #[test]
    fn each_generation_of_fields_is_known_and_none_is_no_fault() {
        let (none, marks) = read(json!({ "Name": "Ada", "Score__c": 9 }));
        assert_eq!((none, marks), (Marketo::default(), None));
        for (field, score) in [
            ("mkto_si__Mkto_Lead_Score__c", json!(87.4)),
            ("mkto2__Lead_Score__c", json!(87)),
            ("mkto71_Lead_Score__c", json!(86.5)),
        ] {
            let (marketo, marks) = read(json!({ field: score }));
            assert_eq!(
                (marketo.is_there, marketo.score),
                (true, Some(87)),
                "{field}"
            );
            assert_eq!(marks, None, "{field}");
        }
        let (hidden, _) = read(json!({ "mkto2__Lead_Score__c": null }));
        assert_eq!((hidden.is_there, hidden.score), (true, None));
    }

    #[test]
    fn stars_and_flames_are_read_from_the_number_or_else_from_the_picture() {
        let star =
            r#"<img src="https://app.marketo.com/images/icons/star2.png" alt="2" border="0"/>"#;
        for (row, stars, flames) in [
            (
                json!({ "mkto_si__Relative_Score_Value__c": 3, "mkto_si__Urgency_Value__c": 9 }),
                3,
                3,
            ),
            (
                json!({ "mkto_si__Relative_Score_Value__c": 1, "mkto_si__Relative_Score__c": star }),
                1,
                0,
            ),
            (
                json!({ "mkto_si__Relative_Score__c": star, "mkto_si__Urgency__c": null }),
                2,
                0,
            ),
            (json!({ "mkto_si__Urgency_Value__c": -4 }), 0, 0),
        ] {
            assert_eq!(read(row).1, Some(Marks { stars, flames }));
        }
    }

    #[test]
    fn a_link_leads_to_the_org_or_to_marketo_or_nowhere() {
        for (href, leads) in [
            (
                "/apex/mkto_si__View?id=1&amp;x=2",
                Some("https://acme.my.salesforce.com/apex/mkto_si__View?id=1&x=2"),
            ),
            (
                "https://app-sj01.marketo.com/l?x",
                Some("https://app-sj01.marketo.com/l?x"),
            ),
            ("https://evil.example/marketo.com", None),
            ("//evil.example/", None),
            ("https://evilmarketo.com/", None),
            ("http://app.marketo.com/", None),
            ("javascript:alert(1)", None),
            ("https://a:b@app.marketo.com/", None),
        ] {
            let html = format!(r#"<a href="{href}" target="_blank">View</a>"#);
            assert_eq!(link(&html, &org()).as_deref(), leads, "{href}");
        }
    }
}
