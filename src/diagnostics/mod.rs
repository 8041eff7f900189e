//! What Diagnostics shows of this browser, and the report for support.

mod redact;
mod report;
mod view;

pub use report::report;
pub use view::DiagnosticsView;
