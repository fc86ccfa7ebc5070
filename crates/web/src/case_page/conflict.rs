//! Someone else saved first: what they did, and each value that differs side by side. Whoever typed
//! chooses field by field; neither side is chosen beforehand, and nothing typed is lost.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::treatment::Outcome;
use rules::Tier;

use super::part::Part;
use super::sheet::Sheet;
use super::timeline;
use crate::form::{Form, KEY};
use crate::ui::{self, Choice, Field, FieldError};
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

    /// Name of the radios that ask which of the two stands.
    fn choice(&self) -> String {
        format!("choose_{}", self.name)
    }
}

/// What was chosen, once every differing field has an answer.
pub(super) enum Chosen {
    /// This form is to be sent.
    Send(Form),
    /// Everything that stands already stays: nothing is to be sent.
    Nothing,
    /// These fields have no choice yet.
    Open(Vec<String>),
}

/// Takes the choices of a form that came from the page of this module.
pub(super) fn chosen(part: Part, sheet: &Sheet, form: &Form) -> Chosen {
    let (mut merged, mut open, mut mine) = (form.clone(), Vec::new(), false);
    for stands in differing(part, sheet, form) {
        match form.get(&stands.choice()) {
            "mine" => mine = true,
            "theirs" => {
                merged.0.insert(stands.name.to_owned(), stands.value);
            }
            _ => open.push(stands.choice()),
        }
    }
    if open.is_empty() {
        if mine { Chosen::Send(merged) } else { Chosen::Nothing }
    } else {
        Chosen::Open(open)
    }
}

fn differing(part: Part, sheet: &Sheet, form: &Form) -> Vec<Stands> {
    let mut all = stands(part, sheet);
    all.retain(|one| one.value != form.get(one.name));
    all
}

/// The page: what was saved meanwhile, and a question for each field that differs.
pub(super) fn page(
    visit: &Visit,
    sheet: &Sheet,
    part: Part,
    form: &Form,
    unchosen: &[String],
) -> Response {
    let number = |name: &str| form.number::<u64>(name).ok().flatten();
    let seen = number("saw").or_else(|| number("version")).unwrap_or(0);
    let since = timeline::entries(visit, sheet, |entry, _| entry.version > seen);
    let who: Vec<String> =
        since.iter().map(|entry| format!("{} ({})", entry.actor, entry.happened_words)).collect();
    let kept = form.0.iter().filter(|(name, _)| {
        let ours = matches!(name.as_str(), KEY | "version" | "conflict" | "saw");
        !ours && !name.starts_with("choose_")
    });
    let errors: Vec<_> =
        unchosen.iter().map(|field| FieldError { field, message: UNCHOSEN }).collect();
    let body = html! {
        (ui::error_summary(&errors))
        h2 { "This case changed while you were typing" }
        p { "Nothing you typed is lost. Saved meanwhile: " (who.join("; ")) "." }
        (ui::timeline(&since))
        form method="post" action=(part.path(sheet.id)) {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::hidden("version", &sheet.file.case.version.to_string()))
            (ui::hidden("saw", &seen.to_string()))
            (ui::hidden("conflict", "yes"))
            @for (name, value) in kept { (ui::hidden(name, value)) }
            @for stands in differing(part, sheet, form) { (question(&stands, form, unchosen)) }
            button class="button" type="submit" { "Save choice" }
        }
    };
    sheet.page(visit, "", StatusCode::CONFLICT, body)
}

const UNCHOSEN: &str = "Choose which of the two stands.";

fn question(stands: &Stands, form: &Form, unchosen: &[String]) -> Markup {
    let name = stands.choice();
    let label = format!("{}: which stands?", stands.label);
    let typed = format!("You typed: {}", words(stands.name, form.get(stands.name)));
    let now = format!("Stands now: {}", stands.words);
    let field = Field {
        value: form.get(&name),
        error: unchosen.contains(&name).then_some(UNCHOSEN),
        ..Field::new(&name, &label)
    };
    ui::radios(&field, &[Choice::new("mine", &typed), Choice::new("theirs", &now)])
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
