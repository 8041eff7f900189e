//! The answer of an invocable action: a result for each of its inputs ("Invocable Actions Standard", Actions Developer
//! Guide).

use serde::Deserialize;

use super::{Refused, RestError};
use crate::base::json;

/// The result for one input.
pub type ActionResult = Result<(), Refused>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Row {
    is_success: bool,
    #[serde(default)]
    errors: Option<Vec<Refused>>,
}

/// Whether a body has results: with the status 400 it does where an input was refused, and has an error else.
pub(super) fn is_answer(body: &[u8]) -> bool {
    json::read::<Vec<Row>>(body).is_ok_and(|rows| !rows.is_empty())
}

/// The results in the order of the inputs.
pub(super) fn results(rows: Vec<Row>, inputs: usize) -> Result<Vec<ActionResult>, RestError> {
    if rows.len() != inputs {
        return Err(RestError::Unexpected("action's results"));
    }
    let result = |row: Row| match row.is_success {
        true => Ok(()),
        false => Err(row
            .errors
            .and_then(|errors| errors.into_iter().next())
            .unwrap_or_default()),
    };
    Ok(rows.into_iter().map(result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_told_from_an_error() {
        let results = br#"[{"actionName":"a","errors":[{"statusCode":"X","message":"No"}],"isSuccess":false,"outputValues":null}]"#;
        assert!(is_answer(results));
        let error =
            br#"[{"errorCode":"NOT_FOUND","message":"The requested resource does not exist"}]"#;
        for other in [&error[..], b"[]", b"<html>"] {
            assert!(!is_answer(other));
        }
    }

    #[test]
    fn each_input_has_its_result() {
        let both = br#"[{"isSuccess":true,"errors":null},{"isSuccess":false,"errors":[{"statusCode":"X","message":"No"}]}]"#;
        let read = |inputs| results(json::read(both).unwrap_or_default(), inputs);
        let refused = Refused {
            code: "X".into(),
            message: "No".into(),
            ..Refused::default()
        };
        assert_eq!(read(2), Ok(vec![Ok(()), Err(refused)]));
        assert!(read(3).is_err(), "whose result is which is not known");
    }
}
