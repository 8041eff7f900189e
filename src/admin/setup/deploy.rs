//! The deploy through the Metadata REST API ("Deploy Metadata with Apex Testing Using REST", Metadata API Developer
//! Guide). Salesforce runs it once it has the archive. Its id is stored, so that the page can be closed meanwhile.
//! Deploying the same again changes nothing.

use serde::{Deserialize, Serialize};

use super::archive::zip;
use super::error::SetupError;
use super::package::{Fields, deploy_files};
use super::view::{DeployState, DeployView, Problem};
use crate::base::{Fault, Millis, OrgConfig};
use crate::ports::Platform;
use crate::salesforce::{Rest, RestError};

const BOUNDARY: &str = "msi-actions-deploy-part";
const CONTENT_TYPE: &str = "multipart/form-data; boundary=msi-actions-deploy-part";
/// All or nothing, and without tests.
const OPTIONS: &str = r#"{"deployOptions":{"allowMissingFiles":false,"checkOnly":false,"ignoreWarnings":false,"rollbackOnError":true,"singlePackage":true}}"#;

/// A deploy as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Deploy {
    /// Salesforce's id of it.
    id: String,
    fields: Fields,
    /// Whether the custom objects came with the fields.
    #[serde(default)]
    objects: bool,
    at: Millis,
    /// The result, once it has ended.
    outcome: Option<Outcome>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Succeeded,
    Failed(Vec<Problem>),
}

impl Deploy {
    /// Uploads the archive.
    pub(super) async fn begin<P: Platform>(
        rest: &Rest<P>,
        fields: Fields,
        apps: &OrgConfig,
        at: Millis,
    ) -> Result<Self, Fault> {
        #[derive(Deserialize)]
        struct Begun {
            id: String,
        }
        let archive = zip(&deploy_files(fields, apps)).map_err(|_| SetupError::Archive)?;
        let path = "metadata/deployRequest";
        let begun: Begun = rest.post(path, CONTENT_TYPE, parts(&archive)).await?;
        Ok(Self {
            id: begun.id,
            fields,
            objects: fields != Fields::None,
            at,
            outcome: None,
        })
    }

    /// Whether it may still be running.
    pub(super) const fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// Whether it deployed the optional fields.
    pub(super) fn brought_fields(&self) -> bool {
        self.fields != Fields::None && matches!(self.outcome, Some(Outcome::Succeeded))
    }

    /// Whether it deployed the custom objects.
    pub(super) fn brought_objects(&self) -> bool {
        self.objects && self.brought_fields()
    }

    /// Asks for its state, and stores the result.
    pub(super) async fn follow<P: Platform>(
        &mut self,
        rest: &Rest<P>,
    ) -> Result<DeployState, RestError> {
        let path = format!("metadata/deployRequest/{}?includeDetails=true", self.id);
        let answer: Answer = rest.get(&path).await?;
        let result = answer.deploy_result;
        if !result.done {
            return Ok(DeployState::Running {
                done: result.number_components_deployed,
                total: result.number_components_total,
            });
        }
        self.outcome = Some(if result.success {
            Outcome::Succeeded
        } else {
            Outcome::Failed(result.problems())
        });
        Ok(self.ended())
    }

    /// Its state as stored.
    fn ended(&self) -> DeployState {
        match &self.outcome {
            None => DeployState::Running { done: 0, total: 0 },
            Some(Outcome::Succeeded) => DeployState::Succeeded,
            Some(Outcome::Failed(problems)) => DeployState::Failed(problems.clone()),
        }
    }

    /// Its view; `asked` is the answer of [`Self::follow`].
    pub(super) fn view(&self, asked: Option<Result<DeployState, RestError>>) -> DeployView {
        let state = match asked {
            None => self.ended(),
            Some(Ok(state)) => state,
            Some(Err(error)) => DeployState::Unreadable(error.into()),
        };
        DeployView {
            fields: self.fields,
            at: self.at,
            state,
        }
    }
}

/// The options and the archive as one body.
fn parts(archive: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"json\"\r\nContent-Type: \
         application/json\r\n\r\n{OPTIONS}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"msi-actions.zip\"\r\nContent-Type: application/zip\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(archive);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    deploy_result: DeployResult,
}

/// The part of `DeployResult` that is used.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeployResult {
    done: bool,
    #[serde(default)]
    success: bool,
    #[serde(default)]
    status: String,
    #[serde(default)]
    number_components_deployed: u32,
    #[serde(default)]
    number_components_total: u32,
    #[serde(default)]
    error_message: Option<String>,
    #[serde(default)]
    details: Option<Details>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Details {
    #[serde(default)]
    component_failures: Vec<Failure>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    #[serde(default)]
    component_type: Option<String>,
    #[serde(default)]
    full_name: String,
    #[serde(default)]
    problem: Option<String>,
}

impl DeployResult {
    fn problems(self) -> Vec<Problem> {
        let failures = self.details.unwrap_or_default().component_failures;
        let mut problems: Vec<Problem> = failures
            .into_iter()
            .map(|failure| {
                let kind = failure.component_type.unwrap_or_default();
                Problem {
                    component: format!("{kind} {}", failure.full_name).trim().to_owned(),
                    words: failure.problem.unwrap_or_default(),
                }
            })
            .collect();
        if problems.is_empty() {
            problems.push(Problem {
                component: String::new(),
                words: self.error_message.unwrap_or(self.status),
            });
        }
        problems
    }
}
