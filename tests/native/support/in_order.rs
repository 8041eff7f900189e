//! The rows of a query in its order, and no more than it wants.

use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// `members` are those that runs lead to.
pub fn in_order(soql: &str, mut rows: Vec<Value>, members: Vec<Map<String, Value>>) -> Vec<Value> {
    let (soql, most) = match soql.rsplit_once(" LIMIT ") {
        Some((soql, most)) => (soql, most.parse().unwrap()),
        None => (soql, usize::MAX),
    };
    let Some((_, orders)) = soql.split_once(" ORDER BY ") else {
        rows.truncate(most);
        return rows;
    };
    let members = members.into_iter();
    let members: BTreeMap<String, Map<String, Value>> = members
        .map(|row| (row["Id"].as_str().unwrap().to_owned(), row))
        .collect();
    let value = |row: &Value, path: &str| match path.split_once('.') {
        Some(("Member__r", field)) => {
            let of = row["Member__c"].as_str().and_then(|id| members.get(id));
            let value = of.and_then(|member| member.get(field));
            value.cloned().unwrap_or_default()
        }
        Some(_) => panic!("{path}"),
        None => row[path].clone(),
    };
    for order in orders.rsplit(", ") {
        let words: Vec<&str> = order.split(' ').collect();
        // Nothing comes first in either direction, unless it is said otherwise.
        let down = match words[1..] {
            ["ASC"] => false,
            ["DESC"] | ["DESC", "NULLS", "FIRST"] => true,
            _ => panic!("{order}"),
        };
        let key = |row: &Value| {
            let value = value(row, words[0]);
            let number = value.as_f64().unwrap_or_default() as i64;
            (value.as_str().unwrap_or_default().to_owned(), number)
        };
        rows.sort_by_cached_key(|row| {
            let key = key(row);
            let there = !value(row, words[0]).is_null();
            match down {
                true => (there, Some(Reverse(key)), None),
                false => (there, None, Some(key)),
            }
        });
    }
    rows.truncate(most);
    rows
}
