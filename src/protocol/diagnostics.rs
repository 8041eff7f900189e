//! The diagnostics page, and the report for support.

use super::requests::requests;
use crate::diagnostics::DiagnosticsView;

requests! {
    trait DiagnosticsHandler;

    /// What the diagnostics page shows.
    get_diagnostics: GetDiagnostics {} -> DiagnosticsView, from [App], unprompted;
    /// The report for support. It names nobody and nothing.
    get_report: GetReport {} -> String, from [App], unprompted;
}
