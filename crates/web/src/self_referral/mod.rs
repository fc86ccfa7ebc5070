//! Self-referral: no account, no need to be registered here. The advice comes first; an emergency
//! page stands before any field.

mod form;
mod submit;

#[cfg(test)]
mod tests;

use access::Action;
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
}

/// Nobody refers themself before the danger signs were asked.
async fn start(visit: Visit) -> Response {
    check::first_page(&visit, true)
}

async fn with_answers(visit: Visit, form: Form) -> Result<Response, Problem> {
    let Some(answers) = Answers::unseal(&visit, form.get("answers")) else {
        return Ok(check::first_page(&visit, true));
    };
    form::page(&visit, &answers, &Form::default(), &[]).await
}
