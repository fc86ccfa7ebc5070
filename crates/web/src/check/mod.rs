//! The symptom check: danger signs first, then only what can still change the answer. No account,
//! no name, nothing stored: the answers travel in a sealed form field for an hour.
//!
//! ```text
//!   danger signs ──> an emergency that nothing can undo? ──yes──> what to do now
//!        │                     ▲        │ no
//!        │                     │        ▼
//!        │                     └── next topic that can still change the answer
//!        │                              │ none left
//!        └──────────────────────────────▼
//!                                     result: what to do, by when, what to watch for
//! ```

mod answers;
mod page;
mod result;
mod topic;

#[cfg(test)]
mod tests;

use access::Action;
use axum::response::Response;

use crate::form::Form;
use crate::problem::Problem;
use crate::route::Routes;
use crate::visit::Visit;

pub(crate) use answers::Answers;
pub(crate) use result::{emergency, warning_changes};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/check", Action::CheckSymptoms, start).post("/check", Action::CheckSymptoms, answer)
}

async fn start(visit: Visit) -> Response {
    first_page(&visit, false)
}

/// The danger signs; `to_refer` leads on to a self-referral in the end.
pub(crate) fn first_page(visit: &Visit, to_refer: bool) -> Response {
    let answers = Answers::new(visit.now, to_refer);
    page::ask(visit, &answers, topic::DANGER, &Form::default(), None)
}

async fn answer(visit: Visit, form: Form) -> Result<Response, Problem> {
    let sealed = form.get("answers");
    let Some(mut answers) = Answers::unseal(&visit, sealed) else {
        return Ok(page::expired(&visit));
    };
    if form.ticked("back") {
        return Ok(match answers.go_back() {
            Some((topic, said)) => page::ask(&visit, &answers, topic, &said, None),
            None => first_page(&visit, answers.to_refer),
        });
    }
    if let Some(other) = form.some("someone_else") {
        answers.for_someone_else = other == "yes";
        let topic = topic::find(form.get("topic")).unwrap_or(topic::DANGER);
        return Ok(page::ask(&visit, &answers, topic, &form, None));
    }
    let topic = topic::find(form.get("topic")).ok_or_else(Problem::not_found)?;
    if let Err(words) = answers.take(topic, &form) {
        return Ok(page::ask(&visit, &answers, topic, &form, Some(words)));
    }
    Ok(next(&visit, &answers))
}

/// An emergency at once; else the next topic; else the result.
fn next(visit: &Visit, answers: &Answers) -> Response {
    let rules = &visit.app.rules;
    let facts = answers.facts();
    if rules::certain(&facts, rules::Audience::Public, rules).is_some() {
        return result::show(visit, answers);
    }
    match answers.next_topic(rules) {
        Some(topic) => page::ask(visit, answers, topic, &Form::default(), None),
        None => result::show(visit, answers),
    }
}
