//! The report for support.

mod report;
