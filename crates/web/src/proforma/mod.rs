//! Proformas on the screen: one page for every clinical form, made from its table of questions.
//!
//! [`page`] shows the form or, once signed, what it says; [`read`] turns what was sent into a command;
//! [`send`] carries it out; [`conflict`] lets a person choose where two answered the same question;
//! [`letter`] is the same content to post.

mod conflict;
mod draft;
mod fields;
mod letter;
mod page;
mod read;
mod send;
#[cfg(test)]
mod tests;

use access::Action;
use axum::extract::Path;
use pathway::proforma::{Filled, Offered, Proforma, Question, find, offered};

use crate::case_page::sheet::Sheet;
use crate::form::Form;
use crate::problem::Problem;
use crate::route::Routes;
use crate::visit::Visit;

pub(crate) use fields::{control, hint};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/cases/{id}/consultation",
            Action::SeeCase,
            |visit: Visit, Path(id): Path<String>| async move {
                page::show(&visit, &id, "consultation").await
            },
        )
        .get("/cases/{id}/proforma/{key}", Action::SeeCase, page::one)
        .get("/cases/{id}/proforma/{key}/{number}/letter", Action::SeeCase, letter::show)
        .post("/cases/{id}/proforma/{key}", Action::RecordFindings, send::save)
        .post("/cases/{id}/proforma/{key}/draft", Action::RecordFindings, draft::save)
        .post("/cases/{id}/proforma/{key}/discard", Action::RecordFindings, draft::discard)
        .post("/cases/{id}/proforma/{key}/letter", Action::RecordFindings, letter::preview)
        .post(
            "/cases/{id}/proforma/{key}/{number}/addendum",
            Action::RecordFindings,
            send::addendum,
        )
}

/// One proforma of one case, opened by one person.
struct Opened {
    sheet: Sheet,
    proforma: &'static Proforma,
}

impl Opened {
    async fn open(visit: &Visit, id: &str, key: &str) -> Result<Self, Problem> {
        let proforma = find(key).ok_or_else(Problem::not_found)?;
        let sheet = Sheet::open(visit, id, proforma.key).await?;
        Ok(Self { sheet, proforma })
    }

    /// The one that is being filled in.
    fn filled(&self) -> Option<&Filled> {
        self.sheet.file.case.proformas.open(self.proforma.key)
    }

    /// What a question without an answer of its own could take over.
    fn offered(&self, question: &Question) -> Option<Offered> {
        match self.filled().and_then(|filled| filled.entry(question.key)) {
            Some(_) => None,
            None => offered(&self.sheet.file.case, self.proforma, question),
        }
    }

    fn path(&self) -> String {
        format!("/cases/{}/proforma/{}", self.sheet.id, self.proforma.key)
    }

    /// The page of the form; the consultation is a tab of its own.
    fn home(&self) -> String {
        match self.proforma.key {
            "consultation" => format!("/cases/{}/consultation", self.sheet.id),
            _ => self.path(),
        }
    }
}

/// What stands in a field: as typed, where this page was sent before; otherwise the standing answer,
/// otherwise what is offered.
fn value(opened: &Opened, question: &Question, typed: Option<&Form>) -> String {
    if let Some(form) = typed {
        return form.get(question.key).to_owned();
    }
    let answered = opened.filled().map_or("", |filled| filled.answer(question.key));
    if answered.is_empty() {
        opened.offered(question).map(|offer| offer.value).unwrap_or_default()
    } else {
        answered.to_owned()
    }
}
