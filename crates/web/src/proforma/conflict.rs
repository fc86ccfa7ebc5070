//! Two people answered the same question of a proforma.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;
use pathway::proforma::{SaveProforma, conflicts};

use super::Opened;
use crate::conflict::{self, Asking, Contested};
use crate::form::Form;
use crate::visit::Visit;

pub(super) fn page(
    visit: &Visit,
    opened: &Opened,
    form: &Form,
    command: &SaveProforma,
) -> Response {
    // Asked again without a choice, the same questions are open as before.
    let asked = SaveProforma { seen_at: command.opened_at, ..command.clone() };
    let all = conflicts(opened.proforma, opened.filled(), &asked);
    let contested = all.iter().map(|one| Contested {
        name: one.field,
        label: one.label,
        mine: words(opened, one.field, &one.mine),
        theirs: words(opened, one.field, &one.theirs),
    });
    let body = conflict::page(&Asking {
        heading: "Somebody else answered while you were typing",
        who: html! {
            ul { @for one in &all { li { (one.by) " answered \"" (one.label) "\" " (visit.time(one.at)) "." } } }
        },
        action: &opened.path(),
        seen: &[("seen_at", opened.sheet.file.case.version.to_string())],
        contested: contested.collect(),
        form,
        key: visit.new_key(),
    });
    opened.sheet.page(visit, opened.proforma.title, StatusCode::CONFLICT, body)
}

fn words(opened: &Opened, key: &str, value: &str) -> String {
    if value.is_empty() {
        return "no answer".into();
    }
    opened.proforma.question(key).map_or(value.into(), |(_, question)| question.words(value))
}
