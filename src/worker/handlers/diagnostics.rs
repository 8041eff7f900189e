//! The answers to the requests of `src/protocol/diagnostics.rs`.

use crate::base::Fault;
use crate::diagnostics::{self, DiagnosticsView};
use crate::ports::Platform;
use crate::protocol::{BUILD, DiagnosticsHandler, GetDiagnostics, GetReport, Sender};
use crate::worker::Worker;

impl<P: Platform + 'static> DiagnosticsHandler for Worker<P> {
    async fn get_diagnostics(
        &self,
        _: &Sender,
        _: GetDiagnostics,
    ) -> Result<DiagnosticsView, Fault> {
        let profile = self.onboarding.profile().await;
        let (connections, fault) = match profile {
            Ok(profile) => (profile.connections, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        Ok(DiagnosticsView {
            policy: self.policies.report().await,
            connections,
            fault,
            usage: self.sessions.usage(),
            calls: self.sessions.calls().await,
        })
    }

    async fn get_report(&self, from: &Sender, _: GetReport) -> Result<String, Fault> {
        let view = self.get_diagnostics(from, GetDiagnostics {}).await?;
        let kept = self.outbox.kept().await?;
        Ok(diagnostics::report(
            BUILD,
            &view,
            &kept,
            self.platform.now(),
        ))
    }
}
