//! Nothing typed is lost: the report is kept on the server for its writer while it is typed.

use axum::extract::Path;
use axum::response::Response;
use pathway::CaseId;

use crate::draft::{Own, saved};
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{Visit, to};

/// This writer's draft of the report of a case.
pub(super) fn own(visit: &Visit, case: CaseId) -> Own {
    Own::of(visit, case, "spine report")
}

pub(super) async fn save(
    visit: Visit,
    Path(case): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let case: CaseId = case.parse().map_err(|_| Problem::not_found())?;
    own(&visit, case).keep(&visit, form).await?;
    Ok(saved(&visit))
}

pub(super) async fn forget(visit: Visit, Path(case): Path<String>) -> Result<Response, Problem> {
    let case: CaseId = case.parse().map_err(|_| Problem::not_found())?;
    own(&visit, case).drop(&visit).await?;
    Ok(to(&format!("/cases/{case}/spine")))
}
