//! The limits of an org's API calls, from a header of its answers.

use oauth2::http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::ports::SFORCE_LIMIT_INFO;

/// The limits of an org: its own, and those that its administrator set for single apps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiUsage(Vec<ApiLimit>);

/// The API calls of the last 24 hours, and the limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiLimit {
    /// The app whose calls are counted, which may be empty; `None` for the whole org's limit.
    pub app: Option<String>,
    /// Calls made.
    pub used: u64,
    /// Calls allowed.
    pub allowed: u64,
}

impl ApiUsage {
    /// Reads `api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)` ("Limit Info
    /// Header", REST API Developer Guide), in any order; parts that cannot be read are left out.
    pub fn read(headers: &HeaderMap) -> Option<Self> {
        let value = headers.get(&SFORCE_LIMIT_INFO)?;
        let usage = Self::parse(&String::from_utf8_lossy(value.as_bytes()));
        (!usage.0.is_empty()).then_some(usage)
    }

    /// Reads the header's value.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut pieces = text.split("api-usage");
        let mut before = pieces.next().unwrap_or_default();
        let mut limits = Vec::new();
        for piece in pieces {
            let app = before.ends_with("per-app-").then(|| app_name(piece));
            limits.extend(counts(piece).map(|(used, allowed)| ApiLimit { app, used, allowed }));
            before = piece;
        }
        Self(limits)
    }

    /// All limits, in the header's order.
    #[must_use]
    pub fn limits(&self) -> &[ApiLimit] {
        &self.0
    }

    /// The limit that will be reached first.
    #[must_use]
    pub fn nearest(&self) -> Option<&ApiLimit> {
        self.0.iter().reduce(|nearest, next| {
            let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
            match product(next.used, nearest.allowed) > product(nearest.used, next.allowed) {
                true => next,
                false => nearest,
            }
        })
    }
}

impl ApiLimit {
    /// Whether nine tenths of it are used up.
    #[must_use]
    pub fn is_near(&self) -> bool {
        u128::from(self.used) * 10 >= u128::from(self.allowed) * 9
    }
}

/// `=25/5000…`, with spaces anywhere between.
fn counts(text: &str) -> Option<(u64, u64)> {
    let (used, rest) = text.trim_start().strip_prefix('=')?.split_once('/')?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let allowed = rest.get(..end.unwrap_or(rest.len()))?;
    let counts = (used.trim().parse().ok()?, allowed.parse().ok()?);
    (counts.1 > 0).then_some(counts)
}

/// `…(appName=<name>)…`; the name may have brackets in it.
fn app_name(text: &str) -> String {
    let inside = text.split_once('(').map_or("", |(_, inside)| inside);
    let name = inside.rsplit_once(')').map_or(inside, |(name, _)| name);
    let name = name.trim();
    let named = name.split_once('=');
    let (_, name) = named
        .filter(|(key, _)| key.trim().eq_ignore_ascii_case("appname"))
        .unwrap_or(("", name));
    name.trim().to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(Option<String>, u64, u64)> {
        let usage = ApiUsage::parse(text);
        let limits = usage.limits().iter();
        limits
            .map(|limit| (limit.app.clone(), limit.used, limit.allowed))
            .collect()
    }

    #[test]
    fn the_header_as_salesforce_writes_it() {
        let app = |name: &str, used, allowed| (Some(name.to_owned()), used, allowed);
        for (text, expected) in [
            ("api-usage=25/5000", vec![(None, 25, 5000)]),
            (
                "api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app)",
                vec![(None, 25, 5000), app("sample-connected-app", 17, 250)],
            ),
            (
                "per-app-api-usage=17/250(appName=MSI Actions),api-usage=25/5000",
                vec![app("MSI Actions", 17, 250), (None, 25, 5000)],
            ),
            (
                "api-usage=25/5000; per-app-api-usage=17/250(appName=Sales (EMEA); v2, new); per-app-api-usage=3/9(appName=b=c)",
                vec![
                    (None, 25, 5000),
                    app("Sales (EMEA); v2, new", 17, 250),
                    app("b=c", 3, 9),
                ],
            ),
            (
                " api-usage = 25 / 5000 ;per-app-api-usage= 17 /250 ( appName = Für uns ) ",
                vec![(None, 25, 5000), app("Für uns", 17, 250)],
            ),
            (
                "per-app-api-usage=17/250(MyApp)",
                vec![app("MyApp", 17, 250)],
            ),
            ("per-app-api-usage=17/250", vec![app("", 17, 250)]),
            (
                "per-app-api-usage=x/250(appName=a); api-usage=25/5000",
                vec![(None, 25, 5000)],
            ),
            ("api-usage=/; api-usage", vec![]),
            ("other=1/2", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn the_limit_that_is_reached_first_is_the_one_that_matters() {
        for (text, nearest, near) in [
            (
                "api-usage=25/5000; per-app-api-usage=17/250(appName=a)",
                17,
                false,
            ),
            (
                "api-usage=4990/5000; per-app-api-usage=17/250(appName=a)",
                4990,
                true,
            ),
            (
                "api-usage=0/0; per-app-api-usage=1/250(appName=a)",
                1,
                false,
            ),
            (
                "per-app-api-usage=225/250(appName=a); api-usage=5/5000",
                225,
                true,
            ),
            (
                "per-app-api-usage=1/9(appName=a); per-app-api-usage=8/9(appName=b); api-usage=5/9",
                8,
                false,
            ),
        ] {
            let usage = ApiUsage::parse(text);
            let limit = usage.nearest().unwrap();
            assert_eq!((limit.used, limit.is_near()), (nearest, near), "{text}");
        }
        assert_eq!(ApiUsage::parse("").nearest(), None);
    }

    proptest! {
        #[test]
        fn no_header_breaks_the_reader(text in "(\\PC{0,12}|api-usage|per-app-|=|/|\\(|\\)|;|[0-9]{1,30}){0,16}") {
            let _ = ApiUsage::parse(&text).nearest();
        }
    }
}
