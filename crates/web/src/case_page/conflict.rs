//! Someone else changed the urgency, the decision or the end of a case while a person was typing.

use axum::http::StatusCode;
use axum::response::Response;
use pathway::treatment::Outcome;
use rules::Tier;

use super::part::Part;
use super::sheet::Sheet;
use super::timeline;
use crate::conflict::{self, Asking, Chosen, Contested};
use crate::form::Form;
use crate::ui;
use crate::visit::Visit;

/// A field that someone else may have changed.
struct Stands {
    name: &'static str,
    label: &'static str,
    /// As the form would send it.
    value: String,
    /// As it is shown.
    words: String,
}

impl Stands {
    fn new(name: &'static str, label: &'static str, value: &str, words: &str) -> Self {
        let words = if words.is_empty() { "nothing yet" } else { words };
        Self { name, label, value: value.to_owned(), words: words.to_owned() }
    }
}

/// Takes the choices of a form that came from [`page`].
pub(super) fn chosen(part: Part, sheet: &Sheet, form: &Form) -> Option<Chosen> {
    let all = stands(part, sheet);
    conflict::chosen(form, |name| {
        all.iter().find(|one| one.name == name).map(|one| one.value.clone()).unwrap_or_default()
    })
}

/// The page: what was saved meanwhile, and a question for each field that differs.
pub(super) fn page(visit: &Visit, sheet: &Sheet, part: Part, form: &Form) -> Response {
    let number = |name: &str| form.number::<u64>(name).ok().flatten();
    let seen = number("saw").or_else(|| number("version")).unwrap_or(0);
    let since = timeline::entries(visit, sheet, |entry, _| entry.version > seen);
    let differ = stands(part, sheet).into_iter().filter(|one| one.value != form.get(one.name));
    let contested = differ.map(|one| Contested {
        name: one.name,
        label: one.label,
        mine: words(one.name, form.get(one.name)),
        theirs: one.words,
    });
    let body = conflict::page(&Asking {
        heading: "This case changed while you were typing",
        who: ui::timeline(&since),
        action: &part.path(sheet.id),
        seen: &[("version", sheet.file.case.version.to_string()), ("saw", seen.to_string())],
        contested: contested.collect(),
        form,
        key: visit.new_key(),
    });
    sheet.page(visit, "", StatusCode::CONFLICT, body)
}

/// A typed value as it is shown.
fn words(name: &str, value: &str) -> String {
    let words = match name {
        "tier" => Tier::from_code(value).map(Tier::words),
        "outcome" => Outcome::from_code(value).map(Outcome::words),
        _ => None,
    };
    let words = words.unwrap_or(value);
    if words.is_empty() { "nothing".to_owned() } else { words.to_owned() }
}

/// What stands now in the forms that overwrite.
fn stands(part: Part, sheet: &Sheet) -> Vec<Stands> {
    let case = &sheet.file.case;
    match part {
        Part::Tier => {
            let why = case.tier.as_ref().and_then(|tier| tier.set_by.as_ref());
            let why = why.map_or_else(String::new, |set| set.why.clone());
            let tier = case.tier();
            vec![
                Stands::new("tier", "Urgency", tier.code(), tier.words()),
                Stands::new("reason", "Why", &why, &why),
            ]
        }
        Part::Treatment => {
            let decided = case.treatment.decided.as_ref().map(|(decided, _)| decided);
            let (code, outcome) =
                decided.map_or(("", ""), |one| (one.outcome.code(), one.outcome.words()));
            let said = |text: Option<&String>| text.cloned().unwrap_or_default();
            let (rationale, owner) =
                (said(decided.map(|one| &one.rationale)), said(decided.map(|one| &one.owner)));
            vec![
                Stands::new("outcome", "Recommended", code, outcome),
                Stands::new("rationale", "Why", &rationale, &rationale),
                Stands::new("owner", "Who carries it out", &owner, &owner),
            ]
        }
        _ => {
            let closed = case.closed.as_ref().map(|(closed, _)| closed);
            let (code, outcome) =
                closed.map_or(("", ""), |one| (one.outcome.code(), one.outcome.words()));
            let note = closed.map_or_else(String::new, |one| one.note.clone());
            vec![
                Stands::new("outcome", "How it ended", code, outcome),
                Stands::new("note", "Words", &note, &note),
            ]
        }
    }
}
