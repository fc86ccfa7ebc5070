//! Self-referral: no account, no need to be registered here. The advice comes first; an emergency
//! page stands before any field.

mod draft;
mod form;
mod submit;

#[cfg(test)]
mod tests;

pub(crate) use form::{label, words};

use access::Action;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::check::{self, Answers};
use crate::form::Form;
use crate::problem::Problem;
use crate::route::Routes;
use crate::visit::Visit;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/refer/self", Action::ReferSelf, start)
        .post("/refer/self/start", Action::ReferSelf, with_answers)
        .post("/refer/self", Action::ReferSelf, submit::submit)
        .post("/refer/self/draft", Action::ReferSelf, draft::save)
        .post("/refer/self/discard", Action::ReferSelf, draft::discard)
}

/// Nobody refers themself before the danger signs were asked; whoever comes back within the hour is
/// not asked again.
async fn start(visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(kept) = draft::kept(&visit, &headers).await?
        && let Some(answers) = Answers::unseal(&visit, kept.get("answers"))
    {
        return form::page(&visit, &answers, &kept, &[]).await;
    }
    Ok(check::first_page(&visit, true))
}

/// The form after the questions, with what this person typed before.
async fn with_answers(visit: Visit, headers: HeaderMap, form: Form) -> Result<Response, Problem> {
    let Some(answers) = Answers::unseal(&visit, form.get("answers")) else {
        return Ok(check::first_page(&visit, true));
    };
    let typed = draft::kept(&visit, &headers).await?.unwrap_or_default();
    let page = form::page(&visit, &answers, &typed, &[]).await?;
    Ok(draft::named(&visit, &headers, page))
}
