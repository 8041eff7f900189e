//! The report for support, in English: what is set, connected, kept and failed, as codes, numbers and times. No address,
//! no name of a person, record or org, no subject, no token, no id of Salesforce's and no provider's own words.

use std::collections::BTreeMap;

use super::redact::{Orgs, name, place, setting, value};
use super::view::DiagnosticsView;
use crate::base::{Millis, time};
use crate::outbox::{Happened, Kept, KeptWhat, Moment, OutboxState, failures};
use crate::salesforce::CallCount;

/// So many pieces of work are listed.
const MOST: usize = 200;
/// So much of an id of ours names a piece of work.
const ID: usize = 8;

/// The report at `now`, by the release `build`.
#[must_use]
pub fn report(build: &str, view: &DiagnosticsView, kept: &[Kept], now: Millis) -> String {
    let mut orgs = Orgs::default();
    let mut lines = vec![format!("MSI Actions {build}, {}", time::datetime(now))];
    policy(view, &mut lines);
    connections(view, &mut orgs, &mut lines);
    calls(view, &mut orgs, &mut lines);
    failed(kept, &mut orgs, &mut lines);
    work(kept, &mut orgs, &mut lines);
    lines.join("\n")
}

fn policy(view: &DiagnosticsView, lines: &mut Vec<String>) {
    let remembered = match view.policy.remembered {
        true => ", as last known",
        false => "",
    };
    lines.push(format!(
        "Policy known: {}{remembered}",
        name(&view.policy.known)
    ));
    for one in &view.policy.settings {
        let of = setting(&one.name);
        if let Some(written) = &one.value {
            lines.push(format!("  {of}: {}", value(&one.name, written)));
        }
        for finding in &one.findings {
            let (at, problem) = (place(&finding.at), name(&finding.problem));
            lines.push(format!("  ! {of}{at}: {problem}"));
        }
        if let Some(holds) = &one.holds {
            lines.push(format!("  ! {of} holds: {}", value(&one.name, holds)));
        }
    }
}

fn connections(view: &DiagnosticsView, orgs: &mut Orgs, lines: &mut Vec<String>) {
    lines.push(format!("Connections: {}", view.connections.len()));
    for one in &view.connections {
        let org = one
            .org
            .as_deref()
            .map(|org| format!(", {}", orgs.label(org)));
        let state = one.fault.as_ref().map_or("ok", |fault| fault.code.as_str());
        let last = one
            .last_success
            .map(|at| format!(", last answer {}", time::datetime(at)));
        lines.push(format!(
            "  {}{}: {state}{}",
            name(&one.provider),
            org.unwrap_or_default(),
            last.unwrap_or_default()
        ));
    }
    lines.extend(
        view.fault
            .iter()
            .map(|fault| format!("  ! {}", fault.code.as_str())),
    );
}

fn calls(view: &DiagnosticsView, orgs: &mut Orgs, lines: &mut Vec<String>) {
    for (org, usage) in &view.usage {
        let org = orgs.label(org.as_str());
        lines.extend(usage.limits().iter().map(|limit| {
            let whose = match limit.app {
                Some(_) => "the app",
                None => "the org",
            };
            format!(
                "API calls of {whose}, {org}: {} of {}",
                limit.used, limit.allowed
            )
        }));
    }
    for (org, counts) in &view.calls {
        let org = orgs.label(org.as_str());
        let line = |of: &CallCount| {
            let purpose = name(&of.purpose);
            format!(
                "  {org}, {purpose}: {} today, {} in 7 days",
                of.today, of.week
            )
        };
        lines.extend(counts.iter().map(line));
    }
}

fn failed(kept: &[Kept], orgs: &mut Orgs, lines: &mut Vec<String>) {
    let all = failures(kept);
    let count: usize = all.iter().map(|failure| failure.count).sum();
    lines.push(format!("Failures: {count}"));
    for failure in all {
        let org = orgs.label(failure.kind.org.as_str());
        let (code, whose) = (failure.kind.code.as_str(), name(&failure.fault.whose_move));
        let (count, retries) = (failure.count, failure.retries);
        lines.push(format!(
            "  {count} × {code}, {org}: {whose}, {retries} can be tried again"
        ));
    }
}

fn work(kept: &[Kept], orgs: &mut Orgs, lines: &mut Vec<String>) {
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for one in kept {
        *states.entry(state(one)).or_default() += 1;
    }
    let states: Vec<String> = states
        .into_iter()
        .map(|(state, count)| format!("{count} {state}"))
        .collect();
    lines.push(format!("Work kept: {} ({})", kept.len(), states.join(", ")));
    for one in kept.iter().take(MOST) {
        let id: String = one.intent.as_str().chars().take(ID).collect();
        let what = match one.what {
            KeptWhat::Action(action) => action.name().to_owned(),
            what => name(&what),
        };
        let org = orgs.label(one.org.as_str());
        let fault = one
            .state()
            .and_then(OutboxState::fault)
            .map(|fault| format!(" ({})", fault.code.as_str()));
        let next = one.next.map(|at| format!(", next {}", time::datetime(at)));
        lines.push(format!(
            "  {id} {what}, {org}: {}{}{}",
            state(one),
            fault.unwrap_or_default(),
            next.unwrap_or_default()
        ));
        lines.extend(one.history.moments().iter().map(moment));
    }
    if let Some(more) = kept.len().checked_sub(MOST).filter(|more| *more > 0) {
        lines.push(format!("  and {more} more"));
    }
}

fn state(one: &Kept) -> String {
    one.state().map_or_else(|| "taken back".to_owned(), name)
}

fn moment(moment: &Moment) -> String {
    let (does, code) = match &moment.what {
        Happened::Begun(does) | Happened::Asked(does) | Happened::Unknown(does) => {
            (Some(name(does)), None)
        }
        Happened::Done(does, code) => (Some(name(does)), code.as_ref()),
        Happened::Refused(does, code) => (Some(name(does)), Some(code)),
        Happened::PutOff(code) | Happened::Lost(code) => (None, Some(code)),
        Happened::Held(why) => (Some(name(why)), None),
        _ => (None, None),
    };
    let does = does.map(|does| format!(" {does}"));
    let code = code.map(|code| format!(" ({})", code.as_str()));
    let times = (moment.times > 1).then(|| format!(" × {}", moment.times));
    format!(
        "    {} {}{}{}{}",
        time::datetime(moment.at),
        name(&moment.what),
        does.unwrap_or_default(),
        code.unwrap_or_default(),
        times.unwrap_or_default()
    )
}
