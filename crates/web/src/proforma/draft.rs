//! What a person typed into a proforma and has not saved.

use axum::extract::Path;
use axum::response::Response;

use super::Opened;
use crate::draft::{Own, saved};
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{Visit, to};

/// This person's draft of the proforma.
pub(super) fn own(visit: &Visit, opened: &Opened) -> Own {
    Own::of(visit, opened.sheet.id, opened.proforma.key)
}

pub(super) async fn save(
    visit: Visit,
    Path((id, key)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let case = id.parse().map_err(|_| Problem::not_found())?;
    let proforma = pathway::proforma::find(&key).ok_or_else(Problem::not_found)?;
    Own::of(&visit, case, proforma.key).keep(&visit, form).await?;
    Ok(saved(&visit))
}

pub(super) async fn discard(
    visit: Visit,
    Path((case, key)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let opened = Opened::open(&visit, &case, &key).await?;
    own(&visit, &opened).drop(&visit).await?;
    Ok(to(&opened.home()))
}
